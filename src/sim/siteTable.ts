/**
 * The scenario's sites in columns, with what never changes about them: facilities in id order, then projects in id order; and
 * lists of those that have to do with a good.
 */
import { monthIndex } from "./calendar";
import { basketTable, type BasketTable } from "./geology/basket";
import { drawSlot, groupSlots, layOutSlots, type SlotGroup } from "./facility/slots";
import { revertingTriggers, type MineCosts } from "./facility/revertingTriggers";
import { waitingPrice } from "./facility/waiting";
import { openCloseTriggers } from "./options/triggers";
import { byCodeUnit } from "./maths/digest";
import type { Facility, FacilityKind, Project, Scenario } from "./scenario";

/** Sites in columns: facilities in id order, then projects in id order, then slots. Months count from the start of the run. */
export interface SiteTable {
  count: number;
  facilityCount: number;
  /** Index of the first slot for a prospect that may appear, and slots by region and good. */
  slotFirst: number;
  slotGroups: SlotGroup[];
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
  /** Goods that sites sell besides their main one. */
  basket: BasketTable;
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
  /** 1 where they come from a price that reverts, so that the price of today is held against them. */
  reverts: Uint8Array;
  closeUsdPerKg: Float64Array;
  openUsdPerKg: Float64Array;
  /** Projects that weigh waiting: the price without feed at which building beats waiting, $/kg; NaN elsewhere. */
  waitUsdPerKg: Float64Array;
  /** Real interest a year on the site's loan; and whether a public lender or partner stands behind a project. */
  loanRateYearly: Float64Array;
  isSupported: Uint8Array;
  /** What is in the ground when the run begins, t; Infinity where no end is stated. */
  reserveTonnes: Float64Array;
  /** Mine of the same owner that decides together with this plant, else −1; and the plants it decides with. */
  partnerMine: Int32Array;
  partnerPlants: number[][];
  /** Sites that share a purse, by site: a chain's mine and its plants, or the site alone; and the mines of chains. */
  purse: Int32Array[];
  chainMines: Int32Array;
  /** Only sites with debt can run out of money: the others' owners or states pay. */
  hasDebt: Uint8Array;
  byGood: SitesOfGood[];
  deposits: Int32Array;
  processors: Int32Array;
  /** Sites that give a by-product. */
  withByProduct: Int32Array;
  /** Makers of finished goods outside the exporter: they sell to customers who have qualified them. */
  qualified: Int32Array;
  /** Deposits of the exporter's state, whose quota grows. */
  stateDeposits: Int32Array;
}

/** Who deals in a good, by site index in order, so that no step looks at sites that have nothing to do with it. */
export interface SitesOfGood {
  makers: Int32Array;
  users: Int32Array;
  /** Makers whose by-product it is. */
  returners: Int32Array;
  /** Makers in the exporter's region; makers outside that sell to qualified customers. */
  exporterMakers: Int32Array;
  qualifiedMakers: Int32Array;
  /** The same by their regions, in order of index. */
  qualifiedFrom: { region: number; makers: Int32Array }[];
  /** Deposits tied to plants. */
  tiedDeposits: Int32Array;
}

/** The table of a scenario's sites, given the indices of its goods and regions. */
export function siteTable(scenario: Scenario, goods: Map<string, number>, regions: Map<string, number>): SiteTable {
  const facilities = byId(scenario.facilities);
  const projects = byId(scenario.projects);
  const slots = layOutSlots(scenario);
  const entry: (Facility | Project)[] = [...facilities, ...projects, ...slots];
  const count = entry.length;
  const index = new Map(entry.map((site, i) => [site.id, i]));
  const isFacility = (i: number): boolean => i < facilities.length;
  const recipes = entry.map((site) =>
    site.goodIn === null
      ? null
      : scenario.recipes.find((r) => r.kind === site.kind && r.input === site.goodIn && r.output === site.goodOut)!,
  );
  const regionOf = new Map(scenario.regions.map((region) => [region.id, region]));
  const numbers = (of: (facility: Facility) => number, ofProject: (project: Project) => number): Float64Array =>
    Float64Array.from(entry, (site, i) => (isFacility(i) ? of(site as Facility) : ofProject(site as Project)));
  const month = (text: string | null): number => (text === null ? -1 : monthIndex(scenario.startMonth, text));

  const replacement = numbers(
    (f) => f.replacementUsdPerKgYear,
    (p) => p.capexKiloUsd / p.capacityTonnesPerYear,
  );
  const care = numbers((f) => f.careCostKiloUsdPerYear / 12, careOfProject);
  const restart = numbers((f) => f.restartCostKiloUsd, restartOfProject);
  const close = new Float64Array(count);
  const open = new Float64Array(count);
  const reverts = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const rate = regionOf.get(entry[i]!.region)!.realDiscountRate;
    const triggers = triggersOf(scenario, entry[i]!, rate, care[i]!, restart[i]!);
    const reverting = revertingTriggers(
      scenario,
      entry[i]!,
      mineCosts(scenario, entry[i]!, rate, care[i]!, restart[i]!),
    );
    close[i] = (reverting ?? triggers).close;
    open[i] = (reverting ?? triggers).open;
    reverts[i] = reverting === null ? 0 : 1;
  }
  const { interestRealYearly } = scenario.behaviour.finance;
  const { publicLoanRealYearly, decision } = scenario.behaviour.projects;
  const isSupported = (i: number): boolean => !isFacility(i) && (entry[i] as Project).hasPublicSupport === true;

  const captiveFrom: number[][] = entry.map(() => []);
  const captiveTo = entry.map((site) => site.captiveTo.flatMap((id) => (index.has(id) ? [index.get(id)!] : [])));
  captiveTo.forEach((plants, mine) => {
    for (const plant of new Set(plants)) captiveFrom[plant]!.push(mine);
  });
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

  const table = {
    count,
    facilityCount: facilities.length,
    slotFirst: facilities.length + projects.length,
    slotGroups: [] as SlotGroup[],
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
    basket: basketTable(entry, goods),
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
    captiveFrom,
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
    reverts,
    closeUsdPerKg: close,
    openUsdPerKg: open,
    waitUsdPerKg: Float64Array.from(entry, (site, i) =>
      isFacility(i) || decision === "hurdle"
        ? NaN
        : waitingPrice(scenario, site as Project, regionOf.get(site.region)!.realDiscountRate),
    ),
    loanRateYearly: Float64Array.from(entry, (_, i) => (isSupported(i) ? publicLoanRealYearly : interestRealYearly)),
    isSupported: Uint8Array.from(entry, (_, i) => (isSupported(i) ? 1 : 0)),
    reserveTonnes: Float64Array.from(entry, (site) =>
      site.goodIn === null && site.reserveTonnes !== undefined ? site.reserveTonnes : Infinity,
    ),
    partnerMine,
    partnerPlants,
    purse: entry.map((_, i) => {
      const first = partnerMine[i] === -1 ? i : partnerMine[i]!;
      return Int32Array.from([first, ...partnerPlants[first]!]);
    }),
    chainMines: Int32Array.from(partnerPlants.flatMap((plants, i) => (plants.length > 0 ? [i] : []))),
    hasDebt: Uint8Array.from(entry, (site, i) => (!isFacility(i) || (site as Facility).debtShare > 0 ? 1 : 0)),
  };
  table.slotGroups = groupSlots(table.slotFirst, table.region, table.goodOut);
  return { ...table, ...listsOf(table, goods.size, regions.get(scenario.exporter.region)!) };
}

// Care and restart costs of a project follow the rules of thumb behind those of the sites (data/README.md).
const careOfProject = (p: Project): number => (0.05 * p.cashCostUsdPerKg * p.capacityTonnesPerYear) / 12;
const restartOfProject = (p: Project): number => 0.05 * p.capexKiloUsd;

function triggersOf(scenario: Scenario, site: Facility | Project, rate: number, care: number, restart: number) {
  return openCloseTriggers({ ...mineCosts(scenario, site, rate, care, restart), drift: 0 });
}

function mineCosts(
  scenario: Scenario,
  site: Facility | Project,
  rate: number,
  care: number,
  restart: number,
): MineCosts {
  const cost = site.cashCostUsdPerKg;
  return {
    cost,
    care: Math.min((12 * care) / site.capacityTonnesPerYear, 0.5 * cost),
    restart: restart / site.capacityTonnesPerYear,
    closing: scenario.behaviour.triggers.closingCostShare * cost,
    rate,
    volatility: scenario.behaviour.triggers.volatilityYearly,
  };
}

/** The table with its slots filled as a seed draws them; the same table where there are none. */
export function withSlots(table: SiteTable, scenario: Scenario, seed: string): SiteTable {
  if (table.slotFirst === table.count) return table;
  const own: SiteTable = { ...table, entry: [...table.entry] };
  const columns = [
    "capacityTonnesPerMonth",
    "available2025TonnesPerMonth",
    "availableTonnesPerMonth",
    "costUsdPerKg",
    "costLowUsdPerKg",
    "costHighUsdPerKg",
    "careKiloUsdPerMonth",
    "restartKiloUsd",
    "replacementUsdPerKgYear",
    "closeUsdPerKg",
    "openUsdPerKg",
    "waitUsdPerKg",
  ] as const;
  for (const column of columns) own[column] = table[column].slice();
  const rateOf = new Map(scenario.regions.map((region) => [region.id, region.realDiscountRate]));
  const { slotSpread, decision } = scenario.behaviour.projects;
  for (let i = own.slotFirst; i < own.count; i++) {
    const slot = drawSlot(table.entry[i] as Project, seed, slotSpread);
    own.entry[i] = slot;
    const monthly = slot.capacityTonnesPerYear / 12;
    own.capacityTonnesPerMonth[i] = monthly;
    own.available2025TonnesPerMonth[i] = monthly;
    own.availableTonnesPerMonth[i] = monthly;
    own.costUsdPerKg[i] = slot.cashCostUsdPerKg;
    own.costLowUsdPerKg[i] = slot.cashCostLowUsdPerKg;
    own.costHighUsdPerKg[i] = slot.cashCostHighUsdPerKg;
    own.careKiloUsdPerMonth[i] = careOfProject(slot);
    own.restartKiloUsd[i] = restartOfProject(slot);
    own.replacementUsdPerKgYear[i] = slot.capexKiloUsd / slot.capacityTonnesPerYear;
    const rate = rateOf.get(slot.region)!;
    const triggers = triggersOf(scenario, slot, rate, own.careKiloUsdPerMonth[i]!, own.restartKiloUsd[i]!);
    own.closeUsdPerKg[i] = triggers.close;
    own.openUsdPerKg[i] = triggers.open;
    if (decision === "wait") own.waitUsdPerKg[i] = waitingPrice(scenario, slot, rate);
  }
  return own;
}

type Columns = Pick<
  SiteTable,
  "count" | "kind" | "region" | "goodIn" | "goodOut" | "byProduct" | "captiveTo" | "isState"
>;
type Lists = Pick<SiteTable, "byGood" | "deposits" | "processors" | "withByProduct" | "qualified" | "stateDeposits">;

function listsOf(sites: Columns, goods: number, exporter: number): Lists {
  const { region, goodIn, goodOut, kind, byProduct, captiveTo, isState } = sites;
  const every = Array.from({ length: sites.count }, (_, i) => i);
  const isDeposit = (i: number): boolean => goodIn[i] === -1;
  const isQualified = (i: number): boolean => kind[i] === "magnet" && region[i] !== exporter;
  const makersOf: number[][] = Array.from({ length: goods }, () => []);
  const usersOf: number[][] = Array.from({ length: goods }, () => []);
  const returnersOf: number[][] = Array.from({ length: goods }, () => []);
  for (const i of every) {
    makersOf[goodOut[i]!]!.push(i);
    if (!isDeposit(i)) usersOf[goodIn[i]!]!.push(i);
    if (byProduct[i]) returnersOf[byProduct[i]!.good]!.push(i);
  }
  return {
    byGood: makersOf.map((makers, g) => ({
      makers: Int32Array.from(makers),
      users: Int32Array.from(usersOf[g]!),
      returners: Int32Array.from(returnersOf[g]!),
      exporterMakers: Int32Array.from(makers.filter((i) => region[i] === exporter)),
      qualifiedMakers: Int32Array.from(makers.filter(isQualified)),
      qualifiedFrom: byRegion(makers.filter(isQualified), region),
      tiedDeposits: Int32Array.from(makers.filter((i) => captiveTo[i]!.length > 0)),
    })),
    deposits: Int32Array.from(every.filter(isDeposit)),
    processors: Int32Array.from(every.filter((i) => !isDeposit(i))),
    withByProduct: Int32Array.from(every.filter((i) => byProduct[i] !== null)),
    qualified: Int32Array.from(every.filter(isQualified)),
    stateDeposits: Int32Array.from(every.filter((i) => isState[i] === 1 && isDeposit(i))),
  };
}

function byRegion(list: readonly number[], region: Int32Array): { region: number; makers: Int32Array }[] {
  const regions = [...new Set(list.map((i) => region[i]!))].sort((a, b) => a - b);
  return regions.map((r) => ({ region: r, makers: Int32Array.from(list.filter((i) => region[i] === r)) }));
}

function byId<T extends { id: string }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => byCodeUnit(a.id, b.id));
}
