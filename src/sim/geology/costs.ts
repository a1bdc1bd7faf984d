/** How far a site's cash cost stands above what it was at the start: cost inflation, and ore whose grade has fallen. */
import type { World } from "../state";

/** Factor on cash cost; 1 where a scenario has neither. */
export function costFactor(world: World, site: number): number {
  const geology = world.state.geology;
  return geology === undefined ? 1 : geology.costFactor[site]!;
}

/** Grade of a deposit relative to the start, 1 − decline × share of the reserve that is used. */
export function gradeLeft(world: World, site: number): number {
  const geology = world.state.geology;
  const reserve = world.setting.sites.reserveTonnes[site]!;
  if (geology === undefined || !(reserve < Infinity)) return 1;
  const { gradeDeclineShare } = world.setting.scenario.behaviour.geology;
  const used = reserve > 0 ? 1 - geology.reserveTonnes[site]! / reserve : 1;
  return 1 - gradeDeclineShare * used;
}

/** Sets next month's cost factors. */
export function raiseCosts(world: World): void {
  const { setting, state } = world;
  const geology = state.geology;
  if (geology === undefined) return;
  if (setting.costGrowth.size === 0 && setting.scenario.behaviour.geology.gradeDeclineShare === 0) return;
  const { kind, count } = setting.sites;
  const next = Math.min(state.month + 1, setting.months - 1);
  for (let i = 0; i < count; i++) {
    const growth = setting.costGrowth.get(kind[i]!);
    geology.costFactor[i] = (growth === undefined ? 1 : growth[next]!) / gradeLeft(world, i);
  }
}
