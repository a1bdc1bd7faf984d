/**
 * A market and its outcome as plain values: what the certificate and the surplus are worked out from. No code of the
 * solver is used or known here. Prices and duties $/kg, quantities tonnes a month.
 */
export interface PlainLane {
  readonly from: number;
  readonly to: number;
  readonly freight: number;
  readonly exportTax: number;
  /** Share of the origin price. */
  readonly exportTaxRate: number;
  /** Share of the value at the border: with freight under CIF, without it where `fob`. */
  readonly adValorem: number;
  readonly specific: number;
  readonly fob: boolean;
  /** Infinity for none; 0 closes the lane. */
  readonly quota: number;
  /** Minimum import price; 0 for none. */
  readonly floor: number;
  /** Most that the top-up may be; Infinity for no limit. */
  readonly cap: number;
}

export interface PlainOffer {
  readonly region: number;
  readonly quantity: number;
  readonly price: number;
  readonly priceTo: number;
  /** Index of its group if its destinations are restricted, else -1. */
  readonly group: number;
}

export interface PlainBid {
  readonly region: number;
  readonly quantity: number;
  readonly price: number;
  readonly priceTo: number;
}

/** Offers of one region that may go to certain regions only (its own among them only if listed). */
export interface PlainGroup {
  readonly region: number;
  readonly allowed: readonly number[];
}

export interface PlainMarket {
  readonly regions: number;
  readonly lanes: readonly PlainLane[];
  readonly offers: readonly PlainOffer[];
  readonly bids: readonly PlainBid[];
  readonly groups: readonly PlainGroup[];
}

export interface PlainFlow {
  readonly quantity: number;
  /** Ad valorem and specific duty a unit. */
  readonly duty: number;
  readonly topUp: number;
  readonly rent: number;
}

/** What a group sends on one lane, or sells at home (lane -1); part of that lane's flow. */
export interface PlainTiedFlow {
  readonly group: number;
  readonly lane: number;
  readonly quantity: number;
}

export interface PlainOutcome {
  readonly prices: readonly number[];
  readonly sold: readonly number[];
  readonly bought: readonly number[];
  readonly flows: readonly PlainFlow[];
  readonly groupPrices: readonly number[];
  readonly tiedFlows: readonly PlainTiedFlow[];
}
