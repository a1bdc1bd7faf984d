/**
 * What firms of a region believe of a good's price: the region's own price, import parity without top-up, and a slow anchor
 * that prices revert to. A floor counts as far as it is believed to last and as far as the region's own price shows it.
 */
import { dutyPaidPrice, postedRate } from "../policy/border";
import { membersOf } from "../policy/members";
import { isFloorAt } from "../policy/floor";
import { floorWeight, type Outlook } from "./outlook";
import type { World } from "../state";

/** Speed of the anchor a month: the level that prices are believed to return to is learnt over about five years. */
const ANCHOR_SPEED_MONTHLY = 1 / 60;

/** Phase 8, first part: beliefs close part of the gap to this month's prices; prices at which nothing traded teach nothing. */
export function learn(world: World): void {
  const { setting, state } = world;
  const { trade } = state;
  const regions = setting.regionIds.length;
  const speed = setting.scenario.behaviour.beliefs.speedMonthly;
  const isMember = membersOf(world);
  for (let g = 0; g < setting.goodIds.length; g++) {
    for (const r of setting.lanes[g]!.regions) {
      const cell = g * regions + r;
      const price = trade.priceUsdPerKg[cell]!;
      const knows = trade.beliefUsdPerKg[cell]! > 0;
      if (price > 0 && (trade.traded[cell] || !knows)) {
        trade.beliefUsdPerKg[cell] = knows ? toward(trade.beliefUsdPerKg[cell]!, price, speed) : price;
        trade.anchorUsdPerKg[cell] = knows ? toward(trade.anchorUsdPerKg[cell]!, price, ANCHOR_SPEED_MONTHLY) : price;
      }
      if (isMember[r] === 0) {
        trade.parityUsdPerKg[cell] = trade.beliefUsdPerKg[cell]!;
        continue;
      }
      const parity = importParity(world, g, r, isMember);
      if (parity > 0) {
        const known = trade.parityUsdPerKg[cell]!;
        trade.parityUsdPerKg[cell] = known > 0 ? toward(known, parity, speed) : parity;
      }
    }
  }
}

function toward(from: number, to: number, speed: number): number {
  return from + speed * (to - from);
}

/** What the cheapest import from outside the zone would cost in a region without top-up, $/kg; NaN where no lane leads there. */
function importParity(world: World, g: number, region: number, isMember: Uint8Array): number {
  const { setting, state } = world;
  const lanes = setting.lanes[g]!;
  const market = setting.markets[g]!;
  const regions = setting.regionIds.length;
  const posted = postedRate(world, g);
  let best = NaN;
  for (const from of lanes.regions) {
    const lane = from === region ? -1 : lanes.byPair[from * regions + region]!;
    if (lane === -1 || isMember[from] === 1 || !state.trade.traded[g * regions + from]) continue;
    const origin = state.trade.priceUsdPerKg[g * regions + from]!;
    if (!(origin > 0)) continue;
    const price = dutyPaidPrice(market, lane, posted, origin);
    if (!(best <= price)) best = price;
  }
  return best;
}

/**
 * Expected mean price over an outlook, $/kg. The belief reverts to its anchor: E. A reference price above import parity raises
 * that as far as the region's own price shows it and as long as it is believed to last:
 * w·max(E, min(m, shown)) + (1 − w)·min(E, parity).
 */
export function expectedPrice(world: World, g: number, region: number, outlook: Outlook): number {
  const { setting, state } = world;
  const cell = g * setting.regionIds.length + region;
  const own = state.trade.beliefUsdPerKg[cell]!;
  const anchor = state.trade.anchorUsdPerKg[cell]!;
  const reverting = anchor + outlook.beliefShare * (own - anchor);
  const reference = state.zone.referenceUsdPerKg[g]!;
  const parity = state.trade.parityUsdPerKg[cell]!;
  if (membersOf(world)[region] === 0 || !(reference > parity) || !isFloorAt(world, g)) return reverting;
  const price = state.trade.priceUsdPerKg[cell]!;
  const shown = state.trade.traded[cell] ? Math.max(own, price) : own;
  const weight = floorWeight(outlook, state.zone.hazardYearly[g]!);
  return weight * Math.max(reverting, Math.min(reference, shown)) + (1 - weight) * Math.min(reverting, parity);
}
