/** Luck is addressed, never shared: what one site draws cannot shift what another does, and two arms of a seed share all of it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autoregressiveFactors, normalPath, uniformPath } from "../../src/sim/maths/luck";
import { createSetting } from "../../src/sim/setting";
import { openWorld } from "../../src/sim";
import { mean, played, site } from "./support/play";
import { aSmallWorld, mine } from "./support/smallWorld";

const lucky = {
  behaviour: { luck: { demandShockMonthly: 0.025, sectorShockMonthly: 0.01, oreShockMonthly: 0.05 } },
};
const anySeed = fc.string({ minLength: 1, maxLength: 12 });

describe("a draw depends on seed, entity, purpose and month alone", () => {
  test("a mine's ore is the same whoever else digs", () => {
    const alone = createSetting(aSmallWorld(lucky), "7");
    const crowded = createSetting(
      aSmallWorld(lucky, { facilities: [mine("aaa-mine", "OUT", 500), mine("zzz-mine", "BLO", 500)] }),
      "7",
    );
    const ore = (setting: typeof alone, id: string): Float64Array => setting.luck.ore[setting.sites.ids.indexOf(id)]!;
    expect(ore(crowded, "blo-mine")).toEqual(ore(alone, "blo-mine"));
    expect(ore(crowded, "exp-mine")).toEqual(ore(alone, "exp-mine"));
    expect(crowded.luck.demand).toEqual(alone.luck.demand);
    expect(ore(alone, "blo-mine")).not.toEqual(ore(alone, "exp-mine"));
  });

  test("buyers of one sector share their luck in demand wherever they are, and sectors differ", () => {
    const demandPaths = ["use", "other"].map((sector) => ({
      sector,
      case: "central",
      firstYear: 2025,
      indexByYear: [1],
    }));
    const buyers = [{ id: "out-use", sector: "other" }];
    const { luck, buyers: stand } = createSetting(aSmallWorld(lucky, { demandPaths, buyers }), "7");
    const of = (id: string): Float64Array => luck.demand[stand.findIndex((buyer) => buyer.id === id)]!;
    expect(of("blo-use")).toEqual(of("exp-use"));
    expect(of("out-use")).not.toEqual(of("exp-use"));
  });

  test("one draw more elsewhere shifts nothing: a longer path begins with the shorter one", () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), (seed, months, more) => {
        const long = normalPath(seed, "mine", "ore", months + more);
        expect(long.subarray(0, months)).toEqual(normalPath(seed, "mine", "ore", months));
        uniformPath(seed, "another", "start", more);
        expect(normalPath(seed, "mine", "ore", months)).toEqual(long.slice(0, months));
      }),
    );
  });

  test("two arms of one seed share all luck, whatever the policy", () => {
    const open = (enabled: boolean) =>
      openWorld(aSmallWorld(lucky, { bloc: { floor: { enabled, stages: ["oxide"], levels: { oxide: 90 } } } }), "3");
    expect(open(true).setting.luck).toEqual(open(false).setting.luck);
  });

  test("seeds that repeat each other differ, and so do neighbours that run together", () => {
    const path = (seed: string, entity: string, purpose: string): number[] => [
      ...uniformPath(seed, entity, purpose, 8),
    ];
    expect(path("ab", "mine", "ore")).not.toEqual(path("abab", "mine", "ore"));
    expect(path("a", "bc", "ore")).not.toEqual(path("ab", "c", "ore"));
    expect(path("a", "mine", "ore")).not.toEqual(path("a", "mineo", "re"));
    expect(path("1", "mine", "ore")).not.toEqual(path("01", "mine", "ore"));
  });

  test("any two seeds give different luck", () => {
    fc.assert(
      fc.property(anySeed, anySeed, (one, two) => {
        fc.pre(one !== two);
        expect(uniformPath(one, "mine", "ore", 4)).not.toEqual(uniformPath(two, "mine", "ore", 4));
      }),
    );
  });
});

describe("luck has the moments it is said to have", () => {
  const SITES = 3000;
  const paths = Array.from({ length: SITES }, (_, k) => normalPath("moments", `site-${k}`, "ore", 120));
  const spread = (values: number[]): number => {
    const centre = mean(values);
    return Math.sqrt(mean(values.map((x) => (x - centre) * (x - centre))));
  };

  test("draws are standard normal: mean 0, spread 1, and a twentieth beyond 1.96", () => {
    const draws = paths.flatMap((path) => [...path.subarray(0, 12)]);
    expect(mean(draws)).toBeCloseTo(0, 1);
    expect(spread(draws)).toBeCloseTo(1, 1);
    const beyond = draws.filter((x) => Math.abs(x) > 1.96).length / draws.length;
    expect(beyond).toBeGreaterThan(0.045);
    expect(beyond).toBeLessThan(0.055);
  });

  test("draws of two sites, and of two months of one, have nothing to do with each other", () => {
    const product = (one: (k: number) => number, two: (k: number) => number): number =>
      mean(paths.map((_, k) => one(k) * two(k)));
    expect(
      Math.abs(
        product(
          (k) => paths[k]![5]!,
          (k) => paths[(k + 1) % SITES]![5]!,
        ),
      ),
    ).toBeLessThan(0.06);
    expect(
      Math.abs(
        product(
          (k) => paths[k]![5]!,
          (k) => paths[k]![6]!,
        ),
      ),
    ).toBeLessThan(0.06);
  });

  test("uniform draws fill 0 to 1 evenly", () => {
    const draws = Array.from({ length: SITES }, (_, k) => uniformPath("moments", `site-${k}`, "start", 3)[2]!);
    expect(mean(draws)).toBeCloseTo(0.5, 1);
    expect(spread(draws)).toBeCloseTo(Math.sqrt(1 / 12), 1);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
  });

  test("ore wanders by shock/√(1 − persistence²) about its mean, and forgets at the rate it is told to", () => {
    const logs = paths.map((path) => [...autoregressiveFactors(path, 0.9, 0.05)].map(Math.log));
    const late = logs.map((path) => path[119]!);
    const before = logs.map((path) => path[118]!);
    const expected = 0.05 / Math.sqrt(1 - 0.81);
    expect(spread(late)).toBeGreaterThan(0.95 * expected);
    expect(spread(late)).toBeLessThan(1.05 * expected);
    const kept = mean(late.map((x, k) => x * before[k]!)) / (spread(late) * spread(before));
    expect(kept).toBeGreaterThan(0.87);
    expect(kept).toBeLessThan(0.93);
    expect(spread(logs.map((path) => path[0]!))).toBeLessThan(0.06);
  });

  test("without shocks every factor is one", () => {
    expect([...autoregressiveFactors(paths[0]!, 0.97, 0)].every((factor) => factor === 1)).toBe(true);
  });
});

test("no mine gives more than 1.35 times its capacity however lucky it is", () => {
  const world = played(
    aSmallWorld({ behaviour: { luck: { oreShockMonthly: 0.6, oreMaxOfCapacity: 1.35 } } }),
    40,
    "1",
    ({ setting, state }) =>
      setting.sites.ids.forEach((_, i) => {
        if (setting.sites.goodIn[i] === -1)
          expect(state.outcome.oreTonnes[i]).toBeLessThanOrEqual(1.35 * state.sites.capacityTonnesPerMonth[i]!);
      }),
  );
  const luckiest = Math.max(...world.setting.luck.ore[site(world, "blo-mine")]!);
  expect(luckiest).toBeGreaterThan(1.35);
});
