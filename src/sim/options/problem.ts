/**
 * The mine whose option values are asked for: what it costs to run, idle, restart, shut and leave, what its price is believed to
 * do, and who takes a share. All money is per unit of yearly output, in the money of today; costs rise with `costInflation`.
 */

/** A price support that the owner believes in. */
export interface Support {
  /** `floor`: the price received is at least `price`. `contract`: it is `price`, whatever the market's (a contract for difference). */
  readonly kind: "floor" | "contract";
  /** $/kg; it rises with costs. */
  readonly price: number;
  /** Weight that the owner gives to its being paid, 0 to 1. */
  readonly belief: number;
  /** Chance a year that it ends for good; 0 for a support believed to last for ever. */
  readonly hazardYearly: number;
}

/** A price whose logarithm returns to a level. */
export interface Reversion {
  /** Share of the gap in logs that closes in a year: ln 2 / half-life. */
  readonly speedYearly: number;
  /** Mean price in the long run, $/kg. */
  readonly mean: number;
}

export interface MineProblem {
  /** Cash cost, $/kg. */
  readonly cost: number;
  /** Care and maintenance while mothballed, $ a year per kg of yearly output. */
  readonly care: number;
  /** Once, per kg of yearly output: to restart, to mothball, and to leave for good from care. Leaving while open costs `closing` too. */
  readonly restart: number;
  readonly closing: number;
  readonly abandonment: number;
  /** Yearly discount rate, drift and volatility of the price. Rate and drift are nominal where costs inflate. */
  readonly rate: number;
  readonly drift: number;
  readonly volatility: number;
  /** Replaces the drift; null for a random walk of the log price. */
  readonly reversion: Reversion | null;
  readonly support: Support | null;
  /** Years of output in the ground; null for a deposit that does not end. */
  readonly reserveYears: number | null;
  /** Yearly rise of all costs, switching costs and supports. */
  readonly costInflation: number;
  /** Yearly share of the mine's value, open or not. */
  readonly propertyTax: number;
  /** Share of a year's profit, losses not set off. */
  readonly incomeTax: number;
  /** Share of sales. */
  readonly royalty: number;
}

/** What stops an open mine: a spell of care, or leaving for good. */
export type Stop = "mothballing" | "abandoning";

export interface MineTriggers {
  /** A mothballed mine opens at this price, $/kg; 0 if it opens at any, Infinity if at none while the support lasts. */
  readonly open: number;
  /** An open mine stops at this price, $/kg; 0 if it never does, Infinity if it does at any. */
  readonly close: number;
  /** A mothballed mine is left for good at this price, $/kg; null if never, Infinity if at any. */
  readonly abandon: number | null;
  /** `mothballing` for a mine that never stops. */
  readonly stopsBy: Stop;
}

/** Values per unit of yearly output of a mine that acts at its triggers. */
export interface MineValue {
  readonly open: number;
  readonly mothballed: number;
}

export interface MineSolution extends MineTriggers {
  /** At a price above 0, $/kg. */
  valueAt(price: number): MineValue;
}

/** A problem with nothing added to cost, rate and volatility. */
export const plainMine = {
  care: 0,
  restart: 0,
  closing: 0,
  abandonment: 0,
  drift: 0,
  reversion: null,
  support: null,
  reserveYears: null,
  costInflation: 0,
  propertyTax: 0,
  incomeTax: 0,
  royalty: 0,
} as const;

export interface ProblemFault {
  /** Dotted, as in `support.belief`. */
  readonly field: string;
  readonly found: number;
  readonly expected: string;
}

/** The first figure with which the problem has no answer, or null. */
export function problemFault(problem: MineProblem): ProblemFault | null {
  const { rate, drift, volatility, reversion, support, reserveYears, costInflation, propertyTax } = problem;
  const faults: [field: string, found: number, isFine: boolean, expected: string][] = [
    ["cost", problem.cost, problem.cost > 0, "a number above 0"],
    ["rate", rate, rate > 0, "a number above 0"],
    ["volatility", volatility, volatility > 0, "a number above 0"],
    ["drift", drift, reversion !== null || drift < rate, `a number below the rate, ${rate}`],
    ["care", problem.care, problem.care >= 0, "a number of at least 0"],
    ["restart", problem.restart, problem.restart >= 0, "a number of at least 0"],
    ["closing", problem.closing, problem.closing >= 0, "a number of at least 0"],
    ["propertyTax", propertyTax, propertyTax >= 0 && propertyTax < 1, "a share of at least 0 and below 1"],
    [
      "incomeTax",
      problem.incomeTax,
      problem.incomeTax >= 0 && problem.incomeTax < 1,
      "a share of at least 0 and below 1",
    ],
    ["royalty", problem.royalty, problem.royalty >= 0 && problem.royalty < 1, "a share of at least 0 and below 1"],
    [
      "costInflation",
      costInflation,
      costInflation < rate + propertyTax,
      `a number below the rate and the property tax together, ${rate + propertyTax}`,
    ],
  ];
  if (reversion !== null) {
    faults.push(["reversion.speedYearly", reversion.speedYearly, reversion.speedYearly > 0, "a number above 0"]);
    faults.push(["reversion.mean", reversion.mean, reversion.mean > 0, "a number above 0"]);
  }
  if (support !== null) {
    const { price, belief, hazardYearly } = support;
    faults.push(["support.price", price, price > 0, "a number above 0"]);
    faults.push(["support.belief", belief, belief >= 0 && belief <= 1, "a number from 0 to 1"]);
    faults.push(["support.hazardYearly", hazardYearly, hazardYearly >= 0, "a number of at least 0"]);
  }
  if (reserveYears !== null) {
    faults.push([
      "reserveYears",
      reserveYears,
      reserveYears > 0 && reserveYears <= 1000,
      "a number above 0 and up to 1000",
    ]);
  }
  for (const [field, found, isFine, expected] of faults) {
    if (!isFine || !Number.isFinite(found)) return { field, found, expected };
  }
  if (!Number.isFinite(problem.abandonment)) {
    return { field: "abandonment", found: problem.abandonment, expected: "a number" };
  }
  return null;
}

/** Throws a `RangeError` that names field, figure and what was expected. */
export function assertProblem(problem: MineProblem): void {
  const fault = problemFault(problem);
  if (fault !== null) throw new RangeError(`${fault.field} is ${fault.found}; expected ${fault.expected}`);
}
