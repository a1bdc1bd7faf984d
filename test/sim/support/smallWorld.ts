/**
 * The smallest world with a market worth the name: an exporter that mines and separates more than it uses, a bloc of one
 * region that nearly feeds itself, and an outside region that only buys. Everything else is dull: no luck, no growth, no
 * debt, no projects. Tests say what differs; lists merge by id, as in a scenario that extends another.
 */
import { mergeOver } from "../../../src/scenario/merge";
import { parseScenario } from "../../../src/scenario/parse";
import { burnIn } from "../../../src/sim";
import type { Scenario } from "../../../src/sim";

export type Changes = Record<string, unknown>;

/** Ore and oxide in three regions, "EXP", "BLO" (the bloc) and "OUT". */
export function aSmallWorld(...changes: Changes[]): Scenario {
  return parsed(smallWorld(), changes);
}

/** The same with scrap before and metal and magnets after it: buyers buy magnets, a recycler stands in the bloc. */
export function aChainWorld(...changes: Changes[]): Scenario {
  return parsed(chainWorld(), changes);
}

/** The scenario with the opening state that its own burn-in reaches. */
export function atRest(scenario: Scenario): Scenario {
  return { ...scenario, opening: burnIn(scenario, "at rest").opening };
}

function parsed(base: unknown, changes: Changes[]): Scenario {
  return parseScenario("small world", changes.reduce<unknown>(mergeOver, base));
}

function smallWorld() {
  return {
    name: "small-world",
    title: "A small world",
    startMonth: "2026-01",
    months: 120,
    goods: [good("ore"), good("oxide")],
    recipes: [{ kind: "separation", input: "ore", output: "oxide", yieldTonnesPerTonne: 0.9 }],
    regions: [region("EXP", "exporter"), region("BLO", "partner"), region("OUT", "non-aligned")],
    lanes: lanes({ ore: 1, oxide: 0.5 }),
    facilities: [
      mine("exp-mine", "EXP", 6000, { isStateControlled: true }),
      mine("blo-mine", "BLO", 2400),
      plant("exp-plant", "EXP", 6000, { cashCostUsdPerKg: 8, cashCostLowUsdPerKg: 8, cashCostHighUsdPerKg: 8 }),
      plant("blo-plant", "BLO", 2400),
    ],
    buyers: [buyer("exp-use", "EXP", 3000), buyer("blo-use", "BLO", 2400), buyer("out-use", "OUT", 1200)],
    demandPaths: [{ sector: "use", case: "central", firstYear: 2025, indexByYear: [1] }],
    bloc: { members: ["BLO"] },
    exporter: { region: "EXP", stateStockGood: "oxide", quotaGrowthYearly: 0, squeezeGoods: ["oxide"] },
    behaviour: dull,
  };
}

function chainWorld() {
  const small = smallWorld();
  return {
    ...small,
    goods: [good("scrap", false), good("ore"), good("oxide"), good("metal"), good("magnet")],
    recipes: [
      ...small.recipes,
      { kind: "recycling", input: "scrap", output: "oxide", yieldTonnesPerTonne: 0.9 },
      { kind: "metal", input: "oxide", output: "metal", yieldTonnesPerTonne: 0.8 },
      {
        kind: "magnet",
        input: "metal",
        output: "magnet",
        yieldTonnesPerTonne: 2,
        byProduct: {
          good: "scrap",
          tonnesPerTonneOutput: 0.1,
          lagMonths: 3,
          askLowUsdPerKg: 5,
          askHighUsdPerKg: 20,
        },
      },
    ],
    lanes: lanes({ scrap: 1, ore: 1, oxide: 0.5, metal: 0.5, magnet: 0.5 }),
    facilities: [
      ...small.facilities,
      plant("exp-metal", "EXP", 4800, { kind: "metal", goodIn: "oxide", goodOut: "metal" }),
      plant("blo-metal", "BLO", 1600, { kind: "metal", goodIn: "oxide", goodOut: "metal" }),
      plant("exp-magnet", "EXP", 9600, { kind: "magnet", goodIn: "metal", goodOut: "magnet" }),
      plant("blo-magnet", "BLO", 3200, { kind: "magnet", goodIn: "metal", goodOut: "magnet" }),
      plant("blo-recycler", "BLO", 400, { kind: "recycling", goodIn: "scrap", goodOut: "oxide" }),
    ],
    buyers: [
      buyer("exp-use", "EXP", 5000, { good: "magnet" }),
      buyer("blo-use", "BLO", 3500, { good: "magnet" }),
      buyer("out-use", "OUT", 1700, { good: "magnet" }),
    ],
    scrap: [{ region: "BLO", availableTonnesPerYear: 60, priceLowUsdPerKg: 5, priceHighUsdPerKg: 60 }],
    exporter: { ...small.exporter, squeezeGoods: ["oxide", "metal", "magnet"] },
  };
}

/** No luck in demand or ore, sites that do not grow by themselves, and makers who stay. */
const dull = {
  luck: { demandShockMonthly: 0, demandMomentum: 0, sectorShockMonthly: 0, oreShockMonthly: 0 },
  projects: { expansionYearly: 0 },
  buyers: { offshoringElasticity: 0 },
};

const good = (id: string, isStage = true) => ({ id, name: id, unit: `t ${id}`, isStage });
const region = (id: string, group: string) => ({ id, name: id, latitude: 0, longitude: 0, group });

function lanes(freightUsdPerKg: Record<string, number>) {
  const ids = ["EXP", "BLO", "OUT"];
  return ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to, freightUsdPerKg })));
}

/** A mine that ran at nine tenths of its capacity in 2025 and can give all of it, then and after. */
export function mine(id: string, region: string, capacityTonnesPerYear: number, more: Changes = {}) {
  return { ...site(id, region, capacityTonnesPerYear), kind: "mine", goodOut: "ore", ...more };
}

/** A separation plant that ran at nine tenths of its capacity in 2025. */
export function plant(id: string, region: string, capacityTonnesPerYear: number, more: Changes = {}) {
  return {
    ...site(id, region, capacityTonnesPerYear),
    kind: "separation",
    goodIn: "ore",
    goodOut: "oxide",
    cashCostUsdPerKg: 10,
    cashCostLowUsdPerKg: 10,
    cashCostHighUsdPerKg: 10,
    ...more,
  };
}

function site(id: string, region: string, capacityTonnesPerYear: number) {
  return {
    id,
    name: id,
    region,
    latitude: 0,
    longitude: 0,
    ownerGroup: id,
    capacityTonnesPerYear,
    output2025TonnesPerYear: 0.9 * capacityTonnesPerYear,
    availableTonnesPerYear: capacityTonnesPerYear,
    available2025TonnesPerYear: capacityTonnesPerYear,
    cashCostUsdPerKg: 20,
    cashCostLowUsdPerKg: 10,
    cashCostHighUsdPerKg: 30,
    careCostKiloUsdPerYear: 0.05 * 20 * capacityTonnesPerYear,
    restartCostKiloUsd: 5 * capacityTonnesPerYear,
    restartMonths: 4,
    replacementUsdPerKgYear: 30,
  };
}

/** A buyer that needs the same every year; a month and a half of cover. */
export function buyer(id: string, region: string, demandTonnesPerYear: number, more: Changes = {}) {
  return {
    id,
    region,
    sector: "use",
    good: "oxide",
    demandTonnesPerYear,
    basePriceUsdPerKg: 60,
    elasticityShort: 0.3,
    elasticityLong: 0.6,
    chokeMultiple: 5,
    coreShare: 0.5,
    coverWantedMonths: 1.5,
    stockTonnes: demandTonnesPerYear / 8,
    ...more,
  };
}
