/** What the next tonne of feed costs a processor: nothing from its own pile, the ramp of a captive mine with ore to spare, else the market. */
import { costAlongRamp } from "../actors/captive";
import { borderCost, crossingUsdPerKg } from "../policy/border";
import { meanOutput } from "./capacity";
import type { World } from "../state";

/** Cost of a plant's marginal feed, $/kg of input, where the market asks `marketUsdPerKg`. Call it after the month's ore is drawn. */
export function marginalFeedCost(world: World, plant: number, marketUsdPerKg: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const feed = meanOutput(world, plant) / sites.yield[plant]!;
  const isPileOpen = !setting.isBurnIn && state.month >= sites.captiveFeedFrom[plant]!;
  if (isPileOpen && state.sites.captiveFeedTonnes[plant]! > feed && feed > 0) return 0;
  let cheapest = marketUsdPerKg;
  for (const mine of sites.captiveFrom[plant]!) {
    if (!setting.isBurnIn && state.month > sites.tiedUntil[mine]!) continue;
    let wanted = 0;
    for (const sibling of sites.captiveTo[mine]!) wanted += meanOutput(world, sibling) / sites.yield[sibling]!;
    if (sites.captiveShare[mine]! * state.outcome.oreTonnes[mine]! < wanted) continue;
    const atMine = costAlongRamp(world, mine, wanted);
    const crossing = borderCost(world, sites.goodIn[plant]!, sites.region[mine]!, sites.region[plant]!, atMine);
    const cost = crossing === null ? Infinity : atMine + crossingUsdPerKg(crossing);
    if (!(cheapest <= cost)) cheapest = cost;
  }
  return cheapest;
}
