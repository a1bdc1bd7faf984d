/** Takes the read-only view of a month out of a world. */
import { exporterCosts } from "./actors/campaign";
import { meanOutput, usableCapacity } from "./facility/capacity";
import { purseKiloUsd } from "./facility/purse";
import { exporterPrice, outsidePrice, zonePrice } from "./measures";
import { entersZone, membersOf } from "./policy/members";
import { BUYER_FIGURES, FLOW_FIGURES, FLOW_KINDS, SITE_FIGURES } from "./snapshot";
import type { SiteInfo, Snapshot, StageFigures, WorldFigures, WorldInfo } from "./snapshot";
import { BUILDING, isRunning, RAMPING, RESTARTING } from "./status";
import type { World } from "./state";

/** Names, places and kinds: what does not change during a run. */
export function worldInfo(world: World): WorldInfo {
  const { setting } = world;
  const { scenario, sites } = setting;
  const regions = setting.regionIds.map((id) => scenario.regions.find((region) => region.id === id)!);
  return {
    scenario: scenario.name,
    title: scenario.title,
    question: scenario.question,
    seed: setting.seed,
    startMonth: scenario.startMonth,
    months: scenario.months,
    goods: scenario.goods.map(({ id, name, unit, isStage }) => ({ id, name, unit, isStage })),
    regions: regions.map(({ id, name, isoCodes, latitude, longitude }) => ({
      id,
      name,
      isoCodes,
      latitude,
      longitude,
    })),
    exporterRegion: scenario.exporter.region,
    sites: sites.entry.map((entry, i): SiteInfo => ({
      id: entry.id,
      name: entry.name,
      kind: entry.kind,
      siteType: "siteType" in entry ? entry.siteType : "single",
      isProject: i >= sites.facilityCount,
      region: sites.region[i]!,
      latitude: entry.latitude,
      longitude: entry.longitude,
      owner: entry.owner,
      goodIn: entry.goodIn,
      goodOut: entry.goodOut,
      capacityTonnesPerYear: entry.capacityTonnesPerYear,
      cashCostUsdPerKg: entry.cashCostUsdPerKg,
      costConfidence: entry.sources["cashCostUsdPerKg"]?.confidence ?? "low",
    })),
    buyers: setting.buyers.map(({ id, region, sector, good, demandTonnesPerYear }) => ({
      id,
      region,
      sector,
      good,
      demandTonnesPerYear,
    })),
  };
}

/** Figures of the month played last. Call it after `stepMonth`. */
export function takeSnapshot(world: World): Snapshot {
  const { setting, state } = world;
  return {
    month: state.month - 1,
    stages: setting.stages.map((g) => stageFigures(world, g)),
    world: worldFigures(world),
    members: membersOf(world).slice(),
    prices: tradedPrices(world),
    sites: siteFigures(world),
    buyers: buyerFigures(world),
    flows: flowFigures(world),
    events: state.outcome.events.map((event) => ({ ...event, figures: { ...event.figures } })),
  };
}

function tradedPrices(world: World): Float64Array {
  const { priceUsdPerKg, traded } = world.state.trade;
  return priceUsdPerKg.map((price, cell) => (traded[cell] ? price : NaN));
}

function stageFigures(world: World, g: number): StageFigures {
  const { setting, state } = world;
  const regions = setting.regionIds.length;
  const isMember = membersOf(world);
  let supply = 0;
  let use = 0;
  let worldOutput = 0;
  let exporter = 0;
  for (let r = 0; r < regions; r++) {
    const made = state.outcome.madeTonnes[g * regions + r]!;
    worldOutput += made;
    if (r === setting.exporter) exporter += made;
    if (isMember[r] === 1) {
      supply += made;
      use += state.outcome.takenTonnes[g * regions + r]!;
    }
  }
  const levied = state.outcome.leviedTonnes[g]!;
  let imports = 0;
  for (let from = 0; from < regions; from++) {
    for (let to = 0; to < regions; to++) {
      if (!entersZone(world, from, to)) continue;
      const at = (g * regions + from) * regions + to;
      imports += state.outcome.flowTonnes[at]!;
    }
  }
  return {
    zonePriceUsdPerKg: zonePrice(world, g),
    exporterPriceUsdPerKg: exporterPrice(world, g),
    outsidePriceUsdPerKg: outsidePrice(world, g),
    landedUsdPerKg: state.outcome.landedUsdPerKg[g]!,
    referenceUsdPerKg: state.zone.referenceUsdPerKg[g]!,
    topUpUsdPerKg: levied > 0 ? state.outcome.topUpKiloUsd[g]! / levied : 0,
    zoneImportsTonnes: imports,
    zoneSupplyTonnes: supply,
    zoneUseTonnes: use,
    worldOutputTonnes: worldOutput,
    exporterShare: worldOutput > 0 ? exporter / worldOutput : NaN,
  };
}

function worldFigures(world: World): WorldFigures {
  const { setting, state } = world;
  const isMember = membersOf(world);
  let running = 0;
  let ever = 0;
  for (let i = 0; i < setting.sites.count; i++) {
    if (isMember[setting.sites.region[i]!] === 0 || state.sites.everRan[i] === 0) continue;
    ever++;
    if (isRunning(state.sites.status[i]!)) running++;
  }
  const sum = (ring: Float64Array): number => ring.reduce((total, x) => total + x, 0);
  const wanted = sum(state.record.memberWantedTonnes);
  return {
    blocSitesRunning: running,
    blocSitesEver: ever,
    buyersPay12mKiloUsd: sum(state.record.memberBillKiloUsd),
    topUpRevenue12mKiloUsd: sum(state.record.topUpRevenueKiloUsd),
    factoriesStoppedShare: wanted > 0 ? sum(state.record.memberShutTonnes) / wanted : 0,
    floorEnabled: state.bloc.floor.enabled ? 1 : 0,
    stance: state.exporter.stance,
    warChestKiloUsd: state.exporter.chestKiloUsd,
  };
}

function siteFigures(world: World): Float64Array {
  const { setting, state } = world;
  const { sites } = setting;
  const regions = setting.regionIds.length;
  const width = SITE_FIGURES.length;
  const figures = new Float64Array(sites.count * width);
  for (let i = 0; i < sites.count; i++) {
    const usable = sites.goodIn[i] === -1 ? state.sites.capacityTonnesPerMonth[i]! : usableCapacity(world, i);
    const output = state.outcome.outputTonnes[i]!;
    const cell = sites.goodOut[i]! * regions + sites.region[i]!;
    figures.set(
      [
        state.sites.status[i]!,
        state.sites.capacityTonnesPerMonth[i]!,
        output,
        usable > 0 ? Math.min(1, output / usable) : 0,
        state.sites.expectedUsdPerKg[i]!,
        state.trade.beliefUsdPerKg[cell]!,
        state.sites.closesBelowUsdPerKg[i]!,
        state.sites.opensAboveUsdPerKg[i]!,
        state.accountsKiloUsd[i]!,
        state.sites.debtKiloUsd[i]!,
        purseKiloUsd(world, i),
        progress(world, i),
      ],
      i * width,
    );
  }
  return figures;
}

/** Done part of building, restarting or ramping, 0..1; 1 for sites that do none of it. */
function progress(world: World, i: number): number {
  const { state } = world;
  const status = state.sites.status[i]!;
  if (status === RAMPING) return state.sites.rampShare[i]!;
  if (status !== BUILDING && status !== RESTARTING) return meanOutput(world, i) > 0 ? 1 : 0;
  const length = state.sites.due[i]! - state.sites.since[i]!;
  return length > 0 ? Math.min(1, Math.max(0, (state.month - state.sites.since[i]!) / length)) : 1;
}

function buyerFigures(world: World): Float64Array {
  const { outcome, buyers } = world.state;
  const count = world.setting.buyers.length;
  const figures = new Float64Array(count * BUYER_FIGURES.length);
  for (let b = 0; b < count; b++) {
    figures.set(
      [outcome.boughtTonnes[b]!, outcome.useTonnes[b]!, outcome.wantedTonnes[b]!, buyers.stockTonnes[b]!],
      b * BUYER_FIGURES.length,
    );
  }
  return figures;
}

/** Flows between regions; a flow out of the exporter is below cost when its price at home is under the full cash cost. */
function flowFigures(world: World): Float64Array {
  const { setting, state } = world;
  const regions = setting.regionIds.length;
  const costs = exporterCosts(world);
  const rows: number[] = [];
  for (let g = 0; g < setting.goodIds.length; g++) {
    const isBelowCost = state.trade.priceUsdPerKg[g * regions + setting.exporter]! < costs[g]!;
    for (let from = 0; from < regions; from++) {
      for (let to = 0; to < regions; to++) {
        const at = (g * regions + from) * regions + to;
        const tonnes = state.outcome.flowTonnes[at]!;
        if (from === to || !(tonnes > 0)) continue;
        const kind = isBelowCost && from === setting.exporter ? "belowCost" : "ordinary";
        rows.push(g, from, to, tonnes, FLOW_KINDS.indexOf(kind), state.outcome.topUpUsdPerKg[at]!);
      }
    }
  }
  if (rows.length % FLOW_FIGURES.length !== 0) throw new RangeError("a flow row is incomplete");
  return Float64Array.from(rows);
}
