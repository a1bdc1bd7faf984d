/**
 * What the exporter's campaign costs and gains: full cash cost of its goods, the loss on all its sales that the war chest
 * pays, and the share of world output that rivals hold.
 */
import { basketCredit } from "../geology/basket";
import { costFactor } from "../geology/costs";
import { STANCE_CODES } from "../snapshot";
import type { World } from "../state";

/**
 * Full cash cost of each good in the exporter's region, $/kg, weighted by output, capital left out. A deposit counts at the
 * dear end of its ramp (`transfer`, the price its own plants are charged) or at the cheap end (`resource`); a processor at its
 * conversion cost plus its feed at the cost of the stage before.
 */
export function exporterCosts(world: World): Float64Array {
  const { setting, state } = world;
  const { sites } = setting;
  const isTransfer = state.exporterPolicy.costBasis === "transfer";
  const costs = new Float64Array(setting.goodIds.length).fill(NaN);
  for (let g = 0; g < setting.goodIds.length; g++) {
    let sum = 0;
    let output = 0;
    for (const i of sites.byGood[g]!.exporterMakers) {
      if (sites.kind[i] === "recycling") continue;
      const made = state.outcome.outputTonnes[i]!;
      if (!(made > 0)) continue;
      const feed = sites.goodIn[i] === -1 ? 0 : costs[sites.goodIn[i]!]! / sites.yield[i]!;
      const own =
        sites.goodIn[i] !== -1
          ? sites.costUsdPerKg[i]!
          : isTransfer
            ? sites.costHighUsdPerKg[i]!
            : sites.costLowUsdPerKg[i]!;
      sum += made * (own * costFactor(world, i) + feed - basketCredit(world, i));
      output += made;
    }
    if (output > 0) costs[g] = sum / output;
  }
  return costs;
}

/** Charges the month's loss on all output of the state stock's good, recycled included, to the war chest during a flood, and notes the rivals' share. */
export function settleCampaign(world: World): void {
  const { setting, state } = world;
  const { sites } = setting;
  const g = setting.goodIds.indexOf(state.exporterPolicy.stateStockGood);
  let own = 0;
  let all = 0;
  for (const i of sites.byGood[g]?.makers ?? []) {
    all += state.outcome.outputTonnes[i]!;
    if (sites.region[i] === setting.exporter) own += state.outcome.outputTonnes[i]!;
  }
  if (state.exporter.stance === STANCE_CODES.indexOf("flood")) {
    const price = state.trade.priceUsdPerKg[g * setting.regionIds.length + setting.exporter]!;
    const loss = own * Math.max(0, exporterCosts(world)[g]! - price);
    if (loss > 0) state.exporter.chestKiloUsd -= loss;
  }
  state.exporter.rivalShare[state.month % 3] = all > 0 ? 1 - own / all : NaN;
}
