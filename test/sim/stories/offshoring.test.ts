/** Makers of devices leave where magnets are dear, and only half return as fast; what a price spike teaches stays for years. */
import { describe, expect, test } from "vitest";
import { adaptBuyers } from "../../../src/sim/actors/consumption";
import { decideMoves } from "../../../src/sim/actors/offshoring";
import { openWorld } from "../../../src/sim";
import type { World } from "../../../src/sim";
import { buyerAt, cell, playOn, price } from "../support/play";
import { aSmallWorld, atRest, type Changes } from "../support/smallWorld";

/** A high floor under the bloc's oxide from the third month on. */
const floor: Changes = {
  facilities: [{ id: "blo-plant", status: "closed" }],
  bloc: { floor: { stages: ["oxide"], levels: { oxide: 130 } } },
  changes: [{ month: "2026-03", path: "bloc.floor.enabled", value: true }],
};

const movers: Changes = { behaviour: { buyers: { offshoringElasticity: 0.5 } } };

function opened(...changes: Changes[]): World {
  return openWorld(atRest(aSmallWorld(movers, ...changes)), "1");
}

const moved = (world: World, id = "blo-use"): number => world.state.buyers.movedShare[buyerAt(world, id)]!;
const demand = (world: World, id: string): number => world.state.outcome.demandTonnes[buyerAt(world, id)]!;

describe("while a floor makes goods dearer inside the bloc than outside", () => {
  test("making leaves it slowly, a share of the gap, and goes to the regions outside", () => {
    const world = playOn(opened(floor), 2);
    const before = { inside: demand(world, "blo-use"), outside: demand(world, "out-use") + demand(world, "exp-use") };
    expect(moved(world)).toBe(0);
    playOn(world, 12);
    expect(moved(world)).toBeGreaterThan(0.01);
    expect(moved(world)).toBeLessThan(0.15);
    const early = moved(world);
    playOn(world, 48);
    expect(moved(world)).toBeGreaterThan(1.5 * early);
    expect(moved(world)).toBeLessThan(0.5);
    const gap = Math.log(price(world, "oxide", "BLO") / price(world, "oxide", "OUT"));
    expect(moved(world)).toBeLessThan(0.5 * gap);
    const { thrift } = world.state.buyers;
    const inside = demand(world, "blo-use") / thrift[buyerAt(world, "blo-use")]!;
    expect(inside / before.inside).toBeCloseTo(1 - moved(world), 2);
    const outside = ["out-use", "exp-use"].reduce((sum, id) => sum + demand(world, id), 0);
    expect(outside).toBeGreaterThan(before.outside);
  });

  test("it is demand that the bloc loses, and no factory stands for want of goods", () => {
    const world = playOn(opened(floor), 36);
    const b = buyerAt(world, "blo-use");
    expect(world.state.outcome.useTonnes[b]!).toBeCloseTo(world.state.outcome.wantedTonnes[b]!, 9);
  });

  test("sectors that may not move stay", () => {
    const world = playOn(opened(floor, { buyers: [{ id: "blo-use", canMoveAbroad: false }] }), 36);
    expect(moved(world)).toBe(0);
    expect(price(world, "oxide", "BLO")).toBeGreaterThan(1.2 * price(world, "oxide", "OUT"));
  });

  test("nobody moves who would gain less than a twentieth of the price", () => {
    expect(moved(playOn(opened(), 36))).toBe(0);
  });
});

test("makers who left come back half as fast as they went, once the gap is gone", () => {
  const world = playOn(opened(), 6);
  const b = buyerAt(world, "blo-use");
  const inside = cell(world, "oxide", "BLO");
  const level = world.state.trade.priceUsdPerKg[inside]!;
  const step = (from: number, priceUsdPerKg: number): number => {
    world.state.trade.priceUsdPerKg[inside] = priceUsdPerKg;
    world.state.buyers.movedShare[b] = from;
    decideMoves(world);
    return world.state.buyers.movedShare[b]! - from;
  };
  const away = step(0, 1.5 * level);
  const wanted = away / 0.0417;
  expect(wanted).toBeGreaterThan(0.1);
  expect(step(2 * wanted, 1.5 * level)).toBeCloseTo(-0.5 * away, 9);
  expect(step(wanted, level)).toBeCloseTo(-0.5 * away, 9);
});

test("two years of goods at three times their price teach thrift of which most is left two years later", () => {
  const world = playOn(opened(), 6);
  const b = buyerAt(world, "out-use");
  const outside = cell(world, "oxide", "OUT");
  const spike = (multiple: number, months: number): number => {
    world.state.trade.priceUsdPerKg[outside] = multiple * 60;
    for (let t = 0; t < months; t++) adaptBuyers(world);
    return 1 - world.state.buyers.thrift[b]!;
  };
  world.state.buyers.thrift.fill(1);
  const learnt = spike(3, 24);
  expect(learnt).toBeGreaterThan(0.05);
  const left = spike(1, 24);
  expect(left).toBeGreaterThan(0.7 * learnt);
  expect(left).toBeLessThan(learnt);
});
