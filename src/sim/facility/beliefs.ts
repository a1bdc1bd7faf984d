/**
 * What firms of a region believe of a good's price: the region's own price, import parity without top-up, and a slow anchor
 * that prices revert to. A floor counts as far as it is believed to last and as far as the region's own price shows it.
 */
import { dutyPaidPrice } from "../policy/border";
import { membersOf } from "../policy/members";
import { isFloorAt } from "../policy/floor";
import { exp, LN2 } from "../maths/portable";
import type { World } from "../state";

/** Months in which half of a price's distance from its anchor is gone (parameters.csv: 27, 18 to 60). */
export const HALF_LIFE_MONTHS = 27;
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
    for (let r = 0; r < regions; r++) {
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
  const regions = setting.regionIds.length;
  let best = NaN;
  for (let from = 0; from < regions; from++) {
    const lane = from === region ? -1 : lanes.byPair[from * regions + region]!;
    if (lane === -1 || isMember[from] === 1) continue;
    const origin = state.trade.priceUsdPerKg[g * regions + from]!;
    if (!(origin > 0) || !state.trade.traded[g * regions + from]) continue;
    const price = dutyPaidPrice(world, g, lane, origin);
    if (!(best <= price)) best = price;
  }
  return best;
}

/**
 * Expected mean price from `leadYears` on over `horizonYears`, $/kg. The belief reverts to its anchor: E. A reference price above
 * import parity raises that as far as the region's own price shows it and as long as it is believed to last:
 * w·max(E, min(m, shown)) + (1 − w)·min(E, parity), w = e^(−hs)·A(h + ρ, T)/A(ρ, T), A(a, T) = (1 − e^(−aT))/a.
 */
export function expectedPrice(
  world: World,
  g: number,
  region: number,
  leadYears: number,
  horizonYears: number,
  rate: number,
): number {
  const { setting, state } = world;
  const cell = g * setting.regionIds.length + region;
  const own = state.trade.beliefUsdPerKg[cell]!;
  const anchor = state.trade.anchorUsdPerKg[cell]!;
  const reversion = (LN2 * 12) / HALF_LIFE_MONTHS;
  const share = exp(-reversion * leadYears) * (annuity(reversion, horizonYears) / horizonYears);
  const reverting = anchor + share * (own - anchor);
  const reference = state.zone.referenceUsdPerKg[g]!;
  const parity = state.trade.parityUsdPerKg[cell]!;
  if (membersOf(world)[region] === 0 || !isFloorAt(world, g) || !(reference > parity)) return reverting;
  const price = state.trade.priceUsdPerKg[cell]!;
  const shown = state.trade.traded[cell] ? Math.max(own, price) : own;
  const hazard = setting.scenario.behaviour.beliefs.floorHazardYearly;
  const weight = (exp(-hazard * leadYears) * annuity(hazard + rate, horizonYears)) / annuity(rate, horizonYears);
  return weight * Math.max(reverting, Math.min(reference, shown)) + (1 - weight) * Math.min(reverting, parity);
}

/** Present value of one a year for T years at rate a: (1 − e^(−aT))/a. */
export function annuity(rate: number, years: number): number {
  return rate > 0 ? (1 - exp(-rate * years)) / rate : years;
}
