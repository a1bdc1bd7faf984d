/**
 * What a believed price makes of a dollar: on a grid of log prices, how fast the two solutions of the discounting equation
 * ½σ²v″ + μ(x)v′ = ρv grow (u₁ > 0 upward, u₂ < 0 downward), and from these the present value of any yearly flow.
 * They depend on the process alone, so that all mines that believe in one process share them.
 */
import { exp } from "../maths/portable";
import { logDrift, type Process } from "./process";

export interface Fundamentals {
  /** Yearly rate at which values shrink. */
  readonly discount: number;
  readonly variance: number;
  /** Log prices lowest + k·step, k < count. */
  readonly lowest: number;
  readonly step: number;
  readonly count: number;
  /** Slopes of the logs of both solutions, and the logs, by node. */
  readonly rise: Float64Array;
  readonly fall: Float64Array;
  readonly logRise: Float64Array;
  readonly logFall: Float64Array;
  readonly kernel: Kernel;
}

/** Weights of a flow at both ends of a cell in the two running integrals. */
interface Kernel {
  /** 2/(σ²(u₁ − u₂)), by node. */
  readonly density: Float64Array;
  /** Shrinkage over the cell to the right of a node, seen from its right end (fall) and its left end (rise). */
  readonly fallShrink: Float64Array;
  readonly riseShrink: Float64Array;
  readonly fallNear: Float64Array;
  readonly fallFar: Float64Array;
  readonly riseNear: Float64Array;
  readonly riseFar: Float64Array;
}

/** A function of the log price on the grid: its values and slopes. */
export interface Curve {
  readonly value: Float64Array;
  readonly slope: Float64Array;
}

/** Solutions over `lowest` + [0, step·(count − 1)] with a yearly hazard added to the discount. */
export function fundamentals(
  process: Process,
  hazardYearly: number,
  lowest: number,
  step: number,
  count: number,
): Fundamentals {
  const discount = process.discount + hazardYearly;
  const variance = process.volatility * process.volatility;
  const rise = new Float64Array(count);
  const fall = new Float64Array(count);
  const logRise = new Float64Array(count);
  const logFall = new Float64Array(count);
  const at = (k: number): number => lowest + step * k;
  const curvature = (x: number, u: number): number =>
    (2 * discount) / variance - u * (u + (2 * logDrift(process, x)) / variance);
  const steady = (x: number, sign: number): number => {
    const m = logDrift(process, x) / variance;
    return -m + sign * Math.sqrt(m * m + (2 * discount) / variance);
  };
  rise[0] = steady(lowest, 1);
  for (let k = 1; k < count; k++) {
    const [u, growth] =
      process.speed === 0 ? [rise[0]!, rise[0]! * step] : march(curvature, at(k - 1), step, rise[k - 1]!);
    rise[k] = u;
    logRise[k] = logRise[k - 1]! + growth;
  }
  fall[count - 1] = steady(at(count - 1), -1);
  for (let k = count - 2; k >= 0; k--) {
    const last = fall[count - 1]!;
    const [u, growth] = process.speed === 0 ? [last, -last * step] : march(curvature, at(k + 1), -step, fall[k + 1]!);
    fall[k] = u;
    logFall[k] = logFall[k + 1]! + growth;
  }
  const kernel = kernelOf(process, step, rise, fall, logRise, logFall);
  return { discount, variance, lowest, step, count, rise, fall, logRise, logFall, kernel };
}

const MOST_SHARED = 32;
const shared = new Map<string, Fundamentals>();

/** `fundamentals`, kept for the next mine that believes in the same process on the same grid. */
export function sharedFundamentals(
  process: Process,
  hazardYearly: number,
  lowest: number,
  step: number,
  count: number,
): Fundamentals {
  const { volatility, discount, speed, level } = process;
  const key = [volatility, discount, speed, level, hazardYearly, lowest, step, count].join(" ");
  let found = shared.get(key);
  if (found === undefined) {
    found = fundamentals(process, hazardYearly, lowest, step, count);
    if (shared.size >= MOST_SHARED) shared.delete(shared.keys().next().value!);
    shared.set(key, found);
  }
  return found;
}

/** One cell of u′ = f(x, u) and of ∫u by Runge and Kutta's rule, in as many parts as its stiffness asks for. */
function march(f: (x: number, u: number) => number, from: number, step: number, start: number): [number, number] {
  const stiffness = Math.abs(f(from, start + 1) - f(from, start)) * Math.abs(step);
  const parts = Math.max(1, Math.min(64, Math.floor(2 * stiffness)));
  const h = step / parts;
  let u = start;
  let x = from;
  let grown = 0;
  for (let part = 0; part < parts; part++) {
    const k1 = f(x, u);
    const k2 = f(x + 0.5 * h, u + 0.5 * h * k1);
    const k3 = f(x + 0.5 * h, u + 0.5 * h * k2);
    const k4 = f(x + h, u + h * k3);
    const next = u + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
    // ∫u with the slopes at both ends: exact to the order of the march.
    grown += 0.5 * h * (u + next) + ((h * h) / 12) * (k1 - f(x + h, next));
    u = next;
    x += h;
  }
  return [u, grown];
}

function kernelOf(
  process: Process,
  step: number,
  rise: Float64Array,
  fall: Float64Array,
  logRise: Float64Array,
  logFall: Float64Array,
): Kernel {
  const count = rise.length;
  const array = (): Float64Array => new Float64Array(count);
  const density = array();
  const [fallShrink, fallNear, fallFar] = [array(), array(), array()];
  const [riseShrink, riseNear, riseFar] = [array(), array(), array()];
  for (let k = 0; k < count; k++) {
    density[k] = 2 / (process.volatility * process.volatility * (rise[k]! - fall[k]!));
    if (k === count - 1) break;
    const down = logFall[k + 1]! - logFall[k]!;
    const up = logRise[k]! - logRise[k + 1]!;
    fallShrink[k] = exp(down);
    riseShrink[k] = exp(up);
    // The running integral to the right end weighs the flow there most; to the left end likewise.
    [fallNear[k], fallFar[k]] = weights(down, fallShrink[k]!, step);
    [riseNear[k], riseFar[k]] = weights(up, riseShrink[k]!, step);
  }
  return { density, fallShrink, riseShrink, fallNear, fallFar, riseNear, riseFar };
}

/** ∫ over a cell of a shrinkage e^(a·distance/step) times a flow in a straight line: weights of its near and its far end. */
function weights(a: number, shrink: number, step: number): [near: number, far: number] {
  if (a > -1e-3) return [step * (0.5 + a / 6 + (a * a) / 24), step * (0.5 + a / 3 + (a * a) / 8)];
  const whole = (shrink - 1) / a;
  const far = (shrink - whole) / a;
  return [step * (whole - far), step * far];
}

/** Present value of a flow a year that the owner has for ever, and its slope in the log price; `flow` is given by node. */
export function presentValue(f: Fundamentals, flow: Float64Array): Curve {
  const { count, rise, fall } = f;
  const { density, fallShrink, riseShrink, fallNear, fallFar, riseNear, riseFar } = f.kernel;
  const value = new Float64Array(count);
  const slope = new Float64Array(count);
  const last = count - 1;
  // A cell takes the flow as a straight line; a twelfth of its bend makes up for that.
  const weighted = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const [low, high] = [Math.max(k, 1) - 1, Math.min(k + 1, last)];
    const here = density[k]! * flow[k]!;
    const bend = k === 0 || k === last ? 0 : density[low]! * flow[low]! - 2 * here + density[high]! * flow[high]!;
    weighted[k] = here - bend / 12;
  }
  const g = (k: number): number => weighted[k]!;
  // Left of the grid the flow stays as it is at its end; right of it, it goes on in a straight line of the price.
  let below = g(0) / -fall[0]!;
  for (let k = 0; k < count; k++) {
    if (k > 0) below = fallShrink[k - 1]! * below + fallNear[k - 1]! * g(k) + fallFar[k - 1]! * g(k - 1);
    value[k] = below;
    slope[k] = fall[k]! * below;
  }
  const raw = (k: number): number => density[k]! * flow[k]!;
  const perPrice = (raw(last) - raw(last - 1)) / (1 - exp(-f.step));
  const top = rise[last]!;
  let above = top > 1 ? perPrice / (top - 1) + (raw(last) - perPrice) / top : raw(last) / top;
  for (let k = last; k >= 0; k--) {
    if (k < last) above = riseShrink[k]! * above + riseNear[k]! * g(k) + riseFar[k]! * g(k + 1);
    value[k] = value[k]! + above;
    slope[k] = slope[k]! + rise[k]! * above;
  }
  return { value, slope };
}
