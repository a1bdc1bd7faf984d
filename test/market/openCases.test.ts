/**
 * Markets whose answers are known from the literature or by hand. The classic cases are the data that the command
 * `prove` reads too; the rest are corners of the rules.
 */
import { describe, expect, test } from "vitest";
import { createMarket } from "../../src/sim/market";
import { checkCase, solveCase } from "../../src/sim/market/checkCase";
import { classicCases, tiedOffers, type ClassicCase } from "../../src/sim/market/classicCases";
import { plainMarketOf } from "../../src/sim/market/clearMarketFile";
import { fillMarket } from "../../src/sim/market/fillMarket";
import { cleared } from "./build";

const exact = 11;

function expectPrices(actual: ArrayLike<number>, expected: number[]): void {
  expected.forEach((price, i) => expect(actual[i], `price of region ${i}`).toBeCloseTo(price, exact));
}

describe("a classic market", () => {
  test.each(classicCases.map((each) => [each.name, each.statement, each] as const))("%s: %s", (_name, _said, each) => {
    const checks = checkCase(each);
    expect(checks.length).toBeGreaterThan(0);
    for (const { what, expected, found, agrees } of checks) {
      if (typeof expected === "number" && expected !== 0) expect(found, what).toBeCloseTo(expected, exact);
      else expect(found, what).toBe(expected);
      expect(agrees, what).toBe(true);
    }
  });

  test("answered with a price a millionth off, or trade where there is none, is seen to disagree", () => {
    const floor = classicCases.find((each) => each.name === "floor of 60")!;
    const wrong: ClassicCase["expected"] = [
      ["prices.zone", 160 / 3 + 1e-6],
      ["traded.world", true],
      ["prices.zone", 160 / 3],
    ];
    expect(checkCase({ ...floor, expected: wrong }).map((check) => check.agrees)).toEqual([false, false, true]);
  });

  test("asked for a figure that no market has is refused with its path", () => {
    const asked: ClassicCase = { ...tiedOffers, expected: [["prices.Atlantis", 1]] };
    expect(() => checkCase(asked)).toThrow('"prices.Atlantis"');
  });

  test("of tied tonnes pays each group what its own lanes net back", () => {
    const plain = plainMarketOf(tiedOffers.market);
    const market = createMarket({ regions: 3, lanes: 2, segments: 2 });
    fillMarket(market, plain);
    market.clear();
    expectPrices(market.groupPrice, [50, 10]);
  });
});

describe("a chain of two goods", () => {
  const both = classicCases.find((each) => each.name === "chain, floors at both stages")!;
  const alone = classicCases.find((each) => each.name === "chain, floor on oxide alone")!;
  const mineSells = (each: ClassicCase): number => solveCase(each).markets[1]!.answer.sold[1]!;

  test("under two floors is cleared from the finer good back, and each market is in equilibrium", () => {
    const { markets } = solveCase(both);
    expect(markets.map(({ good }) => good)).toEqual(["metal", "oxide"]);
    for (const { answer } of markets) expect(answer.certificate.worst).toBeLessThan(1e-9);
    const [metal, oxide] = markets.map(({ answer }) => answer);
    const margin = 0.8 * (metal!.prices["zone"]! - 30) - oxide!.prices["zone"]!;
    expect(margin).toBeCloseTo(6, exact);
  });

  test("sells the zone's ore with a floor on metal too, and none of it without", () => {
    expect(mineSells(both)).toBeCloseTo(10, exact);
    expect(mineSells(alone)).toBe(0);
  });

  test("whose metal would not pay its conversion gets no bid for its oxide", () => {
    const makers = both.feed!.makers.map((maker) => ({ ...maker, conversionUsdPerKg: 500 }));
    const asked: ClassicCase = { ...both, feed: { ...both.feed!, makers }, expected: [["feed.bids[1]", 0]] };
    expect(checkCase(asked)[0]!.agrees).toBe(true);
  });
});

test("tied and untied tonnes share a quota, and the region keeps the rest", () => {
  const market = cleared({
    regions: 2,
    offers: [
      { region: 0, quantity: 60, price: 10, only: [1] },
      { region: 0, quantity: 60, price: 12 },
    ],
    bids: [
      { region: 0, quantity: 30, price: 40 },
      { region: 1, quantity: 100, price: 50 },
    ],
    lanes: [{ from: 0, to: 1, freight: 2, quota: 40 }],
  });
  // The tied tonnes have nowhere else to go and are the cheapest: they fill the quota at their own ask.
  expectPrices(market.price, [12, 50]);
  expectPrices(market.sold, [40, 30]);
  expectPrices([market.groupPrice[0], market.rent[0]], [10, 38]);
});

test("an offer tied to its own region sells there and nowhere else", () => {
  const market = cleared({
    regions: 2,
    offers: [{ region: 0, quantity: 60, price: 10, only: [0] }],
    bids: [{ region: 0, quantity: 50, price: 30 }],
    lanes: [{ from: 0, to: 1 }],
  });
  expectPrices([market.price[0], market.sold[0], market.bought[0], market.flow[0]], [10, 50, 50, 0]);
});

test("a region where nothing is offered, wanted or carried is marked as without trade", () => {
  const market = cleared({
    regions: 3,
    offers: [{ region: 0, quantity: 10, price: 10 }],
    bids: [
      { region: 1, quantity: 10, price: 20 },
      { region: 2, quantity: 10, price: 9 },
    ],
    lanes: [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
    ],
  });
  expect(Array.from(market.traded)).toEqual([1, 1, 0]);
});

test("an empty market has no trade and prices of zero", () => {
  const market = cleared({ regions: 2, offers: [], bids: [], lanes: [{ from: 0, to: 1, freight: 1 }] });
  expect(Array.from(market.price)).toEqual([0, 0]);
  expect(Array.from(market.traded)).toEqual([0, 0]);
});

test("offers that fall, negative quantities and prices that are no numbers are refused with what was found", () => {
  const refuse = (quantity: number, price: number, priceTo: number) => () =>
    cleared({ regions: 1, offers: [{ region: 0, quantity, price, priceTo }], bids: [], lanes: [] });
  expect(refuse(-1, 5, 5)).toThrow("of -1 t");
  expect(refuse(1, 5, 4)).toThrow("from 5 to 4");
  expect(refuse(1, NaN, 4)).toThrow("NaN");
  expect(refuse(1, 5, Infinity)).toThrow("Infinity");
});
