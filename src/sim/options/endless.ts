/**
 * A deposit that does not end. The plain random walk has a closed form (Dixit 1989; Dixit & Pindyck 1994, ch. 7); taxes,
 * supports and reverting prices are solved on a grid of log prices, regime by regime.
 */
import { exp, ln, pow } from "../maths/portable";
import { solveEndlessByActs } from "./finite";
import { sharedFundamentals, type Fundamentals } from "./fundamentals";
import { openFlow, processOf } from "./process";
import type { MineProblem, MineSolution, MineValue } from "./problem";
import { isStiff, solveRegime, type RegimeSolution } from "./regime";
import { openCloseTriggers } from "./triggers";

/** Reach of the grid in log prices to both sides, and its step. */
const REACH = 7;
const STEP = 0.01;
/** A reverting price is laid out around its mean where the cost is not further off in logs: mines then share one layout. */
const NEAR = 2;
/** Share of cost that switching there and back costs at least on the grid: below it both triggers are one. */
const LEAST_SWITCHING = 1e-7;

/** Solves an endless mine. Assumes a problem without fault. */
export function solveEndless(problem: MineProblem, step = STEP): MineSolution {
  return closedForm(problem) ?? solveOnGrid(problem, step);
}

/**
 * With y = P/L, L the closing price: a mothballed mine is worth L·a·y^β1 + B·P^β2 − M/ρ, an open one L·b·y^β2 + B·P^β2 + P/δ − C/ρ;
 * value matching and smooth pasting at L give a and b, at the abandonment price S that price and B. Null where the mine asks
 * for more than that, or is left without a spell of care.
 */
export function closedForm(problem: MineProblem): MineSolution | null {
  const { cost, care, restart, closing, abandonment, drift, volatility } = problem;
  const isPlain =
    problem.reversion === null &&
    (problem.support === null || problem.support.belief === 0) &&
    problem.costInflation === 0 &&
    problem.propertyTax === 0 &&
    problem.incomeTax === 0 &&
    problem.royalty === 0;
  const { rate } = problem;
  // Care that costs as much as running never pays, and closing that costs more than running for ever is never done.
  if (!isPlain || (cost - care) / rate <= closing) return null;
  const { open, close } = openCloseTriggers(problem);
  const variance = volatility * volatility;
  const half = 0.5 - drift / variance;
  const root = Math.sqrt(half * half + (2 * rate) / variance);
  const beta1 = half + root;
  const beta2 = half - root;
  const perDelta = 1 / (rate - drift);
  const k = ((cost - care) / rate - closing) / close;
  const a = (perDelta + beta2 * (k - perDelta)) / (beta1 - beta2);
  const b = a + k - perDelta;
  const careForEver = care / rate;
  let abandon: number | null = null;
  let left = 0;
  if (careForEver > abandonment) {
    const ratio = ((careForEver - abandonment) * -beta2) / ((beta1 - beta2) * close * a);
    abandon = close * pow(ratio, 1 / beta1);
    if (!(abandon < close)) return null;
    left = ((careForEver - abandonment) * beta1) / (beta1 - beta2);
  }
  const valueAt = (price: number): MineValue => {
    const lift = abandon === null ? 0 : left * pow(price / abandon, beta2);
    const y = price / close;
    const running = (): number => close * b * pow(y, beta2) + price * perDelta - cost / rate + lift;
    const idle = (): number => close * a * pow(y, beta1) - careForEver + lift;
    const mothballed =
      price >= open ? running() - restart : abandon !== null && price <= abandon ? -abandonment : idle();
    return { open: price <= close ? mothballed - closing : running(), mothballed };
  };
  return { open, close, abandon, stopsBy: "mothballing", valueAt };
}

/** Solves an endless mine by its present values on a grid, whatever its price does and whoever takes a share. */
export function solveOnGrid(problem: MineProblem, step = STEP): MineSolution {
  const process = processOf(problem);
  const count = Math.floor((2 * REACH) / step + 0.5) + 1;
  const cost = ln(problem.cost);
  const mean = problem.reversion === null ? cost : ln(problem.reversion.mean);
  const lowest = (Math.abs(cost - mean) < NEAR ? mean : cost) - REACH;
  const widened = widen(problem);
  const plain = sharedFundamentals(process, 0, lowest, step, count);
  const after = regimeOf(plain, widened, null);
  const { support } = problem;
  if (after === null) return solveEndlessByActs(problem);
  if (support === null || support.belief === 0) return inPrices(after);
  const during = sharedFundamentals(process, support.hazardYearly, lowest, step, count);
  const supported = isStiff(during, after.close, after.open) ? null : regimeOf(during, widened, after);
  return supported === null ? solveEndlessByActs(problem) : inPrices(supported);
}

/** The regime of the support if what comes `after` is given, else the one without. */
function regimeOf(f: Fundamentals, problem: MineProblem, after: RegimeSolution | null): RegimeSolution | null {
  const support = after === null ? null : problem.support;
  const running = new Float64Array(f.count);
  const idle = new Float64Array(f.count);
  for (let k = 0; k < f.count; k++) {
    const x = f.lowest + f.step * k;
    running[k] = openFlow(problem, support, exp(x));
    idle[k] = -problem.care;
    if (after !== null && support !== null && support.hazardYearly > 0) {
      running[k] = running[k]! + support.hazardYearly * after.valueOpen(x);
      idle[k] = idle[k]! + support.hazardYearly * after.valueMothballed(x);
    }
  }
  return solveRegime(f, problem, running, idle);
}

function widen(problem: MineProblem): MineProblem {
  const least = LEAST_SWITCHING * problem.cost;
  return problem.restart + problem.closing < least ? { ...problem, restart: least - problem.closing } : problem;
}

function inPrices(regime: RegimeSolution): MineSolution {
  const price = (x: number): number => (x === -Infinity ? 0 : x === Infinity ? Infinity : exp(x));
  return {
    open: price(regime.open),
    close: price(regime.close),
    abandon: regime.abandon === -Infinity ? null : price(regime.abandon),
    stopsBy: regime.close === -Infinity ? "mothballing" : regime.stopsBy,
    valueAt: (at) => ({ open: regime.valueOpen(ln(at)), mothballed: regime.valueMothballed(ln(at)) }),
  };
}
