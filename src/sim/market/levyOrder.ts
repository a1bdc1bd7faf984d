/**
 * The second stage of the certificate. While a top-up fills a landed price up to the floor, that price says nothing
 * about the origin. The rule: the lowest border price first, as if the landed price still rose by a vanishing share of
 * the border price. So each region has a depth: how far the border price of its imports lies below its price. Lanes in
 * use bound it from below, lanes with room bound it from above, within a region and along trade that costs nothing
 * extra; the order holds if some depth fits all of them.
 */
import type { Link } from "./certificate";
import type { PlainLane, PlainMarket, PlainOutcome } from "./plain";

/** Prices that agree within this share are the same price here. */
const sameShare = 1e-10;
/** Quantities under this share of the market's trade count as none. */
const traceShare = 1e-9;

/** The largest amount by which no depth fits, relative to the price of the region. */
export function levyOrderViolation(
  market: PlainMarket,
  outcome: PlainOutcome,
  links: readonly Link[],
  least: number,
): number {
  if (!market.lanes.some((lane) => lane.floor > 0)) return 0;
  const nodes = market.regions + market.groups.length;
  const price = [...outcome.prices, ...outcome.groupPrices];
  const lowest = new Array<number>(nodes).fill(-Infinity);
  const highest = new Array<number>(nodes).fill(Infinity);
  const trade = outcome.bought.reduce((sum, q) => sum + q, 0);
  boundBySteps(market, outcome, price, lowest, highest);

  // Bounds travel along links that bind; as many rounds as there are nodes reach everywhere.
  const binding = links.flatMap((link) => bindingLink(link, price, least, trade));
  for (let round = 0; round <= nodes; round++) {
    let moved = false;
    const raise = (node: number, bound: number): void => {
      if (bound > lowest[node] + sameShare * Math.max(price[node], least)) {
        lowest[node] = bound;
        moved = true;
      }
    };
    const lower = (node: number, bound: number): void => {
      if (bound < highest[node] - sameShare * Math.max(price[node], least)) {
        highest[node] = bound;
        moved = true;
      }
    };
    for (const { link, flatDepth, factor } of binding) {
      const { origin, destination } = link;
      const isUsed = link.quantity > traceShare * trade;
      const isOpen = link.spare > traceShare * trade;
      if (flatDepth !== null) {
        if (isUsed) raise(destination, flatDepth);
        if (isOpen) lower(destination, flatDepth);
        continue;
      }
      if (isUsed) {
        raise(destination, factor * lowest[origin]);
        lower(origin, highest[destination] / factor);
      }
      if (isOpen) {
        lower(destination, factor * highest[origin]);
        raise(origin, lowest[destination] / factor);
      }
    }
    if (!moved) break;
  }
  let violation = 0;
  for (let node = 0; node < nodes; node++) {
    const gap = lowest[node] - highest[node];
    if (gap > 0) violation = Math.max(violation, gap / Math.max(price[node], least));
  }
  return violation;
}

interface Binding {
  readonly link: Link;
  /** Border price less floor where the top-up fills up, else null: the depth then passes through, times `factor`. */
  readonly flatDepth: number | null;
  readonly factor: number;
}

/** A link whose landed price is the destination's price, without a rent. */
function bindingLink(link: Link, price: readonly number[], least: number, trade: number): Binding[] {
  const { lane, destination } = link;
  const here = price[destination];
  const same = sameShare * Math.max(here, least);
  if (lane === null) return Math.abs(link.price - here) <= same ? [{ link, flatDepth: null, factor: 1 }] : [];
  if (lane.quota === 0 || link.rent > same) return [];
  if (link.quantity <= traceShare * trade && link.spare <= traceShare * trade) return [];
  const border = borderOf(lane, link.price);
  const topUp = lane.floor > 0 ? Math.min(Math.max(0, lane.floor - border), lane.cap) : 0;
  if (Math.abs(border + topUp - here) > same) return [];
  const factor = (1 + lane.exportTaxRate) * (1 + lane.adValorem);
  const isFlat = topUp > same && lane.cap - topUp > same;
  // At either end of the flat piece the depth is not pinned by this lane.
  if (!isFlat && lane.floor > 0 && Math.abs(border - lane.floor) <= same) return [];
  if (!isFlat && topUp > 0 && Math.abs(lane.floor - border - lane.cap) <= same) return [];
  return [{ link, flatDepth: isFlat ? border - lane.floor : null, factor }];
}

function borderOf(lane: PlainLane, origin: number): number {
  const duty = 1 + lane.adValorem;
  const leaving = origin * (1 + lane.exportTaxRate) + lane.exportTax;
  return lane.fob ? leaving * duty + lane.freight + lane.specific : (leaving + lane.freight) * duty + lane.specific;
}

/** Flat steps that stand at a region's price: sold says the price is not under it, unsold says not over it. */
function boundBySteps(
  market: PlainMarket,
  outcome: PlainOutcome,
  price: readonly number[],
  lowest: number[],
  highest: number[],
): void {
  const bound = (node: number, supplied: number, quantity: number): void => {
    if (supplied > traceShare * quantity) lowest[node] = Math.max(lowest[node], 0);
    if (supplied < (1 - traceShare) * quantity) highest[node] = Math.min(highest[node], 0);
  };
  market.offers.forEach((offer, k) => {
    const node = offer.group < 0 ? offer.region : market.regions + offer.group;
    if (offer.price === offer.priceTo && offer.price === price[node]) bound(node, outcome.sold[k], offer.quantity);
  });
  market.bids.forEach((bid, k) => {
    if (bid.price === bid.priceTo && bid.price === price[bid.region]) {
      bound(bid.region, bid.quantity - outcome.bought[k], bid.quantity);
    }
  });
}
