/**
 * Who gains what from a cleared market, in thousand dollars a month (tonnes × $/kg). Value to buyers less cost to
 * sellers and freight is the sum of the first four.
 */
import type { PlainMarket, PlainOutcome } from "./plain";

export interface Surplus {
  /** What sellers get over what they asked. */
  readonly producers: number;
  /** What buyers bid over what they pay. */
  readonly buyers: number;
  /** Export taxes, duties and top-ups. */
  readonly treasury: number;
  /** Rents of full quotas. */
  readonly rents: number;
  /** Paid to carriers: a cost, not a gain. */
  readonly freight: number;
}

export function surplusOf(market: PlainMarket, outcome: PlainOutcome): Surplus {
  let producers = 0;
  market.offers.forEach((offer, k) => {
    const price = offer.group < 0 ? outcome.prices[offer.region] : outcome.groupPrices[offer.group];
    producers += price * outcome.sold[k] - areaTo(offer, outcome.sold[k]);
  });
  let buyers = 0;
  market.bids.forEach((bid, k) => {
    buyers += areaTo(bid, outcome.bought[k]) - outcome.prices[bid.region] * outcome.bought[k];
  });
  let treasury = 0;
  let rents = 0;
  let freight = 0;
  market.lanes.forEach((lane, a) => {
    const flow = outcome.flows[a];
    treasury += flow.quantity * (exportTaxOf(market, outcome, a) + flow.duty + flow.topUp);
    rents += flow.quantity * flow.rent;
    freight += flow.quantity * lane.freight;
  });
  return { producers, buyers, treasury, rents, freight };
}

/** Area under a segment from nothing to `quantity`. */
function areaTo(segment: { quantity: number; price: number; priceTo: number }, quantity: number): number {
  if (segment.quantity === 0) return 0;
  const rise = ((segment.priceTo - segment.price) * quantity) / segment.quantity;
  return quantity * (segment.price + 0.5 * rise);
}

/** Export taxes a unit, at the price of the region or, for tied tonnes, of their group; the mean where both use a lane. */
function exportTaxOf(market: PlainMarket, outcome: PlainOutcome, a: number): number {
  const lane = market.lanes[a];
  const total = outcome.flows[a].quantity;
  if (lane.exportTaxRate === 0 || total === 0) return lane.exportTax;
  let untied = total;
  let value = 0;
  for (const tied of outcome.tiedFlows) {
    if (tied.lane !== a) continue;
    untied -= tied.quantity;
    value += tied.quantity * outcome.groupPrices[tied.group];
  }
  value += untied * outcome.prices[lane.from];
  return lane.exportTax + (lane.exportTaxRate * value) / total;
}
