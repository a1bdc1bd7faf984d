/** Tolling: a share of a region's swarf goes to the region's own recyclers before the rest is offered. */
import type { Desk } from "../desk";
import type { World } from "../state";

/** Places tolled scrap at last month's scrap price of the region and lowers the recyclers' orders by it. */
export function placeTolledScrap(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const { sites, regionIds } = setting;
  const share = setting.scenario.behaviour.processors.tollingShareOfSwarf;
  for (let region = 0; region < regionIds.length; region++) {
    const makers: number[] = [];
    const recyclers: number[] = [];
    let arising = 0;
    let wanted = 0;
    for (let i = 0; i < sites.count; i++) {
      if (sites.region[i] !== region) continue;
      if (sites.byProduct[i]?.good === g && state.sites.byProductTonnes[i]! > 0) {
        makers.push(i);
        arising += state.sites.byProductTonnes[i]!;
      }
      if (sites.goodIn[i] === g && state.outcome.orderTonnes[i]! > 0) {
        recyclers.push(i);
        wanted += state.outcome.orderTonnes[i]!;
      }
    }
    const tolled = Math.min(share * arising, wanted);
    if (!(tolled > 0)) continue;
    const last = state.trade.priceUsdPerKg[g * regionIds.length + region]!;
    const usdPerKg = last > 0 ? last : 0;
    for (const from of makers) {
      const offered = (tolled * state.sites.byProductTonnes[from]!) / arising;
      for (const to of recyclers) {
        const tonnes = (offered * state.outcome.orderTonnes[to]!) / wanted;
        desk.transfers.push({ kind: "toll", from, to, tonnes, usdPerKg });
        state.outcome.placedTonnes[to] = state.outcome.placedTonnes[to]! + tonnes;
      }
    }
    const kept = 1 - tolled / arising;
    const unfilled = 1 - tolled / wanted;
    for (const from of makers) state.sites.byProductTonnes[from] = state.sites.byProductTonnes[from]! * kept;
    for (const to of recyclers) state.outcome.orderTonnes[to] = state.outcome.orderTonnes[to]! * unfilled;
  }
}
