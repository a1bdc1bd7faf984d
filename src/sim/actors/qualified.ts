/**
 * Magnets are not one good: a maker outside the exporter sells up to its qualified tonnes to buyers outside at the pool
 * price of its region plus a premium; only the rest competes in the pool.
 */
import type { Desk } from "../desk";
import { freightOf } from "../policy/border";
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

/** Sets qualified sales of good `g` aside, pro rata to the orders of buyers outside, and lowers those orders by them. */
export function placeQualifiedSales(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const { sites, buyerGood, buyerRegion, exporter, regionIds } = setting;
  const { outcome } = state;
  const ordered = new Float64Array(regionIds.length);
  let orders = 0;
  for (let b = 0; b < setting.buyers.length; b++) {
    const region = buyerRegion[b]!;
    if (buyerGood[b] !== g || region === exporter) continue;
    ordered[region] = ordered[region]! + outcome.buyerOrderTonnes[b]!;
    orders += outcome.buyerOrderTonnes[b]!;
  }
  if (!(orders > 0)) return;
  let wanted = 0;
  for (let i = 0; i < sites.count; i++) {
    if (sites.goodOut[i] !== g || !sellsQualified(world, i)) continue;
    wanted += Math.min(state.sites.qualifiedTonnesPerMonth[i]!, state.sites.outputStockTonnes[i]!);
  }
  // Qualified makers never serve more than nine tenths of what is ordered: the pool sets the price they add to.
  const scale = wanted > 0.9 * orders ? (0.9 * orders) / wanted : 1;
  const placed = new Float64Array(regionIds.length);
  for (let i = 0; i < sites.count; i++) {
    if (sites.goodOut[i] !== g || !sellsQualified(world, i)) continue;
    const tonnes = scale * Math.min(state.sites.qualifiedTonnesPerMonth[i]!, state.sites.outputStockTonnes[i]!);
    if (!(tonnes > 0)) continue;
    for (let region = 0; region < regionIds.length; region++) {
      const part = (tonnes * ordered[region]!) / orders;
      if (!(part > 0) || freightOf(world, g, sites.region[i]!, region) === null) continue;
      desk.qualified.push({ maker: i, region, tonnes: part });
      outcome.qualifiedSoldTonnes[i] = outcome.qualifiedSoldTonnes[i]! + part;
      placed[region] = placed[region]! + part;
    }
  }
  for (let b = 0; b < setting.buyers.length; b++) {
    const region = buyerRegion[b]!;
    if (buyerGood[b] !== g || region === exporter || !(ordered[region]! > 0)) continue;
    const part = (placed[region]! * outcome.buyerOrderTonnes[b]!) / ordered[region]!;
    outcome.qualifiedBoughtTonnes[b] = part;
    outcome.buyerOrderTonnes[b] = Math.max(0, outcome.buyerOrderTonnes[b]! - part);
  }
}

/** Sets the premium of each maker once the pool of good `g` has cleared. */
export function setPremiums(world: World, g: number): void {
  const { setting, state } = world;
  const { sites, regionIds, exporter } = setting;
  const exporterCost = exporterConversionCost(world, g);
  state.outcome.exporterConversionUsdPerKg[g] = exporterCost;
  const home = state.trade.priceUsdPerKg[g * regionIds.length + exporter]!;
  for (let i = 0; i < sites.count; i++) {
    if (sites.goodOut[i] !== g || !sellsQualified(world, i)) continue;
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
  const { sites, exporter } = world.setting;
  let cost = 0;
  let output = 0;
  for (let i = 0; i < sites.count; i++) {
    if (sites.goodOut[i] !== g || sites.region[i] !== exporter) continue;
    const mean = meanOutput(world, i);
    cost += mean * sites.costUsdPerKg[i]!;
    output += mean;
  }
  return output > 0 ? cost / output : NaN;
}

/** Grows the qualified tonnes of makers that sold them all. */
export function growQualified(world: World): void {
  const { setting, state } = world;
  for (let i = 0; i < setting.sites.count; i++) {
    if (!sellsQualified(world, i)) continue;
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
