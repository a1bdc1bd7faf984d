/** Schema of the rules of behaviour. Every field has a default, so a scenario states only what it changes. */

import { z } from "zod";

import { DEFAULT_BEHAVIOUR as d } from "../defaults";
import { share, sources, usdPerKg } from "./primitives";
import { facilityKind } from "./world";

const multiple = z.number().min(0).max(100);
const stockMonths = z.number().min(0).max(36);
const rate = z.number().min(0).max(1);
/** Standard deviation of a logarithm, and a factor on what was planned. */
const spread = z.number().min(0).max(2);
const factor = z.number().min(0.2).max(10);

const settlement = z.strictObject({
  termShare: share.default(d.settlement.termShare),
  termMonths: z.int().min(1).max(24).default(d.settlement.termMonths),
});

const processors = z.strictObject({
  workingStockMonths: stockMonths.default(d.processors.workingStockMonths),
  askLow: multiple.default(d.processors.askLow),
  askHigh: multiple.default(d.processors.askHigh),
  outputStockTargetMonths: stockMonths.default(d.processors.outputStockTargetMonths),
  inputStockTargetMonths: stockMonths.default(d.processors.inputStockTargetMonths),
  marginResponse: multiple.default(d.processors.marginResponse),
  marginResponseSquared: multiple.default(d.processors.marginResponseSquared),
  adjustMonths: z.number().min(1).max(60).default(d.processors.adjustMonths),
  minThroughputShare: share.default(d.processors.minThroughputShare),
  bidSlope: share.default(d.processors.bidSlope),
  capitalChargeYearly: rate.default(d.processors.capitalChargeYearly),
  avoidableShare: share.default(d.processors.avoidableShare),
  sponsorBidMultiple: multiple.default(d.processors.sponsorBidMultiple),
  tollingShareOfSwarf: share.default(d.processors.tollingShareOfSwarf),
  qualifiedPremiumUsdPerKg: usdPerKg.default(d.processors.qualifiedPremiumUsdPerKg),
  startUpFeedMonths: stockMonths.default(d.processors.startUpFeedMonths),
});

const beliefs = z.strictObject({
  speedMonthly: share.default(d.beliefs.speedMonthly),
  floorHazardYearly: z.number().min(0).max(5).default(d.beliefs.floorHazardYearly),
  hazardStep: z.number().min(0).max(5).default(d.beliefs.hazardStep),
  hazardMax: z.number().min(0).max(5).default(d.beliefs.hazardMax),
  hazardCleanFactor: share.default(d.beliefs.hazardCleanFactor),
  operatingHorizonYears: z.number().min(0.1).max(50).default(d.beliefs.operatingHorizonYears),
});

const finance = z.strictObject({
  interestRealYearly: rate.default(d.finance.interestRealYearly),
  loanYears: z.number().min(1).max(50).default(d.finance.loanYears),
  cashMonths: stockMonths.default(d.finance.cashMonths),
  creditMonths: stockMonths.default(d.finance.creditMonths),
  distressShareOfReplacement: share.default(d.finance.distressShareOfReplacement),
  covenantQuarters: z.int().min(0).max(400).default(d.finance.covenantQuarters),
  bankruptStockMonths: z.int().min(1).max(120).default(d.finance.bankruptStockMonths),
});

const triggers = z.strictObject({
  process: z.enum(["randomWalk", "meanReverting"]).default(d.triggers.process),
  volatilityYearly: z.number().min(0.01).max(3).default(d.triggers.volatilityYearly),
  monthsBelow: z.int().min(1).max(60).default(d.triggers.monthsBelow),
  closingCostShare: z.number().min(0).max(1).default(d.triggers.closingCostShare),
  idleYearsToClose: z.number().min(0).max(200).default(d.triggers.idleYearsToClose),
  restartAgeing: z.number().min(0).max(5).default(d.triggers.restartAgeing),
});

const buyers = z.strictObject({
  adjustMonths: z.number().min(1).max(60).default(d.buyers.adjustMonths),
  orderMaxOfUse: z.number().min(1).max(10).default(d.buyers.orderMaxOfUse),
  thriftSpeedMonthly: share.default(d.buyers.thriftSpeedMonthly),
  thriftReturnShare: share.default(d.buyers.thriftReturnShare),
  fearDecayMonthly: share.default(d.buyers.fearDecayMonthly),
  fearStep: share.default(d.buyers.fearStep),
  fearCover: z.number().min(0).max(10).default(d.buyers.fearCover),
  bidSegments: z.int().min(2).max(100).default(d.buyers.bidSegments),
  offshoringElasticity: z.number().min(0).max(10).default(d.buyers.offshoringElasticity),
  offshoringFreeGap: z.number().min(0).max(5).default(d.buyers.offshoringFreeGap),
  offshoringMost: share.default(d.buyers.offshoringMost),
  offshoringSpeedMonthly: share.default(d.buyers.offshoringSpeedMonthly),
  offshoringReturnShare: share.default(d.buyers.offshoringReturnShare),
  firms: z.int().min(1).max(200).default(d.buyers.firms),
  coverSpread: z.number().min(0).max(2).default(d.buyers.coverSpread),
  qualifiedShare: share.default(d.buyers.qualifiedShare),
  qualifyMonths: z.int().min(0).max(120).default(d.buyers.qualifyMonths),
});

const projects = z.strictObject({
  hurdleRealYearly: rate.default(d.projects.hurdleRealYearly),
  lifeYears: z.number().min(1).max(100).default(d.projects.lifeYears),
  startLuckMonthly: share.default(d.projects.startLuckMonthly),
  startLuckFullAtValueShare: z.number().positive().max(10).default(d.projects.startLuckFullAtValueShare),
  escalationPerConcurrentBuild: z.number().min(0).max(2).default(d.projects.escalationPerConcurrentBuild),
  constructionMonthsMine: z.int().min(1).max(240).default(d.projects.constructionMonthsMine),
  constructionMonthsPlant: z.int().min(1).max(240).default(d.projects.constructionMonthsPlant),
  rampMonths: z.int().min(0).max(240).default(d.projects.rampMonths),
  debtShare: share.default(d.projects.debtShare),
  expansionYearly: rate.default(d.projects.expansionYearly),
  expansionUtilisation: share.default(d.projects.expansionUtilisation),
  decision: z.enum(["hurdle", "wait"]).default(d.projects.decision),
  regionalRiskShare: z.number().min(0).max(2).default(d.projects.regionalRiskShare),
  publicLoanRealYearly: rate.default(d.projects.publicLoanRealYearly),
  permitLuckSd: spread.default(d.projects.permitLuckSd),
  overrunMedian: factor.default(d.projects.overrunMedian),
  overrunSd: spread.default(d.projects.overrunSd),
  delayMedian: factor.default(d.projects.delayMedian),
  delaySd: spread.default(d.projects.delaySd),
  rampShape: z.enum(["straight", "s"]).default(d.projects.rampShape),
  slotsPerRegion: z.int().min(0).max(10).default(d.projects.slotsPerRegion),
  slotSpread: spread.default(d.projects.slotSpread),
  slotPriceMultiple: multiple.default(d.projects.slotPriceMultiple),
  slotMonths: z.int().min(1).max(240).default(d.projects.slotMonths),
  slotStudyMonthsMine: z.int().min(0).max(600).default(d.projects.slotStudyMonthsMine),
  slotStudyMonthsPlant: z.int().min(0).max(600).default(d.projects.slotStudyMonthsPlant),
});

const geology = z.strictObject({
  gradeDeclineShare: z.number().min(0).max(0.95).default(d.geology.gradeDeclineShare),
  costInflationYearly: z.partialRecord(facilityKind, z.number().min(-0.2).max(0.5)).default({}),
  outageChanceMonthlyMine: share.default(d.geology.outageChanceMonthlyMine),
  outageChanceMonthlyPlant: share.default(d.geology.outageChanceMonthlyPlant),
  outageMonths: z.number().min(1).max(120).default(d.geology.outageMonths),
  outageLostShare: share.default(d.geology.outageLostShare),
});

const luck = z.strictObject({
  demandAr: z.number().min(0).max(0.9999).default(d.luck.demandAr),
  demandShockMonthly: z.number().min(0).max(1).default(d.luck.demandShockMonthly),
  demandMomentum: z.number().min(0).max(0.99).default(d.luck.demandMomentum),
  sectorAr: z.number().min(0).max(0.9999).default(d.luck.sectorAr),
  sectorShockMonthly: z.number().min(0).max(1).default(d.luck.sectorShockMonthly),
  oreAr: z.number().min(0).max(0.9999).default(d.luck.oreAr),
  oreShockMonthly: z.number().min(0).max(1).default(d.luck.oreShockMonthly),
  oreMaxOfCapacity: z.number().min(1).max(10).default(d.luck.oreMaxOfCapacity),
});

export const behaviour = z.strictObject({
  inflationYearly: z.number().min(-0.05).max(1).default(d.inflationYearly),
  settlement: settlement.prefault({}),
  processors: processors.prefault({}),
  beliefs: beliefs.prefault({}),
  finance: finance.prefault({}),
  triggers: triggers.prefault({}),
  buyers: buyers.prefault({}),
  projects: projects.prefault({}),
  geology: geology.prefault({}),
  luck: luck.prefault({}),
  sources,
});
