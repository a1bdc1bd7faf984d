/**
 * The one sentence over the map: the largest thing that sets this month apart, with its cost in the same breath. Built
 * from figures of the run alone; two whole digits, a unit a citizen knows, nobody blamed.
 */
import { FLOW_FIGURES, FLOW_KINDS, STANCE_CODES } from "../../workers/frame";
import type { Snapshot, StageFigures, WorldFigures, WorldInfo } from "../../sim/snapshot";
import type { SimEvent } from "../../sim/events";
import { shortName } from "../map/labels";
import type { Interval } from "../../workers/interval";
import { money, percent, plain, price } from "./format";
import { intervalWords } from "./interval";

export const LONGEST_HEADLINE = 105;
const RECENT_MONTHS = 6;
/** A top-up under this share of the floor is not the news of the month. */
const LEAST_TOLD_SHARE = 0.05;

/** A price this near the floor is held by it. */
const HELD_WITHIN_SHARE = 0.02;

export interface HeadlineFacts {
  info: WorldInfo;
  now: Snapshot;
  /** The same month without the changes. */
  ghost: Snapshot | null;
  /** Oldest first, up to this month. */
  events: readonly SimEvent[];
}

/** A difference between the runs that a headline speaks of. */
export type Compared = { of: "world"; figure: keyof WorldFigures } | { of: number; figure: keyof StageFigures };

interface Candidate {
  weight: number;
  text: string;
  compared?: readonly Compared[];
}

export interface Headline {
  text: string;
  /** The differences it names, for what other seeds say of them. */
  compared: readonly Compared[];
}

export function headline(facts: HeadlineFacts): string {
  return headlineOf(facts).text;
}

/** The sentence, and which differences between the two runs it speaks of. */
export function headlineOf(facts: HeadlineFacts): Headline {
  const candidates = facts.ghost === null ? plainCandidates(facts) : branchCandidates(facts, facts.ghost);
  candidates.sort((a, b) => b.weight - a.weight);
  const fitting = candidates.find((one) => one.text.length <= LONGEST_HEADLINE);
  return { text: fitting?.text ?? facts.info.title, compared: fitting?.compared ?? [] };
}

const SITES: Compared = { of: "world", figure: "blocSitesRunning" };
const BILL: Compared = { of: "world", figure: "buyersPay12mKiloUsd" };
const STOPPED: Compared = { of: "world", figure: "factoriesStoppedShare" };

const STAGE_NOUNS: Record<string, string> = { concentrate: "ore", oxide: "oxide", metal: "metal", magnet: "magnets" };
const STAGE_WORDS: Record<string, string> = { concentrate: "ore", oxide: "oxide", metal: "metal", magnet: "magnet" };

function stageWord(info: WorldInfo, stage: number, words = STAGE_WORDS): string {
  const goods = info.goods.filter((good) => good.isStage);
  const good = goods[stage];
  return good === undefined ? "price" : (words[good.id] ?? good.name.toLowerCase());
}

function plainCandidates({ info, now, events }: HeadlineFacts): Candidate[] {
  const stance = STANCE_CODES[now.world.stance] ?? "calm";
  const oxide = Math.max(
    0,
    info.goods.filter((good) => good.isStage).findIndex((good) => good.id === "oxide"),
  );
  const figures = now.stages[oxide]!;
  const magnets = now.stages.at(-1)!;
  const shut = lastShut(events, now.month);
  const found: Candidate[] = [];
  const flood = soldBelowCost(now) ? "The exporter floods the market below cost." : "The exporter floods the market.";
  if (stance === "flood" && shut !== null)
    found.push({ weight: 9, text: `${flood} ${placeOf(info, shut)}${shortName(shut.entity)} has just shut.` });
  if (stance === "flood")
    found.push({
      weight: 7,
      text: `${flood} Oxide in the bloc costs ${price(figures.zonePriceUsdPerKg)} a kilo.`,
    });
  if (stance === "squeeze")
    found.push({
      weight: 8,
      text: `The exporter holds goods back. Oxide costs ${price(figures.zonePriceUsdPerKg)} in the bloc, ${price(figures.exporterPriceUsdPerKg)} at its source.`,
    });
  if (shut !== null)
    found.push({
      weight: 6,
      text: `${placeOf(info, shut)}${shortName(shut.entity)} has shut. ${now.world.blocSitesRunning} of ${now.world.blocSitesEver} bloc sites run.`,
    });
  if (stance === "harvest")
    found.push({
      weight: 5,
      text: `The exporter takes its profit. Oxide in the bloc costs ${price(figures.zonePriceUsdPerKg)} a kilo.`,
    });
  found.push({
    weight: now.month < 9 ? 20 : 1,
    text: `One exporter makes ${percent(magnets.exporterShare)} of the world’s magnets. Would a price floor change that?`,
  });
  found.push({
    weight: 2,
    text: `Oxide in the bloc costs ${price(figures.zonePriceUsdPerKg)} a kilo. ${now.world.blocSitesRunning} of its ${now.world.blocSitesEver} sites run.`,
  });
  return found;
}

function branchCandidates(facts: HeadlineFacts, ghost: Snapshot): Candidate[] {
  const { info, now } = facts;
  const found: Candidate[] = [];
  const billGap = now.world.buyersPay12mKiloUsd - ghost.world.buyersPay12mKiloUsd;
  const sitesGap = now.world.blocSitesRunning - ghost.world.blocSitesRunning;
  const bill =
    Math.abs(billGap) < 30_000
      ? "Buyers pay about the same."
      : `Buyers pay ${money(Math.abs(billGap))} a year ${billGap > 0 ? "more" : "less"}.`;

  if (now.world.floorEnabled === 1) {
    const widest = widestWedge(now.stages);
    if (widest !== null) {
      const figures = now.stages[widest]!;
      const before = ghost.stages[widest]!;
      const nouns = stageWord(info, widest, STAGE_NOUNS);
      const push = before.exporterPriceUsdPerKg - figures.exporterPriceUsdPerKg;
      const gap = figures.zonePriceUsdPerKg / figures.referenceUsdPerKg - 1;
      const held = Math.abs(gap) < HELD_WITHIN_SHARE;
      if (gap >= HELD_WITHIN_SHARE)
        found.push({
          weight: 5,
          compared: [BILL],
          text: `The bloc is short of ${nouns}: ${price(figures.zonePriceUsdPerKg)} a kilo, over the floor of ${price(figures.referenceUsdPerKg)}. ${bill}`,
        });
      if (held && push > 0.03 * before.exporterPriceUsdPerKg)
        found.push({
          weight: 6,
          compared: [{ of: widest, figure: "exporterPriceUsdPerKg" }],
          text: `The floor holds the bloc’s ${nouns} at ${price(figures.zonePriceUsdPerKg)}. The tonnes it turned away push the price outside down to ${price(figures.exporterPriceUsdPerKg)}.`,
        });
      if (held)
        found.push({
          weight: 5,
          compared: [BILL],
          text: `The floor holds the bloc’s ${nouns} at ${price(figures.zonePriceUsdPerKg)}, ${price(figures.topUpUsdPerKg)} over imports. ${bill}`,
        });
    } else if (now.stages.some((stage) => stage.referenceUsdPerKg > 0)) {
      const failing = now.stages.findIndex(
        (stage) => stage.zoneImportsTonnes === 0 && stage.zonePriceUsdPerKg < 0.98 * stage.referenceUsdPerKg,
      );
      if (failing >= 0)
        found.push({
          weight: 6,
          text: `The floor for ${stageWord(info, failing, STAGE_NOUNS)} says ${price(now.stages[failing]!.referenceUsdPerKg)}, but the bloc’s own surplus sells at ${price(now.stages[failing]!.zonePriceUsdPerKg)}.`,
        });
      found.push({
        weight: 3,
        compared: [BILL],
        text: `The floor is in, and no import is cheap enough to pay it. ${bill}`,
      });
    }
  }
  if (Math.abs(sitesGap) >= 2)
    found.push({
      weight: 4 + Math.min(5, Math.abs(sitesGap) * 0.6),
      compared: [SITES, BILL],
      text: `${Math.abs(sitesGap)} ${sitesGap > 0 ? "more" : "fewer"} bloc sites run than without the change. ${bill}`,
    });
  const stopped = now.world.factoriesStoppedShare - ghost.world.factoriesStoppedShare;
  if (Math.abs(stopped) > 0.01)
    found.push({
      weight: 5 + Math.abs(stopped) * 60,
      compared: [STOPPED],
      text: `${stopped > 0 ? "More" : "Fewer"} factories stand still: ${percent(now.world.factoriesStoppedShare)} of demand, ${percent(ghost.world.factoriesStoppedShare)} without the change.`,
    });
  const sites =
    sitesGap === 0
      ? "as many bloc sites run as without it"
      : `${Math.abs(sitesGap)} ${sitesGap > 0 ? "more" : "fewer"} bloc ${Math.abs(sitesGap) === 1 ? "site runs" : "sites run"}`;
  if (Math.abs(billGap) >= 30_000)
    found.push({ weight: 2, compared: [SITES, BILL], text: `With the change, ${sites}. ${bill}` });
  found.push({ weight: 1, compared: [SITES], text: `So far the change makes little difference: ${sites}.` });
  return found;
}

function widestWedge(stages: readonly StageFigures[]): number | null {
  let widest: number | null = null;
  stages.forEach((stage, index) => {
    // Captive ore may pay a top-up on its transfer price while the market stands far over the floor: no news of the floor.
    const isNear = stage.zonePriceUsdPerKg < 2 * stage.referenceUsdPerKg;
    const asks = isNear && stage.zoneImportsTonnes > 0 && share(stage) > LEAST_TOLD_SHARE;
    if (asks && (widest === null || share(stage) > share(stages[widest]!))) widest = index;
  });
  return widest;
}

function share(stage: StageFigures): number {
  return stage.topUpUsdPerKg / stage.referenceUsdPerKg;
}

function lastShut(events: readonly SimEvent[], month: number): SimEvent | null {
  for (let i = events.length - 1; i >= 0 && events[i]!.month > month - RECENT_MONTHS; i--) {
    const event = events[i]!;
    if ((event.kind === "mothballed" || event.kind === "closed") && event.inBloc && event.month <= month) return event;
  }
  return null;
}

function placeOf(info: WorldInfo, event: SimEvent): string {
  const region = info.regions.find((one) => one.id === event.region);
  return region === undefined ? "" : `In ${shortName(region.name).replace(/^United States$/, "the United States")}, `;
}

function soldBelowCost(snapshot: Snapshot): boolean {
  const { flows } = snapshot;
  for (let row = 0; row < flows.length; row += FLOW_FIGURES.length)
    if (FLOW_KINDS[flows[row + 4]!] === "belowCost") return true;
  return false;
}

const COMPARED_WORDS: Partial<Record<keyof WorldFigures | keyof StageFigures, string>> = {
  blocSitesRunning: "bloc sites",
  buyersPay12mKiloUsd: "what buyers pay a year",
  factoriesStoppedShare: "factories stopped",
  exporterPriceUsdPerKg: "the price outside",
};

/** A difference with its size, as text: dollars, points or a plain count, whichever the figure is. */
export function gapWords(figure: keyof WorldFigures | keyof StageFigures): (size: number) => string {
  if (figure === "blocSitesRunning") return (size) => plain(size, size < 9.95 ? 1 : 0);
  if (figure === "buyersPay12mKiloUsd" || figure === "topUpRevenue12mKiloUsd") return money;
  if (figure === "factoriesStoppedShare" || figure === "exporterShare")
    return (size) => `${plain(size * 100, size < 0.0995 ? 1 : 0)} pts`;
  return price;
}

/**
 * The line under the headline: what other seeds say of the differences it names; "one history" until they are in.
 * Empty when it names none.
 */
export function luckLine(
  compared: readonly Compared[],
  intervalAt: (compared: Compared) => Interval | null,
  coming: { done: number; of: number } | null,
): string {
  if (compared.length === 0) return "";
  const known = compared.map((one) => ({ one, interval: intervalAt(one) }));
  if (known.some(({ interval }) => interval === null))
    return coming === null ? "One history." : `One history; ${coming.done} of ${coming.of} other seeds are in.`;
  const parts = known.map(({ one, interval }) => {
    const { mean, range } = intervalWords(interval!, gapWords(one.figure));
    return `${COMPARED_WORDS[one.figure] ?? one.figure} ${mean} (${range})`;
  });
  return `Over ${known[0]!.interval!.seeds} seeds: ${parts.join(", ")}.`;
}
