/** Buyers use goods from stock and this month's deliveries; what they want and cannot have is a shutdown. */
import { facingPrice, shareWanted } from "./demand";
import { pow } from "../maths/portable";
import type { World } from "../state";

/** Phase 7, the buyers' part: use, shutdown tonnes and stocks. */
export function consume(world: World): void {
  const { setting, state } = world;
  const { outcome, buyers } = state;
  for (let b = 0; b < setting.buyers.length; b++) {
    const price = facingPrice(world, b);
    const wanted = outcome.demandTonnes[b]! * shareWanted(setting, b, price);
    const available = buyers.stockTonnes[b]! + outcome.boughtTonnes[b]!;
    const use = Math.min(wanted, available);
    outcome.wantedTonnes[b] = wanted;
    outcome.useTonnes[b] = use;
    buyers.stockTonnes[b] = available - use;
  }
}

/**
 * Phase 8, the buyers' part: thrift moves a little each month toward what the long-run elasticity asks at this price, and
 * comes back at a share of that speed; fear decays.
 */
export function adaptBuyers(world: World): void {
  const { setting, state } = world;
  const rules = setting.scenario.behaviour.buyers;
  for (let b = 0; b < setting.buyers.length; b++) {
    const buyer = setting.buyers[b]!;
    const extra = Math.max(0, buyer.elasticityLong - buyer.elasticityShort);
    const target = pow(facingPrice(world, b) / buyer.basePriceUsdPerKg, -extra);
    const present = state.buyers.thrift[b]!;
    const speed = target < present ? rules.thriftSpeedMonthly : rules.thriftSpeedMonthly * rules.thriftReturnShare;
    if (!setting.isBurnIn && target > 0) state.buyers.thrift[b] = present + speed * (target - present);
    state.buyers.fear[b] = state.buyers.fear[b]! * rules.fearDecayMonthly;
  }
}
