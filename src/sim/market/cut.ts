/**
 * Lanes of the forest whose flow has left its bounds, and how one is taken out.
 */
import { unlink } from "./forest";
import { FULL, IDLE } from "./network";
import type { Network } from "./network";

/** Flows this share of the largest segment outside their bounds count as within. */
const flowShare = 1e-12;

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

/** The far end of the collected tree's arc whose flow is furthest out of bounds; -1 if all are within. */
export function worstOffender(net: Network): number {
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

function flowTolerance(net: Network): number {
  return flowShare * net.quantityScale;
}
