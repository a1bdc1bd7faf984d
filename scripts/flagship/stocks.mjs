// Opening stocks of January 2026, shared out to sites and to buyers of oxide by the rule of the data: by capacity of the
// sites of the region that use the good; where none, of those that make it. Stock of magnet buyers is in buyers-2026.csv.

import { good, note, num, readTable } from "./tables.mjs";

const stockRows = readTable("stocks-2026.csv");

/** Feed of one plant alone, outside the market. */
export const captivePiles = new Map(
  stockRows
    .filter((row) => row.holder_kind === "captive")
    .map((row) => [
      row.captive_to,
      {
        tonnes: num(row.stock_t),
        from: num(row.usable_from) > 2026 ? `${Math.floor(num(row.usable_from))}-01` : null,
        note: note(row.source, row.confidence, num(row.low), num(row.high)),
      },
    ]),
);

/** The state's oxide, which firms never offer. */
export function stateStock() {
  return stockRows.find((row) => row.holder_kind === "exporter state");
}

/** Rows that firms or dealers hold and that are shared out here. */
const shared = stockRows.filter((row) => row.holder_kind === "firms" || row.holder_kind === "traders");

/**
 * Opening stocks by site. Dealers' ore in Myanmar lies with the mines that dealers buy from; dealers' oxide in a region
 * without a site is left to the buyers of oxide there (oxideOfBuyers) and what they do not need is left out.
 * @param {Record<string, string>[]} siteRows
 * @returns {Map<string, { input: number, output: number, sources: Record<string, object> }>}
 */
export function openingStocks(siteRows) {
  const stocks = new Map();
  for (const row of shared) {
    const ofSites = num(row.stock_t) - oxideOfBuyers(row);
    if (ofSites <= 0) continue;
    const { holders, field } = holdersOf(row, siteRows);
    const total = holders.reduce((sum, site) => sum + num(site.capacity_t), 0);
    for (const site of holders) {
      const share = num(site.capacity_t) / total;
      const stock = stocks.get(site.id) ?? { input: 0, output: 0, sources: {} };
      stock[field] += round1(ofSites * share);
      stock.sources[`${field}StockTonnes`] = note(
        `stock of ${row.holder} in the region by capacity: ${row.source}`,
        row.confidence,
        (num(row.low) * share * ofSites) / num(row.stock_t),
        (num(row.high) * share * ofSites) / num(row.stock_t),
      );
      stocks.set(site.id, stock);
    }
  }
  return stocks;
}

/** @param {Record<string, string>} row @param {Record<string, string>[]} siteRows */
function holdersOf(row, siteRows) {
  const running = siteRows.filter((site) => site.region === row.region && site.status_2026_01 !== "building");
  const users = running.filter((site) => site.good_in === row.good);
  if (users.length > 0) return { holders: users, field: "input" };
  const makers = running.filter((site) => site.good_out === row.good && num(site.output_2025_t) > 0);
  return { holders: makers, field: "output" };
}

/** Oxide use other than for metal, by region: the balance of 2025 less metal over its yield. t a year. */
export const otherOxideUse = otherUses();

function otherUses() {
  const uses = new Map();
  const sites = readTable("sites-2026.csv");
  for (const row of readTable("balance-2025.csv")) {
    if (row.good !== "oxide") continue;
    const metal = sites
      .filter((site) => site.region === row.region && site.good_out === "metal")
      .reduce((sum, site) => sum + num(site.output_2025_t), 0);
    const rest = Math.round(num(row.use) - metal / 0.85);
    if (rest >= 5) uses.set(row.region, rest);
  }
  return uses;
}

/** Months of use that a buyer of oxide wants in store: an estimate, as for industry's magnets. */
export const OXIDE_COVER_MONTHS = 1;

/** The part of a row that buyers of oxide for other uses hold: their month of cover, as far as the stock goes. t */
export function oxideOfBuyers(row) {
  if (good(row.good) !== "oxide") return 0;
  const wanted = ((otherOxideUse.get(row.region) ?? 0) / 12) * OXIDE_COVER_MONTHS;
  return round1(Math.min(wanted, num(row.stock_t)));
}

/** Opening oxide of the buyers in one region, t. @param {string} region */
export function openingOxideOfBuyers(region) {
  return round1(shared.filter((row) => row.region === region).reduce((sum, row) => sum + oxideOfBuyers(row), 0));
}

/** What was left out, said once. */
export const stockSources = {
  "facilities.inputStockTonnes": note(
    "stocks-2026.csv by capacity of the sites of a region that use the good, else of those that make it. Left out: what " +
      "dealers hold in Germany beyond a month of use (140 t of oxide), the one stock without a site or a user",
    "low",
  ),
};

/** @param {number} value */
function round1(value) {
  return Math.round(value * 10) / 10;
}
