/**
 * What exists in a run: its state as one plain value (typed arrays, plain objects) that can be copied, hashed, saved and
 * forked. `Setting` holds what never changes and is shared by copies.
 */
import type { SimEvent } from "./events";
import type { ProspectState } from "./facility/prospects";
import type { WarmState } from "./market";
import type { Bloc, Exporter } from "./scenario";
import type { Setting } from "./setting";

/** Months of landed prices that are remembered for reference prices by average. */
export const LANDED_MONTHS = 60;
/** Months over which a site's own output is averaged for its plans. */
export const MEAN_MONTHS = 6;

/** By site; stocks in tonnes, money in k$. */
export interface SiteState {
  status: Uint8Array;
  /** Month the status began, and the month it is due to end (−1: open). */
  since: Int32Array;
  due: Int32Array;
  /** Has made something, so that it counts among the sites ever opened. */
  everRan: Uint8Array;
  capacityTonnesPerMonth: Float64Array;
  /** What a deposit can give in a month, luck aside. */
  availableTonnesPerMonth: Float64Array;
  /** Share of capacity that can be used while ramping. */
  rampShare: Float64Array;
  inputStockTonnes: Float64Array;
  outputStockTonnes: Float64Array;
  captiveFeedTonnes: Float64Array;
  /** By-product on its way back: months × sites, the row of `month % rows` arrives in that month. */
  inTransitTonnes: Float64Array;
  byProductTonnes: Float64Array;
  /** Output of the last months, a ring of MEAN_MONTHS × sites. */
  recentOutputTonnes: Float64Array;
  /** Yearly output that customers outside the exporter have qualified, a month. */
  qualifiedTonnesPerMonth: Float64Array;
  debtKiloUsd: Float64Array;
  loanPaymentKiloUsd: Float64Array;
  /** Cash at the end of last month; earnings and debt service of the quarter so far; cover of the last quarter (NaN: no debt); quarters short. */
  closingCashKiloUsd: Float64Array;
  quarterEarnedKiloUsd: Float64Array;
  quarterServiceKiloUsd: Float64Array;
  serviceCover: Float64Array;
  quartersShort: Int32Array;
  /** What owners and lenders have put into the plant, and who owns it now (distress.ts). */
  sunkKiloUsd: Float64Array;
  boughtBy: Int32Array;
  /** Stock that an administrator sells a month, t; 0 without one. */
  administeredTonnes: Float64Array;
  monthsBelow: Int32Array;
  monthsAbove: Int32Array;
  /** Price compared with the triggers, and the triggers in terms of the output price, $/kg. */
  expectedUsdPerKg: Float64Array;
  closesBelowUsdPerKg: Float64Array;
  opensAboveUsdPerKg: Float64Array;
  /** Capital cost still to be paid for what is being built, and its monthly part. */
  capexLeftKiloUsd: Float64Array;
  capexMonthlyKiloUsd: Float64Array;
}

/** What ore bodies and by-products change. The state has it only where a scenario uses it. */
export interface GeologyState {
  /** Stock by row of the sites' basket, t. */
  byProductTonnes: Float64Array;
  /** By site: what is left in the ground, Infinity where no end is stated; and cash cost relative to the start. */
  reserveTonnes: Float64Array;
  costFactor: Float64Array;
}

export interface BuyerState {
  /** Sum over the buyer's firms. */
  stockTonnes: Float64Array;
  thrift: Float64Array;
  fear: Float64Array;
  /** Share of demand whose making has left the zone. */
  movedShare: Float64Array;
}

/** By firm, in the order of buyers (firms/sector.ts). */
export interface FirmState {
  stockTonnes: Float64Array;
  /** Months in a row without the licence that was needed, 255 at most. */
  refusedMonths: Uint8Array;
}

/** By good and region: good × regions + region. */
export interface MarketState {
  priceUsdPerKg: Float64Array;
  traded: Uint8Array;
  /** Prices of the last months for term contracts: ring × goods × regions. */
  historyUsdPerKg: Float64Array;
  beliefUsdPerKg: Float64Array;
  parityUsdPerKg: Float64Array;
  anchorUsdPerKg: Float64Array;
}

/** By good. */
export interface ZoneState {
  /** 1 for each region that is a member, by region index. */
  isMember: Uint8Array;
  /** Month in which the floor began, −1 without. */
  floorSince: number;
  /** Target by rule, and the reference price in force; NaN without. */
  targetUsdPerKg: Float64Array;
  /** By good: yearly hazard that firms give to the end of the floor, whether it was breached this quarter, and months without either. */
  hazardYearly: Float64Array;
  quarterBreached: Uint8Array;
  cleanMonths: Int32Array;
  /** What stood in the month before: by good whether a floor was in force. */
  wasFloored: Uint8Array;
  referenceUsdPerKg: Float64Array;
  /** Duty set from past prices, `posted` timing only. */
  postedUsdPerKg: Float64Array;
  /** Landed duty-paid prices before top-up, a ring of LANDED_MONTHS × goods, NaN where nothing is known. */
  landedUsdPerKg: Float64Array;
}

export interface ExporterState {
  /** Index in STANCE_CODES, and the month it began. */
  stance: number;
  stanceSince: number;
  /** How far idle ore and state stock are released, 0..1, and the share of output that is cut. */
  releaseShare: number;
  cutShare: number;
  chestKiloUsd: number;
  stateStockTonnes: number;
  /** By good: tonnes of the last 12 months on each lane out of the exporter, a ring of 12 × those lanes. */
  exportsTonnes: Float64Array[];
  /** By good: quota in force on each lane out of the exporter, t a month; Infinity without. */
  quotaTonnes: Float64Array[];
  /** Rivals' share of world output of the stock's good: ring of 3, and its value at the start. */
  rivalShare: Float64Array;
  rivalShareAtStart: number;
  /** Month since which licences are asked for, −1 while they are not. */
  licencesSince: number;
}

/** What the last month came to. Reset at the start of every month. */
export interface Outcome {
  /** By site. */
  planTonnes: Float64Array;
  orderTonnes: Float64Array;
  /** Feed placed outside the market: captive, tolled, from a pile. */
  placedTonnes: Float64Array;
  deliveredTonnes: Float64Array;
  soldTonnes: Float64Array;
  outputTonnes: Float64Array;
  usedTonnes: Float64Array;
  qualifiedSoldTonnes: Float64Array;
  premiumUsdPerKg: Float64Array;
  /** Ore a deposit can give this month, and the part placed with its own plants. */
  oreTonnes: Float64Array;
  captiveTonnes: Float64Array;
  costKiloUsd: Float64Array;
  /** What contracts for difference paid a site (below 0: took). */
  contractKiloUsd: Float64Array;
  /** By buyer. */
  demandTonnes: Float64Array;
  /** What buyers still order in the pool, and what they have from qualified makers. */
  buyerOrderTonnes: Float64Array;
  qualifiedBoughtTonnes: Float64Array;
  boughtTonnes: Float64Array;
  useTonnes: Float64Array;
  wantedTonnes: Float64Array;
  billKiloUsd: Float64Array;
  /** Firms of the buyer that lack more than a hundredth of what they want. */
  standingFirms: Float64Array;
  /** By good and pair of regions, t; and the top-up paid on the lane of the pair, $/kg. */
  flowTonnes: Float64Array;
  topUpUsdPerKg: Float64Array;
  /** By good and region: bought (with captive feed) and made. */
  takenTonnes: Float64Array;
  madeTonnes: Float64Array;
  /** By good: landed price, and what making it costs the exporter's plants on average. */
  landedUsdPerKg: Float64Array;
  exporterConversionUsdPerKg: Float64Array;
  topUpKiloUsd: Float64Array;
  /** Tonnes on which a top-up was due, by good. */
  leviedTonnes: Float64Array;
  events: SimEvent[];
}

/** Rolling figures for the headline measures. */
export interface RecordState {
  memberBillKiloUsd: Float64Array;
  topUpRevenueKiloUsd: Float64Array;
  memberShutTonnes: Float64Array;
  memberWantedTonnes: Float64Array;
  wasBreached: Uint8Array;
  /** Whether members' factories stood for want of goods last month. */
  wasShut: Uint8Array;
}

export interface WorldState {
  /** Months played. */
  month: number;
  bloc: Bloc;
  exporterPolicy: Exporter;
  sites: SiteState;
  geology?: GeologyState;
  prospects?: ProspectState;
  buyers: BuyerState;
  firms: FirmState;
  trade: MarketState;
  zone: ZoneState;
  exporter: ExporterState;
  /** Balances in k$; see accounts.ts for who is who. */
  accountsKiloUsd: Float64Array;
  record: RecordState;
  outcome: Outcome;
  /** Where the markets' solver starts next month: part of the state, so that copies give the same bits. */
  warm: WarmState[];
  /** Largest error of any month so far. */
  books: { worstTonnes: number; worstKiloUsd: number };
}

export interface World {
  setting: Setting;
  state: WorldState;
}
