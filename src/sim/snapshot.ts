/**
 * The read-only view of a month that leaves the model. The picture, the tables and the command line see
 * nothing else. Everything is a copy: a snapshot stays true while the world goes on.
 */
import type { FacilityKind, GoodId, RegionId, Stance, Status } from "./scenario";
import type { SimEvent } from "./events";

/** Status as a small number, for flat arrays: the index in this list. */
export const STATUS_CODES: readonly Status[] = [
  "prospect",
  "permitting",
  "financing",
  "building",
  "ramping",
  "operating",
  "mothballed",
  "restarting",
  "closed",
];

export const STANCE_CODES: readonly Stance[] = ["calm", "flood", "squeeze", "harvest"];

/** Flow kinds as small numbers. Illicit and stockpile flows join when the model has them. */
export const FLOW_KINDS = ["ordinary", "belowCost"] as const;

/** What does not change during a run: names, places, kinds. Sites are the facilities first, then the projects. */
export interface WorldInfo {
  scenario: string;
  title: string;
  question: string;
  seed: string;
  startMonth: string;
  months: number;
  goods: { id: GoodId; name: string; unit: string; isStage: boolean }[];
  regions: { id: RegionId; name: string; isoCodes: string[]; latitude: number; longitude: number }[];
  exporterRegion: RegionId;
  sites: SiteInfo[];
  buyers: { id: string; region: RegionId; sector: string; good: GoodId; demandTonnesPerYear: number }[];
}

export interface SiteInfo {
  id: string;
  name: string;
  kind: FacilityKind;
  /** single plant, company with several plants, or regional group; projects are single. */
  siteType: "single" | "company" | "group";
  isProject: boolean;
  /** Index into `WorldInfo.regions`. */
  region: number;
  latitude: number;
  longitude: number;
  owner: string;
  goodIn: GoodId | null;
  goodOut: GoodId;
  capacityTonnesPerYear: number;
  cashCostUsdPerKg: number;
  costConfidence: string;
}

/** Figures of one stage in one month; NaN where there is none. */
export interface StageFigures {
  /** Use-weighted mean over members of prices that traded. */
  zonePriceUsdPerKg: number;
  /** The exporter's home price (the orange line). */
  exporterPriceUsdPerKg: number;
  /** Use-weighted mean over non-members other than the exporter. */
  outsidePriceUsdPerKg: number;
  /** Import-weighted duty-paid price before the top-up; with no imports that of the cheapest lane. */
  landedUsdPerKg: number;
  referenceUsdPerKg: number;
  topUpUsdPerKg: number;
  zoneImportsTonnes: number;
  zoneSupplyTonnes: number;
  zoneUseTonnes: number;
  worldOutputTonnes: number;
  /** Of world output at this stage. */
  exporterShare: number;
}
/** Order of the stage figures in a frame. */
export const STAGE_FIGURES = [
  "zonePriceUsdPerKg",
  "exporterPriceUsdPerKg",
  "outsidePriceUsdPerKg",
  "landedUsdPerKg",
  "referenceUsdPerKg",
  "topUpUsdPerKg",
  "zoneImportsTonnes",
  "zoneSupplyTonnes",
  "zoneUseTonnes",
  "worldOutputTonnes",
  "exporterShare",
] as const satisfies readonly (keyof StageFigures)[];

/** World-wide figures of one month. */
export interface WorldFigures {
  blocSitesRunning: number;
  blocSitesEver: number;
  /** Members' bill for finished goods over the last 12 months. */
  buyersPay12mKiloUsd: number;
  topUpRevenue12mKiloUsd: number;
  /** Shutdown over wanted tonnes of members, 3 months. */
  factoriesStoppedShare: number;
  floorEnabled: number;
  stance: number;
  warChestKiloUsd: number;
}
export const WORLD_FIGURES = [
  "blocSitesRunning",
  "blocSitesEver",
  "buyersPay12mKiloUsd",
  "topUpRevenue12mKiloUsd",
  "factoriesStoppedShare",
  "floorEnabled",
  "stance",
  "warChestKiloUsd",
] as const satisfies readonly (keyof WorldFigures)[];

/** Columns of a site in a frame; NaN where a site has no such figure yet. */
export const SITE_FIGURES = [
  "status",
  "capacityTonnesPerMonth",
  "outputTonnes",
  "utilisation",
  /** Own price (a processor: margin-relevant output price) believed, and the prices that shut and open it. */
  "priceUsdPerKg",
  "beliefUsdPerKg",
  "closesBelowUsdPerKg",
  "opensAboveUsdPerKg",
  "cashKiloUsd",
  "debtKiloUsd",
  /** Cash of the purse it shares with its chain (its own cash if it has none). */
  "purseKiloUsd",
  /** Done part of building, restarting or ramping, 0..1. */
  "progress",
] as const;

export interface Snapshot {
  month: number;
  stages: StageFigures[];
  world: WorldFigures;
  /** Member flag by region. */
  members: Uint8Array;
  /** Goods × regions, $/kg, NaN where nothing traded. */
  prices: Float64Array;
  /** Sites × SITE_FIGURES. */
  sites: Float64Array;
  /** Buyers × [boughtTonnes, useTonnes, wantedTonnes, stockTonnes]. */
  buyers: Float64Array;
  /** Flows × [good index, from region, to region, tonnes, kind, top-up $/kg]; captive and qualified tonnes are in it. */
  flows: Float64Array;
  events: SimEvent[];
}
export const BUYER_FIGURES = ["boughtTonnes", "useTonnes", "wantedTonnes", "stockTonnes"] as const;
export const FLOW_FIGURES = ["good", "from", "to", "tonnes", "kind", "topUpUsdPerKg"] as const;
