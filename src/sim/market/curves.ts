/**
 * Builds each node's curve of supply less demand from its segments: break points with the value on either side (a flat
 * step is a jump) and the slope up to the next one. An offer and a bid add alike: both raise supply less demand by
 * their quantity between their lower and their upper price. The lowest break point, just under price 0, is free
 * disposal: any surplus can be thrown away there, so no price falls below it.
 */
import type { Network } from "./network";
import { EMPTY, SLOPE } from "./segments";
import { sortEnds } from "./sortEnds";

/** Break points closer than this many price tolerances are one break point. */
const mergedWithin = 4;
/** Where free disposal lies, in price tolerances under price 0: outside the reach of offers at price 0. */
const disposalAt = -8;
/** Curves of all nodes from the segments in their slots. */
export function buildCurves(net: Network): void {
  if (
    net.hasNewLayout ||
    net.listedNodes !== net.nodes ||
    net.listedOffers !== net.offers ||
    net.listedBids !== net.bids
  ) {
    listEnds(net);
  }
  const { nodeEndFrom, breakFrom } = net;
  let next = 0;
  for (let node = 0; node < net.nodes; node++) {
    breakFrom[node] = next;
    next = buildCurve(net, node, nodeEndFrom[node], nodeEndFrom[node + 1], next);
  }
  breakFrom[net.nodes] = next;
}

/** Lists the ends of each node's segments in order of slot; a flat step has one end, an empty segment none. */
function listEnds(net: Network): void {
  const { nodes, segmentNode, segmentKind, nodeEndFrom, segmentRoom, offers, bids } = net;
  nodeEndFrom.fill(0, 0, nodes + 1);
  for (let s = 0; s < offers; s++) nodeEndFrom[segmentNode[s]] += segmentKind[s];
  for (let s = segmentRoom; s < segmentRoom + bids; s++) nodeEndFrom[segmentNode[s]] += segmentKind[s];
  // Each entry becomes the end of its node's list, and by filling from the back its beginning.
  let end = 0;
  for (let node = 0; node <= nodes; node++) nodeEndFrom[node] = end += nodeEndFrom[node];
  for (let s = segmentRoom + bids - 1; s >= segmentRoom; s--) listSegment(net, s);
  for (let s = offers - 1; s >= 0; s--) listSegment(net, s);
  net.hasNewLayout = false;
  net.listedNodes = nodes;
  net.listedOffers = offers;
  net.listedBids = bids;
}

function listSegment(net: Network, s: number): void {
  const { segmentNode, segmentKind, nodeEndFrom, endId } = net;
  if (segmentKind[s] === SLOPE) endId[--nodeEndFrom[segmentNode[s]]] = 2 * s + 1;
  if (segmentKind[s] !== EMPTY) endId[--nodeEndFrom[segmentNode[s]]] = 2 * s;
}

/** The curve of one node from its ends, its break points from `first` on; returns where the next node's begin. */
function buildCurve(net: Network, node: number, begin: number, end: number, first: number): number {
  const { segmentQuantity, segmentLow, segmentHigh, segmentRoom, endPrice, endId } = net;
  let hasSlopes = false;
  for (let at = begin; at < end; at++) {
    const s = endId[at] >> 1;
    if ((endId[at] & 1) === 0) endPrice[at] = segmentLow[s];
    else {
      endPrice[at] = segmentHigh[s];
      hasSlopes = true;
    }
  }
  sortEnds(net, begin, end);
  // Summed once they are in order: a sum must not depend on the order that last month left.
  let offered = 0;
  let wanted = 0;
  for (let at = begin; at < end; at++) {
    if ((endId[at] & 1) === 1) continue;
    const s = endId[at] >> 1;
    if (s < segmentRoom) offered += segmentQuantity[s];
    else wanted += segmentQuantity[s];
  }
  net.size[node] = offered + wanted;
  // Free disposal. Above it, at the lowest prices, every bid buys and no offer sells.
  net.breakPrice[first] = disposalAt * net.priceTolerance;
  net.breakLeft[first] = -Infinity;
  net.breakRight[first] = -wanted;
  net.breakSlope[first] = 0;
  const last = hasSlopes ? layPieces(net, begin, end, first) : layJumps(net, begin, end, first);
  // Above the last break point everything is sold and nothing is bought: set, so that no rounding is left.
  if (last > first) net.breakRight[last] = offered;
  return last + 1;
}

/** Break points of a node that has flat steps only: one pass. Returns the last of them. */
function layJumps(net: Network, begin: number, end: number, first: number): number {
  const { segmentQuantity, segmentFromBreak, segmentToBreak, endPrice, endId } = net;
  const { breakPrice, breakLeft, breakRight, breakSlope } = net;
  const merge = mergedWithin * net.priceTolerance;
  let last = first;
  let value = breakRight[first];
  let present = -Infinity;
  for (let at = begin; at < end; at++) {
    const price = endPrice[at];
    if (price - present > merge) {
      last++;
      breakPrice[last] = present = price;
      breakLeft[last] = value;
      breakSlope[last] = 0;
    }
    const s = endId[at] >> 1;
    segmentFromBreak[s] = segmentToBreak[s] = last;
    breakRight[last] = value += segmentQuantity[s];
  }
  return last;
}

/**
 * Break points of a node with rising or falling segments: first where they lie and at which of them each segment
 * begins and ends, then values and slopes from below. Returns the last of them. Slopes are summed with compensation, so
 * that nothing is left of a steep one once it has ended.
 */
function layPieces(net: Network, begin: number, end: number, first: number): number {
  const { segmentQuantity, segmentFromBreak, segmentToBreak, segmentSlope, endPrice, endId } = net;
  const { breakPrice, breakLeft, breakRight, breakSlope } = net;
  const merge = mergedWithin * net.priceTolerance;
  let last = first;
  for (let at = begin; at < end; at++) {
    if (last === first || endPrice[at] - breakPrice[last] > merge) breakPrice[++last] = endPrice[at];
    const s = endId[at] >> 1;
    if ((endId[at] & 1) === 1) segmentToBreak[s] = last;
    else segmentFromBreak[s] = segmentToBreak[s] = last;
  }
  let value = breakRight[first];
  let slope = 0;
  let lost = 0;
  let rising = 0;
  let at = begin;
  for (let k = first + 1; k <= last; k++) {
    value += breakSlope[k - 1] * (breakPrice[k] - breakPrice[k - 1]);
    breakLeft[k] = value;
    for (; at < end; at++) {
      const s = endId[at] >> 1;
      const starts = (endId[at] & 1) === 0;
      if ((starts ? segmentFromBreak[s] : segmentToBreak[s]) !== k) break;
      if (segmentFromBreak[s] === segmentToBreak[s]) {
        if (starts) value += segmentQuantity[s];
        continue;
      }
      if (starts) segmentSlope[s] = segmentQuantity[s] / (breakPrice[segmentToBreak[s]] - breakPrice[k]);
      rising += starts ? 1 : -1;
      const change = starts ? segmentSlope[s] : -segmentSlope[s];
      const sum = slope + change;
      lost += Math.abs(slope) >= Math.abs(change) ? slope - sum + change : change - sum + slope;
      slope = sum;
    }
    if (rising === 0) slope = lost = 0;
    breakRight[k] = value;
    breakSlope[k] = Math.max(slope + lost, 0);
  }
  return last;
}

/** Puts a node where its main price and depth say on its curve. Values inside a rising piece follow from the price. */
export function placeByPrice(net: Network, node: number): void {
  const k = findBreak(net, node, net.main[node], net.depth[node]);
  const first = net.breakFrom[node];
  net.place[node] = k - 2 * first;
  net.excess[node] = valueAt(net, k, net.main[node], 0);
}

/**
 * Supply less demand of a node at a price that is not necessarily its own. On a jump, the share `onStep` (0..1) of
 * the step counts as supplied.
 */
export function excessAt(net: Network, node: number, main: number, depth: number, onStep: number): number {
  return valueAt(net, findBreak(net, node, main, depth), main, onStep);
}

/** Twice the absolute index of the break point that the price stands on; one more if it stands after it. */
function findBreak(net: Network, node: number, main: number, depth: number): number {
  const { breakPrice, priceTolerance } = net;
  let low = net.breakFrom[node];
  let high = net.breakFrom[node + 1] - 1;
  // The last break point that is not above the price, by halving.
  const bound = main + priceTolerance;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (breakPrice[middle] <= bound) low = middle;
    else high = middle - 1;
  }
  if (main - breakPrice[low] > priceTolerance) return 2 * low + 1;
  if (depth < -priceTolerance && low > net.breakFrom[node]) return 2 * low - 1;
  return 2 * low;
}

function valueAt(net: Network, k: number, main: number, onStep: number): number {
  const b = k >> 1;
  const right = net.breakRight[b];
  if ((k & 1) === 0) {
    const left = net.breakLeft[b];
    return left === -Infinity ? right : left + onStep * (right - left);
  }
  const slope = net.breakSlope[b];
  if (slope === 0) return right;
  const value = right + slope * (main - net.breakPrice[b]);
  const most = net.breakLeft[b + 1];
  return value < right ? right : value > most ? most : value;
}
