/**
 * By-products: goods that a mine or plant gives besides its main one, in fixed proportion to it (heavy rare earths of a clay,
 * say). They are stocked and sold by themselves, and what a kilogram of the main good brings in by them lowers what it must
 * fetch: offers, bids, mothballing and projects look at the basket.
 */
import { expectedPrice } from "../facility/beliefs";
import type { Outlook } from "../facility/outlook";
import type { Facility, Project } from "../scenario";
import type { World } from "../state";

/** By-products in rows, in order of sites and as each lists them. */
export interface BasketTable {
  count: number;
  site: Int32Array;
  good: Int32Array;
  /** Tonnes that come with a tonne of the main good. */
  tonnesPerTonne: Float64Array;
  /** Rows of a site, and of a good. */
  ofSite: Int32Array[];
  ofGood: Int32Array[];
}

const NONE = new Int32Array(0);

/** The by-products of a scenario's sites, given the indices of its goods. */
export function basketTable(entry: readonly (Facility | Project)[], goods: Map<string, number>): BasketTable {
  const rows = entry.flatMap((site, i) =>
    (site.byProducts ?? []).map((row) => ({
      site: i,
      good: goods.get(row.good)!,
      tonnesPerTonne: row.tonnesPerTonne,
    })),
  );
  const pick = (wanted: (row: (typeof rows)[number]) => boolean): Int32Array => {
    const list = rows.flatMap((row, k) => (wanted(row) ? [k] : []));
    return list.length > 0 ? Int32Array.from(list) : NONE;
  };
  return {
    count: rows.length,
    site: Int32Array.from(rows, (row) => row.site),
    good: Int32Array.from(rows, (row) => row.good),
    tonnesPerTonne: Float64Array.from(rows, (row) => row.tonnesPerTonne),
    ofSite: entry.map((site, i) => (site.byProducts?.length ? pick((row) => row.site === i) : NONE)),
    ofGood: Array.from({ length: goods.size }, (_, g) => pick((row) => row.good === g)),
  };
}

/** What by-products add to a kilogram of a site's main good at the region's prices, or beliefs where nothing is known, $. */
export function basketCredit(world: World, site: number): number {
  const { sites, regionIds } = world.setting;
  const { basket } = sites;
  if (basket.count === 0) return 0;
  const { priceUsdPerKg, beliefUsdPerKg } = world.state.trade;
  let credit = 0;
  for (const k of basket.ofSite[site]!) {
    const cell = basket.good[k]! * regionIds.length + sites.region[site]!;
    const price = priceUsdPerKg[cell]! > 0 ? priceUsdPerKg[cell]! : beliefUsdPerKg[cell]!;
    if (price > 0) credit += basket.tonnesPerTonne[k]! * price;
  }
  return credit;
}

/** The same at the prices that firms of the region expect over an outlook, $. */
export function expectedBasketCredit(world: World, site: number, outlook: Outlook): number {
  const { sites } = world.setting;
  const { basket } = sites;
  if (basket.count === 0) return 0;
  let credit = 0;
  for (const k of basket.ofSite[site]!) {
    const price = expectedPrice(world, basket.good[k]!, sites.region[site]!, outlook);
    if (price > 0) credit += basket.tonnesPerTonne[k]! * price;
  }
  return credit;
}

/** Phase 7: what the month's output of main goods brings with it goes into stock, and is sold from the next month on. */
export function makeByProducts(world: World): void {
  const { setting, state } = world;
  const { basket, region } = setting.sites;
  if (basket.count === 0) return;
  const stock = state.geology!.byProductTonnes;
  for (let k = 0; k < basket.count; k++) {
    const site = basket.site[k]!;
    const tonnes = basket.tonnesPerTonne[k]! * state.outcome.outputTonnes[site]!;
    if (!(tonnes > 0)) continue;
    stock[k] = stock[k]! + tonnes;
    const at = basket.good[k]! * setting.regionIds.length + region[site]!;
    state.outcome.madeTonnes[at] = state.outcome.madeTonnes[at]! + tonnes;
  }
}
