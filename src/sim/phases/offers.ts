/** What is offered of one good this month, and at what asking prices. */
import { costAlongRamp, rampHigh } from "../actors/captive";
import type { Desk, OfferKind } from "../desk";
import { meanOutput } from "../facility/capacity";
import { costFactor } from "../geology/costs";
import type { Market } from "../market";
import type { World } from "../state";

/** Fills the market of good `g` with ore, stocks in two tiers, by-products, old scrap and the exporter's state stock. */
export function addOffers(world: World, g: number, market: Market, desk: Desk): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { place } = setting.lanes[g];
  const offer = (
    kind: OfferKind,
    owner: number,
    region: number,
    tonnes: number,
    price: number,
    priceTo: number,
  ): void => {
    if (!(tonnes > 0)) return;
    market.addOffer(place[region], tonnes, price, priceTo);
    desk.offeredTonnes[region] += tonnes;
    const at = desk.offers++;
    desk.offerKind[at] = kind;
    desk.offerOwner[at] = owner;
    desk.offerRegion[at] = region;
  };
  const { makers, returners } = sites.byGood[g];
  for (const i of makers) {
    if (sites.goodIn[i] === -1) offerOre(world, i, offer);
    else offerStock(world, i, offer);
  }
  for (const i of returners) {
    const { askLow, askHigh } = sites.byProduct[i]!;
    offer("byProduct", i, sites.region[i], state.sites.byProductTonnes[i], askLow, askHigh);
  }
  for (const row of sites.basket.ofGood[g]) offerByProduct(world, row, offer);
  if (g === setting.scrapGood) {
    setting.scrap.forEach((source, k) => {
      const tonnes = (source.availableTonnesPerYear / 12) * setting.scrapGrowth[k][state.month];
      offer("oldScrap", k, setting.scrapRegion[k], tonnes, source.priceLowUsdPerKg, source.priceHighUsdPerKg);
    });
  }
  const policy = state.exporterPolicy;
  if (setting.goodIds[g] === policy.stateStockGood && state.exporter.releaseShare > 0) {
    const released = Math.min(
      (policy.floodStockTonnesPerYear / 12) * state.exporter.releaseShare,
      state.exporter.stateStockTonnes,
    );
    offer("stateStock", -1, setting.exporter, released, 0, 0);
  }
}

type AddOffer = (
  kind: OfferKind,
  owner: number,
  region: number,
  tonnes: number,
  price: number,
  priceTo: number,
) => void;

function offerOre(world: World, i: number, offer: AddOffer): void {
  const { sites } = world.setting;
  const { oreTonnes, captiveTonnes } = world.state.outcome;
  const placed = captiveTonnes[i];
  const free = sites.surplusForSale[i] ? oreTonnes[i] - placed : 0;
  offer("ore", i, sites.region[i], free, costAlongRamp(world, i, placed), rampHigh(world, i));
}

/** A by-product's stock in the same two tiers; it comes anyway, so nothing is too little for what is left. */
function offerByProduct(world: World, row: number, offer: AddOffer): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { site, good, tonnesPerTonne } = sites.basket;
  const { workingStockMonths, askLow, askHigh } = setting.scenario.behaviour.processors;
  const stock = state.geology!.byProductTonnes[row];
  if (!(stock > 0)) return;
  const region = sites.region[site[row]];
  const belief = Math.max(0, state.trade.beliefUsdPerKg[good[row] * setting.regionIds.length + region] || 0);
  const working = Math.min(stock, workingStockMonths * tonnesPerTonne[row] * meanOutput(world, site[row]));
  offer("basket", row, region, working, askLow * belief, askHigh * belief);
  offer("basket", row, region, stock - working, 0, askLow * belief);
}

/** Stock in two tiers around the belief: a month's working stock, and below it what is left. */
function offerStock(world: World, i: number, offer: AddOffer): void {
  const { setting, state } = world;
  const { sites } = setting;
  const region = sites.region[i];
  const { workingStockMonths, avoidableShare, askLow, askHigh } = setting.scenario.behaviour.processors;
  const stock = state.sites.outputStockTonnes[i] - state.outcome.qualifiedSoldTonnes[i];
  if (!(stock > 0)) return;
  const administered = state.sites.administeredTonnes[i]!;
  if (administered > 0) {
    // A bankrupt's administrator sells an equal part a month for whatever it fetches.
    offer("stock", i, region, Math.min(stock, administered), 0, 0);
    return;
  }
  const working = Math.min(stock, workingStockMonths * meanOutput(world, i));
  const belief = state.trade.beliefUsdPerKg[sites.goodOut[i] * setting.regionIds.length + region];
  const avoidable = Math.min(avoidableShare * sites.costUsdPerKg[i] * costFactor(world, i), askLow * belief);
  offer("stock", i, region, working, askLow * belief, askHigh * belief);
  offer("stock", i, region, stock - working, avoidable, askLow * belief);
}
