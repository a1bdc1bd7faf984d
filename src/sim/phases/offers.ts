/** What is offered of one good this month, and at what asking prices. */
import { costAlongRamp } from "../actors/captive";
import type { Desk, OfferKind } from "../desk";
import { meanOutput } from "../facility/capacity";
import type { Market } from "../market";
import { pow } from "../maths/portable";
import type { World } from "../state";

/** Fills the market of good `g` with ore, stocks in two tiers, by-products, old scrap and the exporter's state stock. */
export function addOffers(world: World, g: number, market: Market, desk: Desk): void {
  const { setting, state } = world;
  const { sites, regionIds } = setting;
  const rules = setting.scenario.behaviour.processors;
  const offer = (
    kind: OfferKind,
    owner: number,
    region: number,
    tonnes: number,
    price: number,
    priceTo: number,
  ): void => {
    if (!(tonnes > 0)) return;
    market.addOffer(region, tonnes, price, priceTo);
    desk.offerKind.push(kind);
    desk.offerOwner.push(owner);
    desk.offerRegion.push(region);
    desk.offerTonnes.push(tonnes);
  };
  for (let i = 0; i < sites.count; i++) {
    const region = sites.region[i]!;
    if (sites.goodOut[i] === g) {
      if (sites.goodIn[i] === -1) {
        const placed = state.outcome.captiveTonnes[i]!;
        const free = sites.surplusForSale[i] ? state.outcome.oreTonnes[i]! - placed : 0;
        offer("ore", i, region, free, costAlongRamp(world, i, placed), sites.costHighUsdPerKg[i]!);
      } else {
        const stock = state.sites.outputStockTonnes[i]! - state.outcome.qualifiedSoldTonnes[i]!;
        const working = Math.min(stock, rules.workingStockMonths * meanOutput(world, i));
        const belief = state.trade.beliefUsdPerKg[g * regionIds.length + region]!;
        const avoidable = Math.min(rules.avoidableShare * sites.costUsdPerKg[i]!, rules.askLow * belief);
        offer("stock", i, region, working, rules.askLow * belief, rules.askHigh * belief);
        offer("stock", i, region, stock - working, avoidable, rules.askLow * belief);
      }
    }
    const byProduct = sites.byProduct[i];
    if (byProduct?.good === g)
      offer("byProduct", i, region, state.sites.byProductTonnes[i]!, byProduct.askLow, byProduct.askHigh);
  }
  if (g === setting.scrapGood) {
    for (let k = 0; k < setting.scrap.length; k++) {
      const source = setting.scrap[k]!;
      const tonnes =
        (source.availableTonnesPerYear / 12) * pow(1 + source.growthYearly, setting.isBurnIn ? 0 : state.month / 12);
      offer("oldScrap", k, setting.scrapRegion[k]!, tonnes, source.priceLowUsdPerKg, source.priceHighUsdPerKg);
    }
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
