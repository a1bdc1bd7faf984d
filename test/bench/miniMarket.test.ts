/** The mini-market of the benchmark: two implementations that share only the draws' 32-bit words reach one outcome. */
import { describe, expect, test } from "vitest";
import {
  ELASTICITY,
  LEARNING,
  MONTHS,
  REGIONS,
  capacityOf,
  checksumOf,
  differenceOf,
  duties,
  regionOf,
  scaleOf,
  settingOf,
  type Duties,
} from "../../bench/miniMarket/definition";
import { MiniMarket } from "../../bench/miniMarket/engine";
import { generalProgramme, readMonth } from "../../bench/miniMarket/fixedDemand";
import { PlainMarket } from "../../bench/miniMarket/plain";
import { pow } from "../../src/sim/maths/portable";

const setting = settingOf(200);

describe("the mini-market", () => {
  test("typed arrays and plain objects tell the same thirty years", () => {
    const own = new MiniMarket(setting).play();
    const plain = new PlainMarket(setting).play();
    expect(differenceOf(checksumOf(own), checksumOf(plain))).toBeLessThan(1e-9);
    expect([...own.open]).toEqual([...plain.open]);
    for (let t = 0; t < MONTHS; t++) {
      expect(Math.abs(own.price[t] / plain.price[t] - 1)).toBeLessThan(1e-9);
      expect(Math.abs(own.output[t] / plain.output[t] - 1)).toBeLessThan(1e-9);
    }
    // Something happens in them.
    expect(new Set(own.open).size).toBeGreaterThan(5);
    expect(new Set(own.price).size).toBeGreaterThan(0.9 * MONTHS);
  });

  test("a checksum notices a single mine", () => {
    const own = checksumOf(new MiniMarket(setting).play());
    expect(differenceOf(own, { ...own, meanOpen: own.meanOpen + 1 / MONTHS })).toBeGreaterThan(1e-9);
    expect(differenceOf(own, { ...own, bought: NaN })).toBeNaN();
  });

  test.each<[string, Duties]>([
    ["taxed everywhere but in one region", { exportTax: [6, 3, 0, 9, 2, 1], tariff: [2, 1, 0, 5, 8, 4] }],
    ["walled off by a tariff and an export tax", { exportTax: [25, 0, 0, 0, 0, 8], tariff: [9, 0, 0, 0, 0, 30] }],
    [
      "almost free to trade at home or abroad",
      { exportTax: [0.1, 0, 0.3, 0, 0.2, 0], tariff: [0.1, 0, 0.1, 0, 0, 0.4] },
    ],
  ])("regions %s begin and cease to trade alike in both", (_, ofRegions) => {
    const own = new MiniMarket(settingOf(240, ofRegions), 60);
    const plain = new PlainMarket(settingOf(240, ofRegions), undefined, 60);
    expect(differenceOf(checksumOf(own.play()), checksumOf(plain.play()))).toBeLessThan(1e-9);
    plain.regions.forEach((region, r) => expect(own.clearing.price[r] / region.price).toBeCloseTo(1, 9));
    expect(own.clearing.changes).toBeGreaterThan(0);
  });

  test("a region that trade does not pay for has a price of its own", () => {
    const walled: Duties = { exportTax: [25, 0, 0, 0, 0, 8], tariff: [9, 0, 0, 0, 0, 30] };
    const market = new MiniMarket(settingOf(240, walled), 12);
    market.play();
    const [first, hub] = market.clearing.price;
    expect(first).toBeGreaterThan(hub - 25);
    expect(first).toBeLessThan(hub);
    const sold = sum(minesOf(0, 240).map((mine) => market.soldBy(mine)));
    expect(sold / (market.clearing.scale[0] * pow(first, ELASTICITY))).toBeCloseTo(1, 12);
  });

  test("taxes in every region are refused, since there would be no hub", () => {
    const everywhere: Duties = { exportTax: [1, 1, 1, 1, 1, 1], tariff: [0, 0, 0, 0, 0, 0] };
    expect(() => new MiniMarket(settingOf(60, everywhere))).toThrow(/expected one region that trades free/);
  });

  test("each month supply is demand, at every region's own price", () => {
    const market = new MiniMarket(setting);
    let outOfMerit = 0;
    for (let t = 0; t < MONTHS; t++) {
      market.step();
      const { price } = market.clearing;
      const sold = sum(Array.from({ length: setting.mines }, (_, mine) => market.soldBy(mine)));
      const wanted = sum(
        Array.from({ length: setting.buyers }, (_, b) => scaleOf(b) * pow(price[regionOf(b)], ELASTICITY)),
      );
      expect(Math.abs(sold / wanted - 1)).toBeLessThan(1e-12);
      expect(price[0]).toBeCloseTo(price[1] - duties.exportTax[0], 12);
      expect(price[5]).toBeCloseTo(price[1] + duties.tariff[5], 12);
      // Nobody sells below cost, and whoever is cheaper than the price sells all.
      for (let mine = 0; mine < setting.mines; mine++) {
        const gap = price[regionOf(mine)] - market.costOf(mine);
        if (!market.isOpen(mine) || Math.abs(gap) < 1e-9) continue;
        if (market.soldBy(mine) !== (gap > 0 ? capacityOf(mine) : 0)) outOfMerit++;
      }
    }
    expect(outOfMerit).toBe(0);
  });

  test("mothballed mines produce nothing; a mine closes under 0.85 of its cost and restarts above 1.15", () => {
    const market = new MiniMarket(setting);
    let closed = 0;
    let restarted = 0;
    let wrong = 0;
    market.step();
    for (let t = 1; t < MONTHS; t++) {
      const before = Array.from({ length: setting.mines }, (_, mine) => ({
        isOpen: market.isOpen(mine),
        cost: market.costOf(mine),
        expected: market.expectedBy(mine),
      }));
      const price = [...market.clearing.price];
      market.step();
      before.forEach(({ isOpen, cost, expected }, mine) => {
        const expects = expected + LEARNING * (price[regionOf(mine)] - expected);
        const stays = isOpen ? expects >= 0.85 * cost : expects > 1.15 * cost;
        if (market.expectedBy(mine) !== expects || market.isOpen(mine) !== stays) wrong++;
        if (!stays && market.soldBy(mine) !== 0) wrong++;
        if (isOpen && !stays) closed++;
        if (!isOpen && stays) restarted++;
      });
    }
    expect(wrong).toBe(0);
    expect(closed).toBeGreaterThan(100);
    expect(restarted).toBeGreaterThan(100);
  });

  test("no one could serve the month's buyers at less cost", () => {
    const market = new MiniMarket(setting);
    const general = generalProgramme(setting);
    for (let t = 0; t < 36; t++) {
      market.step();
      const month = readMonth(market, setting, capacityOf);
      general.solve(month);
      expect(Math.abs(general.spent() / month.spent - 1)).toBeLessThan(1e-9);
    }
  });
});

function minesOf(region: number, mines: number): number[] {
  return Array.from({ length: mines }, (_, mine) => mine).filter((mine) => mine % REGIONS === region);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
