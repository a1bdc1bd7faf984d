/**
 * Enters one lane whose condition is broken: an idle lane that would pay (its flow grows), or a full one that no
 * longer pays (its flow shrinks). As that flow changes, the tree on one side rises and the tree on the other falls,
 * all monotonically. Lanes whose flow would leave its bounds give way, the first one first, until the joint tree of
 * both sides can be levelled within all bounds, or the entering lane itself reaches its other bound.
 */
import { FULL, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";
import { cutArc, worstOffender } from "./cut";
import { collectTree, link, spreadBeyond, treeFlows } from "./forest";
import { originPrice } from "./landed";
import { levelTree } from "./level";

/** False if the lane could not be entered: the caller then starts anew with other extra supplies. */
export function enterLane(net: Network, arc: number): boolean {
  const { from, to, state, quota, base, main, depth, mark } = net;
  const growing = state[arc] === IDLE;
  const origin = from[arc];
  const destination = to[arc];
  // A tree carries the stamp of its last collection.
  if (mark[origin] === mark[destination]) {
    collectTree(net, origin);
    const turned = turnCycle(net, arc, growing);
    if (turned !== SPLIT) return turned === DONE;
  }

  // Join the two trees at the price of the side that falls: the other one moves up to it.
  if (growing && !originPrice(net, arc, main[destination], depth[destination])) return false;
  if (!growing) {
    base[origin] += quota[arc];
    base[destination] -= quota[arc];
  }
  const resting = growing ? destination : origin;
  link(net, arc);
  state[arc] = IN_FOREST;
  collectTree(net, resting);
  if (spreadBeyond(net, arc) >= 0) return false;
  return levelWithinBounds(net, resting);
}

/** Levels the collected tree, of which `root` is the root; lanes whose flow leaves its bounds are cut, the worst first. */
function levelWithinBounds(net: Network, root: number): boolean {
  const { savedNodes } = net;
  let waiting = 0;
  let present = root;
  for (let cuts = 2 * net.nodes + 2; cuts > 0; cuts--) {
    // The worst offender need not be the lane that would give way first. Cut in the wrong order, a part may owe more on
    // its full lanes than it can supply. It is rare, and freeing those lanes leads round in a circle: another attempt.
    if (!levelTree(net)) return false;
    treeFlows(net);
    const worst = worstOffender(net);
    if (worst < 0) {
      if (waiting === 0) return true;
      present = savedNodes[--waiting];
    } else {
      const arc = net.parentArc[worst];
      cutArc(net, arc);
      savedNodes[waiting++] = worst;
    }
    collectTree(net, present);
  }
  return false;
}

const FAILED = 0;
export const DONE = 1;
export const SPLIT = 2;

/**
 * Both ends lie in one tree (collected from the origin): turns flow round the cycle that the lane closes, until a
 * lane of it reaches a bound. DONE if that is the entering lane; else the tree has fallen in two.
 */
export function turnCycle(net: Network, arc: number, growing: boolean): number {
  const { from, to, quota, flow, state, base, parentArc } = net;
  let room = quota[arc];
  let leaving = arc;
  for (let node = to[arc]; node !== from[arc];) {
    const step = parentArc[node];
    const along = from[step] === node;
    const free = along === growing ? quota[step] - flow[step] : flow[step];
    if (free < room) {
      room = free;
      leaving = step;
    }
    node = along ? to[step] : from[step];
  }
  if (room === Infinity) return FAILED;
  if (room < 0) room = 0;
  for (let node = to[arc]; node !== from[arc];) {
    const step = parentArc[node];
    const along = from[step] === node;
    flow[step] += along === growing ? room : -room;
    node = along ? to[step] : from[step];
  }
  if (leaving === arc) {
    const change = growing ? quota[arc] : -quota[arc];
    base[from[arc]] -= change;
    base[to[arc]] += change;
    state[arc] = growing ? FULL : IDLE;
    flow[arc] = growing ? quota[arc] : 0;
    return DONE;
  }
  cutArc(net, leaving);
  return SPLIT;
}
