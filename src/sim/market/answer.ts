/**
 * Reads the answer off a solved network: prices, sales (from places on the curves, since on steep segments a price
 * loses digits), flows, and per unit of each lane its duty, top-up and rent.
 */
import { FULL, IDLE } from "./network";
import type { Network } from "./network";
import type { TradeMarket } from "./market";
import type { PlainTiedFlow } from "./plain";

/** Flows under this share of the market's largest segment, or of nothing at all, are rounding. */
const roundingShare = 1e-15;

/** Sales under this share of a segment are rounding. */
const traceShare = 1e-13;

export function readAnswer(market: TradeMarket): void {
  market.traded.fill(0);
  readSales(market.net, market.sold, market.bought, market.traded);
  readLanes(market);
}

function readSales(net: Network, sold: Float64Array, bought: Float64Array, traded: Uint8Array): void {
  const { offers, bids, segmentRoom, segmentNode, segmentQuantity } = net;
  for (let k = 0; k < offers; k++) {
    const share = shareBelow(net, k);
    sold[k] = share * segmentQuantity[k];
    if (share > 0 && segmentNode[k] < traded.length) traded[segmentNode[k]] = 1;
  }
  for (let k = 0; k < bids; k++) {
    const slot = segmentRoom + k;
    const share = shareBelow(net, slot);
    const quantity = segmentQuantity[slot];
    bought[k] = share === 1 ? 0 : quantity - share * quantity;
    if (bought[k] > 0) traded[segmentNode[slot]] = 1;
  }
}

/** The share of a segment, 0..1, that lies under where its node stands on its curve. */
function shareBelow(net: Network, slot: number): number {
  const { segmentNode, segmentQuantity, segmentFromBreak, segmentToBreak, place, excess, breakFrom } = net;
  if (segmentQuantity[slot] === 0) return 0;
  const node = segmentNode[slot];
  const k = breakFrom[node] + (place[node] >> 1);
  const first = segmentFromBreak[slot];
  const last = segmentToBreak[slot];
  if (k > last || k < first) return k > last ? 1 : 0;
  const { breakPrice, breakLeft, breakRight } = net;
  const onBreak = (place[node] & 1) === 0;
  let share: number;
  if (first === last) share = onBreak ? within(excess[node], breakLeft[k], breakRight[k]) : 1;
  else if (k === last) share = 1;
  else {
    // Distances, not prices: on a steep segment a price has few digits left.
    let above = breakPrice[k] - breakPrice[first];
    if (!onBreak) {
      above += within(excess[node], breakRight[k], breakLeft[k + 1]) * (breakPrice[k + 1] - breakPrice[k]);
    }
    share = above / (breakPrice[last] - breakPrice[first]);
  }
  // Nothing and everything are exact: a trace is rounding, and would pass for trade.
  if (share < traceShare) return 0;
  return share > 1 - traceShare ? 1 : share;
}

/** Where a value lies between two others, 0..1. */
function within(value: number, from: number, to: number): number {
  if (!(to > from)) return 0;
  const share = (value - from) / (to - from);
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

function readLanes(market: TradeMarket): void {
  const { net, groups, price, groupPrice } = market;
  const { main } = net;
  const least = roundingShare * net.quantityScale;
  for (let i = 0; i < market.regions; i++) price[i] = main[i] > 0 ? main[i] : 0;
  for (let g = 0; g < groups.count; g++) groupPrice[g] = Math.max(0, main[market.regions + g]);
  readFlows(market, least);
  if (groups.count > 0) addTiedFlows(market, least);
  if (groups.count > 0) readCharges(market, groups.payer);
  else if (net.hasAdValorem) readCharges(market, net.from);
  else readFixedCharges(market);
  market.topUp.fill(0);
  market.rent.fill(0);
  if (net.hasFloors) readTopUps(market);
  if (net.hasQuotas) readRents(market);
}

/** Flows of the forest and of full lanes; most lanes carry nothing. */
function readFlows(market: TradeMarket, least: number): void {
  const { net, laneCount, flow, from, to, traded } = market;
  const { quota, state } = net;
  const carried = net.flow;
  if (carried !== flow) flow.fill(0);
  for (let a = 0; a < laneCount; a++) {
    if (state[a] === IDLE) continue;
    const quantity = carried[a];
    flow[a] = quantity > least ? (quantity < quota[a] ? quantity : quota[a]) : 0;
    if (flow[a] > 0) traded[from[a]] = traded[to[a]] = 1;
  }
}

/** Duty-paid price and duties of every lane, used or not, at the price of `payer`. */
function readCharges(market: TradeMarket, payer: Int32Array): void {
  const { net, laneCount, duty, dutyPaid, adValorem, specific, fob, freight, exportTax, exportTaxRate } = market;
  const { main, factor, charge } = net;
  for (let a = 0; a < laneCount; a++) {
    const price = main[payer[a]];
    const paid = price > 0 ? price : 0;
    dutyPaid[a] = factor[a] * paid + charge[a];
    const share = adValorem[a];
    if (share === 0) {
      duty[a] = specific[a];
      continue;
    }
    const leaving = paid * (1 + exportTaxRate[a]) + exportTax[a];
    duty[a] = specific[a] + (fob[a] === 0 ? leaving + freight[a] : leaving) * share;
  }
}

/** The same where no duty depends on the price and each lane is paid for by its origin: one price for a run of lanes. */
function readFixedCharges(market: TradeMarket): void {
  const { net, duty, dutyPaid, specific } = market;
  const { main, factor, charge, rows, rowFrom, rowEnd } = net;
  duty.set(specific);
  for (let row = 0, a = 0; row < rows; row++) {
    const price = main[rowFrom[row]];
    const paid = price > 0 ? price : 0;
    for (; a < rowEnd[row]; a++) dutyPaid[a] = factor[a] * paid + charge[a];
  }
}

function readTopUps(market: TradeMarket): void {
  const { laneCount, topUp, dutyPaid } = market;
  const { floor, cap } = market.net;
  for (let a = 0; a < laneCount; a++) {
    const gap = floor[a] - dutyPaid[a];
    if (gap > 0) topUp[a] = gap < cap[a] ? gap : cap[a];
  }
}

function readRents(market: TradeMarket): void {
  const { laneCount, price, to, dutyPaid, topUp, rent } = market;
  const { state } = market.net;
  for (let a = 0; a < laneCount; a++) {
    if (state[a] === FULL) rent[a] = Math.max(0, price[to[a]] - dutyPaid[a] - topUp[a]);
  }
}

/** Adds what groups send on their copies of lanes, and notes whose price each lane's charges follow. */
function addTiedFlows(market: TradeMarket, least: number): void {
  const { net, groups, laneCount, flow, from } = market;
  for (let a = 0; a < laneCount; a++) groups.payer[a] = flow[a] > 0 ? net.from[a] : from[a];
  for (let extra = laneCount; extra < net.arcs; extra++) {
    const a = groups.extra.lane[extra - laneCount];
    if (a < 0 || groups.gate[a] >= 0 || !(net.flow[extra] > least)) continue;
    // Where both use a lane both ask the same.
    if (flow[a] === 0) groups.payer[a] = net.from[extra];
    flow[a] += net.flow[extra];
    market.traded[from[a]] = market.traded[market.to[a]] = 1;
  }
}

export function readTiedFlows(market: TradeMarket): PlainTiedFlow[] {
  const { net, groups, laneCount } = market;
  const least = roundingShare * net.quantityScale;
  const flows: PlainTiedFlow[] = [];
  for (let extra = laneCount; extra < net.arcs; extra++) {
    const group = groups.extra.group[extra - laneCount];
    if (group >= 0 && net.flow[extra] > least) {
      flows.push({ group, lane: groups.extra.lane[extra - laneCount], quantity: net.flow[extra] });
    }
  }
  return flows;
}
