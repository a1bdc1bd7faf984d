/**
 * Sorts the ends of a node's segments by price, ties by identity: a total order, so that the result does not depend on
 * the order they come in. That decides only the effort: last month's order is nearly right and needs few moves; a list
 * in disorder is first spread over as many drawers as it has ends; and where nearly all fall into one drawer, merged.
 */
import { mostDrawers } from "./network";
import type { Network } from "./network";

/** Shorter lists are inserted whatever it takes. */
const shortList = 24;
/** Moves an end may take on average before insertion is given up. */
const movesAllowed = 6;

export function sortEnds(net: Network, begin: number, end: number): void {
  const { endPrice, endId } = net;
  const count = end - begin;
  const allowed = count <= shortList ? Infinity : movesAllowed * count;
  if (insertEnds(endPrice, endId, begin, end, allowed)) return;
  spreadEnds(net, begin, end);
  if (insertEnds(endPrice, endId, begin, end, allowed)) return;
  mergeEnds(net, begin, end);
}

/** False if it would take more moves than allowed; the list is then nearer to order than before. */
function insertEnds(price: Float64Array, id: Int32Array, begin: number, end: number, allowed: number): boolean {
  let left = allowed;
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
    left -= i - 1 - j;
    if (left < 0) return false;
  }
  return true;
}

/** Lays the ends into equal drawers of price, in the order they come. */
function spreadEnds(net: Network, begin: number, end: number): void {
  const { endPrice, endId, spareEndPrice, spareEndId, drawerEnd } = net;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let at = begin; at < end; at++) {
    if (endPrice[at] < lowest) lowest = endPrice[at];
    if (endPrice[at] > highest) highest = endPrice[at];
  }
  const drawers = Math.min(end - begin, mostDrawers);
  const perPrice = highest > lowest ? (drawers - 1) / (highest - lowest) : 0;
  drawerEnd.fill(0, 0, drawers);
  for (let at = begin; at < end; at++) drawerEnd[Math.floor((endPrice[at] - lowest) * perPrice)]++;
  let next = begin;
  for (let d = 0; d < drawers; d++) drawerEnd[d] = next += drawerEnd[d];
  for (let at = end - 1; at >= begin; at--) {
    const to = --drawerEnd[Math.floor((endPrice[at] - lowest) * perPrice)];
    spareEndPrice[to] = endPrice[at];
    spareEndId[to] = endId[at];
  }
  for (let at = begin; at < end; at++) {
    endPrice[at] = spareEndPrice[at];
    endId[at] = spareEndId[at];
  }
}

/** Inserted runs, merged pairwise between the lists and their spares. */
function mergeEnds(net: Network, begin: number, end: number): void {
  let { endPrice: price, endId: id, spareEndPrice: toPrice, spareEndId: toId } = net;
  const run = 16;
  for (let low = begin; low < end; low += run) insertEnds(price, id, low, Math.min(low + run, end), Infinity);
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
    const swapPrice = price;
    const swapId = id;
    price = toPrice;
    id = toId;
    toPrice = swapPrice;
    toId = swapId;
  }
  if (id === net.endId) return;
  for (let at = begin; at < end; at++) {
    net.endPrice[at] = price[at];
    net.endId[at] = id[at];
  }
}
