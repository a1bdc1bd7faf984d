/**
 * Markets whose answers are known from the literature or by hand. What is not unique (flows round cycles that cost
 * nothing) is not asked for.
 */
import { describe, expect, test } from "vitest";
import { cleared, type MarketSketch } from "./build";

const exact = 11;

function expectPrices(actual: ArrayLike<number>, expected: number[]): void {
  expected.forEach((price, i) => expect(actual[i], `price of region ${i}`).toBeCloseTo(price, exact));
}

test("transportation: plants that cannot sell everything give their ore away, markets pay the nearest plant's freight", () => {
  const freight = [
    [0.225, 0.153, 0.162],
    [0.225, 0.162, 0.126],
  ];
  const market = cleared({
    regions: 5,
    offers: [
      { region: 0, quantity: 350, price: 0 },
      { region: 1, quantity: 600, price: 0 },
    ],
    bids: [325, 300, 275].map((quantity, m) => ({ region: 2 + m, quantity, price: 1000 })),
    lanes: freight.flatMap((row, plant) => row.map((f, m) => ({ from: plant, to: 2 + m, freight: f }))),
  });
  expectPrices(market.price, [0, 0, 0.225, 0.153, 0.126]);
  const cost = freight.flat().reduce((sum, f, a) => sum + f * market.flow[a], 0);
  expect(cost).toBeCloseTo(153.675, 10);
});

describe("three linear regions (Miranda and Fackler 2002, chapter 2)", () => {
  const demand = [
    [42, 2],
    [54, 3],
    [51, 1],
  ];
  const supply = [
    [9, 1],
    [3, 2],
    [18, 1],
  ];
  const freight = [
    [0, 3, 9],
    [3, 0, 3],
    [6, 3, 0],
  ];
  const sketch = (withLanes: boolean): MarketSketch => ({
    regions: 3,
    offers: supply.map(([a, b], region) => ({ region, quantity: 60 / b, price: a, priceTo: a + 60 })),
    bids: demand.map(([a, b], region) => ({ region, quantity: a / b, price: a, priceTo: 0 })),
    lanes: withLanes
      ? freight.flatMap((row, from) => row.flatMap((f, to) => (from === to ? [] : [{ from, to, freight: f }])))
      : [],
  });
  test("joined by lanes, prices are 24, 27 and 30, and the third region imports 9", () => {
    const market = cleared(sketch(true));
    expectPrices(market.price, [24, 27, 30]);
    const net = [0, 0, 0];
    for (let a = 0; a < market.laneCount; a++) {
      net[market.from[a]] += market.flow[a];
      net[market.to[a]] -= market.flow[a];
    }
    expectPrices(net, [6, 3, -9]);
  });
  test("kept apart, prices are 20, 23.4 and 34.5", () => {
    expectPrices(cleared(sketch(false)).price, [20, 23.4, 34.5]);
  });
});

test("a variable levy lifts cheap imports to the threshold and leaves dear ones alone", () => {
  for (const [ask, landed, topUp] of [
    [80, 100, 20],
    [100, 100, 0],
    [120, 120, 0],
  ]) {
    const market = cleared({
      regions: 2,
      offers: [{ region: 0, quantity: 1000, price: ask }],
      bids: [{ region: 1, quantity: 50, price: 200 }],
      lanes: [{ from: 0, to: 1, floor: 100 }],
    });
    expectPrices(market.price, [ask, landed]);
    expect(market.topUp[0]).toBeCloseTo(topUp, exact);
    expect(market.flow[0]).toBeCloseTo(50, exact);
  }
});

test("a dominant exporter earns most from 50, and with 80 drives the fringe out", () => {
  const outcome = (quantity: number) => {
    const market = cleared({
      regions: 1,
      offers: [
        { region: 0, quantity: 80, price: 20, priceTo: 100 },
        { region: 0, quantity, price: 10 },
      ],
      bids: [{ region: 0, quantity: 100, price: 100, priceTo: 0 }],
      lanes: [],
    });
    return { price: market.price[0], fringe: market.sold[0], profit: (market.price[0] - 10) * market.sold[1] };
  };
  const best = outcome(50);
  expectPrices([best.price, best.fringe, best.profit], [35, 15, 1250]);
  expectPrices([outcome(49).profit, outcome(51).profit], [1249.5, 1249.5]);
  expectPrices([outcome(80).price, outcome(80).fringe], [20, 0]);
});

describe("a floor that binds, then fails", () => {
  const sketch = (floor: number): MarketSketch => ({
    regions: 2,
    offers: [
      { region: 0, quantity: 100, price: 10, priceTo: 60 },
      { region: 1, quantity: 100, price: 20, priceTo: 70 },
    ],
    bids: [{ region: 1, quantity: 100, price: 120, priceTo: 20 }],
    lanes: [{ from: 0, to: 1, floor }],
  });
  test.each([
    { floor: 0, world: 36, zone: 36, imports: 52, topUp: 0 },
    { floor: 40, world: 30, zone: 40, imports: 40, topUp: 10 },
    { floor: 50, world: 15, zone: 50, imports: 10, topUp: 35 },
  ])("with a floor of $floor imports are $imports and pay $topUp", ({ floor, world, zone, imports, topUp }) => {
    const market = cleared(sketch(floor));
    expectPrices(market.price, [world, zone]);
    expectPrices([market.flow[0], market.topUp[0]], [imports, topUp]);
  });
  test("with a floor of 60 there are no imports and the zone's own sellers push its price below the floor", () => {
    const market = cleared(sketch(60));
    expectPrices(market.price, [0, 160 / 3]);
    expect(market.flow[0]).toBe(0);
    expect(Array.from(market.traded)).toEqual([0, 1]);
  });
});

test("a capped top-up cannot hold the floor", () => {
  const market = cleared({
    regions: 2,
    offers: [{ region: 0, quantity: 100, price: 10 }],
    bids: [{ region: 1, quantity: 100, price: 120, priceTo: 20 }],
    lanes: [{ from: 0, to: 1, floor: 60, cap: 30 }],
  });
  expectPrices(market.price, [10, 40]);
  expectPrices([market.flow[0], market.flow[0] * market.topUp[0]], [80, 2400]);
});

test("two members with different routes both stand at the floor, and imports enter by both", () => {
  const market = cleared({
    regions: 3,
    offers: [
      { region: 0, quantity: 400, price: 10, priceTo: 50 },
      { region: 1, quantity: 60, price: 40, priceTo: 70 },
      { region: 2, quantity: 20, price: 60 },
    ],
    bids: [
      { region: 0, quantity: 100, price: 60, priceTo: 10 },
      { region: 1, quantity: 100, price: 120, priceTo: 20 },
      { region: 2, quantity: 100, price: 120, priceTo: 20 },
    ],
    lanes: [
      { from: 0, to: 1, freight: 2, floor: 50 },
      { from: 0, to: 2, freight: 4, adValorem: 0.1, floor: 50 },
      { from: 1, to: 2, freight: 1 },
      { from: 2, to: 1, freight: 1 },
    ],
  });
  expectPrices(market.price, [85 / 3, 50, 50]);
  expectPrices(market.flow, [50, 70, 0, 0]);
  expectPrices([market.topUp[0], market.duty[1], market.topUp[1]], [59 / 3, 97 / 30, 433 / 30]);
  expect(market.sold[2]).toBe(0);
  const treasury = market.flow.reduce((sum, f, a) => sum + f * (market.duty[a] + market.topUp[a]), 0);
  expect(treasury).toBeCloseTo(2220, 9);
});

test("two members with free trade inside import where the border price is lowest", () => {
  const market = cleared({
    regions: 3,
    offers: [
      { region: 0, quantity: 200, price: 10, priceTo: 30 },
      { region: 1, quantity: 40, price: 30, priceTo: 70 },
    ],
    bids: [
      { region: 1, quantity: 100, price: 110, priceTo: 10 },
      { region: 2, quantity: 100, price: 110, priceTo: 10 },
    ],
    lanes: [
      { from: 0, to: 1, freight: 3, floor: 50 },
      { from: 0, to: 2, freight: 5, floor: 50 },
      { from: 1, to: 2 },
      { from: 2, to: 1 },
    ],
  });
  expectPrices(market.price, [20, 50, 50]);
  expectPrices(market.flow, [100, 0, 60, 0]);
  expectPrices([market.topUp[0], market.sold[1]], [27, 20]);
});

test("of two origins at one floor the one with the lower border price sells first, and both get one border price", () => {
  const market = cleared({
    regions: 3,
    offers: [
      { region: 0, quantity: 30, price: 10 },
      { region: 1, quantity: 100, price: 20 },
    ],
    bids: [{ region: 2, quantity: 50, price: 100 }],
    lanes: [
      { from: 0, to: 2, floor: 60 },
      { from: 1, to: 2, floor: 60 },
    ],
  });
  expectPrices(market.price, [20, 20, 60]);
  expectPrices(market.flow, [30, 20]);
  expectPrices(market.topUp, [40, 40]);
});

test("a full quota earns the whole gap as rent", () => {
  const market = cleared({
    regions: 2,
    offers: [{ region: 0, quantity: 100, price: 10 }],
    bids: [{ region: 1, quantity: 100, price: 50 }],
    lanes: [{ from: 0, to: 1, freight: 2, quota: 40 }],
  });
  expectPrices(market.price, [10, 50]);
  expectPrices([market.flow[0], market.rent[0]], [40, 38]);
});

test("where supply and demand match exactly the price is the lowest one, the ask", () => {
  const market = cleared({
    regions: 1,
    offers: [{ region: 0, quantity: 100, price: 10 }],
    bids: [{ region: 0, quantity: 100, price: 50 }],
    lanes: [],
  });
  expectPrices([market.price[0], market.sold[0], market.bought[0]], [10, 100, 100]);
});

test("equal asks after freight share a short market pro rata across regions", () => {
  const market = cleared({
    regions: 3,
    offers: [
      { region: 0, quantity: 100, price: 10 },
      { region: 0, quantity: 50, price: 10 },
      { region: 1, quantity: 50, price: 10 },
    ],
    bids: [{ region: 2, quantity: 80, price: 30 }],
    lanes: [
      { from: 0, to: 2, freight: 1 },
      { from: 1, to: 2, freight: 1 },
    ],
  });
  expectPrices(market.sold, [40, 20, 20]);
  expectPrices(market.price, [10, 10, 11]);
});

test("tied tonnes sell at what their own best lane nets back, whatever untied ones would get", () => {
  const market = cleared({
    regions: 3,
    offers: [
      { region: 0, quantity: 50, price: 20, only: [1] },
      { region: 0, quantity: 50, price: 5, only: [2] },
    ],
    bids: [
      { region: 1, quantity: 100, price: 100, priceTo: 0 },
      { region: 2, quantity: 60, price: 60, priceTo: 0 },
    ],
    lanes: [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
    ],
  });
  expectPrices(market.price, [50, 50, 10]);
  expectPrices(market.sold, [50, 50]);
  expectPrices(market.groupPrice, [50, 10]);
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
