/**
 * Final making that leaves the zone: where finished goods cost more inside than outside, over what they did before, makers of
 * devices move to where they are cheaper, slowly, and come back half as fast. It is demand that the zone loses, not a shutdown.
 */
import { outsidePrice } from "../measures";
import { clamp, ln } from "../maths/portable";
import type { World } from "../state";
import { marketPrice } from "./demand";

/** Phase 8, the movers' part: closes a part of the gap between the share that has left and what prices ask. */
export function decideMoves(world: World): void {
  const { setting, state } = world;
  const rules = setting.scenario.behaviour.buyers;
  if (setting.isBurnIn || rules.offshoringElasticity === 0) return;
  const { movedShare } = state.buyers;
  const finished = setting.goodIds.length - 1;
  const outside = outsidePrice(world, finished);
  const outsideBase = setting.outsideBaseUsdPerKg;
  for (const { region, crowds } of setting.counters[finished]!) {
    const first = setting.crowds[crowds[0]!]!;
    const isMember = state.zone.isMember[region] === 1;
    // Nobody learns from a price that nobody paid.
    const gap =
      isMember && outside > 0 && outsideBase > 0
        ? ln((marketPrice(world, first) * outsideBase) / (first.basePriceUsdPerKg * outside))
        : 0;
    const wanted = clamp(rules.offshoringElasticity * (gap - rules.offshoringFreeGap), 0, rules.offshoringMost);
    for (const c of crowds) {
      for (const b of setting.crowds[c]!.buyers) {
        if (!setting.buyers[b]!.canMoveAbroad) continue;
        const change = wanted - movedShare[b]!;
        if (change === 0) continue;
        const speed = rules.offshoringSpeedMonthly * (change > 0 ? 1 : rules.offshoringReturnShare);
        const moved = movedShare[b]! + speed * change;
        movedShare[b] = moved < 1e-6 ? 0 : moved;
      }
    }
  }
}

/** Phase 1: takes the demand that has left from its buyers and gives it to those of the same sector outside the zone. */
export function moveDemand(world: World): void {
  const { setting, state } = world;
  const { demandTonnes } = state.outcome;
  const { movedShare } = state.buyers;
  for (const { buyers } of setting.sectors) {
    let leaving = 0;
    let outside = 0;
    for (const b of buyers) {
      leaving += movedShare[b]! * demandTonnes[b]!;
      if (state.zone.isMember[setting.buyerRegion[b]!] === 0) outside += demandTonnes[b]!;
    }
    if (!(leaving > 0) || !(outside > 0)) continue;
    for (const b of buyers) {
      const own = demandTonnes[b]! * (1 - movedShare[b]!);
      const isOutside = state.zone.isMember[setting.buyerRegion[b]!] === 0;
      demandTonnes[b] = own + (isOutside ? (leaving * demandTonnes[b]!) / outside : 0);
    }
  }
}
