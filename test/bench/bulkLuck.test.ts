/** Luck in bulk is addressed as all luck is, and lognormal as it says. */
import { describe, expect, test } from "vitest";
import { fillLognormal, luckKey, luckWord, monthKey } from "../../src/sim/maths/bulkLuck";
import { exp, ln } from "../../src/sim/maths/portable";
import { createLognormalTable, lognormalOf, normalQuantile, probabilityOf } from "../../src/sim/maths/quantileTable";

const SIGMA = 0.1;
const table = createLognormalTable(SIGMA);
const key = luckKey("ore", "cost");
const MINES = 5000;

function shocks(month: number, firstMine = 0, count = MINES, stride = 1): Float64Array {
  const out = new Float64Array(count);
  fillLognormal(out, count, table, monthKey(key, month), firstMine, stride);
  return out;
}

describe("shocks drawn in bulk", () => {
  test("a mine's shock is the same in whatever company it is drawn", () => {
    const all = shocks(7);
    const everySixth = shocks(7, 2, 100, 6);
    everySixth.forEach((shock, k) => expect(shock).toBe(all[2 + 6 * k]));
    expect(lognormalOf(table, luckWord(monthKey(key, 7), 44))).toBe(all[44]);
    expect([...shocks(8).subarray(0, 20)]).not.toEqual([...all.subarray(0, 20)]);
    const otherPurpose = monthKey(luckKey("ore", "grade"), 7);
    expect(luckWord(otherPurpose, 44)).not.toBe(luckWord(monthKey(key, 7), 44));
  });

  test("the table is the lognormal quantile to 1e-9 of sigma, out to the last word of either tail", () => {
    const words = [0, 1, 2, 3, 4, 5, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
    for (let k = 0; k < 5_000; k++) words.push(Math.imul(k, 0x9e3779b1) >>> (k % 32));
    for (const word of words) {
      const exact = exp(SIGMA * normalQuantile(probabilityOf(word)));
      expect(Math.abs(lognormalOf(table, word) / exact - 1)).toBeLessThan(1e-9 * SIGMA);
    }
  });

  test("the normal quantile has its known values", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 13);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
  });

  test("logarithms of shocks have mean 0, spread sigma, the kurtosis of a normal, and no memory", () => {
    const months = 40;
    const sums = [0, 0, 0, 0, 0];
    let before = new Float64Array(MINES);
    for (let t = 0; t < months; t++) {
      const z = shocks(t).map((shock) => ln(shock) / SIGMA);
      for (let i = 0; i < MINES; i++) {
        sums[0] += z[i];
        sums[1] += z[i] * z[i] - 1;
        sums[2] += z[i] * z[i] * z[i] * z[i] - 3;
        sums[3] += z[i] * before[i];
        if (i > 0) sums[4] += z[i] * z[i - 1];
      }
      before = z;
    }
    // In standard errors of each sum; the variance of z² is 2, of z⁴ 96.
    const variance = [1, 2, 96, 1, 1];
    sums.forEach((value, k) => expect(Math.abs(value) / Math.sqrt(variance[k] * MINES * months)).toBeLessThan(4));
  });
});
