/** Tolling: a share of a region's swarf goes to the region's own recyclers before the rest is offered. */
import type { Desk } from "../desk";
import type { World } from "../state";

/** Places tolled scrap at last month's scrap price of the region and lowers the recyclers' orders by it. */
export function placeTolledScrap(world: World, g: number, desk: Desk): void {
  const { setting, state } = world;
  const { sites, regionIds } = setting;
  const { returners, users } = sites.byGood[g];
  const { byProductTonnes } = state.sites;
  const { orderTonnes, placedTonnes } = state.outcome;
  const arising = sumByRegion(returners, sites.region, byProductTonnes, regionIds.length);
  const wanted = sumByRegion(users, sites.region, orderTonnes, regionIds.length);
  const share = setting.scenario.behaviour.processors.tollingShareOfSwarf;
  const tolled = arising.map((tonnes, region) => Math.min(share * tonnes, wanted[region]));
  const priceOf = (region: number): number => {
    const last = state.trade.priceUsdPerKg[g * regionIds.length + region];
    return last > 0 ? last : 0;
  };
  for (const i of returners) {
    const region = sites.region[i];
    if (!(tolled[region] > 0) || !(byProductTonnes[i] > 0)) continue;
    const tonnes = (tolled[region] * byProductTonnes[i]) / arising[region];
    desk.tolled.push({ site: i, tonnes, usdPerKg: priceOf(region) });
    byProductTonnes[i] *= 1 - tolled[region] / arising[region];
  }
  for (const i of users) {
    const region = sites.region[i];
    if (!(tolled[region] > 0) || !(orderTonnes[i] > 0)) continue;
    const tonnes = (tolled[region] * orderTonnes[i]) / wanted[region];
    desk.tolled.push({ site: i, tonnes: -tonnes, usdPerKg: priceOf(region) });
    placedTonnes[i] += tonnes;
    orderTonnes[i] *= 1 - tolled[region] / wanted[region];
  }
}

function sumByRegion(list: Int32Array, region: Int32Array, tonnes: Float64Array, regions: number): Float64Array {
  const sums = new Float64Array(regions);
  for (const i of list) if (tonnes[i] > 0) sums[region[i]] += tonnes[i];
  return sums;
}
