/**
 * The option to wait: a project that need not be built now is built once the price is so high that waiting for more news costs
 * more than it saves. The price is the opening threshold of the two-threshold problem with the whole capital cost as the cost of
 * opening (Dixit 1989; Dixit & Pindyck 1994, ch. 7), at the region's real rate; the hurdle rate plays no part.
 */
import { exp } from "../maths/portable";
import { openCloseTriggers } from "../options/triggers";
import type { Project, Scenario } from "../scenario";

/** Output price less feed, $/kg, from which on building beats waiting. */
export function waitingPrice(scenario: Scenario, project: Project, rate: number): number {
  const { projects, triggers } = scenario.behaviour;
  const months = project.goodIn === null ? projects.constructionMonthsMine : projects.constructionMonthsPlant;
  const cost = project.cashCostUsdPerKg;
  // Capital is paid about the middle of building, half of it before any output.
  const capital = (project.capexKiloUsd / project.capacityTonnesPerYear) * exp((0.5 * rate * months) / 12);
  return openCloseTriggers({
    cost,
    care: 0.05 * cost,
    restart: capital,
    closing: triggers.closingCostShare * cost,
    rate,
    drift: 0,
    volatility: triggers.volatilityYearly,
  }).open;
}
