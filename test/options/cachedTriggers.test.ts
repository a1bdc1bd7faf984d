/** Triggers that are kept: right enough, and the same whatever was asked before. */
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { cachedTriggers, forgetTriggers, keptTriggers, solveMine, type MineProblem } from "../../src/sim/options";
import { oxideMine, returningPrice } from "./problems";

beforeEach(forgetTriggers);

const someMine = fc
  .record({
    scale: fc.double({ min: 0.2, max: 3, noNaN: true }),
    rate: fc.double({ min: 0.05, max: 0.12, noNaN: true }),
    restart: fc.double({ min: 2, max: 30, noNaN: true }),
    kind: fc.constantFrom("plain", "floor", "returning"),
    floor: fc.double({ min: 20, max: 33, noNaN: true }),
    belief: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ scale, rate, restart, kind, floor, belief }): MineProblem => {
    const mine = oxideMine({ cost: 38 * scale, care: 1.9 * scale, closing: 5.7 * scale, restart, rate });
    if (kind === "floor")
      return { ...mine, support: { kind: "floor", price: floor * scale, belief, hazardYearly: 0.05 } };
    // A price that returns to many times its cost never stops a mine: there is nothing to compare.
    return kind === "returning"
      ? { ...mine, reversion: { ...returningPrice, mean: returningPrice.mean * scale } }
      : mine;
  });

describe("kept triggers of a mine", () => {
  test("do not depend on what was asked before", () => {
    fc.assert(
      fc.property(fc.array(someMine, { minLength: 1, maxLength: 4 }), (mines) => {
        forgetTriggers();
        const first = mines.map(cachedTriggers);
        forgetTriggers();
        const reversed = [...mines].reverse().map(cachedTriggers).reverse();
        expect(reversed).toEqual(first);
        expect(mines.map(cachedTriggers)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  test("lie within half a percent of the mine's own", () => {
    fc.assert(
      fc.property(someMine, (mine) => {
        const [kept, own] = [cachedTriggers(mine), solveMine(mine)];
        expect(kept.open / own.open).toBeCloseTo(1, 2);
        expect(kept.close / own.close).toBeCloseTo(1, 2);
      }),
      { numRuns: 40 },
    );
  });

  test("are the same for two sites of different size that are alike for each dollar of cost", () => {
    const small = cachedTriggers(oxideMine());
    const large = cachedTriggers(oxideMine({ cost: 76, care: 3.8, restart: 24, closing: 11.4 }));
    expect(keptTriggers()).toBe(1);
    expect(large.open).toBeCloseTo(2 * small.open, 9);
  });

  test("are kept to a bound", () => {
    for (let k = 0; k < 5000; k++) cachedTriggers(oxideMine({ restart: 2 + 0.01 * k, care: 0 }));
    expect(keptTriggers()).toBeLessThanOrEqual(4096);
  });

  test("of a problem without an answer name the figure", () => {
    expect(() => cachedTriggers(oxideMine({ drift: 0.2 }))).toThrow(
      /^drift is 0.2; expected a number below the rate, 0.1$/,
    );
  });
});
