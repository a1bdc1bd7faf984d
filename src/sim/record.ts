/** Phase 9, second part: rolling figures for the headline measures, breaches and shutdowns. */
import { record } from "./events";
import { learnFloorHazard } from "./facility/floorHazard";
import { membersOf } from "./policy/members";
import { isFloorAt } from "./policy/floor";
import { zonePrice } from "./measures";
import type { World } from "./state";

/** Zone price under the reference by more than this share is a breach. */
export const BREACH_SHARE = 0.005;

export function closeRecord(world: World): void {
  const { setting, state } = world;
  const { outcome, month } = state;
  const isMember = membersOf(world);
  const finished = setting.goodIds.length - 1;
  let bill = 0;
  let shut = 0;
  let wanted = 0;
  let standing = 0;
  let firms = 0;
  for (let b = 0; b < setting.buyers.length; b++) {
    const missing = outcome.wantedTonnes[b]! - outcome.useTonnes[b]!;
    const g = setting.buyerGood[b]!;
    if (isMember[setting.buyerRegion[b]!] === 0 || g !== finished) continue;
    bill += outcome.billKiloUsd[b]!;
    shut += missing;
    wanted += outcome.wantedTonnes[b]!;
    standing += outcome.standingFirms[b]!;
    firms += setting.firms.perBuyer;
  }
  state.record.memberBillKiloUsd[month % 12] = bill;
  state.record.topUpRevenueKiloUsd[month % 12] = outcome.topUpKiloUsd.reduce((sum, x) => sum + x, 0);
  state.record.memberShutTonnes[month % 3] = shut;
  state.record.memberWantedTonnes[month % 3] = wanted;
  noteShutdown(world, shut, wanted, standing, firms);
  for (const g of setting.stages) noteBreach(world, g);
  learnFloorHazard(world);
}

/** Records the month in which members' factories begin to stand, when more than this share of what they want is missing. */
const SHUTDOWN_SHARE = 0.005;

function noteShutdown(
  world: World,
  missingTonnes: number,
  wantedTonnes: number,
  standingFirms: number,
  firms: number,
): void {
  const { setting, state } = world;
  const isShut = missingTonnes > SHUTDOWN_SHARE * wantedTonnes;
  if (isShut && state.record.wasShut[0] === 0) {
    const good = setting.scenario.goods[setting.goodIds.length - 1]!;
    record(world, {
      kind: "shutdown",
      reason: "goodsMissing",
      entity: good.name,
      entityId: good.id,
      region: null,
      good: good.id,
      inBloc: true,
      figures: { missingTonnes, wantedTonnes, missingShare: missingTonnes / wantedTonnes, standingFirms, firms },
    });
  }
  state.record.wasShut[0] = isShut ? 1 : 0;
}

/** Records the month in which a floor begins to fail, not every month that it stays broken. */
function noteBreach(world: World, g: number): void {
  const { setting, state } = world;
  const reference = state.zone.referenceUsdPerKg[g]!;
  const price = zonePrice(world, g);
  const isBreached = isFloorAt(world, g) && price < reference * (1 - BREACH_SHARE);
  if (isBreached && state.record.wasBreached[g] === 0) {
    const good = setting.scenario.goods[g]!;
    record(world, {
      kind: "floorBreached",
      reason: "surplus",
      entity: good.name,
      entityId: good.id,
      region: null,
      good: good.id,
      inBloc: true,
      figures: { zonePriceUsdPerKg: price, referenceUsdPerKg: reference },
      names: { good: good.name.toLowerCase() },
    });
  }
  state.record.wasBreached[g] = isBreached ? 1 : 0;
}
