/**
 * Mothballing, restarting and closing. Two thresholds from triggers.ts with nothing between them; debt decides earlier: a
 * site whose cash and credit are gone idles, and if idling does not save it, its lenders sell it.
 */
import { other, pay } from "../accounts";
import { freightOf } from "../policy/border";
import { membersOf } from "../policy/members";
import { premium, sellsQualified } from "../actors/qualified";
import { record, type EventKind } from "../events";
import { meanOutput } from "./capacity";
import { expectedPrice } from "./beliefs";
import { expectedBasketCredit } from "../geology/basket";
import { meanFeedCost } from "./feedCost";
import type { Reason } from "../sentences";
import { BUILDING, CLOSED, isRunning, MOTHBALLED, OPERATING, RAMPING, RESTARTING } from "../status";
import type { World } from "../state";

/** Phase 8: every site that exists looks at its expected price, its thresholds and its cash. */
export function decideStatuses(world: World): void {
  const expected = expectedPrices(world);
  for (let i = 0; i < world.setting.sites.count; i++) {
    const turn = finishDue(world, i);
    const status = world.state.sites.status[i]!;
    if (!isRunning(status) && status !== MOTHBALLED) continue;
    compareWithTriggers(world, i, expected);
    if (turn !== null) tellTurn(world, i, turn);
    if (isRunning(status)) considerMothballing(world, i);
    else considerReturning(world, i);
  }
}

/** What firms of each region expect of each good that is traded there, $/kg. */
function expectedPrices(world: World): Float64Array {
  const { goodIds, regionIds, lanes, outlooks } = world.setting;
  const expected = new Float64Array(goodIds.length * regionIds.length);
  for (let g = 0; g < goodIds.length; g++) {
    for (const region of lanes[g]!.regions)
      expected[g * regionIds.length + region] = expectedPrice(world, g, region, outlooks[region]!);
  }
  return expected;
}

/** Building, restarting and ramping end when their months are over. Gives what there is to tell of. */
function finishDue(world: World, i: number): "firstOutput" | "again" | "restarted" | null {
  const { state, setting } = world;
  const { status, since, due, rampShare, everRan } = state.sites;
  const next = state.month + 1;
  if (status[i] === BUILDING && due[i]! <= next) {
    status[i] = RAMPING;
    since[i] = next;
    due[i] = -1;
    rampShare[i] = Math.max(rampShare[i] === 1 ? 0 : rampShare[i]!, 3 / setting.scenario.behaviour.projects.rampMonths);
    return everRan[i] ? "again" : "firstOutput";
  }
  if (status[i] === RESTARTING && due[i]! <= next) {
    status[i] = rampShare[i]! < 1 ? RAMPING : OPERATING;
    since[i] = next;
    due[i] = -1;
    return "restarted";
  }
  if (status[i] === RAMPING && rampShare[i]! >= 1) {
    status[i] = OPERATING;
    since[i] = next;
  }
  return null;
}

function tellTurn(world: World, i: number, turn: "firstOutput" | "again" | "restarted"): void {
  if (turn !== "restarted") return tell(world, i, "opened", turn, {});
  const { monthsBelow } = world.setting.scenario.behaviour.triggers;
  tell(world, i, "restarted", "overOpeningPrice", { monthsBelow, workMonths: world.setting.sites.restartMonths[i]! });
}

/** Expected price and thresholds in terms of the output price, $/kg, so that a person can compare them. */
function compareWithTriggers(world: World, i: number, expected: Float64Array): void {
  const { setting, state } = world;
  const { sites } = setting;
  const site = state.sites;
  const partner = sites.partnerMine[i]!;
  // A mine with plants of its own sells through them: the chain is judged at its first plant and its output price.
  const chain = sites.partnerPlants[i]!.length > 0 ? sites.partnerPlants[i]![0]! : partner === -1 ? -1 : i;
  const seller = chain === -1 ? i : chain;
  const g = sites.goodOut[seller]!;
  const region = sites.region[seller]!;
  const regions = setting.regionIds.length;
  let price = expected[g * regions + region]!;
  if (sellsQualified(world, seller)) {
    const mean = meanOutput(world, seller);
    const share = mean > 0 ? Math.min(1, site.qualifiedTonnesPerMonth[seller]! / mean) : 1;
    const home = expectedPrice(world, g, setting.exporter, setting.outlooks[region]!);
    price += share * premium(world, seller, state.outcome.exporterConversionUsdPerKg[g]!, price, home);
  }
  price += expectedBasketCredit(world, seller, setting.outlooks[region]!);
  let feed = 0;
  let close = sites.closeUsdPerKg[seller]!;
  let open = sites.openUsdPerKg[seller]!;
  if (chain !== -1) {
    const mine = partner === -1 ? i : partner;
    const freight = freightOf(world, sites.goodOut[mine]!, sites.region[mine]!, region) ?? 0;
    const y = sites.yield[seller]!;
    price += expectedBasketCredit(world, mine, setting.outlooks[sites.region[mine]!]!) / y;
    feed = freight / y;
    close += sites.closeUsdPerKg[mine]! / y;
    open += sites.openUsdPerKg[mine]! / y;
  } else if (sites.goodIn[i] !== -1) {
    const input = expected[sites.goodIn[i]! * regions + region]!;
    const cost = meanFeedCost(world, i, input);
    feed = cost > 0 ? cost / sites.yield[i]! : 0;
  }
  site.expectedUsdPerKg[i] = price;
  site.closesBelowUsdPerKg[i] = feed + close;
  site.opensAboveUsdPerKg[i] = feed + open;
  site.monthsBelow[i] = price < feed + close ? site.monthsBelow[i]! + 1 : 0;
  site.monthsAbove[i] = price > feed + open ? site.monthsAbove[i]! + 1 : 0;
}

function considerMothballing(world: World, i: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  // State mines follow the state's orders, sponsored plants their sponsor, by-products of the exporter their host.
  if (sites.isState[i] || sites.isSponsored[i]) return;
  const { monthsBelow } = setting.scenario.behaviour.triggers;
  const isOutOfMoney = sites.hasDebt[i] === 1 && state.sites.status[i] === OPERATING && liquidity(world, i) < 0;
  if (state.sites.monthsBelow[i]! < monthsBelow && !isOutOfMoney) return;
  state.sites.status[i] = MOTHBALLED;
  state.sites.since[i] = state.month + 1;
  state.sites.monthsAbove[i] = 0;
  tell(world, i, "mothballed", isOutOfMoney ? "outOfMoney" : "underClosingPrice", { monthsBelow });
}

function considerReturning(world: World, i: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { triggers, finance } = setting.scenario.behaviour;
  const balances = state.accountsKiloUsd;
  if (
    sites.hasDebt[i] === 1 &&
    state.sites.since[i]! >= 0 &&
    state.sites.debtKiloUsd[i]! > 0 &&
    liquidity(world, i) < 0
  )
    failAndSell(world, i, finance.distressShareOfReplacement);
  if (state.sites.monthsAbove[i]! >= triggers.monthsBelow) {
    state.sites.status[i] = RESTARTING;
    state.sites.since[i] = state.month + 1;
    state.sites.due[i] = state.month + 1 + sites.restartMonths[i]!;
    pay(balances, other(setting, "owners"), other(setting, "suppliers"), sites.restartKiloUsd[i]!);
    // Whoever restarts a site gives it the working cash of a firm that runs.
    const wanted = finance.cashMonths * sites.costUsdPerKg[i]! * workingTonnes(world, i);
    if (balances[i]! < wanted) pay(balances, other(setting, "owners"), i, wanted - balances[i]!);
    return;
  }
  if (state.month - state.sites.since[i]! < 12 * triggers.idleYearsToClose) return;
  state.sites.status[i] = CLOSED;
  state.sites.since[i] = state.month + 1;
  // What is still owed is lost to the lenders, what is left in the till goes to the owners.
  state.sites.debtKiloUsd[i] = 0;
  pay(balances, i, other(setting, "owners"), balances[i]!);
  const closing = triggers.closingCostShare * sites.costUsdPerKg[i]! * 12 * state.sites.capacityTonnesPerMonth[i]!;
  pay(balances, other(setting, "owners"), other(setting, "suppliers"), closing);
  tell(world, i, "closed", "idleTooLong", { idleYears: triggers.idleYearsToClose });
}

/** Lenders take the site and sell it to a new owner at a share of what it would cost new; the rest of the debt is lost. */
function failAndSell(world: World, i: number, distressShare: number): void {
  const { setting, state } = world;
  const balances = state.accountsKiloUsd;
  const debt = state.sites.debtKiloUsd[i]!;
  const worth = distressShare * setting.sites.replacementUsdPerKgYear[i]! * 12 * state.sites.capacityTonnesPerMonth[i]!;
  pay(balances, other(setting, "owners"), other(setting, "banks"), Math.min(worth, debt));
  pay(balances, other(setting, "banks"), i, -balances[i]!);
  state.sites.debtKiloUsd[i] = 0;
  state.sites.loanPaymentKiloUsd[i] = 0;
  tell(world, i, "insolvent", "soldByLenders", { debtKiloUsd: debt, soldForKiloUsd: Math.min(worth, debt) });
}

/** Cash and open credit of a site and the sites it decides with, k$: below 0 it cannot pay. */
function liquidity(world: World, i: number): number {
  const { setting, state } = world;
  const { sites } = setting;
  const mine = sites.partnerMine[i]! === -1 ? i : sites.partnerMine[i]!;
  const months = setting.scenario.behaviour.finance.creditMonths;
  const means = (k: number): number =>
    state.accountsKiloUsd[k]! + months * sites.costUsdPerKg[k]! * workingTonnes(world, k);
  let sum = means(mine);
  for (const plant of sites.partnerPlants[mine]!) sum += means(plant);
  return sum;
}

/** Output that cash and credit are measured by, t a month: that of 2025, or half of capacity for a site that has grown since. */
function workingTonnes(world: World, i: number): number {
  return Math.max(world.setting.sites.output2025TonnesPerMonth[i]!, 0.5 * world.state.sites.capacityTonnesPerMonth[i]!);
}

/** Records an event of a site with the figures that every site event carries; `names` are texts that its sentence needs. */
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
  add("capacityTonnesPerYear", 12 * state.sites.capacityTonnesPerMonth[i]!);
  const region = setting.regionIds[sites.region[i]!]!;
  record(world, {
    kind,
    reason,
    entity: sites.names[i]!,
    entityId: sites.ids[i]!,
    region,
    good: setting.goodIds[sites.goodOut[i]!]!,
    inBloc: membersOf(world)[sites.region[i]!] === 1,
    figures,
    names,
  });
}
