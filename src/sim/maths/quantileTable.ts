/**
 * Lognormal factors from 31 uniform bits and a sign, by table: exp(sigma·z), z the standard normal quantile, as cubics
 * over cells that halve in width towards both tails. No logarithm, no exponential and no branch is left in a draw.
 * Off the exact quantile by less than 1e-9 of sigma (test/bench), and the same bits in every engine.
 */
import { exp, ln } from "./portable";

/** A table is read by `fillLognormal` in bulkLuck.ts. Four coefficients a cell, lower half first. */
export interface LognormalTable {
  readonly sigma: number;
  readonly coefficients: Float64Array;
}

/** Cells an octave of probability: 2 to the 5. */
export const CELL_BITS = 5;
/** Octaves below one half that 31 bits reach. */
export const OCTAVES = 31;
/** Cells of one tail. */
export const TAIL_CELLS = OCTAVES << CELL_BITS;

const WORD = 4294967296;
const HALF_WORD = 2147483648;

/** Chebyshev's nodes for four points on (−1, 1). */
const NODES = [-0.9238795325112867, -0.3826834323650898, 0.3826834323650898, 0.9238795325112867];

export function createLognormalTable(sigma: number): LognormalTable {
  const coefficients = new Float64Array(2 * TAIL_CELLS * 4);
  const cells = 1 << CELL_BITS;
  for (let octave = 0; octave < OCTAVES; octave++) {
    // Octave 0 holds probabilities from a quarter to a half.
    let lowest = 0.25;
    for (let k = 0; k < octave; k++) lowest *= 0.5;
    const width = lowest / cells;
    for (let cell = 0; cell < cells; cell++) {
      const centre = lowest + (cell + 0.5) * width;
      const lower = NODES.map((node) => exp(sigma * normalQuantile(centre + 0.5 * width * node)));
      const at = 4 * (octave * cells + cell);
      fit(lower, coefficients, at);
      fit(
        lower.map((factor) => 1 / factor),
        coefficients,
        at + 4 * TAIL_CELLS,
      );
    }
  }
  return { sigma, coefficients };
}

/** The cubic through values at the nodes, for an argument that runs from −2^31 to 2^31 over the cell. */
function fit(values: readonly number[], coefficients: Float64Array, at: number): void {
  for (let i = 0; i < 4; i++) {
    // Newton's product for the other three nodes, multiplied out.
    const [a, b, c] = NODES.filter((_, j) => j !== i) as [number, number, number];
    const x = NODES[i];
    const weight = values[i] / ((x - a) * (x - b) * (x - c));
    coefficients[at] -= weight * a * b * c;
    coefficients[at + 1] += (weight * (a * b + a * c + b * c)) / HALF_WORD;
    coefficients[at + 2] -= (weight * (a + b + c)) / HALF_WORD / HALF_WORD;
    coefficients[at + 3] += weight / HALF_WORD / HALF_WORD / HALF_WORD;
  }
}

/** The factor that one 32-bit word draws: its lowest bit is the side, the rest (made odd) the probability × 2^32. */
export function lognormalOf(table: LognormalTable, word: number): number {
  const c = table.coefficients;
  const tail = (word >>> 1) | 1;
  const shift = Math.clz32(tail);
  // The leading one is shifted out, then come the cell's bits, then the place within the cell.
  const rest = (tail << shift) << 1;
  const cell = ((shift - 1) << CELL_BITS) + (rest >>> (32 - CELL_BITS)) + (word & 1) * TAIL_CELLS;
  const place = (rest << CELL_BITS) ^ 0x80000000;
  const at = cell << 2;
  return c[at] + place * (c[at + 1] + place * (c[at + 2] + place * c[at + 3]));
}

/** The probability that a 32-bit word stands for, in (0, 1). */
export function probabilityOf(word: number): number {
  const tail = ((word >>> 1) | 1) / WORD;
  return (word & 1) === 0 ? tail : 1 - tail;
}

/** The standard normal quantile of a probability in (0, 1) (Wichura 1988, AS 241, PPND16: about 1e-16). */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-ln(q < 0 ? probability : 1 - probability));
  const z =
    r <= 5
      ? polynomial(MIDDLE_ABOVE, r - 1.6) / polynomial(MIDDLE_BELOW, r - 1.6)
      : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -z : z;
}

/** By rising power. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + coefficients[k];
  return value;
}

// prettier-ignore
const CENTRE_ABOVE = [3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3];
// prettier-ignore
const CENTRE_BELOW = [1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3];
// prettier-ignore
const MIDDLE_ABOVE = [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4];
// prettier-ignore
const MIDDLE_BELOW = [1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9];
// prettier-ignore
const FAR_ABOVE = [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7];
// prettier-ignore
const FAR_BELOW = [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15];
