/** Heavy rare earths of a mine or plant: they come with the main good, are sold by themselves, and count when a site is judged. */
import { describe, expect, test } from "vitest";
import { loadScenario } from "../../../src/scenario/load";
import { burnIn, hashWorld, openWorld } from "../../../src/sim";
import type { Scenario, World } from "../../../src/sim";
import { rampHigh } from "../../../src/sim/actors/captive";
import { netback } from "../../../src/sim/facility/netback";
import { decideStatuses } from "../../../src/sim/facility/statusDecisions";
import { good, output, played, playOn, price, site, status } from "../support/play";
import { aSmallWorld, atRest, buyer, type Changes } from "../support/smallWorld";

/** Heavy oxide, which somebody in each region would pay 300 $/kg for. */
const heavyOxide: Changes = {
  goods: [{ id: "heavy", name: "Heavy oxide", unit: "t", isStage: false }],
  lanes: ["EXP", "BLO", "OUT"].flatMap((from) =>
    ["EXP", "BLO", "OUT"]
      .filter((to) => to !== from)
      .map((to) => ({ from, to, freightUsdPerKg: { ore: 1, oxide: 0.5, heavy: 0.5 } })),
  ),
  buyers: ["EXP", "BLO", "OUT"].map((region) =>
    buyer(`heavy-${region.toLowerCase()}`, region, 40, { good: "heavy", basePriceUsdPerKg: 300 }),
  ),
};

/** The bloc's mine gives 40 kg of it with each tonne of ore: at 300 $/kg another 12 $ on a kilogram of ore. */
const withHeavies: Changes = {
  facilities: [{ id: "blo-mine", byProducts: [{ good: "heavy", tonnesPerTonne: 0.04 }] }],
};

function world(...changes: Changes[]): World {
  return openWorld(aSmallWorld(heavyOxide, ...changes), "1");
}

function believe(opened: World, goodId: string, usdPerKg: number): void {
  const { trade } = opened.state;
  const regions = opened.setting.regionIds.length;
  const g = good(opened, goodId);
  for (const prices of [trade.beliefUsdPerKg, trade.anchorUsdPerKg])
    prices.fill(usdPerKg, g * regions, (g + 1) * regions);
}

test("a by-product keeps a mine open that its main good alone would shut, as long as it fetches enough", () => {
  const statusWhere = (opened: World, heavyUsdPerKg: number): string => {
    const below = 0.9 * opened.setting.sites.closeUsdPerKg[site(opened, "blo-mine")]!;
    for (let t = 0; t < 6; t++) {
      believe(opened, "ore", below);
      believe(opened, "heavy", heavyUsdPerKg);
      decideStatuses(opened);
      opened.state.month++;
    }
    return status(opened, "blo-mine");
  };
  expect(statusWhere(world(), 300)).toBe("mothballed");
  expect(statusWhere(world(withHeavies), 300)).toBe("operating");
  expect(statusWhere(world(withHeavies), 10)).toBe("mothballed");
});

describe("a mine with by-products", () => {
  test("makes them in fixed proportion, sells them in the months after, and is paid for them", () => {
    const opened = world(withHeavies);
    const regions = opened.setting.regionIds.length;
    const heavy = good(opened, "heavy");
    let sold = 0;
    let stock = opened.state.geology!.byProductTonnes[0]!;
    playOn(opened, 24, (now) => {
      const made = 0.04 * output(now, "blo-mine");
      const { madeTonnes } = now.state.outcome;
      const madeAnywhere = madeTonnes.subarray(heavy * regions, (heavy + 1) * regions).reduce((a, b) => a + b, 0);
      expect(madeAnywhere).toBeCloseTo(made, 9);
      sold += stock + made - now.state.geology!.byProductTonnes[0]!;
      stock = now.state.geology!.byProductTonnes[0]!;
    });
    expect(sold).toBeGreaterThan(0.9 * 24 * 0.04 * 180);
    expect(price(opened, "heavy", "BLO")).toBeGreaterThan(50);
  });

  test("asks less for its ore than its cost by what they bring in", () => {
    const asked = (opened: World): number => {
      playOn(opened, 12);
      return rampHigh(opened, site(opened, "blo-mine"));
    };
    expect(asked(world())).toBe(30);
    const heavies = world(withHeavies);
    expect(asked(heavies)).toBeCloseTo(30 - 0.04 * price(heavies, "heavy", "BLO"), 9);
    expect(price(heavies, "heavy", "BLO")).toBeGreaterThan(100);
  });

  test("hands its stocks of them on from the burn-in to the run", () => {
    const scenario = aSmallWorld(heavyOxide, withHeavies);
    const { opening } = burnIn(scenario, "test");
    const [tonnes] = opening.facilities["blo-mine"]!.basketStockTonnes!;
    expect(tonnes).toBeGreaterThan(0);
    expect(opening.facilities["exp-mine"]).not.toHaveProperty("basketStockTonnes");
    const opened = openWorld({ ...scenario, opening } satisfies Scenario, "1");
    expect(opened.state.geology!.byProductTonnes[0]).toBe(tonnes);
  });
});

test("a separator bids more for its ore by what its by-products bring in, and is judged by both", () => {
  const separator = (byProducts: unknown[]): Changes => ({ facilities: [{ id: "blo-plant", byProducts }] });
  const alone = playOn(world(separator([])), 1);
  const both = playOn(world(separator([{ good: "heavy", tonnesPerTonne: 0.02 }])), 1);
  const worth = (opened: World): number => netback(opened, site(opened, "blo-plant"), 60);
  expect(worth(both)).toBeCloseTo(worth(alone) + 0.9 * 0.02 * price(both, "heavy", "BLO"), 9);
  const expected = (opened: World): number => opened.state.sites.expectedUsdPerKg[site(opened, "blo-plant")]!;
  expect(expected(both)).toBeGreaterThan(expected(alone) + 1);
});

test("an empty list of by-products is no by-product: the same history, bit by bit", () => {
  const empty: Changes = { facilities: [{ id: "blo-mine", byProducts: [] }] };
  const rested = atRest(aSmallWorld());
  const hash = (changes: Changes): string =>
    hashWorld(played({ ...aSmallWorld(changes), opening: rested.opening } satisfies Scenario, 24));
  expect(hash(empty)).toBe(hash({}));
});

test.each([
  ["ore", "a good that the site neither takes in nor makes otherwise"],
  ["unobtainium", "a good of the scenario"],
])("a by-product %s is refused with the reason", (name, expected) => {
  const text = JSON.stringify({
    ...aSmallWorld(heavyOxide),
    facilities: aSmallWorld(heavyOxide).facilities.map((facility) =>
      facility.id === "blo-mine" ? { ...facility, byProducts: [{ good: name, tonnesPerTonne: 1 }] } : facility,
    ),
  });
  expect(() => loadScenario("small.json", text)).toThrow(expected);
});
