/**
 * Plays a run to its end and reduces it to one row of named outcomes with units. Pure: no Node, no DOM, no clock, so
 * the command line's threads and the page's workers give the same rows. What each outcome means stands here once;
 * the tables, the comparison of two arms and the list of outcomes all read it.
 */
import { hashWorld, openWorld, stepMonth, takeSnapshot, worldInfo } from "../sim";
import type { EventKind } from "../sim/events";
import type { Scenario } from "../sim/scenario";
import { BUYER_FIGURES, FLOW_FIGURES, type Snapshot, type WorldInfo } from "../sim/snapshot";

export interface Outcome {
  /** Dotted name, the same in every table: `bloc.closures`, `zonePrice.metal`. */
  name: string;
  unit: string;
  meaning: string;
}

/** One row: a value for each outcome, NaN where there is none (a good that never traded). */
export interface RunOutcome {
  values: number[];
  /** Hash of the final state, hex. */
  hash: string;
}

/** Zone price under the reference by more than this share is a month of breach. */
const BREACH_SHARE = 0.005;

/** Counted kinds of event, by the word used for them in tables. */
export const COUNTED_EVENTS = {
  closures: "closed",
  mothballings: "mothballed",
  restarts: "restarted",
  openings: "opened",
  insolvencies: "insolvent",
} as const satisfies Record<string, EventKind>;

export type CountName = keyof typeof COUNTED_EVENTS;
export const COUNT_NAMES = Object.keys(COUNTED_EVENTS) as CountName[];

/** Running totals of a run, fed month by month. Lists by good follow `stages` or `goods` of the world's info. */
export interface Tally {
  info: WorldInfo;
  /** Goods that carry stage figures, in their order. */
  stages: string[];
  months: number;
  counts: Record<CountName, number>;
  blocCounts: Record<CountName, number>;
  projectsBegun: number;
  blocProjectsBegun: number;
  /** By stage. */
  breachMonths: number[];
  /** By good: tonnes wanted and not used. */
  shutdownTonnes: number[];
  /** Top-ups paid on imports over the run, k$. */
  topUpRevenueKiloUsd: number;
  /** Members' bills for finished goods, one for each whole year of the run, k$. */
  yearlyBillsKiloUsd: number[];
  means: { zonePrice: Mean[]; outsidePrice: Mean[]; exporterPrice: Mean[]; reference: Mean[]; exporterShare: Mean[] };
  zoneSupplyTonnes: number[];
  zoneUseTonnes: number[];
  blocSitesRunning: number;
}

interface Mean {
  sum: number;
  months: number;
}

export function openTally(info: WorldInfo): Tally {
  const stages = info.goods.filter((good) => good.isStage).map((good) => good.id);
  const means = (): Mean[] => stages.map(() => ({ sum: 0, months: 0 }));
  const zeros = (): number[] => stages.map(() => 0);
  return {
    info,
    stages,
    months: 0,
    counts: noCounts(),
    blocCounts: noCounts(),
    projectsBegun: 0,
    blocProjectsBegun: 0,
    breachMonths: zeros(),
    shutdownTonnes: info.goods.map(() => 0),
    topUpRevenueKiloUsd: 0,
    yearlyBillsKiloUsd: [],
    means: {
      zonePrice: means(),
      outsidePrice: means(),
      exporterPrice: means(),
      reference: means(),
      exporterShare: means(),
    },
    zoneSupplyTonnes: zeros(),
    zoneUseTonnes: zeros(),
    blocSitesRunning: 0,
  };
}

function noCounts(): Record<CountName, number> {
  return { closures: 0, mothballings: 0, restarts: 0, openings: 0, insolvencies: 0 };
}

/** Adds one month to the totals. Months must come in order, each once. */
export function addMonth(tally: Tally, snapshot: Snapshot): void {
  tally.months += 1;
  snapshot.stages.forEach((stage, index) => {
    addTo(tally.means.zonePrice, index, stage.zonePriceUsdPerKg);
    addTo(tally.means.outsidePrice, index, stage.outsidePriceUsdPerKg);
    addTo(tally.means.exporterPrice, index, stage.exporterPriceUsdPerKg);
    addTo(tally.means.reference, index, stage.referenceUsdPerKg);
    addTo(tally.means.exporterShare, index, stage.exporterShare);
    tally.zoneSupplyTonnes[index]! += stage.zoneSupplyTonnes;
    tally.zoneUseTonnes[index]! += stage.zoneUseTonnes;
    // A comparison with a figure that is not there is false: no price or no reference is no breach.
    if (stage.zonePriceUsdPerKg < stage.referenceUsdPerKg * (1 - BREACH_SHARE)) tally.breachMonths[index]! += 1;
  });
  addEvents(tally, snapshot);
  addShutdowns(tally, snapshot.buyers);
  tally.topUpRevenueKiloUsd += topUpsPaid(snapshot.flows);
  if (tally.months % 12 === 0) tally.yearlyBillsKiloUsd.push(snapshot.world.buyersPay12mKiloUsd);
  tally.blocSitesRunning = snapshot.world.blocSitesRunning;
}

function addTo(means: Mean[], index: number, value: number): void {
  if (Number.isNaN(value)) return;
  const mean = means[index]!;
  mean.sum += value;
  mean.months += 1;
}

function addEvents(tally: Tally, snapshot: Snapshot): void {
  for (const event of snapshot.events) {
    if (event.kind === "begun") {
      tally.projectsBegun += 1;
      if (event.inBloc) tally.blocProjectsBegun += 1;
    }
    for (const name of COUNT_NAMES) {
      if (COUNTED_EVENTS[name] !== event.kind) continue;
      tally.counts[name] += 1;
      if (event.inBloc) tally.blocCounts[name] += 1;
    }
  }
}

/** What buyers wanted this month and did not have, by good. */
function addShutdowns(tally: Tally, buyers: Float64Array): void {
  const width = BUYER_FIGURES.length;
  const use = BUYER_FIGURES.indexOf("useTonnes");
  const wanted = BUYER_FIGURES.indexOf("wantedTonnes");
  tally.info.buyers.forEach((buyer, index) => {
    const missing = buyers[index * width + wanted]! - buyers[index * width + use]!;
    const good = tally.info.goods.findIndex((each) => each.id === buyer.good);
    if (missing > 0) tally.shutdownTonnes[good]! += missing;
  });
}

/** Tonnes times $/kg is k$. */
function topUpsPaid(flows: Float64Array): number {
  const width = FLOW_FIGURES.length;
  const tonnes = FLOW_FIGURES.indexOf("tonnes");
  const topUp = FLOW_FIGURES.indexOf("topUpUsdPerKg");
  let paid = 0;
  for (let row = 0; row < flows.length; row += width) {
    const each = flows[row + topUp]!;
    if (each > 0) paid += flows[row + tonnes]! * each;
  }
  return paid;
}

/** Names, units and meanings of the outcomes of a world, in the order of the values. */
export function outcomesOf(info: WorldInfo): Outcome[] {
  return columns(openTally(info)).map(({ name, unit, meaning }) => ({ name, unit, meaning }));
}

/** The values of a run's outcomes so far, in the order of `outcomesOf`. */
export function outcomeValues(tally: Tally): number[] {
  return columns(tally).map((column) => column.value);
}

interface Column extends Outcome {
  value: number;
}

function columns(tally: Tally): Column[] {
  const meanOf = (mean: Mean): number => (mean.months === 0 ? NaN : mean.sum / mean.months);
  const byStage = (name: string, unit: string, meaning: string, value: (stage: number) => number): Column[] =>
    tally.stages.map((good, stage) => ({ name: `${name}.${good}`, unit, meaning, value: value(stage) }));
  const counted = (who: "bloc" | "world", counts: Record<CountName, number>, begun: number): Column[] => [
    ...COUNT_NAMES.map((name) => ({
      name: `${who}.${name}`,
      unit: "events",
      meaning: `${name} over the run, ${who === "bloc" ? "sites of members" : "all sites"}`,
      value: counts[name],
    })),
    {
      name: `${who}.projectsBegun`,
      unit: "projects",
      meaning: `projects begun over the run, ${who === "bloc" ? "in member regions" : "everywhere"}`,
      value: begun,
    },
  ];
  const { means } = tally;
  return [
    ...counted("bloc", tally.blocCounts, tally.blocProjectsBegun),
    {
      name: "bloc.sitesRunning",
      unit: "sites",
      meaning: "sites of members running at the end",
      value: tally.blocSitesRunning,
    },
    ...counted("world", tally.counts, tally.projectsBegun),
    ...byStage("zonePrice", "$/kg", "mean zone price over months that traded", (s) => meanOf(means.zonePrice[s]!)),
    ...byStage("outsidePrice", "$/kg", "mean price outside zone and exporter", (s) => meanOf(means.outsidePrice[s]!)),
    ...byStage("exporterPrice", "$/kg", "mean home price of the exporter", (s) => meanOf(means.exporterPrice[s]!)),
    ...byStage("reference", "$/kg", "mean reference price of the zone", (s) => meanOf(means.reference[s]!)),
    ...byStage(
      "breachMonths",
      "months",
      "months with the zone price under the reference",
      (s) => tally.breachMonths[s]!,
    ),
    ...byStage("exporterShare", "share", "exporter's mean share of world output", (s) =>
      meanOf(means.exporterShare[s]!),
    ),
    ...byStage("zoneSupply", "t", "zone supply over the run", (s) => tally.zoneSupplyTonnes[s]!),
    ...byStage("zoneUse", "t", "zone use over the run", (s) => tally.zoneUseTonnes[s]!),
    ...tally.info.goods
      .map((good, index) => ({ good: good.id, value: tally.shutdownTonnes[index]! }))
      .filter(({ good }) => tally.info.buyers.some((buyer) => buyer.good === good))
      .map(({ good, value }) => ({
        name: `shutdown.${good}`,
        unit: "t",
        meaning: "wanted by buyers and not had",
        value,
      })),
    {
      name: "topUpRevenue",
      unit: "k$",
      meaning: "top-ups paid on imports over the run",
      value: tally.topUpRevenueKiloUsd,
    },
    {
      name: "buyersPay",
      unit: "k$/year",
      meaning: "members' mean yearly bill for finished goods",
      value: mean(tally.yearlyBillsKiloUsd),
    },
  ];
}

function mean(values: number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Plays a validated scenario under a seed for a number of months and reduces it to one row.
 * Throws what the model throws when a book does not close.
 */
export function playOutcome(scenario: Scenario, seed: string, months: number): RunOutcome {
  const world = openWorld(scenario, seed);
  const tally = openTally(worldInfo(world));
  for (let month = 0; month < months; month++) {
    stepMonth(world);
    addMonth(tally, takeSnapshot(world));
  }
  return { values: outcomeValues(tally), hash: hashWorld(world) };
}
