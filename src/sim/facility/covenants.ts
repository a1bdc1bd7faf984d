/**
 * Covenants: at the end of each quarter lenders compare what a purse has earned with its debt service. Earnings are what its
 * accounts took in and paid out before loans, building and owners. Too many quarters short, and the credit line is frozen until
 * a quarter covers again.
 */
import { BUILDING, RAMPING, RESTARTING } from "../status";
import type { World } from "../state";
import { loanStandsStill, purseMembers } from "./purse";

/** Months between two tests. */
const QUARTER = 3;

/** Phase 7: adds what a site has earned since last month to its quarter. Call it before the month's debt service. */
export function noteEarnings(world: World, i: number): void {
  const { sites, accountsKiloUsd } = world.state;
  sites.quarterEarnedKiloUsd[i] = sites.quarterEarnedKiloUsd[i]! + accountsKiloUsd[i]! - sites.closingCashKiloUsd[i]!;
}

/** Phase 8, at its end: remembers each site's cash, from which next month's earnings are counted. */
export function rememberCash(world: World): void {
  const { sites, accountsKiloUsd } = world.state;
  sites.closingCashKiloUsd.set(accountsKiloUsd.subarray(0, world.setting.sites.count));
}

/** Phase 8, before anybody decides: at the end of a quarter every purse is tested. */
export function testCovenants(world: World): void {
  const { setting, state } = world;
  const { sites } = state;
  if (state.month % QUARTER !== QUARTER - 1) return;
  for (let i = 0; i < setting.sites.count; i++) {
    if (setting.sites.purse[i]![0] !== i) continue; // a chain is tested once, at its mine
    test(world, i);
  }
  sites.quarterEarnedKiloUsd.fill(0);
  sites.quarterServiceKiloUsd.fill(0);
}

function test(world: World, first: number): void {
  const { sites } = world.state;
  const members = purseMembers(world, first);
  let earned = 0;
  let service = 0;
  let isTested = true;
  for (const k of members) {
    earned += sites.quarterEarnedKiloUsd[k]!;
    service += sites.quarterServiceKiloUsd[k]!;
    // No lender expects earnings of a plant that starts up, or of a loan that stands still.
    const status = sites.status[k]!;
    if (status === BUILDING || status === RAMPING || status === RESTARTING || loanStandsStill(world, k))
      isTested = false;
  }
  const cover = service > 0 ? earned / service : NaN;
  const short = isTested && cover < 1 ? sites.quartersShort[first]! + 1 : 0;
  for (const k of members) {
    sites.serviceCover[k] = cover;
    sites.quartersShort[k] = short;
  }
}
