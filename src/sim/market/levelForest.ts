/**
 * Levels every tree of the forest, dropping lanes that do not fit.
 */
import { cutArc, findOffenders } from "./cut";
import { collectTree, largestNode, treeFlows } from "./forest";
import { levelTree } from "./level";
import { FULL, IDLE } from "./network";
import type { Network } from "./network";

/** Levels every tree and drops arcs whose flow has left its bounds, until none does. False if a tree cannot be met. */
export function levelForest(net: Network): boolean {
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
