/** Term contracts: what goods bought in a month cost. */
import type { World } from "./state";

/** Price at which trade in a good settles in a region, $/kg: partly at the mean of the last months, partly at the last price. */
export function settlementPrice(world: World, g: number, region: number): number {
  const { trade } = world.state;
  const { termShare } = world.setting.scenario.behaviour.settlement;
  const cells = trade.priceUsdPerKg.length;
  const cell = g * world.setting.regionIds.length + region;
  let sum = 0;
  let count = 0;
  for (let at = cell; at < trade.historyUsdPerKg.length; at += cells) {
    const price = trade.historyUsdPerKg[at]!;
    if (price >= 0) {
      sum += price;
      count++;
    }
  }
  const spot = trade.priceUsdPerKg[cell]!;
  return count > 0 ? termShare * (sum / count) + (1 - termShare) * spot : spot;
}
