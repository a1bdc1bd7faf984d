/**
 * Phase 9. Books. Every tonne: opening stock + made = used + closing stock, good by good. Every dollar: the sum over all
 * accounts stays nought. A month that does not add up stops the run.
 */
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

/** Tonnes of each good held by firms, buyers, the state and on the way, by good. */
export function stocksByGood(world: World): Float64Array {
  const { setting, state } = world;
  const { sites } = setting;
  const stocks = new Float64Array(setting.goodIds.length);
  const add = (g: number, tonnes: number): void => {
    stocks[g] = stocks[g]! + tonnes;
  };
  const rows = state.sites.inTransitTonnes.length / sites.count;
  for (let i = 0; i < sites.count; i++) {
    add(sites.goodOut[i]!, state.sites.outputStockTonnes[i]!);
    if (sites.goodIn[i] !== -1)
      add(sites.goodIn[i]!, state.sites.inputStockTonnes[i]! + state.sites.captiveFeedTonnes[i]!);
    const byProduct = sites.byProduct[i];
    if (!byProduct) continue;
    add(byProduct.good, state.sites.byProductTonnes[i]!);
    for (let k = 0; k < rows; k++) add(byProduct.good, state.sites.inTransitTonnes[k * sites.count + i]!);
  }
  for (let b = 0; b < setting.buyers.length; b++) add(setting.buyerGood[b]!, state.buyers.stockTonnes[b]!);
  const stateStock = setting.goodIds.indexOf(state.exporterPolicy.stateStockGood);
  if (stateStock !== -1) add(stateStock, state.exporter.stateStockTonnes);
  return stocks;
}

/**
 * Checks the month against the stocks it began with.
 * @throws BooksError naming month, good and the tonnes (or k$) that are too many.
 */
export function closeBooks(world: World, openingStocks: Float64Array): void {
  const { setting, state } = world;
  const { sites } = setting;
  const regions = setting.regionIds.length;
  const closing = stocksByGood(world);
  for (let g = 0; g < setting.goodIds.length; g++) {
    let made = 0;
    let used = 0;
    for (let r = 0; r < regions; r++) made += state.outcome.madeTonnes[g * regions + r]!;
    for (let i = 0; i < sites.count; i++) if (sites.goodIn[i] === g) used += state.outcome.usedTonnes[i]!;
    for (let b = 0; b < setting.buyers.length; b++) if (setting.buyerGood[b] === g) used += state.outcome.useTonnes[b]!;
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
