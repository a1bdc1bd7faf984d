/**
 * Phase 3. The exporter: one state that co-ordinates output, export volumes and stock of its region. A flood is volume
 * (idle ore released, state stock sold); a squeeze is an export quota with an output cut. `rule` runs calm → flood →
 * squeeze → harvest and answers smoothly: volumes close a share of the gap to what is wanted each month.
 */
import { monthIndex } from "../calendar";
import { record } from "../events";
import { usableCapacity } from "../facility/capacity";
import { runLicences } from "../firms/licences";
import { STANCE_CODES } from "../snapshot";
import { BUILDING, CLOSED, isRunning, RESTARTING } from "../status";
import type { Stance } from "../scenario";
import type { World } from "../state";

const CALM = STANCE_CODES.indexOf("calm");
const FLOOD = STANCE_CODES.indexOf("flood");
const SQUEEZE = STANCE_CODES.indexOf("squeeze");
const HARVEST = STANCE_CODES.indexOf("harvest");

/** Chooses the stance from last month's figures and moves volumes and quotas toward it. */
export function runExporter(world: World): void {
  const { state } = world;
  const stance = wantedStance(world);
  if (stance !== state.exporter.stance) changeStance(world, stance);
  const policy = state.exporterPolicy;
  const wantedRelease = stance === FLOOD ? 1 : 0;
  const wantedCut = stance === SQUEEZE ? policy.squeezeOutputCutShare * (1 - policy.squeezeQuotaShare) : 0;
  const { exporter } = state;
  exporter.releaseShare += policy.adjustShareMonthly * (wantedRelease - exporter.releaseShare);
  if (wantedRelease === 0 && exporter.releaseShare < 1e-3) exporter.releaseShare = 0;
  exporter.cutShare += policy.adjustShareMonthly * (wantedCut - exporter.cutShare);
  if (wantedCut === 0 && exporter.cutShare < 1e-4) exporter.cutShare = 0;
  runLicences(world);
}

function wantedStance(world: World): number {
  const { setting, state } = world;
  const policy = state.exporterPolicy;
  const { exporter, month } = state;
  if (policy.conduct === "competitive") return CALM;
  if (policy.conduct === "scripted") {
    let stance: Stance = "calm";
    for (const line of policy.script) {
      if (monthIndex(setting.scenario.startMonth, line.from) <= month) stance = line.stance;
    }
    return STANCE_CODES.indexOf(stance);
  }
  const age = month - exporter.stanceSince;
  const share = meanRivalShare(world);
  switch (exporter.stance) {
    case CALM: {
      const rivalsRose = share > exporter.rivalShareAtStart + policy.floodShareRise;
      const provoked = rivalsRose || rivalsBuildingShare(world) > policy.floodPipelineShare;
      return provoked && month >= policy.floodNotBeforeMonth && exporter.chestKiloUsd > 0 ? FLOOD : CALM;
    }
    case FLOOD: {
      const isOver = age >= policy.floodMonthsMax || exporter.chestKiloUsd <= 0;
      const isWon = age >= policy.floodMonthsMin && share <= exporter.rivalShareAtStart;
      return isOver || isWon ? SQUEEZE : FLOOD;
    }
    case SQUEEZE:
      return age >= policy.squeezeMonths ? HARVEST : SQUEEZE;
    default:
      return rivalsReturn(world) ? CALM : HARVEST;
  }
}

function changeStance(world: World, stance: number): void {
  const { setting, state } = world;
  const { exporter } = state;
  const name = STANCE_CODES[stance]!;
  const figures = {
    rivalShare: meanRivalShare(world),
    rivalShareAtStart: exporter.rivalShareAtStart,
    rivalsBuildingShare: rivalsBuildingShare(world),
    warChestKiloUsd: exporter.chestKiloUsd,
    monthsInStance: state.month - exporter.stanceSince,
  };
  exporter.stance = stance;
  exporter.stanceSince = state.month;
  if (stance === SQUEEZE) {
    setQuotas(world);
    raiseFear(world);
  } else for (const quota of exporter.quotaTonnes) quota.fill(Infinity);
  // Each campaign has its own means: the chest is filled again when calm returns.
  if (stance === CALM) exporter.chestKiloUsd = state.exporterPolicy.warChestKiloUsd;
  record(world, {
    kind: "stanceChanged",
    reason: name,
    entity: name,
    entityId: name,
    region: setting.regionIds[setting.exporter]!,
    good: null,
    inBloc: false,
    figures,
  });
}

/** A quota is public: buyers outside the exporter want more cover from then on. */
function raiseFear(world: World): void {
  const { setting, state } = world;
  const { fearStep } = setting.scenario.behaviour.buyers;
  for (let b = 0; b < setting.buyers.length; b++) {
    if (setting.buyerRegion[b] !== setting.exporter)
      state.buyers.fear[b] = Math.min(1, state.buyers.fear[b]! + fearStep);
  }
}

/** Export quota by lane: a share of the mean flow of the last 12 months, for the goods of the squeeze. */
function setQuotas(world: World): void {
  const { setting, state } = world;
  const policy = state.exporterPolicy;
  for (let g = 0; g < setting.goodIds.length; g++) {
    if (!policy.squeezeGoods.includes(setting.goodIds[g]!)) continue;
    const count = setting.lanes[g]!.exports.length;
    for (let k = 0; k < count; k++) {
      let year = 0;
      for (let row = 0; row < 12; row++) year += state.exporter.exportsTonnes[g]![row * count + k]!;
      const known = Math.min(12, state.month);
      if (known > 0) state.exporter.quotaTonnes[g]![k] = (policy.squeezeQuotaShare * year) / known;
    }
  }
}

/** Rivals' share of world output of the state stock's good, mean of up to three months; 0 before the first. */
function meanRivalShare(world: World): number {
  let sum = 0;
  let count = 0;
  for (const share of world.state.exporter.rivalShare) {
    if (share >= 0) {
      sum += share;
      count++;
    }
  }
  return count > 0 ? sum / count : 0;
}

/** Capacity that rivals are building at the stage of the state stock, over world output of it last month. */
function rivalsBuildingShare(world: World): number {
  const { setting, state } = world;
  const { sites } = setting;
  const g = setting.goodIds.indexOf(state.exporterPolicy.stateStockGood);
  let building = 0;
  let output = 0;
  for (const i of sites.byGood[g]?.makers ?? []) {
    output += state.outcome.outputTonnes[i]!;
    if (sites.region[i] !== setting.exporter && state.sites.status[i] === BUILDING)
      building += state.sites.capacityTonnesPerMonth[i]!;
  }
  return output > 0 ? building / output : 0;
}

/** Whether a rival that was idle comes back, or rivals hold more than when the run began. */
function rivalsReturn(world: World): boolean {
  const { setting, state } = world;
  const { sites } = setting;
  if (meanRivalShare(world) > state.exporter.rivalShareAtStart) return true;
  for (let i = 0; i < sites.count; i++) {
    const began = state.sites.since[i]! > state.exporter.stanceSince;
    if (sites.region[i] === setting.exporter || state.sites.status[i] === CLOSED || !began) continue;
    if (state.sites.status[i] === RESTARTING) return true;
    if (isRunning(state.sites.status[i]!) && usableCapacity(world, i) > 0) return true;
  }
  return false;
}
