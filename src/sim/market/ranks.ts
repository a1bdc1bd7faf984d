/**
 * Which nodes of a tree with floors move first, and the depths of those that wait.
 */
import { collectTree } from "./forest";
import { DEEP, FLAT, FREE, pieceAt } from "./landed";
import type { Network } from "./network";

/**
 * Orders the nodes of a tree with floors by how fast they move. Across a flat landed price the destination moves
 * infinitely slower than the origin: one rank more. Nodes of rank 0 have no depth; those of rank 1 get theirs anew
 * from the border prices, which differ where a move has just passed a kink. Leaves the tree collected from a node of
 * rank 0.
 */
export function rankNodes(net: Network, direction: number): void {
  const { order, rank } = net;
  for (let tries = 2 * net.floorCount + 2; tries > 0; tries--) {
    let lowest = lowestRank(net, direction);
    if (lowest < 0) {
      let root = 0;
      while (rank[order[root]] !== lowest) root++;
      collectTree(net, order[root]);
      lowest = lowestRank(net, direction);
    }
    net.depth[order[0]] = 0;
    net.second[order[0]] = 0;
    for (let at = 1; at < net.count; at++) {
      rank[order[at]] -= lowest;
      setDepth(net, order[at], direction);
    }
    if (direction < 0 || !sinkBelowKinks(net, direction)) return;
  }
}

/**
 * Where several capped top-ups into one market have just filled up together, the one that gives the lowest depth sets
 * it; the others stay deep until the depth has risen to theirs. True if that changed anything.
 */
function sinkBelowKinks(net: Network, direction: number): boolean {
  const { floorArcs, from, to, main, depth, factor, charge, floor, cap } = net;
  const tolerance = 4 * net.priceTolerance;
  let sunk = false;
  let lower = -1;
  for (let f = 0; f < net.floorCount; f++) {
    const arc = floorArcs[f];
    if (pieceOf(net, arc, direction) !== FLAT) continue;
    const own = factor[arc] * main[from[arc]] + charge[arc] - floor[arc];
    const found = depth[to[arc]];
    if (found < own - tolerance) {
      if (own + cap[arc] > tolerance) continue;
      depth[from[arc]] = (found + cap[arc]) / factor[arc];
      sunk = true;
    } else if (found > own + tolerance) lower = arc;
  }
  if (lower >= 0) collectTree(net, from[lower]);
  return sunk || lower >= 0;
}

/** Ranks relative to the root's, which is 0. */
function lowestRank(net: Network, direction: number): number {
  const { order, parentArc, from, to, rank } = net;
  let lowest = 0;
  rank[order[0]] = 0;
  for (let at = 1; at < net.count; at++) {
    const node = order[at];
    const arc = parentArc[node];
    const flat = pieceOf(net, arc, direction) === FLAT ? 1 : 0;
    rank[node] = to[arc] === node ? rank[from[arc]] + flat : rank[to[arc]] - flat;
    if (rank[node] < lowest) lowest = rank[node];
  }
  return lowest;
}

/** The piece of its landed price on which an arc lies, as `pieceAt`; without a floor it is always free. */
export function pieceOf(net: Network, arc: number, direction: number): number {
  if (!(net.floor[arc] > 0)) return FREE;
  const origin = net.from[arc];
  const dutyPaid = net.factor[arc] * net.main[origin] + net.charge[arc];
  return pieceAt(net, arc, dutyPaid, net.factor[arc] * net.depth[origin], direction);
}

/** Depth of a node from that of its parent, and its place: just under a step if its depth says so. */
function setDepth(net: Network, node: number, direction: number): void {
  const { parentArc, from, to, main, depth, second, rank, place, excess, factor, charge, floor, cap, breakFrom } = net;
  const arc = parentArc[node];
  second[node] = 0;
  if (rank[node] === 0) depth[node] = 0;
  else {
    const origin = from[arc];
    const piece = pieceOf(net, arc, direction);
    const dutyPaid = factor[arc] * main[origin] + charge[arc];
    const shift = piece === DEEP && dutyPaid + cap[arc] >= floor[arc] - net.priceTolerance ? cap[arc] : 0;
    if (to[arc] !== node) {
      // Across a flat landed price it is what tells second-rank prices apart that gives the origin its depth.
      depth[node] = (piece === FLAT ? second[to[arc]] : depth[to[arc]] + shift) / factor[arc];
      if (piece !== FLAT) second[node] = second[to[arc]] / factor[arc];
    } else if (piece === FLAT) {
      depth[node] = Math.min(dutyPaid - floor[arc], 0);
      second[node] = factor[arc] * depth[origin];
    } else {
      depth[node] = factor[arc] * depth[origin] - shift;
      second[node] = factor[arc] * second[origin];
    }
  }
  if (depth[node] < -net.priceTolerance && (place[node] & 1) === 0 && place[node] > 0) {
    excess[node] = net.breakLeft[breakFrom[node] + (place[node] >> 1)];
    place[node]--;
  }
}
