/**
 * The validated scenario as plain types: everything a run is made from besides its seed.
 * The zod schema in `src/scenario/schema.ts` is checked against these types in both directions;
 * reading, defaults and cross-checks live there. Entities are put in id order when a world opens.
 *
 * Units: tonnes of contained good, real US dollars per kilogram, thousand dollars (k$).
 * Rates are yearly unless the name says monthly. Shares are 0..1.
 */

export type Confidence = "high" | "medium" | "low";

/** Where a figure comes from, and the range it may be sampled in. */
export interface SourceNote {
  source: string;
  confidence: Confidence;
  low?: number | undefined;
  high?: number | undefined;
}

/** Notes by field name of the entity that carries them. */
export type Sources = Record<string, SourceNote>;

export type GoodId = string;
export type RegionId = string;
export type FacilityId = string;

export type Status =
  | "prospect"
  | "permitting"
  | "financing"
  | "building"
  | "ramping"
  | "operating"
  | "mothballed"
  | "restarting"
  | "closed";

/** A good that comes with a site's main one in fixed proportion and is sold by itself. */
export interface ByProduct {
  good: GoodId;
  /** Tonnes that come with a tonne of the main good. */
  tonnesPerTonne: number;
}

export type FacilityKind = "mine" | "mine-and-separation" | "separation" | "recycling" | "metal" | "magnet";

/** One stage of the value chain. Goods are listed from raw to finished; markets clear in the reverse order. */
export interface Good {
  id: GoodId;
  name: string;
  /** What a tonne of it is, for example "t NdPr oxide contained". */
  unit: string;
  /** True for the stages that carry a price strip and may carry a floor. */
  isStage: boolean;
}

/** How a kind of processor turns one good into another. */
export interface Recipe {
  kind: FacilityKind;
  input: GoodId;
  output: GoodId;
  /** Tonnes of output from a tonne of input. */
  yieldTonnesPerTonne: number;
  /** Scrap that comes back from making a tonne of output, after `lagMonths`. */
  byProduct: {
    good: GoodId;
    tonnesPerTonneOutput: number;
    lagMonths: number;
    /** Ends of the ramp it is offered on (swarf: 5 to 20 $/kg contained). */
    askLowUsdPerKg: number;
    askHighUsdPerKg: number;
  } | null;
  sources: Sources;
}

export interface Region {
  id: RegionId;
  name: string;
  isoCodes: string[];
  latitude: number;
  longitude: number;
  group: "exporter" | "partner" | "mixed" | "non-aligned";
  dutyBase: "fob" | "cif";
  permitMonthsMine: number;
  permitMonthsPlant: number;
  realDiscountRate: number;
  sources: Sources;
}

/** Freight from one region to another, by good. A good that is not listed cannot be shipped on the lane. */
export interface Lane {
  from: RegionId;
  to: RegionId;
  freightUsdPerKg: Record<GoodId, number>;
  sources: Sources;
}

/** A duty of an importing region. `null` means any; the narrowest row wins (origin before good). */
export interface ImportDuty {
  region: RegionId;
  good: GoodId | null;
  origin: RegionId | null;
  inForceFrom: string;
  adValoremShare: number;
  specificUsdPerKg: number;
  sources: Sources;
}

/** What leaving a region costs: export tax plus VAT that is not refunded, as a share of the price at origin. */
export interface ExportTax {
  region: RegionId;
  good: GoodId;
  rateShare: number;
  specificUsdPerKg: number;
  sources: Sources;
}

export interface Facility {
  id: FacilityId;
  name: string;
  kind: FacilityKind;
  siteType: "single" | "company" | "group";
  region: RegionId;
  latitude: number;
  longitude: number;
  owner: string;
  ownerGroup: string;
  /** Null for a mine. */
  goodIn: GoodId | null;
  goodOut: GoodId;
  capacityTonnesPerYear: number;
  output2025TonnesPerYear: number;
  /** What the site can make in a year from January 2026 on, luck aside; the burn-in uses the 2025 figure. */
  availableTonnesPerYear: number;
  available2025TonnesPerYear: number;
  /** Ore of the exporter that stands idle and can be released within about three months; 0 elsewhere. */
  idleReleasableTonnesPerYear: number;
  /** The cost that opens and closes the site; processors leave feed out. */
  cashCostUsdPerKg: number;
  /** Ends of the offer ramp of a mine, and the sampling range. */
  cashCostLowUsdPerKg: number;
  cashCostHighUsdPerKg: number;
  careCostKiloUsdPerYear: number;
  restartCostKiloUsd: number;
  restartMonths: number;
  status: Status;
  statusNote: string;
  /** Month of first output for sites being built ("2027-06"), else null. */
  likelyStart: string | null;
  /** Plants that are filled first from this mine, in order; empty: none. */
  captiveTo: FacilityId[];
  captiveShare: number;
  tiedUntil: string | null;
  /** False: ore that the captive plants do not take is kept from the market (Mountain Pass since April 2025). */
  surplusForSale: boolean;
  /** Feed held outside the market for this plant alone, t of its input good, and the month it may be used from. */
  captiveFeedStockTonnes: number;
  captiveFeedFrom: string | null;
  /** One of the exporter's state mines: fills the whole captive order whatever the price. */
  isStateControlled: boolean;
  /** A public sponsor lets the plant bid for its 2025 feed above the market. */
  isSponsored: boolean;
  replacementUsdPerKgYear: number;
  debtShare: number;
  debtRepaidShare: number;
  /** Rare-earth oxide mined in 2025, in all and in USGS terms; 0 for processors. */
  reo2025Tonnes: number;
  reoInUsgs2025Tonnes: number;
  /** Opening stocks, before the burn-in raises them to its minimum. */
  inputStockTonnes: number;
  outputStockTonnes: number;
  /** Goods sold besides the main one; offers, bids and closing look at the whole basket. */
  byProducts?: ByProduct[] | undefined;
  /** What is left in the ground when the run begins, t of its good; absent: no end. */
  reserveTonnes?: number | undefined;
  sources: Sources;
}

/** A facility that does not exist yet. */
export interface Project {
  id: FacilityId;
  name: string;
  kind: FacilityKind;
  region: RegionId;
  latitude: number;
  longitude: number;
  owner: string;
  ownerGroup: string;
  goodIn: GoodId | null;
  goodOut: GoodId;
  capacityTonnesPerYear: number;
  capexKiloUsd: number;
  cashCostUsdPerKg: number;
  cashCostLowUsdPerKg: number;
  cashCostHighUsdPerKg: number;
  earliestStart: string;
  likelyStart: string;
  stage: "prospect" | "permitting" | "financing" | "building";
  statusNote: string;
  /** Capacity on top of this site or project, else null. */
  addsTo: FacilityId | null;
  captiveTo: FacilityId[];
  captiveShare: number;
  byProducts?: ByProduct[] | undefined;
  reserveTonnes?: number | undefined;
  /** A public lender or partner stands behind it: part of its capital is cheaper. */
  hasPublicSupport?: boolean | undefined;
  sources: Sources;
}

export type SectorId = string;

export interface Buyer {
  id: string;
  region: RegionId;
  sector: SectorId;
  good: GoodId;
  /** Use in the base year 2025. */
  demandTonnesPerYear: number;
  basePriceUsdPerKg: number;
  /** Magnitudes: demand moves with price to the power of minus these. */
  elasticityShort: number;
  elasticityLong: number;
  /** The last bid ends at 1.5 times this multiple of the base price. */
  chokeMultiple: number;
  coreShare: number;
  /** Worth of a kilogram to a factory that stops for want of it; for loss accounting only, never a bid. */
  coreValueUsdPerKg: number;
  coverWantedMonths: number;
  stockTonnes: number;
  complianceShare: number;
  /** Whether its making can leave for another region. */
  canMoveAbroad: boolean;
  sources: Sources;
}

export interface DemandPath {
  sector: SectorId;
  case: "low" | "central" | "high";
  /** Index of the first year given, then one number a year; 1 in 2025. */
  firstYear: number;
  indexByYear: number[];
  sources: Sources;
}

/** Old scrap offered in a region along a price ramp; swarf comes from the recipes. */
export interface ScrapSource {
  region: RegionId;
  availableTonnesPerYear: number;
  priceLowUsdPerKg: number;
  priceHighUsdPerKg: number;
  growthYearly: number;
  sources: Sources;
}

/**
 * A contract for difference on a site's own output of a good: while it lasts the payer gives the firm what the price lies under
 * the strike, and takes `upsideShare` of what it lies over.
 */
export interface Contract {
  id: string;
  facility: FacilityId;
  good: GoodId;
  strikeUsdPerKg: number;
  /** First and last month. */
  from: string;
  to: string;
  /** False: the strike is nominal, so that its real value falls with inflation from the start of the run. */
  indexed: boolean;
  upsideShare: number;
  /** Region whose treasury pays. */
  payer: RegionId;
  sources: Sources;
}

export type FloorRule = "cost" | "average" | "path";

/** Reference prices of the zone, kept by an adjustable tariff. */
export interface Floor {
  enabled: boolean;
  /** Stages that carry a floor. */
  stages: GoodId[];
  rule: FloorRule;
  /** `cost`: percentile of the zone's cost curve, margin on it, and the most it may step in a year. */
  percentile: number;
  margin: number;
  stepYearly: number;
  /** `average`: months of landed duty-paid prices averaged. */
  averageMonths: number;
  /** Fixed levels, $/kg, that replace the rule at their stage. */
  levels: Record<GoodId, number>;
  timing: "entryPrice" | "posted";
  /** `posted`: months between two settings of the duty, and months averaged. */
  cadenceMonths: number;
  /** The most a top-up may be, $/kg; null: no cap. */
  cap: number | null;
  phaseInMonths: number;
}

export interface Bloc {
  members: RegionId[];
  floor: Floor;
  sources: Sources;
}

/** Export licences of the exporter: granted to firms by chance, and lasting. None while `goods` is empty. */
export interface Licences {
  /** Goods whose export needs a licence. */
  goods: GoodId[];
  /** Regions whose firms need one; empty: the zone's members. */
  targets: RegionId[];
  /** Share of firms that are granted one. */
  grantShare: number;
  /** Months after which all licences are drawn anew; 1 is a monthly lottery. */
  lastsMonths: number;
  /** First month in which licences are asked for and first month in which they are not again; null: no such end. */
  from: string | null;
  to: string | null;
}

export type Conduct = "competitive" | "scripted" | "rule";
export type Stance = "calm" | "flood" | "squeeze" | "harvest";

export interface Exporter {
  region: RegionId;
  conduct: Conduct;
  /** `scripted`: stances by first month; calm before the first. */
  script: { from: string; stance: Stance }[];
  /** Oxide held by the state and sold only in a flood. */
  stateStockTonnes: number;
  stateStockGood: GoodId;
  floodStockTonnesPerYear: number;
  /** Yearly growth of the quota of the state mines (5.9% in 2024, 14% a year 2018–2024; default 0.05). */
  quotaGrowthYearly: number;
  /** How feed is valued when sales are judged below cost: at the dear end of the state mines' ramp, or at the cheap end. */
  costBasis: "transfer" | "resource";
  /** Largest part of a gap between wanted and present volume that is closed in a month. */
  adjustShareMonthly: number;
  /** Points of world oxide share gained by rivals, and share of world output under construction, that start a flood. */
  floodShareRise: number;
  floodPipelineShare: number;
  floodNotBeforeMonth: number;
  floodMonthsMin: number;
  floodMonthsMax: number;
  warChestKiloUsd: number;
  squeezeMonths: number;
  squeezeQuotaShare: number;
  /** Part of the tonnes held back by the quota that is cut from output. */
  squeezeOutputCutShare: number;
  /** Goods the export quota of a squeeze applies to. */
  squeezeGoods: GoodId[];
  licences: Licences;
  sources: Sources;
}

/** Rules of behaviour; docs/MODEL.md says what each does. */
export interface Behaviour {
  /** Loans and contracts that are not indexed lose this share of their real value a year. */
  inflationYearly: number;
  settlement: { termShare: number; termMonths: number };
  processors: {
    workingStockMonths: number;
    askLow: number;
    askHigh: number;
    outputStockTargetMonths: number;
    inputStockTargetMonths: number;
    /** A plan grows beyond the plant's own mean by marginResponse·x + marginResponseSquared·x², x the margin's share of the netback. */
    marginResponse: number;
    marginResponseSquared: number;
    adjustMonths: number;
    minThroughputShare: number;
    bidSlope: number;
    capitalChargeYearly: number;
    avoidableShare: number;
    sponsorBidMultiple: number;
    tollingShareOfSwarf: number;
    qualifiedPremiumUsdPerKg: number;
    startUpFeedMonths: number;
  };
  beliefs: {
    speedMonthly: number;
    /** Chance a year that a floor ends as firms see it at the start; a quarter of breach or a reversal adds a step up to the most, a clean year multiplies. */
    floorHazardYearly: number;
    hazardStep: number;
    hazardMax: number;
    hazardCleanFactor: number;
    operatingHorizonYears: number;
  };
  finance: {
    interestRealYearly: number;
    loanYears: number;
    cashMonths: number;
    creditMonths: number;
    distressShareOfReplacement: number;
    /** Quarters in which earnings fall short of debt service before lenders freeze a credit line; 0: never. */
    covenantQuarters: number;
    /** Months over which the stock of a bankrupt is sold. */
    bankruptStockMonths: number;
  };
  triggers: {
    /** What a mine on its own believes of its price when it sets its triggers. */
    process: "randomWalk" | "meanReverting";
    volatilityYearly: number;
    monthsBelow: number;
    closingCostShare: number;
    idleYearsToClose: number;
    /** Restart time grows by this share of itself for each idle year after the second, to 24 months at most. */
    restartAgeing: number;
  };
  buyers: {
    adjustMonths: number;
    orderMaxOfUse: number;
    thriftSpeedMonthly: number;
    thriftReturnShare: number;
    fearDecayMonthly: number;
    fearStep: number;
    fearCover: number;
    bidSegments: number;
    /**
     * Final making that leaves the zone: share of a sector's demand for each unit of log gap in the price of finished goods (beyond
     * the free part), the most that leaves, the part of the gap closed in a month, and the share of that speed at which it returns.
     */
    offshoringElasticity: number;
    offshoringFreeGap: number;
    offshoringMost: number;
    offshoringSpeedMonthly: number;
    offshoringReturnShare: number;
    /** Firms in each sector of a region, and the spread (sd of logs) of the cover they keep. */
    firms: number;
    coverSpread: number;
    /** Part of a firm's pooled order that is tied to suppliers it has approved, and how long it takes to approve others. */
    qualifiedShare: number;
    qualifyMonths: number;
  };
  projects: {
    hurdleRealYearly: number;
    lifeYears: number;
    startLuckMonthly: number;
    startLuckFullAtValueShare: number;
    escalationPerConcurrentBuild: number;
    constructionMonthsMine: number;
    constructionMonthsPlant: number;
    rampMonths: number;
    debtShare: number;
    /** Debottlenecking: most a site that runs above `expansionUtilisation` and earns its hurdle grows in a year (default 0.05, 0.9). */
    expansionYearly: number;
    expansionUtilisation: number;
    /** Present value at the hurdle rate, or the option to wait at the region's real rate: never both. */
    decision: "hurdle" | "wait";
    /** Part of what a region's real rate stands above the interest on loans that is added to the hurdle rate there. */
    regionalRiskShare: number;
    /** Real interest of the loans that a project with public support has. */
    publicLoanRealYearly: number;
    /** Spread (sd of logs) of permit time around the region's months. */
    permitLuckSd: number;
    /** Capital cost and months of building over what was planned: median of the factor, and sd of its log. */
    overrunMedian: number;
    overrunSd: number;
    delayMedian: number;
    delaySd: number;
    /** Gain of a ramp: equal parts, or slow at both ends (3x² − 2x³). */
    rampShape: "straight" | "s";
    /** Prospects that may appear in each region and stage where prices stay high, and the spread (sd of logs) of their figures. */
    slotsPerRegion: number;
    slotSpread: number;
    /** They appear when the expected price has stood over this multiple of the marginal project's break-even for so many months. */
    slotPriceMultiple: number;
    slotMonths: number;
    /** Months of exploration and studies before a new prospect can ask for permits. */
    slotStudyMonthsMine: number;
    slotStudyMonthsPlant: number;
  };
  /** Ore bodies, costs and outages; all nil unless stated. */
  geology: {
    /** Part of its grade that an ore body has lost when its reserve is used up; cost goes as one over grade. */
    gradeDeclineShare: number;
    /** Real yearly growth of cash cost by kind of site. */
    costInflationYearly: Partial<Record<FacilityKind, number>>;
    /** Strikes, floods, fires: chance a month, mean length and share of output lost. */
    outageChanceMonthlyMine: number;
    outageChanceMonthlyPlant: number;
    outageMonths: number;
    outageLostShare: number;
  };
  luck: {
    /** World demand, common to all sectors: persistence of its level, monthly shock, and persistence of what a shock sets going. */
    demandAr: number;
    demandShockMonthly: number;
    demandMomentum: number;
    /** The same for each sector by itself; the momentum is that of the common part. */
    sectorAr: number;
    sectorShockMonthly: number;
    oreAr: number;
    oreShockMonthly: number;
    oreMaxOfCapacity: number;
  };
  sources: Sources;
}

/** The state that the burn-in reached: what a run starts from. Written by `npm run burn-in`. */
export interface Opening {
  command: string;
  months: number;
  /** By good and region, $/kg: last price, and the beliefs that firms of the region hold. */
  markets: Record<GoodId, Record<RegionId, OpeningMarket>>;
  facilities: Record<FacilityId, OpeningFacility>;
  buyers: Record<string, { stockTonnes: number }>;
}

export interface OpeningMarket {
  priceUsdPerKg: number;
  beliefUsdPerKg: number;
  parityUsdPerKg: number;
}

export interface OpeningFacility {
  inputStockTonnes: number;
  outputStockTonnes: number;
  /** Captive feed left in the plant's own pile. */
  captiveFeedTonnes: number;
  /** Output of the last six months, t a month, oldest first. */
  recentOutputTonnes: number[];
  /** Swarf on its way back, t, by month of arrival; and what has arrived and waits for a buyer. */
  byProductTonnes: number[];
  byProductStockTonnes: number;
  /** Stocks of the goods in the site's `byProducts`, in that order. */
  basketStockTonnes?: number[] | undefined;
}

/** A change of a policy field that acts from a given month on; paths start with `bloc.` or `exporter.`. */
export interface DatedChange {
  month: string;
  path: string;
  value: unknown;
}

export interface Scenario {
  name: string;
  title: string;
  question: string;
  description: string;
  startMonth: string;
  months: number;
  goods: Good[];
  recipes: Recipe[];
  regions: Region[];
  lanes: Lane[];
  importDuties: ImportDuty[];
  exportTaxes: ExportTax[];
  facilities: Facility[];
  projects: Project[];
  buyers: Buyer[];
  demandPaths: DemandPath[];
  demandCase: "low" | "central" | "high";
  scrap: ScrapSource[];
  bloc: Bloc;
  exporter: Exporter;
  behaviour: Behaviour;
  contracts: Contract[];
  changes: DatedChange[];
  opening: Opening | null;
  /** Published totals that the world is checked against: what, value, unit, source. */
  sources: Sources;
}
