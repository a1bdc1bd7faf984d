/**
 * A market in the monthly loop works in buffers that it keeps: nothing grows, nothing is left to the garbage collector,
 * and what it is told in a year has no part in what it answers in the next.
 */
import { expect, test } from "vitest";
import { createWarmState, type Market } from "../../src/sim/market";
import type { TradeMarket } from "../../src/sim/market/market";
import { cleared, fill, marketOf, type MarketSketch } from "./build";
import { moved } from "./change";
import { diceOf, generate } from "./generate";

/** Every array that a market and its working memory hold. */
function buffersOf(market: Market): ArrayBufferLike[] {
  const found: ArrayBufferLike[] = [];
  const { net, groups } = market as TradeMarket;
  for (const part of [market, net, groups]) {
    for (const value of Object.values(part)) if (ArrayBuffer.isView(value)) found.push(value.buffer);
  }
  return found;
}

function months(kind: "lp" | "everything" | "bloc" | "tied", seed: number, count: number): MarketSketch[] {
  const dice = diceOf(seed);
  const list = [generate(kind, seed)];
  while (list.length < count) list.push(moved(list[list.length - 1]!, 0.015, dice));
  return list;
}

test.each(["lp", "bloc", "everything", "tied"] as const)(
  "months of a market of the kind %s leave its buffers where they are",
  (kind) => {
    for (let seed = 1; seed <= 10; seed++) {
      const list = months(kind, seed, 12);
      const market = marketOf(list[0]!);
      const warm = createWarmState(market);
      market.clear(warm);
      const before = buffersOf(market);
      expect(before.length).toBeGreaterThan(40);
      for (const sketch of list) {
        fill(market, sketch);
        market.clear(warm);
      }
      const after = buffersOf(market);
      expect(after.length).toBe(before.length);
      expect(
        after.every((buffer, k) => buffer === before[k]),
        `seed ${seed}`,
      ).toBe(true);
    }
  },
);

test("clearing a market month after month leaves next to nothing for the garbage collector", () => {
  const list = months("everything", 3, 12);
  const market = marketOf(list[0]!);
  const warm = createWarmState(market);
  const bytes: number[] = [];
  for (let batch = 0; batch < 60; batch++) {
    fill(market, list[batch % list.length]!);
    const before = process.memoryUsage().heapUsed;
    for (let k = 0; k < 200; k++) market.clear(warm);
    bytes.push((process.memoryUsage().heapUsed - before) / 200);
  }
  // The median of the later batches: compiling and collecting disturb some. One small object a lane would be 1,000.
  const later = bytes.slice(20).sort((a, b) => a - b);
  expect(later[20]!).toBeLessThan(400);
});

test("a floor that a cap of zero switched off for a month holds again once the cap is lifted", () => {
  const sketch: MarketSketch = {
    regions: 2,
    offers: [{ region: 0, quantity: 100, price: 10 }],
    bids: [{ region: 1, quantity: 50, price: 100 }],
    lanes: [{ from: 0, to: 1, floor: 60, cap: 0 }],
  };
  const market = marketOf(sketch);
  market.clear();
  expect(Array.from(market.price)).toEqual([10, 10]);
  market.cap[0] = Infinity;
  market.clear();
  expect(Array.from(market.price)).toEqual([10, 60]);
});

test("a market with more offers than it had room for answers like one made large enough", () => {
  const sketch = generate("big", 4);
  const market = marketOf({ ...sketch, offers: sketch.offers.slice(0, 3), bids: sketch.bids.slice(0, 2) });
  market.clear();
  fill(market, sketch);
  market.clear();
  const fresh = cleared(sketch);
  expect(market.price).toEqual(fresh.price);
  expect(Array.from(market.sold.subarray(0, sketch.offers.length))).toEqual(
    Array.from(fresh.sold.subarray(0, sketch.offers.length)),
  );
});

test("twenty thousand offers in six regions, their order shuffled every month, clear as from scratch", () => {
  const dice = diceOf(7);
  const regions = 6;
  const cost = Array.from({ length: 20_000 }, () => dice.between(20, 100));
  const lanes = Array.from({ length: regions * regions }, (_, k) => ({
    from: Math.floor(k / regions),
    to: k % regions,
  }))
    .filter(({ from, to }) => from !== to)
    .map((lane) => ({ ...lane, freight: 2, adValorem: lane.to === 1 ? 0.1 : 0 }));
  const month = (): MarketSketch => ({
    regions,
    lanes,
    offers: cost.map((base, k) => ({ region: k % regions, quantity: 1, price: base * dice.between(0.8, 1.25) })),
    bids: Array.from({ length: 600 }, (_, k) => ({ region: k % regions, quantity: 20, price: dice.between(40, 140) })),
  });
  const first = month();
  const market = marketOf(first);
  const warm = createWarmState(market);
  market.clear(warm);
  for (let k = 0; k < 3; k++) {
    const sketch = month();
    fill(market, sketch);
    market.clear(warm);
    const fresh = cleared(sketch);
    for (let i = 0; i < regions; i++) expect(market.price[i]! / fresh.price[i]!).toBeCloseTo(1, 10);
  }
});
