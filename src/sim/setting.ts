/**
 * What does not change while a run is played: the scenario put in id order and turned into index tables, the luck of the
 * seed, and the working space of the markets. Shared by all copies of a world; never part of its state.
 */
import { createDesk, type Desk } from "./desk";
import { demandLadder, type Ladder } from "./actors/demand";
import { monthIndex } from "./calendar";
import { openCloseTriggers } from "./facility/triggers";
import { autoregressiveFactors, normalPath, uniformPath } from "./maths/luck";
import { byCodeUnit } from "./maths/digest";
import { createMarket, type Market } from "./market";
import type { Buyer, Facility, FacilityKind, Project, Scenario, ScrapSource } from "./scenario";

/** Sites in columns: facilities in id order, then projects in id order. Months count from the start of the run. */
export interface SiteTable {
  count: number;
  facilityCount: number;
  /** The scenario's own entry, by site. */
  entry: (Facility | Project)[];
  ids: string[];
  names: string[];
  kind: FacilityKind[];
  region: Int32Array;
  /** Good index, −1 for sites that have a deposit. */
  goodIn: Int32Array;
  goodOut: Int32Array;
  /** Tonnes of output from a tonne of input; 1 for a deposit. */
  yield: Float64Array;
  byProduct: ({
    good: number;
    tonnesPerTonneOutput: number;
    lagMonths: number;
    askLow: number;
    askHigh: number;
  } | null)[];
  capacityTonnesPerMonth: Float64Array;
  /** What a site could make in 2025, and from January 2026 on within a year. */
  available2025TonnesPerMonth: Float64Array;
  availableTonnesPerMonth: Float64Array;
  output2025TonnesPerMonth: Float64Array;
  idleTonnesPerMonth: Float64Array;
  costUsdPerKg: Float64Array;
  costLowUsdPerKg: Float64Array;
  costHighUsdPerKg: Float64Array;
  careKiloUsdPerMonth: Float64Array;
  restartKiloUsd: Float64Array;
  restartMonths: Int32Array;
  /** Plants fed first, as site indices. */
  captiveTo: number[][];
  /** Mines that feed a plant first, as site indices. */
  captiveFrom: number[][];
  captiveShare: Float64Array;
  /** Site that a project adds to, else −1. */
  addsTo: Int32Array;
  tiedUntil: Int32Array;
  surplusForSale: Uint8Array;
  captiveFeedFrom: Int32Array;
  isState: Uint8Array;
  isSponsored: Uint8Array;
  /** Worth of the plant new, k$ per tonne of yearly capacity (= $/kg a year). */
  replacementUsdPerKgYear: Float64Array;
  /** Month of first output for sites being built, else −1; and the earliest a project may open. */
  likelyStart: Int32Array;
  earliestStart: Int32Array;
  /** Thresholds of the two-threshold problem for the site's own cash cost, $/kg of output. */
  closeUsdPerKg: Float64Array;
  openUsdPerKg: Float64Array;
  /** Mine of the same owner that decides together with this plant, else −1; and the plants it decides with. */
  partnerMine: Int32Array;
  partnerPlants: number[][];
  /** Only sites with debt can run out of money: the others' owners or states pay. */
  hasDebt: Uint8Array;
  /** Real discount rate of the site's region, yearly. */
  discountRate: Float64Array;
}

export interface LaneTable {
  /** Lanes of one good. */
  count: number;
  from: Int32Array;
  to: Int32Array;
  /** From a pair of regions to the lane, −1 where there is none: from × regions + to. */
  byPair: Int32Array;
  exportTaxRate: Float64Array;
  /** Duties as they stand at the start, and the rows that come into force later, in order of month. */
  adValorem: Float64Array;
  specific: Float64Array;
  later: { month: number; lane: number; adValorem: number; specific: number }[];
}

export interface Luck {
  /** World demand factor by month. */
  demand: Float64Array;
  /** Ore factor by site and month; empty for processors. */
  ore: Float64Array[];
  /** Uniform number that decides whether a project starts, by site and month; empty for facilities. */
  start: Float64Array[];
}

export interface Setting {
  scenario: Scenario;
  seed: string;
  months: number;
  goodIds: string[];
  regionIds: string[];
  exporter: number;
  sites: SiteTable;
  buyers: Buyer[];
  buyerRegion: Int32Array;
  buyerGood: Int32Array;
  ladders: Ladder[];
  /** Demand index by buyer and month, 1 in 2025, luck aside. */
  demandIndex: Float64Array[];
  scrap: ScrapSource[];
  scrapRegion: Int32Array;
  /** The good old scrap and swarf are, −1 where the scenario has none. */
  scrapGood: number;
  lanes: LaneTable[];
  markets: Market[];
  desks: Desk[];
  /** Goods that carry a price strip, from raw to finished. */
  stages: number[];
  luck: Luck;
  isBurnIn: boolean;
}

/** Index tables, luck and market space of a scenario under a seed. With `burnIn`: no luck, the ore of 2025, constant demand. */
export function createSetting(scenario: Scenario, seed: string, burnIn = false): Setting {
  const goodIds = scenario.goods.map((good) => good.id);
  const regions = byId(scenario.regions);
  const regionIds = regions.map((region) => region.id);
  const regionIndex = indexOf(regionIds);
  const goodIndex = indexOf(goodIds);
  const buyers = byId(scenario.buyers);
  const scrap = [...scenario.scrap].sort((a, b) => byCodeUnit(a.region, b.region));
  const sites = siteTable(scenario, goodIndex, regionIndex);
  const lanes = goodIds.map((good) => laneTable(scenario, good, regionIndex));
  const markets = goodIds.map((good, g) =>
    marketOf(scenario, good, lanes[g]!, regionIndex, sites.count + buyers.length),
  );
  const byProduct = scenario.recipes.find((recipe) => recipe.byProduct !== null)?.byProduct ?? null;
  return {
    scenario,
    seed,
    months: scenario.months,
    goodIds,
    regionIds,
    exporter: regionIndex.get(scenario.exporter.region)!,
    sites,
    buyers,
    buyerRegion: Int32Array.from(buyers, (buyer) => regionIndex.get(buyer.region)!),
    buyerGood: Int32Array.from(buyers, (buyer) => goodIndex.get(buyer.good)!),
    ladders: buyers.map((buyer) => demandLadder(buyer, scenario.behaviour.buyers.bidSegments)),
    demandIndex: buyers.map((buyer) => demandIndex(scenario, buyer.sector, burnIn)),
    scrap,
    scrapRegion: Int32Array.from(scrap, (source) => regionIndex.get(source.region)!),
    scrapGood: byProduct ? goodIndex.get(byProduct.good)! : -1,
    lanes,
    markets,
    desks: goodIds.map(createDesk),
    stages: scenario.goods.flatMap((good, g) => (good.isStage ? [g] : [])),
    luck: drawLuck(scenario, seed, sites, burnIn),
    isBurnIn: burnIn,
  };
}

function byId<T extends { id: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => byCodeUnit(a.id, b.id));
}

function indexOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, i) => [id, i]));
}

function siteTable(scenario: Scenario, goods: Map<string, number>, regions: Map<string, number>): SiteTable {
  const facilities = byId(scenario.facilities);
  const projects = byId(scenario.projects);
  const entry: (Facility | Project)[] = [...facilities, ...projects];
  const count = entry.length;
  const index = indexOf(entry.map((site) => site.id));
  const isFacility = (i: number): boolean => i < facilities.length;
  const recipes = entry.map((site) =>
    site.goodIn === null
      ? null
      : scenario.recipes.find((r) => r.kind === site.kind && r.input === site.goodIn && r.output === site.goodOut)!,
  );
  const discount = new Map(scenario.regions.map((region) => [region.id, region.realDiscountRate]));
  const numbers = (of: (facility: Facility) => number, ofProject: (project: Project) => number): Float64Array =>
    Float64Array.from(entry, (site, i) => (isFacility(i) ? of(site as Facility) : ofProject(site as Project)));
  const month = (text: string | null): number => (text === null ? -1 : monthIndex(scenario.startMonth, text));

  // Care and restart costs of a project follow the rules of thumb behind those of the sites (data/README.md).
  const careOfProject = (p: Project): number => (0.05 * p.cashCostUsdPerKg * p.capacityTonnesPerYear) / 12;
  const restartOfProject = (p: Project): number => 0.05 * p.capexKiloUsd;
  const replacement = numbers(
    (f) => f.replacementUsdPerKgYear,
    (p) => p.capexKiloUsd / p.capacityTonnesPerYear,
  );
  const care = numbers((f) => f.careCostKiloUsdPerYear / 12, careOfProject);
  const restart = numbers((f) => f.restartCostKiloUsd, restartOfProject);
  const close = new Float64Array(count);
  const open = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const site = entry[i]!;
    const cost = site.cashCostUsdPerKg;
    const triggers = openCloseTriggers({
      cost,
      care: Math.min((12 * care[i]!) / site.capacityTonnesPerYear, 0.5 * cost),
      restart: restart[i]! / site.capacityTonnesPerYear,
      closing: scenario.behaviour.triggers.closingCostShare * cost,
      rate: discount.get(site.region)!,
      drift: 0,
      volatility: scenario.behaviour.triggers.volatilityYearly,
    });
    close[i] = triggers.close;
    open[i] = triggers.open;
  }

  const captiveTo = entry.map((site) => site.captiveTo.flatMap((id) => (index.has(id) ? [index.get(id)!] : [])));
  const partnerMine = new Int32Array(count).fill(-1);
  const partnerPlants: number[][] = entry.map(() => []);
  for (let i = 0; i < facilities.length; i++) {
    for (const plant of captiveTo[i]!) {
      const sameOwner = entry[plant]!.ownerGroup === entry[i]!.ownerGroup;
      if (sameOwner && entry[i]!.captiveShare > 0.5 && partnerMine[plant] === -1) {
        partnerMine[plant] = i;
        partnerPlants[i]!.push(plant);
      }
    }
  }

  return {
    count,
    facilityCount: facilities.length,
    entry,
    ids: entry.map((site) => site.id),
    names: entry.map((site) => site.name),
    kind: entry.map((site) => site.kind),
    region: Int32Array.from(entry, (site) => regions.get(site.region)!),
    goodIn: Int32Array.from(entry, (site) => (site.goodIn === null ? -1 : goods.get(site.goodIn)!)),
    goodOut: Int32Array.from(entry, (site) => goods.get(site.goodOut)!),
    yield: Float64Array.from(recipes, (recipe) => (recipe ? recipe.yieldTonnesPerTonne : 1)),
    byProduct: recipes.map((recipe) =>
      recipe?.byProduct
        ? {
            good: goods.get(recipe.byProduct.good)!,
            tonnesPerTonneOutput: recipe.byProduct.tonnesPerTonneOutput,
            lagMonths: recipe.byProduct.lagMonths,
            askLow: recipe.byProduct.askLowUsdPerKg,
            askHigh: recipe.byProduct.askHighUsdPerKg,
          }
        : null,
    ),
    capacityTonnesPerMonth: numbers(
      (f) => f.capacityTonnesPerYear / 12,
      (p) => p.capacityTonnesPerYear / 12,
    ),
    available2025TonnesPerMonth: numbers(
      (f) => f.available2025TonnesPerYear / 12,
      (p) => p.capacityTonnesPerYear / 12,
    ),
    availableTonnesPerMonth: numbers(
      (f) => f.availableTonnesPerYear / 12,
      (p) => p.capacityTonnesPerYear / 12,
    ),
    output2025TonnesPerMonth: numbers(
      (f) => f.output2025TonnesPerYear / 12,
      () => 0,
    ),
    idleTonnesPerMonth: numbers(
      (f) => f.idleReleasableTonnesPerYear / 12,
      () => 0,
    ),
    costUsdPerKg: Float64Array.from(entry, (site) => site.cashCostUsdPerKg),
    costLowUsdPerKg: Float64Array.from(entry, (site) => site.cashCostLowUsdPerKg),
    costHighUsdPerKg: Float64Array.from(entry, (site) => site.cashCostHighUsdPerKg),
    careKiloUsdPerMonth: care,
    restartKiloUsd: restart,
    restartMonths: Int32Array.from(entry, (site, i) =>
      isFacility(i) ? Math.ceil((site as Facility).restartMonths) : 6,
    ),
    captiveTo,
    captiveFrom: entry.map((_, plant) => captiveTo.flatMap((plants, mine) => (plants.includes(plant) ? [mine] : []))),
    captiveShare: Float64Array.from(entry, (site) => site.captiveShare),
    addsTo: Int32Array.from(entry, (site) =>
      "addsTo" in site && site.addsTo !== null ? (index.get(site.addsTo) ?? -1) : -1,
    ),
    tiedUntil: Int32Array.from(entry, (site, i) =>
      isFacility(i) && (site as Facility).tiedUntil !== null ? month((site as Facility).tiedUntil) : 1 << 30,
    ),
    surplusForSale: Uint8Array.from(entry, (site, i) => (isFacility(i) && !(site as Facility).surplusForSale ? 0 : 1)),
    captiveFeedFrom: Int32Array.from(entry, (site, i) =>
      isFacility(i) && (site as Facility).captiveFeedFrom !== null ? month((site as Facility).captiveFeedFrom) : 0,
    ),
    isState: Uint8Array.from(entry, (site, i) => (isFacility(i) && (site as Facility).isStateControlled ? 1 : 0)),
    isSponsored: Uint8Array.from(entry, (site, i) => (isFacility(i) && (site as Facility).isSponsored ? 1 : 0)),
    replacementUsdPerKgYear: replacement,
    likelyStart: Int32Array.from(entry, (site) => month(site.likelyStart)),
    earliestStart: Int32Array.from(entry, (site, i) => (isFacility(i) ? 0 : month((site as Project).earliestStart))),
    closeUsdPerKg: close,
    openUsdPerKg: open,
    partnerMine,
    partnerPlants,
    discountRate: Float64Array.from(entry, (site) => discount.get(site.region)!),
    hasDebt: Uint8Array.from(entry, (site, i) => (!isFacility(i) || (site as Facility).debtShare > 0 ? 1 : 0)),
  };
}

function laneTable(scenario: Scenario, good: string, regions: Map<string, number>): LaneTable {
  const lanes = scenario.lanes
    .filter((lane) => lane.freightUsdPerKg[good] !== undefined)
    .sort((a, b) => byCodeUnit(a.from, b.from) || byCodeUnit(a.to, b.to));
  const count = lanes.length;
  const table: LaneTable = {
    count,
    from: Int32Array.from(lanes, (lane) => regions.get(lane.from)!),
    to: Int32Array.from(lanes, (lane) => regions.get(lane.to)!),
    byPair: new Int32Array(regions.size * regions.size).fill(-1),
    exportTaxRate: new Float64Array(count),
    adValorem: new Float64Array(count),
    specific: new Float64Array(count),
    later: [],
  };
  for (let l = 0; l < count; l++) {
    const { from, to } = lanes[l]!;
    table.byPair[table.from[l]! * regions.size + table.to[l]!] = l;
    const tax = scenario.exportTaxes.find((row) => row.region === from && row.good === good);
    table.exportTaxRate[l] = tax ? tax.rateShare : 0;
    for (const duty of dutiesOver(scenario, good, from, to)) {
      if (duty.month <= 0) {
        table.adValorem[l] = duty.adValorem;
        table.specific[l] = duty.specific;
      } else table.later.push({ ...duty, lane: l });
    }
  }
  table.later.sort((a, b) => a.month - b.month || a.lane - b.lane);
  return table;
}

/** The duty on a lane whenever it changes: of the rows in force the narrowest wins, origin before good. */
function dutiesOver(
  scenario: Scenario,
  good: string,
  from: string,
  to: string,
): { month: number; adValorem: number; specific: number }[] {
  const rows = scenario.importDuties
    .filter(
      (row) =>
        row.region === to && (row.good === null || row.good === good) && (row.origin === null || row.origin === from),
    )
    .map((row) => ({
      row,
      month: monthIndex(scenario.startMonth, row.inForceFrom),
      width: (row.origin === null ? 0 : 2) + (row.good === null ? 0 : 1),
    }));
  const months = [...new Set(rows.map((r) => Math.max(0, r.month)))].sort((a, b) => a - b);
  return months.map((month) => {
    let best = rows[0]!;
    for (const candidate of rows) {
      if (candidate.month > month) continue;
      if (
        best.month > month ||
        candidate.width > best.width ||
        (candidate.width === best.width && candidate.month > best.month)
      )
        best = candidate;
    }
    return { month, adValorem: best.row.adValoremShare, specific: best.row.specificUsdPerKg };
  });
}

/** A market with all that stays fixed written into its lanes. */
function marketOf(
  scenario: Scenario,
  good: string,
  lanes: LaneTable,
  regions: Map<string, number>,
  participants: number,
): Market {
  const market = createMarket({ regions: regions.size, lanes: lanes.count, segments: 16 * participants });
  const freight = new Map<string, number>();
  for (const lane of scenario.lanes) {
    const usdPerKg = lane.freightUsdPerKg[good];
    if (usdPerKg !== undefined) freight.set(`${lane.from} ${lane.to}`, usdPerKg);
  }
  const exportTax = new Map(
    scenario.exportTaxes.filter((row) => row.good === good).map((row) => [row.region, row.specificUsdPerKg]),
  );
  const fob = new Map(scenario.regions.map((region) => [region.id, region.dutyBase === "fob"]));
  const ids = [...regions.keys()];
  for (let l = 0; l < lanes.count; l++) {
    const from = ids[lanes.from[l]!]!;
    const to = ids[lanes.to[l]!]!;
    market.from[l] = lanes.from[l]!;
    market.to[l] = lanes.to[l]!;
    market.freight[l] = freight.get(`${from} ${to}`)!;
    market.exportTax[l] = exportTax.get(from) ?? 0;
    market.exportTaxRate[l] = lanes.exportTaxRate[l]!;
    market.fob[l] = fob.get(to) ? 1 : 0;
  }
  return market;
}

/** Demand index by month: yearly figures stand at mid-year and are joined by straight lines. */
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
    index[t] = path.indexByYear[year]! * (1 - share) + path.indexByYear[next]! * share;
  }
  return index;
}

function drawLuck(scenario: Scenario, seed: string, sites: SiteTable, burnIn: boolean): Luck {
  const { demandAr, demandShockMonthly, oreAr, oreShockMonthly } = scenario.behaviour.luck;
  const months = scenario.months;
  const calm = burnIn ? 0 : 1;
  return {
    demand: autoregressiveFactors(normalPath(seed, "world", "demand", months), demandAr, calm * demandShockMonthly),
    ore: sites.ids.map((id, i) =>
      sites.goodIn[i] === -1
        ? autoregressiveFactors(normalPath(seed, id, "ore", months), oreAr, calm * oreShockMonthly)
        : new Float64Array(0),
    ),
    start: sites.ids.map((id, i) =>
      i < sites.facilityCount ? new Float64Array(0) : uniformPath(seed, id, "start", months),
    ),
  };
}
