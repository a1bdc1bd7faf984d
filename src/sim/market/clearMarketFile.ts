/**
 * Clears one market described by names, as in a file, and answers by names: prices, sales, flows, who gains what, and
 * a certificate worked out from file and answer alone.
 */
import { certify, type Certificate } from "./certificate";
import { createMarket } from "./market";
import { fillMarket, readOutcome } from "./fillMarket";
import type { PlainGroup, PlainMarket } from "./plain";
import { surplusOf, type Surplus } from "./surplus";

/** Quantities are tonnes a month, prices $/kg. Defaults are filled in and names are known to exist. */
export interface MarketFile {
  regions: string[];
  offers: MarketFileOffer[];
  bids: MarketFileBid[];
  lanes: MarketFileLane[];
}

export interface MarketFileOffer {
  region: string;
  quantity: number;
  price: number;
  /** The asking price rises to this; equal to `price` for a flat step. */
  priceTo: number;
  seller: string | null;
  /** The only regions it may go to, null for any. */
  only: string[] | null;
}

export interface MarketFileBid {
  region: string;
  quantity: number;
  price: number;
  /** The bid falls to this. */
  priceTo: number;
  buyer: string | null;
}

export interface MarketFileLane {
  from: string;
  to: string;
  freight: number;
  exportTax: number;
  /** Shares of the origin price, and of the value at the border. */
  exportTaxRate: number;
  adValorem: number;
  specific: number;
  dutyBase: "cif" | "fob";
  /** Null for no quota. */
  capacity: number | null;
  minimumImportPrice: number | null;
  topUpCap: number | null;
}

export interface MarketAnswer {
  prices: Record<string, number>;
  /** False where nothing was sold, bought or carried: such a price teaches nothing. */
  traded: Record<string, boolean>;
  /** By offer and by bid, in the order of the file. */
  sold: number[];
  bought: number[];
  /** By lane, in the order of the file; `duty` is ad valorem and specific, and the last three are per unit. */
  flows: { from: string; to: string; quantity: number; duty: number; topUp: number; quotaRent: number }[];
  surplus: Surplus;
  certificate: Certificate;
  iterations: number;
}

/** Throws an `Error` that names the violation if the outcome found is not an equilibrium. */
export function clearMarketFile(file: MarketFile): MarketAnswer {
  const plain = plainMarketOf(file);
  const market = createMarket({
    regions: plain.regions,
    lanes: plain.lanes.length,
    segments: Math.max(plain.offers.length, plain.bids.length),
  });
  fillMarket(market, plain);
  market.clear();
  const outcome = readOutcome(market, plain);
  const certificate = certify(plain, outcome);
  if (!(certificate.worst <= failedAbove)) {
    throw new Error(
      `The market was not cleared: its certificate is ${certificate.worst}, at most ${failedAbove} passes.`,
    );
  }
  return {
    prices: Object.fromEntries(file.regions.map((name, i) => [name, outcome.prices[i]])),
    traded: Object.fromEntries(file.regions.map((name, i) => [name, market.traded[i] === 1])),
    sold: [...outcome.sold],
    bought: [...outcome.bought],
    flows: file.lanes.map(({ from, to }, a) => {
      const { quantity, duty, topUp, rent } = outcome.flows[a];
      return { from, to, quantity, duty, topUp, quotaRent: rent };
    }),
    surplus: surplusOf(plain, outcome),
    certificate,
    iterations: market.iterations,
  };
}

/** Honest outcomes stay below 1e-9; what is above this is an error of the program. */
const failedAbove = 1e-6;

/** The file with names as indices. Throws a `RangeError` for a name that is not a region. */
export function plainMarketOf(file: MarketFile): PlainMarket {
  const index = new Map(file.regions.map((name, i) => [name, i]));
  const regionOf = (name: string): number => {
    const i = index.get(name);
    if (i === undefined) throw new RangeError(`Region "${name}" is not among the regions of the market.`);
    return i;
  };
  const groups: PlainGroup[] = [];
  const groupOf = new Map<string, number>();
  const offers = file.offers.map(({ region, quantity, price, priceTo, only }) => {
    const home = regionOf(region);
    let group = -1;
    if (only !== null) {
      const allowed = [...new Set(only.map(regionOf))].sort((a, b) => a - b);
      const key = `${home}: ${allowed.join(" ")}`;
      group = groupOf.get(key) ?? groups.push({ region: home, allowed }) - 1;
      groupOf.set(key, group);
    }
    return { region: home, quantity, price, priceTo, group };
  });
  return {
    regions: file.regions.length,
    groups,
    offers,
    bids: file.bids.map(({ region, quantity, price, priceTo }) => {
      return { region: regionOf(region), quantity, price, priceTo };
    }),
    lanes: file.lanes.map((lane) => ({
      from: regionOf(lane.from),
      to: regionOf(lane.to),
      freight: lane.freight,
      exportTax: lane.exportTax,
      exportTaxRate: lane.exportTaxRate,
      adValorem: lane.adValorem,
      specific: lane.specific,
      fob: lane.dutyBase === "fob",
      quota: lane.capacity ?? Infinity,
      floor: lane.minimumImportPrice ?? 0,
      cap: lane.topUpCap ?? Infinity,
    })),
  };
}
