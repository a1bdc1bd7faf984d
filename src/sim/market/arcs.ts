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
  if (groups.count > 0) countGroupArcs(market);
  net.reserveNodes(net.nodes);
  net.reserveArcs(net.arcs);
  setLanes(market);
  if (groups.count > 0) {
    setGroupArcs(market);
    listRows(net);
  }
}

/** The lanes' own arrays serve as arcs as they are; only where groups add arcs are they copied. */
function setLanes(market: TradeMarket): void {
  const { net, from, to, quota, floor, cap } = market;
  if (market.groups.count === 0) {
    net.from = from;
    net.to = to;
    net.quota = quota;
    net.floor = floor;
    net.cap = cap;
    net.flow = market.flow;
  } else {
    const own = net.reserveOwnArcs(net.arcs);
    net.from = own.from;
    net.to = own.to;
    net.quota = own.quota;
    net.floor = own.floor;
    net.cap = own.cap;
    net.flow = own.flow;
    net.from.set(from);
    net.to.set(to);
    net.quota.set(quota);
    net.floor.set(floor);
    net.cap.set(cap);
  }
  setTerms(market);
}

/** Factor and charge of every lane, in one pass, and where runs of lanes from one region end. */
function setTerms(market: TradeMarket): void {
  const { net, laneCount, freight, exportTax, exportTaxRate, adValorem, specific, fob } = market;
  const { factor, charge, from, quota, floor, cap, rowFrom, rowEnd } = net;
  let hasFloors = false;
  let hasEmptyFloors = false;
  let hasQuotas = false;
  let hasAdValorem = false;
  let largestFactor = 1;
  let rows = 0;
  let origin = laneCount > 0 ? from[0] : 0;
  for (let a = 0; a < laneCount; a++) {
    if (from[a] !== origin) {
      rowFrom[rows] = origin;
      rowEnd[rows++] = a;
      origin = from[a];
    }
    const onValue = 1 + adValorem[a];
    const whole = (1 + exportTaxRate[a]) * onValue;
    factor[a] = whole;
    if (adValorem[a] !== 0) hasAdValorem = true;
    if (whole > largestFactor) largestFactor = whole;
    charge[a] =
      fob[a] === 0
        ? (exportTax[a] + freight[a]) * onValue + specific[a]
        : exportTax[a] * onValue + freight[a] + specific[a];
    if (quota[a] < Infinity) hasQuotas = true;
    if (floor[a] > 0) {
      if (cap[a] > 0) hasFloors = true;
      else hasEmptyFloors = true;
    }
  }
  if (laneCount > 0) {
    rowFrom[rows] = origin;
    rowEnd[rows++] = laneCount;
  }
  net.rows = rows;
  net.hasFloors = hasFloors;
  net.hasQuotas = hasQuotas;
  net.hasAdValorem = hasAdValorem;
  net.largestFactor = largestFactor;
  if (hasEmptyFloors) dropEmptyFloors(net, laneCount);
}

/** A top-up of nothing is no floor. The caller's own array stays as it is. */
function dropEmptyFloors(net: Network, laneCount: number): void {
  const own = net.reserveOwnArcs(net.arcs).floor;
  for (let a = 0; a < laneCount; a++) own[a] = net.cap[a] > 0 ? net.floor[a] : NaN;
  net.floor = own;
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

/** Runs of arcs that start from one node: passes over all arcs then need its price only once. */
function listRows(net: Network): void {
  const { arcs, from, rowFrom, rowEnd } = net;
  let rows = 0;
  for (let arc = 0; arc < arcs;) {
    const node = from[arc];
    while (arc < arcs && from[arc] === node) arc++;
    rowFrom[rows] = node;
    rowEnd[rows++] = arc;
  }
  net.rows = rows;
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
  net.floor[arc] = NaN;
  net.cap[arc] = Infinity;
  net.quota[arc] = Infinity;
}

function copyTerms(net: Network, lane: number, arc: number): void {
  net.factor[arc] = net.factor[lane];
  net.charge[arc] = net.charge[lane];
  net.floor[arc] = net.floor[lane];
  net.cap[arc] = net.cap[lane];
}
