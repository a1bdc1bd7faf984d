/**
 * Between plain values and the buffers of a market: for files and tests. The monthly loop writes the buffers itself.
 */
import type { Market } from "./market";
import type { PlainMarket, PlainOutcome } from "./plain";

/** Writes lanes, groups, offers and bids of a plain market into an empty one of its size. */
export function fillMarket(market: Market, plain: PlainMarket): void {
  plain.lanes.forEach((lane, a) => {
    market.from[a] = lane.from;
    market.to[a] = lane.to;
    market.freight[a] = lane.freight;
    market.exportTax[a] = lane.exportTax;
    market.exportTaxRate[a] = lane.exportTaxRate;
    market.adValorem[a] = lane.adValorem;
    market.specific[a] = lane.specific;
    market.fob[a] = lane.fob ? 1 : 0;
    market.quota[a] = lane.quota;
    market.floor[a] = lane.floor > 0 ? lane.floor : NaN;
    market.cap[a] = lane.cap;
  });
  market.begin();
  for (const { region, allowed } of plain.groups) market.defineGroup(region, allowed);
  for (const o of plain.offers) market.addOffer(o.region, o.quantity, o.price, o.priceTo, o.group);
  for (const b of plain.bids) market.addBid(b.region, b.quantity, b.price, b.priceTo);
}

/** The answer of a cleared market as plain values. */
export function readOutcome(market: Market, plain: PlainMarket): PlainOutcome {
  return {
    prices: Array.from(market.price),
    sold: Array.from(market.sold.subarray(0, plain.offers.length)),
    bought: Array.from(market.bought.subarray(0, plain.bids.length)),
    flows: plain.lanes.map((_, a) => ({
      quantity: market.flow[a],
      duty: market.duty[a],
      topUp: market.topUp[a],
      rent: market.rent[a],
    })),
    groupPrices: Array.from(market.groupPrice.subarray(0, plain.groups.length)),
    tiedFlows: market.tiedFlows(),
  };
}
