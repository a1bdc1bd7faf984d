/**
 * The file of one market: its JSON text to a `MarketFile` with defaults filled in. Sizes, fields and references are
 * checked in that order; all faults of a step are told together, one a line.
 */
import { z } from "zod";

import type { MarketFile } from "../sim/market";
import { describe, Faults, oneOf, pathText, type PathStep } from "./faults";
import { addIssues } from "./issues";
import { parseJson } from "./jsonText";
import { MAX_BYTES_COMMAND_LINE, MAX_ID, MAX_NAME } from "./limits";

/** Longest lists of a market file, in entries. */
export const MAX_MARKET_ENTRIES = { regions: 500, offers: 50_000, bids: 50_000, lanes: 250_000 } as const;
/** Largest figures of a market file: $/kg, tonnes, and shares (100 is 10,000%). */
export const MAX_MARKET_PRICE = 1e9;
export const MAX_MARKET_QUANTITY = 1e12;
export const MAX_MARKET_RATE = 100;

const name = z.string().min(1).max(MAX_ID);
const price = z.number().min(0).max(MAX_MARKET_PRICE);
const quantity = z.number().min(0).max(MAX_MARKET_QUANTITY);
const rate = z.number().min(0).max(MAX_MARKET_RATE);
const party = z.string().max(MAX_NAME).nullable().default(null);

const offerSchema = z.strictObject({
  region: name,
  quantity,
  price,
  priceTo: price.optional(),
  seller: party,
  only: z.array(name).min(1).max(MAX_MARKET_ENTRIES.regions).nullable().default(null),
});
const bidSchema = z.strictObject({ region: name, quantity, price, priceTo: price.optional(), buyer: party });
const laneSchema = z.strictObject({
  from: name,
  to: name,
  freight: price.default(0),
  exportTax: price.default(0),
  exportTaxRate: rate.default(0),
  adValorem: rate.default(0),
  specific: price.default(0),
  dutyBase: z.enum(["cif", "fob"]).default("cif"),
  capacity: quantity.nullable().default(null),
  minimumImportPrice: price.nullable().default(null),
  topUpCap: price.nullable().default(null),
});
const itemSchemas = { regions: name, offers: offerSchema, bids: bidSchema, lanes: laneSchema };
type ListName = keyof typeof itemSchemas;
const LIST_NAMES = Object.keys(itemSchemas) as ListName[];

/**
 * The market of a JSON text.
 * @param fileName what fault lines open with
 * Throws an `InputError`, one line a fault: `FILE: path: found X, expected Y`.
 */
export function parseMarketFile(text: string, fileName: string): MarketFile {
  const faults = new Faults(fileName);
  if (text.length > MAX_BYTES_COMMAND_LINE) {
    faults.add("", `${text.length} characters`, `at most ${MAX_BYTES_COMMAND_LINE}`);
    faults.throwIfAny();
  }
  // A byte-order mark is not JSON, but editors write it.
  const root = parseJson(fileName, text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (typeof root !== "object" || root === null || Array.isArray(root)) {
    faults.add("", describe(root), `an object with ${LIST_NAMES.join(", ")}`);
    faults.throwIfAny();
  }
  const fields = root as Record<string, unknown>;
  for (const key of Object.keys(fields)) {
    if (!Object.hasOwn(itemSchemas, key)) addUnknownField(fields, [key], LIST_NAMES, faults);
  }
  const regions = parseList(fields, "regions", itemSchemas.regions, faults);
  const offers = parseList(fields, "offers", itemSchemas.offers, faults);
  const bids = parseList(fields, "bids", itemSchemas.bids, faults);
  const lanes = parseList(fields, "lanes", itemSchemas.lanes, faults);
  faults.throwIfAny();
  const market: MarketFile = {
    regions,
    offers: offers.map((offer) => ({ ...offer, priceTo: offer.priceTo ?? offer.price })),
    bids: bids.map((bid) => ({ ...bid, priceTo: bid.priceTo ?? bid.price })),
    lanes,
  };
  checkReferences(market, fields, faults);
  faults.throwIfAny();
  return market;
}

/** Items one by one, so that a hostile list stops early. Only `regions` must be there. */
function parseList<T>(root: Record<string, unknown>, list: ListName, schema: z.ZodType<T>, faults: Faults): T[] {
  const value = root[list];
  const most = MAX_MARKET_ENTRIES[list];
  if (value === undefined && list !== "regions") return [];
  if (!Array.isArray(value)) {
    faults.add(list, describe(value), "a list");
    return [];
  }
  if (value.length > most) {
    faults.add(list, describe(value), `at most ${most}`);
    return [];
  }
  if (list === "regions" && value.length === 0) faults.add(list, "an empty list", "at least one region");
  const items: T[] = [];
  for (let i = 0; i < value.length && !faults.isFull; i++) {
    const parsed = schema.safeParse(value[i]);
    if (parsed.success) {
      items.push(parsed.data);
      continue;
    }
    const isUnknown = (issue: z.core.$ZodIssue) => issue.code === "unrecognized_keys";
    for (const issue of parsed.error.issues.filter(isUnknown)) {
      const known = Object.keys((itemSchemas[list] as z.ZodObject).shape);
      for (const key of (issue as z.core.$ZodIssueUnrecognizedKeys).keys) {
        addUnknownField(root, [list, i, key], known, faults);
      }
    }
    const others = parsed.error.issues.filter((issue) => !isUnknown(issue));
    addIssues(root, [list, i], others, faults);
  }
  return items;
}

function addUnknownField(root: unknown, steps: PathStep[], known: readonly string[], faults: Faults): void {
  const word = String(steps[steps.length - 1]).slice(0, 80);
  faults.add(
    pathText(root, [...steps.slice(0, -1), word]),
    "a field that is not known",
    oneOf(word, known, "one of its fields"),
  );
}

function checkReferences(market: MarketFile, root: unknown, faults: Faults): void {
  const known = new Set(market.regions);
  const checkRegion = (word: string, steps: PathStep[]): void => {
    if (!known.has(word) && !faults.isFull) {
      faults.add(pathText(root, steps), describe(word), oneOf(word, market.regions, "one of the regions"));
    }
  };
  const first = new Map<string, number>();
  market.regions.forEach((region, i) => {
    const before = first.get(region);
    if (before === undefined) first.set(region, i);
    else faults.add(`regions[${i}]`, describe(region), `a name of its own; regions[${before}] has it already`);
  });
  market.offers.forEach((offer, i) => {
    checkRegion(offer.region, ["offers", i, "region"]);
    offer.only?.forEach((region, k) => checkRegion(region, ["offers", i, "only", k]));
    if (offer.priceTo < offer.price) {
      faults.add(
        `offers[${i}].priceTo`,
        describe(offer.priceTo),
        `at least price, which is ${offer.price}: offers do not fall`,
      );
    }
  });
  market.bids.forEach((bid, i) => {
    checkRegion(bid.region, ["bids", i, "region"]);
    if (bid.priceTo > bid.price) {
      faults.add(`bids[${i}].priceTo`, describe(bid.priceTo), `at most price, which is ${bid.price}: bids do not rise`);
    }
  });
  market.lanes.forEach((lane, i) => {
    checkRegion(lane.from, ["lanes", i, "from"]);
    checkRegion(lane.to, ["lanes", i, "to"]);
    if (lane.from === lane.to && known.has(lane.to)) {
      faults.add(
        pathText(root, ["lanes", i, "to"]),
        describe(lane.to),
        "another region than from: a lane joins two regions",
      );
    }
  });
}
