/**
 * Free boundaries of a value that waits between two acts. A value that touches what the left act pays at S, with the same
 * slope, is there determined; S is right if the value further right just touches what the right act pays. Both touch
 * smoothly, so that value matching and smooth pasting hold at both ends to the accuracy of the grid.
 */
import { exp } from "../maths/portable";
import type { Curve, Fundamentals } from "./fundamentals";

/** One of the two solutions, `amount` at log price `origin`, where its log is `log`. */
export interface Term {
  readonly solution: "rise" | "fall";
  readonly amount: number;
  readonly origin: number;
  readonly log: number;
}

/** A value where nothing is done: that of the flow for ever, and what the acts to come add to it. */
export interface Piece {
  readonly particular: Curve;
  readonly terms: readonly Term[];
}

interface Point {
  value: number;
  slope: number;
}

/** A curve between nodes, by its values and slopes (Hermite's cubic). */
export function curveAt(f: Fundamentals, curve: Curve, x: number): Point {
  const k = cellOf(f, x);
  return cubic(f, k, x, curve.value[k]!, curve.value[k + 1]!, curve.slope[k]!, curve.slope[k + 1]!);
}

function cellOf(f: Fundamentals, x: number): number {
  const k = Math.floor((x - f.lowest) / f.step);
  return k < 0 ? 0 : k > f.count - 2 ? f.count - 2 : k;
}

function cubic(f: Fundamentals, k: number, x: number, v0: number, v1: number, s0: number, s1: number): Point {
  const h = f.step;
  const t = (x - f.lowest) / h - k;
  const rise = v1 - v0;
  const a = h * s0 - rise;
  const b = rise - h * s1;
  const bend = a + t * (b - a);
  return {
    value: v0 + t * (rise + (1 - t) * bend),
    slope: (rise + (1 - 2 * t) * bend + t * (1 - t) * (b - a)) / h,
  };
}

/** Log of a solution and its slope at a log price. */
function logAt(f: Fundamentals, solution: Term["solution"], x: number): Point {
  const k = cellOf(f, x);
  return solution === "rise"
    ? cubic(f, k, x, f.logRise[k]!, f.logRise[k + 1]!, f.rise[k]!, f.rise[k + 1]!)
    : cubic(f, k, x, f.logFall[k]!, f.logFall[k + 1]!, f.fall[k]!, f.fall[k + 1]!);
}

/** A term of `amount` at a log price. */
function termAt(f: Fundamentals, solution: Term["solution"], amount: number, origin: number): Term {
  return { solution, amount, origin, log: logAt(f, solution, origin).value };
}

/** Value and slope of a piece at a log price. An amount of nought stays so however far its solution has grown. */
export function pieceAt(f: Fundamentals, piece: Piece, x: number): Point {
  const sum = curveAt(f, piece.particular, x);
  for (const { solution, amount, log } of piece.terms) {
    if (amount === 0) continue;
    const here = logAt(f, solution, x);
    const term = amount * exp(here.value - log);
    sum.value += term;
    sum.slope += here.slope * term;
  }
  return sum;
}

/** `pieceAt` at a node of the grid. */
function pieceAtNode(f: Fundamentals, piece: Piece, k: number): Point {
  const sum = { value: piece.particular.value[k]!, slope: piece.particular.slope[k]! };
  for (const { solution, amount, log } of piece.terms) {
    if (amount === 0) continue;
    const isRise = solution === "rise";
    const term = amount * exp((isRise ? f.logRise[k]! : f.logFall[k]!) - log);
    sum.value += term;
    sum.slope += (isRise ? f.rise[k]! : f.fall[k]!) * term;
  }
  return sum;
}

/** The piece that equals `level` at log price x and is flat there. */
export function tangentPiece(f: Fundamentals, particular: Curve, x: number, level: number): Piece {
  const { value, slope } = curveAt(f, particular, x);
  const up = logAt(f, "rise", x).slope;
  const down = logAt(f, "fall", x).slope;
  const gap = level - value;
  const risen = (-slope - down * gap) / (up - down);
  return {
    particular,
    terms: [termAt(f, "rise", risen, x), termAt(f, "fall", gap - risen, x)],
  };
}

/**
 * The lowest log price at which a piece, given a falling term, is both `level` and flat: below it that level is better.
 * Returns that term with it, or null where the piece never sinks to the level.
 */
export function lowerTouch(f: Fundamentals, piece: Piece, level: number): Term | null {
  const excess = (x: number): number => {
    const { value, slope } = pieceAt(f, piece, x);
    return slope - logAt(f, "fall", x).slope * (value - level);
  };
  if (excess(f.lowest) >= 0) return null;
  let k = 1;
  while (k < f.count - 1 && excess(f.lowest + f.step * k) < 0) k++;
  let [low, high] = [f.lowest + f.step * (k - 1), f.lowest + f.step * k];
  for (let i = 0; i < 50; i++) {
    const middle = 0.5 * (low + high);
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  const origin = 0.5 * (low + high);
  return termAt(f, "fall", level - pieceAt(f, piece, origin).value, origin);
}

/**
 * The rising term with which the curve touches `level` from below and is flat there; null where it lies above the level at
 * every price, undefined where it stays under.
 */
export function upperTouch(f: Fundamentals, curve: Curve, level: number): Term | null | undefined {
  const excess = (k: number): number => curve.slope[k]! - f.rise[k]! * (curve.value[k]! - level);
  if (excess(0) <= 0) return null;
  let k = 1;
  while (k < f.count && excess(k) > 0) k++;
  if (k === f.count || f.lowest + f.step * k > topOf(f)) return undefined;
  const [before, after] = [excess(k - 1), excess(k)];
  const origin = f.lowest + f.step * (k - 1 + before / (before - after));
  return termAt(f, "rise", level - curveAt(f, curve, origin).value, origin);
}

/** A trigger found on the grid; infinity if it is the end of the grid. */
export function triggerAt(f: Fundamentals, x: number): number {
  return x > topOf(f) ? Infinity : x;
}

/** A log price so near to the end of the grid that what is found beyond it is the end of the grid. */
export function topOf(f: Fundamentals): number {
  return f.lowest + f.step * (f.count - 1) - 0.2;
}

/** What remains between a piece, whose value and slope are given, and what the right act pays. */
export type Gap = (piece: Point, x: number) => Point;

interface Touch {
  /** Least gap, and where. */
  gap: number;
  x: number;
}

/**
 * The first least gap of a piece right of its start; minus infinity where the piece breaks through without turning. Where only
 * the sign is wanted it stops at the first node past the act.
 */
function firstTouch(f: Fundamentals, piece: Piece, start: number, gapOf: Gap, signOnly: boolean): Touch {
  let before = start;
  for (let k = cellOf(f, start) + 1; k < f.count; k++) {
    const x = f.lowest + f.step * k;
    if (x <= before) continue;
    const { value, slope } = gapOf(pieceAtNode(f, piece, k), x);
    if (slope >= 0) return turn(f, piece, gapOf, before, x);
    if (!(value > (signOnly ? 0 : -1e9))) break;
    before = x;
  }
  return { gap: -Infinity, x: before };
}

/** The place between two log prices where the gap stops to shrink, by the secant of its slope (Illinois). */
function turn(f: Fundamentals, piece: Piece, gapOf: Gap, from: number, to: number): Touch {
  const at = (x: number): Point => gapOf(pieceAt(f, piece, x), x);
  let [low, high] = [from, to];
  let slopeLow = at(from).slope;
  let x = to;
  let point = at(x);
  let slopeHigh = point.slope;
  for (let i = 0; i < 40 && high - low > 1e-11 && point.slope !== 0; i++) {
    // At a tangent start the slope is nought already: halve until it is not.
    x = slopeLow < -1e-14 ? (low * slopeHigh - high * slopeLow) / (slopeHigh - slopeLow) : 0.5 * (low + high);
    point = at(x);
    if (Math.abs(point.slope) < 1e-12 * (1 + Math.abs(point.value))) break;
    if (point.slope < 0) {
      [low, slopeLow] = [x, point.slope];
      slopeHigh *= 0.5;
    } else {
      [high, slopeHigh] = [x, point.slope];
      slopeLow *= 0.5;
    }
  }
  return { gap: point.value, x };
}

export interface FreeBoundaries {
  readonly left: number;
  readonly right: number;
  readonly piece: Piece;
  /** False if the touch was missed by more than rounding, because the last digit of the start decides the end. */
  readonly isSharp: boolean;
}

/**
 * The pair of free boundaries between which a value waits: `left`, from which its piece starts, and `right`. The start is
 * looked for between two log prices: from `through` the piece breaks through the right act, from `short` it falls short.
 * Null if it falls short from everywhere.
 */
export function freeBoundaries(
  f: Fundamentals,
  particular: Curve,
  level: number,
  gapOf: Gap,
  between: [through: number, short: number],
): FreeBoundaries | null {
  const touchFrom = (x: number, signOnly: boolean): Touch =>
    firstTouch(f, tangentPiece(f, particular, x, level), x, gapOf, signOnly);
  let [through, short] = between;
  if (touchFrom(through, true).gap >= 0) return null;
  // The least gap moves evenly with the start once it is near: halve to a cell, then follow the secant (Illinois).
  while (Math.abs(short - through) > f.step) {
    const middle = 0.5 * (through + short);
    if (touchFrom(middle, true).gap < 0) through = middle;
    else short = middle;
  }
  let low = touchFrom(through, false).gap;
  let high = touchFrom(short, false).gap;
  let start = short;
  for (let i = 0; i < 60 && Math.abs(short - through) > 1e-11; i++) {
    const isSmooth = low > -1e6 && high < 1e6;
    start = isSmooth ? (through * high - short * low) / (high - low) : 0.5 * (through + short);
    const { gap } = touchFrom(start, false);
    if (gap < 0) {
      [through, low] = [start, gap];
      if (isSmooth) high *= 0.5;
    } else {
      [short, high] = [start, gap];
      if (isSmooth) low *= 0.5;
    }
    if (Math.abs(gap) < 1e-13) break;
  }
  const piece = tangentPiece(f, particular, start, level);
  const touch = firstTouch(f, piece, start, gapOf, false);
  return { left: start, right: touch.x, piece, isSharp: Math.abs(touch.gap) <= 1e-6 * (1 + Math.abs(level)) };
}
