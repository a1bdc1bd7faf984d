/**
 * Chance for many entities at once. As in luck.ts a draw is a function of (seed, entity, purpose, month), but here it
 * is worked out from the four directly, by hashing, so that a whole month is drawn in one pass and no path is kept.
 */
import { Digest } from "./digest";
import { CELL_BITS, TAIL_CELLS, type LognormalTable } from "./quantileTable";

/** What a bulk of draws is keyed by, but for month and entity: two 32-bit words. */
export interface LuckKey {
  readonly first: number;
  readonly second: number;
}

export function luckKey(seed: string, purpose: string): LuckKey {
  const digest = new Digest();
  digest.text(seed);
  digest.text(purpose);
  const hex = digest.hex();
  return { first: Number(`0x${hex.slice(0, 8)}`) | 0, second: Number(`0x${hex.slice(8, 16)}`) | 0 };
}

/** A bijection of 32-bit words whose every output bit hangs on every input bit (C. Wellons, hash-prospector). */
function mixed(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** The key of one month. */
export function monthKey(key: LuckKey, month: number): LuckKey {
  const first = mixed(key.first ^ Math.imul(month + 1, 0x9e3779b9));
  return { first, second: mixed(key.second ^ first) };
}

/** 32 random bits for one entity, known by its number, in the month of the key. */
export function luckWord(month: LuckKey, entity: number): number {
  let x = entity ^ month.first;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15) ^ month.second, 0x735a2d97);
  return x ^ (x >>> 15);
}

/**
 * Lognormal factors, exp(sigma · a standard normal draw), for `count` entities numbered from `firstEntity` by `stride`,
 * written to the start of `out`. The body repeats `luckWord` and `lognormalOf`, since calls that an engine does not
 * inline would be half of its time.
 */
export function fillLognormal(
  out: Float64Array,
  count: number,
  table: LognormalTable,
  month: LuckKey,
  firstEntity: number,
  stride: number,
): void {
  const c = table.coefficients;
  const first = month.first | 0;
  const second = month.second | 0;
  for (let i = 0, entity = firstEntity | 0; i < count; i++, entity = (entity + stride) | 0) {
    let word = entity ^ first;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15) ^ second, 0x735a2d97);
    word ^= word >>> 15;
    const tail = (word >>> 1) | 1;
    const shift = Math.clz32(tail);
    const rest = (tail << shift) << 1;
    const at = (((shift - 1) << CELL_BITS) + (rest >>> (32 - CELL_BITS)) + (word & 1) * TAIL_CELLS) << 2;
    const place = (rest << CELL_BITS) ^ 0x80000000;
    out[i] = c[at] + place * (c[at + 1] + place * (c[at + 2] + place * c[at + 3]));
  }
}
