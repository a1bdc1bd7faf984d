/**
 * Whether prices are the lowest that the quantities allow, in markets without floors: every price must be held from
 * below by a seller who would stop, a buyer who would start, zero, or a lane to or from a price that is held.
 */
import type { Market } from "../../src/sim/market";
import type { PlainMarket } from "../../src/sim/market/plain";

/** Regions whose price could fall alone or together with others. */
export function unheldPrices(plain: PlainMarket, market: Market): number[] {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(a, b, 1);
  const held = Array.from(market.price, (price) => price <= 1e-9);
  plain.offers.forEach((offer, k) => {
    if (offer.quantity === 0 || market.sold[k] <= 0) return;
    const asked = offer.price + ((offer.priceTo - offer.price) * market.sold[k]) / offer.quantity;
    if (near(asked, market.price[offer.region])) held[offer.region] = true;
  });
  plain.bids.forEach((bid, k) => {
    if (bid.quantity === 0 || market.bought[k] >= bid.quantity) return;
    const wanted = bid.price + ((bid.priceTo - bid.price) * market.bought[k]) / bid.quantity;
    if (near(wanted, market.price[bid.region])) held[bid.region] = true;
  });
  for (let round = 0; round < plain.regions; round++) {
    plain.lanes.forEach((lane, a) => {
      const binds = near(market.dutyPaid[a], market.price[lane.to]);
      if (binds && held[lane.to] && market.flow[a] < lane.quota) held[lane.from] = true;
      if (binds && held[lane.from] && market.flow[a] > 0) held[lane.to] = true;
    });
  }
  return held.flatMap((isHeld, region) => (isHeld ? [] : [region]));
}
