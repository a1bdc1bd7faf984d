/**
 * Finds the lanes whose condition is broken: idle ones that would pay, full ones that no longer do. One pass over all
 * lanes finds the worst for every destination; most lanes are turned away by one multiplication, one addition and one
 * comparison, since a landed price is never below the duty-paid one.
 */
import { FULL, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";
import { landedPrice } from "./landed";

/** Gaps in the order of levied lanes rank behind all gaps in price. */
export const orderGapWeight = 1e-30;

/** Lanes that fail to pay by less than this share of the highest ask or bid are close: see `isSettledByMargin`. */
const closeWithin = 1e-7;

/**
 * Lanes that fail to pay by less than this share are near. In a warm month one pass over all lanes lists them, and the
 * passes that follow look at no other, until prices have moved so far that one that was not near might pay.
 */
const nearWithin = 0.01;

/** With fewer lanes than this a list saves nothing. */
export const nearFromLanes = 1000;

/**
 * Destinations with a broken lane in `candidates`, the most broken first; their lanes in `bestArc`, by how much in
 * `bestGap`. Counts the idle lanes that hold only just (`closeLanes`).
 */
export function listBroken(net: Network): number {
  const { nodes, main, bestGap, bestArc, limit } = net;
  const margin = closeWithin * net.priceScale;
  if (net.keepsNear) keepNear(net);
  for (let node = 0; node < nodes; node++) {
    bestArc[node] = -1;
    bestGap[node] = 0;
    limit[node] = main[node] + margin;
  }
  net.closeLanes = 0;
  if (net.keepsNear) scanNear(net);
  else scanRows(net);
  if (net.hasQuotas) {
    for (let arc = 0; arc < net.arcs; arc++) if (net.state[arc] === FULL) note(net, arc);
  }
  return rankDestinations(net);
}

/** The pass over all lanes: nothing but comparisons until one lands below the limit of its destination. */
function scanRows(net: Network): void {
  const { to, main, factor, charge, limit, state, rows, rowFrom, rowEnd } = net;
  let arc = 0;
  for (let row = 0; row < rows; row++) {
    const origin = main[rowFrom[row]];
    const end = rowEnd[row];
    for (; arc < end; arc++) {
      if (factor[arc] * origin + charge[arc] < limit[to[arc]] && state[arc] === IDLE) note(net, arc);
    }
  }
}

/** Lists near lanes, whatever their state, unless those listed before still include all that pay or only just do not. */
function keepNear(net: Network): void {
  if (net.nearCount >= 0) {
    measureMove(net, net.nearMain);
    if ((1 + net.largestFactor) * net.out[0] < (nearWithin - closeWithin) * net.priceScale) return;
  }
  listNear(net);
}

function listNear(net: Network): void {
  const { nodes, to, main, factor, charge, limit, rows, rowFrom, rowEnd, nearArcs, nearMain } = net;
  const margin = nearWithin * net.priceScale;
  for (let node = 0; node < nodes; node++) {
    nearMain[node] = main[node];
    limit[node] = main[node] + margin;
  }
  let count = 0;
  let arc = 0;
  for (let row = 0; row < rows; row++) {
    const origin = main[rowFrom[row]];
    const end = rowEnd[row];
    for (; arc < end; arc++) if (factor[arc] * origin + charge[arc] < limit[to[arc]]) nearArcs[count++] = arc;
  }
  net.nearCount = count;
}

/** The same pass over near lanes only. */
function scanNear(net: Network): void {
  const { from, to, main, factor, charge, limit, state, nearArcs, nearCount } = net;
  for (let at = 0; at < nearCount; at++) {
    const arc = nearArcs[at];
    if (factor[arc] * main[from[arc]] + charge[arc] < limit[to[arc]] && state[arc] === IDLE) note(net, arc);
  }
}

/** How far the price that has moved most lies from what it was `before`, $/kg; in net.out[0]. */
function measureMove(net: Network, before: Float64Array): void {
  let moved = 0;
  for (let node = 0; node < net.nodes; node++) {
    const change = Math.abs(net.main[node] - before[node]);
    if (!(change <= moved)) moved = change;
  }
  net.out[0] = moved;
}

/** Notes a lane if it is broken more than any other into its destination; then only better ones are looked at there. */
function note(net: Network, arc: number): void {
  const { to, quota, main, bestGap, bestArc, limit } = net;
  if (quota[arc] === 0) return;
  const gap = brokenBy(net, arc);
  if (gap <= 0) {
    net.closeLanes++;
    return;
  }
  const destination = to[arc];
  if (gap <= bestGap[destination]) return;
  bestGap[destination] = gap;
  bestArc[destination] = arc;
  if (gap > net.brokenTolerance) limit[destination] = Math.min(limit[destination], main[destination] - gap);
}

function rankDestinations(net: Network): number {
  const { nodes, bestGap, bestArc, candidates } = net;
  let count = 0;
  for (let node = 0; node < nodes; node++) {
    if (bestArc[node] < 0) continue;
    let at = count++;
    while (at > 0 && bestGap[candidates[at - 1]] < bestGap[node]) {
      candidates[at] = candidates[at - 1];
      at--;
    }
    candidates[at] = node;
  }
  return count;
}

/** By how much an arc's condition fails, $/kg; 0 if it holds within the tolerance. */
export function brokenBy(net: Network, arc: number): number {
  const { from, to, state, main, depth, out } = net;
  if (state[arc] === IN_FOREST) return 0;
  const destination = to[arc];
  landedPrice(net, arc, main[from[arc]], depth[from[arc]]);
  const sign = state[arc] === FULL ? -1 : 1;
  const gap = sign * (main[destination] - out[0]);
  if (gap > net.brokenTolerance) return gap;
  if (!net.keepsOrder || gap > net.priceTolerance || gap < -net.priceTolerance) return 0;
  const orderGap = sign * (depth[destination] - out[1]);
  return orderGap > net.brokenTolerance ? orderGap * orderGapWeight : 0;
}

/**
 * Whether no lane can have broken since the last pass found none, because prices have moved from `before` by less than
 * any idle lane is short of paying. It saves the pass; full lanes are not considered, so that with quotas it never holds.
 */
export function isSettledByMargin(net: Network, before: Float64Array): boolean {
  if (net.closeLanes > 0 || net.hasQuotas) return false;
  measureMove(net, before);
  return net.out[0] * (1 + net.largestFactor) < 0.5 * closeWithin * net.priceScale;
}
