/**
 * Chance. A draw is a function of (seed, entity, purpose, month): for each (seed, entity, purpose) a whole path is
 * drawn once from its own seedrandom stream and read by month, so nothing one site does can shift another's luck,
 * and two arms of an experiment with one seed share all of it.
 */
import alea from "seedrandom/lib/alea";
import { Digest } from "./digest";
import { exp, ln } from "./portable";

/** A stream of uniform numbers in [0, 1) for one entity and purpose. The key has a fixed width. */
function stream(seed: string, entity: string, purpose: string): () => number {
  const digest = new Digest();
  digest.text(seed);
  digest.text(entity);
  digest.text(purpose);
  return alea(`${digest.hex()}\0`);
}

/** Uniform numbers in [0, 1), one a month. */
export function uniformPath(seed: string, entity: string, purpose: string, months: number): Float64Array {
  const next = stream(seed, entity, purpose);
  const path = new Float64Array(months);
  for (let t = 0; t < months; t++) path[t] = next();
  return path;
}

/** Standard normal numbers, one a month (Marsaglia & Bray 1964, polar method). */
export function normalPath(seed: string, entity: string, purpose: string, months: number): Float64Array {
  const next = stream(seed, entity, purpose);
  const path = new Float64Array(months);
  for (let t = 0; t < months; t++) {
    let u: number;
    let s: number;
    do {
      u = 2 * next() - 1;
      const v = 2 * next() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    path[t] = u * Math.sqrt((-2 * ln(s)) / s);
  }
  return path;
}

/** One standard normal number for an entity and purpose. */
export function normalDraw(seed: string, entity: string, purpose: string): number {
  return normalPath(seed, entity, purpose, 1)[0]!;
}

/**
 * exp of an autoregression that starts at 0: factor_t = exp(x_t), x_t = persistence·x_(t−1) + g_t, g_t = momentum·g_(t−1) +
 * shock·normal: with momentum a shock is the start of a swing that goes on for months.
 */
export function autoregressiveFactors(
  normals: Float64Array,
  persistence: number,
  shock: number,
  momentum = 0,
): Float64Array {
  const factors = new Float64Array(normals.length);
  let x = 0;
  let growth = 0;
  for (let t = 0; t < normals.length; t++) {
    growth = momentum * growth + shock * normals[t]!;
    x = persistence * x + growth;
    factors[t] = exp(x);
  }
  return factors;
}
