/**
 * Reference prices of the zone. By cost: the price that covers the k-th percentile tonne of the members' cost curve with a
 * margin, feed included stage by stage, on the curve as it stood when the run began; by average of landed duty-paid
 * prices before top-up; or as fixed levels. docs/MODEL.md ("Reference prices") gives the formulas.
 */
import { LANDED_MONTHS, type World } from "../state";
import { costTargets } from "./costCurve";
import { membersOf } from "./members";

/** Whether imports of good `g` into the zone pay a top-up this month. */
export function isFloorAt(world: World, g: number): boolean {
  const { floor } = world.state.bloc;
  if (floor.cap === 0) return false; // a top-up of nothing is no floor
  return (
    floor.enabled && floor.stages.includes(world.setting.goodIds[g]!) && world.state.zone.referenceUsdPerKg[g]! > 0
  );
}

/** Phase 2, the floor's part: starts, reviews once a year and phases in reference prices; sets the posted duty. */
export function setReferencePrices(world: World): void {
  const { setting, state } = world;
  const { floor } = state.bloc;
  const zone = state.zone;
  if (!floor.enabled) {
    zone.floorSince = -1;
    zone.referenceUsdPerKg.fill(NaN);
    zone.targetUsdPerKg.fill(NaN);
    zone.postedUsdPerKg.fill(0);
    return;
  }
  const isNew = zone.floorSince === -1;
  if (isNew) zone.floorSince = state.month;
  const age = state.month - zone.floorSince;
  const isReview = age > 0 && age % 12 === 0;
  const byRule = ruleTargets(world);
  for (const g of setting.stages) {
    const fixed = floor.levels[setting.goodIds[g]!];
    const wanted = fixed ?? byRule[g]!;
    const present = zone.targetUsdPerKg[g]!;
    if (typeof fixed === "number" || isNew || !(present > 0)) zone.targetUsdPerKg[g] = wanted;
    else if (isReview && wanted > 0) {
      const step = floor.stepYearly * present;
      zone.targetUsdPerKg[g] = wanted > present ? Math.min(wanted, present + step) : Math.max(wanted, present - step);
    }
    const phase = floor.phaseInMonths > 0 ? Math.min(1, (age + 1) / floor.phaseInMonths) : 1;
    const isCovered = floor.stages.includes(setting.goodIds[g]!);
    zone.referenceUsdPerKg[g] = isCovered ? phase * zone.targetUsdPerKg[g]! : NaN;
  }
  if (floor.timing === "posted" && age % Math.max(1, floor.cadenceMonths) === 0) setPostedDuty(world);
}

/** Targets by the rule in force, by good; NaN where the rule gives none. */
function ruleTargets(world: World): Float64Array {
  const { floor } = world.state.bloc;
  if (floor.rule === "cost") return costTargets(world.setting, membersOf(world), floor.percentile, floor.margin);
  const targets = new Float64Array(world.setting.goodIds.length).fill(NaN);
  if (floor.rule === "average") {
    for (const g of world.setting.stages) targets[g] = meanLanded(world, g, floor.averageMonths);
  }
  return targets;
}

/** Mean of landed duty-paid prices before top-up over the last months, $/kg; NaN when nothing is known. */
function meanLanded(world: World, g: number, months: number): number {
  const { landedUsdPerKg } = world.state.zone;
  const goods = world.setting.goodIds.length;
  let sum = 0;
  let count = 0;
  for (let k = 1; k <= Math.min(months, LANDED_MONTHS, world.state.month); k++) {
    const price = landedUsdPerKg[((world.state.month - k) % LANDED_MONTHS) * goods + g]!;
    if (price > 0) {
      sum += price;
      count++;
    }
  }
  return count > 0 ? sum / count : NaN;
}

function setPostedDuty(world: World): void {
  const { floor } = world.state.bloc;
  const { zone } = world.state;
  for (const g of world.setting.stages) {
    const landed = meanLanded(world, g, Math.max(1, floor.cadenceMonths));
    const gap = Math.max(0, zone.referenceUsdPerKg[g]! - landed);
    zone.postedUsdPerKg[g] = gap > 0 ? Math.min(gap, floor.cap ?? Infinity) : 0;
  }
}
