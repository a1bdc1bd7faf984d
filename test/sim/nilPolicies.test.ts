/**
 * Policies that do nothing change nothing (a control for every comparison of two arms). The policy in force is itself part of
 * the state, so where its settings differ the hash does too: then prices, flows, statuses and accounts are compared bit by bit.
 */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { hashWorld } from "../../src/sim";
import type { Scenario, World } from "../../src/sim";
import { digestValue, Digest } from "../../src/sim/maths/digest";
import { flagship, played } from "./support/play";

const MONTHS = 24;
const withSettings = (settings: Record<string, unknown>): Scenario =>
  applyOverrides(
    flagship(),
    Object.entries(settings).map(([path, value]) => ({ path, value })),
  );

/** Hash of all state but the settings of bloc and exporter, the zone's own notes, and what events say of membership. */
function marketHash(world: World): string {
  const { trade, sites, buyers, exporter, accountsKiloUsd, warm, outcome } = world.state;
  const digest = new Digest();
  digestValue(digest, [trade.priceUsdPerKg, trade.traded, trade.beliefUsdPerKg, sites, buyers, exporter, warm]);
  digestValue(digest, [accountsKiloUsd, outcome.flowTonnes, outcome.topUpUsdPerKg, outcome.outputTonnes]);
  return digest.hex();
}

describe("a policy that does nothing leaves the market as it was, bit by bit", () => {
  const calm = { "exporter.conduct": "competitive" };
  let baseline: string | null = null;
  const expectBaseline = (settings: Record<string, unknown>): void => {
    baseline ??= marketHash(played(withSettings(calm), MONTHS));
    expect(marketHash(played(withSettings({ ...calm, ...settings }), MONTHS))).toBe(baseline);
  };

  test("a floor that is written down but not in force", () => {
    expectBaseline({
      "bloc.floor.rule": "average",
      "bloc.floor.margin": 1,
      "bloc.floor.levels": { oxide: 200 },
      "bloc.floor.timing": "posted",
    });
  });

  test("a floor under no stage", () => {
    expectBaseline({ "bloc.floor.enabled": true, "bloc.floor.stages": [] });
  });

  test("a floor of nothing under every stage", () => {
    expectBaseline({
      "bloc.floor.enabled": true,
      "bloc.floor.levels": { concentrate: 0, oxide: 0, metal: 0, magnet: 0 },
    });
  });

  test("a floor far below what imports cost begins no project and moves no price", () => {
    const settings = {
      ...calm,
      "bloc.floor.enabled": true,
      "bloc.floor.levels": { concentrate: 1, oxide: 1, metal: 1, magnet: 1 },
    };
    const months = 60;
    const begun: string[][] = [[], []];
    const arms = [withSettings(calm), withSettings(settings)].map((scenario, arm) =>
      played(scenario, months, "3", (world) => {
        for (const event of world.state.outcome.events) if (event.kind === "begun") begun[arm]!.push(event.sentence);
      }),
    );
    expect(begun[1]).toEqual(begun[0]);
    const known = (world: World): number[] => [...world.state.trade.priceUsdPerKg].filter((price) => price >= 0);
    expect(known(arms[1]!)).toHaveLength(known(arms[0]!).length);
    known(arms[1]!).forEach((price, k) => expect(price).toBeCloseTo(known(arms[0]!)[k]!, 6));
  });

  test("an exporter with a script in which it stays calm", () => {
    expectBaseline({
      "exporter.conduct": "scripted",
      "exporter.script": [{ from: "2026-01", stance: "calm" }],
      "exporter.warChestKiloUsd": 6_000_000,
    });
  });
});

test("a floor set and lifted before it acts leaves the very state of a run without it", () => {
  const scenario = flagship();
  const set = { month: "2026-07", path: "bloc.floor.enabled", value: true };
  const lifted = { ...set, value: false };
  const untouched = hashWorld(played(scenario, 18));
  expect(hashWorld(played({ ...scenario, changes: [set, lifted] }, 18))).toBe(untouched);
  expect(hashWorld(played({ ...scenario, changes: [set] }, 18))).not.toBe(untouched);
});

test("a change that comes into force after the last month played has not happened", () => {
  const scenario = flagship();
  const later = { month: "2027-01", path: "bloc.floor.enabled", value: true };
  expect(hashWorld(played({ ...scenario, changes: [later] }, 12))).toBe(hashWorld(played(scenario, 12)));
});
