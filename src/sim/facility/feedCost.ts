/** What feed costs a processor: nothing from its own pile, the cost ramp of a captive mine as far as its ore reaches, else the market. */
import { costAlongRamp } from "../actors/captive";
import { borderCost, crossingUsdPerKg } from "../policy/border";
import type { World } from "../state";
import { meanOutput } from "./capacity";

/** Cost of a plant's next tonne of feed, $/kg of input, where the market asks `marketUsdPerKg`. Call it after the month's ore is drawn. */
export function marginalFeedCost(world: World, plant: number, marketUsdPerKg: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const feed = meanOutput(world, plant) / sites.yield[plant]!;
  if (hasPileFor(world, plant, feed)) return 0;
  let cheapest = marketUsdPerKg;
  for (const mine of tiedMines(world, plant)) {
    const wanted = wantedOf(world, mine);
    if (sites.captiveShare[mine]! * state.outcome.oreTonnes[mine]! < wanted) continue;
    const cost = costFromMine(world, mine, plant, wanted);
    if (!(cheapest <= cost)) cheapest = cost;
  }
  return cheapest;
}

/**
 * Mean cost of a plant's feed at its mean output (half of capacity when it stands still), $/kg of input: captive mines in the
 * order in which they serve, each by its tied ore and this plant's share of what is wanted of it, the rest at `marketUsdPerKg`.
 */
export function meanFeedCost(world: World, plant: number, marketUsdPerKg: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const mean = meanOutput(world, plant);
  const feed = (mean > 0 ? mean : 0.5 * state.sites.capacityTonnesPerMonth[plant]!) / sites.yield[plant]!;
  if (!(feed > 0) || hasPileFor(world, plant, feed)) return feed > 0 ? 0 : marketUsdPerKg;
  let left = feed;
  let paid = 0;
  for (const mine of tiedMines(world, plant)) {
    const wanted = Math.max(wantedOf(world, mine), feed);
    const tied = sites.captiveShare[mine]! * state.outcome.oreTonnes[mine]!;
    const tonnes = Math.min(left, (tied * feed) / wanted);
    const cost = costFromMine(world, mine, plant, 0.5 * Math.min(tied, wanted));
    if (!(tonnes > 0) || !(cost < marketUsdPerKg)) continue;
    paid += tonnes * cost;
    left -= tonnes;
  }
  return left > 0 ? (paid + left * marketUsdPerKg) / feed : paid / feed;
}

function hasPileFor(world: World, plant: number, feedTonnes: number): boolean {
  const { setting, state } = world;
  const isOpen = !setting.isBurnIn && state.month >= setting.sites.captiveFeedFrom[plant]!;
  return isOpen && feedTonnes > 0 && state.sites.captiveFeedTonnes[plant]! > feedTonnes;
}

function tiedMines(world: World, plant: number): number[] {
  const { setting, state } = world;
  return setting.sites.captiveFrom[plant]!.filter(
    (mine) => setting.isBurnIn || state.month <= setting.sites.tiedUntil[mine]!,
  );
}

/** What all plants tied to a mine use in a mean month, t. */
function wantedOf(world: World, mine: number): number {
  const { sites } = world.setting;
  let wanted = 0;
  for (const plant of sites.captiveTo[mine]!) wanted += meanOutput(world, plant) / sites.yield[plant]!;
  return wanted;
}

/** Cost of a captive mine's ore at its plant's gate, $/kg, at a place on its ramp. */
function costFromMine(world: World, mine: number, plant: number, placedTonnes: number): number {
  const { sites } = world.setting;
  const atMine = costAlongRamp(world, mine, placedTonnes);
  const crossing = borderCost(world, sites.goodIn[plant]!, sites.region[mine]!, sites.region[plant]!, atMine);
  return crossing === null ? Infinity : atMine + crossingUsdPerKg(crossing);
}
