// The bloc, the exporter and the rules of behaviour: defaults with the reason for each and the range to sample.

import { note, num, readTable, rowOf } from "./tables.mjs";
import { stateStock } from "./stocks.mjs";

const parameters = readTable("parameters.csv");

/** A note taken from a row of parameters.csv, its range as signed there. @param {string} name @param {number} [scale] */
function parameter(name, scale = 1) {
  const row = rowOf(parameters, "name", name);
  return note(`parameters.csv, ${name}: ${row.source}`, row.confidence, num(row.low) * scale, num(row.high) * scale);
}

/** @param {string} why @param {number} [low] @param {number} [high] */
const judged = (why, low, high) => note(`judged: ${why}`, "low", low, high);
/** @param {string} why @param {number} [low] @param {number} [high] */
const tried = (why, low, high) => note(`set in trials of the whole chain: ${why}`, "low", low, high);

/** @param {object} defaults the floor of src/scenario/defaults.ts */
export function buildBloc(defaults) {
  const members = readTable("members-2026.csv").filter((row) => row.default === "yes");
  return {
    members: members.map((row) => row.region),
    floor: { ...defaults, stages: ["concentrate", "oxide", "metal", "magnet"] },
    sources: {
      members: note(
        "proposal: states that announced work on floors on 4 February 2026, and allies that attended (members-2026.csv)",
        "low",
      ),
      "floor.percentile": judged("the tonne at three quarters of the zone's cost curve", 0.5, 0.9),
      "floor.margin": judged("a quarter over cost, near what projects ask", 0, 0.5),
      "floor.stepYearly": judged("the yearly review moves the level by at most a twentieth", 0, 0.2),
      "floor.averageMonths": judged("a year, so that one bad month moves little", 3, 36),
      "floor.cadenceMonths": judged("duties are posted quarterly when they are posted", 1, 12),
    },
  };
}

/** @param {object} defaults the exporter of src/scenario/defaults.ts */
export function buildExporter(defaults) {
  const state = stateStock();
  return {
    region: "CHN",
    ...defaults,
    conduct: "rule",
    stateStockTonnes: num(state.stock_t),
    stateStockGood: "oxide",
    floodStockTonnesPerYear: 7000,
    squeezeGoods: ["oxide", "metal", "magnet"],
    sources: {
      conduct: judged("the behaviour that the floor is meant to answer; competitive and scripted are the alternatives"),
      stateStockTonnes: note(state.source, state.confidence, num(state.low), num(state.high)),
      floodStockTonnesPerYear: judged("half of the state's oxide in a year", 3000, 12000),
      quotaGrowthYearly: note(
        "mining quotas grew 5.9% in 2024 and 14% a year from 2018 to 2024; 5% by judgement",
        "medium",
        0,
        0.14,
      ),
      costBasis: judged("firms pay the transfer price for feed; the resource cost is the variant"),
      adjustShareMonthly: judged("mines and quotas turn slowly", 0.08, 0.3),
      floodShareRise: judged("rivals three points above their share of 2025", 0.01, 0.06),
      floodPipelineShare: judged("rival plants under construction worth a twentieth of world output", 0.02, 0.1),
      floodNotBeforeMonth: judged("no flood in the first year", 0, 36),
      floodMonthsMin: judged("shorter floods close nothing", 12, 36),
      floodMonthsMax: judged("longer than any seen", 36, 72),
      warChestKiloUsd: judged("a few dollars a kilogram on all sales for the length of a flood", 3_000_000, 12_000_000),
      squeezeMonths: judged("as the quotas of 2010-2011 bit", 12, 36),
      squeezeQuotaShare: note("policy-events.csv: quota of 2010 was 0.6 of 2009; 0.7 by judgement", "low", 0.4, 0.9),
      squeezeOutputCutShare: judged("half of the tonnes held back are not made", 0, 1),
      squeezeGoods: judged("what the exporter sells abroad; it buys concentrate"),
    },
  };
}

/** @param {object} defaults rules of behaviour as src/scenario/defaults.ts has them */
export function buildBehaviour(defaults) {
  return {
    ...defaults,
    sources: { ...marketSources(), ...firmSources(), ...buyerSources(), ...projectSources(), ...luckSources() },
  };
}

function marketSources() {
  const scrap = rowOf(readTable("scrap-2026.csv"), "id", "tolled_share_of_swarf");
  return {
    "settlement.termShare": judged("most tonnes move under term contracts priced on a quarter's mean", 0.5, 0.9),
    "settlement.termMonths": judged("a quarter", 1, 6),
    "processors.workingStockMonths": tried("stock asked around the price believed in", 0.5, 2),
    "processors.askLow": tried("wider asks than 0.9 to 1.3 swing", 0.8, 0.95),
    "processors.askHigh": tried("wider asks than 0.9 to 1.3 swing", 1.1, 1.6),
    "processors.outputStockTargetMonths": tried("at 1.0 the first months starve, at 2.0 the price sags", 1.5, 2),
    "processors.inputStockTargetMonths": tried("one month of feed, half a month to two and a half", 0.5, 2.5),
    "processors.marginResponse": tried(
      "plans answer margins; a fixed tenth above the own mean, whatever the margin, makes output cycle every three months",
      0.05,
      0.2,
    ),
    "processors.marginResponseSquared": tried("wide margins bring idle plants back within months", 0.5, 2),
    "processors.adjustMonths": tried("gap in stock closed in three months", 2, 6),
    "processors.minThroughputShare": tried("a plant that runs keeps a twentieth going", 0.02, 0.1),
    "processors.bidSlope": tried(
      "0.7 leaves metal makers 30 $/kg where 4 is their cost; above 0.9 prices jump",
      0.7,
      0.9,
    ),
    "processors.capitalChargeYearly": judged("yearly share of replacement value, full at full use", 0.05, 0.12),
    "processors.avoidableShare": judged("reagents, energy and half the labour", 0.5, 0.8),
    "processors.sponsorBidMultiple": tried("calibrated so that sponsored plants keep their feed of 2025", 1.05, 1.3),
    "processors.tollingShareOfSwarf": note(scrap.source, scrap.confidence, num(scrap.low), num(scrap.high)),
    "processors.qualifiedPremiumUsdPerKg": tried("calibrated so that makers outside keep their output of 2025", 5, 12),
    "processors.startUpFeedMonths": judged("the first fill is part of the start-up budget", 1, 4),
  };
}

function firmSources() {
  return {
    "beliefs.speedMonthly": tried("above 0.2 the cobweb returns", 0.05, 0.2),
    inflationYearly: note("the aim of most central banks; 110 $/kg of 2026 is 90 after ten years", "medium", 0, 0.04),
    "beliefs.floorHazardYearly": judged("nobody has seen it; to be swept, never fitted", 0.02, 0.3),
    "beliefs.hazardStep": judged("a quarter of breach or a reversal costs as much trust as there was doubt", 0.02, 0.1),
    "beliefs.hazardMax": judged("even a broken policy is given a year or two", 0.3, 1),
    "beliefs.hazardCleanFactor": judged("trust returns slowly: a tenth of the doubt goes in a clean year", 0.8, 1),
    "beliefs.operatingHorizonYears": judged("how far a running mine looks", 1, 4),
    "finance.interestRealYearly": judged("private loans at a real rate near that of feasibility studies", 0.05, 0.12),
    "finance.loanYears": judged("usual for project loans", 8, 15),
    "finance.cashMonths": judged("six months of cash cost", 3, 12),
    "finance.creditMonths": judged("three months of cash cost", 0, 6),
    "finance.distressShareOfReplacement": judged("price of a bankrupt's plant", 0.1, 0.4),
    "finance.covenantQuarters": judged("lenders bear one bad quarter and not two; 0 is no covenant", 0, 4),
    "finance.bankruptStockMonths": judged("an administrator sells within half a year", 3, 12),
    "triggers.volatilityYearly": parameter("ndpr_log_price_sd_annual"),
    "triggers.monthsBelow": judged("a quarter below the trigger before anything is shut", 1, 6),
    "triggers.closingCostShare": parameter("closing_cost_as_share_of_annual_operating_cost"),
    "triggers.idleYearsToClose": parameter("max_idle_before_rehabilitation"),
  };
}

function buyerSources() {
  return {
    "buyers.adjustMonths": judged(
      "fear at 1 and six months give a peak of 2.7 times the base in a cut of exports",
      3,
      12,
    ),
    "buyers.orderMaxOfUse": judged("no buyer finds more than half as much again", 1.2, 2),
    "buyers.thriftSpeedMonthly": judged("a sixtieth a month: five years to redesign most uses", 0.008, 0.033),
    "buyers.thriftReturnShare": judged("thrift ratchets: it returns half as fast", 0, 1),
    "buyers.fearDecayMonthly": judged("half of a fright is gone in eight months", 0.85, 0.97),
    "buyers.fearStep": judged("raised by announcements", 0.1, 0.5),
    "buyers.fearCover": judged("full fright doubles the cover wanted", 0, 2),
    "buyers.bidSegments": note("precision of the demand curve: more change prices by less than a cent", "high"),
  };
}

function projectSources() {
  return {
    "projects.hurdleRealYearly": parameter("hurdle_irr_private_mine"),
    "projects.lifeYears": judged("life over which a project is valued", 15, 30),
    "projects.startLuckMonthly": judged("at most this chance a month once profitable", 0.03, 0.15),
    "projects.startLuckFullAtValueShare": judged("value over cost at which the chance is full", 0.1, 0.5),
    "projects.escalationPerConcurrentBuild": judged(
      "engineers are few: each build at once makes the next dearer",
      0,
      0.1,
    ),
    "projects.constructionMonthsMine": judged(
      "a concentrator after permits; 36 for lithium clay with its chemical plant",
      18,
      42,
    ),
    "projects.constructionMonthsPlant": parameter("build_time_separation_after_approval", 12),
    "projects.rampMonths": parameter("ramp_up_time_separation", 12),
    "projects.debtShare": judged("loans at 0.3 to 0.6 of capital cost", 0.3, 0.6),
    "projects.expansionYearly": judged("debottlenecking of a full plant that earns its hurdle", 0, 0.1),
    "projects.expansionUtilisation": judged("how full a site is before it grows", 0.8, 0.95),
  };
}

function luckSources() {
  const why = "trial of the chain with luck: monthly sd of oxide 0.03-0.05 against 0.085 in the data";
  return {
    "luck.demandAr": note(why, "low", 0.9, 0.99),
    "luck.demandShockMonthly": note(why, "low", 0.02, 0.03),
    "luck.oreAr": note(why, "low", 0.8, 0.95),
    "luck.oreShockMonthly": note(why, "low", 0.03, 0.08),
    "luck.oreMaxOfCapacity": judged("no mine makes more than this of its capacity", 1, 1.5),
  };
}
