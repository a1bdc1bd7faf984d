/**
 * How a run begins: sites and markets filled from the scenario's opening, or, before there is one, from the raw figures
 * with at least the stocks that processors keep at rest (docs/MODEL.md, "Initialisation").
 */
import { rampReaching } from "./facility/capacity";
import { loanPayment } from "./facility/loan";
import type { Facility, Project } from "./scenario";
import type { Setting } from "./setting";
import { BUILDING, MOTHBALLED, OPERATING, RAMPING, statusCode } from "./status";
import { MEAN_MONTHS, type GeologyState, type MarketState, type SiteState } from "./state";

/** Sites as they stand before the first month: statuses, stocks, loans, what is being built. */
export function openSites(setting: Setting): SiteState {
  const { sites } = setting;
  const n = sites.count;
  const numbers = (): Float64Array => new Float64Array(n);
  const lag = Math.max(1, ...sites.byProduct.map((b) => (b ? b.lagMonths : 0)));
  const state: SiteState = {
    status: new Uint8Array(n),
    since: new Int32Array(n),
    due: new Int32Array(n).fill(-1),
    everRan: new Uint8Array(n),
    capacityTonnesPerMonth: sites.capacityTonnesPerMonth.slice(),
    availableTonnesPerMonth: sites.available2025TonnesPerMonth.slice(),
    rampShare: numbers().fill(1),
    inputStockTonnes: numbers(),
    outputStockTonnes: numbers(),
    captiveFeedTonnes: numbers(),
    inTransitTonnes: new Float64Array(lag * n),
    byProductTonnes: numbers(),
    recentOutputTonnes: new Float64Array(MEAN_MONTHS * n),
    qualifiedTonnesPerMonth: numbers(),
    debtKiloUsd: numbers(),
    loanPaymentKiloUsd: numbers(),
    closingCashKiloUsd: numbers(),
    quarterEarnedKiloUsd: numbers(),
    quarterServiceKiloUsd: numbers(),
    serviceCover: numbers().fill(NaN),
    quartersShort: new Int32Array(n),
    sunkKiloUsd: numbers(),
    boughtBy: new Int32Array(n).fill(-1),
    administeredTonnes: numbers(),
    monthsBelow: new Int32Array(n),
    monthsAbove: new Int32Array(n),
    expectedUsdPerKg: numbers().fill(NaN),
    closesBelowUsdPerKg: numbers().fill(NaN),
    opensAboveUsdPerKg: numbers().fill(NaN),
    capexLeftKiloUsd: numbers(),
    capexMonthlyKiloUsd: numbers(),
  };
  for (let i = 0; i < n; i++) {
    if (i < sites.facilityCount) openFacility(setting, state, i, lag);
    else {
      const project = sites.entry[i] as Project;
      state.status[i] = statusCode(project.stage);
      if (i >= sites.slotFirst) state.since[i] = -1; // nobody has looked there yet
      if (project.stage === "building") state.due[i] = Math.max(1, sites.likelyStart[i]!);
      // Half of a region's permit time lies behind a project that is in permitting when the run begins.
      if (project.stage === "permitting") state.due[i] = Math.ceil(permitMonths(setting, i) / 2);
    }
    if (state.status[i] === BUILDING) {
      // What is left of the capital cost is paid in equal parts up to the start; half of it lies behind.
      const capex = sites.replacementUsdPerKgYear[i]! * 12 * sites.capacityTonnesPerMonth[i]!;
      state.capexLeftKiloUsd[i] = 0.5 * capex;
      state.sunkKiloUsd[i] = 0.5 * capex;
      state.capexMonthlyKiloUsd[i] = (0.5 * capex) / Math.max(1, state.due[i]!);
      if (i >= sites.facilityCount) {
        const { projects } = setting.scenario.behaviour;
        state.debtKiloUsd[i] = 0.5 * projects.debtShare * capex;
        state.loanPaymentKiloUsd[i] = loanPayment(
          setting.scenario.behaviour,
          projects.debtShare * capex,
          sites.loanRateYearly[i],
        );
      }
    }
  }
  return state;
}

function openFacility(setting: Setting, state: SiteState, i: number, lag: number): void {
  const { sites, scenario } = setting;
  const { processors } = scenario.behaviour;
  const facility = sites.entry[i] as Facility;
  const opening = scenario.opening?.facilities[facility.id];
  const output = sites.output2025TonnesPerMonth[i]!;
  const isProcessor = sites.goodIn[i] !== -1;
  state.status[i] = statusCode(facility.status);
  state.everRan[i] =
    facility.status === "operating" || facility.status === "ramping" || facility.status === "mothballed" ? 1 : 0;
  if (facility.status === "building") state.due[i] = Math.max(1, sites.likelyStart[i]!);
  // How long idle sites have stood is not in the figures; two years are assumed.
  if (state.status[i] === MOTHBALLED) state.since[i] = -24;
  if (facility.status === "ramping") {
    const reached = isProcessor ? output : sites.available2025TonnesPerMonth[i]!;
    const share = Math.min(1, Math.max(0.1, reached / sites.capacityTonnesPerMonth[i]!));
    state.rampShare[i] = rampReaching(share, scenario.behaviour.projects.rampShape);
    if (!isProcessor) state.availableTonnesPerMonth[i] = sites.capacityTonnesPerMonth[i]!;
  }
  state.qualifiedTonnesPerMonth[i] = output;
  state.captiveFeedTonnes[i] = opening?.captiveFeedTonnes ?? facility.captiveFeedStockTonnes;
  const runs = state.status[i] === OPERATING || state.status[i] === RAMPING;
  if (isProcessor) {
    const target = runs ? processors.outputStockTargetMonths * output : 0;
    const feed = runs ? (processors.inputStockTargetMonths * output) / sites.yield[i]! : 0;
    state.outputStockTonnes[i] = opening?.outputStockTonnes ?? Math.max(facility.outputStockTonnes, target);
    state.inputStockTonnes[i] = opening?.inputStockTonnes ?? Math.max(facility.inputStockTonnes, feed);
  }
  for (let k = 0; k < MEAN_MONTHS; k++) {
    const recent = opening?.recentOutputTonnes[k] ?? (runs ? output : 0);
    state.recentOutputTonnes[k * sites.count + i] = recent;
  }
  const byProduct = sites.byProduct[i];
  state.byProductTonnes[i] = opening?.byProductStockTonnes ?? 0;
  if (byProduct) {
    for (let k = 0; k < lag; k++) {
      const tonnes = opening
        ? (opening.byProductTonnes[k] ?? 0)
        : k < byProduct.lagMonths && runs
          ? output * byProduct.tonnesPerTonneOutput
          : 0;
      state.inTransitTonnes[k * sites.count + i] = tonnes;
    }
  }
  const drawn = facility.debtShare * sites.replacementUsdPerKgYear[i]! * facility.capacityTonnesPerYear;
  state.debtKiloUsd[i] = drawn * (1 - facility.debtRepaidShare);
  state.loanPaymentKiloUsd[i] = loanPayment(scenario.behaviour, drawn);
  state.sunkKiloUsd[i] = sites.replacementUsdPerKgYear[i]! * facility.capacityTonnesPerYear;
}

/** Ore bodies and by-products as a run finds them; nothing where the scenario has none. */
export function openGeology(setting: Setting): { geology?: GeologyState } {
  const { sites, scenario } = setting;
  const { basket } = sites;
  const hasReserves = sites.reserveTonnes.some((tonnes) => tonnes < Infinity);
  if (basket.count === 0 && !hasReserves && setting.costGrowth.size === 0) return {};
  const { outputStockTargetMonths } = scenario.behaviour.processors;
  const byProductTonnes = new Float64Array(basket.count);
  for (let i = 0; i < sites.facilityCount; i++) {
    const known = scenario.opening?.facilities[sites.ids[i]!]?.basketStockTonnes;
    basket.ofSite[i]!.forEach((row, k) => {
      const target = outputStockTargetMonths * basket.tonnesPerTonne[row]! * sites.output2025TonnesPerMonth[i]!;
      byProductTonnes[row] = known?.[k] ?? target;
    });
  }
  const costFactor = new Float64Array(sites.count).fill(1);
  return { geology: { byProductTonnes, reserveTonnes: sites.reserveTonnes.slice(), costFactor } };
}

/** Months of permitting in the site's region. */
export function permitMonths(setting: Setting, site: number): number {
  const region = setting.scenario.regions.find((r) => r.id === setting.regionIds[setting.sites.region[site]!])!;
  return setting.sites.goodIn[site] === -1 ? region.permitMonthsMine : region.permitMonthsPlant;
}

/** Prices and beliefs of the opening; NaN where the scenario has none. */
export function openMarkets(setting: Setting): MarketState {
  const { scenario } = setting;
  const cells = setting.goodIds.length * setting.regionIds.length;
  const state: MarketState = {
    priceUsdPerKg: new Float64Array(cells).fill(NaN),
    traded: new Uint8Array(cells),
    historyUsdPerKg: new Float64Array(Math.max(1, scenario.behaviour.settlement.termMonths) * cells).fill(NaN),
    beliefUsdPerKg: new Float64Array(cells).fill(NaN),
    parityUsdPerKg: new Float64Array(cells).fill(NaN),
    anchorUsdPerKg: new Float64Array(cells).fill(NaN),
  };
  const regions = new Map(setting.regionIds.map((id, region) => [id, region]));
  for (const [good, byRegion] of Object.entries(scenario.opening?.markets ?? {})) {
    for (const [region, figures] of Object.entries(byRegion)) {
      const g = setting.goodIds.indexOf(good);
      const place = regions.get(region)!;
      const cell = g * setting.regionIds.length + place;
      if (setting.lanes[g]!.place[place] === -1) continue; // nobody trades it there
      state.priceUsdPerKg[cell] = figures.priceUsdPerKg;
      state.beliefUsdPerKg[cell] = figures.beliefUsdPerKg;
      state.parityUsdPerKg[cell] = figures.parityUsdPerKg;
      state.anchorUsdPerKg[cell] = figures.beliefUsdPerKg;
      for (let k = 0; k < state.historyUsdPerKg.length; k += cells)
        state.historyUsdPerKg[k + cell] = figures.priceUsdPerKg;
    }
  }
  return state;
}
