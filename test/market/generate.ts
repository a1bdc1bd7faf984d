/**
 * Random markets of named kinds, each from a seed. Degenerate ones on purpose: round numbers, exact matches, equal
 * costs, empty regions, free trade within blocs.
 */
import type { BidSketch, LaneSketch, MarketSketch, OfferSketch } from "./build";

export const kinds = [
  "lp",
  "linear",
  "duties",
  "levy",
  "cap",
  "quota",
  "ties",
  "degenerate",
  "disconnected",
  "bloc",
  "tied",
  "everything",
  "big",
  "taxes",
  "sides",
] as const;
export type Kind = (typeof kinds)[number];

export interface Dice {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** From `low` to `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(share: number): boolean;
}

/** The mulberry32 generator: small, and good enough to spread cases. */
export function diceOf(seed: number): Dice {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (share) => next() < share,
  };
}

interface Traits {
  regions: number;
  segments: number;
  density: number;
  /** Share of segments that rise or fall. */
  sloped: number;
  adValorem: boolean;
  fob: boolean;
  floors: number;
  caps: number;
  quotas: number;
  /** Shares of the quotas that are zero, of lanes with an export tax (of either kind), of segments that are offers. */
  zeroQuotas: number;
  exportTaxes: number;
  offers: number;
  /** Prices and quantities are multiples of these; 0 for any number. */
  priceStep: number;
  quantityStep: number;
  bloc: number;
  tied: number;
  islands: number;
  emptyRegions: number;
}

const plain: Traits = {
  regions: 0,
  segments: 0,
  density: 1,
  sloped: 0,
  adValorem: false,
  fob: false,
  floors: 0,
  caps: 0,
  quotas: 0,
  zeroQuotas: 0.1,
  exportTaxes: 0.2,
  offers: 0.5,
  priceStep: 0,
  quantityStep: 0,
  bloc: 0,
  tied: 0,
  islands: 1,
  emptyRegions: 0,
};

function traitsOf(kind: Kind, dice: Dice): Traits {
  const regions = dice.whole(2, 12);
  const small = {
    ...plain,
    regions,
    segments: dice.whole(2, 60),
    density: dice.chance(0.5) ? 1 : dice.between(0.1, 1),
  };
  switch (kind) {
    case "lp":
      return small;
    case "linear":
      return { ...small, sloped: dice.chance(0.5) ? 1 : 0.5 };
    case "duties":
      return { ...small, sloped: dice.next(), adValorem: true, fob: true };
    case "levy":
      return { ...small, sloped: dice.next(), adValorem: dice.chance(0.5), floors: 0.5 };
    case "cap":
      return { ...small, sloped: dice.next(), adValorem: dice.chance(0.5), floors: 0.6, caps: 0.7 };
    case "quota":
      return { ...small, sloped: dice.next(), adValorem: dice.chance(0.5), quotas: 0.5 };
    case "ties":
      return { ...small, sloped: dice.chance(0.5) ? 0 : 0.3, priceStep: 10, quantityStep: dice.chance(0.5) ? 10 : 0 };
    case "degenerate":
      return {
        ...small,
        sloped: 0.2,
        priceStep: 5,
        quantityStep: 5,
        quotas: 0.3,
        floors: dice.chance(0.5) ? 0.5 : 0,
        emptyRegions: 0.3,
      };
    case "disconnected":
      return {
        ...small,
        sloped: dice.next(),
        density: dice.between(0, 0.3),
        islands: 3,
        emptyRegions: 0.3,
        floors: 0.2,
      };
    case "bloc":
      return {
        ...small,
        regions: dice.whole(4, 16),
        sloped: dice.chance(0.5) ? 1 : dice.next(),
        adValorem: dice.chance(0.5),
        bloc: 0.5,
        caps: dice.chance(0.3) ? 0.5 : 0,
        quotas: dice.chance(0.3) ? 0.3 : 0,
      };
    case "tied":
      return {
        ...small,
        sloped: dice.next(),
        adValorem: dice.chance(0.5),
        tied: 0.4,
        quotas: dice.chance(0.5) ? 0.5 : 0,
      };
    case "everything":
      return {
        ...small,
        sloped: dice.next(),
        adValorem: true,
        fob: true,
        floors: 0.3,
        caps: 0.3,
        quotas: 0.3,
        priceStep: dice.chance(0.3) ? 10 : 0,
        quantityStep: dice.chance(0.3) ? 10 : 0,
        bloc: dice.chance(0.5) ? 0.4 : 0,
        tied: dice.chance(0.5) ? 0.3 : 0,
        emptyRegions: dice.chance(0.3) ? 0.2 : 0,
      };
    case "taxes":
      // Export taxes, by the tonne and by value, into members with one floor, capped or not, and trade among them.
      return {
        ...small,
        regions: dice.whole(3, 14),
        sloped: dice.next(),
        adValorem: true,
        exportTaxes: 0.7,
        bloc: 0.5,
        caps: dice.chance(0.5) ? 0.5 : 0,
        quotas: dice.chance(0.5) ? 0.4 : 0,
      };
    case "sides":
      // A single segment, no sellers at all, no buyers at all, quotas of which every other is zero.
      return {
        ...small,
        segments: dice.chance(0.3) ? 1 : small.segments,
        sloped: dice.next(),
        quotas: dice.chance(0.5) ? 0.6 : 0,
        zeroQuotas: 0.5,
        offers: dice.chance(0.3) ? 0 : dice.chance(0.4) ? 1 : 0.5,
        emptyRegions: 0.3,
      };
    case "big":
      return {
        ...plain,
        regions: dice.whole(24, 60),
        segments: dice.whole(200, 2000),
        sloped: dice.chance(0.5) ? dice.next() : 0,
        adValorem: dice.chance(0.5),
        bloc: dice.chance(0.5) ? 0.4 : 0,
        quotas: dice.chance(0.5) ? 0.2 : 0,
      };
  }
}

/** The market of this kind and seed. */
export function generate(kind: Kind, seed: number): MarketSketch {
  const dice = diceOf(seed * 16 + kinds.indexOf(kind)); // sixteen kinds at most
  const t = traitsOf(kind, dice);
  const rounded = (value: number, step: number) => (step > 0 ? Math.round(value / step) * step : value);
  const price = (low: number, high: number) => rounded(dice.between(low, high), t.priceStep);
  const quantity = () => {
    if (t.quantityStep > 0) return t.quantityStep * dice.whole(1, 10);
    return dice.between(1, 100) * (dice.chance(0.05) ? 1e-3 : 1);
  };
  const isEmpty = Array.from({ length: t.regions }, () => dice.chance(t.emptyRegions));
  const isMember = Array.from({ length: t.regions }, () => dice.chance(t.bloc));
  const floorOf = Array.from({ length: t.regions }, () => (dice.chance(t.floors) ? price(30, 110) : 0));
  const blocFloor = price(40, 110);
  const island = Array.from({ length: t.regions }, () => dice.whole(1, t.islands));
  const dutyOf = Array.from({ length: t.regions }, () => (dice.chance(0.5) ? dice.between(0, 0.3) : 0));
  const isFob = Array.from({ length: t.regions }, () => t.fob && dice.chance(0.3));

  const lanes: LaneSketch[] = [];
  for (let from = 0; from < t.regions; from++) {
    for (let to = 0; to < t.regions; to++) {
      if (from === to || island[from] !== island[to] || !dice.chance(t.density)) continue;
      const inside = isMember[from] && isMember[to];
      const lane: LaneSketch = { from, to, freight: inside && dice.chance(0.7) ? 0 : price(0.5, 20) };
      if (!inside) {
        if (t.adValorem) {
          lane.adValorem = dutyOf[to];
          if (dice.chance(0.3)) lane.specific = dice.between(0, 5);
          if (dice.chance(t.exportTaxes)) lane.exportTax = dice.between(0, 5);
          if (dice.chance(t.exportTaxes)) lane.exportTaxRate = dice.between(0, 0.15);
          if (isFob[to]) lane.fob = true;
        }
        const floor = isMember[to] ? blocFloor : floorOf[to];
        if (floor > 0) {
          lane.floor = floor;
          if (dice.chance(t.caps)) lane.cap = price(5, 30);
        }
        if (dice.chance(t.quotas)) lane.quota = dice.chance(t.zeroQuotas) ? 0 : quantity();
      }
      lanes.push(lane);
    }
  }

  const offers: OfferSketch[] = [];
  const bids: BidSketch[] = [];
  for (let s = 0; s < t.segments; s++) {
    const region = dice.whole(0, t.regions - 1);
    if (isEmpty[region]) continue;
    if (dice.chance(t.offers)) {
      const ask = price(0, 100);
      const offer: OfferSketch = { region, quantity: quantity(), price: ask };
      if (dice.chance(t.sloped)) offer.priceTo = ask + price(0, 40) * (dice.chance(0.05) ? 1e-9 : 1);
      if (dice.chance(t.tied)) {
        offer.only = Array.from({ length: t.regions }, (_, r) => r).filter(() => dice.chance(0.4));
      }
      offers.push(offer);
    } else {
      const bid = price(10, 160);
      const falling: BidSketch = { region, quantity: quantity(), price: bid };
      if (dice.chance(t.sloped)) falling.priceTo = bid - Math.min(bid, price(0, 80));
      bids.push(falling);
    }
  }
  return { regions: t.regions, lanes, offers, bids };
}
