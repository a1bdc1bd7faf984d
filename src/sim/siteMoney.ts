/** Money of one site in the month played last: what a table of all sites would be too wide for, asked for site by site. */
import { strikeOf } from "./contracts/contracts";
import { ownerOf } from "./facility/distress";
import { creditKiloUsd, isCreditFrozen, purseMembers } from "./facility/purse";
import type { World } from "./state";

export interface SiteMoney {
  /** Who owns it now. */
  owner: string;
  /** Sites that share its purse, as site indices, and the credit line open to them, k$. */
  purse: number[];
  creditKiloUsd: number;
  isCreditFrozen: boolean;
  /** Earnings over debt service in the last quarter; NaN without debt service. */
  serviceCover: number;
  /** What owners and lenders have put into it, k$. */
  sunkKiloUsd: number;
  /** The contract in force in its purse: the site that holds it, its strike in dollars of the start ($/kg) and what it paid (k$). */
  contract: { site: number; strikeUsdPerKg: number; paidKiloUsd: number } | null;
  /** Yearly hazard that firms give to the end of a floor under its good. */
  floorHazardYearly: number;
}

/** Money of a site. Call it after `stepMonth`. */
export function siteMoney(world: World, site: number): SiteMoney {
  const { setting, state } = world;
  const purse = [...purseMembers(world, site)];
  const holder = purse.find((k) => strikeOf(world, k, state.month - 1) >= 0);
  return {
    owner: ownerOf(world, site),
    purse,
    creditKiloUsd: creditKiloUsd(world, site),
    isCreditFrozen: isCreditFrozen(world, site),
    serviceCover: state.sites.serviceCover[site]!,
    sunkKiloUsd: state.sites.sunkKiloUsd[site]!,
    contract:
      holder === undefined
        ? null
        : {
            site: holder,
            strikeUsdPerKg: strikeOf(world, holder, state.month - 1),
            paidKiloUsd: state.outcome.contractKiloUsd[holder]!,
          },
    floorHazardYearly: state.zone.hazardYearly[setting.sites.goodOut[site]!]!,
  };
}
