/**
 * Phase 5. Markets, from finished to raw: each good clears once, so that a processor bids for its input knowing the price
 * its output has just fetched. Deals outside the pooled market (captive feed, tolled scrap, qualified sales) come first.
 */
import { placeCaptiveFeed } from "../actors/captive";
import { placeQualifiedSales, setPremiums } from "../actors/qualified";
import { placeTolledScrap } from "../actors/toll";
import { BooksError } from "../books";
import { clearDesk, type Desk } from "../desk";
import { limitToLicences } from "../firms/licences";
import { dutiesIn } from "../laneTable";
import { postedRate } from "../policy/border";
import { isFloorAt } from "../policy/floor";
import { entersZone } from "../policy/members";
import type { World } from "../state";
import { addBids } from "./bids";
import { addOffers } from "./offers";

/** Clears every good and keeps prices; quantities stay in the markets and desks until they are delivered. */
export function clearMarkets(world: World, watch?: (played: string) => void): void {
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
    limitToLicences(world, g, desk);
    addBids(world, g, market, desk);
    market.clear(state.warm[g]);
    if (market.gaveUp)
      throw new BooksError(state.month, `Month ${state.month + 1} found no equilibrium for ${setting.goodIds[g]!}.`);
    const onMap = setting.lanes[g]!.regions;
    for (let place = 0; place < onMap.length; place++) {
      const cell = g * regions + onMap[place]!;
      state.trade.priceUsdPerKg[cell] = market.price[place]!;
      state.trade.traded[cell] = market.traded[place]!;
    }
    setPremiums(world, g);
    watch?.(`market of ${setting.goodIds[g]!}`);
  }
}

/** Writes duties, floors and quotas of the month into the lanes of a good. */
function writeLanes(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  const { adValorem, specificUsdPerKg } = dutiesIn(lanes, setting.isBurnIn ? 0 : state.month);
  market.adValorem.set(adValorem);
  market.specific.set(specificUsdPerKg);
  market.quota.fill(Infinity);
  const quotas = state.exporter.quotaTonnes[g]!;
  for (let k = 0; k < quotas.length; k++) market.quota[lanes.exports[k]!] = quotas[k]!;
  market.floor.fill(NaN);
  if (isFloorAt(world, g)) writeFloor(world, g);
}

/** Puts reference price and cap, or the posted duty, on every lane that enters the zone. */
function writeFloor(world: World, g: number): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const { count, from, to } = setting.lanes[g]!;
  const { timing, cap } = state.bloc.floor;
  const reference = timing === "entryPrice" ? state.zone.referenceUsdPerKg[g]! : NaN;
  const posted = postedRate(world, g);
  market.cap.fill(cap ?? Infinity);
  for (let l = 0; l < count; l++) {
    if (!entersZone(world, from[l]!, to[l]!)) continue;
    market.floor[l] = reference;
    market.specific[l] = market.specific[l]! + posted;
  }
}

/**
 * Rules of origin: a lane that pays a lower duty than others into the same region carries no more than its own region offers,
 * so that a duty on one origin is not dodged by passing through another. Goods may still be swapped: what a region makes can go
 * where origins matter while it imports for itself.
 */
function limitToOwnGoods(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const market = setting.markets[g]!;
  const lanes = setting.lanes[g]!;
  for (const l of dutiesIn(lanes, setting.isBurnIn ? 0 : state.month).preferential) {
    const offered = desk.offeredTonnes[lanes.from[l]!]!;
    if (offered < market.quota[l]!) market.quota[l] = offered;
  }
}
