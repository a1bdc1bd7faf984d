/** Opening, copying and hashing a world. What a world is stands in state.ts; how it begins in opening.ts. */
import { openAccounts } from "./accounts";
import { openFirms } from "./firms/sector";
import { openProspects } from "./facility/prospects";
import { createWarmState } from "./market";
import { byCodeUnit, digestValue, Digest } from "./maths/digest";
import { openGeology, openMarkets, openSites } from "./opening";
import { costTargets } from "./policy/costCurve";
import { memberFlags } from "./policy/members";
import type { DatedChange, Scenario } from "./scenario";
import { createSetting, type Setting } from "./setting";
import { LANDED_MONTHS, type World, type WorldState } from "./state";

/** A world before its first month. The scenario must be validated (src/scenario). */
export function openWorld(scenario: Scenario, seed: string): World {
  return openWith(createSetting(scenario, seed));
}

/** A world for the burn-in: raw opening stocks, no luck, the ore of 2025, constant demand, competitive conduct. */
export function openBurnIn(scenario: Scenario): World {
  const calm: Scenario = {
    ...scenario,
    opening: null,
    contracts: [],
    changes: [],
    exporter: { ...scenario.exporter, conduct: "competitive" },
    bloc: { ...scenario.bloc, floor: { ...scenario.bloc.floor, enabled: false } },
  };
  return openWith(createSetting(calm, "burn-in", true));
}

/** A copy that shares nothing changeable with the original. */
export function cloneWorld(world: World): World {
  return { setting: world.setting, state: copyOf(world.state) };
}

/** A copy that goes on under other dated changes; those whose month has passed must be the same. */
export function forkWorld(world: World, changes: DatedChange[]): World {
  const scenario: Scenario = { ...world.setting.scenario, changes };
  return { setting: { ...world.setting, scenario }, state: copyOf(world.state) };
}

/** 32 hexadecimal digits over the canonical bytes of the whole state. */
export function hashWorld(world: World): string {
  const digest = new Digest();
  digestValue(digest, world.state);
  return digest.hex();
}

function copyOf<T>(value: T): T {
  if (value === null || typeof value !== "object") return value;
  if (ArrayBuffer.isView(value)) return (value as unknown as { slice(): T }).slice();
  if (Array.isArray(value)) return value.map(copyOf) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = copyOf(part);
  return copy as T;
}

function openWith(setting: Setting): World {
  const { sites, scenario } = setting;
  const goods = setting.goodIds.length;
  const regions = setting.regionIds.length;
  const cells = goods * regions;
  const state: WorldState = {
    month: 0,
    bloc: { ...copyOf(scenario.bloc), members: [...scenario.bloc.members].sort(byCodeUnit) },
    exporterPolicy: copyOf(scenario.exporter),
    sites: openSites(setting),
    ...openGeology(setting),
    ...openProspects(sites.slotGroups),
    buyers: {
      stockTonnes: Float64Array.from(
        setting.buyers,
        (b) => scenario.opening?.buyers[b.id]?.stockTonnes ?? b.stockTonnes,
      ),
      thrift: new Float64Array(setting.buyers.length).fill(1),
      fear: new Float64Array(setting.buyers.length),
      movedShare: new Float64Array(setting.buyers.length),
    },
    firms: { stockTonnes: new Float64Array(0), refusedMonths: new Uint8Array(0) },
    trade: openMarkets(setting),
    zone: {
      isMember: memberFlags(setting, scenario.bloc.members),
      floorSince: -1,
      hazardYearly: new Float64Array(goods).fill(scenario.behaviour.beliefs.floorHazardYearly),
      quarterBreached: new Uint8Array(goods),
      cleanMonths: new Int32Array(goods),
      wasFloored: new Uint8Array(goods),
      targetUsdPerKg: new Float64Array(goods).fill(NaN),
      referenceUsdPerKg: new Float64Array(goods).fill(NaN),
      postedUsdPerKg: new Float64Array(goods),
      landedUsdPerKg: new Float64Array(LANDED_MONTHS * goods).fill(NaN),
    },
    exporter: {
      stance: 0,
      stanceSince: 0,
      releaseShare: 0,
      cutShare: 0,
      chestKiloUsd: scenario.exporter.warChestKiloUsd,
      stateStockTonnes: scenario.exporter.stateStockTonnes,
      exportsTonnes: setting.lanes.map((lanes) => new Float64Array(12 * lanes.exports.length)),
      quotaTonnes: setting.lanes.map((lanes) => new Float64Array(lanes.exports.length).fill(Infinity)),
      rivalShare: new Float64Array(3).fill(NaN),
      rivalShareAtStart: rivalShare2025(setting),
      licencesSince: -1,
    },
    accountsKiloUsd: new Float64Array(0),
    record: {
      memberBillKiloUsd: new Float64Array(12),
      topUpRevenueKiloUsd: new Float64Array(12),
      memberShutTonnes: new Float64Array(3),
      memberWantedTonnes: new Float64Array(3),
      wasBreached: new Uint8Array(goods),
      wasShut: new Uint8Array(1),
    },
    outcome: {
      planTonnes: new Float64Array(sites.count),
      orderTonnes: new Float64Array(sites.count),
      placedTonnes: new Float64Array(sites.count),
      deliveredTonnes: new Float64Array(sites.count),
      soldTonnes: new Float64Array(sites.count),
      outputTonnes: new Float64Array(sites.count),
      usedTonnes: new Float64Array(sites.count),
      qualifiedSoldTonnes: new Float64Array(sites.count),
      premiumUsdPerKg: new Float64Array(sites.count),
      oreTonnes: new Float64Array(sites.count),
      captiveTonnes: new Float64Array(sites.count),
      costKiloUsd: new Float64Array(sites.count),
      contractKiloUsd: new Float64Array(sites.count),
      demandTonnes: new Float64Array(setting.buyers.length),
      buyerOrderTonnes: new Float64Array(setting.buyers.length),
      qualifiedBoughtTonnes: new Float64Array(setting.buyers.length),
      boughtTonnes: new Float64Array(setting.buyers.length),
      useTonnes: new Float64Array(setting.buyers.length),
      wantedTonnes: new Float64Array(setting.buyers.length),
      billKiloUsd: new Float64Array(setting.buyers.length),
      standingFirms: new Float64Array(setting.buyers.length),
      flowTonnes: new Float64Array(cells * regions),
      topUpUsdPerKg: new Float64Array(cells * regions),
      takenTonnes: new Float64Array(cells),
      madeTonnes: new Float64Array(cells),
      landedUsdPerKg: new Float64Array(goods).fill(NaN),
      exporterConversionUsdPerKg: new Float64Array(goods).fill(NaN),
      topUpKiloUsd: new Float64Array(goods),
      leviedTonnes: new Float64Array(goods),
      events: [],
    },
    warm: setting.markets.map((market) => createWarmState(market)),
    books: { worstTonnes: 0, worstKiloUsd: 0 },
  };
  state.firms = openFirms(setting, state.buyers.stockTonnes);
  state.accountsKiloUsd = openAccounts(setting, state.sites);
  state.sites.closingCashKiloUsd.set(state.accountsKiloUsd.subarray(0, sites.count));
  believeCosts(setting, state);
  return { setting, state };
}

/** Where no price is known firms believe that a good fetches what covers the dearer part of the world's cost curve. */
function believeCosts(setting: Setting, state: WorldState): void {
  const everywhere = new Uint8Array(setting.regionIds.length).fill(1);
  const levels = costTargets(setting, everywhere, 0.75, 0.25);
  // A good that only comes with others has no cost of its own: what its buyers reckon with stands in.
  setting.goodIds.forEach((_, g) => {
    if (!(levels[g]! > 0) && setting.sites.basket.ofGood[g]!.length > 0) levels[g] = meanBasePrice(setting, g);
  });
  const regions = setting.regionIds.length;
  const { beliefUsdPerKg, anchorUsdPerKg } = state.trade;
  for (let cell = 0; cell < beliefUsdPerKg.length; cell++) {
    const level = levels[Math.floor(cell / regions)]!;
    if (beliefUsdPerKg[cell]! > 0 || !(level > 0)) continue;
    beliefUsdPerKg[cell] = level;
    anchorUsdPerKg[cell] = level;
  }
}

/** Base price of a good's buyers, weighted by demand, $/kg; NaN without buyers. */
function meanBasePrice(setting: Setting, g: number): number {
  let sum = 0;
  let tonnes = 0;
  setting.buyers.forEach((buyer, b) => {
    if (setting.buyerGood[b] !== g) return;
    sum += buyer.demandTonnesPerYear * buyer.basePriceUsdPerKg;
    tonnes += buyer.demandTonnesPerYear;
  });
  return sum / tonnes;
}

/** Share of sites outside the exporter in the output of 2025 at the stage of the exporter's state stock. */
function rivalShare2025(setting: Setting): number {
  const { sites } = setting;
  const g = setting.goodIds.indexOf(setting.scenario.exporter.stateStockGood);
  let own = 0;
  let all = 0;
  for (let i = 0; i < sites.count; i++) {
    if (sites.goodOut[i] !== g) continue;
    all += sites.output2025TonnesPerMonth[i]!;
    if (sites.region[i] === setting.exporter) own += sites.output2025TonnesPerMonth[i]!;
  }
  return all > 0 ? 1 - own / all : 0;
}
