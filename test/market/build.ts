/**
 * Builds markets for tests from plain descriptions; defaults are dull. The description is also what the certificate
 * reads, so that it never sees the solver's own arrays.
 */
import { createMarket, type Market } from "../../src/sim/market";
import { certify, type Certificate } from "../../src/sim/market/certificate";
import { fillMarket, readOutcome } from "../../src/sim/market/fillMarket";
import type { PlainGroup, PlainMarket, PlainOutcome } from "../../src/sim/market/plain";

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

/** Groups of tied offers: one for each region and set of destinations. */
function groupsOf(sketch: MarketSketch): { groups: PlainGroup[]; groupOf: number[] } {
  const groups: PlainGroup[] = [];
  const groupOf = sketch.offers.map((offer) => {
    if (offer.only === undefined) return -1;
    const key = [...offer.only].sort((a, b) => a - b);
    const same = groups.findIndex((g) => g.region === offer.region && String(g.allowed) === String(key));
    return same >= 0 ? same : groups.push({ region: offer.region, allowed: key }) - 1;
  });
  return { groups, groupOf };
}

/** The market as the certificate reads it. */
export function plainOf(sketch: MarketSketch): PlainMarket {
  const { groups, groupOf } = groupsOf(sketch);
  return {
    regions: sketch.regions,
    groups,
    lanes: sketch.lanes.map((lane) => ({
      from: lane.from,
      to: lane.to,
      freight: lane.freight ?? 0,
      exportTax: lane.exportTax ?? 0,
      exportTaxRate: lane.exportTaxRate ?? 0,
      adValorem: lane.adValorem ?? 0,
      specific: lane.specific ?? 0,
      fob: lane.fob === true,
      quota: lane.quota ?? Infinity,
      floor: lane.floor ?? 0,
      cap: lane.cap ?? Infinity,
    })),
    offers: sketch.offers.map((o, k) => ({ ...o, priceTo: o.priceTo ?? o.price, group: groupOf[k] })),
    bids: sketch.bids.map((b) => ({ ...b, priceTo: b.priceTo ?? b.price })),
  };
}

export function certificateOf(market: Market, sketch: MarketSketch): Certificate {
  return certify(plainOf(sketch), outcomeOf(market, sketch));
}

/** What a cleared market answered, as plain values. */
export function outcomeOf(market: Market, sketch: MarketSketch): PlainOutcome {
  return readOutcome(market, plainOf(sketch));
}

/** Writes next month's content into a market of the same size. */
export function fill(market: Market, sketch: MarketSketch): void {
  fillMarket(market, plainOf(sketch));
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

/** A fresh market with this content, cleared from scratch. No test may meet a market that cannot be cleared. */
export function cleared(sketch: MarketSketch): Market {
  const market = marketOf(sketch);
  market.clear();
  if (market.gaveUp) throw new Error(`A market was given up: ${JSON.stringify(sketch)}`);
  return market;
}
