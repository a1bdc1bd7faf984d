/** What the firms of one buyer order, get and use in a month. */
import { clamp } from "../maths/portable";

/** Rules of ordering; see `Behaviour.buyers`. */
export interface OrderRules {
  adjustMonths: number;
  orderMaxOfUse: number;
}

/**
 * Writes the orders of a buyer's firms from index `first` on, t, and gives their sum: a month's use and a part of the gap to the
 * cover that each wants. `coverMonths` is the mean of the sector, fear included.
 */
export function orderFirms(
  orders: Float64Array,
  stocks: Float64Array,
  coverFactor: Float64Array,
  first: number,
  useTonnes: number,
  coverMonths: number,
  rules: OrderRules,
): number {
  const count = coverFactor.length;
  const use = useTonnes / count;
  const most = rules.orderMaxOfUse * use;
  const part = 1 / rules.adjustMonths;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const order = use > 0 ? clamp(use + part * (coverMonths * coverFactor[k]! * use - stocks[first + k]!), 0, most) : 0;
    orders[first + k] = order;
    sum += order;
  }
  return sum;
}

/** What a month of a buyer's firms came to, t. */
export interface FirmUse {
  useTonnes: number;
  stockTonnes: number;
  /** Firms that lack more than a hundredth of what they want. */
  standing: number;
}

/**
 * Each of `count` firms from index `first` on gets its order times `share`, uses what it wants as far as it has it, and keeps the
 * rest. Writes into `result`.
 */
export function useOfFirms(
  result: FirmUse,
  stocks: Float64Array,
  orders: Float64Array,
  first: number,
  count: number,
  share: number,
  wantedTonnes: number,
): void {
  const want = wantedTonnes / count;
  let used = 0;
  let kept = 0;
  let standing = 0;
  for (let f = first; f < first + count; f++) {
    const available = stocks[f]! + share * orders[f]!;
    const use = available < want ? available : want;
    stocks[f] = available - use;
    used += use;
    kept += available - use;
    if (use < 0.99 * want) standing++;
  }
  result.useTonnes = used;
  result.stockTonnes = kept;
  result.standing = standing;
}
