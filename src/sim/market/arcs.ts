/**
 * Turns lanes and groups into arcs of the network: duty-paid price = factor × origin price + charge. A tied group is a
 * node of its own with its own copy of every lane it may use. Where such a lane has a quota, the group and its region
 * share it through a gate: a node in front of the lane that both lead into free of charge.
 */
import type { Network } from "./network";
import type { TradeMarket } from "./market";

export function setArcs(market: TradeMarket): void {
  const { net, laneCount, groups } = market;
  net.nodes = market.regions + groups.count;
  net.arcs = laneCount;
  net.hasFloors = false;
  if (groups.count > 0) countGroupArcs(market);
  net.reserveNodes(net.nodes);
  net.reserveArcs(net.arcs);
  for (let a = 0; a < laneCount; a++) setLane(market, a);
  if (groups.count > 0) setGroupArcs(market);
}

function setLane(market: TradeMarket, a: number): void {
  const { net } = market;
  const onValue = 1 + market.adValorem[a];
  net.from[a] = market.from[a];
  net.to[a] = market.to[a];
  net.factor[a] = (1 + market.exportTaxRate[a]) * onValue;
  net.charge[a] =
    market.fob[a] === 0
      ? (market.exportTax[a] + market.freight[a]) * onValue + market.specific[a]
      : market.exportTax[a] * onValue + market.freight[a] + market.specific[a];
  const cap = market.cap[a];
  const floor = market.floor[a];
  const levied = floor > 0 && cap > 0;
  net.floor[a] = levied ? floor : -Infinity;
  net.cap[a] = cap;
  net.quota[a] = market.quota[a];
  if (levied) net.hasFloors = true;
}

/** Finds the gates, and room for all arcs that groups need. */
function countGroupArcs(market: TradeMarket): void {
  const { net, laneCount, groups, from, to, quota } = market;
  if (groups.gate.length < laneCount) {
    groups.gate = new Int32Array(laneCount);
    groups.payer = new Int32Array(laneCount);
  }
  groups.gate.fill(-1);
  for (let g = 0; g < groups.count; g++) {
    if (isAllowed(market, g, groups.region[g])) net.arcs++;
    for (let a = 0; a < laneCount; a++) {
      if (from[a] !== groups.region[g] || !isAllowed(market, g, to[a])) continue;
      net.arcs++;
      if (quota[a] < Infinity && groups.gate[a] < 0) {
        groups.gate[a] = net.nodes++;
        net.arcs++;
      }
    }
  }
}

function setGroupArcs(market: TradeMarket): void {
  const { net, laneCount, groups, from, to } = market;
  const extras = net.arcs - laneCount;
  if (groups.extra.lane.length < extras) {
    groups.extra = { lane: new Int32Array(extras), group: new Int32Array(extras) };
  }
  let next = laneCount;
  const add = (lane: number, group: number, start: number, end: number): void => {
    groups.extra.lane[next - laneCount] = lane;
    groups.extra.group[next - laneCount] = group;
    setFreeArc(net, next++, start, end);
  };
  for (let a = 0; a < laneCount; a++) {
    if (groups.gate[a] < 0) continue;
    net.from[a] = groups.gate[a];
    add(a, -1, from[a], groups.gate[a]);
  }
  for (let g = 0; g < groups.count; g++) {
    const region = groups.region[g];
    const node = market.regions + g;
    if (isAllowed(market, g, region)) add(-1, g, node, region);
    for (let a = 0; a < laneCount; a++) {
      if (from[a] !== region || !isAllowed(market, g, to[a])) continue;
      if (groups.gate[a] >= 0) add(a, g, node, groups.gate[a]);
      else {
        add(a, g, node, to[a]);
        copyTerms(net, a, next - 1);
      }
    }
  }
}

function isAllowed(market: TradeMarket, group: number, region: number): boolean {
  const { allowedFrom, allowed } = market.groups;
  for (let k = allowedFrom[group]; k < allowedFrom[group + 1]; k++) if (allowed[k] === region) return true;
  return false;
}

function setFreeArc(net: Network, arc: number, start: number, end: number): void {
  net.from[arc] = start;
  net.to[arc] = end;
  net.factor[arc] = 1;
  net.charge[arc] = 0;
  net.floor[arc] = -Infinity;
  net.cap[arc] = Infinity;
  net.quota[arc] = Infinity;
}

function copyTerms(net: Network, lane: number, arc: number): void {
  net.factor[arc] = net.factor[lane];
  net.charge[arc] = net.charge[lane];
  net.floor[arc] = net.floor[lane];
  net.cap[arc] = net.cap[lane];
}
