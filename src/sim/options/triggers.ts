/**
 * Opening and closing prices of a site that can be mothballed and restarted at a cost: the two-threshold problem of
 * Dixit (1989, "Entry and Exit Decisions under Uncertainty", JPE 97; Dixit & Pindyck 1994, ch. 7) with a care cost.
 * Between the two prices nothing happens, and that is why closures outlast the flood that caused them.
 */
import { pow } from "../maths/portable";

export interface TriggerProblem {
  /** Cash cost, $/kg. */
  cost: number;
  /** Care and maintenance while mothballed, $ a year per kg of yearly capacity. */
  care: number;
  /** Once, per kg of yearly capacity: to restart, and to shut down. */
  restart: number;
  closing: number;
  /** Real discount rate, drift and volatility of the price, yearly. Drift must lie below the rate, rate and volatility above 0. */
  rate: number;
  drift: number;
  volatility: number;
}

export interface Triggers {
  open: number;
  close: number;
}

/**
 * Opening and closing price, $/kg. With H and L the two prices and y = P/L, the difference of the values of the running and the
 * mothballed site is L·g(y) − (C − M)/ρ with g(y) = b·y^β2 − a·y^β1 + y/δ; smooth pasting at 1 and x = H/L fixes a and b,
 * value matching leaves one equation in x, which rises, so bisection finds it.
 * @throws RangeError when rate, volatility or drift are outside what the problem allows, or closing costs more than running for ever.
 */
export function openCloseTriggers(problem: TriggerProblem): Triggers {
  const { cost, care, restart, closing, rate, drift, volatility } = problem;
  if (!(rate > 0) || !(volatility > 0) || !(drift < rate)) {
    throw new RangeError(
      `triggers need rate > 0, volatility > 0 and drift < rate; got ${rate}, ${volatility}, ${drift}`,
    );
  }
  const netCost = cost - care;
  const perpetualCost = netCost / rate;
  if (!(perpetualCost > closing))
    throw new RangeError(`closing cost ${closing} is not below the cost of running for ever ${perpetualCost}`);
  if (restart + closing <= 0) return { open: netCost, close: netCost };

  const variance = volatility * volatility;
  const half = 0.5 - drift / variance;
  const root = Math.sqrt(half * half + (2 * rate) / variance);
  const beta1 = half + root;
  const beta2 = half - root;
  const delta = rate - drift;

  const difference = (x: number): { atClose: number; atOpen: number } => {
    const x1 = pow(x, beta1 - 1);
    const x2 = pow(x, beta2 - 1);
    // β2·b·y^(β2−1) − β1·a·y^(β1−1) = −1/δ at y = 1 and y = x
    const a = (1 - x2) / (delta * beta1 * (x1 - x2));
    const b = (beta1 * a - 1 / delta) / beta2;
    return { atClose: b - a + 1 / delta, atOpen: b * x2 * x - a * x1 * x + x / delta };
  };
  const excess = (x: number): number => {
    const { atClose, atOpen } = difference(x);
    return (perpetualCost - closing) * atOpen - (perpetualCost + restart) * atClose;
  };

  let low = 1;
  let high = 2;
  while (excess(high) < 0) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-13 * high; i++) {
    const middle = 0.5 * (low + high);
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  const x = 0.5 * (low + high);
  const close = (perpetualCost - closing) / difference(x).atClose;
  return { open: close * x, close };
}
