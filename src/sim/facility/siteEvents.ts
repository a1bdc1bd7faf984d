/** Events of sites, with the figures that every one of them carries: those of the month's table. */
import { record, type EventKind } from "../events";
import { membersOf } from "../policy/members";
import type { Reason } from "../sentences";
import type { World } from "../state";
import { creditKiloUsd, purseKiloUsd } from "./purse";

/** Records an event of a site; `more` are figures that its reason adds, `names` texts that its sentence needs. */
export function tell(
  world: World,
  i: number,
  kind: EventKind,
  reason: Reason,
  more: Record<string, number>,
  names: Record<string, string> = {},
): void {
  const { setting, state } = world;
  const { sites } = setting;
  const figures: Record<string, number> = { ...more };
  const add = (name: string, value: number): void => {
    if (value === value) figures[name] = value;
  };
  add("priceUsdPerKg", state.sites.expectedUsdPerKg[i]!);
  add("closesBelowUsdPerKg", state.sites.closesBelowUsdPerKg[i]!);
  add("opensAboveUsdPerKg", state.sites.opensAboveUsdPerKg[i]!);
  add("cashKiloUsd", state.accountsKiloUsd[i]!);
  add("purseKiloUsd", purseKiloUsd(world, i));
  add("creditKiloUsd", creditKiloUsd(world, i));
  add("capacityTonnesPerYear", 12 * state.sites.capacityTonnesPerMonth[i]!);
  record(world, {
    kind,
    reason,
    entity: sites.names[i]!,
    entityId: sites.ids[i]!,
    region: setting.regionIds[sites.region[i]!]!,
    good: setting.goodIds[sites.goodOut[i]!]!,
    inBloc: membersOf(world)[sites.region[i]!] === 1,
    figures,
    names,
  });
}
