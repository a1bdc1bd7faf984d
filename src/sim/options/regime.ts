/**
 * An endless mine while one regime lasts: its two or three free boundaries and its values. What may come after (a support
 * that ends) enters as a flow: the hazard times the value then.
 */
import { presentValue, type Curve, type Fundamentals } from "./fundamentals";
import type { MineProblem, Stop } from "./problem";
import {
  freeBoundaries,
  lowerTouch,
  pieceAt,
  topOf,
  triggerAt,
  upperTouch,
  type Gap,
  type Piece,
  type Term,
} from "./tangent";

/** Log prices of the acts: minus infinity for opening at any price and for never stopping or leaving, infinity for the reverse. */
export interface RegimeSolution {
  readonly open: number;
  readonly close: number;
  readonly abandon: number;
  readonly stopsBy: Stop;
  /** Values at a log price within the grid. */
  valueOpen(x: number): number;
  valueMothballed(x: number): number;
}

/**
 * Growth of a solution, in logs, from one trigger to the other beyond which the last digit at the start decides the end: such a
 * mine is to be solved in another way.
 */
const STIFF = 22;

/** True if following a value between the two log prices would lose its digits. */
export function isStiff(f: Fundamentals, low: number, high: number): boolean {
  if (low === -Infinity || high === Infinity || low >= high) return false;
  const node = (x: number): number => Math.max(0, Math.min(f.count - 1, Math.floor((x - f.lowest) / f.step + 0.5)));
  const [from, to] = [node(low), node(high)];
  return f.logRise[to]! - f.logRise[from]! > STIFF || f.logFall[from]! - f.logFall[to]! > STIFF;
}

/** Solves one regime from the yearly flows of an open and a mothballed mine by node. Null if it is too stiff. */
export function solveRegime(
  f: Fundamentals,
  problem: MineProblem,
  openFlow: Float64Array,
  mothballedFlow: Float64Array,
): RegimeSolution | null {
  const open = presentValue(f, openFlow);
  const mothballed = presentValue(f, mothballedFlow);
  const bounds = switching(f, problem, minus(openFlow, mothballedFlow), {
    value: minus(open.value, mothballed.value),
    slope: minus(open.slope, mothballed.slope),
  });
  if (bounds === null || isStiff(f, bounds.close, bounds.open)) return null;
  const waiting: Piece = { particular: mothballed, terms: bounds.rise === null ? [] : [flipped(bounds.rise)] };
  const lift = bounds.open === -Infinity ? null : lowerTouch(f, waiting, -problem.abandonment);
  const isLeftFirst =
    bounds.open === -Infinity
      ? open.value[0]! - problem.restart < -problem.abandonment
      : lift !== null && lift.origin >= bounds.close;
  if (isLeftFirst) return leaving(f, problem, open, mothballed);
  // What leaving adds to a mothballed mine it adds to an open one too.
  const lifts = lift === null ? [] : [lift];
  const idle: Piece = { particular: mothballed, terms: [...waiting.terms, ...lifts] };
  const running: Piece = { particular: open, terms: [...(bounds.fall === null ? [] : [bounds.fall]), ...lifts] };
  const abandon = lift === null ? -Infinity : triggerAt(f, lift.origin);
  return solution(f, problem, running, idle, {
    open: bounds.open,
    close: bounds.close,
    abandon,
    stopsBy: "mothballing",
  });
}

type Bounds = Pick<RegimeSolution, "open" | "close" | "abandon" | "stopsBy">;

function solution(f: Fundamentals, problem: MineProblem, running: Piece, idle: Piece, bounds: Bounds): RegimeSolution {
  const { restart, closing, abandonment } = problem;
  const valueMothballed = (x: number): number => {
    if (x >= bounds.open) return pieceAt(f, running, x).value - restart;
    return x <= bounds.abandon ? -abandonment : pieceAt(f, idle, x).value;
  };
  const valueOpen = (x: number): number => {
    if (x > bounds.close) return pieceAt(f, running, x).value;
    return bounds.stopsBy === "abandoning" ? -closing - abandonment : valueMothballed(x) - closing;
  };
  return { ...bounds, valueOpen, valueMothballed };
}

interface Switching {
  open: number;
  close: number;
  /** Terms of the difference of the values, open less mothballed. */
  rise: Term | null;
  fall: Term | null;
}

/** Between opening and closing the difference of the values lies between −closing and +restart, and touches both. Null if it is too stiff. */
function switching(f: Fundamentals, problem: MineProblem, flow: Float64Array, difference: Curve): Switching | null {
  const { restart, closing } = problem;
  // Closing can pay only where running loses more than the interest on closing.
  let short = 0;
  while (short < f.count && flow[short]! + f.discount * closing < 0) short++;
  if (short === f.count) return { open: Infinity, close: Infinity, rise: null, fall: null };
  if (short > 0) {
    const gapOf: Gap = ({ value, slope }) => ({ value: restart - value, slope: -slope });
    const marshall = f.lowest + f.step * short;
    const found = freeBoundaries(f, difference, -closing, gapOf, [f.lowest, marshall]);
    if (found !== null && found.right > topOf(f)) {
      // Under a contract that pays little more than the cost, no price is worth a restart while it lasts.
      const fall = lowerTouch(f, { particular: difference, terms: [] }, -closing);
      return { open: Infinity, close: fall === null ? -Infinity : fall.origin, rise: null, fall };
    }
    if (found !== null && !found.isSharp) return null;
    if (found !== null) {
      const [rise, fall] = found.piece.terms;
      return { open: found.right, close: found.left, rise: rise!, fall: fall! };
    }
  }
  // An open mine never stops. A mothballed one waits for its price, or opens at any.
  const rise = upperTouch(f, difference, restart);
  if (rise === undefined) return { open: Infinity, close: -Infinity, rise: null, fall: null };
  if (rise === null) return { open: -Infinity, close: -Infinity, rise: null, fall: null };
  return { open: rise.origin, close: -Infinity, rise, fall: null };
}

/** A mine that is never put into care: an open one runs until it is left, if ever; a mothballed one waits between leaving and opening. */
function leaving(f: Fundamentals, problem: MineProblem, open: Curve, mothballed: Curve): RegimeSolution | null {
  const { restart, closing, abandonment } = problem;
  const left = -closing - abandonment;
  const fall = lowerTouch(f, { particular: open, terms: [] }, left);
  const close = fall === null ? -Infinity : triggerAt(f, fall.origin);
  const running: Piece = { particular: open, terms: fall === null ? [] : [fall] };
  const bounds = (opens: number, abandon: number): Bounds => ({ open: opens, close, abandon, stopsBy: "abandoning" });
  const gapOf: Gap = (idle, x) => {
    const other = x <= close ? { value: left, slope: 0 } : pieceAt(f, running, x);
    return { value: idle.value - other.value + restart, slope: idle.slope - other.slope };
  };
  // Where opening pays as much as leaving, waiting from there on would fall short of opening.
  let short = f.count - 1;
  while (short > 0 && pieceAt(f, running, f.lowest + f.step * short).value - restart > -abandonment) short--;
  const found = freeBoundaries(f, mothballed, -abandonment, gapOf, [f.lowest + f.step * short, f.lowest]);
  if (found !== null && found.right <= topOf(f)) {
    if (!found.isSharp || isStiff(f, found.left, found.right)) return null;
    return solution(f, problem, running, found.piece, bounds(found.right, found.left));
  }
  const lift = lowerTouch(f, { particular: mothballed, terms: [] }, -abandonment);
  const idle: Piece = { particular: mothballed, terms: lift === null ? [] : [lift] };
  return solution(f, problem, running, idle, bounds(Infinity, lift === null ? -Infinity : triggerAt(f, lift.origin)));
}

function flipped(term: Term): Term {
  return { ...term, amount: -term.amount };
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value - b[k]!);
}
