/**
 * Who has money, and the only way it moves: each posting takes from one account what it gives to another, so the sum
 * over all accounts stays nought. Balances are in k$ and may be negative for those outside the model (owners, suppliers).
 *
 * Order: one account a site; the treasury of each region; the buyers of each region; then the seven of the rest.
 */
import type { Setting } from "./setting";
import { isRunning } from "./status";
import type { SiteState } from "./state";

const PLACE_OF_OTHER = { owners: 0, banks: 1, suppliers: 2, carriers: 3, traders: 4, exporterState: 5, sponsors: 6 };
const OTHERS = Object.keys(PLACE_OF_OTHER).length;
export type OtherAccount = keyof typeof PLACE_OF_OTHER;

export function treasury(setting: Setting, region: number): number {
  return setting.sites.count + region;
}
export function buyersOf(setting: Setting, region: number): number {
  return setting.sites.count + setting.regionIds.length + region;
}
/** owners: shareholders; suppliers: labour, reagents, builders; carriers: freight; traders: what term prices differ from spot. */
export function other(setting: Setting, account: OtherAccount): number {
  return setting.sites.count + 2 * setting.regionIds.length + PLACE_OF_OTHER[account];
}

/** Accounts of a world with so many sites and regions. */
export function accountCount(sites: number, regions: number): number {
  return sites + 2 * regions + OTHERS;
}

/** Whose account it is, in words. */
export function accountName(setting: Setting, account: number): string {
  const { sites, regionIds } = setting;
  if (account < sites.count) return sites.ids[account]!;
  const region = account - sites.count;
  if (region < regionIds.length) return `treasury of ${regionIds[region]!}`;
  if (region < 2 * regionIds.length) return `buyers of ${regionIds[region - regionIds.length]!}`;
  const rest = region - 2 * regionIds.length;
  return Object.keys(PLACE_OF_OTHER).find((name) => PLACE_OF_OTHER[name as OtherAccount] === rest)!;
}

/** Moves `amount` k$ (negative: the other way). */
export function pay(balances: Float64Array, from: number, to: number, amount: number): void {
  balances[from] = balances[from]! - amount;
  balances[to] = balances[to]! + amount;
}

/** Opening cash: months of cash cost for every firm that runs, given by its owners. */
export function openAccounts(setting: Setting, state: SiteState): Float64Array {
  const { sites, scenario } = setting;
  const balances = new Float64Array(accountCount(sites.count, setting.regionIds.length));
  for (let i = 0; i < sites.facilityCount; i++) {
    if (!isRunning(state.status[i]!)) continue;
    const cash = scenario.behaviour.finance.cashMonths * sites.costUsdPerKg[i]! * sites.output2025TonnesPerMonth[i]!;
    pay(balances, other(setting, "owners"), i, cash);
  }
  return balances;
}
