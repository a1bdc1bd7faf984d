/** Who belongs to the zone. */
import type { World } from "../state";

/** 1 for each region that is a member, by region index. */
export function membersOf(world: World): Uint8Array {
  const members = new Uint8Array(world.setting.regionIds.length);
  for (const id of world.state.bloc.members) members[world.setting.regionIds.indexOf(id)] = 1;
  return members;
}
