/** What is bid for one good this month. */
import { facingPrice, shareWanted } from "../actors/demand";
import { sellsQualified } from "../actors/qualified";
import type { BidKind, Desk } from "../desk";
import { netback, outputPrice } from "../facility/netback";
import type { Market } from "../market";
import { clamp } from "../maths/portable";
import type { World } from "../state";

/** Fills the market of good `g` with the ladders of buyers and the netback bids of processors. */
export function addBids(world: World, g: number, market: Market, desk: Desk): void {
  addBuyers(world, g, market, desk);
  for (let i = 0; i < world.setting.sites.count; i++) {
    if (world.setting.sites.goodIn[i] === g && world.state.outcome.orderTonnes[i]! > 0)
      addFeedBids(world, i, market, desk);
  }
}

function addBuyers(world: World, g: number, market: Market, desk: Desk): void {
  const { setting, state } = world;
  for (let b = 0; b < setting.buyers.length; b++) {
    const order = state.outcome.buyerOrderTonnes[b]!;
    if (setting.buyerGood[b] !== g || !(order > 0)) continue;
    // The ladder is the demand curve scaled so that at last month's price it asks for the whole order. What qualified makers
    // deliver at any price meets the most urgent part of it; the rest is bid for in the pool.
    const { prices, wanted } = setting.ladders[b]!;
    const share = shareWanted(setting, b, facingPrice(world, b));
    let served = state.outcome.qualifiedBoughtTonnes[b]!;
    const scale = share > 0 ? (order + served) / share : 0;
    for (let k = 1; k < prices.length; k++) {
      const tonnes = scale * (wanted[k]! - wanted[k - 1]!);
      const part = Math.min(served, tonnes);
      served -= part;
      const from = tonnes > 0 ? prices[k - 1]! - (prices[k - 1]! - prices[k]!) * (part / tonnes) : prices[k]!;
      push(market, desk, "buyer", b, setting.buyerRegion[b]!, tonnes - part, from, prices[k]!);
    }
  }
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
  const region = sites.region[i]!;
  const order = state.outcome.orderTonnes[i]!;
  const feed = state.outcome.planTonnes[i]! / sites.yield[i]!;
  const full = (1 + rules.inputStockTargetMonths) * feed;
  let stock = state.sites.inputStockTonnes[i]! + state.outcome.placedTonnes[i]!;
  const price = outputPrice(world, i);
  const discount = (tonnes: number): number => 1 - (1 - rules.bidSlope) * clamp(tonnes / full, 0, 1);
  const bid = (kind: BidKind, tonnes: number, worth: number): void => {
    if (!(worth > 0 && tonnes > 0)) return;
    push(market, desk, kind, i, region, tonnes, worth * discount(stock), worth * discount(stock + tonnes));
    stock += tonnes;
  };
  const pool = netback(world, i, price);
  const premium = sellsQualified(world, i) ? state.outcome.premiumUsdPerKg[i]! : 0;
  let rest = order;
  if (sites.isSponsored[i]) {
    const known = state.trade.priceUsdPerKg[sites.goodIn[i]! * regionIds.length + region]!;
    const supported = Math.min(order, sites.output2025TonnesPerMonth[i]! / sites.yield[i]!);
    const own = netback(world, i, price + premium) * discount(stock);
    const worth = Math.max(own, known > 0 ? rules.sponsorBidMultiple * known : 0);
    if (supported > 0 && worth > 0) {
      push(market, desk, "sponsored", i, region, supported, worth, worth, Math.max(0, own));
      stock += supported;
      rest -= supported;
    }
  }
  if (premium > 0) {
    const qualified = Math.min(rest, state.sites.qualifiedTonnesPerMonth[i]! / sites.yield[i]!);
    bid("feed", qualified, netback(world, i, price + premium));
    rest -= qualified;
  }
  bid("feed", rest, pool);
}

function push(
  market: Market,
  desk: Desk,
  kind: BidKind,
  owner: number,
  region: number,
  tonnes: number,
  price: number,
  priceTo: number,
  ownWorth = 0,
): void {
  if (!(tonnes > 0)) return;
  market.addBid(region, tonnes, price, priceTo);
  desk.bidKind.push(kind);
  desk.bidOwner.push(owner);
  desk.bidOwnWorth.push(ownWorth);
}
