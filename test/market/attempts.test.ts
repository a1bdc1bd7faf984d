/**
 * Attempts that follow a failed one start apart from it and choose lanes otherwise; the last one lets prices rise from
 * zero and is sure to end. No random market needs them, so they are made to begin here.
 */
import { describe, expect, test } from "vitest";
import type { TradeMarket } from "../../src/sim/market/market";
import { createWarmState } from "../../src/sim/market";
import { certificateOf, cleared, fill, marketOf, type MarketSketch } from "./build";
import { moved } from "./change";
import { diceOf, generate, kinds } from "./generate";

const last = 3;
const markets = Number(process.env["MARKETS"] ?? 60);

function clearedFrom(sketch: MarketSketch, attempt: number): TradeMarket {
  const market = marketOf(sketch) as TradeMarket;
  market.net.firstAttempt = attempt;
  market.clear();
  return market;
}

/** Nodes, lanes and break points: what the work of a walk is measured by. */
function partsOf({ net }: TradeMarket): number {
  return net.nodes + net.arcs + net.breakFrom[net.nodes]!;
}

function expectUsualPrices(market: TradeMarket, sketch: MarketSketch, where: string): void {
  const usual = cleared(sketch).price;
  for (let i = 0; i < sketch.regions; i++) {
    expect(Math.abs(market.price[i]! - usual[i]!), `${where}, region ${i}`).toBeLessThan(1e-8 * Math.max(usual[i]!, 1));
  }
}

describe.each([1, 2])("a market whose first %i attempts are left out", (attempt) => {
  test.each(kinds)("of the kind %s clears at the same prices within few entries", (kind) => {
    const count = kind === "big" ? 2 : 15;
    let handedOn = 0;
    for (let seed = 1; seed <= count; seed++) {
      const sketch = generate(kind, seed);
      const market = clearedFrom(sketch, attempt);
      const where = `seed ${seed}`;
      expect(market.gaveUp, where).toBe(false);
      // One that fails in its turn hands on to the next.
      if (market.restarts > attempt) handedOn++;
      else expect(market.iterations, where).toBeLessThanOrEqual(50 * (market.net.nodes + 20));
      expect(certificateOf(market, sketch).worst, where).toBeLessThanOrEqual(1e-9);
      expectUsualPrices(market, sketch, where);
    }
    expect(handedOn).toBeLessThanOrEqual(1);
  });
});

describe("prices that rise from zero", () => {
  test.each(kinds)("come to rest at the usual ones in markets of the kind %s, and never give up", (kind) => {
    const count = kind === "big" ? 2 : markets;
    for (let seed = 1; seed <= count; seed++) {
      const sketch = generate(kind, seed);
      const market = clearedFrom(sketch, last);
      const where = `seed ${seed}`;
      expect(market.restarts, where).toBe(last);
      expect(market.gaveUp, where).toBe(false);
      // A small part of the steps at which it would be stopped, were rounding to lead it in a circle.
      expect(market.iterations, where).toBeLessThanOrEqual(3 * partsOf(market));
      expect(certificateOf(market, sketch).worst, where).toBeLessThanOrEqual(1e-9);
      expectUsualPrices(market, sketch, where);
    }
  });

  test.each(kinds)("are a state from which next month's market of the kind %s can start as from any other", (kind) => {
    for (let seed = 1; seed <= (kind === "big" ? 1 : 6); seed++) {
      const first = generate(kind, seed);
      const market = marketOf(first) as TradeMarket;
      const warm = createWarmState(market);
      market.net.firstAttempt = last;
      market.clear(warm);
      market.net.firstAttempt = 0;
      const next = moved(first, 0.015, diceOf(seed));
      fill(market, next);
      market.clear(warm);
      expect(market.restarts, `seed ${seed}`).toBe(0);
      expect(certificateOf(market, next).worst, `seed ${seed}`).toBeLessThanOrEqual(1e-9);
      expectUsualPrices(market, next, `seed ${seed}`);
    }
  });

  test("pass quotas, a floor with a cap and a duty on the way, in a market that is known by hand", () => {
    // World offers 100 at 10; the zone's floor of 60 is topped up by 30 at most: landed 40, imports 80.
    const sketch: MarketSketch = {
      regions: 2,
      lanes: [{ from: 0, to: 1, floor: 60, cap: 30 }],
      offers: [{ region: 0, quantity: 100, price: 10 }],
      bids: [{ region: 1, quantity: 100, price: 120, priceTo: 20 }],
    };
    const capped = clearedFrom(sketch, last);
    expect(capped.price[0]).toBeCloseTo(10, 10);
    expect(capped.price[1]).toBeCloseTo(40, 10);
    expect(capped.flow[0]).toBeCloseTo(80, 9);
    const held = clearedFrom({ ...sketch, lanes: [{ from: 0, to: 1, adValorem: 0.5, quota: 50 }] }, last);
    expect(held.price[0]).toBeCloseTo(10, 10);
    expect(held.price[1]).toBeCloseTo(70, 10);
    expect(held.rent[0]).toBeCloseTo(55, 10);
  });
});
