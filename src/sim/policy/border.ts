/** What crossing a border costs, tonne by tonne, at the prices, duties and floors written into this month's lanes. */
import type { Lanes } from "../market";
import { isFloorAt } from "./floor";
import { entersZone } from "./members";
import type { World } from "../state";

/** $/kg; `duty` is ad valorem and specific without a posted top-up, `topUp` what the adjustable tariff takes, posted or not. */
export interface BorderCost {
  exportTax: number;
  freight: number;
  duty: number;
  topUp: number;
}

/** Nothing at home; null where no lane carries the good. Formula: docs/MODEL.md, "The market". */
export function borderCost(
  world: World,
  g: number,
  from: number,
  to: number,
  originUsdPerKg: number,
): BorderCost | null {
  const cost = { exportTax: 0, freight: 0, duty: 0, topUp: 0 };
  if (from === to) return cost;
  const lane = laneOf(world, g, from, to);
  if (lane === -1) return null;
  const posted = entersZone(world, from, to) ? postedRate(world, g) : 0;
  quoteLane(cost, world.setting.markets[g]!, lane, posted, originUsdPerKg);
  return cost;
}

/** Writes into `cost` what a lane asks of goods at an origin price, `postedUsdPerKg` of its specific duty being a top-up. */
export function quoteLane(
  cost: BorderCost,
  market: Lanes,
  lane: number,
  postedUsdPerKg: number,
  originUsdPerKg: number,
): void {
  const freight = market.freight[lane]!;
  const exportTax = originUsdPerKg * market.exportTaxRate[lane]! + market.exportTax[lane]!;
  const dutiable = originUsdPerKg + exportTax + (market.fob[lane] ? 0 : freight);
  const duty = market.adValorem[lane]! * dutiable + market.specific[lane]! - postedUsdPerKg;
  const dutyPaid = originUsdPerKg + exportTax + freight + duty;
  const floor = market.floor[lane]!;
  const gap = floor > dutyPaid ? Math.min(floor - dutyPaid, market.cap[lane]!) : 0;
  cost.exportTax = exportTax;
  cost.freight = freight;
  cost.duty = duty;
  cost.topUp = gap + postedUsdPerKg;
}

/** All that a crossing costs, $/kg. */
export function crossingUsdPerKg(cost: BorderCost): number {
  return cost.exportTax + cost.freight + cost.duty + cost.topUp;
}

/** Freight between two regions, $/kg; 0 at home, null where no lane carries the good. */
export function freightOf(world: World, g: number, from: number, to: number): number | null {
  if (from === to) return 0;
  const lane = laneOf(world, g, from, to);
  return lane === -1 ? null : world.setting.markets[g]!.freight[lane]!;
}

/** Whether goods can go from one region to another; home always counts. */
export function isLane(world: World, g: number, from: number, to: number): boolean {
  return from === to || laneOf(world, g, from, to) !== -1;
}

/**
 * Duty-paid price of an import before any top-up, $/kg, on a lane whose specific duty includes a posted top-up: `borderCost`
 * without its parts, for loops over all lanes.
 */
export function dutyPaidPrice(market: Lanes, lane: number, postedUsdPerKg: number, originUsdPerKg: number): number {
  const freight = market.freight[lane]!;
  const leaving = originUsdPerKg * (1 + market.exportTaxRate[lane]!) + market.exportTax[lane]!;
  const specific = market.specific[lane]! - postedUsdPerKg;
  const factor = 1 + market.adValorem[lane]!;
  return market.fob[lane] ? leaving * factor + specific + freight : (leaving + freight) * factor + specific;
}

/** The part of the specific duty on every lane into the zone from outside that is a top-up posted from past prices, $/kg. */
export function postedRate(world: World, g: number): number {
  const { state } = world;
  return state.bloc.floor.timing === "posted" && isFloorAt(world, g) ? state.zone.postedUsdPerKg[g]! : 0;
}

function laneOf(world: World, g: number, from: number, to: number): number {
  return world.setting.lanes[g]!.byPair[from * world.setting.regionIds.length + to]!;
}
