/**
 * Levels one tree: finds the price level at which what its nodes sell, with the flows on full lanes, is what they buy.
 * All prices of a tree move together. The walk goes from break point to break point (and to the kinks of floors) and
 * ends exactly, inside a piece or on a jump, where every node of the tree that stands on a step takes the same share.
 */
import { collectTree } from "./forest";
import { isAtKink, moveWithFloors } from "./floorWalk";
import type { Network } from "./network";
import { rankNodes } from "./ranks";
import { BLOCKED, LEVEL, walk } from "./walk";

/** While ties are broken by extra supplies of 1e-10, the sum of a tree is zero within this share of a segment. */
const unsettledShare = 1e-12;
/** After that, within this share of the tree's own quantities. */
const settledShare = 1e-14;

/**
 * Levels the collected tree from its present prices and places. Afterwards `excess` holds each node's supply less
 * demand and net.out[3] the share taken on steps (NaN if the level lies inside a piece). False if the outflow asked
 * for is more than all offers together.
 */
export function levelTree(net: Network): boolean {
  const { order, place, excess, base, breakFrom, breakLeft, breakRight } = net;
  const count = net.count;
  const tolerance = levelTolerance(net);
  if (net.hasFloors && net.floorCount === 0) for (let at = 0; at < count; at++) net.depth[order[at]] = 0;
  const root = order[0];
  // More than any walk takes: it never turns back, and stops at most twice at each break point and kink.
  let stepsLeft = 1000 + 8 * breakFrom[net.nodes];

  while (stepsLeft-- > 0) {
    if (net.floorCount > 0) rankNodes(net, 0);
    let left = 0;
    let right = 0;
    for (let at = 0; at < count; at++) {
      const node = order[at];
      const p = place[node];
      if ((p & 1) === 1) {
        left += excess[node] + base[node];
        right += excess[node] + base[node];
      } else {
        const k = breakFrom[node] + (p >> 1);
        left += breakLeft[k] + base[node];
        right += breakRight[k] + base[node];
      }
    }
    let direction: number;
    if (right < -tolerance) direction = 1;
    else if (left > tolerance) direction = -1;
    else {
      shareSteps(net, left, right);
      if (order[0] !== root) collectTree(net, root);
      return true;
    }
    if (net.floorCount > 0 && isAtKink(net)) rankNodes(net, direction);
    // Handed over in an array: a number given to a function that is not inlined would be allocated.
    net.out[0] = direction > 0 ? right : left;
    net.out[1] = net.floorCount > 0 ? Infinity : tolerance;
    const moved = net.floorCount > 0 ? moveWithFloors(net, direction) : walk(net, direction);
    if (moved === BLOCKED) return false;
    if (moved === LEVEL) {
      net.out[3] = NaN;
      if (order[0] !== root) collectTree(net, root);
      return true;
    }
  }
  return false;
}

/** Tonnes by which the sum of the collected tree may miss zero. */
export function levelTolerance(net: Network): number {
  if (!net.settled) return unsettledShare * net.quantityScale;
  let quantities = 0;
  for (let at = 0; at < net.count; at++) {
    const node = net.order[at];
    quantities += net.size[node] + Math.abs(net.base[node]);
  }
  return settledShare * quantities;
}

/** The level stands on a jump (or exactly between): shares it over all nodes that stand on a step. */
function shareSteps(net: Network, left: number, right: number): void {
  const { order, place, excess, breakFrom, breakLeft, breakRight } = net;
  if (left === -Infinity) {
    shareDisposal(net, right);
    return;
  }
  let share = 1;
  if (right > 0) share = left >= 0 ? 0 : -left / (right - left);
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    if ((place[node] & 1) === 1) continue;
    const k = breakFrom[node] + (place[node] >> 1);
    excess[node] = breakLeft[k] + share * (breakRight[k] - breakLeft[k]);
  }
  net.out[3] = share;
}

/** At price 0 the surplus is thrown away, in equal parts at the nodes where that is possible. */
function shareDisposal(net: Network, surplus: number): void {
  const { order, place, excess, breakFrom, breakRight } = net;
  let disposers = 0;
  for (let at = 0; at < net.count; at++) if (place[order[at]] === 0) disposers++;
  const part = Math.max(surplus, 0) / disposers;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    if ((place[node] & 1) === 1) continue;
    const right = breakRight[breakFrom[node] + (place[node] >> 1)];
    excess[node] = place[node] === 0 ? right - part : right;
  }
  net.out[3] = 1;
}
