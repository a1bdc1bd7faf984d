/**
 * Loans of sites: level payments over their life, in the money of the day. Dollars of the model are those of the start of the
 * run, so debt and payment lose value with inflation, and interest is the real rate and inflation together.
 */
import { pow } from "../maths/portable";
import type { Behaviour } from "../scenario";

/** Level monthly payment, k$, that repays a loan with interest over its life. */
export function annuityMonthly(loanKiloUsd: number, rateYearly: number, years: number): number {
  const monthly = rateYearly / 12;
  if (monthly === 0) return loanKiloUsd / (12 * years);
  return (loanKiloUsd * monthly) / (1 - pow(1 + monthly, -12 * years));
}

/** Interest of a year in the money of the day: (1 + r)(1 + π) − 1. */
export function nominalRate(realYearly: number, inflationYearly: number): number {
  return realYearly + inflationYearly + realYearly * inflationYearly;
}

/** First monthly payment on a loan drawn now, k$, at a real yearly rate. */
export function loanPayment(
  { finance, inflationYearly }: Pick<Behaviour, "finance" | "inflationYearly">,
  loanKiloUsd: number,
  realYearly: number = finance.interestRealYearly,
): number {
  return annuityMonthly(loanKiloUsd, nominalRate(realYearly, inflationYearly), finance.loanYears);
}
