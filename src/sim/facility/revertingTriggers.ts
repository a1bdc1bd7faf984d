/**
 * Triggers of a mine that believes its price to revert to a mean: the variant `behaviour.triggers.process: "meanReverting"`. For
 * deposits that sell on their own and whose good has a price when the run begins; its belief then is the mean.
 */
import { cachedTriggers } from "../options";
import { plainMine } from "../options/problem";
import { LN2 } from "../maths/portable";
import type { Facility, Project, Scenario } from "../scenario";
import { HALF_LIFE_MONTHS } from "./outlook";

/** Costs of a mine, $/kg of yearly capacity, and its yearly discount rate. */
export interface MineCosts {
  cost: number;
  care: number;
  restart: number;
  closing: number;
  rate: number;
  volatility: number;
}

/** Closing and opening price, $/kg, or null where the variant does not apply or gives a mine no trigger. */
export function revertingTriggers(
  scenario: Scenario,
  site: Facility | Project,
  costs: MineCosts,
): { close: number; open: number } | null {
  if (scenario.behaviour.triggers.process !== "meanReverting" || site.goodIn !== null) return null;
  if (sellsThroughOwnPlants(scenario, site)) return null;
  const mean = scenario.opening?.markets[site.goodOut]?.[site.region]?.beliefUsdPerKg ?? 0;
  if (!(mean > 0)) return null;
  const { close, open } = cachedTriggers({
    ...plainMine,
    ...costs,
    reversion: { speedYearly: (LN2 * 12) / HALF_LIFE_MONTHS, mean },
  });
  return Number.isFinite(open) && Number.isFinite(close) ? { close, open } : null;
}

/** A mine in a chain is judged on its plant's price, of which the ore's mean says nothing. */
function sellsThroughOwnPlants(scenario: Scenario, site: Facility | Project): boolean {
  return (
    site.captiveShare > 0.5 &&
    scenario.facilities.some(({ id, ownerGroup }) => site.captiveTo.includes(id) && ownerGroup === site.ownerGroup)
  );
}
