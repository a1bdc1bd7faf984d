/**
 * The demand curve of a buyer, as a ladder of linear bids: iso-elastic below half of the choke price; a core that falls in
 * line between 0.5 and 1.5 of the choke, the rest between 0.5 and 1 of it. Per tonne of demand at the base price.
 */
import { clamp, pow } from "../maths/portable";
import type { Crowd } from "../crowds";
import { needsLicence } from "../policy/licensed";
import type { Buyer } from "../scenario";
import { settlementPrice } from "../settlement";
import type { World } from "../state";

export interface Ladder {
  /** Falling prices, $/kg; the first is the highest bid. */
  prices: Float64Array;
  /** Share of base demand wanted at each of the prices; the first is 0. */
  wanted: Float64Array;
}

/** The lowest bid, as a share of the base price: below it nobody wants more. */
const LOWEST_OF_BASE = 0.15;

/** Share of base demand that is wanted at a price, before thrift. */
export function wantedAt(buyer: Buyer, priceUsdPerKg: number): number {
  const choke = buyer.chokeMultiple * buyer.basePriceUsdPerKg;
  const elastic = pow(
    Math.max(priceUsdPerKg, LOWEST_OF_BASE * buyer.basePriceUsdPerKg) / buyer.basePriceUsdPerKg,
    -buyer.elasticityShort,
  );
  const coreFade = clamp(1.5 - priceUsdPerKg / choke, 0, 1);
  const restFade = clamp(2 - (2 * priceUsdPerKg) / choke, 0, 1);
  return buyer.coreShare * coreFade + Math.max(0, elastic - buyer.coreShare) * restFade;
}

/** The ladder of a buyer with the given number of equal-ratio steps. */
export function demandLadder(buyer: Buyer, segments: number): Ladder {
  const highest = 1.5 * buyer.chokeMultiple * buyer.basePriceUsdPerKg;
  const lowest = LOWEST_OF_BASE * buyer.basePriceUsdPerKg;
  const ratio = pow(lowest / highest, 1 / segments);
  const prices = new Float64Array(segments + 1);
  const wanted = new Float64Array(segments + 1);
  let price = highest;
  for (let k = 0; k <= segments; k++) {
    prices[k] = k === segments ? lowest : price;
    wanted[k] = k === 0 ? 0 : Math.max(wanted[k - 1]!, wantedAt(buyer, prices[k]!));
    price *= ratio;
  }
  return { prices, wanted };
}

/**
 * Price by which buyers of a crowd order and use, $/kg. Where licences are asked for, the region's price is that of the few tonnes
 * which are open to all; firms there go by what their goods cost them under term contracts.
 */
export function facingPrice(world: World, crowd: Crowd): number {
  if (!needsLicence(world, crowd.good, crowd.region)) return marketPrice(world, crowd);
  const settled = settlementPrice(world, crowd.good, crowd.region);
  return settled > 0 ? settled : marketPrice(world, crowd);
}

/**
 * What goods cost buyers of a crowd, $/kg: the price of the last clearing in their region; where nothing traded the price believed
 * there; the base price before anything is known.
 */
export function marketPrice(world: World, crowd: Crowd): number {
  const { trade } = world.state;
  const cell = crowd.good * world.setting.regionIds.length + crowd.region;
  const price = trade.traded[cell] ? trade.priceUsdPerKg[cell] : trade.beliefUsdPerKg[cell];
  return price > 0 ? price : crowd.basePriceUsdPerKg;
}

/** Share of base demand wanted at a price, read off the ladder so that plans and bids agree. */
export function shareWanted({ prices, wanted }: Ladder, priceUsdPerKg: number): number {
  const last = prices.length - 1;
  if (priceUsdPerKg >= prices[0]) return 0;
  for (let k = 1; k <= last; k++) {
    if (priceUsdPerKg >= prices[k]) {
      const part = (prices[k - 1] - priceUsdPerKg) / (prices[k - 1] - prices[k]);
      return wanted[k - 1] + part * (wanted[k] - wanted[k - 1]);
    }
  }
  return wanted[last];
}
