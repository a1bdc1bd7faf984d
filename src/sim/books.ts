/**
 * Phase 9. Books. Every tonne: opening stock + made = used + closing stock, good by good. Every dollar: the sum over all
 * accounts stays nought. A month that does not add up stops the run.
 */
import { accountName } from "./accounts";
import type { World } from "./state";

/** Largest error a month may show, relative to what moved. */
const TOLERANCE = 1e-9;

export class BooksError extends Error {
  override readonly name = "BooksError";
  constructor(
    readonly month: number,
    message: string,
  ) {
    super(message);
  }
}

/** Accounts that a report names at most. */
const NAMED = 6;

/** Keeps the accounts as a step finds them, so that a report can name the step and the accounts that it moved. */
export function openAccountBooks(world: World): void {
  world.setting.accountsBefore.set(world.state.accountsKiloUsd);
}

/**
 * Checks after a step of the month that money only moved: the sum over all accounts is still nought.
 * @throws BooksError naming month, step, the k$ that are too many and the accounts with the largest moves of the step.
 */
export function checkAccounts(world: World, step: string): void {
  const { setting, state } = world;
  const balances = state.accountsKiloUsd;
  let sum = 0;
  let scale = 0;
  for (let k = 0; k < balances.length; k++) {
    const balance = balances[k]!;
    sum += balance;
    scale += Math.abs(balance);
  }
  if (Math.abs(sum) <= TOLERANCE * Math.max(1, scale)) {
    setting.accountsBefore.set(balances);
    return;
  }
  throw new BooksError(
    state.month,
    `Month ${state.month + 1} does not add up: ${sum} k$ too many after ${step}; ${largestMoves(world)}.`,
  );
}

function largestMoves(world: World): string {
  const { setting, state } = world;
  const size = (by: number): number => (by === by ? Math.abs(by) : Infinity);
  const moves = Array.from(state.accountsKiloUsd, (balance, k) => ({ k, by: balance - setting.accountsBefore[k]! }));
  const moved = moves.filter(({ by }) => by !== 0).sort((a, b) => size(b.by) - size(a.by) || a.k - b.k);
  const named = moved.slice(0, NAMED).map(({ k, by }) => `${accountName(setting, k)} ${by > 0 ? "+" : ""}${by}`);
  return `it moved ${moved.length} accounts, most of all ${named.join(", ")}`;
}

/** Tonnes of each good held by firms, buyers, the state and on the way, by good. */
export function stocksByGood(world: World): Float64Array {
  const { setting, state } = world;
  const { count, goodIn, goodOut, byProduct, withByProduct } = setting.sites;
  const { outputStockTonnes, inputStockTonnes, captiveFeedTonnes, byProductTonnes, inTransitTonnes } = state.sites;
  const stocks = new Float64Array(setting.goodIds.length);
  for (let i = 0; i < count; i++) {
    stocks[goodOut[i]!] = stocks[goodOut[i]!]! + outputStockTonnes[i]!;
    if (goodIn[i] === -1) continue;
    stocks[goodIn[i]!] = stocks[goodIn[i]!]! + (inputStockTonnes[i]! + captiveFeedTonnes[i]!);
  }
  for (const i of withByProduct) {
    let held = byProductTonnes[i]!;
    for (let at = i; at < inTransitTonnes.length; at += count) held += inTransitTonnes[at]!;
    stocks[byProduct[i]!.good] = stocks[byProduct[i]!.good]! + held;
  }
  if (state.geology) addByGood(stocks, setting.sites.basket.good, state.geology.byProductTonnes);
  addByGood(stocks, setting.buyerGood, state.buyers.stockTonnes);
  const stateStock = setting.goodIds.indexOf(state.exporterPolicy.stateStockGood);
  if (stateStock !== -1) stocks[stateStock] = stocks[stateStock]! + state.exporter.stateStockTonnes;
  return stocks;
}

/** Adds tonnes to the sums of their goods; −1 is no good. */
function addByGood(sums: Float64Array, good: Int32Array, tonnes: Float64Array): void {
  for (let k = 0; k < good.length; k++) if (good[k] !== -1) sums[good[k]!] = sums[good[k]!]! + tonnes[k]!;
}

/**
 * Checks the month against the stocks it began with.
 * @throws BooksError naming month, good and the tonnes (or k$) that are too many.
 */
export function closeBooks(world: World, openingStocks: Float64Array): void {
  const { setting, state } = world;
  const regions = setting.regionIds.length;
  const closing = stocksByGood(world);
  const usedByGood = new Float64Array(setting.goodIds.length);
  addByGood(usedByGood, setting.sites.goodIn, state.outcome.usedTonnes);
  addByGood(usedByGood, setting.buyerGood, state.outcome.useTonnes);
  for (let g = 0; g < setting.goodIds.length; g++) {
    let made = 0;
    const used = usedByGood[g]!;
    for (let r = 0; r < regions; r++) made += state.outcome.madeTonnes[g * regions + r]!;
    const excess = closing[g]! + used - openingStocks[g]! - made;
    const scale = closing[g]! + used + made;
    const error = scale > 0 ? Math.abs(excess) / scale : Math.abs(excess);
    if (Math.abs(excess) > state.books.worstTonnes) state.books.worstTonnes = Math.abs(excess);
    if (!(error <= TOLERANCE)) {
      throw new BooksError(
        state.month,
        `Month ${state.month + 1} does not add up: ${excess} t of ${setting.goodIds[g]} too many.`,
      );
    }
  }
  let sum = 0;
  let scale = 0;
  for (const balance of state.accountsKiloUsd) {
    sum += balance;
    scale += Math.abs(balance);
  }
  const error = scale > 0 ? Math.abs(sum) / scale : Math.abs(sum);
  if (Math.abs(sum) > state.books.worstKiloUsd) state.books.worstKiloUsd = Math.abs(sum);
  if (!(error <= TOLERANCE)) {
    throw new BooksError(state.month, `Month ${state.month + 1} does not add up: ${sum} k$ too many.`);
  }
}
