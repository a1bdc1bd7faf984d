/** What a site can make this month, and what it has made lately. */
import { MEAN_MONTHS } from "../state";
import { isRunning, RAMPING } from "../status";
import type { World } from "../state";

/** Six-month mean of own output, t a month. */
export function meanOutput(world: World, site: number): number {
  const recent = world.state.sites.recentOutputTonnes;
  const n = world.setting.sites.count;
  let sum = 0;
  for (let k = 0; k < MEAN_MONTHS; k++) sum += recent[k * n + site]!;
  return sum / MEAN_MONTHS;
}

/** Most output of the month, t: capacity, or the part of it that a ramping plant has reached; 0 unless running. */
export function usableCapacity(world: World, site: number): number {
  const { status, capacityTonnesPerMonth, rampShare } = world.state.sites;
  if (!isRunning(status[site]!)) return 0;
  return capacityTonnesPerMonth[site]! * (status[site] === RAMPING ? rampShare[site]! : 1);
}

/** Share of capacity that the plan uses, 0..1. */
export function plannedUtilisation(world: World, site: number): number {
  const capacity = world.state.sites.capacityTonnesPerMonth[site]!;
  return capacity > 0 ? world.state.outcome.planTonnes[site]! / capacity : 0;
}
