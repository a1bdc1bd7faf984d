/**
 * How far an outcome is from an equilibrium of its market, worked out from the two alone by code that shares nothing
 * with the solver. Every figure is a largest relative violation; 0 is perfect.
 *
 * Prices are measured against the larger price involved (at least a millionth of the highest bid or ask), quantities
 * against the segment, quota or turnover they belong to. Where a condition says "this price or that quantity", the
 * smaller of the two violations counts: otherwise rounding of 1e-16 t would read as a violation of 1.
 */
import type { PlainLane, PlainMarket, PlainOutcome } from "./plain";
import { surplusOf } from "./surplus";
import { levyOrderViolation } from "./levyOrder";

export interface Certificate {
  /** Sold + arriving = bought + leaving, in every region; tied tonnes go where they may. */
  readonly balance: number;
  /** Whoever asks less than the price sells all, whoever asks more sells nothing. */
  readonly sellers: number;
  /** Whoever bids more than the price buys all, whoever bids less buys nothing. */
  readonly buyers: number;
  /** Lanes in use break even exactly, unused ones do not pay; duties, top-ups and rents are what the rules say. */
  readonly lanes: number;
  /** Of imports that land on one floor, the lowest border price comes first. */
  readonly levyOrder: number;
  /** What buyers pay is what sellers, treasury, quota holders and carriers get. */
  readonly money: number;
  readonly worst: number;
}

/** A way from a region or a group to a region: a lane as used by one of them, or a group's sales at home. */
export interface Link {
  readonly origin: number;
  readonly destination: number;
  /** Price at the origin: the region's or the group's. */
  readonly price: number;
  readonly lane: PlainLane | null;
  readonly quantity: number;
  /** Quantity that the lane could still carry, whoever sends it. */
  readonly spare: number;
  readonly rent: number;
}

export function certify(market: PlainMarket, outcome: PlainOutcome): Certificate {
  const least = 1e-6 * highestPrice(market);
  const links = linksOf(market, outcome);
  const balance = balanceViolation(market, outcome);
  const sellers = sellersViolation(market, outcome, least);
  const buyers = buyersViolation(market, outcome, least);
  const lanes = Math.max(lanesViolation(market, outcome, links, least), chargesViolation(market, outcome, least));
  const levyOrder = levyOrderViolation(market, outcome, links, least);
  const money = moneyViolation(market, outcome, least);
  const worst = Math.max(balance, sellers, buyers, lanes, levyOrder, money);
  return { balance, sellers, buyers, lanes, levyOrder, money, worst };
}

function highestPrice(market: PlainMarket): number {
  let highest = 0;
  for (const offer of market.offers) highest = Math.max(highest, offer.priceTo);
  for (const bid of market.bids) highest = Math.max(highest, bid.price);
  return highest > 0 ? highest : 1;
}

/** Every way in which goods may move. Regions are nodes 0..regions - 1, groups follow. */
function linksOf(market: PlainMarket, outcome: PlainOutcome): Link[] {
  const links: Link[] = [];
  market.lanes.forEach((lane, a) => {
    const flow = outcome.flows[a];
    const spare = lane.quota - flow.quantity;
    let untied = flow.quantity;
    market.groups.forEach((group, g) => {
      if (group.region !== lane.from || !group.allowed.includes(lane.to)) return;
      const quantity = tiedOn(outcome, g, a);
      untied -= quantity;
      const price = outcome.groupPrices[g];
      links.push({
        origin: market.regions + g,
        destination: lane.to,
        price,
        lane,
        quantity,
        spare,
        rent: flow.rent,
      });
    });
    links.push({
      origin: lane.from,
      destination: lane.to,
      price: outcome.prices[lane.from],
      lane,
      // What is left of a flow after the tied part: rounding is not a flow.
      quantity: Math.abs(untied) <= 1e-12 * flow.quantity ? 0 : untied,
      spare,
      rent: flow.rent,
    });
  });
  market.groups.forEach((group, g) => {
    if (!group.allowed.includes(group.region)) return;
    const price = outcome.groupPrices[g];
    const quantity = tiedOn(outcome, g, -1);
    const origin = market.regions + g;
    links.push({ origin, destination: group.region, price, lane: null, quantity, spare: Infinity, rent: 0 });
  });
  return links;
}

function tiedOn(outcome: PlainOutcome, group: number, lane: number): number {
  let quantity = 0;
  for (const tied of outcome.tiedFlows) if (tied.group === group && tied.lane === lane) quantity += tied.quantity;
  return quantity;
}

function balanceViolation(market: PlainMarket, outcome: PlainOutcome): number {
  const nodes = market.regions + market.groups.length;
  const inward = new Array<number>(nodes).fill(0);
  const outward = new Array<number>(nodes).fill(0);
  const segments = new Array<number>(nodes).fill(0);
  market.offers.forEach((offer, k) => {
    const node = offer.group < 0 ? offer.region : market.regions + offer.group;
    inward[node] += outcome.sold[k];
    segments[node] += offer.quantity;
  });
  market.bids.forEach((bid, k) => {
    outward[bid.region] += outcome.bought[k];
    segments[bid.region] += bid.quantity;
  });
  market.lanes.forEach((lane, a) => {
    outward[lane.from] += outcome.flows[a].quantity;
    inward[lane.to] += outcome.flows[a].quantity;
  });
  let violation = 0;
  for (const tied of outcome.tiedFlows) {
    const group = market.groups[tied.group];
    const to = tied.lane < 0 ? group.region : market.lanes[tied.lane].to;
    const isAllowed = group.allowed.includes(to) && (tied.lane < 0 || market.lanes[tied.lane].from === group.region);
    if (!isAllowed && tied.quantity > 0) violation = Infinity;
    outward[market.regions + tied.group] += tied.quantity;
    // Tied tonnes reach the lane from the group, not from the region's own pool; at home they add to it.
    inward[group.region] += tied.quantity;
  }
  for (let node = 0; node < nodes; node++) {
    const scale = Math.max(inward[node] + outward[node], segments[node]);
    if (scale > 0) violation = Math.max(violation, Math.abs(inward[node] - outward[node]) / scale);
  }
  return violation;
}

function sellersViolation(market: PlainMarket, outcome: PlainOutcome, least: number): number {
  let violation = 0;
  market.offers.forEach((offer, k) => {
    if (offer.quantity === 0) {
      violation = Math.max(violation, Math.abs(outcome.sold[k]));
      return;
    }
    const price = offer.group < 0 ? outcome.prices[offer.region] : outcome.groupPrices[offer.group];
    const share = outcome.sold[k] / offer.quantity;
    const wouldSell = shareBelow(price, offer.price, offer.priceTo);
    violation = Math.max(violation, segmentViolation(share, wouldSell, offer.price, offer.priceTo, price, least));
  });
  return violation;
}

function buyersViolation(market: PlainMarket, outcome: PlainOutcome, least: number): number {
  let violation = 0;
  market.bids.forEach((bid, k) => {
    if (bid.quantity === 0) {
      violation = Math.max(violation, Math.abs(outcome.bought[k]));
      return;
    }
    const price = outcome.prices[bid.region];
    const share = outcome.bought[k] / bid.quantity;
    const wouldBuy = 1 - shareBelow(price, bid.priceTo, bid.price);
    violation = Math.max(violation, segmentViolation(share, wouldBuy, bid.price, bid.priceTo, price, least));
  });
  return violation;
}

/** The share of a segment between two prices that lies under a price. */
function shareBelow(price: number, low: number, high: number): number {
  if (price >= high) return 1;
  if (price <= low) return 0;
  return (price - low) / (high - low);
}

/** A segment running from one price to another, taken up to `share`, at a price at which it would go up to `would`. */
function segmentViolation(
  share: number,
  would: number,
  from: number,
  to: number,
  price: number,
  least: number,
): number {
  const outside = Math.max(-share, share - 1, 0);
  const marginal = from + (to - from) * Math.min(Math.max(share, 0), 1);
  const inPrice = Math.abs(marginal - price) / Math.max(marginal, price, least);
  return Math.max(outside, Math.min(inPrice, Math.abs(share - would)));
}

/** Landed price of a lane at an origin price, without the rent. */
export function landedAt(lane: PlainLane | null, price: number): { border: number; topUp: number; landed: number } {
  if (lane === null) return { border: price, topUp: 0, landed: price };
  const border = borderPrice(lane, price);
  const topUp = lane.floor > 0 ? Math.min(Math.max(0, lane.floor - border), lane.cap) : 0;
  return { border, topUp, landed: border + topUp };
}

function borderPrice(lane: PlainLane, price: number): number {
  const leaving = price * (1 + lane.exportTaxRate) + lane.exportTax;
  if (lane.fob) return leaving * (1 + lane.adValorem) + lane.freight + lane.specific;
  return (leaving + lane.freight) * (1 + lane.adValorem) + lane.specific;
}

function lanesViolation(market: PlainMarket, outcome: PlainOutcome, links: readonly Link[], least: number): number {
  const turnover = new Array<number>(market.regions).fill(0);
  market.bids.forEach((bid, k) => (turnover[bid.region] += outcome.bought[k]));
  market.lanes.forEach((lane, a) => (turnover[lane.from] += outcome.flows[a].quantity));
  let violation = 0;
  for (const link of links) {
    if (link.quantity < 0)
      violation = Math.max(violation, -link.quantity / Math.max(turnover[link.destination], 1e-300));
    if (link.lane !== null && link.lane.quota === 0) continue;
    const price = outcome.prices[link.destination];
    const landed = landedAt(link.lane, link.price).landed + link.rent;
    const scale = Math.max(price, landed, least);
    if (price > landed) violation = Math.max(violation, (price - landed) / scale);
    else if (link.quantity > 0) {
      const used = link.quantity / Math.max(turnover[link.destination], link.quantity);
      violation = Math.max(violation, Math.min((landed - price) / scale, used));
    }
  }
  market.lanes.forEach((lane, a) => {
    const { quantity, rent } = outcome.flows[a];
    if (quantity > lane.quota) violation = Math.max(violation, (quantity - lane.quota) / Math.max(lane.quota, 1e-300));
    const scale = Math.max(outcome.prices[lane.to], least);
    if (rent < 0) violation = Math.max(violation, -rent / scale);
    else if (rent > 0) {
      const spareShare = lane.quota === Infinity ? 1 : lane.quota === 0 ? 0 : (lane.quota - quantity) / lane.quota;
      violation = Math.max(violation, Math.min(rent / scale, spareShare));
    }
  });
  return violation;
}

/** Stated duties and top-ups against the rules, at the price of whoever uses the lane. */
function chargesViolation(market: PlainMarket, outcome: PlainOutcome, least: number): number {
  let violation = 0;
  market.lanes.forEach((lane, a) => {
    const stated = outcome.flows[a];
    const price = priceOfUser(market, outcome, a);
    const leaving = price * (1 + lane.exportTaxRate) + lane.exportTax;
    const duty = lane.adValorem * (lane.fob ? leaving : leaving + lane.freight) + lane.specific;
    const { border, topUp } = landedAt(lane, price);
    const scale = Math.max(border, lane.floor, least);
    violation = Math.max(violation, Math.abs(stated.duty - duty) / scale, Math.abs(stated.topUp - topUp) / scale);
  });
  return violation;
}

function priceOfUser(market: PlainMarket, outcome: PlainOutcome, a: number): number {
  let untied = outcome.flows[a].quantity;
  let tiedPrice = NaN;
  for (const tied of outcome.tiedFlows) {
    if (tied.lane !== a || tied.quantity <= 0) continue;
    untied -= tied.quantity;
    tiedPrice = outcome.groupPrices[tied.group];
  }
  const isUntied = Number.isNaN(tiedPrice) || untied > 1e-12 * outcome.flows[a].quantity;
  return isUntied ? outcome.prices[market.lanes[a].from] : tiedPrice;
}

function moneyViolation(market: PlainMarket, outcome: PlainOutcome, least: number): number {
  const surplus = surplusOf(market, outcome);
  let value = 0;
  let cost = 0;
  let largest = 0;
  market.bids.forEach((bid, k) => {
    if (bid.quantity === 0) return;
    const q = outcome.bought[k];
    largest = Math.max(largest, bid.quantity);
    value += q * (bid.price + (0.5 * (bid.priceTo - bid.price) * q) / bid.quantity);
  });
  market.offers.forEach((offer, k) => {
    if (offer.quantity === 0) return;
    const q = outcome.sold[k];
    cost += q * (offer.price + (0.5 * (offer.priceTo - offer.price) * q) / offer.quantity);
  });
  const gains = surplus.producers + surplus.buyers + surplus.treasury + surplus.rents;
  // Where next to nothing is traded, against a thousandth of what the largest bid might be worth.
  const scale = Math.max(value, cost + surplus.freight, 1e3 * least * largest);
  return scale > 0 ? Math.abs(value - cost - surplus.freight - gains) / scale : 0;
}
