/**
 * Phase 5. Markets, from finished to raw: each good clears once, so that a processor bids for its input knowing the price
 * its output has just fetched. Deals outside the pooled market (captive feed, tolled scrap, qualified sales) come first.
 */
import { placeCaptiveFeed } from "../actors/captive";
import { placeQualifiedSales, setPremiums } from "../actors/qualified";
import { placeTolledScrap } from "../actors/toll";
import { BooksError } from "../books";
import { clearDesk, type Desk } from "../desk";
import { postedTopUp } from "../policy/border";
import { isFloorAt } from "../policy/floor";
import { entersZone } from "../policy/members";
import type { World } from "../state";
import { addBids } from "./bids";
import { addOffers } from "./offers";

/** Clears every good and keeps prices; quantities stay in the markets and desks until they are delivered. */
export function clearMarkets(world: World): void {
  const { setting, state } = world;
  const regions = setting.regionIds.length;
  for (let g = setting.goodIds.length - 1; g >= 0; g--) {
    const market = setting.markets[g]!;
    const desk = setting.desks[g]!;
    clearDesk(desk);
    market.begin();
    writeLanes(world, g);
    placeQualifiedSales(world, g, desk);
    placeCaptiveFeed(world, g, desk);
    if (g === setting.scrapGood) placeTolledScrap(world, g, desk);
    addOffers(world, g, market, desk);
    limitToOwnGoods(world, g, desk);
    addBids(world, g, market, desk);
    market.clear(state.warm[g]);
    if (market.gaveUp)
      throw new BooksError(state.month, `Month ${state.month + 1} found no equilibrium for ${setting.goodIds[g]!}.`);
    for (let r = 0; r < regions; r++) {
      const cell = g * regions + r;
      state.trade.priceUsdPerKg[cell] = market.price[r]!;
      state.trade.traded[cell] = market.traded[r]!;
    }
    setPremiums(world, g);
  }
}

/** Writes duties, floors and quotas of the month into the lanes of a good. */
function writeLanes(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const floor = state.bloc.floor;
  const hasFloor = isFloorAt(world, g);
  for (let l = 0; l < lanes.count; l++) {
    market.adValorem[l] = lanes.adValorem[l]!;
    market.specific[l] = lanes.specific[l]!;
    market.quota[l] = state.exporter.quotaTonnes[g]![l]!;
    const isLevied = hasFloor && floor.timing === "entryPrice" && entersZone(world, lanes.from[l]!, lanes.to[l]!);
    market.floor[l] = isLevied ? state.zone.referenceUsdPerKg[g]! : NaN;
    market.cap[l] = floor.cap === null ? Infinity : floor.cap;
  }
  for (const duty of lanes.later) {
    if (duty.month > state.month || setting.isBurnIn) break;
    market.adValorem[duty.lane] = duty.adValorem;
    market.specific[duty.lane] = duty.specific;
  }
  for (let l = 0; l < lanes.count; l++) market.specific[l] = market.specific[l]! + postedTopUp(world, g, l);
}

/**
 * Rules of origin: a lane that pays a lower duty than others into the same region carries no more than its own region offers,
 * so that a duty on one origin is not dodged by passing through another. Goods may still be swapped: what a region makes can go
 * where origins matter while it imports for itself.
 */
function limitToOwnGoods(world: World, g: number, desk: Desk): void {
  const { setting } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const offered = new Float64Array(setting.regionIds.length);
  for (let k = 0; k < desk.offerOwner.length; k++)
    offered[desk.offerRegion[k]!] = offered[desk.offerRegion[k]!]! + desk.offerTonnes[k]!;
  const highest = new Float64Array(setting.regionIds.length);
  for (let l = 0; l < lanes.count; l++) highest[lanes.to[l]!] = Math.max(highest[lanes.to[l]!]!, market.adValorem[l]!);
  for (let l = 0; l < lanes.count; l++) {
    if (market.adValorem[l]! < highest[lanes.to[l]!]!)
      market.quota[l] = Math.min(market.quota[l]!, offered[lanes.from[l]!]!);
  }
}
