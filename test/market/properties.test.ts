/**
 * Properties of any market, on random ones of every kind. MARKETS sets how many of each kind (150 by default, more
 * than 2,000 together; a thousandth of a second each).
 */
import { describe, expect, test } from "vitest";
import { createWarmState } from "../../src/sim/market";
import { certificateOf, cleared, fill, marketOf, plainOf, type MarketSketch } from "./build";
import { moved, scaled, shuffled } from "./change";
import { diceOf, generate, kinds, type Kind } from "./generate";
import { unheldPrices } from "./lowest";

const markets = Number(process.env["MARKETS"] ?? 150);
const most = 1e-9;

function forEach(kind: Kind, share: number, check: (sketch: MarketSketch, seed: number) => void): void {
  const count = Math.max(1, Math.floor(markets * share * (kind === "big" ? 0.1 : 1)));
  for (let seed = 1; seed <= count; seed++) check(generate(kind, seed), seed);
}

/** The largest difference of two price lists, relative to the larger price (at least a thousandth of the highest). */
function largestChange(a: ArrayLike<number>, b: ArrayLike<number>, indexInB: (i: number) => number): number {
  let highest = 1e-300;
  for (let i = 0; i < a.length; i++) highest = Math.max(highest, a[i]);
  let change = 0;
  for (let i = 0; i < a.length; i++) {
    const other = b[indexInB(i)];
    change = Math.max(change, Math.abs(a[i] - other) / Math.max(a[i], other, 1e-3 * highest));
  }
  return change;
}

describe.each(kinds)("markets of the kind %s", (kind) => {
  test("clear at an equilibrium that passes the certificate", () => {
    forEach(kind, 1, (sketch, seed) => {
      const market = cleared(sketch);
      expect(market.gaveUp, `seed ${seed}`).toBe(false);
      expect(certificateOf(market, sketch).worst, `seed ${seed}`).toBeLessThanOrEqual(most);
    });
  });

  test("have the same prices however they are told", () => {
    forEach(kind, 0.3, (sketch, seed) => {
      const other = shuffled(sketch, diceOf(seed));
      const change = largestChange(cleared(sketch).price, cleared(other.sketch).price, (i) => other.regionTo[i]);
      expect(change, `seed ${seed}`).toBeLessThan(1e-10);
    });
  });

  test("keep every price to the last bit when all quantities double", () => {
    forEach(kind, 0.3, (sketch, seed) => {
      const once = cleared(sketch);
      const twice = cleared(scaled(sketch, 2));
      expect(Array.from(twice.price), `seed ${seed}`).toEqual(Array.from(once.price));
      expect(Array.from(twice.flow), `seed ${seed}`).toEqual(Array.from(once.flow, (q) => 2 * q));
    });
  });

  test("come out the same from last month's state as from scratch, and the same to the bit from a copy of it", () => {
    forEach(kind, 0.2, (first, seed) => {
      const dice = diceOf(seed);
      const market = marketOf(first);
      const warm = createWarmState(market);
      market.clear(warm);
      let sketch = first;
      for (let month = 1; month <= 3; month++) {
        sketch = moved(sketch, seed % 4 === 0 ? 0.5 : 0.015, dice);
        const copy = structuredClone(warm);
        fill(market, sketch);
        market.clear(warm);
        const where = `seed ${seed}, month ${month}`;
        expect(certificateOf(market, sketch).worst, where).toBeLessThanOrEqual(most);
        expect(
          largestChange(market.price, cleared(sketch).price, (i) => i),
          where,
        ).toBeLessThan(1e-9);
        const elsewhere = marketOf(sketch);
        elsewhere.clear(copy);
        expect(copy, where).toEqual(warm);
        for (const answer of ["price", "traded", "sold", "bought", "flow", "duty", "topUp", "rent"] as const) {
          const count = answer === "sold" ? sketch.offers.length : answer === "bought" ? sketch.bids.length : undefined;
          expect(elsewhere[answer].slice(0, count), `${where}: ${answer}`).toEqual(market[answer].slice(0, count));
        }
      }
    });
  });
});

describe.each(["lp", "linear", "duties", "quota", "ties"] as const)("markets of the kind %s", (kind) => {
  test("settle at their lowest prices: each is held from below", () => {
    forEach(kind, 1, (sketch, seed) => {
      expect(unheldPrices(plainOf(sketch), cleared(sketch)), `seed ${seed}`).toEqual([]);
    });
  });
});

test("one more tonne offered anywhere raises no price", () => {
  for (const kind of ["lp", "linear", "duties", "quota", "levy"] as const) {
    forEach(kind, 0.2, (sketch, seed) => {
      const before = cleared(sketch).price;
      const region = seed % sketch.regions;
      const after = cleared({ ...sketch, offers: [...sketch.offers, { region, quantity: 1, price: 0 }] }).price;
      for (let i = 0; i < sketch.regions; i++) {
        expect(after[i], `${kind} ${seed}, region ${i}`).toBeLessThanOrEqual(before[i] + 1e-9);
      }
    });
  }
});

test("large markets in a warm month, small or large moves, clear as from scratch", () => {
  for (let seed = 1; seed <= 8; seed++) {
    const dice = diceOf(seed);
    let sketch = generate("big", seed);
    const market = marketOf(sketch);
    const warm = createWarmState(market);
    market.clear(warm);
    for (const move of [0.005, 0.05, 0.5]) {
      sketch = moved(sketch, move, dice);
      fill(market, sketch);
      market.clear(warm);
      const where = `seed ${seed}, moved by ${move}`;
      expect(market.restarts, where).toBe(0);
      expect(certificateOf(market, sketch).worst, where).toBeLessThanOrEqual(most);
      expect(
        largestChange(market.price, cleared(sketch).price, (i) => i),
        where,
      ).toBeLessThan(1e-9);
    }
  }
});
