/** Solves a classic case and lays what was expected beside what was found. */
import type { ClassicCase } from "./classicCases";
import { clearMarketFile, type MarketAnswer, type MarketFile } from "./clearMarketFile";

export interface CaseCheck {
  /** In words, with the names of the market. */
  readonly what: string;
  readonly expected: number | boolean;
  readonly found: number | boolean;
  readonly agrees: boolean;
}

/** Figures agree if they differ by no more than this share of the expected one (or this much, if that is below 1). */
const agreesWithin = 1e-9;

/** Throws an `Error` if no equilibrium was found, and a `RangeError` for a path that leads nowhere. */
export function checkCase(theCase: ClassicCase): CaseCheck[] {
  const figures = figuresOf(theCase.market, clearMarketFile(theCase.market));
  return theCase.expected.map(([path, expected]) => {
    const found = readPath(figures, path);
    return { what: inWords(theCase.market, path), expected, found, agrees: agree(expected, found) };
  });
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

/** A path as a reader would say it. */
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
