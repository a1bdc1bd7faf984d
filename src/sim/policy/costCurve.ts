/** The cost curve of a group of regions, and the prices that cover it stage by stage. */
import type { Setting } from "../setting";

/**
 * Cost-based reference prices, $/kg: m = (1 + margin)·c_k for a deposit's good, m(next) = m(previous)/yield + (1 + margin)·c_k
 * of conversion for what follows, c_k being the cost of the tonne at share k of the capacity of sites in the given regions that
 * were there when the run began (recyclers, sites still being built and projects left out, so capacity opened since is too).
 */
export function costTargets(setting: Setting, inRegion: Uint8Array, percentile: number, margin: number): Float64Array {
  const { sites, scenario } = setting;
  const targets = new Float64Array(setting.goodIds.length).fill(NaN);
  let previous = 0;
  for (const g of setting.stages) {
    const curve: { cost: number; capacity: number; index: number }[] = [];
    let capacity = 0;
    let inputYield = 1;
    for (let i = 0; i < sites.facilityCount; i++) {
      const entry = scenarioStatus(setting, i);
      if (
        sites.goodOut[i] !== g ||
        sites.kind[i] === "recycling" ||
        entry === "building" ||
        inRegion[sites.region[i]!] === 0
      )
        continue;
      curve.push({ cost: sites.costUsdPerKg[i]!, capacity: sites.capacityTonnesPerMonth[i]!, index: i });
      capacity += sites.capacityTonnesPerMonth[i]!;
    }
    const recipe = scenario.recipes.find((r) => r.output === setting.goodIds[g] && r.kind !== "recycling");
    if (recipe) inputYield = recipe.yieldTonnesPerTonne;
    curve.sort((a, b) => a.cost - b.cost || a.index - b.index);
    let cost = NaN;
    let sum = 0;
    for (const step of curve) {
      cost = step.cost;
      sum += step.capacity;
      if (sum >= percentile * capacity * (1 - 1e-9)) break;
    }
    targets[g] = (recipe ? previous / inputYield : 0) + (1 + margin) * cost;
    if (targets[g]! > 0) previous = targets[g]!;
  }
  return targets;
}

function scenarioStatus(setting: Setting, site: number): string {
  const entry = setting.sites.entry[site]!;
  return "status" in entry ? entry.status : entry.stage;
}
