/** Where a reference price comes from: the zone's cost curve, past landed prices, or a level that the bloc names. */
import { describe, expect, test } from "vitest";
import { createSetting } from "../../src/sim/setting";
import { costTargets } from "../../src/sim/policy/costCurve";
import { openWorld, stepMonth } from "../../src/sim";
import type { World } from "../../src/sim";
import { flagship, good, played } from "./support/play";
import { aSmallWorld, atRest, plant, type Changes } from "./support/smallWorld";

describe("by cost, the flagship's three memberships get the prices that were worked out by hand", () => {
  // data/zone-2026: 75th percentile tonne of each stage's cost curve, a quarter on top, feed at the price of the stage before.
  const table: [string, string, Record<string, number>][] = [
    [
      "the default members",
      "USA CAN MEX DEU FRA NBA EUS GBR JPN KOR AUS",
      { concentrate: 18.8, oxide: 67.9, metal: 107.4, magnet: 87.2 },
    ],
    [
      "the three that have announced it",
      "USA MEX DEU FRA NBA EUS JPN",
      { concentrate: 18.8, oxide: 67.9, metal: 111.1, magnet: 88.5 },
    ],
    [
      "all partners",
      "USA CAN MEX BRA ARG DEU FRA NBA GBR THA MYS JPN KOR AUS AGO",
      { concentrate: 18.8, oxide: 67.9, metal: 104.9, magnet: 83.9 },
    ],
  ];

  test.each(table)("%s", (_, members, expected) => {
    const setting = createSetting(flagship(), "1");
    const flags = Uint8Array.from(setting.regionIds, (id) => (members.split(" ").includes(id) ? 1 : 0));
    const targets = costTargets(setting, flags, 0.75, 0.25);
    for (const [id, usdPerKg] of Object.entries(expected)) {
      expect(Math.abs(targets[setting.goodIds.indexOf(id)]! - usdPerKg)).toBeLessThan(0.06);
    }
  });
});

/** The small world with a floor under oxide. */
function withFloor(floor: Changes, ...more: Changes[]): World {
  return openWorld(aSmallWorld({ bloc: { floor: { enabled: true, stages: ["oxide"], ...floor } } }, ...more), "1");
}

const reference = (world: World, id = "oxide"): number => world.state.zone.referenceUsdPerKg[good(world, id)]!;

/** Reference prices of the coming months. */
function references(world: World, months: number): number[] {
  return Array.from({ length: months }, () => {
    stepMonth(world);
    return reference(world);
  });
}

describe("by cost", () => {
  test("the dearest quarter of the zone's tonnes is left out, and feed counts at the reference of the stage before", () => {
    // Ore: one mine at 20. Oxide: 2400 t at 10, 600 t at 50; three quarters of 3000 t are reached by the cheap plant.
    const dearPlant = plant("blo-old", "BLO", 600, {
      cashCostUsdPerKg: 50,
      cashCostLowUsdPerKg: 50,
      cashCostHighUsdPerKg: 50,
    });
    const world = withFloor({ stages: ["ore", "oxide"] }, { facilities: [dearPlant] });
    stepMonth(world);
    expect(reference(world, "ore")).toBeCloseTo(1.25 * 20, 9);
    expect(reference(world)).toBeCloseTo((1.25 * 20) / 0.9 + 1.25 * 10, 9);
    const stricter = withFloor({ percentile: 0.9, margin: 0 }, { facilities: [dearPlant] });
    stepMonth(stricter);
    expect(reference(stricter)).toBeCloseTo(20 / 0.9 + 50, 9);
  });

  test("what stands outside the zone, is still being built or recycles does not count", () => {
    const others = [
      plant("out-dear", "OUT", 9000, { cashCostUsdPerKg: 90, cashCostHighUsdPerKg: 90 }),
      plant("blo-new", "BLO", 9000, {
        cashCostUsdPerKg: 80,
        cashCostHighUsdPerKg: 80,
        status: "building",
        likelyStart: "2027-01",
      }),
    ];
    const world = withFloor({}, { facilities: others });
    stepMonth(world);
    expect(reference(world)).toBeCloseTo((1.25 * 20) / 0.9 + 1.25 * 10, 9);
  });

  test("it stays where it was set while the costs that it was set on stay", () => {
    const world = withFloor({});
    const first = references(world, 1)[0]!;
    for (const later of references(world, 30)) expect(later).toBeCloseTo(first, 9);
  });

  test("a stage without a floor has no reference price", () => {
    const world = withFloor({});
    stepMonth(world);
    expect(reference(world, "ore")).toBeNaN();
  });
});

describe("by average of landed prices", () => {
  test("there is none in the first month, and afterwards it is the mean of what imports cost before top-up", () => {
    const world = openWorld(
      atRest(
        aSmallWorld({ bloc: { floor: { enabled: true, stages: ["oxide"], rule: "average", averageMonths: 12 } } }),
      ),
      "1",
    );
    stepMonth(world);
    expect(reference(world)).toBeNaN();
    const landed = world.state.outcome.landedUsdPerKg[good(world, "oxide")]!;
    stepMonth(world);
    expect(reference(world)).toBeCloseTo(landed, 9);
  });

  test("a yearly review moves it by a step of 5% at most", () => {
    const rising = {
      demandPaths: [{ sector: "use", case: "central", firstYear: 2025, indexByYear: [1, 1, 1.6, 2.2] }],
    };
    const world = withFloor({ rule: "average", averageMonths: 6, stepYearly: 0.05 }, rising);
    const path = references(world, 40).slice(1);
    for (let t = 1; t < path.length; t++) {
      expect(path[t]! / path[t - 1]!).toBeLessThanOrEqual(1.05 + 1e-9);
      expect(path[t]! / path[t - 1]!).toBeGreaterThanOrEqual(0.95 - 1e-9);
    }
    const moves = path.filter((usdPerKg, t) => t > 0 && usdPerKg !== path[t - 1]);
    expect(moves.length).toBeGreaterThanOrEqual(2);
    expect(moves.length).toBeLessThanOrEqual(3);
    expect(path[path.length - 1]!).toBeGreaterThan(path[0]!);
  });
});

describe("by level", () => {
  test("the price that the bloc names replaces the rule at its stage alone", () => {
    const world = withFloor({ stages: ["ore", "oxide"], levels: { oxide: 77 } });
    stepMonth(world);
    expect(reference(world)).toBe(77);
    expect(reference(world, "ore")).toBeCloseTo(25, 9);
  });

  test("phased in over four months it comes in quarters", () => {
    expect(references(withFloor({ levels: { oxide: 80 }, phaseInMonths: 4 }), 6)).toEqual([20, 40, 60, 80, 80, 80]);
  });

  test("lifted and set again it begins anew, phase-in and all", () => {
    const scenario = aSmallWorld({
      bloc: { floor: { enabled: true, stages: ["oxide"], levels: { oxide: 80 }, phaseInMonths: 4 } },
      changes: [
        { month: "2026-07", path: "bloc.floor.enabled", value: false },
        { month: "2026-10", path: "bloc.floor.enabled", value: true },
      ],
    });
    expect(references(openWorld(scenario, "1"), 11)).toEqual([20, 40, 60, 80, 80, 80, NaN, NaN, NaN, 20, 40]);
  });

  test("a lever moved in mid-run holds from its month on", () => {
    const scenario = aSmallWorld({
      bloc: { floor: { enabled: true, stages: ["oxide"], levels: { oxide: 80 } } },
      changes: [{ month: "2026-03", path: "bloc.floor.levels.oxide", value: 95 }],
    });
    expect(references(openWorld(scenario, "1"), 4)).toEqual([80, 80, 95, 95]);
  });
});

test("without a floor nothing has a reference price", () => {
  played(aSmallWorld(), 6, "1", (world) =>
    expect([...world.state.zone.referenceUsdPerKg].every(Number.isNaN)).toBe(true),
  );
});
