/** What crossing a border costs, tonne by tonne, at the prices, duties and floors written into this month's lanes. */
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
  if (from === to) return { exportTax: 0, freight: 0, duty: 0, topUp: 0 };
  const lane = laneOf(world, g, from, to);
  if (lane === -1) return null;
  const market = world.setting.markets[g]!;
  const posted = postedTopUp(world, g, lane);
  const freight = market.freight[lane]!;
  const exportTax = originUsdPerKg * market.exportTaxRate[lane]! + market.exportTax[lane]!;
  const dutiable = originUsdPerKg + exportTax + (market.fob[lane] ? 0 : freight);
  const duty = market.adValorem[lane]! * dutiable + market.specific[lane]! - posted;
  const dutyPaid = originUsdPerKg + exportTax + freight + duty;
  const floor = market.floor[lane]!;
  const gap = floor > dutyPaid ? Math.min(floor - dutyPaid, market.cap[lane]!) : 0;
  return { exportTax, freight, duty, topUp: gap + posted };
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

/** Duty-paid price of an import before any top-up, $/kg, on a lane of good `g`: `borderCost` without its parts, for loops over all lanes. */
export function dutyPaidPrice(world: World, g: number, lane: number, originUsdPerKg: number): number {
  const market = world.setting.markets[g]!;
  const freight = market.freight[lane]!;
  const leaving = originUsdPerKg * (1 + market.exportTaxRate[lane]!) + market.exportTax[lane]!;
  const specific = market.specific[lane]! - postedTopUp(world, g, lane);
  const factor = 1 + market.adValorem[lane]!;
  return market.fob[lane] ? leaving * factor + specific + freight : (leaving + freight) * factor + specific;
}

/** The part of a lane's specific duty that is a top-up posted from past prices, $/kg. */
export function postedTopUp(world: World, g: number, lane: number): number {
  if (world.state.bloc.floor.timing !== "posted" || !isFloorAt(world, g)) return 0;
  const { from, to } = world.setting.lanes[g]!;
  return entersZone(world, from[lane]!, to[lane]!) ? world.state.zone.postedUsdPerKg[g]! : 0;
}

function laneOf(world: World, g: number, from: number, to: number): number {
  return world.setting.lanes[g]!.byPair[from * world.setting.regionIds.length + to]!;
}
