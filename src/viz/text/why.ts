/**
 * Why a site is what it is: its last turn and the price that made it, from the run's own events and figures. Data, not
 * markup: the card, the list for screen readers and the tooltip all say the same.
 */
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { SimEvent } from "../../sim/events";
import type { Status } from "../../sim/scenario";
import { siteFigure, siteStatus } from "../map/siteState";
import { longMonth, percent, plain, price, tonnes } from "./format";
import { KIND_WORDS, stateWords, STATUS_WORDS } from "./words";

export interface WhyStory {
  question: string;
  subtitle: string;
  sentence: string;
  ruler: RulerFigures | null;
  /** The last event about the site, to go to. */
  lastEvent: SimEvent | null;
  rows: { name: string; value: string }[];
}

export interface RulerFigures {
  closesBelow: number;
  opensAbove: number;
  now: number;
  /** The same figure in the run without the changes; NaN where there is none. */
  without: number;
  isRunning: boolean;
}

export function whySite(facts: {
  info: WorldInfo;
  site: number;
  now: Snapshot;
  ghost: Snapshot | null;
  events: readonly SimEvent[];
}): WhyStory {
  const { info, site, now, ghost, events } = facts;
  const one = info.sites[site]!;
  const status = siteStatus(now, site);
  const region = info.regions[one.region]?.name ?? "";
  const own = events.filter((event) => event.entityId === one.id && event.month <= now.month);
  const turns = own.filter((event) => event.kind !== "financed" && event.kind !== "lever");
  const last = turns.at(-1) ?? null;
  const closesBelow = siteFigure(now, site, "closesBelowUsdPerKg");
  const opensAbove = siteFigure(now, site, "opensAboveUsdPerKg");
  const seen = siteFigure(now, site, "priceUsdPerKg");
  const without = ghost === null ? Number.NaN : siteFigure(ghost, site, "priceUsdPerKg");
  const hasRuler = closesBelow > 0 && opensAbove > 0 && Number.isFinite(seen) && status !== "closed";
  const runs = status === "operating" || status === "ramping";
  const state = stateWords(status, siteFigure(now, site, "utilisation"));
  return {
    question: questionOf(one.name, status),
    subtitle: `${KIND_WORDS[one.kind] ?? one.kind}, ${region}. ${state[0]!.toUpperCase()}${state.slice(1)}.`,
    sentence: sentenceOf(info, status, last, { seen, closesBelow, opensAbove }),
    ruler: hasRuler ? { closesBelow, opensAbove, now: seen, without, isRunning: runs } : null,
    lastEvent: last,
    rows: [
      { name: "Owner", value: one.owner },
      { name: "Capacity", value: `${tonnes(one.capacityTonnesPerYear)} a year` },
      { name: "Made this month", value: tonnes(siteFigure(now, site, "outputTonnes") || 0) },
      { name: "Cash cost", value: `${price(one.cashCostUsdPerKg)} a kg (${one.costConfidence} confidence)` },
      { name: "Price it reckons with", value: Number.isFinite(seen) ? `${price(seen)} a kg` : "none yet" },
      { name: "Cash", value: moneyOf(siteFigure(now, site, "cashKiloUsd")) },
      ...purseRows(siteFigure(now, site, "cashKiloUsd"), siteFigure(now, site, "purseKiloUsd")),
      { name: "Debt", value: moneyOf(siteFigure(now, site, "debtKiloUsd")) },
    ],
  };
}

/** Cash of the chain that a site shares its purse with, where it has one. */
function purseRows(cash: number, purse: number): { name: string; value: string }[] {
  return Number.isFinite(purse) && purse !== cash ? [{ name: "Cash of its chain", value: moneyOf(purse) }] : [];
}

function questionOf(name: string, status: Status): string {
  switch (status) {
    case "operating":
    case "ramping":
      return `Why is ${name} running?`;
    case "mothballed":
      return `Why does ${name} stand still?`;
    case "restarting":
      return `Why is ${name} coming back?`;
    case "closed":
      return `Why is ${name} closed?`;
    case "building":
      return `Why is ${name} being built?`;
    case "prospect":
    case "permitting":
    case "financing":
      return `Why is ${name} not built yet?`;
    default: {
      const never: never = status;
      throw new Error(`no question for ${String(never)}`);
    }
  }
}

function sentenceOf(
  info: WorldInfo,
  status: Status,
  last: SimEvent | null,
  figures: { seen: number; closesBelow: number; opensAbove: number },
): string {
  const room = triggersOf(status, figures);
  if (last === null) {
    const opening =
      status === "operating" ? "It has run since the start of this history." : `So far: ${STATUS_WORDS[status]}.`;
    return `${opening}${room}`;
  }
  const told = last.sentence.trim();
  return `${longMonth(info.startMonth, last.month)}: ${told}${/[.!?]$/.test(told) ? "" : "."}${room}`;
}

function triggersOf(
  status: Status,
  { seen, closesBelow, opensAbove }: { seen: number; closesBelow: number; opensAbove: number },
): string {
  if (!(closesBelow > 0) || !(opensAbove > 0) || !Number.isFinite(seen)) return "";
  if (status === "operating" || status === "ramping")
    return seen < closesBelow
      ? ` It reckons with ${price(seen)}, under the ${price(closesBelow)} at which it shuts.`
      : ` It reckons with ${price(seen)} and shuts below ${price(closesBelow)}.`;
  if (status === "mothballed") return ` It reckons with ${price(seen)} and needs ${price(opensAbove)} to come back.`;
  return "";
}

function moneyOf(kiloUsd: number): string {
  if (!Number.isFinite(kiloUsd)) return "not known";
  const millions = kiloUsd / 1000;
  return `${millions < 0 ? "−" : ""}$${plain(Math.abs(millions), Math.abs(millions) < 10 ? 1 : 0)}m`;
}

export function whyBuyers(info: WorldInfo, region: number, now: Snapshot, buyers: readonly number[]): WhyStory {
  let bought = 0;
  let use = 0;
  let wanted = 0;
  let stock = 0;
  for (const buyer of buyers) {
    bought += now.buyers[buyer * 4] || 0;
    use += now.buyers[buyer * 4 + 1] || 0;
    wanted += now.buyers[buyer * 4 + 2] || 0;
    stock += now.buyers[buyer * 4 + 3] || 0;
  }
  const name = info.regions[region]?.name ?? "";
  const short = wanted > 0 ? 1 - Math.min(1, use / wanted) : 0;
  return {
    question: `What do buyers in ${name} get?`,
    subtitle: `Buyers of magnets, ${name}.`,
    sentence:
      short > 0.02
        ? `They wanted ${tonnes(wanted)} this month and could use ${tonnes(use)}: ${percent(short)} is missing.`
        : `They use ${tonnes(use)} a month and get what they want.`,
    ruler: null,
    lastEvent: null,
    rows: [
      { name: "Bought this month", value: tonnes(bought) },
      { name: "Used", value: tonnes(use) },
      { name: "Wanted", value: tonnes(wanted) },
      { name: "In stock", value: `${tonnes(stock)}${use > 0 ? `, ${plain(stock / use, 1)} months` : ""}` },
    ],
  };
}
