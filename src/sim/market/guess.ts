/**
 * Where a cold start begins: a forest of lanes that is near the right one. All regions are put at the one price at
 * which they would clear if transport were free; what each would then have to spare or need is matched along the
 * cheapest lanes first. It is a guess, and decides nothing but how soon the solver is done: lanes that do not fit are
 * dropped when the forest is levelled, and missing ones enter.
 */
import { excessAt } from "./curves";
import { landedPrice } from "./landed";
import { costClasses, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";

/** Halvings of the price range: the common price need not be known better than to a hundredth. */
const halvings = 7;

export function guessForest(net: Network): void {
  const { nodes, arcs, state, flow, main, depth, spare } = net;
  state.fill(IDLE, 0, arcs);
  flow.fill(0, 0, arcs);
  const price = commonPrice(net);
  for (let node = 0; node < nodes; node++) {
    main[node] = price;
    depth[node] = 0;
    spare[node] = excessAt(net, node, price, 0, 0.5);
  }
  matchAlong(net, sortUseful(net));
}

function commonPrice(net: Network): number {
  let low = 0;
  let high = net.priceScale;
  let price = 0;
  for (let k = 0; k < halvings; k++) {
    price = 0.5 * (low + high);
    let total = 0;
    for (let node = 0; node < net.nodes; node++) total += excessAt(net, node, price, 0, 0.5);
    if (total > 0) high = price;
    else low = price;
  }
  return price;
}

/** Lists in `sortedArcs` the arcs from nodes with goods to spare to nodes in need, the cheapest first; returns their number. */
function sortUseful(net: Network): number {
  const { to, main, spare, quota, rows, rowFrom, rowEnd, usefulArcs, usefulCost, sortedArcs, classEnd, out } = net;
  let count = 0;
  let least = Infinity;
  let most = -Infinity;
  let arc = 0;
  for (let row = 0; row < rows; row++) {
    const origin = rowFrom[row];
    const end = rowEnd[row];
    if (!(spare[origin] > 0)) {
      arc = end;
      continue;
    }
    for (; arc < end; arc++) {
      if (!(spare[to[arc]] < 0) || quota[arc] === 0) continue;
      landedPrice(net, arc, main[origin], 0);
      const cost = out[0];
      if (cost < least) least = cost;
      if (cost > most) most = cost;
      usefulArcs[count] = arc;
      usefulCost[count++] = cost;
    }
  }
  // Counting sort by class of cost, in order of index within a class.
  const perCost = most > least ? (costClasses - 1) / (most - least) : 0;
  classEnd.fill(0);
  for (let k = 0; k < count; k++) classEnd[Math.floor((usefulCost[k] - least) * perCost)]++;
  for (let c = 1; c < costClasses; c++) classEnd[c] += classEnd[c - 1];
  for (let k = count - 1; k >= 0; k--) {
    sortedArcs[--classEnd[Math.floor((usefulCost[k] - least) * perCost)]] = usefulArcs[k];
  }
  return count;
}

/** Each arc in turn carries what its origin has left and its destination still needs. No cycle can arise: one of the two is then done. */
function matchAlong(net: Network, count: number): void {
  const { from, to, state, spare, quota, sortedArcs } = net;
  for (let k = 0; k < count; k++) {
    const arc = sortedArcs[k];
    const origin = from[arc];
    const destination = to[arc];
    if (!(spare[origin] > 0) || !(spare[destination] < 0)) continue;
    const carried = Math.min(spare[origin], -spare[destination], quota[arc]);
    spare[origin] -= carried;
    spare[destination] += carried;
    state[arc] = IN_FOREST;
  }
}
