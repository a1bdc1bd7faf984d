/** The opening state: the burn-in's prices and stocks hold when the run begins, and nobody is starved by it. */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { burnIn } from "../../src/sim";
import type { Scenario } from "../../src/sim";
import { flagship, played } from "./support/play";
import { aChainWorld, aSmallWorld, atRest } from "./support/smallWorld";

/** The flagship without luck, its exporter competitive: what the burn-in promised to rest. */
function atRestAndCalm(): Scenario {
  return applyOverrides(flagship(), [
    { path: "exporter.conduct", value: "competitive" },
    { path: "behaviour.luck.demandShockMonthly", value: 0 },
    { path: "behaviour.luck.sectorShockMonthly", value: 0 },
    { path: "behaviour.luck.oreShockMonthly", value: 0 },
  ]);
}

describe("the flagship opens at rest", () => {
  test("no traded price moves by more than 15% in the first three months", () => {
    const scenario = atRestAndCalm();
    let compared = 0;
    played(scenario, 3, "1", ({ setting, state }) => {
      setting.goodIds.forEach((goodId, g) =>
        setting.regionIds.forEach((regionId, r) => {
          const at = g * setting.regionIds.length + r;
          const opening = scenario.opening!.markets[goodId]?.[regionId]?.priceUsdPerKg;
          if (!(opening! > 0) || state.trade.traded[at] === 0) return;
          compared++;
          const moved = Math.abs(state.trade.priceUsdPerKg[at]! / opening! - 1);
          expect(moved, `${goodId} in ${regionId}`).toBeLessThan(0.15);
        }),
      );
    });
    expect(compared).toBeGreaterThan(200);
  });

  test("the exporter's oxide opens between 60 and 90 $/kg", () => {
    const { priceUsdPerKg } = flagship().opening!.markets["oxide"]!["CHN"]!;
    expect(priceUsdPerKg).toBeGreaterThan(60);
    expect(priceUsdPerKg).toBeLessThan(90);
  });

  test("plants outside the exporter that made 100 t or more in 2025 get half of that feed or more in the first year", () => {
    const feed = new Map<string, number>();
    const { setting } = played(atRestAndCalm(), 12, "1", (world) =>
      world.setting.sites.ids.forEach((id, i) =>
        feed.set(id, (feed.get(id) ?? 0) + world.state.outcome.deliveredTonnes[i]!),
      ),
    );
    const { sites, exporter } = setting;
    const plants = sites.ids.flatMap((id, i) => {
      const output2025 = 12 * sites.output2025TonnesPerMonth[i]!;
      if (sites.goodIn[i] === -1 || sites.region[i] === exporter || output2025 < 100) return [];
      return [
        { id, stage: setting.goodIds[sites.goodOut[i]!]!, got: feed.get(id)!, wanted: output2025 / sites.yield[i]! },
      ];
    });
    expect(plants.length).toBeGreaterThan(20);
    for (const stage of ["oxide", "metal", "magnet"]) {
      const all = plants.filter((plant) => plant.stage === stage);
      const sum = (of: (plant: (typeof all)[number]) => number): number => all.reduce((total, p) => total + of(p), 0);
      expect(sum((plant) => plant.got) / sum((plant) => plant.wanted), stage).toBeGreaterThan(0.7);
    }
    const starved = plants.filter((plant) => plant.got < 0.5 * plant.wanted);
    expect(starved.map((plant) => plant.id)).toEqual([]);
  });
});

describe("a burn-in", () => {
  test("ends at prices that hardly move for six months", () => {
    for (const scenario of [aSmallWorld(), aChainWorld()]) {
      const { months, largestMoveShare } = burnIn(scenario, "test");
      expect(months).toBeGreaterThanOrEqual(24);
      expect(months).toBeLessThanOrEqual(120);
      expect(largestMoveShare).toBeLessThanOrEqual(0.02);
    }
  });

  test("gives the same opening each time, whatever the floor, the exporter's conduct or its script", () => {
    const plain = burnIn(aChainWorld(), "test").opening;
    expect(burnIn(aChainWorld(), "test").opening).toEqual(plain);
    const script = [{ from: "2026-01", stance: "flood" }];
    expect(burnIn(aChainWorld({ exporter: { conduct: "scripted", script } }), "test").opening).toEqual(plain);
  });

  test("opens a run at the price that it rested at", () => {
    const scenario = atRest(aSmallWorld());
    const rested = scenario.opening!.markets["oxide"]!["BLO"]!.priceUsdPerKg;
    played(scenario, 12, "1", ({ setting, state }) => {
      const at = setting.goodIds.indexOf("oxide") * 3 + setting.regionIds.indexOf("BLO");
      expect(Math.abs(state.trade.priceUsdPerKg[at]! / rested - 1)).toBeLessThan(0.02);
    });
  });
});
