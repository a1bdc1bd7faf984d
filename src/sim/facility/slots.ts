/**
 * Prospects that nobody has named yet. Each region with an industry of a stage, in being or planned, keeps a few numbered slots
 * for it; they lie fallow, cost nothing in the month and become prospects one by one where prices stay high. What is found in a
 * slot (size, cost, capital cost) is drawn for the slot, so that it is the same whatever happens elsewhere.
 */
import { normalDraw } from "../maths/luck";
import { exp } from "../maths/portable";
import type { Facility, FacilityKind, Project, Region, Scenario } from "../scenario";

/** Slots of one region and stage, in a row. */
export interface SlotGroup {
  region: number;
  good: number;
  /** Index of the first slot among the sites, and how many there are. */
  first: number;
  count: number;
}

/** A region has an industry to build on from this share of capacity outside the exporter on, sites and projects together. */
const INDUSTRY_SHARE = 0.05;
/** Each further slot of a region costs this much more than the one before: the best is found first. */
const DEARER_EACH = 0.1;
/** Ends of a generic mine's cost ramp, about its cost. */
const RAMP_SHARE = 0.25;

type Entry = Facility | Project;

/** The scenario's slots as projects with the figures of a typical site; none where it wants none. */
export function layOutSlots(scenario: Scenario): Project[] {
  const { slotsPerRegion } = scenario.behaviour.projects;
  if (slotsPerRegion === 0) return [];
  const regions = [...scenario.regions].sort((a, b) => (a.id < b.id ? -1 : 1));
  return scenario.goods.flatMap((good) => {
    if (!good.isStage) return [];
    const kind = kindThatMakes(scenario, good.id);
    const all = makersOf(scenario, good.id);
    return regions.flatMap((region) => {
      const own = capacityOf(all.filter((entry) => entry.region === region.id));
      // The exporter's state plans its own capacity.
      if (kind === null || region.id === scenario.exporter.region) return [];
      if (own === 0 || own < INDUSTRY_SHARE * capacityOf(all)) return [];
      return Array.from({ length: slotsPerRegion }, (_, k) =>
        typicalProject(scenario, region, good.id, kind, all, k + 1),
      );
    });
  });
}

function kindThatMakes(scenario: Scenario, good: string): FacilityKind | null {
  const recipe = scenario.recipes.find((candidate) => candidate.output === good && candidate.kind !== "recycling");
  if (recipe) return recipe.kind;
  return scenario.facilities.some((site) => site.goodOut === good && site.goodIn === null) ? "mine" : null;
}

function makersOf(scenario: Scenario, good: string): Entry[] {
  return [...scenario.facilities, ...scenario.projects].filter(
    (entry) => entry.goodOut === good && entry.kind !== "recycling" && entry.region !== scenario.exporter.region,
  );
}

function capacityOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.capacityTonnesPerYear, 0);
}

function typicalProject(
  scenario: Scenario,
  region: Region,
  good: string,
  kind: FacilityKind,
  all: Entry[],
  ordinal: number,
): Project {
  const alike = all.filter((entry) => entry.kind === kind);
  const here = alike.filter((entry) => entry.region === region.id);
  const near = here.length > 0 ? here : alike.length > 0 ? alike : all;
  const planned = near.filter((entry): entry is Project => "capexKiloUsd" in entry);
  const capacity = median((alike.length > 0 ? alike : all).map((entry) => entry.capacityTonnesPerYear));
  const cost = median(near.map((entry) => entry.cashCostUsdPerKg)) * (1 + DEARER_EACH * (ordinal - 1));
  const worth =
    median((planned.length > 0 ? planned : near).map(worthUsdPerKgYear)) * (1 + DEARER_EACH * (ordinal - 1));
  const recipe = scenario.recipes.find((candidate) => candidate.kind === kind);
  const words = kind === "mine" ? "mine" : `${kind} plant`;
  return {
    id: `slot-${region.id}-${good}-${ordinal}`,
    name: `New ${words} ${ordinal}, ${region.name}`,
    kind,
    region: region.id,
    latitude: region.latitude,
    longitude: region.longitude,
    owner: "not named",
    ownerGroup: "not named",
    goodIn: recipe?.input ?? null,
    goodOut: good,
    capacityTonnesPerYear: capacity,
    capexKiloUsd: worth * capacity,
    cashCostUsdPerKg: cost,
    cashCostLowUsdPerKg: kind === "mine" ? (1 - RAMP_SHARE) * cost : cost,
    cashCostHighUsdPerKg: kind === "mine" ? (1 + RAMP_SHARE) * cost : cost,
    earliestStart: scenario.startMonth,
    likelyStart: scenario.startMonth,
    stage: "prospect",
    statusNote: "",
    addsTo: null,
    captiveTo: [],
    captiveShare: 0,
    sources: {},
  };
}

function worthUsdPerKgYear(entry: Entry): number {
  return "capexKiloUsd" in entry ? entry.capexKiloUsd / entry.capacityTonnesPerYear : entry.replacementUsdPerKgYear;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : 0.5 * (sorted[middle - 1]! + sorted[middle]!);
}

/** A slot with what a seed has put in it: capacity, cost and capital cost spread about the typical ones. */
export function drawSlot(slot: Project, seed: string, spread: number): Project {
  const factor = (purpose: string): number => exp(spread * normalDraw(seed, slot.id, purpose));
  const cost = factor("cost");
  const capacityTonnesPerYear = slot.capacityTonnesPerYear * factor("capacity");
  const worth = (slot.capexKiloUsd / slot.capacityTonnesPerYear) * factor("capital");
  return {
    ...slot,
    capacityTonnesPerYear,
    capexKiloUsd: worth * capacityTonnesPerYear,
    cashCostUsdPerKg: slot.cashCostUsdPerKg * cost,
    cashCostLowUsdPerKg: slot.cashCostLowUsdPerKg * cost,
    cashCostHighUsdPerKg: slot.cashCostHighUsdPerKg * cost,
  };
}

/** Groups of slots that follow one another with one region and good. `first` is the index of the first slot. */
export function groupSlots(first: number, region: Int32Array, good: Int32Array): SlotGroup[] {
  const groups: SlotGroup[] = [];
  for (let i = first; i < region.length; i++) {
    const last = groups[groups.length - 1];
    if (last?.region === region[i] && last.good === good[i]) last.count++;
    else groups.push({ region: region[i]!, good: good[i]!, first: i, count: 1 });
  }
  return groups;
}
