/**
 * Enters one lane whose condition is broken: an idle lane that would pay (its flow grows), or a full one that no
 * longer pays (its flow shrinks). As that flow changes, the tree on one side rises and the tree on the other falls,
 * all monotonically. Lanes whose flow would leave its bounds give way, the first one first, until the joint tree of
 * both sides can be levelled within all bounds, or the entering lane itself reaches its other bound.
 */
import { FULL, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";
import { collectTree, link, spreadPrices, treeFlows, unlink } from "./forest";
import { landedPrice, originPrice } from "./landed";
import { excessAt } from "./curves";
import { levelTree } from "./level";

/** Flows this share of the largest segment outside their bounds count as within. */
const flowShare = 1e-12;

/** False if the lane could not be entered: the caller then starts anew with other extra supplies. */
export function enterLane(net: Network, arc: number): boolean {
  const { from, to, state, quota, base, main, depth, out, mark } = net;
  const growing = state[arc] === IDLE;
  const origin = from[arc];
  const destination = to[arc];

  collectTree(net, origin);
  let isCollected = true;
  if (mark[destination] === net.stamp) {
    const turned = turnCycle(net, arc, growing);
    if (turned !== SPLIT) return turned === DONE;
    isCollected = false;
  }

  // Join the two trees at the price of the side that falls: the other one moves up to it.
  if (growing) {
    if (!originPrice(net, arc, main[destination], depth[destination])) return false;
    if (!isCollected) collectTree(net, origin);
    main[origin] = out[0];
    if (out[1] === out[1]) depth[origin] = out[1];
  } else {
    base[origin] += quota[arc];
    base[destination] -= quota[arc];
    landedPrice(net, arc, main[origin], depth[origin]);
    collectTree(net, destination);
    main[destination] = out[0];
    depth[destination] = out[1];
  }
  if (spreadPrices(net) >= 0) return false;
  link(net, arc);
  state[arc] = IN_FOREST;

  for (let cuts = net.nodes; cuts >= 0; cuts--) {
    collectTree(net, origin);
    if (!levelTree(net)) return false;
    treeFlows(net);
    const offenders = findOffenders(net);
    if (offenders === 0) return true;
    const first = offenders === 1 ? 0 : firstToGiveWay(net, arc, growing, offenders);
    const gives = net.offenderArc[first];
    const beyond = net.offenderNode[first];
    cutArc(net, gives);
    collectTree(net, beyond);
    if (!levelTree(net)) return false;
    treeFlows(net);
    if (gives === arc) {
      collectTree(net, origin);
      if (!levelTree(net)) return false;
      treeFlows(net);
      return true;
    }
  }
  return false;
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

/** Which of several offenders reaches its bound at the least change of the entering flow. */
function firstToGiveWay(net: Network, arc: number, growing: boolean, offenders: number): number {
  const { from, to, quota, order, parentArc, side } = net;
  const origin = from[arc];
  // On which side of the entering lane each node lies: 0 with its origin, 1 with its destination.
  side[origin] = 0;
  for (let at = 1; at < net.count; at++) {
    const node = order[at];
    const up = parentArc[node];
    side[node] = up === arc ? 1 : side[from[up] === node ? to[up] : from[up]];
  }
  let first = 0;
  let least = Infinity;
  for (let o = 0; o < offenders; o++) {
    const gives = net.offenderArc[o];
    let change: number;
    if (gives === arc) change = net.flow[arc] < 0 === growing ? 0 : quota[arc];
    else {
      const flowThen = entryFlowAtBound(net, arc, gives, net.offenderNode[o], side[net.offenderNode[o]]);
      change = growing ? flowThen : quota[arc] - flowThen;
    }
    if (change < least) {
      least = change;
      first = o;
    }
  }
  return first;
}

/**
 * The entering flow at which the offender reaches its bound: levels what lies beyond it alone with its flow at the
 * bound, then sums the excess of the offender's whole side at that level. Leaves everything as it was.
 */
function entryFlowAtBound(net: Network, arc: number, gives: number, beyond: number, sideOfGives: number): number {
  const { from, to, state, quota, flow, base, main, depth, order, out } = net;
  const near = from[gives] === beyond ? to[gives] : from[gives];
  const flowBefore = flow[gives];
  unlink(net, arc);
  cutArc(net, gives);
  collectTree(net, beyond);
  const far = saveTree(net);
  const levelled = levelTree(net);
  const onStep = out[3] === out[3] ? out[3] : 0;
  let total = 0;
  for (let at = 0; at < far; at++) total += net.excess[order[at]] + base[order[at]];

  let known = levelled;
  if (known) {
    const nearMain = main[near];
    const nearDepth = depth[near];
    if (to[gives] === near) landedPrice(net, gives, main[beyond], depth[beyond]);
    else known = originPrice(net, gives, main[beyond], depth[beyond]);
    if (known) {
      const startMain = out[0];
      const startDepth =
        out[1] === out[1] ? out[1] : Math.abs(startMain - nearMain) > net.priceTolerance ? 0 : nearDepth;
      collectTree(net, near);
      const sum = excessAtLevel(net, startMain, startDepth, onStep);
      if (sum === sum) total += sum;
      else known = false;
    }
  }

  restoreTree(net, far);
  if (state[gives] === FULL) {
    base[from[gives]] += quota[gives];
    base[to[gives]] -= quota[gives];
  }
  flow[gives] = flowBefore;
  state[gives] = IN_FOREST;
  link(net, gives);
  link(net, arc);
  if (!known) return NaN;
  return sideOfGives === 0 ? total : -total;
}

/** Excess of the collected tree if its root's price were the given one, its own state untouched. NaN if impossible. */
function excessAtLevel(net: Network, rootMain: number, rootDepth: number, onStep: number): number {
  const { order, parentArc, from, to, main, depth, base, out, levelMain, levelDepth } = net;
  levelMain[order[0]] = rootMain;
  levelDepth[order[0]] = rootDepth;
  let total = excessAt(net, order[0], rootMain, rootDepth, onStep) + base[order[0]];
  for (let at = 1; at < net.count; at++) {
    const node = order[at];
    const arc = parentArc[node];
    if (to[arc] === node) landedPrice(net, arc, levelMain[from[arc]], levelDepth[from[arc]]);
    else if (!originPrice(net, arc, levelMain[to[arc]], levelDepth[to[arc]])) return NaN;
    levelMain[node] = out[0];
    if (out[1] === out[1]) levelDepth[node] = out[1];
    else levelDepth[node] = Math.abs(out[0] - main[node]) > net.priceTolerance ? 0 : depth[node];
    total += excessAt(net, node, levelMain[node], levelDepth[node], onStep) + base[node];
  }
  return total;
}

function saveTree(net: Network): number {
  const { order, main, depth, place, excess, savedNodes, savedMain, savedDepth, savedPlace, savedExcess } = net;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    savedNodes[at] = node;
    savedMain[at] = main[node];
    savedDepth[at] = depth[node];
    savedPlace[at] = place[node];
    savedExcess[at] = excess[node];
  }
  return net.count;
}

function restoreTree(net: Network, count: number): void {
  const { main, depth, place, excess, savedNodes, savedMain, savedDepth, savedPlace, savedExcess } = net;
  for (let at = 0; at < count; at++) {
    const node = savedNodes[at];
    main[node] = savedMain[at];
    depth[node] = savedDepth[at];
    place[node] = savedPlace[at];
    excess[node] = savedExcess[at];
  }
}
