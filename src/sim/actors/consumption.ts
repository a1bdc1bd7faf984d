/** Buyers use goods from stock and this month's deliveries; what they want and cannot have is a shutdown. */
import { facingPrice, shareWanted } from "./demand";
import { exp, ln } from "../maths/portable";
import type { World } from "../state";

/** Phase 7, the buyers' part: use, shutdown tonnes and stocks. */
export function consume(world: World): void {
  const { outcome, buyers } = world.state;
  for (const crowd of world.setting.crowds) {
    const share = shareWanted(crowd.ladder, facingPrice(world, crowd));
    for (const b of crowd.buyers) {
      const wanted = outcome.demandTonnes[b]! * share;
      const available = buyers.stockTonnes[b]! + outcome.boughtTonnes[b]!;
      const use = Math.min(wanted, available);
      outcome.wantedTonnes[b] = wanted;
      outcome.useTonnes[b] = use;
      buyers.stockTonnes[b] = available - use;
    }
  }
}

/**
 * Phase 8, the buyers' part: thrift moves a little each month toward what the long-run elasticity asks at this price, and
 * comes back at a share of that speed; fear decays.
 */
export function adaptBuyers(world: World): void {
  const { setting, state } = world;
  const { thrift, fear } = state.buyers;
  const { thriftSpeedMonthly, thriftReturnShare, fearDecayMonthly } = setting.scenario.behaviour.buyers;
  for (let b = 0; b < fear.length; b++) fear[b] = fear[b]! * fearDecayMonthly;
  if (setting.isBurnIn) return;
  for (const counters of setting.counters) {
    for (const counter of counters) {
      // All crowds of a counter face one price and reckon from one base price.
      const first = setting.crowds[counter.crowds[0]!]!;
      const rise = ln(facingPrice(world, first) / first.basePriceUsdPerKg);
      for (const c of counter.crowds) {
        const { extraElasticity, buyers } = setting.crowds[c]!;
        const target = exp(-extraElasticity * rise);
        for (const b of buyers) {
          const gap = target - thrift[b]!;
          thrift[b] = thrift[b]! + thriftSpeedMonthly * (gap < 0 ? 1 : thriftReturnShare) * gap;
        }
      }
    }
  }
}
