/** Phase 4. Plans: processors' throughput and feed orders, buyers' orders; from stocks and last month's prices alone. */
import { meanOutput, usableCapacity } from "../facility/capacity";
import { marginalFeedCost } from "../facility/feedCost";
import { netback, outputPrice } from "../facility/netback";
import { clamp } from "../maths/portable";
import { facingPrice, shareWanted } from "../actors/demand";
import { orderFirms } from "../firms/trade";
import type { World } from "../state";

/** Fills planned output and feed orders by site, and orders by buyer, t. */
export function planMonth(world: World): void {
  planProcessors(world);
  planBuyers(world);
}

function planProcessors(world: World): void {
  const { setting, state } = world;
  const { sites } = setting;
  const rules = setting.scenario.behaviour.processors;
  for (const i of sites.processors) {
    const usable = usableCapacity(world, i);
    if (usable === 0) continue;
    const mean = meanOutput(world, i);
    const margin = marginShare(world, i);
    const growth = rules.marginResponse * margin + rules.marginResponseSquared * margin * Math.max(0, margin);
    const plan =
      (1 + growth) * mean +
      (rules.outputStockTargetMonths * mean - state.sites.outputStockTonnes[i]!) / rules.adjustMonths;
    state.outcome.planTonnes[i] = clamp(plan, rules.minThroughputShare * usable, usable);
    const feed = state.outcome.planTonnes[i]! / sites.yield[i]!;
    const gap = rules.inputStockTargetMonths * feed - state.sites.inputStockTonnes[i]!;
    const isFirst = state.sites.everRan[i] === 0 && state.sites.inputStockTonnes[i] === 0;
    // The first fill of a new plant is part of its start-up budget.
    state.outcome.orderTonnes[i] = isFirst
      ? rules.startUpFeedMonths * feed
      : Math.max(0, feed + gap / rules.adjustMonths);
  }
}

/** Margin of last month's prices as a share of the netback: 1 when feed costs nothing, 0 when it costs all of it, at least −1. */
function marginShare(world: World, i: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const worth = netback(world, i, outputPrice(world, i));
  const market = state.trade.priceUsdPerKg[sites.goodIn[i]! * setting.regionIds.length + sites.region[i]!]!;
  const feed = marginalFeedCost(world, i, market);
  if (!(worth > 0)) return -1;
  return feed >= 0 ? clamp(1 - feed / worth, -1, 1) : 0;
}

function planBuyers(world: World): void {
  const { setting, state } = world;
  const rules = setting.scenario.behaviour.buyers;
  const { perBuyer, coverFactor, orderTonnes, orderedTonnes } = setting.firms;
  for (const crowd of setting.crowds) {
    const share = shareWanted(crowd.ladder, facingPrice(world, crowd));
    for (const b of crowd.buyers) {
      const use = state.outcome.demandTonnes[b]! * share;
      const cover = setting.buyers[b]!.coverWantedMonths * (1 + rules.fearCover * state.buyers.fear[b]!);
      const order = orderFirms(orderTonnes, state.firms.stockTonnes, coverFactor, b * perBuyer, use, cover, rules);
      orderedTonnes[b] = order;
      state.outcome.buyerOrderTonnes[b] = order;
    }
  }
}
