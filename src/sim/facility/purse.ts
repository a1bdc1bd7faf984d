/**
 * Whose cash a site can use. Sites of one owner that form a chain share one purse: captive feed goes from the mine to the plant at
 * a transfer price, so that the plant earns the margin and the mine often carries the loan. Each month, before anybody judges
 * whether they can pay, cash moves inside the chain until every member holds the same number of months of its cash cost.
 */
import { other, pay } from "../accounts";
import { BUILDING, MOTHBALLED, RAMPING, RESTARTING } from "../status";
import type { World } from "../state";
import { meanOutput } from "./capacity";

/** Sites that share a purse with a site, itself among them: a chain's mine first, then its plants. */
export function purseMembers(world: World, i: number): Int32Array {
  return world.setting.sites.purse[i]!;
}

/** Cash of a site's purse, k$. */
export function purseKiloUsd(world: World, i: number): number {
  let sum = 0;
  for (const k of purseMembers(world, i)) sum += world.state.accountsKiloUsd[k]!;
  return sum;
}

/** Credit line open to a site's purse, k$: some months of cash cost, nothing once lenders have frozen it. */
export function creditKiloUsd(world: World, i: number): number {
  if (isCreditFrozen(world, i)) return 0;
  const months = world.setting.scenario.behaviour.finance.creditMonths;
  let sum = 0;
  for (const k of purseMembers(world, i))
    sum += months * world.setting.sites.costUsdPerKg[k]! * workingTonnes(world, k);
  return sum;
}

/** Whether earnings have fallen short of debt service for as many quarters as covenants allow. */
export function isCreditFrozen(world: World, i: number): boolean {
  const { covenantQuarters } = world.setting.scenario.behaviour.finance;
  return covenantQuarters > 0 && world.state.sites.quartersShort[i]! >= covenantQuarters;
}

/** Output that cash and credit are measured by, t a month: that of 2025, or half of capacity for a site that has grown since. */
export function workingTonnes(world: World, i: number): number {
  return Math.max(world.setting.sites.output2025TonnesPerMonth[i]!, 0.5 * world.state.sites.capacityTonnesPerMonth[i]!);
}

/** Cash cost of a month, k$, at mean output and at least a twentieth of capacity. */
export function monthlyCostKiloUsd(world: World, i: number): number {
  const { sites } = world.setting;
  return sites.costUsdPerKg[i]! * Math.max(meanOutput(world, i), 0.05 * world.state.sites.capacityTonnesPerMonth[i]!);
}

/** Lenders of a site that was idle when the run began let the loan stand still until it runs again. */
export function loanStandsStill(world: World, i: number): boolean {
  return world.state.sites.status[i] === MOTHBALLED && world.state.sites.since[i]! < 0;
}

/** Whether owners make good what a site lacks: no lender stands behind it, or it does not earn yet, or its new owner waits. */
function ownersCarry(world: World, i: number): boolean {
  const { setting, state } = world;
  const status = state.sites.status[i]!;
  if (setting.sites.hasDebt[i] === 0 || status === BUILDING || status === RAMPING || status === RESTARTING) return true;
  if (loanStandsStill(world, i)) return true;
  return state.sites.debtKiloUsd[i] === 0 && status === MOTHBALLED;
}

/** Dividends, and what owners put in, for a site on its own: a purse above twice its reserve gives the rest to the owners. */
export function settleWithOwners(world: World, i: number): void {
  const { setting, state } = world;
  const balances = state.accountsKiloUsd;
  const owners = other(setting, "owners");
  const reserve = 2 * setting.scenario.behaviour.finance.cashMonths * monthlyCostKiloUsd(world, i);
  if (balances[i]! > reserve) pay(balances, i, owners, balances[i]! - reserve);
  if (balances[i]! < 0 && ownersCarry(world, i)) pay(balances, owners, i, -balances[i]!);
}

/** The same for a chain, whose members first put their cash together and then share it by their cash costs. */
export function settlePurse(world: World, mine: number): void {
  const { setting, state } = world;
  const balances = state.accountsKiloUsd;
  const owners = other(setting, "owners");
  const members = purseMembers(world, mine);
  let costs = 0;
  let allCarried = true;
  let startsUp = false;
  for (const k of members) {
    costs += monthlyCostKiloUsd(world, k);
    if (!ownersCarry(world, k)) allCarried = false;
    const status = state.sites.status[k]!;
    if (status === RAMPING || status === BUILDING || status === RESTARTING) startsUp = true;
    if (k !== mine) pay(balances, k, mine, balances[k]!);
  }
  const reserve = 2 * setting.scenario.behaviour.finance.cashMonths * costs;
  if (balances[mine]! > reserve) pay(balances, mine, owners, balances[mine]! - reserve);
  // Owners stand behind a chain while one of its plants starts up, or if they would behind each of its members.
  if (balances[mine]! < 0 && (startsUp || allCarried)) pay(balances, owners, mine, -balances[mine]!);
  const kept = balances[mine]!;
  for (const k of members) {
    if (k !== mine && costs > 0) pay(balances, mine, k, (kept * monthlyCostKiloUsd(world, k)) / costs);
  }
}

/** Cash and open credit of a site's purse, k$: below 0 it cannot pay. */
export function liquidityKiloUsd(world: World, i: number): number {
  return purseKiloUsd(world, i) + creditKiloUsd(world, i);
}
