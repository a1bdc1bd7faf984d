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

/** What goes otherwise than planned in projects; the defaults leave it out. */
const PROJECT_LUCK = { permitLuckSd: 0.3, overrunMedian: 1.1, overrunSd: 0.25, delayMedian: 1.1, delaySd: 0.2 };

/** @param {object} defaults rules of behaviour as src/scenario/defaults.ts has them */
export function buildBehaviour(defaults) {
  return {
    ...defaults,
    projects: { ...defaults.projects, ...PROJECT_LUCK, regionalRiskShare: 0.5, slotsPerRegion: 1 },
    triggers: { ...defaults.triggers, restartAgeing: 0.27 },
    sources: {
      ...marketSources(),
      ...firmSources(),
      ...buyerSources(),
      ...projectSources(),
      ...geologySources(),
      ...luckSources(),
    },
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
    "triggers.process": judged("a random walk; with reverting prices mines are more patient still: the variant"),
    "triggers.volatilityYearly": parameter("ndpr_log_price_sd_annual"),
    "triggers.monthsBelow": judged("a quarter below the trigger before anything is shut", 1, 6),
    "triggers.closingCostShare": parameter("closing_cost_as_share_of_annual_operating_cost"),
    "triggers.idleYearsToClose": parameter("max_idle_before_rehabilitation"),
    "triggers.restartAgeing": note(
      "Mountain Pass took 7 months after two idle years and 22 after ten (parameters.csv): 0.27 of its months more for each year",
      "medium",
      0,
      0.4,
    ),
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
    "buyers.offshoringElasticity": judged(
      "half of a gap in the price of magnets, in logs, moves making abroad",
      0,
      1.5,
    ),
    "buyers.offshoringFreeGap": judged("nobody moves a line for less than a twentieth", 0, 0.1),
    "buyers.offshoringMost": judged("half of a sector is tied to its place", 0.2, 0.8),
    "buyers.offshoringSpeedMonthly": judged("a twenty-fourth a month: two years to move a line", 0.02, 0.08),
    "buyers.offshoringReturnShare": judged("lines return half as fast", 0, 1),
    "buyers.firms": note(
      "enough that one firm is a fortieth of its sector; more change lost output little",
      "medium",
      20,
      80,
    ),
    "buyers.coverSpread": judged("some firms keep a third of the cover of others", 0.3, 0.8),
    "buyers.qualifiedShare": judged("half of what a firm buys is of grades and suppliers it has approved", 0.2, 0.8),
    "buyers.qualifyMonths": judged("approving a supplier takes six to twelve months", 6, 12),
    "buyers.bidSegments": note("precision of the demand curve: more change prices by less than a cent", "high"),
  };
}

const OVERRUNS =
  "Bertisen & Davis (2008): 63 mining and smelting projects cost 14% more than their feasibility studies said, half of them outside 15% of that; " +
  "rare-earth and lithium projects of 2021-2024 29 to 70% more (parameters.csv, capex_overrun)";

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
    "projects.decision": judged("present value at a hurdle of 15%, or the option to wait at the real rate; never both"),
    "projects.regionalRiskShare": judged(
      "half of a region's premium is asked again, within hurdles of 12 to 20%",
      0,
      1,
    ),
    "projects.publicLoanRealYearly": note(
      "state loans at Treasury + 1% (policy-events.csv: loan to MP Materials); about 2% real for the Treasury is an estimate",
      "medium",
      0.01,
      0.05,
    ),
    "projects.permitLuckSd": judged("permits take half to twice the region's months in most cases", 0, 0.5),
    "projects.overrunMedian": note(OVERRUNS, "medium", 1, 1.5),
    "projects.overrunSd": note(OVERRUNS, "medium", 0, 0.4),
    "projects.delayMedian": judged("a tenth late; Thacker Pass and Eneabba were later (sites.csv)", 1, 1.5),
    "projects.delaySd": judged("somewhat less spread than cost", 0, 0.4),
    "projects.rampShape": judged("equal gains a month; an S is the variant"),
    "projects.slotsPerRegion": judged("one more site of a stage in each region with an industry of it", 0, 3),
    "projects.slotSpread": judged("two thirds of new sites within a third of the typical", 0.1, 0.5),
    "projects.slotPriceMultiple": judged("a fifth over what the middle of the listed projects needs", 1, 1.5),
    "projects.slotMonths": judged("two years of high prices before anybody looks", 12, 48),
    "projects.slotStudyMonthsMine": note(
      "drilling and studies before permits; with permits and building 9 to 15 years (parameters.csv, lead_time_rare_earth_mine)",
      "low",
      24,
      96,
    ),
    "projects.slotStudyMonthsPlant": judged("a year of engineering", 6, 24),
  };
}

function geologySources() {
  const off = "not used here: no figure of rare-earth ores was found";
  return {
    "geology.gradeDeclineShare": note(off, "low", 0, 0.5),
    "geology.costInflationYearly": note(`${off}; costs are real and those of the data`, "low"),
    "geology.outageChanceMonthlyMine": note(`${off}; luck.ore moves what mines give`, "low", 0, 0.05),
    "geology.outageChanceMonthlyPlant": note(off, "low", 0, 0.05),
    "geology.outageMonths": judged("a quarter", 1, 12),
    "geology.outageLostShare": judged("most of a site's output", 0.3, 1),
  };
}

function luckSources() {
  const why =
    "set against the moments of npm run moments: what swings for months moves yearly prices more for each monthly move " +
    "than shocks that come at once; larger ones bring peaks above six times the usual price";
  return {
    "luck.demandAr": note(why, "low", 0.95, 0.99),
    "luck.demandShockMonthly": note(why, "low", 0.002, 0.005),
    "luck.demandMomentum": note(why, "low", 0, 0.97),
    "luck.sectorAr": note(why, "low", 0.95, 0.99),
    "luck.sectorShockMonthly": note(why, "low", 0, 0.006),
    "luck.oreAr": note(why, "low", 0.8, 0.95),
    "luck.oreShockMonthly": note(why, "low", 0.02, 0.08),
    "luck.oreMaxOfCapacity": judged("no mine makes more than this of its capacity", 1, 1.5),
  };
}
