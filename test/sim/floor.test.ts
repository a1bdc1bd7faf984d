/** What a floor does to trade: a top-up on market imports from outside and on nothing else, as far as its cap and timing let it. */
import { describe, expect, test } from "vitest";
import { takeSnapshot, openWorld, stepMonth } from "../../src/sim";
import type { World } from "../../src/sim";
import { FLOW_FIGURES } from "../../src/sim/snapshot";
import { cell, flagship, good, pair, played, playOn, price, site } from "./support/play";
import { aChainWorld, aSmallWorld, atRest, mine, plant, type Changes } from "./support/smallWorld";
import { applyOverrides } from "../../src/scenario/overrides";
import { treasury } from "../../src/sim/accounts";

const LEVEL = 60;
/** A bloc that makes two thirds of the oxide it uses. */
const short: Changes = { buyers: [{ id: "blo-use", demandTonnesPerYear: 3000 }] };
/** One that makes more than twice what it uses. */
const surplus: Changes = { buyers: [{ id: "blo-use", demandTonnesPerYear: 900 }] };

/** The small world at rest, its bloc short of oxide unless told otherwise, with a floor of 60 under oxide. */
function withFloor(floor: Changes = {}, ...more: Changes[]): World {
  more = [short, ...more];
  const rested = atRest(aSmallWorld(...more));
  const changes = { bloc: { floor: { enabled: true, stages: ["oxide"], levels: { oxide: LEVEL }, ...floor } } };
  return openWorld({ ...aSmallWorld(...more, changes), opening: rested.opening }, "1");
}

const topUp = (world: World, from: string, to: string): number =>
  world.state.outcome.topUpUsdPerKg[pair(world, "oxide", from, to)]!;
/** Top-ups of the month, k$. */
const revenue = (world: World): number => world.state.outcome.topUpKiloUsd.reduce((sum, x) => sum + x, 0);
const flow = (world: World, from: string, to: string): number =>
  world.state.outcome.flowTonnes[pair(world, "oxide", from, to)]!;

describe("a floor", () => {
  test("lifts the zone's price to itself from the month it begins, where imports were cheaper", () => {
    const before = played(atRest(aSmallWorld(short)), 1);
    expect(price(before, "oxide", "BLO")).toBeLessThan(55);
    const world = withFloor();
    stepMonth(world);
    expect(flow(world, "EXP", "BLO")).toBeGreaterThan(0);
    expect(price(world, "oxide", "BLO")).toBeCloseTo(LEVEL, 9);
  });

  test("is paid on imports from outside alone, never on what leaves the zone or passes it by", () => {
    playOn(withFloor(), 24, (world) => {
      for (const [from, to] of [
        ["BLO", "EXP"],
        ["BLO", "OUT"],
        ["EXP", "OUT"],
        ["OUT", "EXP"],
      ]) {
        expect(topUp(world, from!, to!)).toBe(0);
      }
      if (flow(world, "EXP", "BLO") > 0) expect(topUp(world, "EXP", "BLO")).toBeGreaterThan(0);
    });
  });

  test("charges exactly what is missing to the reference price, and the bloc's treasury gets it", () => {
    const world = withFloor();
    stepMonth(world);
    const dutyPaid = price(world, "oxide", "EXP") + 0.5;
    expect(topUp(world, "EXP", "BLO")).toBeCloseTo(LEVEL - dutyPaid, 9);
    const due = flow(world, "EXP", "BLO") * (LEVEL - dutyPaid);
    expect(revenue(world)).toBeCloseTo(due, 6);
    const bloc = world.setting.regionIds.indexOf("BLO");
    expect(world.state.accountsKiloUsd[treasury(world.setting, bloc)]!).toBeCloseTo(due, 6);
  });

  test("lowers the price outside: what the zone turns away has to be sold elsewhere", () => {
    const without = played(atRest(aSmallWorld(short)), 12);
    const world = playOn(withFloor(), 12);
    expect(price(world, "oxide", "OUT")).toBeLessThan(price(without, "oxide", "OUT"));
  });

  test("leaves trade among members free", () => {
    const wider = { regions: [{ id: "OUT", group: "partner" }], bloc: { members: ["BLO", "OUT"] } };
    playOn(withFloor({}, wider), 12, (world) => {
      expect(topUp(world, "BLO", "OUT")).toBe(0);
      expect(topUp(world, "OUT", "BLO")).toBe(0);
    });
  });

  test("is breached when the zone makes more than it uses and imports nothing, and only then", () => {
    let breached = 0;
    for (const world of [withFloor(), withFloor({}, surplus)]) {
      playOn(world, 36, (later) => {
        if (price(later, "oxide", "BLO") >= LEVEL * (1 - 1e-9)) return;
        breached++;
        expect(flow(later, "EXP", "BLO") + flow(later, "OUT", "BLO")).toBe(0);
      });
    }
    expect(breached).toBeGreaterThan(0);
  });

  test("that begins to fail is told once, with the prices", () => {
    const events: string[] = [];
    playOn(withFloor({}, surplus), 12, ({ state }) =>
      events.push(...state.outcome.events.filter((e) => e.kind === "floorBreached").map((e) => e.sentence)),
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatch(/The floor under oxide fails: the bloc's price is \$\d+, the reference \$60/);
  });
});

test("a region that joins is behind the floor from that month on, and one that leaves is before it", () => {
  const joins = [
    { month: "2026-04", path: "bloc.members", value: ["BLO", "OUT"] },
    { month: "2026-07", path: "bloc.members", value: ["OUT"] },
  ];
  const charged: string[] = [];
  playOn(withFloor({}, { changes: joins }), 8, (world) => {
    const members = ["BLO", "OUT"].filter((to) => topUp(world, "EXP", to) > 0);
    charged.push(members.join("+"));
  });
  expect(charged.slice(3)).toEqual(["BLO+OUT", "BLO+OUT", "BLO+OUT", "OUT", "OUT"]);
  expect(charged.slice(0, 3)).toEqual(["BLO", "BLO", "BLO"]);
});

describe("a capped top-up", () => {
  test("is never more than its cap, and the zone's price falls short by the rest", () => {
    const world = withFloor({ cap: 5 });
    playOn(world, 12, (later) => {
      expect(topUp(later, "EXP", "BLO")).toBeLessThanOrEqual(5 + 1e-9);
      if (flow(later, "EXP", "BLO") > 0) {
        expect(price(later, "oxide", "BLO")).toBeCloseTo(price(later, "oxide", "EXP") + 0.5 + 5, 9);
      }
    });
    expect(price(world, "oxide", "BLO")).toBeLessThan(LEVEL);
  });

  test("of nothing charges nothing", () => {
    playOn(withFloor({ cap: 0 }), 6, (world) => {
      expect(revenue(world)).toBe(0);
    });
  });
});

describe("a posted duty", () => {
  test("looks at past prices, so its first month knows none and charges nothing", () => {
    const world = withFloor({ timing: "posted", cadenceMonths: 1 });
    stepMonth(world);
    expect(topUp(world, "EXP", "BLO")).toBe(0);
    const landed = world.state.outcome.landedUsdPerKg[good(world, "oxide")]!;
    stepMonth(world);
    expect(topUp(world, "EXP", "BLO")).toBeCloseTo(LEVEL - landed, 6);
  });

  test("stands still between two settings of a three-month cadence", () => {
    const duties: number[] = [];
    playOn(withFloor({ timing: "posted", cadenceMonths: 3 }), 13, ({ state, setting }) =>
      duties.push(state.zone.postedUsdPerKg[setting.goodIds.indexOf("oxide")]!),
    );
    duties.forEach((duty, month) => {
      if (month % 3 !== 0) expect(duty).toBe(duties[month - 1]);
    });
    expect(new Set(duties).size).toBeGreaterThan(2);
  });

  test("respects the cap, and its revenue reaches the treasury as top-up", () => {
    const world = playOn(withFloor({ timing: "posted", cadenceMonths: 1, cap: 4 }), 3);
    expect(topUp(world, "EXP", "BLO")).toBeCloseTo(4, 9);
    expect(revenue(world)).toBeCloseTo(4 * flow(world, "EXP", "BLO"), 6);
  });

  test("that is capped at nothing between two settings is no longer taken, nor counted as taken", () => {
    const world = playOn(withFloor({ timing: "posted", cadenceMonths: 3 }), 4);
    expect(world.state.zone.postedUsdPerKg[good(world, "oxide")]!).toBeGreaterThan(0);
    world.state.bloc.floor.cap = 0;
    stepMonth(world);
    expect(flow(world, "EXP", "BLO")).toBeGreaterThan(0);
    expect(revenue(world)).toBe(0);
  });

  test("misses the reference when prices move, where a duty by entry price never does", () => {
    const falling = { buyers: [{ id: "exp-use", stockTonnes: 2000 }] };
    const monthsShort = (timing: string): number => {
      let months = 0;
      playOn(withFloor({ timing, cadenceMonths: 6 }, falling), 24, (world) => {
        if (flow(world, "EXP", "BLO") > 0 && price(world, "oxide", "BLO") < LEVEL * 0.995) months++;
      });
      return months;
    };
    expect(monthsShort("entryPrice")).toBe(0);
    expect(monthsShort("posted")).toBeGreaterThan(2);
  });
});

describe("outside the pooled market", () => {
  const floored = (stages: string[], levels: Changes, ...more: Changes[]) => ({
    bloc: { floor: { enabled: true, stages, levels } },
    ...Object.assign({}, ...more),
  });

  test("ore that a plant's own mine ships over the border pays the top-up too", () => {
    const tied = {
      facilities: [
        mine("out-mine", "OUT", 1200, { captiveTo: ["blo-plant"], captiveShare: 1, isStateControlled: true }),
      ],
    };
    const { opening } = atRest(aSmallWorld(tied));
    const world = openWorld({ ...aSmallWorld(tied, floored(["ore"], { ore: 40 })), opening }, "1");
    stepMonth(world);
    const [deal] = world.setting.desks[good(world, "ore")]!.transfers;
    const shipped = world.state.outcome.flowTonnes[pair(world, "ore", "OUT", "BLO")]!;
    expect(deal!.tonnes).toBeGreaterThan(10);
    expect(shipped).toBeGreaterThanOrEqual(deal!.tonnes);
    expect(revenue(world)).toBeGreaterThanOrEqual(deal!.tonnes * (40 - deal!.usdPerKg - 1) - 1e-6);
  });

  test("magnets that a maker outside sells to its own customers in the zone pay it too", () => {
    const maker = plant("out-magnet", "OUT", 1200, { kind: "magnet", goodIn: "metal", goodOut: "magnet" });
    const { opening } = atRest(aChainWorld({ facilities: [maker] }));
    const policy = floored(["magnet"], { magnet: 120 });
    const world = openWorld({ ...aChainWorld({ facilities: [maker] }, policy), opening }, "1");
    playOn(world, 4); // term contracts have settled at the floor by then
    const b = world.setting.buyers.findIndex((buyer) => buyer.id === "blo-use");
    const region = world.setting.buyerRegion[b];
    // Lanes join all regions, so the maker's customers take its tonnes in the shares in which they order.
    const share = world.setting.desks[good(world, "magnet")]!.qualifiedShare[region!]!;
    const sold = share * world.state.outcome.qualifiedSoldTonnes[site(world, "out-magnet")]!;
    expect(sold).toBeGreaterThan(1);
    // All that members pay for a kilogram is the reference at least, whoever they buy from.
    const { billKiloUsd, boughtTonnes } = world.state.outcome;
    expect(world.state.outcome.leviedTonnes[good(world, "magnet")]!).toBeGreaterThanOrEqual(sold * (1 - 1e-12));
    expect(billKiloUsd[b]! / boughtTonnes[b]!).toBeGreaterThan(119);
  });
});

describe("in the flagship", () => {
  const scenario = applyOverrides(flagship(), [
    { path: "bloc.floor.enabled", value: true },
    { path: "exporter.conduct", value: "competitive" },
  ]);

  test("no member buys on the market from outside below the reference, at any stage, in any month", () => {
    let seen = 0;
    played(scenario, 24, "2", (world) => {
      const { setting, state } = world;
      const regions = setting.regionIds.length;
      for (const g of setting.stages) {
        const market = setting.markets[g]!;
        const lanes = setting.lanes[g]!;
        for (let l = 0; l < lanes.count; l++) {
          const isMember = (region: number): boolean => state.bloc.members.includes(setting.regionIds[region]!);
          if (!(market.flow[l]! > 0) || !isMember(lanes.to[l]!) || isMember(lanes.from[l]!)) continue;
          seen++;
          expect(state.trade.priceUsdPerKg[g * regions + lanes.to[l]!]!).toBeGreaterThanOrEqual(
            state.zone.referenceUsdPerKg[g]! * (1 - 1e-9),
          );
        }
      }
    });
    expect(seen).toBeGreaterThan(100);
  });

  test("top-ups stand on flows into members from outside alone", () => {
    const world = played(scenario, 6);
    const { flows, members } = takeSnapshot(world);
    let charged = 0;
    for (let at = 0; at < flows.length; at += FLOW_FIGURES.length) {
      const [, from, to, , , usdPerKg] = flows.subarray(at, at + FLOW_FIGURES.length);
      if (!(usdPerKg! > 0)) continue;
      charged++;
      expect([members[from!], members[to!]]).toEqual([0, 1]);
    }
    expect(charged).toBeGreaterThan(5);
  });
});

test("a member's price is believed to be the floor's only as far as its own price shows it", () => {
  const world = playOn(withFloor({}, surplus), 36);
  expect(world.state.trade.beliefUsdPerKg[cell(world, "oxide", "BLO")]!).toBeLessThan(LEVEL);
});
