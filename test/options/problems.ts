/** Mines to ask triggers of. */
import { plainMine, type MineProblem } from "../../src/sim/options";

/** A mine like those of the flagship, $ per kg of yearly output. */
export function oxideMine(more: Partial<MineProblem> = {}): MineProblem {
  return { ...plainMine, cost: 38, care: 1.9, restart: 12, closing: 5.7, rate: 0.1, volatility: 0.29, ...more };
}

/** Half-life of 27 months, mean 75. */
export const returningPrice = { speedYearly: (0.6931471805599453 * 12) / 27, mean: 75 };

/** The copper mine of Brennan and Schwartz (1985), 10m lb a year, 150m lb; $ a lb of yearly output. */
export function copperMine(more: Partial<MineProblem> = {}): MineProblem {
  return {
    ...plainMine,
    cost: 0.5,
    care: 0.05,
    restart: 0.02,
    closing: 0.02,
    rate: 0.1,
    drift: 0.09,
    volatility: 0.2828427,
    costInflation: 0.08,
    propertyTax: 0.02,
    incomeTax: 0.5,
    reserveYears: 15,
    ...more,
  };
}
