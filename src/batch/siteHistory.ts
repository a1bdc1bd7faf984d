/**
 * The history of one site in a run, gathered from snapshots: its turns with their sentences, its figures at any month,
 * and what would change its mind then. The verb `why` prints it.
 */
import { monthLabel } from "../sim/calendar";
import type { SimEvent } from "../sim/events";
import type { Scenario, Status } from "../sim/scenario";
import { SITE_FIGURES, STATUS_CODES } from "../sim/snapshot";
import type { SiteInfo, Snapshot, WorldInfo } from "../sim/snapshot";
import type { SiteMoney } from "../sim/siteMoney";

type SiteFigure = (typeof SITE_FIGURES)[number];

/** What a site knows and is at the end of a month; null where there is no such figure. */
export interface SiteMonth {
  month: string;
  status: Status;
  capacityTonnesPerMonth: number;
  outputTonnes: number;
  /** What it reckons its output will fetch, $/kg, and the prices that shut and open it. */
  expectedUsdPerKg: number | null;
  closesBelowUsdPerKg: number | null;
  opensAboveUsdPerKg: number | null;
  /** Believed price of its region, $/kg. */
  beliefUsdPerKg: number | null;
  cashKiloUsd: number;
  debtKiloUsd: number;
  /** Cash of the purse that it shares with its chain; its own where it has none. */
  purseKiloUsd: number;
}

export interface SiteTurn {
  month: string;
  kind: string;
  sentence: string;
  figures: Record<string, number>;
}

export interface SiteHistory {
  scenario: string;
  seed: string;
  site: { id: string; name: string; kind: string; region: string; owner: string; goodOut: string };
  cashCostUsdPerKg: number;
  costConfidence: string;
  turns: SiteTurn[];
  /** The month asked for, or the last one played. */
  at: SiteMonth;
  /** Its owner, credit, covenants and contract in that month. */
  money: SiteMoney;
  /** Sentences: what would change its mind in that month. */
  wouldChange: string[];
  /** A row for January of each year, and the last month. */
  years: SiteMonth[];
}

/** The site of that name or id, letters of any case; -1 if there is none. */
export function findSite(info: WorldInfo, nameOrId: string): number {
  const wanted = nameOrId.toLowerCase();
  return info.sites.findIndex(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
}

/** The history of site `site` over the months played; `atMonth` counts from 0, `money` is the site's in that month. */
export function siteHistory(
  info: WorldInfo,
  scenario: Scenario,
  snapshots: readonly Snapshot[],
  site: number,
  atMonth: number,
  money: SiteMoney,
): SiteHistory {
  const one = info.sites[site]!;
  const { id, name, kind, owner, goodOut } = one;
  const at = siteMonth(info, snapshots[atMonth]!, site);
  const last = snapshots.length - 1;
  return {
    scenario: info.scenario,
    seed: info.seed,
    site: { id, name, kind, owner, goodOut, region: info.regions[one.region]!.name },
    cashCostUsdPerKg: one.cashCostUsdPerKg,
    costConfidence: one.costConfidence,
    turns: turnsOf(info, snapshots, one),
    at,
    money,
    wouldChange: wouldChange(info, scenario, snapshots, site, atMonth, money),
    years: snapshots
      .filter((snapshot) => monthLabel(info.startMonth, snapshot.month).endsWith("-01") || snapshot.month === last)
      .map((snapshot) => siteMonth(info, snapshot, site)),
  };
}

function turnsOf(info: WorldInfo, snapshots: readonly Snapshot[], one: SiteInfo): SiteTurn[] {
  const own: SimEvent[] = snapshots.flatMap(({ events }) => events.filter(({ entityId }) => entityId === one.id));
  return own.map(({ month, kind, sentence, figures }) => ({
    month: monthLabel(info.startMonth, month),
    kind,
    sentence,
    figures,
  }));
}

function figure(snapshot: Snapshot, site: number, name: SiteFigure): number {
  return snapshot.sites[site * SITE_FIGURES.length + SITE_FIGURES.indexOf(name)]!;
}

function siteMonth(info: WorldInfo, snapshot: Snapshot, site: number): SiteMonth {
  const read = (name: SiteFigure): number => figure(snapshot, site, name);
  const known = (name: SiteFigure): number | null => (read(name) > 0 ? read(name) : null);
  return {
    month: monthLabel(info.startMonth, snapshot.month),
    status: STATUS_CODES[read("status")]!,
    capacityTonnesPerMonth: read("capacityTonnesPerMonth"),
    outputTonnes: read("outputTonnes"),
    expectedUsdPerKg: known("priceUsdPerKg"),
    closesBelowUsdPerKg: known("closesBelowUsdPerKg"),
    opensAboveUsdPerKg: known("opensAboveUsdPerKg"),
    beliefUsdPerKg: known("beliefUsdPerKg"),
    cashKiloUsd: read("cashKiloUsd"),
    debtKiloUsd: read("debtKiloUsd"),
    purseKiloUsd: read("purseKiloUsd"),
  };
}

/** Months over which the use of cash is measured. */
const BURN_MONTHS = 6;

function wouldChange(
  info: WorldInfo,
  scenario: Scenario,
  snapshots: readonly Snapshot[],
  site: number,
  atMonth: number,
  money: SiteMoney,
): string[] {
  const at = siteMonth(info, snapshots[atMonth]!, site);
  const { monthsBelow, idleYearsToClose } = scenario.behaviour.triggers;
  const { expectedUsdPerKg: price, closesBelowUsdPerKg: closes, opensAboveUsdPerKg: opens } = at;
  const lines: string[] = [];
  switch (at.status) {
    case "ramping":
    case "operating": {
      if (price !== null && closes !== null) {
        lines.push(
          price >= closes
            ? `It shuts if it comes to reckon with less than ${usd(closes)} for ${monthsBelow} months: ${percent(1 - closes / price)} under the ${usd(price)} of this month.`
            : `It reckons with ${usd(price)}, under the ${usd(closes)} at which it shuts: it does so after ${monthsBelow} such months unless its price rises by ${percent(closes / price - 1)}, its state or sponsor keeps it open, or the rule of its owner differs.`,
        );
      }
      lines.push(...cashLines(snapshots, site, atMonth, at, money));
      lines.push(...contractLines(info, scenario, site, money));
      lines.push(...floorLines(snapshots[atMonth]!, money));
      break;
    }
    case "mothballed": {
      if (price !== null && opens !== null)
        lines.push(
          price > opens
            ? `It reckons with ${usd(price)}, over the ${usd(opens)} that opens it: it restarts after ${monthsBelow} such months.`
            : `It restarts if it comes to reckon with more than ${usd(opens)} for ${monthsBelow} months: ${percent(opens / price - 1)} over the ${usd(price)} of this month.`,
        );
      const since = sinceMonth(snapshots, site, atMonth);
      const end = monthLabel(info.startMonth, since + 12 * idleYearsToClose);
      lines.push(
        since > 0
          ? `If it stands still until ${end}, ${idleYearsToClose} years from when it shut, it closes for good.`
          : `It stood still when this history began; after ${idleYearsToClose} years of care it closes for good.`,
      );
      if (since > 0 && at.debtKiloUsd > 0)
        lines.push(
          `It owes ${millions(at.debtKiloUsd)} with ${purseWords(at)} and ${millions(money.creditKiloUsd)} of open credit: when both are gone its lenders sell it.`,
        );
      lines.push(...contractLines(info, scenario, site, money));
      lines.push(...floorLines(snapshots[atMonth]!, money));
      break;
    }
    case "restarting":
    case "building":
      lines.push(
        `${percent(figure(snapshots[atMonth]!, site, "progress"))} of the work is done; nothing in the model stops it now.`,
      );
      break;
    case "prospect":
    case "financing":
      lines.push(
        price !== null && opens !== null
          ? price > opens
            ? `It reckons with ${usd(price)}, over the ${usd(opens)} it needs to earn its hurdle: it begins when its owners find the money, by luck that grows with the gain.`
            : `It begins once it can reckon with ${usd(opens)}: ${percent(opens / price - 1)} over the ${usd(price)} of this month.`
          : "It waits for what it adds to, or for a price that anybody knows.",
      );
      break;
    case "permitting":
      lines.push("Its permit is under way; then it must find its money at the prices of that day.");
      break;
    case "closed":
      lines.push("Nothing: closed is final.");
      break;
    default: {
      const never: never = at.status;
      throw new Error(`no rule for a site that is ${String(never)}`);
    }
  }
  return lines;
}

function cashLines(
  snapshots: readonly Snapshot[],
  site: number,
  atMonth: number,
  at: SiteMonth,
  money: SiteMoney,
): string[] {
  const first = Math.max(0, atMonth - BURN_MONTHS);
  const months = atMonth - first;
  if (months === 0 || at.debtKiloUsd <= 0) return [];
  const change = (at.purseKiloUsd - figure(snapshots[first]!, site, "purseKiloUsd")) / months;
  const left = Math.max(0, at.purseKiloUsd) / -change;
  const lines =
    change >= 0
      ? [`It has ${purseWords(at)}, and that is growing: its lenders are no danger.`]
      : [
          `It has ${purseWords(at)}, which falls by ${millions(-change)} a month, with a debt of ${millions(at.debtKiloUsd)}: at that pace it has ${left < 1.5 ? "a month" : `${Math.round(left)} months`} and then ${money.creditKiloUsd > 0 ? `its credit of ${millions(money.creditKiloUsd)}` : "nothing, for its credit is frozen"}.`,
        ];
  if (money.serviceCover >= 0 || money.serviceCover < 0)
    lines.push(
      money.serviceCover >= 1
        ? `In the last quarter its earnings covered its debt service ${money.serviceCover.toFixed(1)} times; below once for two quarters its lenders freeze its credit.`
        : `In the last quarter its earnings covered ${percent(money.serviceCover)} of its debt service: ${money.creditKiloUsd > 0 ? "another such quarter may freeze its credit" : "its lenders have frozen its credit until a quarter covers it again"}.`,
    );
  return lines;
}

/** Its cash, and its chain's where they are not the same. */
function purseWords({ cashKiloUsd, purseKiloUsd }: SiteMonth): string {
  if (purseKiloUsd === cashKiloUsd) return `a cash of ${millions(cashKiloUsd)}`;
  return `${millions(purseKiloUsd)} in the purse that it shares with its chain (${millions(cashKiloUsd)} in its own till)`;
}

function contractLines(info: WorldInfo, scenario: Scenario, site: number, money: SiteMoney): string[] {
  const holder = money.purse.find((k) => scenario.contracts.some(({ facility }) => facility === info.sites[k]!.id));
  if (holder === undefined) return [];
  const contract = scenario.contracts.find(({ facility }) => facility === info.sites[holder]!.id)!;
  const payer = scenario.regions.find((region) => region.id === contract.payer)!.name;
  const whose =
    holder === site ? "Its contract" : `The contract of ${info.sites[holder]!.name}, with which it decides,`;
  const price = usd(contract.strikeUsdPerKg);
  if (money.contract === null)
    return [`${whose} with ${payer}, at ${price}, holds from ${contract.from} to ${contract.to}.`];
  const { strikeUsdPerKg, paidKiloUsd: paid } = money.contract;
  const worth = contract.indexed ? "" : `, by now worth ${usd(strikeUsdPerKg)} in money of ${scenario.startMonth}`;
  const settled = paid >= 0 ? `paid ${millions(paid)}` : `took ${millions(-paid)} of what the price lay over that`;
  return [
    `${whose} gives ${price}${worth}, until ${contract.to}: this month ${payer} ${settled}. Without it there would be the market alone to reckon with.`,
  ];
}

function floorLines(snapshot: Snapshot, money: SiteMoney): string[] {
  if (snapshot.world.floorEnabled === 0) return [];
  return [`Firms give the floor under its good a chance of ${percent(money.floorHazardYearly)} a year to end.`];
}

/** The month in which the status of `atMonth` began, 0 if it held from the start. */
function sinceMonth(snapshots: readonly Snapshot[], site: number, atMonth: number): number {
  const status = figure(snapshots[atMonth]!, site, "status");
  let month = atMonth;
  while (month > 0 && figure(snapshots[month - 1]!, site, "status") === status) month--;
  return month;
}

function usd(usdPerKg: number): string {
  return `$${usdPerKg < 10 ? usdPerKg.toFixed(1) : usdPerKg.toFixed(0)}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}

function millions(kiloUsd: number): string {
  const value = Math.abs(kiloUsd / 1000);
  return `${kiloUsd < 0 ? "-" : ""}$${value < 10 ? value.toFixed(1) : value.toFixed(0)}m`;
}
