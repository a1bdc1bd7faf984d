/** The firms of buyers use goods from stock and this month's deliveries; what they want and cannot have is a shutdown. */
import { facingPrice, marketPrice, shareWanted } from "./demand";
import { decideMoves } from "./offshoring";
import { shareUnderLicences } from "../firms/licences";
import { useOfFirms, type FirmUse } from "../firms/trade";
import { exp, ln } from "../maths/portable";
import { needsLicence } from "../policy/licensed";
import type { World } from "../state";

/** Phase 7, the buyers' part: use, shutdown tonnes and stocks, firm by firm. */
export function consume(world: World): void {
  const { setting, state } = world;
  setting.counters.forEach((counters, g) => {
    for (const { region, crowds } of counters) {
      const isLicensed = needsLicence(world, g, region);
      if (isLicensed) shareUnderLicences(world, g, region, crowds);
      for (const c of crowds) {
        const crowd = setting.crowds[c]!;
        const share = shareWanted(crowd.ladder, facingPrice(world, crowd));
        for (const b of crowd.buyers) useOfBuyer(world, b, state.outcome.demandTonnes[b]! * share, isLicensed);
      }
    }
  });
}

/** Working space. */
const month: FirmUse = { useTonnes: 0, stockTonnes: 0, standing: 0 };

function useOfBuyer(world: World, b: number, wantedTonnes: number, isShared: boolean): void {
  const { setting, state } = world;
  const { outcome } = state;
  const { perBuyer, orderTonnes, orderedTonnes } = setting.firms;
  const first = b * perBuyer;
  const part = !isShared && outcome.boughtTonnes[b]! > 0 ? outcome.boughtTonnes[b]! / orderedTonnes[b]! : 0;
  useOfFirms(month, state.firms.stockTonnes, orderTonnes, first, perBuyer, part, wantedTonnes);
  outcome.wantedTonnes[b] = wantedTonnes;
  outcome.useTonnes[b] = month.useTonnes;
  outcome.standingFirms[b] = month.standing;
  state.buyers.stockTonnes[b] = month.stockTonnes;
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
  decideMoves(world);
  for (const counters of setting.counters) {
    for (const counter of counters) {
      // All crowds of a counter face one price and reckon from one base price.
      const first = setting.crowds[counter.crowds[0]!]!;
      const rise = ln(marketPrice(world, first) / first.basePriceUsdPerKg);
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
