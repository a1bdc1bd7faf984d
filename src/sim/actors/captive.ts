/**
 * Captive feed: a mine fills the orders of its own plants before the rest of its ore is offered, at a transfer price of
 * avoidable cost; the plant pays freight and what the border asks. The exporter's state mines fill the whole order; others the
 * share of their cost ramp that lies, with those, under the plant's netback.
 */
import type { Desk } from "../desk";
import { netback, outputPrice } from "../facility/netback";
import { basketCredit } from "../geology/basket";
import { costFactor } from "../geology/costs";
import { clamp } from "../maths/portable";
import { borderCost, crossingUsdPerKg } from "../policy/border";
import type { World } from "../state";

/** Cheap end of a deposit's ramp, $/kg of its main good, less what its by-products bring in. */
function rampLow(world: World, mine: number): number {
  return Math.max(0, world.setting.sites.costLowUsdPerKg[mine]! * costFactor(world, mine) - basketCredit(world, mine));
}

/** Dear end of the same, $/kg. */
export function rampHigh(world: World, mine: number): number {
  return Math.max(0, world.setting.sites.costHighUsdPerKg[mine]! * costFactor(world, mine) - basketCredit(world, mine));
}

/** Cost of a deposit's next tonne after `placedTonnes` of this month's ore, $/kg, along its ramp. */
export function costAlongRamp(world: World, mine: number, placedTonnes: number): number {
  const low = rampLow(world, mine);
  const ore = world.state.outcome.oreTonnes[mine]!;
  const share = ore > 0 ? clamp(placedTonnes / ore, 0, 1) : 0;
  return low + share * (rampHigh(world, mine) - low);
}

/** Places captive ore of good `g` and lowers the plants' orders by it; then feed from piles kept for one plant alone. */
export function placeCaptiveFeed(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { outcome } = state;
  for (const mine of sites.byGood[g].tiedDeposits) {
    const isTied = setting.isBurnIn || state.month <= sites.tiedUntil[mine]!;
    if (outcome.oreTonnes[mine]! <= 0 || !isTied) continue;
    let left = sites.captiveShare[mine]! * outcome.oreTonnes[mine]!;
    for (const plant of sites.captiveTo[mine]!) {
      if (outcome.orderTonnes[plant]! <= 0) continue;
      const present = costAlongRamp(world, mine, outcome.captiveTonnes[mine]!);
      const crossing = borderCost(world, g, sites.region[mine]!, sites.region[plant]!, present);
      if (crossing === null) continue;
      const worth = netback(world, plant, outputPrice(world, plant)) - crossingUsdPerKg(crossing);
      const low = rampLow(world, mine);
      if (!(worth > low) && !sites.isState[mine]) continue;
      const span = rampHigh(world, mine) - low;
      const answer = span > 0 ? clamp((worth - low) / span, 0, 1) : 1;
      const willing = sites.isState[mine] ? left : answer * outcome.oreTonnes[mine]! - outcome.captiveTonnes[mine]!;
      const tonnes = Math.min(left, Math.max(0, willing), outcome.orderTonnes[plant]!);
      if (tonnes <= 0) continue;
      const usdPerKg = costAlongRamp(world, mine, outcome.captiveTonnes[mine]! + 0.5 * tonnes);
      desk.transfers.push({ from: mine, to: plant, tonnes, usdPerKg });
      outcome.placedTonnes[plant] = outcome.placedTonnes[plant]! + tonnes;
      outcome.captiveTonnes[mine] = outcome.captiveTonnes[mine]! + tonnes;
      outcome.orderTonnes[plant] = outcome.orderTonnes[plant]! - tonnes;
      left -= tonnes;
    }
  }
  if (setting.isBurnIn) return; // a burn-in has no calendar: piles stay what they are in January 2026
  for (const plant of sites.byGood[g].users) {
    if (!(state.sites.captiveFeedTonnes[plant]! > 0) || state.month < sites.captiveFeedFrom[plant]!) continue;
    const tonnes = Math.min(state.sites.captiveFeedTonnes[plant]!, outcome.orderTonnes[plant]!);
    if (tonnes <= 0) continue;
    state.sites.captiveFeedTonnes[plant] = state.sites.captiveFeedTonnes[plant]! - tonnes;
    outcome.deliveredTonnes[plant] = outcome.deliveredTonnes[plant]! + tonnes;
    outcome.placedTonnes[plant] = outcome.placedTonnes[plant]! + tonnes;
    outcome.orderTonnes[plant] = outcome.orderTonnes[plant]! - tonnes;
  }
}
