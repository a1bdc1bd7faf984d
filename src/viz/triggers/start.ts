/** The mine that a site's triggers start from: its own costs, its region's rate, and the scenario's volatility. */
import type { MineProblem } from "../../workers/proofApi";
import type { Scenario } from "../../sim/scenario";
import type { SiteInfo } from "../../sim/snapshot";
import { NEVER_LEFT } from "./mineLevers";

/** What a new site's care costs a year, of its cash cost, and its restart, of its capital: the rules of thumb behind the data. */
const CARE_SHARE = 0.05;
const RESTART_SHARE = 0.05;

/** Null for a site that the scenario does not describe. */
export function mineOf(scenario: Scenario, site: SiteInfo, region: string): MineProblem | null {
  const rate = scenario.regions.find((one) => one.id === region)?.realDiscountRate;
  const money = switchingOf(scenario, site);
  if (rate === undefined || money === null) return null;
  const cost = site.cashCostUsdPerKg;
  const { closingCostShare, volatilityYearly } = scenario.behaviour.triggers;
  return {
    cost,
    care: Math.min(money.care, 0.5 * cost),
    restart: money.restart,
    closing: closingCostShare * cost,
    // No price makes a site of a run leave: it closes after years of standing idle, or when its money is gone.
    abandonment: NEVER_LEFT * cost,
    rate,
    drift: 0,
    volatility: volatilityYearly,
    reversion: null,
    support: null,
    reserveYears: null,
    costInflation: 0,
    propertyTax: 0,
    incomeTax: 0,
    royalty: 0,
  };
}

/** Care a year and restart, $ per kg of yearly output. */
function switchingOf(scenario: Scenario, site: SiteInfo): { care: number; restart: number } | null {
  const facility = scenario.facilities.find((one) => one.id === site.id);
  if (facility !== undefined)
    return {
      care: facility.careCostKiloUsdPerYear / facility.capacityTonnesPerYear,
      restart: facility.restartCostKiloUsd / facility.capacityTonnesPerYear,
    };
  const project = scenario.projects.find((one) => one.id === site.id);
  if (project === undefined) return null;
  return {
    care: CARE_SHARE * site.cashCostUsdPerKg,
    restart: (RESTART_SHARE * project.capexKiloUsd) / project.capacityTonnesPerYear,
  };
}
