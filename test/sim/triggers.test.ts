/** Opening and closing prices of a site that can idle: the two-threshold problem of Dixit (1989). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openCloseTriggers, type TriggerProblem } from "../../src/sim/options/triggers";

const problem = (more: Partial<TriggerProblem> = {}): TriggerProblem => ({
  cost: 1,
  care: 0,
  restart: 4,
  closing: 0,
  rate: 0.025,
  drift: 0,
  volatility: 0.1,
  ...more,
});

const anyProblem = (): fc.Arbitrary<TriggerProblem> =>
  fc
    .record({
      cost: fc.double({ min: 1, max: 100, noNaN: true }),
      careShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
      restartShare: fc.double({ min: 0.01, max: 3, noNaN: true }),
      closingShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
      rate: fc.double({ min: 0.02, max: 0.2, noNaN: true }),
      driftShare: fc.double({ min: -1, max: 0.5, noNaN: true }),
      volatility: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
    })
    .map(({ cost, careShare, restartShare, closingShare, driftShare, rate, volatility }) => ({
      cost,
      care: careShare * cost,
      restart: restartShare * cost,
      closing: closingShare * cost,
      rate,
      drift: driftShare * rate,
      volatility,
    }));

test("the firm of Dixit (1989, section 3) enters at 1.4667 and leaves at 0.7657", () => {
  const { open, close } = openCloseTriggers(problem());
  expect(open).toBeCloseTo(1.4667, 4);
  expect(close).toBeCloseTo(0.7657, 4);
});

describe("a mine that can idle", () => {
  test("closes below the cost it saves and opens above it", () => {
    fc.assert(
      fc.property(anyProblem(), (any) => {
        const { open, close } = openCloseTriggers(any);
        expect(close).toBeGreaterThan(0);
        expect(close).toBeLessThan(any.cost - any.care);
        expect(open).toBeGreaterThan(any.cost - any.care);
      }),
    );
  });

  test("waits longer at both ends the more the price swings", () => {
    fc.assert(
      fc.property(anyProblem(), (any) => {
        const calm = openCloseTriggers(any);
        const wild = openCloseTriggers({ ...any, volatility: 1.5 * any.volatility });
        expect(wild.close).toBeLessThanOrEqual(calm.close);
        expect(wild.open).toBeGreaterThan(calm.open);
      }),
    );
  });

  test("waits longer at both ends the dearer it is to come back", () => {
    fc.assert(
      fc.property(anyProblem(), (any) => {
        const cheap = openCloseTriggers(any);
        const dear = openCloseTriggers({ ...any, restart: 2 * any.restart });
        // With little swing and falling prices the closing price is Marshall's to the last bit, whatever it costs to return.
        expect(dear.close).toBeLessThanOrEqual(cheap.close);
        expect(dear.open).toBeGreaterThan(cheap.open);
      }),
    );
  });

  test("has triggers in proportion to its costs: in other money the same mine decides the same", () => {
    fc.assert(
      fc.property(anyProblem(), fc.double({ min: 0.1, max: 50, noNaN: true }), (any, factor) => {
        const { cost, care, restart, closing } = any;
        const scaled = openCloseTriggers({
          ...any,
          cost: factor * cost,
          care: factor * care,
          restart: factor * restart,
          closing: factor * closing,
        });
        const plain = openCloseTriggers(any);
        expect(scaled.open / (factor * plain.open)).toBeCloseTo(1, 8);
        expect(scaled.close / (factor * plain.close)).toBeCloseTo(1, 8);
      }),
    );
  });

  test("acts at Marshall's prices when prices hardly move: cost less care, plus or less the interest on switching", () => {
    fc.assert(
      fc.property(anyProblem(), (any) => {
        const still = { ...any, drift: 0, volatility: 0.002 };
        const { open, close } = openCloseTriggers(still);
        const net = any.cost - any.care;
        expect(open / (net + any.rate * any.restart)).toBeCloseTo(1, 1);
        expect(close / (net - any.rate * any.closing)).toBeCloseTo(1, 1);
      }),
    );
  });

  test("has one price for both if switching costs nothing", () => {
    const { open, close } = openCloseTriggers(problem({ cost: 20, care: 3, restart: 0, closing: 0 }));
    expect([open, close]).toEqual([17, 17]);
  });

  test("comes close to one price as switching gets cheap", () => {
    const { open, close } = openCloseTriggers(problem({ restart: 1e-7 }));
    expect(open / close).toBeLessThan(1.02);
    expect(open / close).toBeGreaterThan(1);
  });
});

test("at a fifth of volatility and no drift, twice the cost of coming back lowers the closing price by a hundredth or more", () => {
  const cheap = openCloseTriggers(problem({ rate: 0.08, volatility: 0.2, restart: 0.25 }));
  const dear = openCloseTriggers(problem({ rate: 0.08, volatility: 0.2, restart: 0.5 }));
  expect(dear.close).toBeLessThan(0.99 * cheap.close);
});

describe("a problem without an answer says so", () => {
  test.each([
    ["no discounting", { rate: 0 }],
    ["a price that never moves", { volatility: 0 }],
    ["a price that outgrows the discount rate", { drift: 0.025 }],
    ["a figure that is no number", { rate: NaN }],
  ])("%s", (_, more) => {
    expect(() => openCloseTriggers(problem(more))).toThrow(/rate > 0, volatility > 0 and drift < rate/);
  });

  test("closing that costs more than running for ever", () => {
    expect(() => openCloseTriggers(problem({ closing: 41 }))).toThrow(/closing cost 41 is not below .* 40/);
  });
});
