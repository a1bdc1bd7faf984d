/**
 * What new capacity is worth: the price that is expected over its life, lowered by what others build, against its cost at the
 * cost of capital, or against the price at which building beats waiting.
 */
import { supportAhead } from "../contracts/contracts";
import { expectedBasketCredit } from "../geology/basket";
import { costFactor } from "../geology/costs";
import { BUILDING } from "../status";
import type { World } from "../state";
import { expectedPrice } from "./beliefs";
import type { Venture } from "./outlook";

/** Weight of the announced pipeline in a project's price (0 to 1; the middle is taken). */
const PIPELINE_WEIGHT = 0.5;

/** By good: capacity being built anywhere and world output of the month, t a month; by region: sites being built now. */
export interface Pipeline {
  buildingTonnes: Float64Array;
  outputTonnes: Float64Array;
  builds: Int32Array;
}

/** The pipeline as the phase begins. */
export function pipelineOf(world: World): Pipeline {
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

/** What a project would be worth today. */
export interface Worth {
  /** Price it expects over its life, by-products included, and the price at which it is worth nothing, $/kg. */
  priceUsdPerKg: number;
  breakEvenUsdPerKg: number;
  /** Capital cost as planned, and value, $ a kg of yearly output. */
  capexUsdPerKgYear: number;
  valueUsdPerKgYear: number;
}

/** Weighs a project as it stands this month. */
export function weigh(world: World, i: number, pipeline: Pipeline): Worth {
  const { setting } = world;
  const { sites } = setting;
  const { escalationPerConcurrentBuild } = setting.scenario.behaviour.projects;
  const venture = setting.ventures.ofProject[i]!;
  const escalation = 1 + escalationPerConcurrentBuild * pipeline.builds[sites.region[i]!]!;
  const capexUsdPerKgYear = sites.replacementUsdPerKgYear[i]! * escalation;
  const main = projectPrice(world, i, venture, pipeline);
  const priceUsdPerKg = main + expectedBasketCredit(world, i, venture.outlook);
  const feed = feedCost(world, i, venture);
  const wait = sites.waitUsdPerKg[i]!;
  if (wait > 0) {
    // Dearer building lifts the threshold by what its capital costs a year.
    const dearer =
      ((escalation - 1) * sites.replacementUsdPerKgYear[i]! * venture.valueOfCapex) / venture.valueOfMargin;
    const breakEvenUsdPerKg = feed + wait * costFactor(world, i) + dearer;
    const valueUsdPerKgYear = main > 0 ? (priceUsdPerKg - breakEvenUsdPerKg) * venture.valueOfMargin : -1;
    return { priceUsdPerKg, breakEvenUsdPerKg, capexUsdPerKgYear, valueUsdPerKgYear };
  }
  const cost = sites.costUsdPerKg[i]! * costFactor(world, i);
  const capital = (capexUsdPerKgYear * venture.valueOfCapex) / venture.valueOfMargin;
  const valueUsdPerKgYear = main > 0 ? presentValue(priceUsdPerKg - cost - feed, venture, capexUsdPerKgYear) : -1;
  return { priceUsdPerKg, breakEvenUsdPerKg: cost + feed + capital, capexUsdPerKgYear, valueUsdPerKgYear };
}

/** The price at which a project would be worth nothing today, $/kg. */
export function breakEven(world: World, i: number, pipeline: Pipeline): number {
  return weigh(world, i, pipeline).breakEvenUsdPerKg;
}

/** Output price a project expects over its life, $/kg, lowered by what others are building beyond the growth of use. */
export function projectPrice(world: World, i: number, venture: Venture, pipeline: Pipeline): number {
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

/** Value of a margin over the life, from the end of construction, less capital cost at its middle, $ per kg of yearly output. */
function presentValue(marginUsdPerKg: number, venture: Venture, capexUsdPerKgYear: number): number {
  return marginUsdPerKg * venture.valueOfMargin - capexUsdPerKgYear * venture.valueOfCapex;
}

/** Present value of more capacity at a site that runs, at its replacement value, $ per kg of yearly output; below 0 where no price is known. */
export function valueOfGrowth(world: World, i: number, venture: Venture, pipeline: Pipeline): number {
  const { sites } = world.setting;
  const price = projectPrice(world, i, venture, pipeline);
  if (!(price > 0)) return -1;
  const basket = price + expectedBasketCredit(world, i, venture.outlook);
  const margin = basket - sites.costUsdPerKg[i]! * costFactor(world, i) - feedCost(world, i, venture);
  return presentValue(margin, venture, sites.replacementUsdPerKgYear[i]!);
}

function feedCost(world: World, i: number, venture: Venture): number {
  const { sites } = world.setting;
  if (sites.goodIn[i] === -1) return 0;
  const input = expectedPrice(world, sites.goodIn[i]!, sites.region[i]!, venture.outlook);
  return input > 0 ? input / sites.yield[i]! : Infinity;
}

/** Months of building as planned. */
export function plannedMonths(world: World, i: number): number {
  const { sites, scenario } = world.setting;
  const { constructionMonthsMine, constructionMonthsPlant } = scenario.behaviour.projects;
  return sites.goodIn[i] === -1 ? constructionMonthsMine : constructionMonthsPlant;
}
