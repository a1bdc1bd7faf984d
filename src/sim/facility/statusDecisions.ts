/**
 * Mothballing, restarting and closing. Two thresholds from triggers.ts with nothing between them; debt decides earlier: a
 * site whose cash and credit are gone idles, and if idling does not save it, its lenders sell it (distress.ts).
 */
import { other, pay } from "../accounts";
import { freightOf } from "../policy/border";
import { premium, sellsQualified } from "../actors/qualified";
import { meanOutput } from "./capacity";
import { supportAhead } from "../contracts/contracts";
import { expectedPrice } from "./beliefs";
import { expectedBasketCredit } from "../geology/basket";
import { costFactor } from "../geology/costs";
import { plannedMonths } from "./worth";
import { restartMonths } from "./restart";
import { rememberCash, testCovenants } from "./covenants";
import { sellIfInsolvent } from "./distress";
import { meanFeedCost } from "./feedCost";
import { isCreditFrozen, liquidityKiloUsd, workingTonnes } from "./purse";
import type { Reason } from "../sentences";
import { tell } from "./siteEvents";
import { BUILDING, CLOSED, isRunning, MOTHBALLED, OPERATING, RAMPING, RESTARTING } from "../status";
import type { World } from "../state";

export { tell } from "./siteEvents";

/** Phase 8: every site that exists looks at its expected price, its thresholds and its cash. */
export function decideStatuses(world: World): void {
  testCovenants(world);
  const expected = expectedPrices(world);
  for (let i = 0; i < world.setting.sites.count; i++) {
    const turn = finishDue(world, i);
    const status = world.state.sites.status[i]!;
    if (!isRunning(status) && status !== MOTHBALLED) continue;
    compareWithTriggers(world, i, expected);
    if (turn !== null) tellTurn(world, i, turn);
    if (isRunning(status)) considerMothballing(world, i);
    else if (!sellIfInsolvent(world, i)) considerReturning(world, i);
  }
  rememberCash(world);
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
    world.state.sites.administeredTonnes[i] = 0;
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
  if (turn === "firstOutput") return tellFirstOutput(world, i);
  if (turn === "again") return tell(world, i, "opened", turn, {});
  const { monthsBelow } = world.setting.scenario.behaviour.triggers;
  tell(world, i, "restarted", "overOpeningPrice", { monthsBelow, workMonths: world.setting.sites.restartMonths[i]! });
}

/** First output, and how far cost and time of building ran over the plan where the run saw it begin. */
function tellFirstOutput(world: World, i: number): void {
  const { capitalCost, buildingMonths } = world.setting.luck.project;
  const overrun = capitalCost[i]! - 1;
  if (overrun === 0 && buildingMonths[i] === 1) return tell(world, i, "opened", "firstOutput", {});
  const planned = plannedMonths(world, i);
  const months = { plannedMonths: planned, builtMonths: Math.round(planned * buildingMonths[i]!) };
  if (overrun >= 0) tell(world, i, "opened", "overBudget", { overrunShare: overrun, ...months });
  else tell(world, i, "opened", "underBudget", { savedShare: -overrun, ...months });
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
  // Triggers of a price that reverts already count on its return; the others are held against its expected mean.
  let price =
    sites.reverts[i] === 1
      ? expectedPrice(world, g, region, setting.presentOutlooks[region]!)
      : expected[g * regions + region]!;
  if (sellsQualified(world, seller)) {
    const mean = meanOutput(world, seller);
    const share = mean > 0 ? Math.min(1, site.qualifiedTonnesPerMonth[seller]! / mean) : 1;
    const home = expectedPrice(world, g, setting.exporter, setting.outlooks[region]!);
    price += share * premium(world, seller, state.outcome.exporterConversionUsdPerKg[g]!, price, home);
  }
  price += contractAhead(world, seller, price);
  price += expectedBasketCredit(world, seller, setting.outlooks[region]!);
  let feed = 0;
  let close = sites.closeUsdPerKg[seller]! * costFactor(world, seller);
  let open = sites.openUsdPerKg[seller]! * costFactor(world, seller);
  if (chain !== -1) {
    const mine = partner === -1 ? i : partner;
    const freight = freightOf(world, sites.goodOut[mine]!, sites.region[mine]!, region) ?? 0;
    const y = sites.yield[seller]!;
    price += expectedBasketCredit(world, mine, setting.outlooks[sites.region[mine]!]!) / y;
    feed = freight / y;
    const ore = expected[sites.goodOut[mine]! * regions + sites.region[mine]!]!;
    price += contractAhead(world, mine, ore) / y;
    close += (sites.closeUsdPerKg[mine]! * costFactor(world, mine)) / y;
    open += (sites.openUsdPerKg[mine]! * costFactor(world, mine)) / y;
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

/** What a site's contract is expected to add to its price over its horizon, $/kg. */
function contractAhead(world: World, i: number, priceUsdPerKg: number): number {
  const { contracts, outlooks, sites } = world.setting;
  if (contracts.length === 0) return 0;
  const { horizonYears, rate } = outlooks[sites.region[i]!]!;
  return supportAhead(world, i, priceUsdPerKg, 0, horizonYears, rate);
}

function considerMothballing(world: World, i: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  // State mines follow the state's orders, sponsored plants their sponsor, by-products of the exporter their host.
  if (sites.isState[i] || sites.isSponsored[i]) return;
  const { monthsBelow } = setting.scenario.behaviour.triggers;
  const isOutOfMoney = sites.hasDebt[i] === 1 && state.sites.status[i] === OPERATING && liquidityKiloUsd(world, i) < 0;
  if (state.sites.monthsBelow[i]! < monthsBelow && !isOutOfMoney) return;
  state.sites.status[i] = MOTHBALLED;
  state.sites.since[i] = state.month + 1;
  state.sites.monthsAbove[i] = 0;
  if (!isOutOfMoney) return tell(world, i, "mothballed", "underClosingPrice", { monthsBelow });
  if (!isCreditFrozen(world, i)) return tell(world, i, "mothballed", "outOfMoney", {});
  tell(world, i, "mothballed", "creditFrozen", { serviceCover: state.sites.serviceCover[i]! });
}

function considerReturning(world: World, i: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { triggers, finance } = setting.scenario.behaviour;
  const balances = state.accountsKiloUsd;
  if (state.sites.monthsAbove[i]! >= triggers.monthsBelow) {
    state.sites.status[i] = RESTARTING;
    state.sites.since[i] = state.month + 1;
    state.sites.due[i] = state.month + 1 + restartMonths(world, i);
    pay(balances, other(setting, "owners"), other(setting, "suppliers"), sites.restartKiloUsd[i]!);
    // Whoever restarts a site gives it the working cash of a firm that runs.
    const wanted = finance.cashMonths * sites.costUsdPerKg[i]! * workingTonnes(world, i);
    if (balances[i]! < wanted) pay(balances, other(setting, "owners"), i, wanted - balances[i]!);
    return;
  }
  if (state.month - state.sites.since[i]! < 12 * triggers.idleYearsToClose) return;
  closeForGood(world, i, "idleTooLong", { idleYears: triggers.idleYearsToClose });
}

/** Ends a site: what it owes, holds and costs to close is settled, and why it closes is told. */
export function closeForGood(world: World, i: number, reason: Reason, figures: Record<string, number>): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { triggers } = setting.scenario.behaviour;
  const balances = state.accountsKiloUsd;
  state.sites.status[i] = CLOSED;
  state.sites.since[i] = state.month + 1;
  // What is still owed is lost to the lenders, what is left in the till goes to the owners.
  state.sites.debtKiloUsd[i] = 0;
  pay(balances, i, other(setting, "owners"), balances[i]!);
  const closing = triggers.closingCostShare * sites.costUsdPerKg[i]! * 12 * state.sites.capacityTonnesPerMonth[i]!;
  pay(balances, other(setting, "owners"), other(setting, "suppliers"), closing);
  tell(world, i, "closed", reason, figures);
}
