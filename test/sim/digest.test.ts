/** The state hash sees every bit, and nothing but the bits. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { byCodeUnit, Digest, digestValue } from "../../src/sim/maths/digest";

function hashOf(value: unknown): string {
  const digest = new Digest();
  digestValue(digest, value);
  return digest.hex();
}

test("stocks that move from one mine to another change it, though their sum does not", () => {
  expect(hashOf(Float64Array.of(100, 50))).not.toBe(hashOf(Float64Array.of(50, 100)));
  expect(hashOf(Float64Array.of(100 + 1e-9, 50 - 1e-9))).not.toBe(hashOf(Float64Array.of(100, 50)));
});

test("the smallest step of any figure changes it", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 }), fc.nat(), (figures, pick) => {
      const at = pick % figures.length;
      const next = nextAfter(figures[at]!);
      fc.pre(next !== figures[at]);
      expect(hashOf(figures.map((x, k) => (k === at ? next : x)))).not.toBe(hashOf(figures));
    }),
  );
});

test("no tonnes are no tonnes, whichever sign a subtraction left them", () => {
  expect(hashOf([-0])).toBe(hashOf([0]));
  expect(hashOf(Float64Array.of(-0, 1))).toBe(hashOf(Float64Array.of(0, 1)));
});

test("every figure that is no number counts the same, and as no other", () => {
  const odd = new Float64Array(new BigUint64Array([0x7ff8000000000001n]).buffer);
  expect(odd[0]).toBeNaN();
  expect(hashOf(odd)).toBe(hashOf(Float64Array.of(NaN)));
  expect(hashOf([NaN])).not.toBe(hashOf([Infinity]));
  expect(hashOf([NaN])).not.toBe(hashOf([0]));
});

test("the order of an object's fields means nothing, their names do", () => {
  expect(hashOf({ cash: 1, debt: 2 })).toBe(hashOf({ debt: 2, cash: 1 }));
  expect(hashOf({ cash: 1, debt: 2 })).not.toBe(hashOf({ cash: 2, debt: 1 }));
});

test("neighbours cannot run together", () => {
  expect(hashOf(["ab", "c"])).not.toBe(hashOf(["a", "bc"]));
  expect(hashOf([[1], [2, 3]])).not.toBe(hashOf([[1, 2], [3]]));
  expect(hashOf([])).not.toBe(hashOf(null));
  expect(hashOf([""])).not.toBe(hashOf([]));
  expect(hashOf(["1"])).not.toBe(hashOf([1]));
  expect(hashOf([true])).not.toBe(hashOf([1]));
});

test("it is 32 hexadecimal digits, and different for different values", () => {
  const seen = new Set<string>();
  for (let k = 0; k < 20_000; k++) seen.add(hashOf(k));
  expect(seen.size).toBe(20_000);
  for (const hex of [...seen].slice(0, 50)) expect(hex).toMatch(/^[0-9a-f]{32}$/);
});

test("texts are put in order by code unit, whatever the language of the machine", () => {
  expect(["ä", "z", "Z", "a", "10", "9"].sort(byCodeUnit)).toEqual(["10", "9", "Z", "a", "z", "ä"]);
});

/** The next larger double, or the next in magnitude for negative ones. */
function nextAfter(x: number): number {
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  if (!Number.isFinite(x)) return x;
  bits[0] = bits[0]! + 1n;
  return new Float64Array(bits.buffer)[0]!;
}
