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
/**
 * Curves of all nodes. Reads the segments (`segmentNode`, `segmentQuantity`, `segmentLow`, `segmentHigh`) and the
 * count of offers, which come first; bids follow.
 */
export function buildCurves(net: Network, offers: number): void {
  if (hasNewLayout(net)) listEnds(net);
  let next = 0;
  for (let node = 0; node < net.nodes; node++) {
    net.breakFrom[node] = next;
    next = buildCurve(net, node, offers, next);
  }
  net.breakFrom[net.nodes] = next;
}

const EMPTY = 0;
const STEP = 1;
const SLOPE = 2;

/**
 * Whether segments lie elsewhere than at the last clearing, or are of another kind. If not, the order of their ends
 * is nearly right already. It only saves time: sorting by price, then identity, ends in one order from any start.
 */
function hasNewLayout(net: Network): boolean {
  const { segments, segmentNode, segmentQuantity, segmentLow, segmentHigh, layoutNode, layoutKind } = net;
  let isNew = net.layoutNodes !== net.nodes || net.layoutSegments !== segments;
  for (let s = 0; s < segments; s++) {
    const kind = segmentQuantity[s] > 0 ? (segmentHigh[s] > segmentLow[s] ? SLOPE : STEP) : EMPTY;
    if (layoutNode[s] === segmentNode[s] && layoutKind[s] === kind) continue;
    layoutNode[s] = segmentNode[s];
    layoutKind[s] = kind;
    isNew = true;
  }
  net.layoutNodes = net.nodes;
  net.layoutSegments = segments;
  return isNew;
}

/** Lists the ends of each node's segments in order of index; a flat step has one end, an empty segment none. */
function listEnds(net: Network): void {
  const { nodes, segments, layoutNode, layoutKind, nodeEndFrom, endId } = net;
  nodeEndFrom.fill(0, 0, nodes + 1);
  for (let s = 0; s < segments; s++) nodeEndFrom[layoutNode[s]] += layoutKind[s];
  // Each entry becomes the end of its node's list, and by filling from the back its beginning.
  let end = 0;
  for (let node = 0; node <= nodes; node++) nodeEndFrom[node] = end += nodeEndFrom[node];
  for (let s = segments - 1; s >= 0; s--) {
    if (layoutKind[s] === SLOPE) endId[--nodeEndFrom[layoutNode[s]]] = 2 * s + 1;
    if (layoutKind[s] !== EMPTY) endId[--nodeEndFrom[layoutNode[s]]] = 2 * s;
  }
}

function buildCurve(net: Network, node: number, offers: number, firstBreak: number): number {
  const { segmentQuantity, segmentLow, segmentHigh, segmentFromBreak, segmentToBreak, segmentSlope } = net;
  const { breakPrice, breakLeft, breakRight, breakSlope, endPrice, endId } = net;
  const begin = net.nodeEndFrom[node];
  const end = net.nodeEndFrom[node + 1];

  let offered = 0;
  let wanted = 0;
  for (let at = begin; at < end; at++) {
    const s = endId[at] >> 1;
    if ((endId[at] & 1) === 1) {
      endPrice[at] = segmentHigh[s];
      continue;
    }
    endPrice[at] = segmentLow[s];
  }
  sortEnds(net, begin, end);

  // Where the break points lie, and at which of them each segment begins and ends.
  breakPrice[firstBreak] = disposalAt * net.priceTolerance;
  let last = firstBreak;
  const merge = mergedWithin * net.priceTolerance;
  for (let at = begin; at < end; at++) {
    if (last === firstBreak || endPrice[at] - breakPrice[last] > merge) breakPrice[++last] = endPrice[at];
    const s = endId[at] >> 1;
    if ((endId[at] & 1) === 1) segmentToBreak[s] = last;
    else {
      segmentFromBreak[s] = segmentToBreak[s] = last;
      if (s < offers) offered += segmentQuantity[s];
      else wanted += segmentQuantity[s];
    }
  }
  net.size[node] = offered + wanted;

  // Values and slopes, from below: at the lowest price every bid buys and no offer sells. Slopes are summed with
  // compensation, so that nothing is left of a steep one once it has ended.
  let value = -wanted;
  let slope = 0;
  let lost = 0;
  let rising = 0;
  breakLeft[firstBreak] = -Infinity;
  breakRight[firstBreak] = value;
  breakSlope[firstBreak] = 0;
  let at = begin;
  for (let k = firstBreak + 1; k <= last; k++) {
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
  // Above the last break point everything is sold and nothing is bought: set, so that no rounding is left.
  if (last > firstBreak) breakRight[last] = offered;
  return last + 1;
}

/** Lists longer than this are merged, shorter ones inserted. */
const insertedUpTo = 160;

/** Sorts ends by price, ties by identity: a total order, whatever order the ends come in. */
function sortEnds(net: Network, begin: number, end: number): void {
  if (end - begin <= insertedUpTo) insertEnds(net.endPrice, net.endId, begin, end);
  else mergeEnds(net, begin, end);
}

function insertEnds(price: Float64Array, id: Int32Array, begin: number, end: number): void {
  for (let i = begin + 1; i < end; i++) {
    const p = price[i];
    const d = id[i];
    let j = i - 1;
    while (j >= begin && (price[j] > p || (price[j] === p && id[j] > d))) {
      price[j + 1] = price[j];
      id[j + 1] = id[j];
      j--;
    }
    price[j + 1] = p;
    id[j + 1] = d;
  }
}

/** Inserted runs, merged pairwise between the lists and their spares. */
function mergeEnds(net: Network, begin: number, end: number): void {
  let { endPrice: price, endId: id, spareEndPrice: toPrice, spareEndId: toId } = net;
  const run = 32;
  for (let low = begin; low < end; low += run) insertEnds(price, id, low, Math.min(low + run, end));
  for (let width = run; width < end - begin; width *= 2) {
    for (let low = begin; low < end; low += 2 * width) {
      const middle = Math.min(low + width, end);
      const high = Math.min(low + 2 * width, end);
      let a = low;
      let b = middle;
      for (let to = low; to < high; to++) {
        const takeFirst =
          b >= high || (a < middle && (price[a] < price[b] || (price[a] === price[b] && id[a] < id[b])));
        const from = takeFirst ? a++ : b++;
        toPrice[to] = price[from];
        toId[to] = id[from];
      }
    }
    [price, toPrice] = [toPrice, price];
    [id, toId] = [toId, id];
  }
  if (id === net.endId) return;
  for (let at = begin; at < end; at++) {
    net.endPrice[at] = price[at];
    net.endId[at] = id[at];
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
