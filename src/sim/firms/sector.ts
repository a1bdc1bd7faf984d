/**
 * The firms of a buyer: a sector in a region is so many firms of equal size that differ in the cover they keep (lognormal) and
 * in whether they hold a licence. They bid as one; what is delivered is shared by each firm's order.
 */
import { exp } from "../maths/portable";
import { normalQuantile } from "../maths/quantileTable";
import type { Setting } from "../setting";
import type { FirmState } from "../state";

/** Firms stand in the order of their buyers: firm k of buyer b is number b × perBuyer + k. */
export interface FirmTable {
  perBuyer: number;
  /** Cover of firm k over the mean of its sector; the mean of all is 1. */
  coverFactor: Float64Array;
  /** Working space of a month, never part of the state: orders by firm, t; what of them is left for the pool. */
  orderTonnes: Float64Array;
  /** Sum of those orders by buyer. */
  orderedTonnes: Float64Array;
  poolOrderTonnes: Float64Array;
  /** 1 where a licence is held; only read while licences are asked for. */
  isLicensed: Uint8Array;
}

export function firmTable(buyers: number, perBuyer: number, coverSpread: number): FirmTable {
  const count = buyers * perBuyer;
  return {
    perBuyer,
    coverFactor: coverFactors(perBuyer, coverSpread),
    orderTonnes: new Float64Array(count),
    orderedTonnes: new Float64Array(buyers),
    poolOrderTonnes: new Float64Array(count),
    isLicensed: new Uint8Array(count),
  };
}

/** Quantiles of a lognormal distribution at the middles of `count` equal parts, divided by their mean; rising. */
export function coverFactors(count: number, spread: number): Float64Array {
  const factors = Float64Array.from({ length: count }, (_, k) => exp(spread * normalQuantile((k + 0.5) / count)));
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / count;
  return factors.map((factor) => factor / mean);
}

/** Firms before the first month: the stock of a buyer lies with its firms as the cover they keep. */
export function openFirms(setting: Setting, stockTonnes: Float64Array): FirmState {
  const { perBuyer, coverFactor } = setting.firms;
  const firms: FirmState = {
    stockTonnes: new Float64Array(stockTonnes.length * perBuyer),
    refusedMonths: new Uint8Array(stockTonnes.length * perBuyer),
  };
  for (let f = 0; f < firms.stockTonnes.length; f++) {
    firms.stockTonnes[f] = (stockTonnes[Math.floor(f / perBuyer)]! * coverFactor[f % perBuyer]!) / perBuyer;
  }
  return firms;
}
