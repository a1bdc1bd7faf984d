/**
 * The chain that a generated world plays: goods and recipes of the flagship, and for each kind of site how many there are,
 * what it costs and how much of it is used. The tonnes of each stage follow from the magnets that the world wants.
 */

import type { FacilityKind, Good, Recipe } from "../../sim/scenario";

export type SiteKind = Exclude<FacilityKind, "mine-and-separation">;

export interface KindFigures {
  /** Letter that its ids begin with, and the word in its names. */
  letter: string;
  word: string;
  goodIn: string | null;
  goodOut: string;
  /** Share of the world's facilities. */
  share: number;
  /** Of the running capacity, what the world's demand uses. */
  utilisation: number;
  /** Share of facilities and of capacity that the exporter has. */
  exporterSites: number;
  exporterCapacity: number;
  /** Median cash cost outside the exporter and in it, $/kg, and the spread (standard deviation of the logarithm). */
  costUsdPerKg: number;
  exporterCostUsdPerKg: number;
  costSpread: number;
  sizeSpread: number;
  /** Worth new, $ for a kilogram of yearly capacity, outside the exporter and in it. */
  replacementUsdPerKgYear: number;
  exporterReplacementUsdPerKgYear: number;
}

/** Freight: what a port costs and what a thousand kilometres cost; and a price near which worlds come to rest. All $/kg. */
interface GoodFigures extends Good {
  freightPort: number;
  freightMegametre: number;
  restUsdPerKg: number;
}

export const GOODS: readonly GoodFigures[] = [
  {
    id: "scrap",
    name: "Scrap",
    unit: "t oxide contained in scrap",
    isStage: false,
    freightPort: 0.24,
    freightMegametre: 0.05,
    restUsdPerKg: 46,
  },
  {
    id: "concentrate",
    name: "Concentrate",
    unit: "t oxide contained",
    isStage: true,
    freightPort: 0.3,
    freightMegametre: 0.17,
    restUsdPerKg: 41,
  },
  {
    id: "oxide",
    name: "Separated oxide",
    unit: "t oxide",
    isStage: true,
    freightPort: 0.12,
    freightMegametre: 0.025,
    restUsdPerKg: 66,
  },
  {
    id: "metal",
    name: "Metal and alloy",
    unit: "t metal",
    isStage: true,
    freightPort: 0.12,
    freightMegametre: 0.025,
    restUsdPerKg: 95,
  },
  {
    id: "magnet",
    name: "Magnets",
    unit: "t finished magnet",
    isStage: true,
    freightPort: 0.16,
    freightMegametre: 0.033,
    restUsdPerKg: 53,
  },
];

/** Tonnes of output from a tonne of input, and scrap from a tonne of magnets. */
const YIELD = { separation: 0.92, recycling: 0.92, metal: 0.85, magnet: 2.883 };
const SWARF = 0.0991;

export const RECIPES: Omit<Recipe, "sources">[] = [
  {
    kind: "separation",
    input: "concentrate",
    output: "oxide",
    yieldTonnesPerTonne: YIELD.separation,
    byProduct: null,
  },
  { kind: "recycling", input: "scrap", output: "oxide", yieldTonnesPerTonne: YIELD.recycling, byProduct: null },
  { kind: "metal", input: "oxide", output: "metal", yieldTonnesPerTonne: YIELD.metal, byProduct: null },
  {
    kind: "magnet",
    input: "metal",
    output: "magnet",
    yieldTonnesPerTonne: YIELD.magnet,
    byProduct: {
      good: "scrap",
      tonnesPerTonneOutput: SWARF,
      lagMonths: 3,
      askLowUsdPerKg: 5,
      askHighUsdPerKg: 20,
    },
  },
];

export const KINDS: Record<SiteKind, KindFigures> = {
  mine: {
    letter: "m",
    word: "mine",
    goodIn: null,
    goodOut: "concentrate",
    share: 0.36,
    utilisation: 0.88,
    exporterSites: 0.3,
    exporterCapacity: 0.6,
    costUsdPerKg: 27,
    exporterCostUsdPerKg: 24,
    costSpread: 0.35,
    sizeSpread: 0.8,
    replacementUsdPerKgYear: 120,
    exporterReplacementUsdPerKgYear: 60,
  },
  separation: {
    letter: "s",
    word: "separation",
    goodIn: "concentrate",
    goodOut: "oxide",
    share: 0.17,
    utilisation: 0.8,
    exporterSites: 0.4,
    exporterCapacity: 0.8,
    costUsdPerKg: 12,
    exporterCostUsdPerKg: 9,
    costSpread: 0.2,
    sizeSpread: 0.7,
    replacementUsdPerKgYear: 60,
    exporterReplacementUsdPerKgYear: 40,
  },
  recycling: {
    letter: "r",
    word: "recycling",
    goodIn: "scrap",
    goodOut: "oxide",
    share: 0.05,
    utilisation: 0.8,
    exporterSites: 0.5,
    exporterCapacity: 0.8,
    costUsdPerKg: 11,
    exporterCostUsdPerKg: 8,
    costSpread: 0.2,
    sizeSpread: 0.6,
    replacementUsdPerKgYear: 40,
    exporterReplacementUsdPerKgYear: 10,
  },
  metal: {
    letter: "t",
    word: "metal",
    goodIn: "oxide",
    goodOut: "metal",
    share: 0.14,
    utilisation: 0.8,
    exporterSites: 0.4,
    exporterCapacity: 0.8,
    costUsdPerKg: 8,
    exporterCostUsdPerKg: 4.5,
    costSpread: 0.2,
    sizeSpread: 0.7,
    replacementUsdPerKgYear: 30,
    exporterReplacementUsdPerKgYear: 5,
  },
  magnet: {
    letter: "g",
    word: "magnets",
    goodIn: "metal",
    goodOut: "magnet",
    share: 0.28,
    utilisation: 0.8,
    exporterSites: 0.4,
    exporterCapacity: 0.8,
    costUsdPerKg: 21,
    exporterCostUsdPerKg: 17,
    costSpread: 0.15,
    sizeSpread: 0.7,
    replacementUsdPerKgYear: 40,
    exporterReplacementUsdPerKgYear: 10,
  },
};

export const SITE_KINDS = Object.keys(KINDS) as SiteKind[];

/** Magnets that a world wants for each of its facilities, t a year: sites come out about as large as those of 2025. */
export const MAGNETS_PER_FACILITY = 2_500;
/** Oxide that goes into other things than magnets, and old scrap on offer, per tonne of magnets. */
const OTHER_OXIDE = 0.035;
const OLD_SCRAP = 0.03;

export interface ChainTonnes {
  magnetsWanted: number;
  oxideWantedElsewhere: number;
  oldScrap: number;
  /** Output of each kind of site that meets the demand, t a year. */
  output: Record<SiteKind, number>;
}

/** Tonnes a year through the chain of a world of so many facilities; without recyclers all oxide comes from ore. */
export function chainTonnes(facilities: number, hasRecycling: boolean): ChainTonnes {
  const magnetsWanted = MAGNETS_PER_FACILITY * facilities;
  const metal = magnetsWanted / YIELD.magnet;
  const oxideWantedElsewhere = OTHER_OXIDE * magnetsWanted;
  const oxide = metal / YIELD.metal + oxideWantedElsewhere;
  const oldScrap = hasRecycling ? OLD_SCRAP * magnetsWanted : 0;
  // Half of the old scrap is dear enough to stay where it is.
  const recycled = hasRecycling ? YIELD.recycling * (SWARF * magnetsWanted + oldScrap / 2) : 0;
  const separated = oxide - recycled;
  return {
    magnetsWanted,
    oxideWantedElsewhere,
    oldScrap,
    output: {
      mine: separated / YIELD.separation,
      separation: separated,
      recycling: recycled,
      metal,
      magnet: magnetsWanted,
    },
  };
}
