/**
 * The opening state: published opening prices are no equilibrium, so the raw figures are played with competitive conduct,
 * constant demand, the ore of 2025 and no luck until prices rest; stocks, beliefs and prices of the last month are kept.
 */
import { stepMonth } from "./month";
import { MEAN_MONTHS } from "./state";
import type { Opening, OpeningFacility, OpeningMarket, Scenario } from "./scenario";
import type { World } from "./state";
import { openBurnIn } from "./world";

export interface BurnIn {
  opening: Opening;
  months: number;
  /** Largest move of any traded price over the last six months, as a share. */
  largestMoveShare: number;
}

const WINDOW_MONTHS = 6;
const RESTS_BELOW_SHARE = 0.02;

/** Plays the burn-in: at least 24 months, at most 120, until no traded price has moved more than 2% in six months. */
export function burnIn(scenario: Scenario, command: string): BurnIn {
  const world = openBurnIn(scenario);
  const months = Math.min(120, scenario.months);
  const past: Float64Array[] = [];
  let move = Infinity;
  for (let t = 0; t < months; t++) {
    stepMonth(world);
    const { priceUsdPerKg, traded } = world.state.trade;
    past.push(priceUsdPerKg.map((price, cell) => (traded[cell] ? price : NaN)));
    if (t + 1 < 24) continue;
    move = largestMove(past.slice(-WINDOW_MONTHS - 1));
    if (move <= RESTS_BELOW_SHARE) break;
  }
  return { opening: openingOf(world, command), months: world.state.month, largestMoveShare: move };
}

function largestMove(window: Float64Array[]): number {
  let worst = 0;
  for (let cell = 0; cell < window[0]!.length; cell++) {
    let low = Infinity;
    let high = 0;
    for (const prices of window) {
      const price = prices[cell]!;
      if (!(price > 0)) continue;
      low = Math.min(low, price);
      high = Math.max(high, price);
    }
    if (high > 0) worst = Math.max(worst, high / low - 1);
  }
  return worst;
}

/** The opening block that a world's present state gives. */
export function openingOf(world: World, command: string): Opening {
  const { setting, state } = world;
  const { sites, regionIds, goodIds } = setting;
  const regions = regionIds.length;
  const markets: Opening["markets"] = {};
  goodIds.forEach((good, g) => {
    const byRegion: Record<string, OpeningMarket> = {};
    regionIds.forEach((region, r) => {
      const cell = g * regions + r;
      const priceUsdPerKg = state.trade.priceUsdPerKg[cell]!;
      const beliefUsdPerKg = state.trade.beliefUsdPerKg[cell]!;
      if (!(priceUsdPerKg >= 0) || !(beliefUsdPerKg > 0)) return;
      const parity = state.trade.parityUsdPerKg[cell]!;
      byRegion[region] = { priceUsdPerKg, beliefUsdPerKg, parityUsdPerKg: parity > 0 ? parity : beliefUsdPerKg };
    });
    markets[good] = byRegion;
  });
  const facilities: Record<string, OpeningFacility> = {};
  const rows = state.sites.inTransitTonnes.length / sites.count;
  for (let i = 0; i < sites.facilityCount; i++) {
    facilities[sites.ids[i]!] = {
      inputStockTonnes: state.sites.inputStockTonnes[i]!,
      outputStockTonnes: state.sites.outputStockTonnes[i]!,
      captiveFeedTonnes: state.sites.captiveFeedTonnes[i]!,
      recentOutputTonnes: ring(state.sites.recentOutputTonnes, sites.count, i, MEAN_MONTHS, state.month),
      byProductStockTonnes: state.sites.byProductTonnes[i]!,
      ...basketStock(world, i),
      byProductTonnes: sites.byProduct[i] ? ring(state.sites.inTransitTonnes, sites.count, i, rows, state.month) : [],
    };
  }
  const buyers: Opening["buyers"] = {};
  setting.buyers.forEach((buyer, b) => (buyers[buyer.id] = { stockTonnes: state.buyers.stockTonnes[b]! }));
  return { command, months: state.month, markets, facilities, buyers };
}

/** Stocks of a site's by-products, where it has any. */
function basketStock(world: World, i: number): Pick<OpeningFacility, "basketStockTonnes"> {
  const rows = world.setting.sites.basket.ofSite[i]!;
  if (rows.length === 0) return {};
  return { basketStockTonnes: Array.from(rows, (row) => world.state.geology!.byProductTonnes[row]!) };
}

/** A ring's column from the row that is due next on. */
function ring(values: Float64Array, width: number, column: number, rows: number, month: number): number[] {
  return Array.from({ length: rows }, (_, k) => values[((month + k) % rows) * width + column]!);
}
