/** A mine that does not exist yet: permits, money, building, ramp-up, first output. */
import { describe, expect, test } from "vitest";
import { other } from "../../../src/sim/accounts";
import { openWorld } from "../../../src/sim";
import type { Scenario, Status, World } from "../../../src/sim";
import { eventLog, output, playOn, site, status } from "../support/play";
import { aSmallWorld, atRest, plant, type Changes } from "../support/smallWorld";

/** Cheap ore in the bloc: at 29 $/kg it earns any hurdle. */
const cheapMine: Changes = {
  projects: [
    {
      id: "new-mine",
      name: "The new mine",
      kind: "mine",
      region: "BLO",
      latitude: 0,
      longitude: 0,
      goodOut: "ore",
      capacityTonnesPerYear: 240,
      capexKiloUsd: 2400,
      cashCostUsdPerKg: 6,
      cashCostLowUsdPerKg: 4,
      cashCostHighUsdPerKg: 8,
      earliestStart: "2026-02",
      likelyStart: "2027-01",
      stage: "prospect",
    },
  ],
  regions: [{ id: "BLO", permitMonthsMine: 5 }],
  behaviour: { projects: { startLuckMonthly: 1, constructionMonthsMine: 8, rampMonths: 10 } },
};

function opened(...more: Changes[]): World {
  const rested = atRest(aSmallWorld());
  return openWorld({ ...aSmallWorld(cheapMine, ...more), opening: rested.opening } satisfies Scenario, "1");
}

/** Statuses with the number of months spent in each, in order. */
function stations(world: World, months: number): string[] {
  const told: { status: Status; months: number }[] = [];
  playOn(world, months, (later) => {
    const now = status(later, "new-mine");
    const last = told[told.length - 1];
    if (last?.status === now) last.months++;
    else told.push({ status: now, months: 1 });
  });
  return told.map((station) => `${station.status} ${station.months}`);
}

describe("a project that earns its hurdle", () => {
  test("takes its permits, is financed, built and ramped, each in its time", () => {
    const path = stations(opened(), 60);
    expect(path.map((station) => station.split(" ")[0])).toEqual([
      "permitting",
      "financing",
      "building",
      "ramping",
      "operating",
    ]);
    expect(path.slice(0, 3)).toEqual(["permitting 5", "financing 1", "building 8"]);
  });

  test("makes nothing before it opens, then a little more each month up to its capacity", () => {
    const made: number[] = [];
    const log = eventLog();
    const world = playOn(opened(), 40, (later) => {
      log.note(later);
      made.push(output(later, "new-mine"));
    });
    const open = log.events.find((event) => event.entityId === "new-mine" && event.kind === "opened")!;
    expect(open.sentence).toBe("The new mine makes its first output.");
    expect(made.slice(0, open.month + 1).every((tonnes) => tonnes === 0)).toBe(true);
    const ramp = made.slice(open.month + 1, open.month + 9);
    expect(ramp[0]!).toBeCloseTo(0.3 * 20, 6);
    for (let k = 1; k < ramp.length; k++) expect(ramp[k]! - ramp[k - 1]!).toBeCloseTo(0.1 * 20, 6);
    expect(status(world, "new-mine")).toBe("operating");
    expect(output(world, "new-mine")).toBeCloseTo(20, 6);
  });

  test("costs its capital while it is built, half borrowed or so, and owes nothing to its builders when it opens", () => {
    const world = opened();
    playOn(world, 5);
    const suppliers = other(world.setting, "suppliers");
    let paid = 0;
    let before = NaN;
    playOn(world, 12, ({ state }) => {
      const left = state.sites.capexLeftKiloUsd[site(world, "new-mine")]!;
      if (before > left) paid += before - left;
      before = left;
    });
    expect(world.state.sites.capexLeftKiloUsd[site(world, "new-mine")]!).toBeCloseTo(0, 6);
    expect(paid).toBeGreaterThan(0.8 * 2400);
    expect(paid).toBeLessThanOrEqual(2400 * 1.05 + 1e-6);
    expect(world.state.accountsKiloUsd[suppliers]!).toBeGreaterThan(2400);
    expect(world.state.sites.debtKiloUsd[site(world, "new-mine")]!).toBeGreaterThan(0.3 * 2400);
  });

  test("is told of when it begins, with the price it counts on", () => {
    const log = eventLog();
    playOn(opened(), 12, log.note);
    const begun = log.events.filter((event) => event.kind === "begun");
    expect(begun).toHaveLength(1);
    expect(begun[0]).toMatchObject({ entityId: "new-mine", inBloc: true, good: "ore" });
    expect(begun[0]!.figures["capexKiloUsd"]!).toBeCloseTo(2400, 6);
    expect(begun[0]!.figures["presentValueKiloUsd"]!).toBeGreaterThan(0);
    expect(begun[0]!.sentence).toMatch(/The new mine is begun: at an expected price of \$\d+ it earns its hurdle\./);
  });
});

describe("a project is not begun", () => {
  test("if it does not earn its hurdle, ever", () => {
    const dear = { projects: [{ id: "new-mine", capexKiloUsd: 240_000 }] };
    expect(stations(opened(dear), 60)).toEqual(["prospect 60"]);
  });

  test("if it earns it without luck", () => {
    expect(stations(opened({ behaviour: { projects: { startLuckMonthly: 0 } } }), 60)).toEqual(["prospect 60"]);
  });

  test("before the earliest month that its owner names", () => {
    const log = eventLog();
    playOn(opened({ projects: [{ id: "new-mine", earliestStart: "2028-06", likelyStart: "2028-06" }] }), 40, log.note);
    const open = log.events.find((event) => event.kind === "opened")!;
    expect(open.month).toBe(28);
  });
});

test("an addition waits until what it adds to has made something", () => {
  const base = plant("blo-new", "BLO", 600, { status: "building", likelyStart: "2028-01" });
  const addition = { facilities: [base], projects: [{ id: "new-mine", addsTo: "blo-new" }] };
  const path = stations(opened(addition), 60);
  const [first, then] = path;
  expect(first).toMatch(/^prospect (2[4-9]|3[0-2])$/);
  expect(then).toMatch(/^permitting/);
});

test("a floor that is believed in starts what the market alone would not, and a doubted one does not", () => {
  const shortOfOre: Changes = {
    buyers: [{ id: "exp-use", demandTonnesPerYear: 2400 }],
    facilities: [
      {
        id: "blo-mine",
        capacityTonnesPerYear: 1200,
        availableTonnesPerYear: 1200,
        available2025TonnesPerYear: 1200,
        output2025TonnesPerYear: 1080,
      },
    ],
  };
  const needsFloor: Changes = {
    projects: [
      {
        id: "new-mine",
        capexKiloUsd: 28_800,
        cashCostUsdPerKg: 20,
        cashCostLowUsdPerKg: 18,
        cashCostHighUsdPerKg: 22,
      },
    ],
  };
  const { opening } = atRest(aSmallWorld(shortOfOre));
  const floor = (hazardYearly: number, enabled = true) => ({
    bloc: { floor: { enabled, stages: ["ore", "oxide"], levels: { ore: 60, oxide: 90 } } },
    behaviour: { beliefs: { floorHazardYearly: hazardYearly } },
  });
  const begins = (...policy: Changes[]): boolean => {
    const scenario = { ...aSmallWorld(shortOfOre, cheapMine, needsFloor, ...policy), opening };
    return stations(openWorld(scenario, "1"), 48).some((station) => station.startsWith("building"));
  };
  expect(begins(floor(0.02, false))).toBe(false);
  expect(begins(floor(0.02))).toBe(true);
  expect(begins(floor(1))).toBe(false);
});
