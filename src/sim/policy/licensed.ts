/** Who needs a licence of the exporter. */
import type { World } from "../state";

/** Whether licences are asked for this month. */
export function areLicencesAsked(world: World): boolean {
  return world.state.exporter.licencesSince !== -1;
}

/** Whether a region's firms need a licence for a good. */
export function needsLicence(world: World, g: number, region: number): boolean {
  const { setting, state } = world;
  const { goods, targets } = state.exporterPolicy.licences;
  if (!areLicencesAsked(world) || region === setting.exporter || !goods.includes(setting.goodIds[g]!)) return false;
  return targets.length === 0 ? state.zone.isMember[region] === 1 : targets.includes(setting.regionIds[region]!);
}
