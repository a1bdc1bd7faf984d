/** What an input is worth to a processor: the output price less what making it costs, per kilogram of input. */
import { basketCredit } from "../geology/basket";
import { costFactor } from "../geology/costs";
import { withSupport } from "../contracts/contracts";
import { clamp } from "../maths/portable";
import type { World } from "../state";
import { plannedUtilisation } from "./capacity";

/** Price at which a processor values its output, $/kg: the one just cleared (where nothing traded that is what the best lane out nets back), else the price believed; with what its contract adds. NaN: none known. */
export function outputPrice(world: World, site: number): number {
  const { sites, regionIds } = world.setting;
  const cell = sites.goodOut[site]! * regionIds.length + sites.region[site]!;
  const { priceUsdPerKg, beliefUsdPerKg } = world.state.trade;
  const price = priceUsdPerKg[cell]!;
  const market = price > 0 ? price : beliefUsdPerKg[cell]!;
  return world.setting.contracts.length === 0 ? market : withSupport(world, site, market);
}

/**
 * Netback, $/kg of input: (output price + what by-products add − avoidable conversion cost − capital charge) × yield. The charge rises in line
 * from nil at half utilisation to a yearly share of the plant's worth at full use. Negative: no bid.
 */
export function netback(world: World, site: number, outputUsdPerKg: number): number {
  const { sites, scenario } = world.setting;
  const { avoidableShare, capitalChargeYearly } = scenario.behaviour.processors;
  const charge =
    capitalChargeYearly * sites.replacementUsdPerKgYear[site]! * clamp(2 * plannedUtilisation(world, site) - 1, 0, 1);
  const gross = outputUsdPerKg + basketCredit(world, site);
  return sites.yield[site]! * (gross - avoidableShare * sites.costUsdPerKg[site]! * costFactor(world, site) - charge);
}
