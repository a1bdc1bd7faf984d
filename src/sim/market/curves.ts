/**
 * Builds each node's curve of supply less demand from its segments: break points with the value on either side (a flat
 * step is a jump) and the slope up to the next one. An offer and a bid add alike: both raise supply less demand by
 * their quantity between their lower and their upper price. The lowest break point, just under price 0, is free
 * disposal: any surplus can be thrown away there, so no price falls below it.
 */
import type { Network } from "./network";

/** Break points closer than this many price tolerances are one break point. */
const mergedWithin = 4;
/** Where free disposal lies, in price tolerances under price 0: outside the reach of offers at price 0. */
const disposalAt = -8;
/** A slope that is left over from the removal of one so much steeper is summed anew. */
const steepness = 1e-3;

/**
 * Curves of all nodes. Reads the segments (`segmentNode`, `segmentQuantity`, `segmentLow`, `segmentHigh`) and the
 * count of offers, which come first; bids follow.
 */
export function buildCurves(net: Network, offers: number): void {
  groupByNode(net);
  let next = 0;
  for (let node = 0; node < net.nodes; node++) {
    net.breakFrom[node] = next;
    next = buildCurve(net, node, offers, next);
  }
  net.breakFrom[net.nodes] = next;
}

/** Lists the segments of each node in order of index. Empty segments are left out. */
function groupByNode(net: Network): void {
  const { nodes, segments, segmentNode, segmentQuantity, nodeSegmentFrom, nodeSegments } = net;
  nodeSegmentFrom.fill(0, 0, nodes + 1);
  for (let s = 0; s < segments; s++) if (segmentQuantity[s] > 0) nodeSegmentFrom[segmentNode[s]]++;
  // Each entry becomes the end of its node's list, and by filling from the back its beginning.
  let end = 0;
  for (let node = 0; node <= nodes; node++) nodeSegmentFrom[node] = end += nodeSegmentFrom[node];
  for (let s = segments - 1; s >= 0; s--) {
    if (segmentQuantity[s] > 0) nodeSegments[--nodeSegmentFrom[segmentNode[s]]] = s;
  }
}

function buildCurve(net: Network, node: number, offers: number, firstBreak: number): number {
  const { segmentQuantity, segmentLow, segmentHigh, segmentFromBreak, segmentToBreak, segmentSlope } = net;
  const { breakPrice, breakLeft, breakRight, breakSlope, nodeSegments, endPrice, endId } = net;
  const begin = net.nodeSegmentFrom[node];
  const end = net.nodeSegmentFrom[node + 1];

  let offered = 0;
  let wanted = 0;
  let ends = 0;
  for (let at = begin; at < end; at++) {
    const s = nodeSegments[at];
    if (s < offers) offered += segmentQuantity[s];
    else wanted += segmentQuantity[s];
    endPrice[ends] = segmentLow[s];
    endId[ends++] = 2 * s;
    if (segmentHigh[s] > segmentLow[s]) {
      endPrice[ends] = segmentHigh[s];
      endId[ends++] = 2 * s + 1;
    }
  }
  net.size[node] = offered + wanted;
  sortEnds(endPrice, endId, ends);

  // Where the break points lie, and at which of them each segment begins and ends.
  breakPrice[firstBreak] = disposalAt * net.priceTolerance;
  let last = firstBreak;
  const merge = mergedWithin * net.priceTolerance;
  for (let at = 0; at < ends; at++) {
    if (last === firstBreak || endPrice[at] - breakPrice[last] > merge) breakPrice[++last] = endPrice[at];
    const s = endId[at] >> 1;
    if ((endId[at] & 1) === 0) segmentFromBreak[s] = segmentToBreak[s] = last;
    else segmentToBreak[s] = last;
  }

  // Values and slopes, from below: at the lowest price every bid buys and no offer sells.
  let value = -wanted;
  let slope = 0;
  let rising = 0;
  breakLeft[firstBreak] = -Infinity;
  breakRight[firstBreak] = value;
  breakSlope[firstBreak] = 0;
  let at = 0;
  for (let k = firstBreak + 1; k <= last; k++) {
    value += slope * (breakPrice[k] - breakPrice[k - 1]);
    breakLeft[k] = value;
    let steepest = 0;
    for (; at < ends; at++) {
      const s = endId[at] >> 1;
      const starts = (endId[at] & 1) === 0;
      if ((starts ? segmentFromBreak[s] : segmentToBreak[s]) !== k) break;
      if (segmentFromBreak[s] === segmentToBreak[s]) {
        if (starts) value += segmentQuantity[s];
      } else if (starts) {
        segmentSlope[s] = segmentQuantity[s] / (breakPrice[segmentToBreak[s]] - breakPrice[k]);
        slope += segmentSlope[s];
        rising++;
      } else {
        slope -= segmentSlope[s];
        rising--;
        if (segmentSlope[s] > steepest) steepest = segmentSlope[s];
      }
    }
    if (rising === 0) slope = 0;
    else if (slope < steepness * steepest) slope = slopeAfter(net, begin, end, k);
    breakRight[k] = value;
    breakSlope[k] = slope;
  }
  // Above the last break point everything is sold and nothing is bought: set, so that no rounding is left.
  if (last > firstBreak) breakRight[last] = offered;
  return last + 1;
}

/** The slope after break point k, summed from the segments themselves. */
function slopeAfter(net: Network, begin: number, end: number, k: number): number {
  let slope = 0;
  for (let at = begin; at < end; at++) {
    const s = net.nodeSegments[at];
    if (net.segmentFromBreak[s] <= k && net.segmentToBreak[s] > k) slope += net.segmentSlope[s];
  }
  return slope;
}

/** Insertion sort by price, ties by identity: a total order, whatever order the ends come in. */
function sortEnds(price: Float64Array, id: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const p = price[i];
    const d = id[i];
    let j = i - 1;
    while (j >= 0 && (price[j] > p || (price[j] === p && id[j] > d))) {
      price[j + 1] = price[j];
      id[j + 1] = id[j];
      j--;
    }
    price[j + 1] = p;
    id[j + 1] = d;
  }
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
