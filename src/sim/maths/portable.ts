/**
 * The functions whose last bit differs between engines, from an implementation built on + − × ÷ and sqrt alone.
 * Everything under `src/sim` takes exp, ln and pow from here and never from `Math`.
 */
import stdlibExp from "@stdlib/math-base-special-exp";
import stdlibLn from "@stdlib/math-base-special-ln";
import stdlibPow from "@stdlib/math-base-special-pow";

/** e to the x. */
export const exp: (x: number) => number = stdlibExp;
/** Natural logarithm; NaN below 0. */
export const ln: (x: number) => number = stdlibLn;
/** `base` to the `exponent`. */
export const pow: (base: number, exponent: number) => number = stdlibPow;
/** Natural logarithm of 2. */
export const LN2 = 0.6931471805599453;

/** `x` held between `low` and `high`. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
