/** Contracts for difference at work: what they pay each month, and what firms make of them when they bid, plan and decide. */
import { pay, treasury } from "../accounts";
import type { World } from "../state";
import { expectedSupport, strikeIn, supportUsdPerKg } from "./terms";

/** Strike in force at a site in a month, $/kg in dollars of the start of the run; NaN without a contract. */
export function strikeOf(world: World, site: number, month: number): number {
  const terms = world.setting.contracts[site];
  return terms ? strikeIn(terms, month) : NaN;
}

/** A price with what the site's contract adds to it this month, $/kg. */
export function withSupport(world: World, site: number, priceUsdPerKg: number): number {
  const terms = world.setting.contracts[site];
  if (!terms) return priceUsdPerKg;
  const strike = strikeIn(terms, world.state.month);
  return strike >= 0 && priceUsdPerKg >= 0
    ? priceUsdPerKg + supportUsdPerKg(terms, strike, priceUsdPerKg)
    : priceUsdPerKg;
}

/** Mean support that a site expects from its contract over a horizon, $/kg; 0 without one. */
export function supportAhead(
  world: World,
  site: number,
  priceUsdPerKg: number,
  leadYears: number,
  horizonYears: number,
  rate: number,
): number {
  const terms = world.setting.contracts[site];
  if (!terms || !(priceUsdPerKg >= 0)) return 0;
  return expectedSupport(terms, world.state.month, priceUsdPerKg, leadYears, horizonYears, rate);
}

/** Price that contracts on a site's output are settled against, $/kg: what sales of the month settle at in its region, else the price believed. */
export function referencePrice(world: World, site: number): number {
  const { sites, regionIds, desks } = world.setting;
  const { trade } = world.state;
  const g = sites.goodOut[site]!;
  const cell = g * regionIds.length + sites.region[site]!;
  const settled = trade.traded[cell] ? desks[g]!.settlementUsdPerKg[sites.region[site]!]! : NaN;
  return settled >= 0 ? settled : trade.beliefUsdPerKg[cell]!;
}

/** Phase 7: the payer's treasury pays the gap on this month's output, or takes its share of what the price lies over the strike. */
export function settleContract(world: World, site: number, outputTonnes: number): void {
  const { setting, state } = world;
  const terms = setting.contracts[site];
  if (!terms || !(outputTonnes > 0)) return;
  const strike = strikeIn(terms, state.month);
  const reference = referencePrice(world, site);
  if (!(strike >= 0) || !(reference >= 0)) return;
  const support = outputTonnes * supportUsdPerKg(terms, strike, reference);
  state.outcome.contractKiloUsd[site] = support;
  pay(state.accountsKiloUsd, treasury(setting, terms.payer), site, support);
}
