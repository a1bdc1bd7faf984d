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
const CENTRE_ABOVE = [3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227];
// prettier-ignore
const CENTRE_BELOW = [1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854];
// prettier-ignore
const MIDDLE_ABOVE = [1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414];
// prettier-ignore
const MIDDLE_BELOW = [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-09];
// prettier-ignore
const FAR_ABOVE = [6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07];
// prettier-ignore
const FAR_BELOW = [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-05, 1.421511758316446e-07, 2.0442631033899397e-15];
