/** Phase 1. Luck: what the month's draws give to buyers and deposits. The draws themselves were made when the world opened. */
import { moveDemand } from "../actors/offshoring";
import { rampedShare, workingShare } from "../facility/capacity";
import { gradeLeft } from "../geology/costs";
import { isRunning, RAMPING } from "../status";
import type { World } from "../state";

/** Fills demand by buyer and ore by deposit, t. */
export function drawMonth(world: World): void {
  const { setting, state } = world;
  const { sites, luck } = setting;
  const { outcome, month } = state;
  for (let b = 0; b < setting.buyers.length; b++) {
    outcome.demandTonnes[b] =
      setting.baseDemandTonnes[b]! *
      setting.demandIndex[b]![month]! *
      luck.demand[b]![month]! *
      state.buyers.thrift[b]!;
  }
  moveDemand(world);
  const oreMax = setting.scenario.behaviour.luck.oreMaxOfCapacity;
  for (const i of sites.deposits) {
    outcome.oreTonnes[i] = 0;
    if (!isRunning(state.sites.status[i]!)) continue;
    let ore = state.sites.availableTonnesPerMonth[i]! * luck.ore[i]![month]!;
    if (state.sites.status[i] === RAMPING) ore *= rampedShare(world, i);
    ore *= gradeLeft(world, i);
    if (sites.isState[i]) ore *= 1 - state.exporter.cutShare;
    ore += sites.idleTonnesPerMonth[i]! * state.exporter.releaseShare;
    ore = Math.min(ore, oreMax * state.sites.capacityTonnesPerMonth[i]!) * workingShare(world, i);
    outcome.oreTonnes[i] = state.geology === undefined ? ore : Math.min(ore, state.geology.reserveTonnes[i]!);
  }
}
