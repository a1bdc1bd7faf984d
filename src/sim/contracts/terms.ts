/**
 * Contracts for difference in index tables, and what they are worth: the payer's treasury gives the firm what the site's price
 * lies under the strike, on its own output of the month, and takes a share of what it lies over.
 */
import { monthIndex } from "../calendar";
import { exp, ln } from "../maths/portable";
import type { Scenario } from "../scenario";
import { annuity } from "../facility/outlook";

export interface Terms {
  id: string;
  /** Index of the region whose treasury pays. */
  payer: number;
  /** First month of the run in which it holds (below 0: before the run), and the first in which it does not. */
  from: number;
  until: number;
  strikeUsdPerKg: number;
  upsideShare: number;
  /** Yearly rate, continuous, at which the strike's real value falls; 0 if indexed. */
  erosion: number;
}

/** Terms by site, null for those without; an empty list where there are no contracts at all. */
export function contractTable(
  scenario: Scenario,
  siteIds: readonly string[],
  regions: ReadonlyMap<string, number>,
): (Terms | null)[] {
  if (scenario.contracts.length === 0) return [];
  const erosion = ln(1 + scenario.behaviour.inflationYearly);
  const byFacility = new Map(scenario.contracts.map((contract) => [contract.facility, contract]));
  return siteIds.map((id) => {
    const contract = byFacility.get(id);
    if (contract === undefined) return null;
    return {
      id: contract.id,
      payer: regions.get(contract.payer)!,
      from: monthIndex(scenario.startMonth, contract.from),
      until: monthIndex(scenario.startMonth, contract.to) + 1,
      strikeUsdPerKg: contract.strikeUsdPerKg,
      upsideShare: contract.upsideShare,
      erosion: contract.indexed ? 0 : erosion,
    };
  });
}

/** Strike of a month in dollars of the start of the run, $/kg; NaN while the contract does not hold. */
export function strikeIn(terms: Terms, month: number): number {
  if (month < terms.from || month >= terms.until) return NaN;
  return terms.erosion === 0 ? terms.strikeUsdPerKg : terms.strikeUsdPerKg * exp((-terms.erosion * month) / 12);
}

/** What the payer gives on a kilogram at a price, $/kg; below 0 is what the firm gives back. */
export function supportUsdPerKg(terms: Terms, strikeUsdPerKg: number, priceUsdPerKg: number): number {
  const gap = strikeUsdPerKg - priceUsdPerKg;
  return gap >= 0 ? gap : terms.upsideShare * gap;
}

/**
 * Mean support expected over `horizonYears` that begin `leadYears` after `month`, $/kg, discounted at `rate`, where the price is
 * expected to be `priceUsdPerKg`: the part of the horizon in which the contract holds, at what its strike is then worth.
 */
export function expectedSupport(
  terms: Terms,
  month: number,
  priceUsdPerKg: number,
  leadYears: number,
  horizonYears: number,
  rate: number,
): number {
  const begins = Math.max(leadYears, (terms.from - month) / 12);
  const ends = Math.min(leadYears + horizonYears, (terms.until - month) / 12);
  if (!(ends > begins)) return 0;
  const held = ends - begins;
  // Years from the start of the horizon to the start of the contract, and the share of all discounted years that it covers.
  const late = begins - leadYears;
  const covered = (exp(-rate * late) * annuity(rate, held)) / annuity(rate, horizonYears);
  const worth = exp(-terms.erosion * (Math.max(0, month / 12) + begins));
  const mean = worth * (annuity(rate + terms.erosion, held) / annuity(rate, held));
  return covered * supportUsdPerKg(terms, terms.strikeUsdPerKg * mean, priceUsdPerKg);
}
