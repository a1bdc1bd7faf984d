/**
 * Triggers for many sites and months at little cost. A problem is put in units of its own money (of its cost, or of the mean
 * that its price reverts to) and its figures are rounded to fixed steps before it is solved: sites that differ by less share
 * an answer, and the answer depends on the problem alone, never on what was asked before. What is kept is bounded.
 */
import { solveEndless } from "./endless";
import { solveFinite } from "./finite";
import { assertProblem, type MineProblem, type MineTriggers } from "./problem";

/** Answers kept; the oldest go first. */
const MOST_KEPT = 4096;
/** Parts of one by which figures are rounded: fine for what all sites of a region share, coarse for what differs or moves. */
const PARTS = {
  money: 65536,
  price: 1024,
  rate: 65536,
  volatility: 65536,
  belief: 256,
  hazard: 1024,
  speed: 65536,
  years: 4,
};
/** Steps of the log price and of reserves: coarser than for a single mine, which moves triggers by less than the rounding. */
const STEP = 0.02;
const FINENESS = { prices: 351, steps: 80 };

const kept = new Map<string, MineTriggers>();

/**
 * Triggers of a mine, $/kg, within half a percent of `solveMine`'s but at the brink: where a floor or contract just pays the cost,
 * a last dollar decides whether a mine ever stops.
 * @throws RangeError that names the figure with which the problem has no answer.
 */
export function cachedTriggers(problem: MineProblem): MineTriggers {
  assertProblem(problem);
  const unit = problem.reversion === null ? problem.cost : problem.reversion.mean;
  const rounded = roundedProblem(problem, unit);
  const key = keyOf(rounded);
  let triggers = kept.get(key);
  if (triggers === undefined) {
    const { open, close, abandon, stopsBy } =
      rounded.reserveYears === null ? solveEndless(rounded, STEP) : solveFinite(rounded, FINENESS);
    triggers = { open, close, abandon, stopsBy };
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, triggers);
  }
  return {
    open: unit * triggers.open,
    close: unit * triggers.close,
    abandon: triggers.abandon === null ? null : unit * triggers.abandon,
    stopsBy: triggers.stopsBy,
  };
}

/** Answers kept at present. */
export function keptTriggers(): number {
  return kept.size;
}

/** Forgets all answers: it changes no result, only the work of the next. */
export function forgetTriggers(): void {
  kept.clear();
}

/** The problem in units of `unit`, its figures at the nearest step, and still one that has an answer. */
function roundedProblem(problem: MineProblem, unit: number): MineProblem {
  const money = (value: number): number => round(value / unit, PARTS.money);
  const rate = Math.max(1, Math.round(problem.rate * PARTS.rate)) / PARTS.rate;
  const propertyTax = round(problem.propertyTax, PARTS.rate);
  const below = (value: number, limit: number): number => Math.min(round(value, PARTS.rate), limit - 1 / PARTS.rate);
  const { reversion, support, reserveYears } = problem;
  const cost = Math.max(1 / PARTS.money, money(problem.cost));
  const costInflation = below(problem.costInflation, rate + propertyTax);
  return {
    cost,
    care: money(problem.care),
    restart: money(problem.restart),
    closing: money(problem.closing),
    abandonment: money(problem.abandonment),
    rate,
    drift: reversion === null ? below(problem.drift, rate) : 0,
    volatility: Math.max(1, Math.round(problem.volatility * PARTS.volatility)) / PARTS.volatility,
    reversion:
      reversion === null
        ? null
        : { speedYearly: Math.max(1 / PARTS.speed, round(reversion.speedYearly, PARTS.speed)), mean: 1 },
    support: roundedSupport(support, unit),
    reserveYears: reserveYears === null ? null : Math.max(1 / PARTS.years, round(reserveYears, PARTS.years)),
    costInflation,
    propertyTax,
    incomeTax: Math.min(round(problem.incomeTax, PARTS.money), 1 - 1 / PARTS.money),
    royalty: Math.min(round(problem.royalty, PARTS.money), 1 - 1 / PARTS.money),
  };
}

function roundedSupport(support: MineProblem["support"], unit: number): MineProblem["support"] {
  if (support === null) return null;
  const belief = round(support.belief, PARTS.belief);
  if (belief === 0) return null;
  return {
    kind: support.kind,
    price: Math.max(1 / PARTS.price, round(support.price / unit, PARTS.price)),
    belief,
    hazardYearly: round(support.hazardYearly, PARTS.hazard),
  };
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

function keyOf(problem: MineProblem): string {
  const { reversion, support } = problem;
  return [
    problem.cost,
    problem.care,
    problem.restart,
    problem.closing,
    problem.abandonment,
    problem.rate,
    problem.drift,
    problem.volatility,
    reversion === null ? "" : reversion.speedYearly,
    support === null ? "" : `${support.kind},${support.price},${support.belief},${support.hazardYearly}`,
    problem.reserveYears ?? "",
    problem.costInflation,
    problem.propertyTax,
    problem.incomeTax,
    problem.royalty,
  ].join(" ");
}
