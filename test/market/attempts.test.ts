/**
 * Attempts that follow a failed one start apart from it and choose lanes otherwise. No random market needs them, so they
 * are made to begin here.
 */
import { describe, expect, test } from "vitest";
import type { TradeMarket } from "../../src/sim/market/market";
import { certificateOf, cleared, marketOf } from "./build";
import { generate, kinds } from "./generate";

describe.each([1, 2, 3])("a market whose first %i attempts are left out", (attempt) => {
  test.each(kinds)("of the kind %s clears at the same prices within few entries", (kind) => {
    const count = kind === "big" ? 2 : 15;
    let handedOn = 0;
    for (let seed = 1; seed <= count; seed++) {
      const sketch = generate(kind, seed);
      const market = marketOf(sketch) as TradeMarket;
      market.net.firstAttempt = attempt;
      market.clear();
      const where = `seed ${seed}`;
      expect(market.gaveUp, where).toBe(false);
      // One that fails in its turn hands on to the next.
      if (market.restarts > attempt) handedOn++;
      expect(market.iterations, where).toBeLessThanOrEqual(50 * (market.net.nodes + 20));
      const found = certificateOf(market, sketch);
      // The last attempt gives up the order among levied lanes, which prices of origins behind a floor depend on.
      const worst =
        market.restarts < 3 ? found.worst : Math.max(found.balance, found.sellers, found.buyers, found.lanes);
      expect(worst, where).toBeLessThanOrEqual(1e-9);
      if (market.restarts === 3 && sketch.lanes.some((lane) => (lane.floor ?? 0) > 0)) continue;
      const usual = cleared(sketch).price;
      for (let i = 0; i < sketch.regions; i++) {
        expect(Math.abs(market.price[i]! - usual[i]!), where).toBeLessThan(1e-8 * Math.max(usual[i]!, 1));
      }
    }
    expect(handedOn).toBeLessThanOrEqual(1);
  });
});
