/** Phase 2. Policy: what was announced takes effect; reference prices and posted duties from past prices. */
import { applyDueChanges } from "../policy/changes";
import { setReferencePrices } from "../policy/floor";
import type { World } from "../state";

export function setPolicy(world: World): void {
  applyDueChanges(world);
  setReferencePrices(world);
}
