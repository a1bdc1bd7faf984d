/**
 * The record of one run as `run --format json` prints it: series by month, counts, events, and what the books were
 * off by. Built from snapshots alone; a figure that is not there is null.
 */
import { monthLabel } from "../sim/calendar";
import type { Snapshot, WorldInfo } from "../sim/snapshot";
import type { SimEvent } from "../sim/events";
import { addMonth, openTally, type CountName, type Tally } from "../workers/runOutcome";

export type Series = (number | null)[];

export interface RunResult {
  scenario: string;
  seed: string;
  months: number;
  start: string;
  hash: string;
  overrides: Record<string, unknown>;
  /** By good and region, $/kg a month; null without trade. */
  prices: Record<string, Record<string, Series>>;
  reference: Record<string, Series>;
  counts: Record<CountName, number>;
  blocCounts: Record<CountName, number>;
  balance: Record<string, { zoneSupplyTonnes: Series; zoneUseTonnes: Series }>;
  breachMonths: Record<string, number>;
  projectsBegun: number;
  blocProjectsBegun: number;
  shutdownTonnes: Record<string, number>;
  topUpRevenueKiloUsd: number;
  exporterShare: Record<string, Series>;
  /** More series by stage, $/kg a month. */
  zonePrice: Record<string, Series>;
  outsidePrice: Record<string, Series>;
  exporterPrice: Record<string, Series>;
  events: RunEvent[];
  books: BooksWorst;
}

export interface RunEvent {
  month: string;
  kind: string;
  entity: string;
  region: string | null;
  good: string | null;
  inBloc: boolean;
  figures: Record<string, number | null>;
  sentence: string;
}

/** The largest gap that the books showed in any month, as a share of what was moved and held. */
export interface BooksWorst {
  worstTonnes: number;
  worstKiloUsd: number;
}

/** A record in the making; feed it every month once, in order. */
export interface RunRecord {
  tally: Tally;
  info: WorldInfo;
  snapshots: Snapshot[];
}

export function openRecord(info: WorldInfo): RunRecord {
  return { tally: openTally(info), info, snapshots: [] };
}

export function recordMonth(record: RunRecord, snapshot: Snapshot): void {
  addMonth(record.tally, snapshot);
  record.snapshots.push(snapshot);
}

/** The finished record. `hash` is that of the final state. */
export function closeRecord(
  record: RunRecord,
  end: { hash: string; overrides: { path: string; value: unknown }[]; books: BooksWorst },
): RunResult {
  const { info, tally, snapshots } = record;
  const byStage = <T>(value: (stage: number) => T): Record<string, T> =>
    Object.fromEntries(tally.stages.map((good, stage) => [good, value(stage)]));
  const stageSeries = (field: keyof Snapshot["stages"][number]): Record<string, Series> =>
    byStage((stage) => snapshots.map((snapshot) => orNull(snapshot.stages[stage]![field])));
  const supply = stageSeries("zoneSupplyTonnes");
  const use = stageSeries("zoneUseTonnes");
  return {
    scenario: info.scenario,
    seed: info.seed,
    months: tally.months,
    start: info.startMonth,
    hash: end.hash,
    overrides: Object.fromEntries(end.overrides.map(({ path, value }) => [path, value])),
    prices: priceSeries(info, snapshots),
    reference: stageSeries("referenceUsdPerKg"),
    counts: tally.counts,
    blocCounts: tally.blocCounts,
    balance: Object.fromEntries(
      tally.stages.map((good) => [good, { zoneSupplyTonnes: supply[good]!, zoneUseTonnes: use[good]! }]),
    ),
    breachMonths: byStage((stage) => tally.breachMonths[stage]!),
    projectsBegun: tally.projectsBegun,
    blocProjectsBegun: tally.blocProjectsBegun,
    shutdownTonnes: Object.fromEntries(info.goods.map((good, index) => [good.id, tally.shutdownTonnes[index]!])),
    topUpRevenueKiloUsd: tally.topUpRevenueKiloUsd,
    exporterShare: stageSeries("exporterShare"),
    zonePrice: stageSeries("zonePriceUsdPerKg"),
    outsidePrice: stageSeries("outsidePriceUsdPerKg"),
    exporterPrice: stageSeries("exporterPriceUsdPerKg"),
    events: snapshots.flatMap((snapshot) => snapshot.events.map((event) => runEvent(event, info.startMonth))),
    books: end.books,
  };
}

function priceSeries(info: WorldInfo, snapshots: Snapshot[]): Record<string, Record<string, Series>> {
  const width = info.regions.length;
  return Object.fromEntries(
    info.goods.map((good, row) => [
      good.id,
      Object.fromEntries(
        info.regions.map((region, column) => [
          region.id,
          snapshots.map((snapshot) => orNull(snapshot.prices[row * width + column]!)),
        ]),
      ),
    ]),
  );
}

function runEvent(event: SimEvent, startMonth: string): RunEvent {
  const { kind, entity, region, good, inBloc, sentence } = event;
  const figures = Object.fromEntries(Object.entries(event.figures).map(([name, value]) => [name, orNull(value)]));
  return { month: monthLabel(startMonth, event.month), kind, entity, region, good, inBloc, figures, sentence };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
