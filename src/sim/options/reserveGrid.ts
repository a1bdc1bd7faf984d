/**
 * Log prices for a mine whose ore runs out: dense around its cost, wide enough that what is assumed at the ends does not
 * reach the middle, and the weights of ½σ²v″ + μ(x)v′ on them.
 */
import { exp } from "../maths/portable";
import { logDrift, type Process } from "./process";

export interface ReserveGrid {
  readonly count: number;
  readonly x: Float64Array;
  /** Weights of the neighbours below and above in the operator; that of the node itself is minus their sum. */
  readonly below: Float64Array;
  readonly above: Float64Array;
}

/** Log prices `reach` to both sides of `centre`, `count` of them; steps are smallest in the middle. */
export function reserveGrid(process: Process, centre: number, reach: number, count: number): ReserveGrid {
  const x = new Float64Array(count);
  // sinh of this is the reach.
  const edge = arsinh(reach);
  for (let k = 0; k < count; k++) {
    const s = exp(edge * ((2 * k) / (count - 1) - 1));
    x[k] = centre + 0.5 * (s - 1 / s);
  }
  const below = new Float64Array(count);
  const above = new Float64Array(count);
  const variance = process.volatility * process.volatility;
  for (let k = 1; k < count - 1; k++) {
    const left = x[k]! - x[k - 1]!;
    const right = x[k + 1]! - x[k]!;
    const drift = logDrift(process, x[k]!);
    const span = left + right;
    const [swingBelow, swingAbove] = [variance / (left * span), variance / (right * span)];
    below[k] = swingBelow - (drift * right) / (left * span);
    above[k] = swingAbove + (drift * left) / (right * span);
    if (below[k]! < 0 || above[k]! < 0) {
      // Where the drift outweighs the swing it is taken from upwind, so that no weight is negative.
      below[k] = swingBelow + Math.max(-drift, 0) / left;
      above[k] = swingAbove + Math.max(drift, 0) / right;
    }
  }
  // A price that reverts comes back from the lowest node; one that walks stays as good as nought there.
  if (process.speed > 0) above[0] = Math.max(logDrift(process, x[0]!), 0) / (x[1]! - x[0]!);
  return { count, x, below, above };
}

/** The number whose hyperbolic sine is `y` > 0, by Newton's method. */
function arsinh(y: number): number {
  let t = 1;
  for (let i = 0; i < 60; i++) {
    const s = exp(t);
    const step = (0.5 * (s - 1 / s) - y) / (0.5 * (s + 1 / s));
    t -= step;
    if (Math.abs(step) < 1e-14 * t) break;
  }
  return t;
}
