/** Phase 8. Decisions: beliefs, statuses, projects, buyers' habits, customers won, and what the exporter's campaign has cost. */
import { adaptBuyers } from "../actors/consumption";
import { settleCampaign } from "../actors/campaign";
import { growQualified } from "../actors/qualified";
import { learn } from "../facility/beliefs";
import { decideProjects } from "../facility/projects";
import { decideStatuses } from "../facility/statusDecisions";
import { closeUsedUp } from "../geology/depletion";
import type { World } from "../state";

export function decide(world: World): void {
  learn(world);
  if (!world.setting.isBurnIn) {
    decideStatuses(world);
    closeUsedUp(world);
    decideProjects(world);
    growQualified(world);
  }
  adaptBuyers(world);
  settleCampaign(world);
}
