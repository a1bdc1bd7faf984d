/**
 * Enters one lane whose condition is broken: an idle lane that would pay (its flow grows), or a full one that no
 * longer pays (its flow shrinks). As that flow changes, the tree on one side rises and the tree on the other falls,
 * all monotonically. Lanes whose flow would leave its bounds give way, the first one first, until the joint tree of
 * both sides can be levelled within all bounds, or the entering lane itself reaches its other bound.
 */
import { FULL, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";
import { collectTree, link, spreadBeyond, treeFlows, unlink } from "./forest";
import { originPrice } from "./landed";
import { levelTree } from "./level";

/** Flows this share of the largest segment outside their bounds count as within. */
const flowShare = 1e-12;

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

/** The far end of the collected tree's arc whose flow is furthest out of bounds; -1 if all are within. */
function worstOffender(net: Network): number {
  const { order, parentArc, flow, quota } = net;
  let furthest = flowTolerance(net);
  let worst = -1;
  for (let at = 1; at < net.count; at++) {
    const arc = parentArc[order[at]];
    const beyond = flow[arc] < 0 ? -flow[arc] : flow[arc] - quota[arc];
    if (beyond > furthest) {
      furthest = beyond;
      worst = order[at];
    }
  }
  return worst;
}

const FAILED = 0;
const DONE = 1;
const SPLIT = 2;

/**
 * Both ends lie in one tree (collected from the origin): turns flow round the cycle that the lane closes, until a
 * lane of it reaches a bound. DONE if that is the entering lane; else the tree has fallen in two.
 */
function turnCycle(net: Network, arc: number, growing: boolean): number {
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

/** Takes an arc out of the forest, idle or full, whichever its flow is nearer to. */
export function cutArc(net: Network, arc: number): void {
  const { from, to, quota, flow, state, base } = net;
  unlink(net, arc);
  if (flow[arc] > 0.5 * quota[arc]) {
    state[arc] = FULL;
    flow[arc] = quota[arc];
    base[from[arc]] -= quota[arc];
    base[to[arc]] += quota[arc];
  } else {
    state[arc] = IDLE;
    flow[arc] = 0;
  }
}

/** Lists the arcs of the collected tree whose flow is out of bounds; the node is the far end of each. */
export function findOffenders(net: Network): number {
  const { order, parentArc, flow, quota, offenderArc, offenderNode } = net;
  const tolerance = flowTolerance(net);
  let offenders = 0;
  for (let at = 1; at < net.count; at++) {
    const arc = parentArc[order[at]];
    if (flow[arc] < -tolerance || flow[arc] - quota[arc] > tolerance) {
      offenderArc[offenders] = arc;
      offenderNode[offenders++] = order[at];
    }
  }
  return offenders;
}

function flowTolerance(net: Network): number {
  return flowShare * net.quantityScale;
}
