/**
 * Who stands behind each offer and bid of a good this month, and the deals made outside its pooled market. Working space:
 * filled by the market phase, read by the payments that follow in the same month, never part of the state.
 */
export type OfferKind = "ore" | "stock" | "byProduct" | "oldScrap" | "stateStock";
export type BidKind = "buyer" | "feed" | "sponsored";

export interface Desk {
  offerKind: OfferKind[];
  /** Site, or index of the scrap source. */
  offerOwner: number[];
  offerRegion: number[];
  offerTonnes: number[];
  bidKind: BidKind[];
  /** Buyer or site. */
  bidOwner: number[];
  /** Captive feed and tolled scrap: tonnes from one site to another at a price between the two. */
  transfers: { kind: "captive" | "toll"; from: number; to: number; tonnes: number; usdPerKg: number }[];
  /** What a sponsored plant would have bid by itself, $/kg; 0 for others. */
  bidOwnWorth: number[];
  /** Finished goods sold to qualified customers of a region at a premium on the pool price of the maker's region. */
  qualified: { maker: number; region: number; tonnes: number }[];
}

export function createDesk(): Desk {
  return {
    offerKind: [],
    offerOwner: [],
    offerRegion: [],
    offerTonnes: [],
    bidKind: [],
    bidOwner: [],
    bidOwnWorth: [],
    transfers: [],
    qualified: [],
  };
}

export function clearDesk(desk: Desk): void {
  desk.offerKind.length = 0;
  desk.offerOwner.length = 0;
  desk.offerRegion.length = 0;
  desk.offerTonnes.length = 0;
  desk.bidKind.length = 0;
  desk.bidOwner.length = 0;
  desk.bidOwnWorth.length = 0;
  desk.transfers.length = 0;
  desk.qualified.length = 0;
}
