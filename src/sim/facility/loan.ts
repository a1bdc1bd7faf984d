/** Loans of sites: level payments over their life. */
import { pow } from "../maths/portable";

/** Level monthly payment, k$, that repays a loan with interest over its life. */
export function annuityMonthly(loanKiloUsd: number, rateYearly: number, years: number): number {
  const monthly = rateYearly / 12;
  if (monthly === 0) return loanKiloUsd / (12 * years);
  return (loanKiloUsd * monthly) / (1 - pow(1 + monthly, -12 * years));
}
