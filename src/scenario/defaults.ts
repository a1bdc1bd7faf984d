/**
 * Default rules of behaviour, of the floor and of the exporter: what a scenario file need not repeat. The one place
 * where they stand; why each has its value is in the flagship's sources (`behaviour.sources`, `bloc.sources`, …).
 */

import type { Behaviour, Exporter, Floor } from "../sim/scenario";

export const DEFAULT_BEHAVIOUR: Omit<Behaviour, "sources"> = {
  settlement: { termShare: 0.7, termMonths: 3 },
  processors: {
    workingStockMonths: 1,
    askLow: 0.9,
    askHigh: 1.3,
    outputStockTargetMonths: 1.75,
    inputStockTargetMonths: 1,
    marginResponse: 0.1,
    marginResponseSquared: 1,
    adjustMonths: 3,
    minThroughputShare: 0.05,
    bidSlope: 0.85,
    capitalChargeYearly: 0.08,
    avoidableShare: 0.65,
    sponsorBidMultiple: 1.1,
    tollingShareOfSwarf: 0.6,
    qualifiedPremiumUsdPerKg: 10,
    startUpFeedMonths: 2,
  },
  beliefs: { speedMonthly: 0.1, floorHazardYearly: 0.05, operatingHorizonYears: 2 },
  finance: {
    interestRealYearly: 0.08,
    loanYears: 12,
    cashMonths: 6,
    creditMonths: 3,
    distressShareOfReplacement: 0.25,
  },
  triggers: { volatilityYearly: 0.29, monthsBelow: 3, closingCostShare: 0.15, idleYearsToClose: 10 },
  buyers: {
    adjustMonths: 6,
    orderMaxOfUse: 1.5,
    thriftSpeedMonthly: 0.0167,
    thriftReturnShare: 0.5,
    fearDecayMonthly: 0.92,
    fearStep: 0.3,
    fearCover: 1,
    bidSegments: 12,
  },
  projects: {
    hurdleRealYearly: 0.15,
    lifeYears: 20,
    startLuckMonthly: 0.08,
    startLuckFullAtValueShare: 0.25,
    escalationPerConcurrentBuild: 0.05,
    constructionMonthsMine: 30,
    constructionMonthsPlant: 30,
    rampMonths: 36,
    debtShare: 0.45,
    expansionYearly: 0.05,
    expansionUtilisation: 0.9,
  },
  luck: { demandAr: 0.97, demandShockMonthly: 0.025, oreAr: 0.9, oreShockMonthly: 0.05, oreMaxOfCapacity: 1.35 },
};

export const DEFAULT_FLOOR: Floor = {
  enabled: false,
  stages: [],
  rule: "cost",
  percentile: 0.75,
  margin: 0.25,
  stepYearly: 0.05,
  averageMonths: 12,
  levels: {},
  timing: "entryPrice",
  cadenceMonths: 3,
  cap: null,
  phaseInMonths: 0,
};

/** Everything of the exporter but where it is and what it holds. */
export const DEFAULT_EXPORTER: Omit<Exporter, "region" | "stateStockGood" | "sources"> = {
  conduct: "competitive",
  script: [],
  stateStockTonnes: 0,
  floodStockTonnesPerYear: 0,
  quotaGrowthYearly: 0.05,
  costBasis: "transfer",
  adjustShareMonthly: 0.15,
  floodShareRise: 0.03,
  floodPipelineShare: 0.05,
  floodNotBeforeMonth: 12,
  floodMonthsMin: 24,
  floodMonthsMax: 48,
  warChestKiloUsd: 6_000_000,
  squeezeMonths: 18,
  squeezeQuotaShare: 0.7,
  squeezeOutputCutShare: 0.5,
  squeezeGoods: [],
};
