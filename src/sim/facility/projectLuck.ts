/**
 * Chance in projects: how long permits take, and how far cost and months of building run over what was planned. Each site has
 * draws of its own, made when the world opens, so that nothing that happens elsewhere changes them. Without spread and bias
 * every factor is 1.
 */
import { normalDraw } from "../maths/luck";
import { exp } from "../maths/portable";
import type { Behaviour } from "../scenario";

/** Factors on what was planned, by site; 1 for what exists. */
export interface ProjectLuck {
  permitMonths: Float64Array;
  capitalCost: Float64Array;
  buildingMonths: Float64Array;
}

/** Draws of all projects under a seed. What exists or is being built already is not drawn for: its dates and costs are known. */
export function drawProjectLuck(
  seed: string,
  ids: readonly string[],
  isPlanned: (site: number) => boolean,
  rules: Behaviour["projects"],
): ProjectLuck {
  const { permitLuckSd, overrunMedian, overrunSd, delayMedian, delaySd } = rules;
  const draw = (purpose: string, median: number, sd: number): Float64Array => {
    const factors = new Float64Array(ids.length).fill(1);
    if (median === 1 && sd === 0) return factors;
    return factors.map((one, i) => (isPlanned(i) ? median * exp(sd * normalDraw(seed, ids[i]!, purpose)) : one));
  };
  return {
    permitMonths: draw("permit", 1, permitLuckSd),
    capitalCost: draw("overrun", overrunMedian, overrunSd),
    buildingMonths: draw("delay", delayMedian, delaySd),
  };
}
