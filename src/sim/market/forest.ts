/**
 * The forest of arcs whose landed price binds: linked half-edges, the walk over one tree, the flows in it.
 */
import { FULL } from "./network";
import { landedPrice, originPrice } from "./landed";
import { placeByPrice } from "./curves";
import type { Network } from "./network";

export function clearForest(net: Network): void {
  net.firstEdge.fill(-1, 0, net.nodes);
}

export function link(net: Network, arc: number): void {
  push(net, 2 * arc, net.from[arc]);
  push(net, 2 * arc + 1, net.to[arc]);
}

export function unlink(net: Network, arc: number): void {
  remove(net, 2 * arc, net.from[arc]);
  remove(net, 2 * arc + 1, net.to[arc]);
}

function push(net: Network, edge: number, node: number): void {
  const first = net.firstEdge[node];
  net.nextEdge[edge] = first;
  net.previousEdge[edge] = -1;
  if (first >= 0) net.previousEdge[first] = edge;
  net.firstEdge[node] = edge;
}

function remove(net: Network, edge: number, node: number): void {
  const before = net.previousEdge[edge];
  const after = net.nextEdge[edge];
  if (before >= 0) net.nextEdge[before] = after;
  else net.firstEdge[node] = after;
  if (after >= 0) net.previousEdge[after] = before;
}

/**
 * Lists the tree of `root` breadth first in `order`, with each node's `parentArc`, its `rate` as if no landed price
 * were flat, and the tree's arcs that have a floor. Nodes of the tree carry the new `stamp` in `mark`.
 */
export function collectTree(net: Network, root: number): void {
  const { order, mark, parentArc, rate, firstEdge, nextEdge, from, to, factor, floor, floorArcs } = net;
  const stamp = ++net.stamp;
  order[0] = root;
  mark[root] = stamp;
  parentArc[root] = -1;
  rate[root] = 1;
  let count = 1;
  let floors = 0;
  for (let at = 0; at < count; at++) {
    const node = order[at];
    const parent = parentArc[node];
    for (let edge = firstEdge[node]; edge >= 0; edge = nextEdge[edge]) {
      const arc = edge >> 1;
      if (arc === parent) continue;
      let other: number;
      if ((edge & 1) === 0) {
        other = to[arc];
        rate[other] = rate[node] * factor[arc];
      } else {
        other = from[arc];
        rate[other] = rate[node] / factor[arc];
      }
      mark[other] = stamp;
      parentArc[other] = arc;
      order[count++] = other;
      if (floor[arc] > 0) floorArcs[floors++] = arc;
    }
  }
  net.count = count;
  net.floorCount = floors;
}

/**
 * Derives the price of every node of the collected tree from its root's, and places the nodes on their curves.
 * Returns -1, or the first arc whose origin no price is low enough for; the nodes beyond it are then untouched.
 */
export function spreadPrices(net: Network): number {
  const { order } = net;
  placeByPrice(net, order[0]);
  for (let at = 1; at < net.count; at++) {
    const blocked = derivePrice(net, order[at]);
    if (blocked >= 0) return blocked;
    placeByPrice(net, order[at]);
  }
  return -1;
}

/** The same for the part of the collected tree that lies beyond one arc, seen from the root; the rest stays as it is. */
export function spreadBeyond(net: Network, arc: number): number {
  const { order, parentArc, from, to, side } = net;
  side[order[0]] = 0;
  for (let at = 1; at < net.count; at++) {
    const node = order[at];
    const up = parentArc[node];
    side[node] = up === arc ? 1 : side[from[up] === node ? to[up] : from[up]];
    if (side[node] === 0) continue;
    const blocked = derivePrice(net, node);
    if (blocked >= 0) return blocked;
    placeByPrice(net, node);
  }
  return -1;
}

function derivePrice(net: Network, node: number): number {
  const { parentArc, from, to, main, depth, out } = net;
  const arc = parentArc[node];
  if (to[arc] === node) {
    landedPrice(net, arc, main[from[arc]], depth[from[arc]]);
    depth[node] = out[1];
  } else {
    if (!originPrice(net, arc, main[to[arc]], depth[to[arc]])) return arc;
    // A depth that cannot be told stays as it was while the price it belongs to stays.
    if (out[1] === out[1]) depth[node] = out[1];
    else if (Math.abs(out[0] - main[node]) > net.priceTolerance) depth[node] = 0;
  }
  main[node] = out[0];
  return -1;
}

/** Flows on the collected tree's arcs, from its leaves to its root, at the nodes' present excess. */
export function treeFlows(net: Network): void {
  const { order, parentArc, from, to, excess, base, flow, accumulated } = net;
  const count = net.count;
  for (let at = 0; at < count; at++) accumulated[order[at]] = excess[order[at]] + base[order[at]];
  for (let at = count - 1; at > 0; at--) {
    const node = order[at];
    const arc = parentArc[node];
    const surplus = accumulated[node];
    if (from[arc] === node) {
      flow[arc] = surplus;
      accumulated[to[arc]] += surplus;
    } else {
      flow[arc] = -surplus;
      accumulated[from[arc]] += surplus;
    }
  }
}

/** Bases of all nodes: flows on full lanes and, unless settled, the extra supplies. */
export function sumBases(net: Network, withExtra: boolean): void {
  const { nodes, arcs, base, extra, state, quota, from, to } = net;
  for (let node = 0; node < nodes; node++) base[node] = withExtra ? extra[node] : 0;
  if (!net.hasQuotas) return;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] !== FULL) continue;
    base[from[arc]] -= quota[arc];
    base[to[arc]] += quota[arc];
  }
}

/** The node of the collected tree that offers and bids most: what rounding leaves over is least there. */
export function largestNode(net: Network): number {
  const { order, size } = net;
  let largest = order[0];
  for (let at = 1; at < net.count; at++) if (size[order[at]] > size[largest]) largest = order[at];
  return largest;
}
