/**
 * A chunk of the soak: so many random markets of one kind, each cleared from scratch, certified, moved on by a month and
 * cleared again from last month's state, beside the same month from scratch. Pure, so that any number of threads gives the
 * same table.
 */
import { createWarmState } from "../../src/sim/market";
import type { Certificate, Market } from "../../src/sim/market";
import { certificateOf, cleared, fill, marketOf } from "../../test/market/build";
import { moved } from "../../test/market/change";
import { diceOf, generate } from "../../test/market/generate";
import type { Kind } from "../../test/market/generate";

export interface SoakJob {
  kind: Kind;
  /** Seed of the first market; the others follow. */
  first: number;
  count: number;
}

/** What a chunk came to: worst figures, sums, and the markets that are worth a second look. */
export interface SoakFigures {
  markets: number;
  worst: Certificate;
  /** Largest relative difference of a price from last month's state and the same from scratch. */
  warmFromCold: number;
  gaveUp: number;
  restarts: number;
  /** Most lanes that entered or left in one clearing, and how many regions and segments the largest market had. */
  mostEntries: number;
  mostRegions: number;
  mostSegments: number;
  /** Seeds above the limit, or given up. */
  failed: { seed: number; what: string }[];
}

const CONDITIONS = ["balance", "sellers", "buyers", "lanes", "levyOrder", "money", "worst"] as const;
/** Every fourth market jumps by up to half in a month, the others move as costs do. */
const CALM = 0.015;
const WILD = 0.5;

/** Figures of nothing. */
export function noFigures(): SoakFigures {
  const worst = { balance: 0, sellers: 0, buyers: 0, lanes: 0, levyOrder: 0, money: 0, worst: 0 };
  return {
    markets: 0,
    worst,
    warmFromCold: 0,
    gaveUp: 0,
    restarts: 0,
    mostEntries: 0,
    mostRegions: 0,
    mostSegments: 0,
    failed: [],
  };
}

/** Two chunks as one. */
export function together(a: SoakFigures, b: SoakFigures): SoakFigures {
  const worst = Object.fromEntries(CONDITIONS.map((c) => [c, Math.max(a.worst[c], b.worst[c])]));
  return {
    markets: a.markets + b.markets,
    worst: worst as unknown as Certificate,
    warmFromCold: Math.max(a.warmFromCold, b.warmFromCold),
    gaveUp: a.gaveUp + b.gaveUp,
    restarts: a.restarts + b.restarts,
    mostEntries: Math.max(a.mostEntries, b.mostEntries),
    mostRegions: Math.max(a.mostRegions, b.mostRegions),
    mostSegments: Math.max(a.mostSegments, b.mostSegments),
    failed: [...a.failed, ...b.failed],
  };
}

/** Plays the chunk. `limit` is what a condition may be violated by, and warm prices differ from cold ones by. */
export function soakChunk(job: SoakJob, limit: number): SoakFigures {
  let all = noFigures();
  for (let seed = job.first; seed < job.first + job.count; seed++)
    all = together(all, soakMarket(job.kind, seed, limit));
  return all;
}

function soakMarket(kind: Kind, seed: number, limit: number): SoakFigures {
  const first = generate(kind, seed);
  const market = marketOf(first);
  const warm = createWarmState(market);
  market.clear(warm);
  let figures = figuresOf(market, certificateOf(market, first), seed, "from scratch", limit);
  figures.mostRegions = first.regions;
  figures.mostSegments = first.offers.length + first.bids.length;

  const next = moved(first, seed % 4 === 0 ? WILD : CALM, diceOf(seed));
  fill(market, next);
  market.clear(warm);
  figures = together(figures, figuresOf(market, certificateOf(market, next), seed, "a month on", limit));
  const change = largestChange(market.price, cleared(next).price);
  figures.warmFromCold = change;
  if (!(change <= limit)) figures.failed.push({ seed, what: `warm prices differ by ${change.toExponential(1)}` });
  figures.markets = 1;
  return figures;
}

function figuresOf(market: Market, worst: Certificate, seed: number, when: string, limit: number): SoakFigures {
  const failed: SoakFigures["failed"] = [];
  if (market.gaveUp) failed.push({ seed, what: `gave up ${when}` });
  if (!(worst.worst <= limit)) failed.push({ seed, what: `certificate ${worst.worst.toExponential(1)} ${when}` });
  return {
    ...noFigures(),
    worst,
    gaveUp: market.gaveUp ? 1 : 0,
    restarts: market.restarts,
    mostEntries: market.iterations,
    failed,
  };
}

/** The largest difference of two price lists, relative to the larger price (at least a thousandth of the highest). */
function largestChange(a: Float64Array, b: Float64Array): number {
  const least = 1e-3 * a.reduce((highest, price) => Math.max(highest, price), 1e-300);
  let change = 0;
  for (let i = 0; i < a.length; i++) change = Math.max(change, Math.abs(a[i]! - b[i]!) / Math.max(a[i]!, b[i]!, least));
  return change;
}
