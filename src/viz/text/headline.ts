/**
 * The one sentence over the map: the largest thing that sets this month apart, with its cost in the same breath. Built
 * from figures of the run alone; two whole digits, a unit a citizen knows, nobody blamed.
 */
import { FLOW_FIGURES, FLOW_KINDS, STANCE_CODES } from "../../workers/frame";
import type { Snapshot, StageFigures, WorldInfo } from "../../sim/snapshot";
import type { SimEvent } from "../../sim/events";
import { shortName } from "../map/labels";
import { money, percent, price } from "./format";

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

interface Candidate {
  weight: number;
  text: string;
}

export function headline(facts: HeadlineFacts): string {
  const candidates = facts.ghost === null ? plainCandidates(facts) : branchCandidates(facts, facts.ghost);
  candidates.sort((a, b) => b.weight - a.weight);
  const fitting = candidates.find((one) => one.text.length <= LONGEST_HEADLINE);
  return fitting?.text ?? facts.info.title;
}

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
          text: `The bloc is short of ${nouns}: ${price(figures.zonePriceUsdPerKg)} a kilo, over the floor of ${price(figures.referenceUsdPerKg)}. ${bill}`,
        });
      if (held && push > 0.03 * before.exporterPriceUsdPerKg)
        found.push({
          weight: 6,
          text: `The floor holds the bloc’s ${nouns} at ${price(figures.zonePriceUsdPerKg)}. The tonnes it turned away push the price outside down to ${price(figures.exporterPriceUsdPerKg)}.`,
        });
      if (held)
        found.push({
          weight: 5,
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
      found.push({ weight: 3, text: `The floor is in, and no import is cheap enough to pay it. ${bill}` });
    }
  }
  if (Math.abs(sitesGap) >= 2)
    found.push({
      weight: 4 + Math.min(5, Math.abs(sitesGap) * 0.6),
      text: `${Math.abs(sitesGap)} ${sitesGap > 0 ? "more" : "fewer"} bloc sites run than without the change. ${bill}`,
    });
  const stopped = now.world.factoriesStoppedShare - ghost.world.factoriesStoppedShare;
  if (Math.abs(stopped) > 0.01)
    found.push({
      weight: 5 + Math.abs(stopped) * 60,
      text: `${stopped > 0 ? "More" : "Fewer"} factories stand still: ${percent(now.world.factoriesStoppedShare)} of demand, ${percent(ghost.world.factoriesStoppedShare)} without the change.`,
    });
  const sites =
    sitesGap === 0
      ? "as many bloc sites run as without it"
      : `${Math.abs(sitesGap)} ${sitesGap > 0 ? "more" : "fewer"} bloc ${Math.abs(sitesGap) === 1 ? "site runs" : "sites run"}`;
  if (Math.abs(billGap) >= 30_000) found.push({ weight: 2, text: `With the change, ${sites}. ${bill}` });
  found.push({ weight: 1, text: `So far the change makes little difference: ${sites}.` });
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
