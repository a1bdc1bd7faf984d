/**
 * Reads the answer off a solved network: prices, sales (from places on the curves, since on steep segments a price
 * loses digits), flows, and per unit of each lane its duty, top-up and rent.
 */
import { FULL } from "./network";
import type { Network } from "./network";
import type { TradeMarket } from "./market";
import type { PlainTiedFlow } from "./plain";

/** Flows under this share of the market's largest segment, or of nothing at all, are rounding. */
const roundingShare = 1e-15;

/** Sales under this share of a segment are rounding. */
const traceShare = 1e-13;

export function readAnswer(market: TradeMarket): void {
  readSales(market.net, market.offerCount, market.sold, market.bought);
  readLanes(market);
  readTraded(market);
}

function readSales(net: Network, offers: number, sold: Float64Array, bought: Float64Array): void {
  const { segments, segmentNode, segmentQuantity, segmentFromBreak, segmentToBreak } = net;
  const { place, excess, breakFrom, breakPrice, breakLeft, breakRight } = net;
  for (let s = 0; s < segments; s++) {
    const quantity = segmentQuantity[s];
    let share = 0;
    if (quantity > 0) {
      const node = segmentNode[s];
      const k = breakFrom[node] + (place[node] >> 1);
      const first = segmentFromBreak[s];
      const last = segmentToBreak[s];
      const onBreak = (place[node] & 1) === 0;
      if (first === last) {
        if (k > first || (k === first && !onBreak)) share = 1;
        else if (k === first) share = within(excess[node], breakLeft[k], breakRight[k]);
      } else if (k >= last) share = 1;
      else if (k >= first) {
        // Distances, not prices: on a steep segment a price has few digits left.
        let above = breakPrice[k] - breakPrice[first];
        if (!onBreak) {
          above += within(excess[node], breakRight[k], breakLeft[k + 1]) * (breakPrice[k + 1] - breakPrice[k]);
        }
        share = above / (breakPrice[last] - breakPrice[first]);
      }
    }
    // Nothing and everything are exact: a trace is rounding, and would pass for trade.
    if (share < traceShare) share = 0;
    else if (share > 1 - traceShare) share = 1;
    if (s < offers) sold[s] = share * quantity;
    else bought[s - offers] = share === 1 ? 0 : quantity - share * quantity;
  }
}

/** Where a value lies between two others, 0..1. */
function within(value: number, from: number, to: number): number {
  if (!(to > from)) return 0;
  const share = (value - from) / (to - from);
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

function readLanes(market: TradeMarket): void {
  const { net, laneCount, groups, price, groupPrice, flow, duty, topUp, rent, dutyPaid } = market;
  const { adValorem, specific, fob, freight, exportTax, exportTaxRate, to } = market;
  const { main, factor, charge, floor, cap, quota, state } = net;
  const carried = net.flow;
  const least = roundingShare * net.quantityScale;
  for (let i = 0; i < market.regions; i++) price[i] = main[i] > 0 ? main[i] : 0;
  for (let g = 0; g < groups.count; g++) groupPrice[g] = Math.max(0, main[market.regions + g]);
  for (let a = 0; a < laneCount; a++) {
    const quantity = carried[a];
    if (quantity === 0) flow[a] = 0;
    else flow[a] = quantity > least ? (quantity < quota[a] ? quantity : quota[a]) : 0;
  }
  if (groups.count > 0) addTiedFlows(market, least);
  const payer = groups.count > 0 ? groups.payer : net.from;
  for (let a = 0; a < laneCount; a++) {
    const node = payer[a];
    const paid = main[node] > 0 ? main[node] : 0;
    dutyPaid[a] = factor[a] * paid + charge[a];
    const share = adValorem[a];
    let due = specific[a];
    if (share !== 0) {
      const leaving = paid * (1 + exportTaxRate[a]) + exportTax[a];
      due += (fob[a] === 0 ? leaving + freight[a] : leaving) * share;
    }
    duty[a] = due;
  }
  topUp.fill(0);
  if (net.hasFloors) {
    for (let a = 0; a < laneCount; a++) {
      const gap = floor[a] - dutyPaid[a];
      if (gap > 0) topUp[a] = gap < cap[a] ? gap : cap[a];
    }
  }
  rent.fill(0);
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

function readTraded(market: TradeMarket): void {
  const { traded, flow, from, to, laneCount, offerCount, bidCount, sold, bought, offerRegion, bidRegion } = market;
  traded.fill(0);
  for (let k = 0; k < offerCount; k++) if (sold[k] > 0) traded[offerRegion[k]] = 1;
  for (let k = 0; k < bidCount; k++) if (bought[k] > 0) traded[bidRegion[k]] = 1;
  for (let a = 0; a < laneCount; a++) if (flow[a] > 0) traded[from[a]] = traded[to[a]] = 1;
}
