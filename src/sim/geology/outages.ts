/**
 * Strikes, floods and fires: months in which a site loses a share of its output. When they come and how long they last is drawn
 * for each site when the world opens, so that they come whether or not the site runs and whatever happens elsewhere.
 */
import { uniformPath } from "../maths/luck";
import type { Behaviour } from "../scenario";

const NONE = new Float64Array(0);

/** By site the share of output that is left, by month; empty where there are no outages. */
export function drawOutages(
  seed: string,
  sites: { ids: readonly string[]; goodIn: Int32Array },
  months: number,
  rules: Behaviour["geology"],
  isCalm: boolean,
): Float64Array[] {
  const { outageChanceMonthlyMine, outageChanceMonthlyPlant, outageMonths, outageLostShare } = rules;
  return sites.ids.map((id, i) => {
    const chance = sites.goodIn[i] === -1 ? outageChanceMonthlyMine : outageChanceMonthlyPlant;
    if (isCalm || chance === 0 || outageLostShare === 0) return NONE;
    const draws = uniformPath(seed, id, "outage", months);
    const left = new Float64Array(months).fill(1);
    let isOut = false;
    for (let t = 0; t < months; t++) {
      // Each month in an outage it goes on with a chance that makes its mean length what it should be.
      isOut = draws[t]! < (isOut ? 1 - 1 / outageMonths : chance);
      if (isOut) left[t] = 1 - outageLostShare;
    }
    return left;
  });
}
