/** Ore that is taken is gone: reserves fall by what is mined, and a deposit that is used up closes. */
import { closeForGood } from "../facility/statusDecisions";
import { isRunning, MOTHBALLED } from "../status";
import type { World } from "../state";

/** A deposit with less left than this share of a month's capacity is used up. */
const USED_UP_SHARE = 0.01;

/** Phase 7: takes the month's ore out of the ground. */
export function takeOre(world: World): void {
  const { setting, state } = world;
  const geology = state.geology;
  if (geology === undefined) return;
  for (const i of setting.sites.deposits) {
    const left = geology.reserveTonnes[i]!;
    if (left < Infinity) geology.reserveTonnes[i] = Math.max(0, left - state.outcome.outputTonnes[i]!);
  }
}

/** Phase 8: deposits with nothing left close. */
export function closeUsedUp(world: World): void {
  const { setting, state } = world;
  const geology = state.geology;
  if (geology === undefined) return;
  const { status, capacityTonnesPerMonth } = state.sites;
  for (const i of setting.sites.deposits) {
    if (!(geology.reserveTonnes[i]! < USED_UP_SHARE * capacityTonnesPerMonth[i]!)) continue;
    if (!isRunning(status[i]!) && status[i] !== MOTHBALLED) continue;
    closeForGood(world, i, "usedUp", { reserveTonnes: setting.sites.reserveTonnes[i]! });
  }
}
