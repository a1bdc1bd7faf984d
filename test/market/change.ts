/**
 * The same market told differently, or a month later.
 */
import type { Dice } from "./generate";
import type { LaneSketch, MarketSketch } from "./build";

/** All quantities, quotas included, times a factor. */
export function scaled(sketch: MarketSketch, factor: number): MarketSketch {
  return {
    ...sketch,
    offers: sketch.offers.map((o) => ({ ...o, quantity: o.quantity * factor })),
    bids: sketch.bids.map((b) => ({ ...b, quantity: b.quantity * factor })),
    lanes: sketch.lanes.map((l) => (l.quota === undefined ? l : { ...l, quota: l.quota * factor })),
  };
}

export interface Shuffled {
  sketch: MarketSketch;
  /** New index of each old region. */
  regionTo: number[];
}

/** Regions renumbered, lanes, offers and bids in another order. */
export function shuffled(sketch: MarketSketch, dice: Dice): Shuffled {
  const regionTo = permutation(sketch.regions, dice);
  const renumbered = {
    regions: sketch.regions,
    lanes: sketch.lanes.map((l) => ({ ...l, from: regionTo[l.from], to: regionTo[l.to] })),
    offers: sketch.offers.map((o) => ({
      ...o,
      region: regionTo[o.region],
      ...(o.only === undefined ? {} : { only: o.only.map((r) => regionTo[r]) }),
    })),
    bids: sketch.bids.map((b) => ({ ...b, region: regionTo[b.region] })),
  };
  const reorder = <T>(list: T[]): T[] => permutation(list.length, dice).map((k) => list[k]);
  return {
    regionTo,
    sketch: {
      ...renumbered,
      lanes: reorder(renumbered.lanes),
      offers: reorder(renumbered.offers),
      bids: reorder(renumbered.bids),
    },
  };
}

function permutation(count: number, dice: Dice): number[] {
  const order = Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = dice.whole(0, k);
    [order[k], order[other]] = [order[other], order[k]];
  }
  return order;
}

/** Next month: every price, quantity and charge moved by up to `share`; now and then a quota or floor comes or goes. */
export function moved(sketch: MarketSketch, share: number, dice: Dice): MarketSketch {
  const by = (value: number): number => value * dice.between(1 - share, 1 + share);
  const lane = (l: LaneSketch): LaneSketch => {
    const next: LaneSketch = { ...l };
    if (l.freight !== undefined) next.freight = by(l.freight);
    if (l.specific !== undefined) next.specific = by(l.specific);
    if (l.floor !== undefined) next.floor = l.floor;
    if (l.quota !== undefined) next.quota = by(l.quota);
    if (dice.chance(0.01)) delete next.quota;
    if (dice.chance(0.01)) delete next.floor;
    return next;
  };
  const ratio = (price: number, priceTo: number): number => (price === 0 ? 1 : priceTo / price);
  return {
    ...sketch,
    lanes: sketch.lanes.map(lane),
    offers: sketch.offers.map((o) => {
      const price = by(o.price);
      const rise = o.priceTo === undefined ? {} : { priceTo: Math.max(price, o.priceTo + price - o.price) };
      return { ...o, quantity: dice.chance(0.01) ? 0 : by(o.quantity), price, ...rise };
    }),
    bids: sketch.bids.map((b) => {
      const price = by(b.price);
      const fall = b.priceTo === undefined ? {} : { priceTo: price * ratio(b.price, b.priceTo) };
      return { ...b, quantity: by(b.quantity), price, ...fall };
    }),
  };
}
