/** What a site can make this month, and what it has made lately. */
import { MEAN_MONTHS } from "../state";
import { isRunning, RAMPING } from "../status";
import type { Behaviour } from "../scenario";
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
  const { status, capacityTonnesPerMonth } = world.state.sites;
  if (!isRunning(status[site]!)) return 0;
  const ramped = status[site] === RAMPING ? rampedShare(world, site) : 1;
  return capacityTonnesPerMonth[site]! * ramped * workingShare(world, site);
}

/** Share of capacity that a ramping site has reached: as far as its ramp has come, or along an S that is slow at both ends. */
export function rampedShare(world: World, site: number): number {
  const done = world.state.sites.rampShare[site]!;
  return world.setting.scenario.behaviour.projects.rampShape === "s" ? done * done * (3 - 2 * done) : done;
}

/** How far a ramp must have come to reach a share of capacity. */
export function rampReaching(share: number, shape: Behaviour["projects"]["rampShape"]): number {
  if (shape === "straight") return share;
  let low = 0;
  let high = 1;
  for (let k = 0; k < 50; k++) {
    const middle = 0.5 * (low + high);
    if (middle * middle * (3 - 2 * middle) < share) low = middle;
    else high = middle;
  }
  return high;
}

/** Share of its output that this month's outages leave a site, 1 without. */
export function workingShare(world: World, site: number): number {
  const outage = world.setting.luck.outage[site]!;
  return outage.length === 0 ? 1 : outage[Math.min(world.state.month, outage.length - 1)]!;
}

/** Share of capacity that the plan uses, 0..1. */
export function plannedUtilisation(world: World, site: number): number {
  const capacity = world.state.sites.capacityTonnesPerMonth[site]!;
  return capacity > 0 ? world.state.outcome.planTonnes[site]! / capacity : 0;
}
