/**
 * Solves a classic case and lays what was expected beside what was found. Of a chain the finer good is cleared first;
 * what its makers bid for their feed follows from its prices, and then the feed's market is cleared.
 */
import type { ClassicCase, Feed } from "./classicCases";
import { clearMarketFile, type MarketAnswer, type MarketFile } from "./clearMarketFile";

export interface CaseCheck {
  /** In words, with the names of the market. */
  readonly what: string;
  /** "$/kg", "t" or "k$"; nothing where the words say it, and for a claim that is true or false. */
  readonly unit: string;
  readonly expected: number | boolean;
  readonly found: number | boolean;
  readonly agrees: boolean;
}

/** Figures agree if they differ by no more than this share of the expected one (or this much, if that is below 1). */
const agreesWithin = 1e-9;

/** One market of a case and its answer. */
export interface SolvedMarket {
  /** Null where a case has but one good. */
  readonly good: string | null;
  readonly market: MarketFile;
  readonly answer: MarketAnswer;
}

export interface SolvedCase {
  readonly checks: CaseCheck[];
  /** In the order they were cleared in. */
  readonly markets: SolvedMarket[];
}

/** Throws an `Error` if no equilibrium was found, and a `RangeError` for a path that leads nowhere. */
export function checkCase(theCase: ClassicCase): CaseCheck[] {
  return solveCase(theCase).checks;
}

/** As `checkCase`, with the markets and their answers. */
export function solveCase(theCase: ClassicCase): SolvedCase {
  const main = solve(theCase.good ?? null, theCase.market);
  const feed = theCase.feed === undefined ? null : solveFeed(theCase.feed, main.answer);
  const figures = {
    ...figuresOf(main.market, main.answer),
    ...(feed === null
      ? {}
      : { feed: { ...figuresOf(feed.market, feed.answer), bids: feed.market.bids.map(({ price }) => price) } }),
  };
  const checks = theCase.expected.map(([path, expected]) => {
    const found = readPath(figures, path);
    return { what: inWordsOf(main, feed, path), unit: unitOf(path), expected, found, agrees: agree(expected, found) };
  });
  return { checks, markets: feed === null ? [main] : [main, feed] };
}

function solve(good: string | null, market: MarketFile): SolvedMarket {
  return { good, market, answer: clearMarketFile(market) };
}

/** A maker bids what a kg of feed brings, less the cost of converting it; one that would lose bids nothing. */
function solveFeed(feed: Feed, finer: MarketAnswer): SolvedMarket {
  const bids = feed.market.bids.map((bid) => ({ ...bid }));
  for (const { bid, region, yieldShare, conversionUsdPerKg } of feed.makers) {
    const netback = Math.max(0, yieldShare * (finer.prices[region] - conversionUsdPerKg));
    bids[bid].price = netback;
    bids[bid].priceTo = netback;
  }
  return solve(feed.good, { ...feed.market, bids });
}

function agree(expected: number | boolean, found: number | boolean): boolean {
  if (typeof expected === "boolean" || typeof found === "boolean") return expected === found;
  return Math.abs(found - expected) <= agreesWithin * Math.max(1, Math.abs(expected));
}

/** The answer and what follows from it. */
function figuresOf(market: MarketFile, answer: MarketAnswer): object {
  const netExports = Object.fromEntries(market.regions.map((region) => [region, 0]));
  for (const { from, to, quantity } of answer.flows) {
    netExports[from] += quantity;
    netExports[to] -= quantity;
  }
  const { producers, buyers, treasury, rents } = answer.surplus;
  return {
    ...answer,
    netExports,
    profits: market.offers.map((_, k) => profitOf(market, answer, k)),
    surplus: { ...answer.surplus, total: producers + buyers + treasury + rents },
  };
}

/** What an offer is paid over what it asked; NaN where it is tied, since its price is then its group's. */
function profitOf(market: MarketFile, answer: MarketAnswer, k: number): number {
  const { region, quantity, price, priceTo, only } = market.offers[k];
  if (only !== null) return NaN;
  const sold = answer.sold[k];
  const rise = quantity === 0 ? 0 : ((priceTo - price) * sold) / quantity;
  return sold * (answer.prices[region] - price - 0.5 * rise);
}

/** Names and indices of a path like `flows[1].topUp`. */
function stepsOf(path: string): string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== "");
}

function readPath(figures: object, path: string): number | boolean {
  let at: unknown = figures;
  for (const step of stepsOf(path)) {
    at = typeof at === "object" && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }
  if (typeof at === "number" || typeof at === "boolean") return at;
  throw new RangeError(`The answer of a market has no figure at "${path}".`);
}

const flowWords: Record<string, string> = {
  quantity: "tonnes",
  duty: "duty",
  topUp: "top-up",
  quotaRent: "quota rent",
};
const surplusWords: Record<string, string> = {
  producers: "sellers' surplus",
  buyers: "buyers' surplus",
  treasury: "treasury's receipts",
  rents: "quota rents",
  freight: "freight paid",
  total: "surplus of all",
};

function unitOf(path: string): string {
  const [list, , field] = stepsOf(path.replace(/^feed\./, ""));
  switch (list) {
    case "traded":
      return "";
    case "prices":
    case "bids":
      return "$/kg";
    case "profits":
    case "surplus":
      return "k$";
    case "flows":
      return field === "quantity" ? "" : "$/kg";
    default:
      return "t";
  }
}

/** A path as a reader would say it, with the good where there are two. */
function inWordsOf(main: SolvedMarket, feed: SolvedMarket | null, path: string): string {
  if (feed === null) return inWords(main.market, path);
  const inner = path.replace(/^feed\./, "");
  const { good, market } = inner === path ? main : feed;
  return `${good}: ${inWords(market, inner)}`;
}

function inWords(market: MarketFile, path: string): string {
  const [list, key, field] = stepsOf(path);
  const offerName = (): string => `offer ${Number(key) + 1} in ${market.offers[Number(key)].region}`;
  switch (list) {
    case "prices":
      return `price in ${key}`;
    case "traded":
      return `trade in ${key}`;
    case "netExports":
      return `net exports of ${key}`;
    case "profits":
      return `profit of ${offerName()}`;
    case "sold":
      return `sales of ${offerName()}`;
    case "bids":
      return `what plants in ${market.bids[Number(key)].region} can pay`;
    case "bought":
      return `purchases of bid ${Number(key) + 1} in ${market.bids[Number(key)].region}`;
    case "flows": {
      const { from, to } = market.lanes[Number(key)];
      return `${flowWords[field] ?? field} from ${from} to ${to}`;
    }
    case "surplus":
      return surplusWords[key] ?? path;
    default:
      return path;
  }
}
