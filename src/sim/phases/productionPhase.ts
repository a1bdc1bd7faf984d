/**
 * Phase 7. Production, care, loans and construction. What was bought this month joins the feed only afterwards, so it is
 * processed next month at the earliest. Ore is mined as it is sold or placed.
 */
import { other, pay } from "../accounts";
import { settleContract } from "../contracts/contracts";
import { meanOutput, usableCapacity } from "../facility/capacity";
import { makeByProducts } from "../geology/basket";
import { noteEarnings } from "../facility/covenants";
import { nominalRate } from "../facility/loan";
import { loanStandsStill, settlePurse, settleWithOwners } from "../facility/purse";
import { costFactor, raiseCosts } from "../geology/costs";
import { takeOre } from "../geology/depletion";
import { MEAN_MONTHS } from "../state";
import { pow } from "../maths/portable";
import { BUILDING, isRunning, MOTHBALLED, RAMPING, RESTARTING } from "../status";
import type { Facility } from "../scenario";
import type { World } from "../state";

export function produce(world: World): void {
  const { setting, state } = world;
  const { sites } = setting;
  for (let i = 0; i < sites.count; i++) {
    const output = sites.goodIn[i] === -1 ? mine(world, i) : process(world, i);
    state.outcome.outputTonnes[i] = output;
    if (output > 0) state.sites.everRan[i] = 1;
    const at = sites.goodOut[i]! * setting.regionIds.length + sites.region[i]!;
    state.outcome.madeTonnes[at] = state.outcome.madeTonnes[at]! + output;
    payRunningCosts(world, i, output);
    if (setting.contracts.length > 0) settleContract(world, i, output);
    noteEarnings(world, i);
    payCapital(world, i);
    if (sites.purse[i]!.length === 1) settleWithOwners(world, i);
    state.sites.recentOutputTonnes[(state.month % MEAN_MONTHS) * sites.count + i] = output;
    state.sites.inputStockTonnes[i] = state.sites.inputStockTonnes[i]! + state.outcome.deliveredTonnes[i]!;
    ramp(world, i);
  }
  for (const mine of sites.chainMines) settlePurse(world, mine);
  returnByProducts(world);
  makeByProducts(world);
  growOre(world);
  takeOre(world);
  raiseCosts(world);
}

function mine(world: World, i: number): number {
  return world.state.outcome.soldTonnes[i]! + world.state.outcome.captiveTonnes[i]!;
}

function process(world: World, i: number): number {
  const { sites } = world.setting;
  const { state } = world;
  if (usableCapacity(world, i) === 0) return 0;
  const feed = Math.min(state.outcome.planTonnes[i]! / sites.yield[i]!, state.sites.inputStockTonnes[i]!);
  if (!(feed > 0)) return 0;
  const output = feed * sites.yield[i]!;
  state.sites.inputStockTonnes[i] = state.sites.inputStockTonnes[i]! - feed;
  state.sites.outputStockTonnes[i] = state.sites.outputStockTonnes[i]! + output;
  state.outcome.usedTonnes[i] = feed;
  return output;
}

/**
 * A deposit pays along its cost ramp for what it mined; a processor the avoidable part of its conversion cost on this month's
 * output and the rest on the mean of six months, because staff follow output slowly. Idle sites pay care and maintenance.
 */
function payRunningCosts(world: World, i: number, output: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const status = state.sites.status[i]!;
  let cost = 0;
  if (isRunning(status)) {
    if (sites.goodIn[i] === -1) {
      const ore = state.outcome.oreTonnes[i]!;
      const share = ore > 0 ? output / ore : 0;
      const mean = sites.costLowUsdPerKg[i]! + 0.5 * share * (sites.costHighUsdPerKg[i]! - sites.costLowUsdPerKg[i]!);
      cost = output * mean * costFactor(world, i);
    } else {
      const { avoidableShare } = setting.scenario.behaviour.processors;
      cost = sites.costUsdPerKg[i]! * (avoidableShare * output + (1 - avoidableShare) * meanOutput(world, i));
      cost *= costFactor(world, i);
    }
  } else if (status === MOTHBALLED || status === RESTARTING) cost = sites.careKiloUsdPerMonth[i]!;
  pay(state.accountsKiloUsd, i, other(setting, "suppliers"), cost);
  state.outcome.costKiloUsd[i] = state.outcome.costKiloUsd[i]! + cost;
}

/** Building cost and debt service. Loans lose value with inflation and bear interest in the money of the day. */
function payCapital(world: World, i: number): void {
  const { setting, state } = world;
  const { sites } = setting;
  const { projects, inflationYearly } = setting.scenario.behaviour;
  const balances = state.accountsKiloUsd;
  const banks = other(setting, "banks");
  const status = state.sites.status[i]!;
  if (status === BUILDING && state.sites.capexLeftKiloUsd[i]! > 0) {
    const instalment = Math.min(state.sites.capexMonthlyKiloUsd[i]!, state.sites.capexLeftKiloUsd[i]!);
    state.sites.capexLeftKiloUsd[i] = state.sites.capexLeftKiloUsd[i]! - instalment;
    state.sites.sunkKiloUsd[i] = state.sites.sunkKiloUsd[i]! + instalment;
    const isProject = i >= sites.facilityCount;
    const borrowed = isProject ? projects.debtShare * instalment : 0;
    state.sites.debtKiloUsd[i] = state.sites.debtKiloUsd[i]! + borrowed;
    pay(balances, banks, i, borrowed);
    pay(balances, other(setting, "owners"), i, instalment - borrowed);
    pay(balances, i, other(setting, "suppliers"), instalment);
  }
  const debt = state.sites.debtKiloUsd[i]!;
  if (!(debt > 0) || status === BUILDING || loanStandsStill(world, i)) return;
  const deflator = setting.deflatorMonthly;
  const interest = (debt * nominalRate(sites.loanRateYearly[i]!, inflationYearly)) / 12;
  const owed = deflator * (debt + interest);
  const level = deflator * state.sites.loanPaymentKiloUsd[i]!;
  const payment = Math.min(level, owed);
  pay(balances, i, banks, payment);
  state.sites.loanPaymentKiloUsd[i] = level;
  state.sites.debtKiloUsd[i] = owed - payment;
  state.sites.quarterServiceKiloUsd[i] = state.sites.quarterServiceKiloUsd[i]! + payment;
  state.outcome.costKiloUsd[i] = state.outcome.costKiloUsd[i]! + payment;
}

/** A ramping plant gains an equal part of its capacity each month until it reaches all of it. */
function ramp(world: World, i: number): void {
  const { state } = world;
  if (state.sites.status[i] !== RAMPING || world.setting.isBurnIn) return;
  const { rampMonths } = world.setting.scenario.behaviour.projects;
  state.sites.rampShare[i] = Math.min(1, state.sites.rampShare[i]! + 1 / rampMonths);
}

/** Swarf that comes back this month joins what the maker can sell; this month's output sends new swarf on its way. */
function returnByProducts(world: World): void {
  const { setting, state } = world;
  const { sites, regionIds } = setting;
  const n = sites.count;
  const rows = state.sites.inTransitTonnes.length / n;
  for (const i of sites.withByProduct) {
    const byProduct = sites.byProduct[i]!;
    const arriving = (state.month % rows) * n + i;
    state.sites.byProductTonnes[i] = state.sites.byProductTonnes[i]! + state.sites.inTransitTonnes[arriving]!;
    state.sites.inTransitTonnes[arriving] = 0;
    const leaving = ((state.month + byProduct.lagMonths) % rows) * n + i;
    const scrap = byProduct.tonnesPerTonneOutput * state.outcome.outputTonnes[i]!;
    state.sites.inTransitTonnes[leaving] = state.sites.inTransitTonnes[leaving]! + scrap;
    const at = byProduct.good * regionIds.length + sites.region[i]!;
    state.outcome.madeTonnes[at] = state.outcome.madeTonnes[at]! + scrap;
  }
}

/** What deposits can give moves from the rate of 2025 to that of 2026 over the first year; the quota of the exporter's state mines grows. */
function growOre(world: World): void {
  const { setting, state } = world;
  if (setting.isBurnIn) return;
  const { sites } = setting;
  if (state.month < 12) {
    for (const i of sites.deposits) {
      if (i >= sites.facilityCount || (sites.entry[i] as Facility).status === "ramping") continue;
      const step = (sites.availableTonnesPerMonth[i]! - sites.available2025TonnesPerMonth[i]!) / 12;
      state.sites.availableTonnesPerMonth[i] = state.sites.availableTonnesPerMonth[i]! + step;
    }
  }
  const growth = pow(1 + state.exporterPolicy.quotaGrowthYearly, 1 / 12);
  for (const i of sites.stateDeposits) {
    state.sites.availableTonnesPerMonth[i] = state.sites.availableTonnesPerMonth[i]! * growth;
    state.sites.capacityTonnesPerMonth[i] = state.sites.capacityTonnesPerMonth[i]! * growth;
  }
}
