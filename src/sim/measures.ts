/** Headline measures, each defined once (docs/MODEL.md, "Observation"). */
import { membersOf } from "./policy/members";
import type { World } from "./state";

/** Use-weighted mean over members of prices that traded, $/kg; weighted by sales where members use none; NaN when nothing traded. */
export function zonePrice(world: World, g: number): number {
  const isMember = membersOf(world);
  return weightedPrice(world, g, (region) => isMember[region] === 1);
}

/** The same over non-members other than the exporter. */
export function outsidePrice(world: World, g: number): number {
  const isMember = membersOf(world);
  return weightedPrice(world, g, (region) => isMember[region] === 0 && region !== world.setting.exporter);
}

/** The exporter's home price, $/kg; NaN when nothing traded. */
export function exporterPrice(world: World, g: number): number {
  return weightedPrice(world, g, (region) => region === world.setting.exporter);
}

function weightedPrice(world: World, g: number, includes: (region: number) => boolean): number {
  const { setting, state } = world;
  const regions = setting.regionIds.length;
  let byUse = 0;
  let use = 0;
  let byOutput = 0;
  let output = 0;
  for (let r = 0; r < regions; r++) {
    const cell = g * regions + r;
    if (!includes(r) || !state.trade.traded[cell]) continue;
    const price = state.trade.priceUsdPerKg[cell]!;
    byUse += price * state.outcome.takenTonnes[cell]!;
    use += state.outcome.takenTonnes[cell]!;
    byOutput += price * state.outcome.madeTonnes[cell]!;
    output += state.outcome.madeTonnes[cell]!;
  }
  return use > 0 ? byUse / use : output > 0 ? byOutput / output : NaN;
}
