/** Who belongs to the zone. */
import type { Setting } from "../setting";
import type { World } from "../state";

/** 1 for each region that is a member this month, by region index. */
export function membersOf(world: World): Uint8Array {
  return world.state.zone.isMember;
}

/** Whether goods on the way from one region to another enter the zone from outside. */
export function entersZone(world: World, from: number, to: number): boolean {
  const { isMember } = world.state.zone;
  return isMember[to] === 1 && isMember[from] === 0;
}

/** The flags of a list of member ids. */
export function memberFlags(setting: Setting, members: readonly string[]): Uint8Array {
  const flags = new Uint8Array(setting.regionIds.length);
  for (const id of members) flags[setting.regionIds.indexOf(id)] = 1;
  return flags;
}
