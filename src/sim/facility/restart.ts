/** How long it takes to bring a site back: the longer it has stood, the more there is to repair, to permit and to staff. */
import type { World } from "../state";

/** Idle time that a site's own restart months are meant for, years. */
const FRESH_YEARS = 2;
/** Longest restart, months: a decade of standing took 18 to 24. */
const LONGEST_MONTHS = 24;

/** Months of work before a mothballed site runs again, from the time that it has stood. */
export function restartMonths(world: World, i: number): number {
  const { setting, state } = world;
  const own = setting.sites.restartMonths[i]!;
  const { restartAgeing } = setting.scenario.behaviour.triggers;
  const idleYears = (state.month + 1 - state.sites.since[i]!) / 12;
  const aged = own * (1 + restartAgeing * Math.max(0, idleYears - FRESH_YEARS));
  return Math.max(own, Math.min(LONGEST_MONTHS, Math.ceil(aged)));
}
