/**
 * Projects: prospect → permitting → financing → building → ramping. A project starts when its present value at the hurdle
 * rate is positive, with luck that grows with its value; it sees what others already build. Sites that run full and earn the
 * hurdle grow a little each year.
 */
import { other, pay } from "../accounts";
import { meanOutput } from "./capacity";
import { supportAhead } from "../contracts/contracts";
import { expectedPrice } from "./beliefs";
import { expectedBasketCredit } from "../geology/basket";
import { clamp, pow } from "../maths/portable";
import { permitMonths } from "../opening";
import { BUILDING, FINANCING, OPERATING, PERMITTING, PROSPECT } from "../status";
import { loanPayment } from "./loan";
import type { Venture } from "./outlook";
import { tell } from "./statusDecisions";
import type { World } from "../state";

/** Weight of the announced pipeline in a project's price (0 to 1; the middle is taken). */
const PIPELINE_WEIGHT = 0.5;

/** By good: capacity being built anywhere and world output of the month, t a month; by region: sites being built now. */
interface Pipeline {
  buildingTonnes: Float64Array;
  outputTonnes: Float64Array;
  builds: Int32Array;
}

function pipelineOf(world: World): Pipeline {
  const { setting, state } = world;
  const { count, goodOut, region } = setting.sites;
  const buildingTonnes = new Float64Array(setting.goodIds.length);
  const outputTonnes = new Float64Array(setting.goodIds.length);
  const builds = new Int32Array(setting.regionIds.length);
  for (let k = 0; k < count; k++) {
    const g = goodOut[k]!;
    outputTonnes[g] = outputTonnes[g]! + state.outcome.outputTonnes[k]!;
    if (state.sites.status[k] !== BUILDING) continue;
    buildingTonnes[g] = buildingTonnes[g]! + state.sites.capacityTonnesPerMonth[k]!;
    builds[region[k]!] = builds[region[k]!]! + 1;
  }
  return { buildingTonnes, outputTonnes, builds };
}

/** Phase 8, the projects' part. */
export function decideProjects(world: World): void {
  const { setting, state } = world;
  const { sites } = setting;
  if (setting.isBurnIn) return;
  const pipeline = pipelineOf(world);
  for (let i = sites.facilityCount; i < sites.count; i++) {
    const status = state.sites.status[i]!;
    if (status === PERMITTING && state.sites.due[i]! <= state.month + 1) {
      state.sites.status[i] = FINANCING;
      state.sites.since[i] = state.month + 1;
      state.sites.due[i] = -1;
    } else if (status === PROSPECT || status === FINANCING) considerStart(world, i, pipeline);
  }
  const grows = pow(1 + setting.scenario.behaviour.projects.expansionYearly, 1 / 12) - 1;
  for (let i = 0; i < sites.count; i++)
    if (state.sites.status[i] === OPERATING) considerExpansion(world, i, pipeline, grows);
}

function considerStart(world: World, i: number, pipeline: Pipeline): void {
  const { setting, state } = world;
  const { sites, luck } = setting;
  const base = sites.addsTo[i]!;
  if (base !== -1 && state.sites.everRan[base] === 0) return; // an addition waits for what it adds to
  const rules = setting.scenario.behaviour.projects;
  const venture = sites.goodIn[i] === -1 ? setting.ventures.deposit : setting.ventures.plant;
  const builds = pipeline.builds[sites.region[i]!]!;
  const capex = sites.replacementUsdPerKgYear[i]! * (1 + rules.escalationPerConcurrentBuild * builds);
  const value = presentValue(world, i, venture, capex, pipeline);
  if (!(value > 0)) return;
  const chance = rules.startLuckMonthly * Math.min(1, value / (rules.startLuckFullAtValueShare * capex));
  if (luck.start[i]![state.month]! >= chance) return;
  const now = state.month + 1;
  state.sites.since[i] = now;
  if (state.sites.status[i] === PROSPECT) {
    state.sites.status[i] = PERMITTING;
    state.sites.due[i] = now + permitMonths(setting, i);
    return;
  }
  state.sites.status[i] = BUILDING;
  pipeline.builds[sites.region[i]!] = builds + 1;
  const months = sites.goodIn[i] === -1 ? rules.constructionMonthsMine : rules.constructionMonthsPlant;
  state.sites.due[i] = Math.max(now + months, sites.earliestStart[i]!);
  state.sites.rampShare[i] = 0;
  const total = capex * 12 * sites.capacityTonnesPerMonth[i]!;
  state.sites.capexLeftKiloUsd[i] = total;
  state.sites.capexMonthlyKiloUsd[i] = total / (state.sites.due[i]! - now);
  state.sites.loanPaymentKiloUsd[i] = loanPayment(setting.scenario.behaviour, rules.debtShare * total);
  tell(world, i, "begun", "earnsHurdle", {
    priceUsdPerKg: projectPrice(world, i, venture, pipeline),
    capexKiloUsd: total,
    presentValueKiloUsd: value * 12 * sites.capacityTonnesPerMonth[i]!,
  });
}

/** Output price a project expects over its life, $/kg, lowered by what others are building beyond the growth of use. */
function projectPrice(world: World, i: number, venture: Venture, pipeline: Pipeline): number {
  const { sites } = world.setting;
  const g = sites.goodOut[i]!;
  const market = expectedPrice(world, g, sites.region[i]!, venture.outlook);
  const { leadYears, horizonYears, rate } = venture.outlook;
  const price = market + supportAhead(world, i, market, leadYears, horizonYears, rate);
  const building = pipeline.buildingTonnes[g]!;
  const output = pipeline.outputTonnes[g]!;
  const growth = demandGrowth(world, Math.ceil(12 * venture.leadYears));
  const excess = output > 0 ? Math.max(0, building / output - growth) : 0;
  return price * (1 - PIPELINE_WEIGHT * Math.min(1, excess));
}

/** Growth of world demand for finished goods over the coming months, as a share. */
function demandGrowth(world: World, months: number): number {
  const { setting, state } = world;
  const ahead = Math.min(setting.months - 1, state.month + months);
  const now = setting.finishedDemandTonnesPerYear[state.month]!;
  return now > 0 ? setting.finishedDemandTonnesPerYear[ahead]! / now - 1 : 0;
}

/** Present value at the hurdle rate, $ per kg of yearly output: margin over the life, from the end of construction, less capital cost at its middle. */
function presentValue(
  world: World,
  i: number,
  venture: Venture,
  capexUsdPerKgYear: number,
  pipeline: Pipeline,
): number {
  const price = projectPrice(world, i, venture, pipeline);
  if (!(price > 0)) return -1;
  const basket = price + expectedBasketCredit(world, i, venture.outlook);
  const margin = basket - world.setting.sites.costUsdPerKg[i]! - feedCost(world, i, venture);
  return margin * venture.valueOfMargin - capexUsdPerKgYear * venture.valueOfCapex;
}

function feedCost(world: World, i: number, venture: Venture): number {
  const { sites } = world.setting;
  if (sites.goodIn[i] === -1) return 0;
  const input = expectedPrice(world, sites.goodIn[i]!, sites.region[i]!, venture.outlook);
  return input > 0 ? input / sites.yield[i]! : Infinity;
}

/** Debottlenecking of a site that runs full and whose margin earns the hurdle on its worth; the exporter's state mines follow their quota instead. */
function considerExpansion(world: World, i: number, pipeline: Pipeline, growsMonthly: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const rules = setting.scenario.behaviour.projects;
  const capacity = state.sites.capacityTonnesPerMonth[i]!;
  const isDeposit = sites.goodIn[i] === -1;
  if (sites.isState[i] && isDeposit) return;
  const most = isDeposit ? state.sites.availableTonnesPerMonth[i]! : capacity;
  if (meanOutput(world, i) < rules.expansionUtilisation * most) return;
  const value = presentValue(world, i, setting.ventures.expansion, sites.replacementUsdPerKgYear[i]!, pipeline);
  if (!(value > 0)) return;
  const luckShare = clamp(value / (rules.startLuckFullAtValueShare * sites.replacementUsdPerKgYear[i]!), 0, 1);
  const added = growsMonthly * luckShare * capacity;
  state.sites.capacityTonnesPerMonth[i] = capacity + added;
  if (isDeposit)
    state.sites.availableTonnesPerMonth[i] = state.sites.availableTonnesPerMonth[i]! * (1 + growsMonthly * luckShare);
  pay(
    state.accountsKiloUsd,
    other(setting, "owners"),
    other(setting, "suppliers"),
    12 * added * sites.replacementUsdPerKgYear[i]!,
  );
}
