/**
 * One arm of the signs table: a scenario played under a seed and reduced to the figures the table needs. Pure, so that any
 * number of threads gives the same table.
 */
import { openWorld, stepMonth, takeSnapshot, worldInfo } from "../../src/sim";
import type { EventKind, Scenario } from "../../src/sim";

/** Zone price under the reference by more than this share is a month of breach. */
const BREACH_SHARE = 0.005;

export const SITE_EVENTS = ["mothballed", "closed", "restarted", "opened"] as const satisfies readonly EventKind[];
export type SiteEvent = (typeof SITE_EVENTS)[number];

export interface ArmFigures {
  /** Member sites to which it happened at least once; and how often a member site was mothballed by each month. */
  blocSites: Record<SiteEvent, number>;
  mothballingsByMonth: number[];
  /** By stage, in the order of the scenario's stages. */
  breachMonths: number[];
  /** Of oxide, outside zone and exporter, by month, $/kg. */
  outsideOxideUsdPerKg: number[];
  /** Mean over regions of the standard deviation of monthly log changes of traded oxide prices; regions that trade in half of the months. */
  oxideVolatilityMonthly: number;
  /** Largest error of the books in any month. */
  worstTonnes: number;
  worstKiloUsd: number;
}

/** Plays so many months. Throws what the model throws when a book does not close. */
export function playArm(scenario: Scenario, seed: string, months: number): ArmFigures {
  const world = openWorld(scenario, seed);
  const info = worldInfo(world);
  const stages = info.goods.filter((good) => good.isStage).map((good) => good.id);
  const oxideStage = stages.indexOf("oxide");
  const oxide = info.goods.findIndex((good) => good.id === "oxide");
  const regions = info.regions.length;
  const touched = new Map<SiteEvent, Set<string>>(SITE_EVENTS.map((kind) => [kind, new Set()]));
  const prices: Float64Array[] = [];
  const figures: ArmFigures = {
    blocSites: { mothballed: 0, closed: 0, restarted: 0, opened: 0 },
    mothballingsByMonth: [],
    breachMonths: stages.map(() => 0),
    outsideOxideUsdPerKg: [],
    oxideVolatilityMonthly: NaN,
    worstTonnes: 0,
    worstKiloUsd: 0,
  };
  let mothballings = 0;
  for (let month = 0; month < months; month++) {
    stepMonth(world);
    const snapshot = takeSnapshot(world);
    for (const event of snapshot.events) {
      if (!event.inBloc) continue;
      touched.get(event.kind as SiteEvent)?.add(event.entityId);
      if (event.kind === "mothballed") mothballings++;
    }
    figures.mothballingsByMonth.push(mothballings);
    snapshot.stages.forEach((stage, at) => {
      if (stage.zonePriceUsdPerKg < stage.referenceUsdPerKg * (1 - BREACH_SHARE)) figures.breachMonths[at]!++;
    });
    figures.outsideOxideUsdPerKg.push(snapshot.stages[oxideStage]!.outsidePriceUsdPerKg);
    prices.push(snapshot.prices.slice(oxide * regions, (oxide + 1) * regions));
  }
  for (const kind of SITE_EVENTS) figures.blocSites[kind] = touched.get(kind)!.size;
  figures.oxideVolatilityMonthly = volatility(prices);
  figures.worstTonnes = world.state.books.worstTonnes;
  figures.worstKiloUsd = world.state.books.worstKiloUsd;
  return figures;
}

/** Mean over columns of the standard deviation of log changes from row to row; columns known in half of the rows. */
function volatility(rows: readonly Float64Array[]): number {
  const spreads: number[] = [];
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const changes: number[] = [];
    for (let t = 1; t < rows.length; t++) {
      const change = Math.log(rows[t]![column]! / rows[t - 1]![column]!);
      if (Number.isFinite(change)) changes.push(change);
    }
    if (changes.length < rows.length / 2) continue;
    const mean = changes.reduce((sum, x) => sum + x, 0) / changes.length;
    spreads.push(Math.sqrt(changes.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / changes.length));
  }
  return spreads.reduce((sum, x) => sum + x, 0) / spreads.length;
}
