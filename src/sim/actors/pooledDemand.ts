/**
 * Buyers in the pool. Crowds that stand at one counter bid as one, step by step, and share what each step has bought by their
 * own tonnes in it: exact, because their ladders break at the same prices. Buyers of a crowd share by what they ordered.
 */
import { buyersOf, other, pay } from "../accounts";
import type { Desk } from "../desk";
import type { Market } from "../market";
import type { World } from "../state";
import { facingPrice, shareWanted } from "./demand";

/**
 * Bids for good `g`. A crowd's ladder is its demand curve scaled so that at last month's price it asks for all that is ordered.
 * What qualified makers deliver at any price meets the most urgent part of it; the rest is bid for.
 */
export function bidForBuyers(world: World, g: number, market: Market, desk: Desk): void {
  const { setting } = world;
  const { place } = setting.lanes[g];
  const { stepTonnes, stepBid } = desk;
  stepTonnes.fill(0);
  let step = 0;
  for (const counter of setting.counters[g]) {
    const { prices } = counter;
    const steps = prices.length - 1;
    for (const c of counter.crowds) bidForCrowd(world, c, step, market, desk);
    for (let k = 0; k < steps; k++, step++) {
      const tonnes = stepTonnes[step];
      stepBid[step] = tonnes > 0 ? market.addBid(place[counter.region], tonnes, prices[k], prices[k + 1]) : -1;
    }
  }
}

/** Adds a crowd's whole steps to those of its counter from index `step` on; a step that is served in part is a bid of its own. */
function bidForCrowd(world: World, c: number, step: number, market: Market, desk: Desk): void {
  const { setting, state } = world;
  const { buyerOrderTonnes, qualifiedBoughtTonnes } = state.outcome;
  const crowd = setting.crowds[c];
  const { prices, wanted } = crowd.ladder;
  let order = 0;
  let served = 0;
  for (const b of crowd.buyers) {
    if (!(buyerOrderTonnes[b] > 0)) continue;
    order += buyerOrderTonnes[b];
    served += qualifiedBoughtTonnes[b];
  }
  const share = order > 0 ? shareWanted(crowd.ladder, facingPrice(world, crowd)) : 0;
  const scale = share > 0 ? (order + served) / share : 0;
  desk.crowdOrderTonnes[c] = order;
  desk.crowdScaleTonnes[c] = scale;
  desk.crowdServedTonnes[c] = served;
  desk.crowdCutBid[c] = -1;
  if (scale === 0) return;
  let left = served;
  for (let k = 1; k < prices.length; k++) {
    const tonnes = scale * (wanted[k] - wanted[k - 1]);
    if (left >= tonnes) left -= tonnes;
    else if (left > 0) {
      const from = prices[k - 1] - (prices[k - 1] - prices[k]) * (left / tonnes);
      const region = setting.lanes[crowd.good].place[crowd.region];
      desk.crowdCutBid[c] = market.addBid(region, tonnes - left, from, prices[k]);
      left = 0;
    } else desk.stepTonnes[step + k - 1] += tonnes;
  }
}

/** Gives buyers what their bids have bought, at the settlement prices on the desk. */
export function deliverToBuyers(world: World, g: number): void {
  const { setting, state } = world;
  const { buyerOrderTonnes, boughtTonnes, billKiloUsd, takenTonnes } = state.outcome;
  const desk = setting.desks[g];
  const traders = other(setting, "traders");
  const { bought: boughtByBid } = setting.markets[g];
  const { stepBid, stepTonnes, stepFill } = desk;
  for (let k = 0; k < stepBid.length; k++)
    stepFill[k] = stepBid[k] === -1 ? 0 : boughtByBid[stepBid[k]] / stepTonnes[k];
  let step = 0;
  for (const counter of setting.counters[g]) {
    const price = desk.settlementUsdPerKg[counter.region];
    let taken = 0;
    for (const c of counter.crowds) {
      const bought = boughtByCrowd(world, c, step);
      if (!(bought > 0)) continue;
      taken += bought;
      const shareOfOrder = bought / desk.crowdOrderTonnes[c];
      for (const b of setting.crowds[c].buyers) {
        if (!(buyerOrderTonnes[b] > 0)) continue;
        const tonnes = shareOfOrder * buyerOrderTonnes[b];
        boughtTonnes[b] += tonnes;
        billKiloUsd[b] += tonnes * price;
      }
    }
    pay(state.accountsKiloUsd, buyersOf(setting, counter.region), traders, taken * price);
    takenTonnes[g * setting.regionIds.length + counter.region] += taken;
    step += counter.prices.length - 1;
  }
}

function boughtByCrowd(world: World, c: number, step: number): number {
  const { setting } = world;
  const crowd = setting.crowds[c];
  const desk = setting.desks[crowd.good];
  const { bought } = setting.markets[crowd.good];
  const scale = desk.crowdScaleTonnes[c];
  if (!(scale > 0)) return 0;
  const { wanted } = crowd.ladder;
  let left = desk.crowdServedTonnes[c];
  let sum = desk.crowdCutBid[c] === -1 ? 0 : bought[desk.crowdCutBid[c]];
  for (let k = 1; k < wanted.length; k++) {
    const tonnes = scale * (wanted[k] - wanted[k - 1]);
    if (left > 0) left = Math.max(0, left - tonnes);
    else sum += tonnes * desk.stepFill[step + k - 1];
  }
  return sum;
}
