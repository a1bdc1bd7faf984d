/**
 * Insolvency: lenders take the idle sites of a purse that cannot pay and sell each at a share of what it would cost new, to the
 * rival with the most cash to spare, or else to the state. What the price does not cover of the debt is lost; the new owner
 * starts without debt, and what the old one has sunk in the site is gone. An administrator sells the stock over some months.
 */
import { other, pay, treasury } from "../accounts";
import { membersOf } from "../policy/members";
import { isRunning, MOTHBALLED } from "../status";
import type { World } from "../state";
import { liquidityKiloUsd, monthlyCostKiloUsd, purseMembers } from "./purse";
import { tell } from "./siteEvents";

/** `boughtBy` of a site that its first owner still has; else the site whose first owner has it now, or −2 − the region of a state. */
export const FIRST_OWNER = -1;

/** Sells the idle, indebted sites of a purse whose cash and credit are gone; true if it did. */
export function sellIfInsolvent(world: World, i: number): boolean {
  const { state, setting } = world;
  if (!isFailing(world, i) || !(liquidityKiloUsd(world, i) < 0)) return false;
  const members = purseMembers(world, i);
  const balances = state.accountsKiloUsd;
  // One firm, one failure: its members settle with its bank first, so that no till is left short.
  let cash = 0;
  for (const k of members) cash += balances[k]!;
  for (const k of members) if (isFailing(world, k)) pay(balances, other(setting, "banks"), k, -balances[k]!);
  for (const k of members) if (isFailing(world, k)) sell(world, k, cash);
  return true;
}

function isFailing(world: World, i: number): boolean {
  const { setting, state } = world;
  const { status, since, debtKiloUsd } = state.sites;
  return setting.sites.hasDebt[i] === 1 && status[i] === MOTHBALLED && since[i]! >= 0 && debtKiloUsd[i]! > 0;
}

function sell(world: World, i: number, purseBeforeKiloUsd: number): void {
  const { setting, state } = world;
  const { sites } = state;
  const { distressShareOfReplacement, bankruptStockMonths } = setting.scenario.behaviour.finance;
  const balances = state.accountsKiloUsd;
  const debt = sites.debtKiloUsd[i]!;
  const price =
    distressShareOfReplacement * setting.sites.replacementUsdPerKgYear[i]! * 12 * sites.capacityTonnesPerMonth[i]!;
  const rival = rivalWith(world, i, price);
  const region = setting.sites.region[i]!;
  const payer = rival === -1 ? treasury(setting, region) : rival;
  const toLenders = Math.min(price, debt);
  pay(balances, payer, other(setting, "banks"), toLenders);
  pay(balances, payer, other(setting, "owners"), price - toLenders);
  const sunk = sites.sunkKiloUsd[i]!;
  sites.debtKiloUsd[i] = 0;
  sites.loanPaymentKiloUsd[i] = 0;
  sites.quartersShort[i] = 0;
  // A rival that was itself bought buys for its own new owner.
  sites.boughtBy[i] =
    rival === -1 ? -2 - region : sites.boughtBy[rival] === FIRST_OWNER ? rival : sites.boughtBy[rival]!;
  sites.sunkKiloUsd[i] = price;
  sites.administeredTonnes[i] = sites.outputStockTonnes[i]! / bankruptStockMonths;
  const figures = {
    debtKiloUsd: debt,
    soldForKiloUsd: price,
    lostToLendersKiloUsd: debt - toLenders,
    sunkKiloUsd: sunk,
    purseBeforeKiloUsd,
  };
  if (rival === -1) tell(world, i, "insolvent", "soldToState", figures, { buyer: regionName(world, region) });
  else tell(world, i, "insolvent", "soldToRival", figures, { buyer: ownerOf(world, i) });
}

/** The running site on the same side that makes the same good, belongs to another and has the most cash beyond its reserve; −1: none can pay. */
function rivalWith(world: World, i: number, priceKiloUsd: number): number {
  const { setting, state } = world;
  const { sites, scenario } = setting;
  const isMember = membersOf(world);
  const side = isMember[sites.region[i]!];
  let best = -1;
  let most = priceKiloUsd;
  for (const k of sites.byGood[sites.goodOut[i]!]!.makers) {
    if (k === i || !isRunning(state.sites.status[k]!) || sites.entry[k]!.ownerGroup === sites.entry[i]!.ownerGroup)
      continue;
    const isOnSide = sites.region[k] === sites.region[i] || (side === 1 && isMember[sites.region[k]!] === 1);
    if (!isOnSide) continue;
    const spare = state.accountsKiloUsd[k]! - scenario.behaviour.finance.cashMonths * monthlyCostKiloUsd(world, k);
    if (spare > most) {
      most = spare;
      best = k;
    }
  }
  return best;
}

/** Who owns a site now. */
export function ownerOf(world: World, i: number): string {
  const bought = world.state.sites.boughtBy[i]!;
  if (bought === FIRST_OWNER) return world.setting.sites.entry[i]!.owner;
  return bought >= 0 ? world.setting.sites.entry[bought]!.owner : regionName(world, -2 - bought);
}

function regionName(world: World, region: number): string {
  const id = world.setting.regionIds[region]!;
  return world.setting.scenario.regions.find((one) => one.id === id)!.name;
}
