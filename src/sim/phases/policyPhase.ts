/** Phase 2. Policy: what was announced takes effect; reference prices and posted duties from past prices. */
import { applyDueChanges } from "../policy/changes";
import { setReferencePrices } from "../policy/floor";
import { memberFlags } from "../policy/members";
import type { World } from "../state";

export function setPolicy(world: World): void {
  applyDueChanges(world);
  world.state.zone.isMember = memberFlags(world.setting, world.state.bloc.members);
  setReferencePrices(world);
}
