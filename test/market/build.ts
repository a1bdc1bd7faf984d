/**
 * Builds markets for tests from plain descriptions; defaults are dull. The description is also what the certificate
 * reads, so that it never sees the solver's own arrays.
 */
import { createMarket, type Market } from "../../src/sim/market";

export interface LaneSketch {
  from: number;
  to: number;
  freight?: number;
  exportTax?: number;
  exportTaxRate?: number;
  adValorem?: number;
  specific?: number;
  quota?: number;
  floor?: number;
  cap?: number;
  fob?: boolean;
}
export interface OfferSketch {
  region: number;
  quantity: number;
  price: number;
  priceTo?: number;
  only?: number[];
}
export interface BidSketch {
  region: number;
  quantity: number;
  price: number;
  priceTo?: number;
}
export interface MarketSketch {
  regions: number;
  offers: OfferSketch[];
  bids: BidSketch[];
  lanes: LaneSketch[];
}

export function fill(market: Market, sketch: MarketSketch): void {
  sketch.lanes.forEach((lane, a) => {
    market.from[a] = lane.from;
    market.to[a] = lane.to;
    market.freight[a] = lane.freight ?? 0;
    market.exportTax[a] = lane.exportTax ?? 0;
    market.exportTaxRate[a] = lane.exportTaxRate ?? 0;
    market.adValorem[a] = lane.adValorem ?? 0;
    market.specific[a] = lane.specific ?? 0;
    market.quota[a] = lane.quota ?? Infinity;
    market.floor[a] = lane.floor ?? NaN;
    market.cap[a] = lane.cap ?? Infinity;
    market.fob[a] = lane.fob === true ? 1 : 0;
  });
  market.begin();
  for (const o of sketch.offers) market.addOffer(o.region, o.quantity, o.price, o.priceTo ?? o.price);
  for (const b of sketch.bids) market.addBid(b.region, b.quantity, b.price, b.priceTo ?? b.price);
}

export function marketOf(sketch: MarketSketch): Market {
  const market = createMarket({
    regions: sketch.regions,
    lanes: sketch.lanes.length,
    segments: Math.max(sketch.offers.length, sketch.bids.length),
  });
  fill(market, sketch);
  return market;
}

/** A fresh market with this content, cleared from scratch. */
export function cleared(sketch: MarketSketch): Market {
  const market = marketOf(sketch);
  market.clear();
  return market;
}
