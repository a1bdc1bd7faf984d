/**
 * From curves and arcs to an equilibrium: starts from scratch or from last month's forest, enters broken lanes one by
 * one until none is left, then takes the tie-breaking extra supplies away and levels everything exactly.
 */
import { FULL, IDLE } from "./network";
import type { Network } from "./network";
import { clearForest, collectTree, link, spreadPrices, treeFlows } from "./forest";
import { cutArc, enterLane, findOffenders } from "./enter";
import { brokenBy, isSettledByMargin, listBroken, orderGapWeight } from "./broken";
import { levelTree, rankNodes } from "./level";
import { guessForest } from "./guess";
import { placeByPrice } from "./curves";

/** Extra supply of each node as a share of the largest segment: between one and two of these. */
const extraShare = 1e-10;
/**
 * Attempts after the first, each cold, with other extra supplies and another choice of the next lane, since a market
 * with duties in proportion or floors might send the choice round in a circle. The last one gives up the order among
 * levied lanes.
 */
const restartsAllowed = 3;

export interface Solved {
  restarts: number;
  gaveUp: boolean;
}

/**
 * Solves the market in `net`. `warm`: the prices, depths and arc states in `net` are last month's and are started from;
 * otherwise they are ignored. Whatever happens it returns, in the worst case with `gaveUp`.
 */
export function solve(net: Network, warm: boolean, result: Solved): void {
  net.iterations = 0;
  result.gaveUp = false;
  for (let attempt = net.firstAttempt; ; attempt++) {
    result.restarts = attempt;
    net.settled = false;
    net.choice = attempt % 3;
    net.keepsOrder = attempt < restartsAllowed;
    net.orderMoves = 4 * net.nodes + 50;
    addExtraSupplies(net, attempt);
    const started = attempt > 0 ? startApart(net) : startNear(net, warm);
    if (started && enterBrokenLanes(net) && settle(net)) return;
    if (attempt === restartsAllowed) break;
  }
  // No attempt ended: keep the exact balances of the last forest, whatever conditions are still broken.
  result.gaveUp = true;
  levelForest(net);
}

/** A fraction in [0, 1) that depends on nothing but the node and the attempt. */
function fraction(node: number, attempt: number): number {
  let h = Math.imul(node + 1, 0x9e3779b1) ^ Math.imul(attempt + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

function addExtraSupplies(net: Network, attempt: number): void {
  const unit = extraShare * net.quantityScale;
  for (let node = 0; node < net.nodes; node++) net.extra[node] = unit * (1 + fraction(node, attempt));
}

/** From last month's forest, or without one from a guess. */
function startNear(net: Network, warm: boolean): boolean {
  if (!warm) {
    guessForest(net);
    net.warmArcs = net.arcs;
    net.warmNodes = net.nodes;
  }
  return startWarm(net);
}

/** Every node a tree of its own, every lane idle: as far from where an attempt failed as can be. */
function startApart(net: Network): boolean {
  const { nodes, arcs, state, flow, extra, base, main, depth, breakFrom, breakPrice } = net;
  clearForest(net);
  state.fill(IDLE, 0, arcs);
  flow.fill(0, 0, arcs);
  for (let node = 0; node < nodes; node++) {
    base[node] = extra[node];
    main[node] = breakPrice[breakFrom[node]];
    depth[node] = 0;
    placeByPrice(net, node);
    collectTree(net, node);
    if (!levelTree(net)) return false;
  }
  return true;
}

/** Last month's forest under this month's curves and lanes; lanes that no longer fit are dropped. */
function startWarm(net: Network): boolean {
  const { nodes, arcs, state, flow, quota, from, to, mark } = net;
  clearForest(net);
  flow.fill(0, 0, arcs);
  state.fill(IDLE, net.warmArcs, arcs);
  // Rejoin the forest; an arc that would close a cycle stays idle.
  const group = net.savedNodes;
  for (let node = 0; node < nodes; node++) group[node] = node;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] === IDLE) continue;
    if (quota[arc] === 0 || from[arc] >= net.warmNodes) state[arc] = IDLE;
    else if (state[arc] === FULL) {
      if (quota[arc] === Infinity) state[arc] = IDLE;
      else flow[arc] = quota[arc];
    } else {
      const a = findGroup(group, from[arc]);
      const b = findGroup(group, to[arc]);
      if (a === b) state[arc] = IDLE;
      else {
        group[a] = b;
        link(net, arc);
      }
    }
  }
  sumBases(net, true);
  for (let node = net.warmNodes; node < nodes; node++) {
    net.main[node] = net.breakPrice[net.breakFrom[node]];
    net.depth[node] = 0;
  }
  const start = net.stamp;
  for (let node = 0; node < nodes; node++) if (mark[node] <= start) refreshTree(net, node);
  return levelForest(net);
}

function findGroup(group: Int32Array, node: number): number {
  let root = node;
  while (group[root] !== root) root = group[root] = group[group[root]];
  return root;
}

/** Flows on full lanes and, unless settled, the extra supplies. */
function sumBases(net: Network, withExtra: boolean): void {
  const { nodes, arcs, base, extra, state, quota, from, to } = net;
  for (let node = 0; node < nodes; node++) base[node] = withExtra ? extra[node] : 0;
  if (!net.hasQuotas) return;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] !== FULL) continue;
    base[from[arc]] -= quota[arc];
    base[to[arc]] += quota[arc];
  }
}

/** Derives a tree's prices anew from the node that moves fastest; cuts arcs that can no longer bind. */
function refreshTree(net: Network, node: number): void {
  collectTree(net, node);
  if (net.floorCount > 0) rankNodes(net, 0);
  else net.depth[node] = 0;
  let blocked = spreadPrices(net);
  for (let lifts = net.count; blocked < 0; lifts--) {
    const sunk = lowestNode(net);
    if (sunk < 0 || lifts === 0) return;
    // No price lies under that of free disposal: the tree rises until its lowest node stands there.
    net.main[sunk] = net.breakPrice[net.breakFrom[sunk]];
    net.depth[sunk] = 0;
    collectTree(net, sunk);
    blocked = spreadPrices(net);
  }
  net.flow[blocked] = 0;
  cutArc(net, blocked);
  refreshTree(net, net.from[blocked]);
  refreshTree(net, net.to[blocked]);
}

/** The node of the collected tree whose price is furthest under that of free disposal, -1 if none is. */
function lowestNode(net: Network): number {
  const { order, main, breakPrice, breakFrom } = net;
  let lowest = -1;
  let furthest = net.priceTolerance;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    const under = breakPrice[breakFrom[node]] - main[node];
    if (under > furthest) {
      furthest = under;
      lowest = node;
    }
  }
  return lowest;
}

/** Levels every tree and drops arcs whose flow has left its bounds, until none does. False if a tree cannot be met. */
function levelForest(net: Network): boolean {
  const { nodes, mark } = net;
  for (let round = 0; round <= net.arcs; round++) {
    let dropped = 0;
    const start = net.stamp;
    for (let node = 0; node < nodes; node++) {
      if (mark[node] > start) continue;
      collectTree(net, node);
      // What rounding leaves over stays at the root: it is to be where that is least.
      if (net.settled) collectTree(net, largestNode(net));
      if (!levelTree(net)) {
        if (!freeFullLanes(net)) return false;
        dropped++;
        continue;
      }
      treeFlows(net);
      const offenders = findOffenders(net);
      for (let o = 0; o < offenders; o++) cutArc(net, net.offenderArc[o]);
      dropped += offenders;
    }
    if (dropped === 0) return true;
  }
  return false;
}

function largestNode(net: Network): number {
  const { order, size } = net;
  let largest = order[0];
  for (let at = 1; at < net.count; at++) if (size[order[at]] > size[largest]) largest = order[at];
  return largest;
}

/** More is to leave the collected tree on full lanes than it can supply: makes them idle. */
function freeFullLanes(net: Network): boolean {
  const { arcs, state, from, to, mark, base, quota, flow, stamp } = net;
  let freed = false;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] !== FULL || mark[from[arc]] !== stamp) continue;
    state[arc] = IDLE;
    flow[arc] = 0;
    base[from[arc]] += quota[arc];
    base[to[arc]] -= quota[arc];
    freed = true;
  }
  return freed;
}

/** One pass enters the lanes that are broken by at least this share of the worst one's gap. */
const enteredFrom = 0.5;

/**
 * Passes over all lanes, entering for each destination the one broken most, until none is broken. False if that does
 * not seem to end.
 */
function enterBrokenLanes(net: Network): boolean {
  const { bestArc, bestGap, candidates } = net;
  let left = 50 * (net.nodes + 20);
  for (;;) {
    let count = listBroken(net);
    if (count === 0) return true;
    if (net.choice !== WORST_OF_EACH) count = 1;
    if (net.choice === LAST_NODE) candidates[0] = lastCandidate(net);
    const worst = bestGap[candidates[0]];
    for (let c = 0; c < count; c++) {
      const arc = bestArc[candidates[c]];
      // The less broken ones wait: most are put right on the way.
      if (bestGap[candidates[c]] < enteredFrom * worst) break;
      const gap = brokenBy(net, arc);
      if (gap <= 0) continue;
      if (gap <= net.priceScale * orderGapWeight * 1e6 && net.orderMoves-- === 0) return false;
      if (left-- === 0) return false;
      net.iterations++;
      if (!enterLane(net, arc)) return false;
    }
  }
}

// How the next lane is chosen: the worst of each destination in turn, the worst of all, the worst of the last node.
const WORST_OF_EACH = 0;
const LAST_NODE = 2;

function lastCandidate(net: Network): number {
  let node = net.nodes - 1;
  while (net.bestArc[node] < 0) node--;
  return node;
}

/** Takes the extra supplies away, levels every tree exactly and tests every lane once more. */
function settle(net: Network): boolean {
  net.settled = true;
  // Prices that agree only now, by coincidence, were told apart by the extra supplies: their order stands.
  net.keepsOrder = false;
  sumBases(net, false);
  const before = net.iterations;
  const { levelMain, main, nodes } = net;
  for (let node = 0; node < nodes; node++) levelMain[node] = main[node];
  if (!levelForest(net)) return false;
  if (isSettledByMargin(net, levelMain)) return true;
  if (!enterBrokenLanes(net)) return false;
  return net.iterations === before || levelForest(net);
}
