/** What is bid for one good this month. */
import { bidForBuyers } from "../actors/pooledDemand";
import { sellsQualified } from "../actors/qualified";
import type { BidKind, Desk } from "../desk";
import { netback, outputPrice } from "../facility/netback";
import type { Market } from "../market";
import { clamp } from "../maths/portable";
import type { World } from "../state";

/** Fills the market of good `g` with the ladders of buyers and the netback bids of processors. */
export function addBids(world: World, g: number, market: Market, desk: Desk): void {
  bidForBuyers(world, g, market, desk);
  const { orderTonnes } = world.state.outcome;
  for (const i of world.setting.sites.byGood[g].users) if (orderTonnes[i] > 0) addFeedBids(world, i, market, desk);
}

/**
 * Feed is worth the netback at empty input stock and `bidSlope` of it once the month's feed and the target stock are there; a bid
 * runs along that line from the present stock to the stock with the order. A maker with qualified customers bids for their
 * tonnes from the price with premium; a sponsored plant for its feed of 2025 from a multiple of the market price.
 */
function addFeedBids(world: World, i: number, market: Market, desk: Desk): void {
  const { setting, state } = world;
  const { sites, regionIds } = setting;
  const rules = setting.scenario.behaviour.processors;
  const order = state.outcome.orderTonnes[i];
  const full = ((1 + rules.inputStockTargetMonths) * state.outcome.planTonnes[i]) / sites.yield[i];
  const price = outputPrice(world, i);
  const premium = sellsQualified(world, i) ? state.outcome.premiumUsdPerKg[i] : 0;
  let stock = state.sites.inputStockTonnes[i] + state.outcome.placedTonnes[i];
  let rest = order;
  if (sites.isSponsored[i]) {
    const known = state.trade.priceUsdPerKg[sites.goodIn[i] * regionIds.length + sites.region[i]];
    const supported = Math.min(order, sites.output2025TonnesPerMonth[i] / sites.yield[i]);
    const own = netback(world, i, price + premium) * discount(rules.bidSlope, stock, full);
    const worth = Math.max(own, known > 0 ? rules.sponsorBidMultiple * known : 0);
    if (supported > 0 && worth > 0) {
      push(world, market, desk, "sponsored", i, supported, worth, worth, Math.max(0, own));
      stock += supported;
      rest -= supported;
    }
  }
  if (premium > 0) {
    const qualified = Math.min(rest, state.sites.qualifiedTonnesPerMonth[i] / sites.yield[i]);
    const worth = netback(world, i, price + premium);
    if (worth > 0 && qualified > 0) {
      pushAlongLine(world, market, desk, i, qualified, worth, stock, full);
      stock += qualified;
    }
    rest -= qualified;
  }
  const worth = netback(world, i, price);
  if (worth > 0 && rest > 0) pushAlongLine(world, market, desk, i, rest, worth, stock, full);
}

/** Share of the full netback that feed is worth on top of a stock. */
function discount(slope: number, stockTonnes: number, fullTonnes: number): number {
  return 1 - (1 - slope) * clamp(stockTonnes / fullTonnes, 0, 1);
}

function pushAlongLine(
  world: World,
  market: Market,
  desk: Desk,
  i: number,
  tonnes: number,
  worth: number,
  stock: number,
  full: number,
): void {
  const { bidSlope } = world.setting.scenario.behaviour.processors;
  const from = worth * discount(bidSlope, stock, full);
  push(world, market, desk, "feed", i, tonnes, from, worth * discount(bidSlope, stock + tonnes, full), 0);
}

function push(
  world: World,
  market: Market,
  desk: Desk,
  kind: BidKind,
  i: number,
  tonnes: number,
  price: number,
  priceTo: number,
  ownWorth: number,
): void {
  const { sites, lanes } = world.setting;
  market.addBid(lanes[sites.goodIn[i]].place[sites.region[i]], tonnes, price, priceTo);
  const at = desk.feedBids++;
  desk.bidKind[at] = kind;
  desk.bidOwner[at] = i;
  desk.bidOwnWorth[at] = ownWorth;
}
