/**
 * Magnets are not one good: a maker outside the exporter sells up to its qualified tonnes to buyers outside at the pool
 * price of its region plus a premium; only the rest competes in the pool.
 */
import type { Desk } from "../desk";
import { isLane } from "../policy/border";
import { meanOutput } from "../facility/capacity";
import { clamp } from "../maths/portable";
import type { World } from "../state";

/** A maker that sells all it has qualified wins customers for this much more in a month: supplier approval takes 6–12 months. */
const QUALIFYING_GROWTH_MONTHLY = 0.02;

/** Whether a site sells to qualified customers: a maker of finished goods outside the exporter. */
export function sellsQualified(world: World, site: number): boolean {
  const { sites, exporter } = world.setting;
  return sites.kind[site] === "magnet" && sites.region[site] !== exporter;
}

/**
 * Sets qualified sales of good `g` aside and lowers the orders of buyers outside the exporter by them. All makers share their
 * tonnes over regions alike, pro rata to orders; `qualifiedShare` of the desk says how.
 */
export function placeQualifiedSales(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const { sites, crowds, counters, exporter, regionIds } = setting;
  const { buyerOrderTonnes, qualifiedSoldTonnes, qualifiedBoughtTonnes } = state.outcome;
  const makers = sites.byGood[g].qualifiedMakers;
  if (makers.length === 0) return;
  const ordered = new Float64Array(regionIds.length);
  let orders = 0;
  for (const counter of counters[g]) {
    if (counter.region === exporter) continue;
    for (const c of counter.crowds) for (const b of crowds[c].buyers) ordered[counter.region] += buyerOrderTonnes[b];
  }
  for (const tonnes of ordered) orders += tonnes;
  if (!(orders > 0)) return;
  let wanted = 0;
  for (const i of makers) wanted += setAside(world, i);
  // Qualified makers never serve more than nine tenths of what is ordered: the pool sets the price they add to.
  const scale = wanted > 0.9 * orders ? (0.9 * orders) / wanted : 1;
  const fromRegion = new Float64Array(regionIds.length);
  for (const i of makers) fromRegion[sites.region[i]] += scale * setAside(world, i);
  const placed = new Float64Array(regionIds.length);
  const reached = new Float64Array(regionIds.length);
  for (let region = 0; region < regionIds.length; region++) {
    const share = ordered[region] / orders;
    desk.qualifiedShare[region] = share;
    if (!(share > 0)) continue;
    for (let from = 0; from < regionIds.length; from++) {
      if (!(fromRegion[from] > 0) || !isLane(world, g, from, region)) continue;
      placed[region] += share * fromRegion[from];
      reached[from] += share;
    }
  }
  for (const i of makers) qualifiedSoldTonnes[i] = scale * setAside(world, i) * reached[sites.region[i]];
  for (const counter of counters[g]) {
    const served = placed[counter.region] / ordered[counter.region];
    if (!(served > 0)) continue;
    for (const c of counter.crowds) {
      for (const b of crowds[c].buyers) {
        qualifiedBoughtTonnes[b] = served * buyerOrderTonnes[b];
        buyerOrderTonnes[b] = Math.max(0, buyerOrderTonnes[b] - qualifiedBoughtTonnes[b]);
      }
    }
  }
}

/** Tonnes a maker would sell to its qualified customers this month. */
function setAside(world: World, i: number): number {
  const { qualifiedTonnesPerMonth, outputStockTonnes } = world.state.sites;
  return Math.min(qualifiedTonnesPerMonth[i], outputStockTonnes[i]);
}

/** Sets the premium of each maker once the pool of good `g` has cleared. */
export function setPremiums(world: World, g: number): void {
  const { setting, state } = world;
  const { sites, regionIds, exporter } = setting;
  const exporterCost = exporterConversionCost(world, g);
  state.outcome.exporterConversionUsdPerKg[g] = exporterCost;
  const home = state.trade.priceUsdPerKg[g * regionIds.length + exporter]!;
  for (const i of sites.byGood[g]!.qualifiedMakers) {
    const pool = state.trade.priceUsdPerKg[g * regionIds.length + sites.region[i]!]!;
    state.outcome.premiumUsdPerKg[i] = premium(world, i, exporterCost, pool, home);
  }
}

/**
 * Premium of a qualified maker on a pool price, $/kg: its conversion cost less the exporter's mean, plus a fixed sum; less
 * whatever the pool of its region already stands above the exporter's home price. Never negative.
 */
export function premium(
  world: World,
  site: number,
  exporterCost: number,
  poolUsdPerKg: number,
  homeUsdPerKg: number,
): number {
  const { sites, scenario } = world.setting;
  const full = sites.costUsdPerKg[site]! - exporterCost + scenario.behaviour.processors.qualifiedPremiumUsdPerKg;
  const gap = poolUsdPerKg > 0 && homeUsdPerKg > 0 ? Math.max(0, poolUsdPerKg - homeUsdPerKg) : 0;
  return full > gap ? full - gap : 0;
}

/** Conversion cost of the exporter's makers of good `g`, weighted by output, $/kg. */
function exporterConversionCost(world: World, g: number): number {
  const { sites } = world.setting;
  let cost = 0;
  let output = 0;
  for (const i of sites.byGood[g]!.exporterMakers) {
    const mean = meanOutput(world, i);
    cost += mean * sites.costUsdPerKg[i]!;
    output += mean;
  }
  return output > 0 ? cost / output : NaN;
}

/** Grows the qualified tonnes of makers that sold them all. */
export function growQualified(world: World): void {
  const { setting, state } = world;
  for (const i of setting.sites.qualified) {
    const qualified = state.sites.qualifiedTonnesPerMonth[i]!;
    const capacity = state.sites.capacityTonnesPerMonth[i]!;
    const soldAll = state.outcome.qualifiedSoldTonnes[i]! >= 0.98 * qualified;
    const makesMore = meanOutput(world, i) >= 0.98 * qualified;
    // A plant with no customers yet qualifies its first with a twentieth of its capacity.
    const first = state.sites.everRan[i] ? 0.05 * capacity : 0;
    const grown = soldAll && makesMore ? qualified * (1 + QUALIFYING_GROWTH_MONTHLY) : qualified;
    state.sites.qualifiedTonnesPerMonth[i] = clamp(Math.max(grown, first), 0, capacity);
  }
}
