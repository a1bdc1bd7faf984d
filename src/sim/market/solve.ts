/**
 * From curves and arcs to an equilibrium: starts from scratch or from last month's forest, enters broken lanes one by
 * one until none is left, then takes the tie-breaking extra supplies away and levels everything exactly.
 */
import { brokenBy, isSettledByMargin, listBroken, nearFromLanes, orderGapWeight } from "./broken";
import { enterLane } from "./enter";
import { sumBases } from "./forest";
import { levelForest } from "./levelForest";
import type { Network } from "./network";
import { riseFromZero } from "./rise";
import { startApart, startNear } from "./start";

/** Extra supply of each node as a share of the largest segment: between one and two of these. */
const extraShare = 1e-10;
/**
 * Attempts after the first, each cold, with other extra supplies and another choice of the next lane, since a market
 * with duties in proportion or floors might send the choice round in a circle. The last one is slow and sure to end.
 */
const lastAttempt = 3;

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
  for (let attempt = net.firstAttempt; attempt <= lastAttempt; attempt++) {
    result.restarts = attempt;
    net.settled = false;
    net.choice = attempt;
    net.keepsNear = warm && attempt === 0 && net.arcs >= nearFromLanes;
    net.nearCount = -1;
    net.keepsOrder = true;
    net.orderMoves = 4 * net.nodes + 50;
    addExtraSupplies(net, attempt);
    if (attempt === lastAttempt) {
      if (riseFromZero(net)) return;
      break;
    }
    const started = attempt > 0 ? startApart(net) : startNear(net, warm);
    if (started && enterBrokenLanes(net) && settle(net)) return;
  }
  // Rounding alone can bring it here: keep the exact balances of the last forest, whatever conditions are still broken.
  result.gaveUp = true;
  net.settled = true;
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
