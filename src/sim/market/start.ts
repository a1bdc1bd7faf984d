/**
 * Where an attempt begins: near the answer, from last month's forest or from a guess, or apart from it.
 */
import { placeByPrice } from "./curves";
import { cutArc } from "./cut";
import { clearForest, collectTree, link, spreadPrices, sumBases } from "./forest";
import { guessForest } from "./guess";
import { levelTree } from "./level";
import { levelForest } from "./levelForest";
import { FULL, IDLE } from "./network";
import type { Network } from "./network";
import { rankNodes } from "./ranks";

/** From last month's forest, or without one from a guess. */
export function startNear(net: Network, warm: boolean): boolean {
  if (!warm) {
    guessForest(net);
    net.warmArcs = net.arcs;
    net.warmNodes = net.nodes;
  }
  return startWarm(net);
}

/** Every node a tree of its own, every lane idle: as far from where an attempt failed as can be. */
export function startApart(net: Network): boolean {
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
