/**
 * Who stands behind each offer and bid of a good this month, and the deals made outside its pooled market. Working space:
 * filled by the market phase, read by the payments that follow in the same month, never part of the state. Lists keep their
 * room from month to month; `offers` and `feedBids` say how much of them counts.
 */
export type OfferKind = "ore" | "stock" | "byProduct" | "basket" | "oldScrap" | "stateStock";
export type BidKind = "feed" | "sponsored";

export interface Desk {
  offers: number;
  offerKind: OfferKind[];
  /** Site, row of the sites' basket, or index of the scrap source. */
  offerOwner: number[];
  offerRegion: number[];
  /** By region: tonnes offered this month. */
  offeredTonnes: Float64Array;
  /** Buyers' bids come first in the market; these follow them. */
  feedBids: number;
  bidKind: BidKind[];
  /** Site. */
  bidOwner: number[];
  /** What a sponsored plant would have bid by itself, $/kg; 0 for others. */
  bidOwnWorth: number[];
  /** By crowd: what its buyers order in the pool, its demand at the foot of the ladder, and what comes off the dear end. */
  crowdOrderTonnes: Float64Array;
  crowdScaleTonnes: Float64Array;
  crowdServedTonnes: Float64Array;
  /** By crowd: the bid for what is left of a step that qualified makers serve in part, −1 without. */
  crowdCutBid: Int32Array;
  /** By counter and step: tonnes of whole steps, and their bid, −1 without. */
  stepTonnes: Float64Array;
  stepBid: Int32Array;
  /** Share of each step's tonnes that its bid has bought. */
  stepFill: Float64Array;
  /** Captive feed: tonnes from one site to another at a price between the two. */
  transfers: { from: number; to: number; tonnes: number; usdPerKg: number }[];
  /** Tolled scrap: tonnes that sites of a region give (more than 0) or get (less), at the region's price. */
  tolled: { site: number; tonnes: number; usdPerKg: number }[];
  /** By region: share of all qualified sales that is meant for its buyers. */
  qualifiedShare: Float64Array;
  /** By region: what firms and plants with a licence order from the pool; only where licences are asked for. */
  licensedOrderTonnes: Float64Array;
  /** By region: price at which trade of the month settles, $/kg. */
  settlementUsdPerKg: Float64Array;
}

/** An empty desk for so many crowds, steps of all counters together, and regions. */
export function createDesk(crowds: number, steps: number, regions: number): Desk {
  return {
    offers: 0,
    offerKind: [],
    offerOwner: [],
    offerRegion: [],
    offeredTonnes: new Float64Array(regions),
    feedBids: 0,
    bidKind: [],
    bidOwner: [],
    bidOwnWorth: [],
    crowdOrderTonnes: new Float64Array(crowds),
    crowdScaleTonnes: new Float64Array(crowds),
    crowdServedTonnes: new Float64Array(crowds),
    crowdCutBid: new Int32Array(crowds),
    stepTonnes: new Float64Array(steps),
    stepBid: new Int32Array(steps),
    stepFill: new Float64Array(steps),
    transfers: [],
    tolled: [],
    qualifiedShare: new Float64Array(regions),
    licensedOrderTonnes: new Float64Array(regions),
    settlementUsdPerKg: new Float64Array(regions),
  };
}

export function clearDesk(desk: Desk): void {
  desk.offers = 0;
  desk.offeredTonnes.fill(0);
  desk.feedBids = 0;
  desk.transfers.length = 0;
  desk.tolled.length = 0;
  desk.qualifiedShare.fill(0);
}
