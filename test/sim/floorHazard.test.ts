/** What firms make of a floor's record: doubt that grows with breaches and reversals, fades in clean years, and holds back building. */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { openWorld } from "../../src/sim";
import type { Scenario, World } from "../../src/sim";
import { learnFloorHazard } from "../../src/sim/facility/floorHazard";
import { flagship, good, mean, played } from "./support/play";
import { aSmallWorld, type Changes } from "./support/smallWorld";

const floored: Changes = { bloc: { floor: { enabled: true, stages: ["oxide"], levels: { oxide: 60 } } } };

/** Hazard at the oxide stage after each of the months, in each of which the floor is in force (f), breached (b) or gone (-). */
function hazards(record: string, changes: Changes = {}): number[] {
  const world = openWorld(aSmallWorld(floored, changes), "1");
  const oxide = good(world, "oxide");
  return [...record].map((month) => {
    world.state.bloc.floor.enabled = month !== "-";
    world.state.zone.referenceUsdPerKg[oxide] = 60;
    world.state.record.wasBreached[oxide] = month === "b" ? 1 : 0;
    learnFloorHazard(world);
    world.state.month++;
    return world.state.zone.hazardYearly[oxide]!;
  });
}
const last = (values: number[]): number => values[values.length - 1]!;

describe("the yearly hazard that a floor ends, as firms see it", () => {
  test("begins at a twentieth and stays there while there is no floor", () => {
    expect(hazards("-".repeat(24))).toEqual(Array(24).fill(0.05));
  });

  test("rises by a twentieth for each quarter with a breach, however many months of it are broken", () => {
    expect(last(hazards("bff"))).toBeCloseTo(0.1, 12);
    expect(last(hazards("bbb"))).toBeCloseTo(0.1, 12);
    expect(last(hazards("bbbfbb"))).toBeCloseTo(0.15, 12);
  });

  test("rises at once by a twentieth when the floor is taken back, once for each reversal", () => {
    expect(hazards("ff--f-")).toEqual([0.05, 0.05, 0.1, 0.1, 0.1, 0.1 + 0.05]);
  });

  test("goes no higher than a half", () => {
    expect(last(hazards("b".repeat(60)))).toBe(0.5);
  });

  test("falls by a tenth for each clean year, and a breach starts the year again", () => {
    expect(last(hazards("f".repeat(11)))).toBe(0.05);
    expect(last(hazards("f".repeat(12)))).toBeCloseTo(0.045, 12);
    expect(last(hazards("f".repeat(24)))).toBeCloseTo(0.0405, 12);
    expect(last(hazards("ffffff" + "bff" + "f".repeat(9)))).toBeCloseTo(0.1, 12);
  });

  test("takes its steps from the scenario", () => {
    const quick = {
      behaviour: { beliefs: { floorHazardYearly: 0.2, hazardStep: 0.3, hazardMax: 0.6, hazardCleanFactor: 0.5 } },
    };
    expect(hazards("bffbff", quick)).toEqual([0.2, 0.2, 0.5, 0.5, 0.5, 0.6]);
    expect(last(hazards("f".repeat(12), quick))).toBe(0.1);
  });
});

test("a floor that holds is believed more each year; one in a zone that feeds itself loses belief", () => {
  const hazard = (levels: Record<string, number>): number => {
    const world: World = played(aSmallWorld({ bloc: { floor: { enabled: true, stages: ["oxide"], levels } } }), 36);
    return world.state.zone.hazardYearly[good(world, "oxide")]!;
  };
  expect(hazard({ oxide: 400 })).toBeGreaterThan(0.3);
  expect(hazard({ oxide: 15 })).toBeLessThan(0.04);
});

test("a believed floor changes investment: at a hazard of 0.02 more is begun in the zone in six years than at 0.2", () => {
  const begun = (hazard: number): number => {
    const scenario: Scenario = applyOverrides(flagship(), [
      { path: "bloc.floor.enabled", value: true },
      { path: "behaviour.beliefs.floorHazardYearly", value: hazard },
      { path: "behaviour.beliefs.hazardStep", value: 0 },
      { path: "behaviour.beliefs.hazardCleanFactor", value: 1 },
    ]);
    return mean(
      ["1", "2", "3", "4"].map((seed) => {
        let count = 0;
        played(scenario, 72, seed, ({ state }) => {
          count += state.outcome.events.filter(({ kind, inBloc }) => kind === "begun" && inBloc).length;
        });
        return count;
      }),
    );
  };
  const [trusted, doubted] = [begun(0.02), begun(0.2)];
  expect(trusted).toBeGreaterThan(doubted);
});
