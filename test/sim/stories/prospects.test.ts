/** Where prices stay high somebody looks for another site; it is permitted, financed, built late and over budget, and ramps up. */
import { describe, expect, test } from "vitest";
import { openWorld } from "../../../src/sim";
import type { Scenario, SimEvent, World } from "../../../src/sim";
import { costOfCapital } from "../../../src/sim/facility/ventures";
import { eventLog, output, played, playOn, site, status } from "../support/play";
import { aSmallWorld, atRest, type Changes } from "../support/smallWorld";

/** A world in which two slots a region wait for high prices, and whoever can start does. */
const slots: Changes = {
  regions: ["EXP", "BLO", "OUT"].map((id) => ({ id, permitMonthsMine: 6, permitMonthsPlant: 6 })),
  behaviour: {
    projects: {
      slotsPerRegion: 2,
      slotMonths: 12,
      slotSpread: 0.1,
      slotStudyMonthsMine: 6,
      slotStudyMonthsPlant: 6,
      startLuckMonthly: 1,
      constructionMonthsMine: 10,
      constructionMonthsPlant: 10,
      rampMonths: 12,
    },
  },
};
/** Building costs and takes half as much again as planned, give or take; permits take their time or not. */
const lateAndDear: Changes = {
  behaviour: {
    projects: { overrunMedian: 1.5, overrunSd: 0.1, delayMedian: 1.5, delaySd: 0.1, permitLuckSd: 0.2 },
  },
};
/** Half of the exporter's mine fails while its ore is still needed: ore is dear for good. */
const oreIsShort: Changes = {
  facilities: [
    { id: "exp-mine", capacityTonnesPerYear: 3600, availableTonnesPerYear: 3600, available2025TonnesPerYear: 3600 },
  ],
};

const rested = atRest(aSmallWorld());
const scenarioWith = (...changes: Changes[]): Scenario => ({ ...aSmallWorld(...changes), opening: rested.opening });
const SLOT = "slot-BLO-ore-1";

function eventsOf(scenario: Scenario, months: number, seed = "1"): SimEvent[] {
  const log = eventLog();
  played(scenario, months, seed, log.note);
  return log.events;
}

describe("prices that stay high", () => {
  const log = eventLog();
  const made: number[] = [];
  const ore: number[] = [];
  const world = played(scenarioWith(slots, lateAndDear, oreIsShort), 110, "1", (now) => {
    log.note(now);
    made.push(output(now, SLOT));
    ore.push(now.state.outcome.oreTonnes[site(now, SLOT)]!);
  });
  const path = log.events.filter((event) => event.entityId === SLOT);
  const at = (kind: string): SimEvent => path.find((event) => event.kind === kind)!;

  test("bring a prospect, which is financed, begun and opened in that order", () => {
    expect(path.map((event) => event.kind).slice(0, 4)).toEqual(["prospect", "financed", "begun", "opened"]);
    expect(at("prospect").month).toBeGreaterThanOrEqual(11);
    expect(at("prospect").sentence).toMatch(
      /^New mine 1, BLO becomes a prospect: the price expected there, \$\d+, has stood far above the \$\d+ that/,
    );
    expect(at("financed").month).toBeGreaterThan(at("prospect").month + 6);
    expect(at("financed").sentence).toMatch(/^New mine 1, BLO is financed: \$\d+m of \$\d+m is borrowed/);
  });

  test("have it built late and over budget, as told when it opens", () => {
    const { overrunShare, plannedMonths, builtMonths } = at("opened").figures;
    expect(overrunShare).toBeGreaterThan(0.1);
    expect(plannedMonths).toBe(10);
    expect(builtMonths).toBeGreaterThan(11);
    expect(at("opened").month - at("begun").month).toBe(builtMonths);
    expect(at("opened").sentence).toMatch(
      /^New mine 1, BLO makes its first output: it cost \d+% more than planned and took 1\d months to build, planned 10\.$/,
    );
  });

  test("have it ramp up to what was drawn for it", () => {
    const first = at("opened").month + 1;
    expect(made.slice(0, first).every((tonnes) => tonnes === 0)).toBe(true);
    for (let t = first + 1; t < first + 8; t++) expect(ore[t]!).toBeGreaterThan(ore[t - 1]!);
    expect(made[first]!).toBeGreaterThan(0);
    expect(status(world, SLOT)).toBe("operating");
  });

  test("cost its owners and lenders what it was drawn to cost", () => {
    const opened = openWorld(scenarioWith(slots, lateAndDear, oreIsShort), "1");
    const i = site(opened, SLOT);
    let paid = 0;
    let left = 0;
    playOn(opened, at("opened").month + 1, ({ state }) => {
      const now = state.sites.capexLeftKiloUsd[i]!;
      if (now < left) paid += left - now;
      left = now;
    });
    // The first instalment falls in the month in which the whole sum first stands in the books.
    const share = paid / at("financed").figures["capexKiloUsd"]!;
    const { overrunShare, builtMonths } = at("opened").figures;
    expect(share).toBeGreaterThan((1 + overrunShare!) * (1 - 1.5 / builtMonths!));
    expect(share).toBeLessThanOrEqual((1 + overrunShare!) * (1 + 1e-9));
  });
});

describe("a fallow slot", () => {
  test("stays so while prices do not pay for more sites, and costs nobody anything", () => {
    const events = eventsOf(scenarioWith(slots, { behaviour: { projects: { slotPriceMultiple: 3 } } }), 60);
    expect(events.filter((event) => event.kind === "prospect")).toEqual([]);
    const figures = (changes: Changes): number[] => {
      const world = played(scenarioWith(changes), 36);
      const { priceUsdPerKg } = world.state.trade;
      const facilities = world.state.accountsKiloUsd.subarray(0, world.setting.sites.facilityCount);
      return [...priceUsdPerKg, ...facilities];
    };
    const dear = { behaviour: { projects: { slotsPerRegion: 2, slotPriceMultiple: 50 } } };
    expect(figures(dear)).toEqual(figures({}));
  });

  test("holds the same site whatever happens elsewhere, and other seeds hold others", () => {
    const held = (seed: string, ...changes: Changes[]): number[] => {
      const { sites, luck } = openWorld(scenarioWith(slots, lateAndDear, ...changes), seed).setting;
      const i = sites.ids.indexOf(SLOT);
      const { capitalCost, buildingMonths, permitMonths } = luck.project;
      const drawn = [capitalCost[i]!, buildingMonths[i]!, permitMonths[i]!, ...luck.start[i]!];
      return [sites.capacityTonnesPerMonth[i]!, sites.costUsdPerKg[i]!, sites.replacementUsdPerKgYear[i]!, ...drawn];
    };
    const elsewhere: Changes = {
      facilities: [{ id: "exp-plant", status: "closed" }],
      buyers: [{ id: "out-use", demandTonnesPerYear: 9 }],
    };
    expect(held("1", elsewhere)).toEqual(held("1"));
    expect(held("2")[0]).not.toBe(held("1")[0]);
  });

  test("does not lie in the exporter, whose state plans its own capacity", () => {
    const { ids } = openWorld(scenarioWith(slots), "1").setting.sites;
    expect(ids.filter((id) => id.startsWith("slot-"))).toEqual([
      "slot-BLO-ore-1",
      "slot-BLO-ore-2",
      "slot-BLO-oxide-1",
      "slot-BLO-oxide-2",
    ]);
  });
});

describe("a project that is not begun", () => {
  const project = (more: Changes = {}): Changes => ({
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
        capexKiloUsd: 24_000,
        cashCostUsdPerKg: 12,
        cashCostLowUsdPerKg: 10,
        cashCostHighUsdPerKg: 14,
        earliestStart: "2026-02",
        likelyStart: "2027-01",
        ...more,
      },
    ],
  });
  const needs = (...changes: Changes[]): { price: number; needs: number; world: World } => {
    const world = played(scenarioWith(project(), ...changes), 1);
    const { expectedUsdPerKg, opensAboveUsdPerKg } = world.state.sites;
    const i = site(world, "new-mine");
    return { price: expectedUsdPerKg[i]!, needs: opensAboveUsdPerKg[i]!, world };
  };

  test("shows each month the price it expects and the price at which it would be worth nothing", () => {
    const { price, needs: breakEven, world } = needs();
    const { valueOfMargin, valueOfCapex } = world.setting.ventures.ofProject[site(world, "new-mine")]!;
    expect(breakEven).toBeCloseTo(12 + (100 * valueOfCapex) / valueOfMargin, 9);
    expect(price).toBeGreaterThan(15);
    expect(breakEven).toBeGreaterThan(price);
  });

  test("needs less where a public lender stands behind it, and more where its region's rate is high", () => {
    const supported = needs(project({ hasPublicSupport: true }));
    const risky: Changes = {
      regions: [{ id: "BLO", realDiscountRate: 0.13 }],
      behaviour: { projects: { regionalRiskShare: 1 } },
    };
    expect(supported.needs).toBeLessThan(needs().needs - 0.5);
    expect(needs(risky).needs).toBeGreaterThan(needs().needs + 1);
    const { scenario, regionIds } = supported.world.setting;
    const region = scenario.regions.find((r) => r.id === regionIds[0])!;
    expect(costOfCapital(scenario.behaviour, region, true)).toBeCloseTo(0.15 - 0.45 * 0.05, 12);
  });

  test("waits for more where it weighs the option to wait, the longer the less is known of prices", () => {
    const waiting = (volatilityYearly: number): number =>
      needs({ behaviour: { projects: { decision: "wait" }, triggers: { volatilityYearly } } }).needs;
    const atRealRate = needs({ behaviour: { projects: { hurdleRealYearly: 0.08 } } }).needs;
    expect(waiting(0.05)).toBeLessThan(waiting(0.15));
    expect(waiting(0.15)).toBeLessThan(waiting(0.29));
    expect(waiting(0.29)).toBeGreaterThan(1.3 * atRealRate);
  });

  test("does not count its hurdle and the option to wait together", () => {
    const waiting = (hurdleRealYearly: number): number =>
      needs({ behaviour: { projects: { decision: "wait", hurdleRealYearly } } }).needs;
    expect(waiting(0.3)).toBe(waiting(0.1));
  });
});

test("an S-shaped ramp gains little at first, most in the middle, and ends at the same capacity in the same month", () => {
  const ramping: Changes = {
    facilities: [{ id: "blo-mine", status: "building", likelyStart: "2026-06", available2025TonnesPerYear: 0 }],
    behaviour: { projects: { rampMonths: 24 } },
  };
  const path = (rampShape: string): number[] => {
    const ore: number[] = [];
    played(scenarioWith(ramping, { behaviour: { projects: { rampShape } } }), 40, "1", (now) => {
      ore.push(now.state.outcome.oreTonnes[site(now, "blo-mine")]!);
    });
    return ore;
  };
  const straight = path("straight");
  const curved = path("s");
  expect(curved.findIndex((tonnes) => tonnes > 0)).toBe(straight.findIndex((tonnes) => tonnes > 0));
  expect(curved[8]!).toBeLessThan(0.7 * straight[8]!);
  expect(curved[24]!).toBeGreaterThan(straight[24]!);
  expect(curved[39]!).toBeCloseTo(straight[39]!, 9);
});
