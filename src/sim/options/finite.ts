/**
 * A deposit that runs out (Brennan & Schwartz 1985). Reserves, in years of output, take the place of time: an open mine uses
 * them up, a mothballed one keeps them. From an empty mine upward each step of reserves is solved for all prices, with the
 * second-order backward formula in reserves.
 */
import { exp, ln } from "../maths/portable";
import { logDrift, openFlow, processOf, type Process } from "./process";
import type { MineProblem, MineSolution } from "./problem";
import { reserveGrid, type ReserveGrid } from "./reserveGrid";
import { GO_ON, LEAVE, SWITCH, SwitchSystem, type Acts, type SwitchCosts } from "./switchSystem";

const REACH = 8;
const PRICES = 701;
const STEPS = 160;
const ENDLESS_PRICES = 1401;
/** Log prices from an end of the grid within which a trigger is none. */
const EDGE = 0.5;
const LEAST_SWITCHING = 1e-6;

/** Values and acts of one regime at the reserves reached so far. */
interface Layer {
  open: Float64Array;
  mothballed: Float64Array;
  acts: Acts;
  openBefore: Float64Array;
  /** Value at the top: `perPrice` · P + `fixed`. */
  perPrice: number;
  fixed: number;
}

interface Regime {
  hazard: number;
  flow: Float64Array;
  topSlope: number;
  topFixed: number;
  layer: Layer;
}

/** How fine the solution is: prices on the grid and steps of reserves. */
export interface Fineness {
  readonly prices: number;
  readonly steps: number;
}

/** Solves a mine with `reserveYears` of output left. Assumes a problem without fault. */
export function solveFinite(problem: MineProblem, fineness: Fineness = { prices: PRICES, steps: STEPS }): MineSolution {
  const bench = benchOf(problem, fineness.prices);
  const years = problem.reserveYears!;
  const reserves = (n: number): number => years * (n / fineness.steps) * (n / fineness.steps);
  for (let n = 1; n <= fineness.steps; n++) {
    const step = reserves(n) - reserves(n - 1);
    advance(bench, step, n === 1 ? 0 : step / (reserves(n - 1) - reserves(n - 2)));
  }
  return read(bench);
}

/** Solves an endless mine in one step without bound: for prices too stiff to be followed from trigger to trigger. */
export function solveEndlessByActs(problem: MineProblem, prices = ENDLESS_PRICES): MineSolution {
  const bench = benchOf(problem, prices);
  advance(bench, Infinity, 0);
  return read(bench);
}

/** What the steps of one problem work on. */
interface Bench {
  readonly problem: MineProblem;
  readonly process: Process;
  readonly grid: ReserveGrid;
  readonly costs: SwitchCosts;
  readonly system: SwitchSystem;
  /** Without the support, and with it while it lasts. */
  readonly after: Regime;
  readonly during: Regime | null;
}

function benchOf(problem: MineProblem, prices: number): Bench {
  const process = processOf(problem);
  const grid = reserveGrid(process, ln(problem.cost), REACH, prices);
  const restart = Math.max(problem.restart, LEAST_SWITCHING * problem.cost - problem.closing);
  const costs = { restart, closing: problem.closing, abandonment: problem.abandonment };
  const { support } = problem;
  return {
    problem,
    process,
    grid,
    costs,
    system: new SwitchSystem(grid, costs),
    after: emptyRegime(problem, grid, 0, null),
    during: support === null || support.belief === 0 ? null : emptyRegime(problem, grid, support.hazardYearly, support),
  };
}

function emptyRegime(problem: MineProblem, grid: ReserveGrid, hazard: number, support: MineProblem["support"]): Regime {
  const { count, x } = grid;
  const flow = new Float64Array(count);
  for (let k = 0; k < count; k++) flow[k] = openFlow(problem, support, exp(x[k]!));
  const top = exp(x[count - 1]!);
  const topSlope = (openFlow(problem, support, 2 * top) - flow[count - 1]!) / top;
  const acts = { open: new Uint8Array(count), mothballed: new Uint8Array(count) };
  const [open, mothballed, openBefore] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const layer = { open, mothballed, acts, openBefore, perPrice: 0, fixed: 0 };
  return { hazard, flow, topSlope, topFixed: flow[count - 1]! - topSlope * top, layer };
}

/** One step of reserves in both regimes; `ratio` is its length over that of the step before. */
function advance(bench: Bench, step: number, ratio: number): void {
  const { after, during } = bench;
  const [perPrice, fixed] = [after.layer.perPrice, after.layer.fixed];
  settle(bench, after, step, ratio, null);
  if (during === null) return;
  // Over the step the mine without support is worth the mean of its values before and now.
  const isEndless = step === Infinity;
  settle(bench, during, step, ratio, {
    layer: after.layer,
    perPrice: isEndless ? after.layer.perPrice : 0.5 * (perPrice + after.layer.perPrice),
    fixed: isEndless ? after.layer.fixed : 0.5 * (fixed + after.layer.fixed),
  });
}

/** What follows a regime: values by node, and at the top over the step. */
interface Later {
  readonly layer: Layer;
  readonly perPrice: number;
  readonly fixed: number;
}

function settle(bench: Bench, regime: Regime, step: number, ratio: number, later: Later | null): void {
  const { process, grid } = bench;
  const { layer, hazard } = regime;
  const { count, x } = grid;
  const discount = process.discount + hazard;
  const lead = (1 + 2 * ratio) / (1 + ratio) / step;
  const [first, second] = [(1 + ratio) / step, (ratio * ratio) / (1 + ratio) / step];
  const openKnown = new Float64Array(count);
  const mothballedKnown = new Float64Array(count).fill(-bench.problem.care);
  for (let k = 0; k < count; k++) {
    openKnown[k] = regime.flow[k]! + first * layer.open[k]! - second * layer.openBefore[k]!;
    if (later === null) continue;
    openKnown[k] = openKnown[k]! + hazard * later.layer.open[k]!;
    mothballedKnown[k] = mothballedKnown[k]! + hazard * later.layer.mothballed[k]!;
  }
  const growth = logDrift(process, x[count - 1]!) + 0.5 * process.volatility * process.volatility;
  const slope = regime.topSlope + (later === null ? 0 : hazard * later.perPrice);
  const fixed = regime.topFixed + (later === null ? 0 : hazard * later.fixed);
  layer.perPrice = grown(layer.perPrice, slope, discount - growth, step);
  layer.fixed = grown(layer.fixed, fixed, discount, step);
  layer.openBefore.set(layer.open);
  const openTop = layer.perPrice * exp(x[count - 1]!) + layer.fixed;
  const weights = { openWeight: lead + discount, mothballedWeight: discount, openTop };
  bench.system.solve({ ...weights, openKnown, mothballedKnown }, layer.acts, layer.open, layer.mothballed);
}

/** A value after one more step of a flow that is discounted at `rate`. */
function grown(value: number, flow: number, rate: number, step: number): number {
  const shrink = exp(-rate * step);
  const annuity = Math.abs(rate * step) < 1e-9 ? step : (1 - shrink) / rate;
  return value * shrink + flow * annuity;
}

function read({ grid, costs, after, during }: Bench): MineSolution {
  const layer = (during ?? after).layer;
  const { count, x } = grid;
  const { open, mothballed, acts } = layer;
  const opens = acts.mothballed.indexOf(SWITCH);
  let stops = -1;
  while (stops < count - 1 && acts.open[stops + 1] !== GO_ON) stops++;
  let leaves = -1;
  while (leaves < count - 1 && acts.mothballed[leaves + 1] === LEAVE) leaves++;
  const mothballs = stops >= 0 && acts.open[stops] === SWITCH && acts.mothballed[stops] !== LEAVE;
  const stopGap = (k: number): number =>
    mothballs ? open[k]! - mothballed[k]! + costs.closing : open[k]! + costs.closing + costs.abandonment;
  // What is found at an end of the grid is the end of the grid.
  const isLow = (k: number): boolean => k < 0 || x[k]! < x[0]! + EDGE;
  const isHigh = (k: number): boolean => x[k]! > x[count - 1]! - EDGE;
  const opening = (): number => boundary(x, opens, -1, (k) => costs.restart - open[k]! + mothballed[k]!);
  const leaving = (): number => boundary(x, leaves, 1, (k) => mothballed[k]! + costs.abandonment);
  const neverStops = isLow(stops);
  return {
    open: opens < 0 || isHigh(opens) ? Infinity : isLow(opens) ? 0 : exp(opening()),
    close: neverStops ? 0 : isHigh(stops) ? Infinity : exp(boundary(x, stops, 1, stopGap)),
    abandon: isLow(leaves) ? null : isHigh(leaves) ? Infinity : exp(leaving()),
    stopsBy: mothballs || neverStops ? "mothballing" : "abandoning",
    valueAt: (at) => ({ open: between(x, open, ln(at)), mothballed: between(x, mothballed, ln(at)) }),
  };
}

/**
 * Where a gap that shrinks as the square of the distance is nought: its root is followed from three nodes of the waiting side,
 * a few steps off the node that acts, where the grid is felt least.
 */
function boundary(x: Float64Array, acting: number, toward: 1 | -1, gapAt: (k: number) => number): number {
  const points = [2, 4, 7].flatMap((steps) => {
    const k = acting + toward * steps;
    if (k < 0 || k >= x.length) return [];
    const gap = gapAt(k);
    return gap > 0 ? [{ root: Math.sqrt(gap), at: x[k]! }] : [];
  });
  if (points.length < 3) return 0.5 * (x[acting]! + x[acting + toward]!);
  let sum = 0;
  for (const { root, at } of points) {
    let weight = at;
    for (const other of points) if (other.root !== root) weight *= other.root / (other.root - root);
    sum += weight;
  }
  return sum;
}

/** Value between nodes from the four around (Lagrange). */
function between(x: Float64Array, value: Float64Array, at: number): number {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const first = Math.max(0, Math.min(low - 1, x.length - 4));
  let sum = 0;
  for (let i = first; i < first + 4; i++) {
    let weight = value[i]!;
    for (let j = first; j < first + 4; j++) if (j !== i) weight *= (at - x[j]!) / (x[i]! - x[j]!);
    sum += weight;
  }
  return sum;
}
