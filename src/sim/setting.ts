/**
 * What does not change while a run is played: the scenario put in id order and turned into index tables, the luck of the
 * seed, and the working space of the markets. Shared by all copies of a world; never part of its state.
 */
import { accountCount } from "./accounts";
import { gatherCrowds, type Counter, type Crowd } from "./crowds";
import { contractTable, type Terms } from "./contracts/terms";
import { drawDemand } from "./demandLuck";
import { createDesk, type Desk } from "./desk";
import { licenceLuck, type LicenceLuck } from "./firms/licences";
import { firmTable, type FirmTable } from "./firms/sector";
import { laneTable, type LaneTable } from "./laneTable";
import { autoregressiveFactors, normalPath, uniformPath } from "./maths/luck";
import { outlookOver, type Outlook } from "./facility/outlook";
import { drawProjectLuck, type ProjectLuck } from "./facility/projectLuck";
import { venturesOf, type Ventures } from "./facility/ventures";
import { drawOutages } from "./geology/outages";
import { byCodeUnit } from "./maths/digest";
import { pow } from "./maths/portable";
import { createMarket, type Market } from "./market";
import type { Buyer, FacilityKind, Project, Scenario, ScrapSource } from "./scenario";
import { siteTable, withSlots, type SiteTable } from "./siteTable";

export interface Luck {
  /** Demand factor by buyer and month; buyers of one sector share theirs. */
  demand: Float64Array[];
  /** Ore factor by site and month; empty for processors. */
  ore: Float64Array[];
  /** Uniform number that decides whether a project starts, by site and month; empty for facilities. */
  start: Float64Array[];
  /** Factors on a project's permit time, capital cost and months of building. */
  project: ProjectLuck;
  /** Share of output that outages leave, by site and month; empty where there are none. */
  outage: Float64Array[];
}

/** What follows from a scenario alone and is only read: worlds of one scenario share it, whatever their seeds. */
interface Tables {
  months: number;
  goodIds: string[];
  regionIds: string[];
  exporter: number;
  sites: SiteTable;
  buyers: Buyer[];
  buyerRegion: Int32Array;
  buyerGood: Int32Array;
  /** Buyers who are alike, and by good the crowds that bid together. */
  crowds: Crowd[];
  counters: Counter[][];
  /** Buyers of finished goods by sector, where any of them can move abroad. */
  sectors: { buyers: Int32Array }[];
  /** Base price of buyers of finished goods outside the zone's first members and the exporter, weighted by demand, $/kg. */
  outsideBaseUsdPerKg: number;
  /** Demand of 2025 by buyer, t a month. */
  baseDemandTonnes: Float64Array;
  /** Demand index by buyer and month, 1 in 2025, luck aside. */
  demandIndex: Float64Array[];
  /** What all buyers of the last good together need a year by demand paths alone, t, by month. */
  finishedDemandTonnesPerYear: Float64Array;
  scrap: ScrapSource[];
  scrapRegion: Int32Array;
  /** Growth of old scrap since the start, by source and month. */
  scrapGrowth: Float64Array[];
  /** The good old scrap and swarf are, −1 where the scenario has none. */
  scrapGood: number;
  lanes: LaneTable[];
  /** Contracts for difference by site; empty without any. */
  contracts: (Terms | null)[];
  /** Real value of a nominal dollar after a month, of one before it. */
  deflatorMonthly: number;
  /** Goods that carry a price strip, from raw to finished. */
  stages: number[];
  /** By region: how firms that exist look ahead; and how new capacity is weighed. */
  outlooks: Outlook[];
  /** The same with the price of today: what triggers of a reverting price are compared with. */
  presentOutlooks: Outlook[];
  ventures: Ventures;
  /** Cash cost relative to the start by kind of site and month, where a kind has inflation of its own. */
  costGrowth: Map<FacilityKind, Float64Array>;
}

export interface Setting extends Tables {
  scenario: Scenario;
  seed: string;
  markets: Market[];
  desks: Desk[];
  firms: FirmTable;
  licenceLuck: LicenceLuck;
  luck: Luck;
  /** Scratch of the books: accounts as the step under way found them. */
  accountsBefore: Float64Array;
  isBurnIn: boolean;
}

/** Tables by scenario, so that a batch makes them once. Scenarios are never changed in place. */
const tablesOfScenario = new WeakMap<Scenario, Tables>();

/** Index tables, luck and market space of a scenario under a seed. With `burnIn`: no luck, the ore of 2025, constant demand. */
export function createSetting(scenario: Scenario, seed: string, burnIn = false): Setting {
  const known = burnIn ? undefined : tablesOfScenario.get(scenario);
  const tables = known ?? createTables(scenario, burnIn);
  if (!burnIn) tablesOfScenario.set(scenario, tables);
  const { goodIds, counters, crowds, regionIds, buyers } = tables;
  const { bidSegments: steps, firms, coverSpread } = scenario.behaviour.buyers;
  const sites = burnIn ? tables.sites : withSlots(tables.sites, scenario, seed);
  return {
    ...tables,
    sites,
    scenario,
    seed,
    markets: goodIds.map((_, g) => createMarketOf(scenario, tables, g)),
    desks: goodIds.map((_, g) => createDesk(crowds.length, counters[g].length * steps, regionIds.length)),
    firms: firmTable(buyers.length, firms, coverSpread),
    licenceLuck: licenceLuck(
      seed,
      buyers.map((buyer) => buyer.id),
      sites.ids,
    ),
    luck: drawLuck(scenario, seed, sites, buyers, burnIn),
    accountsBefore: new Float64Array(accountCount(sites.count, regionIds.length)),
    isBurnIn: burnIn,
  };
}

function createTables(scenario: Scenario, burnIn: boolean): Tables {
  const goodIds = scenario.goods.map((good) => good.id);
  const regions = byId(scenario.regions);
  const regionIds = regions.map((region) => region.id);
  const regionIndex = indexOf(regionIds);
  const goodIndex = indexOf(goodIds);
  const buyers = byId(scenario.buyers);
  const scrap = [...scenario.scrap].sort((a, b) => byCodeUnit(a.region, b.region));
  const byProduct = scenario.recipes.find((recipe) => recipe.byProduct !== null)?.byProduct ?? null;
  const exporter = regionIndex.get(scenario.exporter.region)!;
  const { beliefs, inflationYearly } = scenario.behaviour;
  const sites = siteTable(scenario, goodIndex, regionIndex);
  const index = demandIndices(scenario, burnIn);
  const growth = growthPaths(scenario.months, burnIn);
  const outlooks = regions.map(({ realDiscountRate }) =>
    outlookOver(0, beliefs.operatingHorizonYears, realDiscountRate),
  );
  const base = {
    months: scenario.months,
    goodIds,
    regionIds,
    exporter,
    sites,
    contracts: contractTable(scenario, sites.ids, regionIndex),
    deflatorMonthly: inflationYearly === 0 ? 1 : pow(1 + inflationYearly, -1 / 12),
    buyers,
    buyerRegion: Int32Array.from(buyers, (buyer) => regionIndex.get(buyer.region)!),
    buyerGood: Int32Array.from(buyers, (buyer) => goodIndex.get(buyer.good)!),
    baseDemandTonnes: Float64Array.from(buyers, (buyer) => buyer.demandTonnesPerYear / 12),
    scrap,
    scrapRegion: Int32Array.from(scrap, (source) => regionIndex.get(source.region)!),
    scrapGood: byProduct ? goodIndex.get(byProduct.good)! : -1,
    stages: scenario.goods.flatMap((good, g) => (good.isStage ? [g] : [])),
    demandIndex: buyers.map((buyer) => index(buyer.sector)),
    scrapGrowth: scrap.map((source) => growth(source.growthYearly)),
    outlooks,
    presentOutlooks: outlooks.map((outlook) => ({ ...outlook, beliefShare: 1 })),
    ventures: venturesOf(
      scenario.behaviour,
      regions,
      sites.ids.map((_, i) =>
        i < sites.facilityCount
          ? null
          : { region: sites.region[i], isDeposit: sites.goodIn[i] === -1, isSupported: sites.isSupported[i] === 1 },
      ),
    ),
    costGrowth: new Map(
      Object.entries(scenario.behaviour.geology.costInflationYearly)
        .filter(([, yearly]) => yearly !== 0)
        .map(([kind, yearly]) => [kind as FacilityKind, growth(yearly)]),
    ),
  };
  return {
    ...base,
    ...gatherCrowds(scenario, buyers, base.buyerGood, base.buyerRegion),
    ...gatherMovers(scenario, base),
    finishedDemandTonnesPerYear: finishedDemand(base),
    lanes: goodIds.map((good, g) => laneTable(scenario, good, regionIndex, exporter, regionsTrading(base, g))),
  };
}

/** Sectors whose making can move, and what finished goods cost where it can move to. */
function gatherMovers(
  scenario: Scenario,
  { buyers, buyerGood, buyerRegion, goodIds, regionIds, exporter }: Traders & Pick<Tables, "buyers" | "goodIds">,
): Pick<Tables, "sectors" | "outsideBaseUsdPerKg"> {
  const sectors = new Map<string, number[]>();
  let value = 0;
  let tonnes = 0;
  buyers.forEach((buyer, b) => {
    if (buyerGood[b] !== goodIds.length - 1) return;
    if (buyer.canMoveAbroad) sectors.set(buyer.sector, [...(sectors.get(buyer.sector) ?? []), b]);
    if (buyerRegion[b] === exporter || scenario.bloc.members.includes(regionIds[buyerRegion[b]!]!)) return;
    value += buyer.demandTonnesPerYear * buyer.basePriceUsdPerKg;
    tonnes += buyer.demandTonnesPerYear;
  });
  return {
    sectors: [...sectors.values()].map((members) => ({ buyers: Int32Array.from(members) })),
    outsideBaseUsdPerKg: tonnes > 0 ? value / tonnes : NaN,
  };
}

function byId<T extends { id: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => byCodeUnit(a.id, b.id));
}

function indexOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, i) => [id, i]));
}

type Traders = Pick<
  Tables,
  "regionIds" | "exporter" | "sites" | "buyerGood" | "buyerRegion" | "scrapGood" | "scrapRegion"
>;

/** 1 for each region where a site makes or uses the good, now or ever, somebody buys it, or the exporter's state keeps stock. */
function regionsTrading(tables: Traders, g: number): Uint8Array {
  const { sites, buyerGood, buyerRegion, scrapGood, scrapRegion } = tables;
  const trades = new Uint8Array(tables.regionIds.length);
  trades[tables.exporter] = 1;
  const { makers, users, returners } = sites.byGood[g];
  for (const list of [makers, users, returners]) for (const i of list) trades[sites.region[i]] = 1;
  for (const k of sites.basket.ofGood[g]) trades[sites.region[sites.basket.site[k]]] = 1;
  buyerGood.forEach((good, b) => {
    if (good === g) trades[buyerRegion[b]] = 1;
  });
  if (g === scrapGood) for (const region of scrapRegion) trades[region] = 1;
  return trades;
}

/** A market with all that stays fixed written into its lanes; its regions are those on the good's map. */
function createMarketOf(scenario: Scenario, tables: Tables, g: number): Market {
  const lanes = tables.lanes[g];
  const steps = scenario.behaviour.buyers.bidSegments;
  const { makers, users } = tables.sites.byGood[g];
  const offers = makers.length + tables.sites.basket.ofGood[g].length;
  const segments = Math.max(32, 2 * offers, 2 * users.length + (steps + 4) * tables.counters[g].length);
  const market = createMarket({ regions: lanes.regions.length, lanes: lanes.count, segments });
  const taxes = new Map(
    scenario.exportTaxes.filter((row) => row.good === tables.goodIds[g]).map((row) => [row.region, row]),
  );
  const fob = new Map(scenario.regions.map((region) => [region.id, region.dutyBase === "fob"]));
  for (let l = 0; l < lanes.count; l++) {
    const tax = taxes.get(tables.regionIds[lanes.from[l]]);
    market.from[l] = lanes.place[lanes.from[l]];
    market.to[l] = lanes.place[lanes.to[l]];
    market.freight[l] = lanes.freightUsdPerKg[l];
    market.exportTax[l] = tax?.specificUsdPerKg ?? 0;
    market.exportTaxRate[l] = tax?.rateShare ?? 0;
    market.fob[l] = fob.get(tables.regionIds[lanes.to[l]]) ? 1 : 0;
  }
  return market;
}

/** Demand index of a sector by month: yearly figures stand at mid-year and are joined by straight lines. */
function demandIndices(scenario: Scenario, burnIn: boolean): (sector: string) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (sector) => {
    const index = known.get(sector) ?? demandIndex(scenario, sector, burnIn);
    known.set(sector, index);
    return index;
  };
}

function demandIndex(scenario: Scenario, sector: string, burnIn: boolean): Float64Array {
  const path = scenario.demandPaths.find((row) => row.sector === sector && row.case === scenario.demandCase)!;
  const startYear = Number(scenario.startMonth.slice(0, 4));
  const startMonth = Number(scenario.startMonth.slice(5)) - 1;
  const index = new Float64Array(scenario.months);
  const last = path.indexByYear.length - 1;
  for (let t = 0; t < scenario.months; t++) {
    const position = startYear + (startMonth + (burnIn ? 0 : t) + 0.5) / 12 - (path.firstYear + 0.5);
    const year = Math.min(Math.max(Math.floor(position), 0), last);
    const next = Math.min(year + 1, last);
    const share = Math.min(Math.max(position - year, 0), 1);
    index[t] = path.indexByYear[year] * (1 - share) + path.indexByYear[next] * share;
  }
  return index;
}

/** Factors of steady growth by month, one path for each yearly rate. A burn-in stands still. */
function growthPaths(months: number, burnIn: boolean): (yearly: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (yearly) => {
    const path =
      known.get(yearly) ?? Float64Array.from({ length: months }, (_, t) => pow(1 + yearly, burnIn ? 0 : t / 12));
    known.set(yearly, path);
    return path;
  };
}

function finishedDemand(tables: Pick<Tables, "months" | "goodIds" | "buyers" | "buyerGood" | "demandIndex">) {
  const { months, goodIds, buyers, buyerGood, demandIndex: index } = tables;
  const demand = new Float64Array(months);
  buyers.forEach((buyer, b) => {
    if (buyerGood[b] !== goodIds.length - 1) return;
    for (let t = 0; t < months; t++) demand[t] += buyer.demandTonnesPerYear * index[b][t];
  });
  return demand;
}

function drawLuck(scenario: Scenario, seed: string, sites: SiteTable, buyers: readonly Buyer[], burnIn: boolean): Luck {
  const { oreAr, oreShockMonthly } = scenario.behaviour.luck;
  const months = scenario.months;
  const calm = burnIn ? 0 : 1;
  return {
    demand: drawDemand(scenario.behaviour.luck, seed, months, buyers, burnIn),
    ore: sites.ids.map((id, i) =>
      sites.goodIn[i] === -1
        ? autoregressiveFactors(normalPath(seed, id, "ore", months), oreAr, calm * oreShockMonthly)
        : new Float64Array(0),
    ),
    start: sites.ids.map((id, i) =>
      i < sites.facilityCount ? new Float64Array(0) : uniformPath(seed, id, "start", months),
    ),
    project: drawProjectLuck(
      seed,
      sites.ids,
      (i) => i >= sites.facilityCount && (sites.entry[i] as Project).stage !== "building",
      scenario.behaviour.projects,
    ),
    outage: drawOutages(seed, sites, months, scenario.behaviour.geology, burnIn),
  };
}
