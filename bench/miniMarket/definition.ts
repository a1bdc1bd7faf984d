/**
 * The mini-market's numbers and the figures every rival must reach. README.md says what they mean; this file and
 * mini.c hold the same constants.
 */
import { luckKey, type LuckKey } from "../../src/sim/maths/bulkLuck";
import { createLognormalTable } from "../../src/sim/maths/quantileTable";

export const REGIONS = 6;
export const MONTHS = 360;
/** Standard deviation of the logarithm of a month's cost shock. */
export const COST_SIGMA = 0.1;
export const ELASTICITY = -0.3;
/** Share of the gap between price and expectation that an expectation closes in a month. */
export const LEARNING = 0.2;
/** A working mine closes when it expects less than this share of its cost. */
export const MOTHBALL_BELOW = 0.85;
/** A closed mine restarts when it expects more than this share of its cost. */
export const RESTART_ABOVE = 1.15;

/** What leaves or enters a region pays, $/kg, by region. */
export interface Duties {
  readonly exportTax: readonly number[];
  readonly tariff: readonly number[];
}

/** Region 0 taxes exports, region 5 imports; the rest trade free. */
export const duties: Duties = { exportTax: [6, 0, 0, 0, 0, 0], tariff: [0, 0, 0, 0, 0, 4] };

const seed = "mini-market";
export const costKey: LuckKey = luckKey(seed, "cost");
/** Cost shocks; made once for all runs, as mini.c makes its own before its clock starts. */
export const costTable = createLognormalTable(COST_SIGMA);

export interface Setting {
  readonly mines: number;
  readonly buyers: number;
  readonly duties: Duties;
}

export function settingOf(mines: number, ofRegions: Duties = duties): Setting {
  return { mines, buyers: Math.floor(mines / 4), duties: ofRegions };
}

/** Of a mine or a buyer. */
export function regionOf(index: number): number {
  return index % REGIONS;
}

/** Tonnes a month, a whole number. */
export function capacityOf(mine: number): number {
  return 50 + ((31 * mine) % 101);
}

/** Cost before shocks, $/kg: evenly over 20 to 100. */
export function baseCostOf(mine: number, mines: number): number {
  return 20 + (80 * (mine + 0.5)) / mines;
}

const regionWeight = [3, 5, 7, 7, 9, 10];

/** Tonnes a month that a buyer takes at 1 $/kg, a whole number; it takes scale · price^ELASTICITY. */
export function scaleOf(buyer: number): number {
  return regionWeight[regionOf(buyer)] * (80 + ((53 * buyer) % 41));
}

/** What is recorded, by month, and what is left at the end. */
export interface Figures {
  /** Mean of the six regions' prices, $/kg. */
  readonly price: Float64Array;
  /** Tonnes sold everywhere. */
  readonly output: Float64Array;
  /** Mines that offered. */
  readonly open: Float64Array;
  /** Tonnes that all buyers together took over the run, added up buyer by buyer. */
  bought: number;
  /** Sum of what the mines expect after the last month, $/kg, added up by mine number. */
  expected: number;
}

export function emptyFigures(months: number): Figures {
  return {
    price: new Float64Array(months),
    output: new Float64Array(months),
    open: new Float64Array(months),
    bought: 0,
    expected: 0,
  };
}

/** Figures in one line of numbers: what rivals are compared by. */
export interface Checksum {
  meanPrice: number;
  meanOutput: number;
  meanOpen: number;
  bought: number;
  expected: number;
}

export function checksumOf(figures: Figures): Checksum {
  return {
    meanPrice: meanOf(figures.price),
    meanOutput: meanOf(figures.output),
    meanOpen: meanOf(figures.open),
    bought: figures.bought,
    expected: figures.expected,
  };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The largest difference of two checksums, as a share; NaN if either holds one. */
export function differenceOf(one: Checksum, other: Checksum): number {
  let worst = 0;
  for (const name of Object.keys(one) as (keyof Checksum)[]) {
    worst = Math.max(worst, Math.abs(one[name] - other[name]) / Math.abs(one[name]));
  }
  return worst;
}
