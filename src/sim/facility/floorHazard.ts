/**
 * What firms make of a floor's record: the yearly hazard that it ends. It begins at a level of the scenario, rises by a step with
 * each quarter in which the floor is breached and each reversal (in force one month, gone the next), and falls by a share with
 * each clean year. By good: a breach of one stage says nothing of the others.
 */
import { isFloorAt } from "../policy/floor";
import type { World } from "../state";

const QUARTER = 3;
const YEAR = 12;

/** Phase 9: after the month's breaches are known. */
export function learnFloorHazard(world: World): void {
  const { zone, record, month } = world.state;
  const { hazardStep, hazardMax, hazardCleanFactor } = world.setting.scenario.behaviour.beliefs;
  const isQuarterEnd = month % QUARTER === QUARTER - 1;
  for (const g of world.setting.stages) {
    const isInForce = isFloorAt(world, g);
    const isReversed = zone.wasFloored[g] === 1 && !isInForce;
    if (record.wasBreached[g] === 1) zone.quarterBreached[g] = 1;
    const isQuarterBroken = isQuarterEnd && zone.quarterBreached[g] === 1;
    const steps = (isReversed ? 1 : 0) + (isQuarterBroken ? 1 : 0);
    if (steps > 0) {
      const raised = zone.hazardYearly[g]! + steps * hazardStep;
      zone.hazardYearly[g] = Math.max(zone.hazardYearly[g]!, Math.min(hazardMax, raised));
    }
    const isClean = isInForce && record.wasBreached[g] === 0;
    zone.cleanMonths[g] = isClean ? zone.cleanMonths[g]! + 1 : 0;
    if (zone.cleanMonths[g] === YEAR) {
      zone.hazardYearly[g] = hazardCleanFactor * zone.hazardYearly[g]!;
      zone.cleanMonths[g] = 0;
    }
    if (isQuarterEnd) zone.quarterBreached[g] = 0;
    zone.wasFloored[g] = isInForce ? 1 : 0;
  }
}
