/**
 * The believed price in constant money: its drift and its swing, discount rates after inflation and property tax, and the
 * yearly flows of an open and a mothballed mine at a price. Deflating by costs leaves reserves as the only clock.
 */
import { ln } from "../maths/portable";
import type { MineProblem, Support } from "./problem";

export interface Process {
  readonly volatility: number;
  /** Yearly discount of values: rate − cost inflation + property tax. */
  readonly discount: number;
  /** Drift of the log price at log price x: `level` for a random walk, `speed · (level − x)` where it reverts. */
  readonly speed: number;
  readonly level: number;
}

export function processOf(problem: MineProblem): Process {
  const { rate, drift, volatility, reversion, costInflation, propertyTax } = problem;
  const discount = rate - costInflation + propertyTax;
  const variance = volatility * volatility;
  if (reversion === null) return { volatility, discount, speed: 0, level: drift - costInflation - 0.5 * variance };
  // The log price settles around the log of the mean less a half of its variance, σ²/2κ.
  const level = ln(reversion.mean) - variance / (4 * reversion.speedYearly);
  return { volatility, discount, speed: reversion.speedYearly, level };
}

/** Yearly drift of the log price at log price x. */
export function logDrift(process: Process, x: number): number {
  return process.speed === 0 ? process.level : process.speed * (process.level - x);
}

/** Yearly flow of an open mine at a price, after royalty and tax; with the support in force if one is given. */
export function openFlow(problem: MineProblem, support: Support | null, price: number): number {
  const { cost, royalty, incomeTax } = problem;
  let received = price;
  if (support !== null) {
    const gain = support.kind === "floor" ? Math.max(support.price - price, 0) : support.price - price;
    received += support.belief * gain;
  }
  const profit = received * (1 - royalty) - cost;
  return profit - incomeTax * Math.max(profit, 0);
}
