/**
 * New prospects: where the price that projects of a region expect has stood well above what the marginal project needs for long
 * enough, somebody looks for another site, and the region's next fallow slot becomes a prospect.
 */
import { FINANCING, PERMITTING, PROSPECT } from "../status";
import type { World } from "../state";
import type { SlotGroup } from "./slots";
import { breakEven, projectPrice, type Pipeline } from "./worth";
import { tell } from "./statusDecisions";

/** By group of slots: months that prices have been high, and slots that have become prospects. Only where there are slots. */
export interface ProspectState {
  monthsHigh: Int32Array;
  found: Int32Array;
}

/** State of a run that has slots; nothing where there are none. */
export function openProspects(groups: readonly SlotGroup[]): { prospects?: ProspectState } {
  if (groups.length === 0) return {};
  return { prospects: { monthsHigh: new Int32Array(groups.length), found: new Int32Array(groups.length) } };
}

/** True for a slot in which nobody has looked yet. */
export function isFallow(world: World, i: number): boolean {
  const { slotFirst } = world.setting.sites;
  return i >= slotFirst && world.state.sites.since[i]! < 0;
}

/** Counts months of high prices by region and stage; once they are enough, luck decides in which month the next slot opens. */
export function findProspects(world: World, pipeline: Pipeline): void {
  const { setting, state } = world;
  const { prospects } = state;
  if (prospects === undefined) return;
  const { slotPriceMultiple, slotMonths, slotStudyMonthsMine, slotStudyMonthsPlant, startLuckMonthly } =
    setting.scenario.behaviour.projects;
  const { slotGroups, goodIn } = setting.sites;
  let marginal = NaN;
  let known = -1;
  for (let k = 0; k < slotGroups.length; k++) {
    const { good, first, count } = slotGroups[k]!;
    if (prospects.found[k]! >= count) continue;
    if (good !== known) marginal = marginalBreakEven(world, good);
    known = good;
    const next = first + prospects.found[k]!;
    const price = projectPrice(world, next, setting.ventures.ofProject[next]!, pipeline);
    const needed = marginal > 0 ? marginal : breakEven(world, next, pipeline);
    const isHigh = price > slotPriceMultiple * needed;
    prospects.monthsHigh[k] = isHigh ? prospects.monthsHigh[k]! + 1 : 0;
    if (prospects.monthsHigh[k]! < slotMonths || setting.luck.start[next]![state.month]! >= startLuckMonthly) continue;
    const monthsHigh = prospects.monthsHigh[k]!;
    prospects.monthsHigh[k] = 0;
    prospects.found[k] = prospects.found[k]! + 1;
    state.sites.since[next] = state.month + 1;
    state.sites.due[next] = state.month + 1 + (goodIn[next] === -1 ? slotStudyMonthsMine : slotStudyMonthsPlant);
    state.sites.expectedUsdPerKg[next] = price;
    state.sites.opensAboveUsdPerKg[next] = breakEven(world, next, pipeline);
    tell(world, next, "prospect", "pricesStayHigh", { marginalUsdPerKg: needed, monthsHigh });
  }
}

/** Break-even of the project in the middle of those of a good that are not begun yet, as they reckoned this month, $/kg; NaN without any. */
function marginalBreakEven(world: World, good: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const waiting: number[] = [];
  for (const i of sites.byGood[good]!.makers) {
    if (i < sites.facilityCount || isFallow(world, i)) continue;
    const status = state.sites.status[i]!;
    const needs = state.sites.opensAboveUsdPerKg[i]!;
    if ((status === PROSPECT || status === PERMITTING || status === FINANCING) && needs > 0) waiting.push(needs);
  }
  waiting.sort((a, b) => a - b);
  return waiting.length === 0 ? NaN : waiting[Math.floor((waiting.length - 1) / 2)]!;
}
