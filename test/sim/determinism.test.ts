/** A run is a value: scenario, seed and dated changes. Copies, saves, forks, the order of a file and its scale change nothing. */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { cloneWorld, hashWorld, openWorld, stepMonth } from "../../src/sim";
import type { Scenario, World } from "../../src/sim";
import { flagship, played, playOn } from "./support/play";
import { aChainWorld } from "./support/smallWorld";

/** A chain with luck, debt, a floor and an exporter that floods: everything that could hide chance or a shared table. */
function aLivelyWorld(): Scenario {
  return aChainWorld({
    facilities: [
      { id: "blo-mine", debtShare: 0.5, captiveTo: ["blo-plant"], captiveShare: 0.5 },
      { id: "blo-magnet", debtShare: 0.6 },
    ],
    bloc: { floor: { enabled: true, stages: ["ore", "oxide", "metal", "magnet"] } },
    exporter: {
      conduct: "scripted",
      stateStockTonnes: 800,
      floodStockTonnesPerYear: 400,
      script: [
        { from: "2028-01", stance: "flood" },
        { from: "2031-01", stance: "squeeze" },
      ],
    },
    behaviour: { luck: { demandShockMonthly: 0.025, oreShockMonthly: 0.05 } },
  });
}

describe("scenario and seed fix a run", () => {
  test("the same two give the same state, another seed another", () => {
    const hash = (seed: string): string => hashWorld(played(flagship(), 12, seed));
    expect(hash("1")).toBe(hash("1"));
    expect(hash("2")).not.toBe(hash("1"));
  });

  test("a copy taken at month 60 arrives at month 120 where the original does", () => {
    const original = played(applyOverrides(flagship(), [{ path: "bloc.floor.enabled", value: true }]), 60);
    const copy = cloneWorld(original);
    expect(hashWorld(playOn(copy, 60))).toBe(hashWorld(playOn(original, 60)));
  });

  test("copies that take turns, month by month, do not see each other", () => {
    const alone = played(aLivelyWorld(), 90);
    const first = played(aLivelyWorld(), 30);
    const second = cloneWorld(first);
    for (let t = 0; t < 60; t++) {
      stepMonth(first);
      if (t < 40) stepMonth(second);
    }
    playOn(second, 20);
    expect(hashWorld(first)).toBe(hashWorld(alone));
    expect(hashWorld(second)).toBe(hashWorld(alone));
  });

  test("a millionth of a tonne in one stock is another state, and stays another", () => {
    const original = played(aLivelyWorld(), 60);
    const touched = cloneWorld(original);
    touched.state.sites.outputStockTonnes[0] = touched.state.sites.outputStockTonnes[0]! + 1e-6;
    touched.state.buyers.stockTonnes[0] = touched.state.buyers.stockTonnes[0]! + 1e-6;
    expect(hashWorld(touched)).not.toBe(hashWorld(original));
    expect(hashWorld(playOn(touched, 60))).not.toBe(hashWorld(playOn(original, 60)));
  });

  test("a copy changes nothing in what it was copied from", () => {
    const original = played(aLivelyWorld(), 12);
    const before = hashWorld(original);
    playOn(cloneWorld(original), 12);
    expect(hashWorld(original)).toBe(before);
  });

  test("the state survives being sent to another thread and back", () => {
    const original = played(aLivelyWorld(), 60);
    const sent: World = { setting: original.setting, state: structuredClone(original.state) };
    expect(hashWorld(sent)).toBe(hashWorld(original));
    expect(hashWorld(playOn(sent, 30))).toBe(hashWorld(playOn(original, 30)));
  });

  test("a world opened anew in the same place as one that was played starts from nothing", () => {
    const scenario = aLivelyWorld();
    const fresh = hashWorld(openWorld(scenario, "1"));
    played(scenario, 24);
    expect(hashWorld(openWorld(scenario, "1"))).toBe(fresh);
  });
});

describe("the order of a file means nothing", () => {
  test("regions, lanes, duties, sites, projects, buyers, scrap, recipes and members may be listed in any order", () => {
    const scenario = applyOverrides(flagship(), [{ path: "bloc.floor.enabled", value: true }]);
    const turned = turnedAround(scenario);
    expect(turned.facilities[0]!.id).not.toBe(scenario.facilities[0]!.id);
    expect(hashWorld(played(turned, 24))).toBe(hashWorld(played(scenario, 24)));
  });

  test("and so may the fields of every entry", () => {
    const scenario = aLivelyWorld();
    const turned = JSON.parse(JSON.stringify(scenario), (_, value: unknown) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as Scenario;
    expect(hashWorld(played(turned, 40))).toBe(hashWorld(played(scenario, 40)));
  });
});

/** All lists of entities dealt anew: every second one first, each half backwards. Goods keep their order, which is that of the chain. */
function turnedAround(scenario: Scenario): Scenario {
  const dealt = <T>(list: readonly T[]): T[] => [
    ...list.filter((_, at) => at % 2 === 1).reverse(),
    ...list.filter((_, at) => at % 2 === 0).reverse(),
  ];
  return {
    ...scenario,
    recipes: dealt(scenario.recipes),
    regions: dealt(scenario.regions),
    lanes: dealt(scenario.lanes),
    importDuties: dealt(scenario.importDuties),
    exportTaxes: dealt(scenario.exportTaxes),
    facilities: dealt(scenario.facilities),
    projects: dealt(scenario.projects),
    buyers: dealt(scenario.buyers),
    demandPaths: dealt(scenario.demandPaths),
    scrap: dealt(scenario.scrap),
    bloc: { ...scenario.bloc, members: dealt(scenario.bloc.members) },
  };
}

describe("the scale of a world means nothing", () => {
  test.each([
    ["as it is", []],
    [
      "with a floor, a flood and a squeeze",
      [
        { path: "bloc.floor.enabled", value: true },
        { path: "exporter.conduct", value: "scripted" },
        {
          path: "exporter.script",
          value: [
            { from: "2026-03", stance: "flood" },
            { from: "2027-02", stance: "squeeze" },
          ],
        },
      ],
    ],
  ])(
    "with twice of everything, every price of 24 months is the same to the last bit: the flagship %s",
    (_, settings) => {
      const scenario = applyOverrides(flagship(), settings);
      const single = pricesAlong(scenario, 24);
      const double = pricesAlong(twiceOf(scenario), 24);
      expect(double).toEqual(single);
    },
  );

  test("while twice of the stocks alone changes prices", () => {
    const scenario = flagship();
    const facilities = Object.fromEntries(
      Object.entries(scenario.opening!.facilities).map(([id, site]) => [
        id,
        { ...site, outputStockTonnes: 2 * site.outputStockTonnes },
      ]),
    );
    const fuller = { ...scenario, opening: { ...scenario.opening!, facilities } };
    expect(pricesAlong(fuller, 2)).not.toEqual(pricesAlong(scenario, 2));
  });
});

/** Fields that grow with the size of a world: tonnes, tonnes a year, dollars. */
const EXTENSIVE = new Set([
  "capacityTonnesPerYear",
  "output2025TonnesPerYear",
  "availableTonnesPerYear",
  "available2025TonnesPerYear",
  "idleReleasableTonnesPerYear",
  "careCostKiloUsdPerYear",
  "restartCostKiloUsd",
  "captiveFeedStockTonnes",
  "reo2025Tonnes",
  "reoInUsgs2025Tonnes",
  "inputStockTonnes",
  "outputStockTonnes",
  "capexKiloUsd",
  "demandTonnesPerYear",
  "stockTonnes",
  "stateStockTonnes",
  "floodStockTonnesPerYear",
  "warChestKiloUsd",
  "captiveFeedTonnes",
  "recentOutputTonnes",
  "byProductTonnes",
  "byProductStockTonnes",
]);

function twiceOf(scenario: Scenario): Scenario {
  const twice = (value: unknown, key: string): unknown => {
    if (EXTENSIVE.has(key)) return Array.isArray(value) ? value.map((x: number) => 2 * x) : 2 * (value as number);
    if (Array.isArray(value)) return value.map((item) => twice(item, ""));
    if (value === null || typeof value !== "object" || key === "sources") return value;
    return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, twice(part, field)]));
  };
  return twice(scenario, "") as Scenario;
}

function pricesAlong(scenario: Scenario, months: number): number[][] {
  const prices: number[][] = [];
  played(scenario, months, "1", (world) => prices.push([...world.state.trade.priceUsdPerKg]));
  return prices;
}
