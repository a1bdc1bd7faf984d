/**
 * Why the exporter acts as it does, why a price is what it is, and what the bloc does: the same kind of story as a
 * site's, from the run's own events and figures. No one is blamed; what a state says of itself is not repeated here.
 */
import { STANCE_CODES } from "../../workers/frame";
import type { Snapshot, StageFigures, WorldInfo } from "../../sim/snapshot";
import type { Stance } from "../../sim/scenario";
import type { SimEvent } from "../../sim/events";
import { longMonth, money, percent, plain, price, tonnes } from "./format";
import type { WhyStory } from "./why";

export interface PolicyFacts {
  info: WorldInfo;
  now: Snapshot;
  /** The same month of the run it is held against. */
  ghost: Snapshot | null;
  /** Oldest first. */
  events: readonly SimEvent[];
}

const EXPORTER_QUESTIONS: Record<Stance, string> = {
  calm: "Why does the exporter let trade run?",
  flood: "Why does the exporter flood the market?",
  squeeze: "Why does the exporter hold goods back?",
  harvest: "Why does the exporter take its profit?",
};

/** The exporter: what it does, since when, what made it, what would end it. */
export function whyExporter({ info, now, ghost, events }: PolicyFacts): WhyStory {
  const stance = STANCE_CODES[now.world.stance] ?? "calm";
  const turn = lastOf(events, now.month, (event) => event.kind === "stanceChanged");
  const name = info.regions.find((one) => one.id === info.exporterRegion)?.name ?? "The exporter";
  const since =
    turn === null
      ? "It has sold under its usual quota since the start of this history."
      : `${longMonth(info.startMonth, turn.month)}: ${ended(turn.sentence)}`;
  const other = ghost === null ? null : (STANCE_CODES[ghost.world.stance] ?? "calm");
  const contrast =
    other === null || other === stance ? "" : ` In the dotted run it is otherwise: ${STANCE_STATES[other]}.`;
  const shares = info.goods
    .filter((good) => good.isStage)
    .map((good, stage) => ({
      name: `Share of the world’s ${good.name.toLowerCase()}`,
      value: percent(now.stages[stage]!.exporterShare),
    }));
  return {
    question: EXPORTER_QUESTIONS[stance],
    subtitle: `${name}, a state that steers its own firms. Now: ${STANCE_STATES[stance]}.`,
    sentence: `${since}${contrast}`,
    ruler: null,
    lastEvent: turn,
    rows: [{ name: "Left in the war chest", value: money(now.world.warChestKiloUsd) }, ...shares],
  };
}

const STANCE_STATES: Record<Stance, string> = {
  calm: "it sells under its usual quota",
  flood: "it releases idle ore and state stock",
  squeeze: "it caps its exports",
  harvest: "it sells at the price it has made",
};

/** A price in the bloc: which of the floor, imports or the bloc's own goods sets it, and what it was a year ago. */
export function whyPrice({ info, now, ghost }: PolicyFacts, stage: number, yearAgo: Snapshot | null): WhyStory {
  const good = info.goods.filter((one) => one.isStage)[stage];
  const figures = now.stages[stage]!;
  const noun = good?.name.toLowerCase() ?? "this good";
  const without = ghost?.stages[stage]?.zonePriceUsdPerKg ?? Number.NaN;
  const before = yearAgo?.stages[stage]?.zonePriceUsdPerKg ?? Number.NaN;
  return {
    question: Number.isFinite(figures.zonePriceUsdPerKg)
      ? `Why ${isMany(noun) ? "do" : "does"} ${noun} cost ${price(figures.zonePriceUsdPerKg)} in the bloc?`
      : `Why ${isMany(noun) ? "are" : "is"} no ${noun} traded in the bloc?`,
    subtitle: `Members of the bloc, ${longMonth(info.startMonth, now.month)}, a kilogram.`,
    sentence: priceSentence(figures),
    ruler: null,
    lastEvent: null,
    rows: [
      { name: "A year ago", value: price(before) },
      ...(ghost === null ? [] : [{ name: "In the dotted run", value: price(without) }]),
      { name: "At the exporter’s", value: price(figures.exporterPriceUsdPerKg) },
      { name: "Elsewhere outside", value: price(figures.outsidePriceUsdPerKg) },
      { name: "An import lands at", value: price(figures.landedUsdPerKg) },
      { name: "Floor", value: Number.isFinite(figures.referenceUsdPerKg) ? price(figures.referenceUsdPerKg) : "none" },
      { name: "Made in the bloc", value: tonnes(figures.zoneSupplyTonnes) },
      { name: "Imported", value: tonnes(figures.zoneImportsTonnes) },
      { name: "Used", value: tonnes(figures.zoneUseTonnes) },
    ],
  };
}

/** A price this near the floor is held by it, and this near an import's it is an import's. */
const NEAR_SHARE = 0.02;

function priceSentence(figures: StageFigures): string {
  const { zonePriceUsdPerKg: zone, referenceUsdPerKg: floor, landedUsdPerKg: landed, topUpUsdPerKg: topUp } = figures;
  const imports = figures.zoneImportsTonnes > 0;
  if (!Number.isFinite(zone)) return "Nobody in the bloc bought or sold it this month.";
  if (Number.isFinite(floor) && Math.abs(zone / floor - 1) < NEAR_SHARE)
    return imports && topUp > 0
      ? `The floor holds it: an import lands at ${price(landed)} and pays ${price(topUp)} on top.`
      : `It stands at the floor of ${price(floor)}.`;
  if (Number.isFinite(floor) && zone < floor)
    return imports
      ? `The floor says ${price(floor)}, but what lands cheaper pays too little to reach it.`
      : `The floor says ${price(floor)}, but it taxes imports alone, and the bloc’s own goods sell for less.`;
  if (imports && landed > 0 && Math.abs(zone / landed - 1) < NEAR_SHARE)
    return `Imports set it: they land at ${price(landed)}, ${
      Number.isFinite(floor) ? `over the floor of ${price(floor)}` : "and there is no floor at this stage"
    }.`;
  if (figures.zoneUseTonnes > figures.zoneSupplyTonnes + figures.zoneImportsTonnes)
    return `Goods are short: the bloc uses ${tonnes(figures.zoneUseTonnes)} and gets ${tonnes(
      figures.zoneSupplyTonnes + figures.zoneImportsTonnes,
    )}, so the dearest sellers set it.`;
  return imports
    ? `The bloc’s own sellers and imports share the market; an import lands at ${price(landed)}.`
    : "The bloc’s own sellers set it: nothing is imported.";
}

/** The governments of the bloc: what they keep, since when, what it costs and who pays. */
export function whyBloc({ info, now, ghost, events }: PolicyFacts): WhyStory {
  const isIn = now.world.floorEnabled === 1;
  const turn = lastOf(events, now.month, (event) => event.kind === "lever" && event.entityId.startsWith("bloc."));
  const members = now.members.reduce((sum, one) => sum + one, 0);
  const held = info.goods
    .filter((good) => good.isStage)
    .map((good, stage) => ({ good, figures: now.stages[stage]! }))
    .filter(({ figures }) => Number.isFinite(figures.referenceUsdPerKg));
  const asking = held.filter(({ figures }) => figures.topUpUsdPerKg > 0 && figures.zoneImportsTonnes > 0);
  const bill = ghost === null ? Number.NaN : now.world.buyersPay12mKiloUsd - ghost.world.buyersPay12mKiloUsd;
  const cost = Number.isFinite(bill)
    ? ` Buyers pay ${money(Math.abs(bill))} a year ${bill >= 0 ? "more" : "less"} than in the dotted run.`
    : "";
  return {
    question: isIn ? "What does the floor do now?" : "What do the members do now?",
    subtitle: `${members} member regions, ${longMonth(info.startMonth, now.month)}.`,
    sentence: isIn
      ? `${
          asking.length === 0
            ? "No import is cheap enough to pay the tariff."
            : `Imports of ${list(asking.map(({ good }) => good.name.toLowerCase()))} pay the gap to the floor: ${money(
                now.world.topUpRevenue12mKiloUsd,
              )} in twelve months.`
        }${cost}`
      : `They keep no floor: goods come in at the price they land at.${cost}`,
    ruler: null,
    lastEvent: turn,
    rows: [
      ...held.map(({ good, figures }) => ({
        name: `Floor for ${good.name.toLowerCase()}`,
        value: `${price(figures.referenceUsdPerKg)}, tariff ${price(figures.topUpUsdPerKg || 0)}`,
      })),
      { name: "Tariff income, twelve months", value: money(now.world.topUpRevenue12mKiloUsd) },
      { name: "Buyers’ bill, twelve months", value: money(now.world.buyersPay12mKiloUsd) },
      { name: "Sites that run", value: `${plain(now.world.blocSitesRunning)} of ${plain(now.world.blocSitesEver)}` },
    ],
  };
}

/** "Magnets" are many, "separated oxide" is one. */
function isMany(noun: string): boolean {
  return /[^s]s$/.test(noun);
}

function lastOf(events: readonly SimEvent[], month: number, isMeant: (event: SimEvent) => boolean): SimEvent | null {
  for (let at = events.length - 1; at >= 0; at--)
    if (events[at]!.month <= month && isMeant(events[at]!)) return events[at]!;
  return null;
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence.trim()) ? sentence.trim() : `${sentence.trim()}.`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
