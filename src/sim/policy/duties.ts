/** What an import costs at the border. */
import type { World } from "../state";

/** Duty-paid price of an import before any top-up, $/kg: see docs/MODEL.md, "The market". */
export function dutyPaidPrice(world: World, g: number, lane: number, originUsdPerKg: number): number {
  const market = world.setting.markets[g]!;
  const lanes = world.setting.lanes[g]!;
  const leaving = originUsdPerKg * (1 + market.exportTaxRate[lane]!) + market.exportTax[lane]!;
  const freight = market.freight[lane]!;
  const duty = 1 + lanes.adValorem[lane]!;
  return market.fob[lane]
    ? leaving * duty + lanes.specific[lane]! + freight
    : (leaving + freight) * duty + lanes.specific[lane]!;
}
