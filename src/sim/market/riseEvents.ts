/**
 * How far a rising tree may go (rise.ts): to the bound of a flow, to a lane that becomes tight, to a kink.
 */
import { FLAT, FREE, landedPrice } from "./landed";
import { FULL, IN_FOREST } from "./network";
import type { Network } from "./network";
import { pieceOf } from "./ranks";

/** Speeds that differ by less than this share are the same. */
const sameSpeed = 1e-12;

/**
 * The node whose arc towards the root is the first to reach a bound as the collected tree rises, -1 if none does; how
 * far the level then is from here in net.out[0].
 */
export function firstBound(net: Network): number {
  const { order, rank, rate, place, breakFrom, breakSlope, accumulated } = net;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    accumulated[node] = rank[node] === 0 ? breakSlope[breakFrom[node] + (place[node] >> 1)] * rate[node] : 0;
  }
  let nearest = Infinity;
  let first = -1;
  for (let at = net.count - 1; at > 0; at--) {
    const node = order[at];
    const speed = accumulated[node];
    accumulated[parentOf(net, node)] += speed;
    if (!(speed > 0)) continue;
    const distance = room(net, node) / speed;
    if (distance < nearest) {
      nearest = distance;
      first = node;
    }
  }
  net.out[0] = nearest;
  return first;
}

/**
 * How far the level of the collected tree may rise before an idle or a full lane becomes tight, or before the kink of
 * a lane from within the tree, from where on its landed price moves otherwise. 0 if the lane is tight and would break.
 */
export function distanceToTight(net: Network, arc: number): number {
  const { from, to, state, main, depth, rank, rate, factor, charge, floor, cap, mark, stamp, out } = net;
  const origin = from[arc];
  const destination = to[arc];
  const sign = state[arc] === FULL ? -1 : 1;
  const isFromTree = mark[origin] === stamp;
  const isToTree = mark[destination] === stamp;
  landedPrice(net, arc, main[origin], depth[origin]);
  const gap = sign * (out[0] - main[destination]);
  const depthGap = sign * (out[1] - depth[destination]);
  const piece = isFromTree ? pieceOf(net, arc, 1) : FREE;
  const landedRank = rank[origin] + (piece === FLAT ? 1 : 0);

  let kink = Infinity;
  if (isFromTree && floor[arc] > 0 && piece !== FREE && rank[origin] === 0) {
    const dutyPaid = factor[arc] * main[origin] + charge[arc];
    kink = ((piece === FLAT ? floor[arc] : floor[arc] - cap[arc]) - dutyPaid) / (factor[arc] * rate[origin]);
    if (kink < 0) kink = 0;
  }
  for (let moving = 0; moving <= 1; moving++) {
    const price = isToTree && rank[destination] === moving ? rate[destination] : 0;
    const landed = isFromTree && landedRank === moving ? factor[arc] * rate[origin] : 0;
    const speed = sign * (price - landed);
    const same = sameSpeed * (price + landed);
    const left = moving === 0 ? gap : depthGap;
    if (left > net.priceTolerance) return speed > same ? Math.min(kink, left / speed) : kink;
    if (speed > same) return 0;
    if (speed < -same || !net.hasFloors || !net.keepsOrder) return kink;
  }
  return kink;
}

/** Of the lanes at an end of the collected tree that tie in price, the one most broken in the order of levies; -1 for none. */
export function mostOutranked(net: Network): number {
  const { arcs, state, quota, from, to, main, depth, mark, stamp, out } = net;
  let most = net.brokenTolerance;
  let found = -1;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] === IN_FOREST || quota[arc] === 0) continue;
    const isFull = state[arc] === FULL;
    if (mark[isFull ? from[arc] : to[arc]] !== stamp) continue;
    landedPrice(net, arc, main[from[arc]], depth[from[arc]]);
    if (Math.abs(out[0] - main[to[arc]]) > net.priceTolerance) continue;
    const by = isFull ? out[1] - depth[to[arc]] : depth[to[arc]] - out[1];
    if (by <= most) continue;
    most = by;
    found = arc;
  }
  return found;
}

/** By how much the flow between a node of the collected tree and the root may still change in favour of the root. */
export function room(net: Network, node: number): number {
  const arc = net.parentArc[node];
  return Math.max(0, net.from[arc] === node ? net.quota[arc] - net.flow[arc] : net.flow[arc]);
}

export function parentOf(net: Network, node: number): number {
  const arc = net.parentArc[node];
  return net.from[arc] === node ? net.to[arc] : net.from[arc];
}
