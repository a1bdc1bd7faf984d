/** Ore, feed and swarf: what belongs to whom, who gets it first, and when it can be used. */
import { describe, expect, test } from "vitest";
import { openWorld, stepMonth } from "../../../src/sim";
import type { World } from "../../../src/sim";
import { good, output, pair, played, playOn, price, site } from "../support/play";
import { aChainWorld, aSmallWorld, atRest, type Changes } from "../support/smallWorld";

const atStart = (...changes: Changes[]): World => openWorld(atRest(aSmallWorld(...changes)), "1");
const captiveDeals = (world: World, goodId: string) => world.setting.desks[good(world, goodId)]!.transfers;
/** Tolled scrap of the month: tonnes given are above 0, tonnes received below. */
const tolled = (world: World) => world.setting.desks[good(world, "scrap")]!.tolled;
const bought = (world: World, id: string): number => world.state.outcome.deliveredTonnes[site(world, id)]!;

describe("a mine with plants of its own", () => {
  /** The bloc's plant costs so much that on the market the exporter's always outbids it. */
  const dearPlant = {
    id: "blo-plant",
    cashCostUsdPerKg: 32,
    cashCostLowUsdPerKg: 32,
    cashCostHighUsdPerKg: 32,
    ownerGroup: "blo-mine",
  };
  const tied = { id: "blo-mine", captiveTo: ["blo-plant"], captiveShare: 1 };

  test("feeds them first: a dear plant gets ore that on the market goes to the exporter's cheaper one", () => {
    const { opening } = atRest(aSmallWorld());
    const free = played({ ...aSmallWorld({ facilities: [dearPlant] }), opening }, 2);
    const captive = played({ ...aSmallWorld({ facilities: [dearPlant, tied] }), opening }, 2);
    const exported = (world: World): number => world.state.outcome.flowTonnes[pair(world, "ore", "BLO", "EXP")]!;
    expect(exported(free)).toBeGreaterThan(2 * exported(captive));
    expect(bought(captive, "blo-plant")).toBeGreaterThan(3 * bought(free, "blo-plant"));
  });

  test("is paid its avoidable cost along its ramp, not the market's price", () => {
    const world = atStart({ facilities: [tied] });
    stepMonth(world);
    const [deal] = captiveDeals(world, "ore");
    expect(deal!.usdPerKg).toBeGreaterThanOrEqual(10);
    expect(deal!.usdPerKg).toBeLessThan(price(world, "ore", "BLO"));
    const ore = world.state.outcome.oreTonnes[site(world, "blo-mine")]!;
    expect(deal!.usdPerKg).toBeCloseTo(10 + 20 * (0.5 * deal!.tonnes) * (1 / ore), 6);
  });

  test("offers the rest to all", () => {
    const world = atStart({ facilities: [{ ...tied, captiveShare: 0.25 }] });
    stepMonth(world);
    const ore = world.state.outcome.oreTonnes[site(world, "blo-mine")]!;
    expect(world.state.outcome.captiveTonnes[site(world, "blo-mine")]!).toBeLessThanOrEqual(0.25 * ore + 1e-9);
    expect(world.state.outcome.soldTonnes[site(world, "blo-mine")]!).toBeGreaterThan(0.25 * ore);
  });

  test("leaves in the ground what they do not take, if it is not for sale", () => {
    const kept = [{ ...tied, captiveShare: 0.5, surplusForSale: false }];
    playOn(atStart({ facilities: kept }), 12, (world) => {
      expect(output(world, "blo-mine")).toBe(world.state.outcome.captiveTonnes[site(world, "blo-mine")]!);
      expect(world.state.outcome.soldTonnes[site(world, "blo-mine")]!).toBe(0);
      expect(world.state.outcome.flowTonnes[pair(world, "ore", "BLO", "EXP")]!).toBe(0);
    });
  });

  test("sells freely once the tie has run out", () => {
    const world = atStart({ facilities: [{ ...tied, tiedUntil: "2026-06" }] });
    playOn(world, 6, (later) => expect(captiveDeals(later, "ore").length).toBe(1));
    playOn(world, 6, (later) => expect(captiveDeals(later, "ore")).toEqual([]));
  });
});

describe("a plant whose output hardly pays", () => {
  /** 45 $/kg of oxide less 39 of avoidable cost leaves 5 $/kg for ore that costs 10 at best. */
  const poorPlant = (id: string) => ({ id, cashCostUsdPerKg: 60, cashCostLowUsdPerKg: 60, cashCostHighUsdPerKg: 60 });
  const placed = (mine: string, plant: string): { order: number; captive: number } => {
    const tie = { id: mine, captiveTo: [plant], captiveShare: 1 };
    const rested = atRest(aSmallWorld());
    const scenario = { ...aSmallWorld({ facilities: [poorPlant(plant), tie] }), opening: rested.opening };
    const world = openWorld(scenario, "1");
    stepMonth(world);
    const captive = captiveDeals(world, "ore").reduce((sum, deal) => sum + deal.tonnes, 0);
    return { order: captive + world.state.outcome.orderTonnes[site(world, plant)]!, captive };
  };

  test("gets nothing from an owner that counts", () => {
    const { order, captive } = placed("blo-mine", "blo-plant");
    expect(order).toBeGreaterThan(50);
    expect(captive).toBe(0);
  });

  test("gets its whole order from the exporter's state mine", () => {
    const { order, captive } = placed("exp-mine", "exp-plant");
    expect(captive).toBeGreaterThan(50);
    expect(captive).toBeCloseTo(order, 9);
  });
});

describe("a plant", () => {
  test("makes nothing from what it buys in the same month", () => {
    const world = playOn(atStart(), 3);
    const plant = site(world, "blo-plant");
    world.state.sites.inputStockTonnes[plant] = 0;
    playOn(world, 1);
    expect(bought(world, "blo-plant")).toBeGreaterThan(0);
    expect(output(world, "blo-plant")).toBe(0);
    expect(world.state.sites.inputStockTonnes[plant]!).toBeCloseTo(bought(world, "blo-plant"), 9);
    const inStore = world.state.sites.inputStockTonnes[plant]!;
    playOn(world, 1);
    expect(output(world, "blo-plant")).toBeGreaterThan(0);
    expect(world.state.outcome.usedTonnes[plant]!).toBeLessThanOrEqual(inStore + 1e-9);
  });

  test("uses a pile of its own before it buys, from the month it may be used", () => {
    const pile = { id: "blo-plant", captiveFeedStockTonnes: 400, captiveFeedFrom: "2026-05" };
    const world = atStart({ facilities: [pile] });
    const left = (): number => world.state.sites.captiveFeedTonnes[site(world, "blo-plant")]!;
    playOn(world, 4, (later) => {
      expect(left()).toBe(400);
      expect(later.state.outcome.costKiloUsd[site(later, "blo-plant")]!).toBeGreaterThan(0);
    });
    playOn(world, 1);
    expect(left()).toBeLessThan(400);
    expect(bought(world, "blo-plant")).toBeCloseTo(400 - left(), 9);
    playOn(world, 6);
    expect(left()).toBe(0);
  });

  test("with a public sponsor is never starved, and the sponsor pays for it", () => {
    const dear = {
      id: "blo-plant",
      cashCostUsdPerKg: 60,
      cashCostLowUsdPerKg: 60,
      cashCostHighUsdPerKg: 60,
    };
    const rested = atRest(aSmallWorld());
    const play = (isSponsored: boolean): World => {
      const scenario = { ...aSmallWorld({ facilities: [{ ...dear, isSponsored }] }), opening: rested.opening };
      return played(scenario, 12);
    };
    expect(output(play(true), "blo-plant")).toBeGreaterThan(100);
    expect(output(play(false), "blo-plant")).toBeLessThan(30);
  });
});

describe("swarf", () => {
  const chain = (...changes: Changes[]): World => openWorld(atRest(aChainWorld(...changes)), "1");

  test("comes back three months after the magnets it fell from", () => {
    const world = chain();
    const maker = site(world, "blo-magnet");
    world.state.sites.inTransitTonnes.fill(0);
    world.state.sites.byProductTonnes.fill(0);
    const made: number[] = [];
    playOn(world, 3, (later) => {
      made.push(output(later, "blo-magnet"));
      expect(later.state.sites.byProductTonnes[maker]!).toBe(0);
    });
    expect(made[0]!).toBeGreaterThan(100);
    playOn(world, 1);
    expect(world.state.sites.byProductTonnes[maker]!).toBeCloseTo(0.1 * made[0]!, 9);
  });

  test("goes to the region's own recyclers first, 0.6 of it, at last month's price of scrap", () => {
    const world = chain();
    const maker = site(world, "blo-magnet");
    playOn(world, 2);
    const arising = world.state.sites.byProductTonnes[maker]!;
    const last = price(world, "scrap", "BLO");
    playOn(world, 1);
    const inBloc = tolled(world).filter((deal) => [maker, site(world, "blo-recycler")].includes(deal.site));
    expect(inBloc.map((deal) => deal.site)).toEqual([maker, site(world, "blo-recycler")]);
    expect(inBloc[0]!.tonnes).toBeCloseTo(0.6 * arising, 9);
    expect(inBloc[1]!.tonnes).toBeCloseTo(-0.6 * arising, 9);
    expect(inBloc.map((deal) => deal.usdPerKg)).toEqual([last, last]);
  });

  test("is not tolled to recyclers abroad", () => {
    const world = playOn(chain(), 6);
    const local = [site(world, "blo-magnet"), site(world, "blo-recycler")];
    expect(tolled(world).every((deal) => local.includes(deal.site))).toBe(true);
  });

  test("nobody needs this month waits for a buyer and is not lost", () => {
    const idle = [{ id: "blo-recycler", status: "closed" }];
    const world = chain({
      facilities: idle,
      scrap: [{ region: "BLO", availableTonnesPerYear: 0, priceLowUsdPerKg: 5, priceHighUsdPerKg: 60 }],
    });
    const before = world.state.sites.byProductTonnes[site(world, "exp-magnet")]!;
    playOn(world, 6);
    expect(world.state.sites.byProductTonnes[site(world, "exp-magnet")]!).toBeGreaterThan(before + 100);
  });
});
