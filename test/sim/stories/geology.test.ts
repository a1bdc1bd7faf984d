/** Ore bodies that run out or grow poor, costs that rise by themselves, and strikes and floods. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashWorld, openWorld } from "../../../src/sim";
import type { Scenario, World } from "../../../src/sim";
import { rampHigh } from "../../../src/sim/actors/captive";
import { eventLog, output, played, playOn, site, status } from "../support/play";
import { aSmallWorld, atRest, type Changes } from "../support/smallWorld";

const rested = atRest(aSmallWorld());
const scenarioWith = (...changes: Changes[]): Scenario => ({ ...aSmallWorld(...changes), opening: rested.opening });
const reserve = (reserveTonnes: number): Changes => ({ facilities: [{ id: "blo-mine", reserveTonnes }] });

describe("a mine with a reserve", () => {
  test("runs until its ore is used up, then closes for good and says why", () => {
    const log = eventLog();
    let mined = 0;
    const world = played(scenarioWith(reserve(3000)), 40, "1", (now) => {
      log.note(now);
      mined += output(now, "blo-mine");
    });
    expect(status(world, "blo-mine")).toBe("closed");
    const closed = log.events.find((event) => event.kind === "closed")!;
    expect(closed).toMatchObject({ entityId: "blo-mine", reason: "usedUp", figures: { reserveTonnes: 3000 } });
    expect(closed.sentence).toBe("blo-mine closes for good: its ore is used up.");
    expect(mined).toBeLessThanOrEqual(3000 * (1 + 1e-12));
    expect(mined).toBeGreaterThan(2990);
    expect(closed.month).toBeGreaterThan(3000 / 240);
  });

  test("lives as others do while ore is left: prices and output are the same to the last bit", () => {
    const figures = (changes: Changes): unknown => {
      const { trade, outcome, accountsKiloUsd } = played(scenarioWith(changes), 24).state;
      return [trade.priceUsdPerKg, outcome.outputTonnes, accountsKiloUsd];
    };
    expect(figures(reserve(1e6))).toEqual(figures({}));
  });

  test("never gives more than its reserve, whatever it is and however good its luck", () => {
    const anyReserve = fc.integer({ min: 0, max: 8000 });
    const anyShock = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(anyReserve, anyShock, fc.string({ minLength: 1, maxLength: 4 }), (tonnes, shock, seed) => {
        const luck: Changes = { behaviour: { luck: { oreShockMonthly: shock / 100 } } };
        let mined = 0;
        played(scenarioWith(reserve(tonnes), luck), 30, seed, (now) => (mined += output(now, "blo-mine")));
        expect(mined).toBeLessThanOrEqual(tonnes * (1 + 1e-12));
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  test("grows dearer as one over its grade, and gives less of it, the more is gone", () => {
    const poorer: Changes = { behaviour: { geology: { gradeDeclineShare: 0.5 } } };
    const world = openWorld(scenarioWith(reserve(4000), poorer), "1");
    let mined = 0;
    let before = Infinity;
    playOn(world, 12, (now) => {
      mined += output(now, "blo-mine");
      const grade = 1 - 0.5 * (mined / 4000);
      expect(rampHigh(now, site(now, "blo-mine"))).toBeCloseTo(30 / grade, 9);
      const ore = now.state.outcome.oreTonnes[site(now, "blo-mine")]!;
      expect(ore).toBeLessThan(before);
      before = ore;
    });
    expect(mined).toBeGreaterThan(1000);
  });
});

describe("cost inflation of a kind of site", () => {
  const dearer: Changes = { behaviour: { geology: { costInflationYearly: { mine: 0.1 } } } };

  test("lifts cost, what is asked and both thresholds by as much, of that kind alone", () => {
    const plain = played(scenarioWith(), 13);
    const world = played(scenarioWith(dearer), 13);
    const mine = site(world, "blo-mine");
    expect(rampHigh(world, mine)).toBeCloseTo(30 * 1.1 ** (13 / 12), 9);
    // The month's triggers were compared before the next month's rise.
    const closing = (of: World): number => of.state.sites.closesBelowUsdPerKg[mine]!;
    expect(closing(world) / closing(plain)).toBeCloseTo(1.1 ** (13 / 12), 9);
    const plant = site(world, "blo-plant");
    expect(world.state.geology!.costFactor[plant]).toBe(1);
  });

  test("of nil is none: the same history, bit by bit", () => {
    const nil: Changes = {
      behaviour: { geology: { costInflationYearly: { mine: 0 }, gradeDeclineShare: 0.3, outageLostShare: 0 } },
    };
    expect(hashWorld(played(scenarioWith(nil), 24))).toBe(hashWorld(played(scenarioWith(), 24)));
  });
});

describe("outages", () => {
  const outages: Changes = {
    behaviour: {
      geology: {
        outageChanceMonthlyMine: 0.04,
        outageChanceMonthlyPlant: 0.02,
        outageMonths: 4,
        outageLostShare: 0.75,
      },
    },
  };

  test("take their share of a mine's ore in the months in which they are drawn", () => {
    const world = openWorld(scenarioWith(outages), "3");
    const mine = site(world, "exp-mine");
    const left = world.setting.luck.outage[mine]!;
    let hit = 0;
    playOn(world, 100, (now) => {
      const share = left[now.state.month - 1]!;
      expect(now.state.outcome.oreTonnes[mine]).toBeCloseTo(500 * share, 9);
      if (share < 1) hit++;
    });
    expect(hit).toBeGreaterThan(2);
  });

  test("come as often and last as long as they should, over many sites and years", () => {
    let months = 0;
    let out = 0;
    let begun = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { luck, sites } = openWorld(scenarioWith(outages), String(seed)).setting;
      for (const i of sites.deposits) {
        luck.outage[i]!.forEach((share, t, all) => {
          months++;
          if (share < 1) out++;
          if (share < 1 && (t === 0 || all[t - 1] === 1)) begun++;
        });
      }
    }
    expect(begun / (months - out)).toBeGreaterThan(0.033);
    expect(begun / (months - out)).toBeLessThan(0.047);
    expect(out / begun).toBeGreaterThan(3.4);
    expect(out / begun).toBeLessThan(4.6);
  });

  test("of one site are the same whatever happens to the others", () => {
    const other: Changes = { facilities: [{ id: "exp-plant", status: "mothballed" }] };
    const of = (changes: Changes): Float64Array => {
      const world = openWorld(scenarioWith(outages, changes), "5");
      return world.setting.luck.outage[site(world, "blo-mine")]!;
    };
    expect(of(other)).toEqual(of({}));
  });
});
