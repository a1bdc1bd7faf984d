/** Buyers: stock first, then a standstill; dear goods teach thrift; a frightened buyer wants more cover. */
import { describe, expect, test } from "vitest";
import { adaptBuyers, consume } from "../../../src/sim/actors/consumption";
import { openWorld } from "../../../src/sim";
import type { World } from "../../../src/sim";
import { buyerAt, playOn, price, putInStore } from "../support/play";
import { aSmallWorld, atRest, type Changes } from "../support/smallWorld";

/** Nobody outside the exporter makes oxide, and from 2027 on the exporter lets none out. */
const cutOff: Changes = {
  facilities: [{ id: "blo-plant", status: "closed" }],
  exporter: {
    conduct: "scripted",
    script: [{ from: "2027-01", stance: "squeeze" }],
    squeezeQuotaShare: 0,
    squeezeOutputCutShare: 0,
  },
};

function opened(...changes: Changes[]): World {
  return openWorld(atRest(aSmallWorld(...changes)), "1");
}

const figures = (world: World, id: string) => {
  const b = buyerAt(world, id);
  const { outcome, buyers } = world.state;
  return {
    bought: outcome.boughtTonnes[b]!,
    used: outcome.useTonnes[b]!,
    wanted: outcome.wantedTonnes[b]!,
    stock: buyers.stockTonnes[b]!,
    order: outcome.buyerOrderTonnes[b]!,
    thrift: buyers.thrift[b]!,
  };
};

describe("a buyer cut off from its only supplier", () => {
  test("works on from stock while it lasts, uses what is left of it, and then stands still", () => {
    const world = playOn(opened({ behaviour: { buyers: { firms: 1 } } }), 6);
    world.state.outcome.boughtTonnes.fill(0);
    putInStore(world, buyerAt(world, "out-use"), 250);
    const months = Array.from({ length: 4 }, () => {
      consume(world);
      return figures(world, "out-use");
    });
    const wanted = months[0]!.wanted;
    expect(wanted).toBeGreaterThan(90);
    expect(wanted).toBeLessThan(125);
    [wanted, wanted, 250 - 2 * wanted, 0].forEach((tonnes, k) => expect(months[k]!.used).toBeCloseTo(tonnes, 9));
    [250 - wanted, 250 - 2 * wanted, 0, 0].forEach((tonnes, k) => expect(months[k]!.stock).toBeCloseTo(tonnes, 9));
    expect(months[3]!.wanted).toBe(wanted);
  });

  test("goes on using what it has in store in the month in which trade stops", () => {
    const world = playOn(opened(cutOff), 12);
    const before = figures(world, "out-use");
    expect(before.stock).toBeGreaterThan(before.used);
    playOn(world, 1);
    expect(figures(world, "out-use").bought).toBe(0);
    expect(figures(world, "out-use").used).toBeGreaterThan(0.9 * before.used);
  });

  test("while buyers at the exporter's home have more than before", () => {
    const world = playOn(opened(cutOff), 12);
    const before = price(world, "oxide", "EXP");
    const used = figures(world, "exp-use").used;
    playOn(world, 6);
    expect(price(world, "oxide", "EXP")).toBeLessThan(before);
    expect(figures(world, "exp-use").used).toBeGreaterThanOrEqual(used);
  });
});

describe("orders", () => {
  test("close a sixth of the gap to the wanted cover each month", () => {
    const world = opened({ buyers: [{ id: "out-use", stockTonnes: 150 }] });
    playOn(world, 1);
    const { used, stock } = figures(world, "out-use");
    playOn(world, 1);
    const { order } = figures(world, "out-use");
    // A month's use is nearly that of the month before in a world without luck.
    expect(order).toBeCloseTo(used + (1.5 * used - stock) / 6, 0);
  });

  test("are never more than one and a half times the month's use, however empty the store", () => {
    const world = playOn(opened({ behaviour: { buyers: { adjustMonths: 1 } } }), 6);
    world.setting.buyers.forEach((_, b) => putInStore(world, b, 0));
    playOn(world, 1);
    const { order, wanted } = figures(world, "out-use");
    expect(order).toBeGreaterThan(1.2 * wanted);
    expect(order).toBeLessThanOrEqual(1.5 * wanted * 1.2);
  });

  test("are nil while the store is full", () => {
    const world = playOn(opened(), 6);
    world.setting.buyers.forEach((_, b) => putInStore(world, b, 5000));
    playOn(world, 1);
    expect(figures(world, "out-use").order).toBe(0);
    expect(figures(world, "out-use").bought).toBe(0);
  });

  test("grow with fear, and shrink as it fades", () => {
    const calm = playOn(opened(), 12);
    const afraid = playOn(opened(), 11);
    afraid.state.buyers.fear.fill(1);
    playOn(afraid, 1);
    expect(figures(afraid, "out-use").order).toBeGreaterThan(1.1 * figures(calm, "out-use").order);
    playOn(afraid, 48);
    expect(afraid.state.buyers.fear[buyerAt(afraid, "out-use")]!).toBeLessThan(0.02);
  });
});

describe("thrift", () => {
  test("is learnt while goods are dearer than they were, and takes years", () => {
    const squeeze = [{ from: "2027-01", stance: "squeeze" }];
    const scarce = { exporter: { conduct: "scripted", script: squeeze, squeezeQuotaShare: 0.4 } };
    const world = playOn(opened(scarce), 15);
    expect(price(world, "oxide", "OUT")).toBeGreaterThan(60);
    const early = figures(world, "out-use").thrift;
    playOn(world, 12);
    const late = figures(world, "out-use").thrift;
    expect(late).toBeLessThan(early - 0.01);
    expect(late).toBeGreaterThan(0.7);
  });

  test("comes back half as fast as it was learnt", () => {
    const world = playOn(opened(), 6);
    // Where thrift heads for at this price: the long-run elasticity less the short-run one is 0.3.
    const target = (price(world, "oxide", "OUT") / 60) ** -0.3;
    const stepFrom = (thrift: number): number => {
      world.state.buyers.thrift.fill(thrift);
      adaptBuyers(world);
      return world.state.buyers.thrift[buyerAt(world, "out-use")]! - thrift;
    };
    expect(stepFrom(target + 0.2)).toBeCloseTo(-0.2 / 60, 4);
    expect(stepFrom(target - 0.2)).toBeCloseTo(0.2 / 120, 4);
  });
});
