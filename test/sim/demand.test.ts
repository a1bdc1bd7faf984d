/** What buyers want at a price. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demandLadder, shareWanted, wantedAt } from "../../src/sim/actors/demand";
import type { Buyer } from "../../src/sim";
import { aSmallWorld } from "./support/smallWorld";

function aBuyer(more: Partial<Buyer> = {}): Buyer {
  return { ...aSmallWorld().buyers[0]!, ...more };
}

const anyBuyer = (): fc.Arbitrary<Buyer> =>
  fc
    .record({
      basePriceUsdPerKg: fc.double({ min: 1, max: 500, noNaN: true }),
      elasticityShort: fc.double({ min: 0, max: 1.5, noNaN: true }),
      chokeMultiple: fc.double({ min: 3, max: 10, noNaN: true }),
      coreShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(aBuyer);

/** Share of base demand wanted at a multiple of the base price, read off a ladder of so many steps. */
const wantedOnLadder = (buyer: Buyer, ofBase: number, steps = 12): number =>
  shareWanted(demandLadder(buyer, steps), ofBase * buyer.basePriceUsdPerKg);

describe("a buyer", () => {
  test("never wants more at a higher price", () => {
    fc.assert(
      fc.property(
        anyBuyer(),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (buyer, ofBase, dearer) => {
          expect(wantedOnLadder(buyer, ofBase * dearer)).toBeLessThanOrEqual(wantedOnLadder(buyer, ofBase) + 1e-12);
        },
      ),
    );
  });

  test("wants its base demand at its base price, as nearly as twelve steps can say, and more nearly with many", () => {
    fc.assert(
      fc.property(anyBuyer(), (buyer) => {
        expect(wantedOnLadder(buyer, 1)).toBeGreaterThan(0.97);
        expect(wantedOnLadder(buyer, 1)).toBeLessThan(1.2);
        expect(Math.abs(wantedOnLadder(buyer, 1, 100) - 1)).toBeLessThan(0.02);
      }),
    );
  });

  test("of magnets, whom prices hardly move, wants its base demand to a hundredth on a ladder of twelve steps", () => {
    const magnets = aBuyer({ elasticityShort: 0.06, chokeMultiple: 5, coreShare: 0.85 });
    expect(Math.abs(wantedOnLadder(magnets, 1) - 1)).toBeLessThan(0.01);
  });

  test("wants nothing at all from one and a half times its choke price on", () => {
    fc.assert(
      fc.property(anyBuyer(), fc.double({ min: 1.5, max: 5, noNaN: true }), (buyer, ofChoke) => {
        expect(wantedOnLadder(buyer, ofChoke * buyer.chokeMultiple)).toBe(0);
      }),
    );
  });

  test("wants no more at a tenth of the base price than at the lowest bid: nobody can use it", () => {
    const buyer = aBuyer();
    expect(wantedOnLadder(buyer, 0.1)).toBe(wantedOnLadder(buyer, 0.15));
    expect(wantedOnLadder(buyer, 0.15)).toBeCloseTo(wantedAt(buyer, 0.15 * buyer.basePriceUsdPerKg), 12);
  });

  test("with an elasticity of 0.3 wants a fifth less at twice the base price", () => {
    expect(wantedAt(aBuyer({ elasticityShort: 0.3 }), 120)).toBeCloseTo(2 ** -0.3, 12);
  });

  test("keeps half of its core at the choke price, and the rest is gone", () => {
    const buyer = aBuyer({ coreShare: 0.5, chokeMultiple: 5 });
    expect(wantedAt(buyer, 5 * buyer.basePriceUsdPerKg)).toBeCloseTo(0.25, 12);
  });

  test("is not sorted out of its first bid by its ladder: bids fall from the highest to the lowest", () => {
    const { prices, wanted } = demandLadder(aBuyer(), 12);
    expect(prices).toHaveLength(13);
    expect(prices[0]).toBeCloseTo(1.5 * 5 * 60, 9);
    expect(prices[12]).toBeCloseTo(0.15 * 60, 9);
    for (let k = 1; k < prices.length; k++) {
      expect(prices[k]!).toBeLessThan(prices[k - 1]!);
      expect(wanted[k]!).toBeGreaterThanOrEqual(wanted[k - 1]!);
    }
  });
});
