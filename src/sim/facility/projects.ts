/**
 * Projects: prospect → permitting → financing → building → ramping. A project starts when it is worth more than it costs, with
 * luck that grows with its value; it sees what others already build. It decides by present value at its cost of capital, or by
 * the option to wait, never by both. Sites that run full and earn their cost of capital grow a little each year.
 */
import { other, pay } from "../accounts";
import { clamp, pow } from "../maths/portable";
import { permitMonths } from "../opening";
import { BUILDING, FINANCING, OPERATING, PERMITTING, PROSPECT } from "../status";
import type { World } from "../state";
import { meanOutput } from "./capacity";
import { loanPayment } from "./loan";
import { findProspects, isFallow } from "./prospects";
import { tell } from "./statusDecisions";
import { pipelineOf, plannedMonths, valueOfGrowth, weigh, type Pipeline, type Worth } from "./worth";

/** Phase 8, the projects' part. */
export function decideProjects(world: World): void {
  const { setting, state } = world;
  const { sites } = setting;
  if (setting.isBurnIn) return;
  const pipeline = pipelineOf(world);
  for (let i = sites.facilityCount; i < sites.count; i++) {
    const status = state.sites.status[i]!;
    if (status === PROSPECT ? isFallow(world, i) : status !== PERMITTING && status !== FINANCING) continue;
    const worth = weigh(world, i, pipeline);
    state.sites.expectedUsdPerKg[i] = worth.priceUsdPerKg;
    state.sites.opensAboveUsdPerKg[i] = worth.breakEvenUsdPerKg;
    if (status === PERMITTING) finishPermits(world, i);
    else if (isFree(world, i)) considerStart(world, i, worth, pipeline);
  }
  findProspects(world, pipeline);
  const grows = pow(1 + setting.scenario.behaviour.projects.expansionYearly, 1 / 12) - 1;
  for (let i = 0; i < sites.count; i++)
    if (state.sites.status[i] === OPERATING) considerExpansion(world, i, pipeline, grows);
}

function finishPermits(world: World, i: number): void {
  const { state } = world;
  if (state.sites.due[i]! > state.month + 1) return;
  state.sites.status[i] = FINANCING;
  state.sites.since[i] = state.month + 1;
  state.sites.due[i] = -1;
}

/** An addition waits for what it adds to, a new prospect for its studies. */
function isFree(world: World, i: number): boolean {
  const { setting, state } = world;
  const base = setting.sites.addsTo[i]!;
  if (base !== -1 && state.sites.everRan[base] === 0) return false;
  return state.sites.status[i] !== PROSPECT || state.sites.due[i]! <= state.month + 1;
}

function considerStart(world: World, i: number, worth: Worth, pipeline: Pipeline): void {
  const { setting, state } = world;
  const { luck } = setting;
  const rules = setting.scenario.behaviour.projects;
  const value = worth.valueUsdPerKgYear;
  if (!(value > 0)) return;
  const capex = worth.capexUsdPerKgYear;
  const chance = rules.startLuckMonthly * Math.min(1, value / (rules.startLuckFullAtValueShare * capex));
  if (luck.start[i]![state.month]! >= chance) return;
  if (state.sites.status[i] === FINANCING) return build(world, i, worth, pipeline);
  const now = state.month + 1;
  state.sites.since[i] = now;
  state.sites.status[i] = PERMITTING;
  state.sites.due[i] = now + Math.round(permitMonths(setting, i) * luck.project.permitMonths[i]!);
}

/** The money is there: what was planned is told; what it will cost and how long it will take is drawn. */
function build(world: World, i: number, worth: Worth, pipeline: Pipeline): void {
  const { setting, state } = world;
  const { sites, luck } = setting;
  const rules = setting.scenario.behaviour.projects;
  const now = state.month + 1;
  const yearlyTonnes = 12 * sites.capacityTonnesPerMonth[i]!;
  const planned = worth.capexUsdPerKgYear * yearlyTonnes;
  const total = planned * luck.project.capitalCost[i]!;
  const due = Math.max(
    now + Math.round(plannedMonths(world, i) * luck.project.buildingMonths[i]!),
    sites.earliestStart[i]!,
  );
  state.sites.since[i] = now;
  state.sites.status[i] = BUILDING;
  pipeline.builds[sites.region[i]!] = pipeline.builds[sites.region[i]!]! + 1;
  state.sites.due[i] = due;
  state.sites.rampShare[i] = 0;
  state.sites.capexLeftKiloUsd[i] = total;
  state.sites.capexMonthlyKiloUsd[i] = total / (due - now);
  const rate = sites.loanRateYearly[i]!;
  state.sites.loanPaymentKiloUsd[i] = loanPayment(setting.scenario.behaviour, rules.debtShare * total, rate);
  const figures = {
    capexKiloUsd: planned,
    presentValueKiloUsd: worth.valueUsdPerKgYear * yearlyTonnes,
    costOfCapital: setting.ventures.ofProject[i]!.rate,
  };
  const isWaiting = rules.decision === "wait";
  const loan = { loanKiloUsd: rules.debtShare * planned, loanRate: rate };
  tell(world, i, "financed", sites.isSupported[i] ? "publicLoan" : "loan", { ...figures, ...loan });
  tell(world, i, "begun", isWaiting ? "waitedEnough" : "earnsHurdle", {
    ...figures,
    plannedMonths: plannedMonths(world, i),
  });
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
  const venture = setting.ventures.expansion[sites.region[i]!]!;
  const value = valueOfGrowth(world, i, venture, pipeline);
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
