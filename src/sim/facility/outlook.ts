/** How far ahead somebody looks: what expectations and present values take from lead, horizon and rate. None of it changes in a run. */
import { exp, LN2 } from "../maths/portable";
import type { Behaviour } from "../scenario";

/** Months in which half of a price's distance from its anchor is gone (parameters.csv: 27, 18 to 60). */
export const HALF_LIFE_MONTHS = 27;

export interface Outlook {
  leadYears: number;
  horizonYears: number;
  rate: number;
  /** Share of the belief's distance from its anchor that is left on average: k = e^(−λs)·A(λ, T)/T. */
  beliefShare: number;
  /** The hazard asked about last, and the weight it gives a floor: a memory, no state. */
  known: { hazard: number; weight: number };
}

/** Outlook over T years that begin in s years, at a rate ρ, both yearly. */
export function outlookOver(leadYears: number, horizonYears: number, rate: number): Outlook {
  const reversion = (LN2 * 12) / HALF_LIFE_MONTHS;
  return {
    leadYears,
    horizonYears,
    rate,
    beliefShare: exp(-reversion * leadYears) * (annuity(reversion, horizonYears) / horizonYears),
    known: { hazard: NaN, weight: NaN },
  };
}

/** Weight of a floor that ends with a yearly hazard h: w = e^(−hs)·A(h + ρ, T)/A(ρ, T). */
export function floorWeight({ leadYears, horizonYears, rate, known }: Outlook, hazard: number): number {
  if (known.hazard !== hazard) {
    known.hazard = hazard;
    known.weight = (exp(-hazard * leadYears) * annuity(hazard + rate, horizonYears)) / annuity(rate, horizonYears);
  }
  return known.weight;
}

/** Present value of one a year for T years at rate a: A(a, T) = (1 − e^(−aT))/a. */
export function annuity(rate: number, years: number): number {
  return rate > 0 ? (1 - exp(-rate * years)) / rate : years;
}

/** What new capacity is weighed by: its outlook, and the present value at the hurdle rate of a yearly margin and of capital cost. */
export interface Venture {
  leadYears: number;
  /** Yearly cost of capital. */
  rate: number;
  outlook: Outlook;
  valueOfMargin: number;
  valueOfCapex: number;
}

/** A venture that takes so many years to build, its capital cost paid at the middle of them, at a yearly cost of capital. */
export function ventureOver(leadYears: number, { projects }: Pick<Behaviour, "projects">, rate: number): Venture {
  const { lifeYears } = projects;
  return {
    leadYears,
    rate,
    outlook: outlookOver(leadYears, lifeYears, rate),
    valueOfMargin: annuity(rate, lifeYears) * exp(-rate * leadYears),
    valueOfCapex: exp(-0.5 * rate * leadYears),
  };
}
