// The 99 sites and 34 projects: capacities, costs, ties between mines and plants, finance.
// Their opening stocks are shared out in stocks.mjs.

import { good, kebab, monthOfYear, note, num, readTable, rowOf } from "./tables.mjs";
import { captivePiles, openingStocks } from "./stocks.mjs";

const siteRows = readTable("sites-2026.csv");
const scrapRows = readTable("scrap-2026.csv");
const capacityRows = readTable("exporter-capacity.csv");

const EXPORTER = "CHN";

/** Reserves by region, and years of capacity where none is published. */
const reserveRows = readTable("reserves.csv");
const YEARS_WITHOUT_RESERVE = 30;
/** NdPr in rare-earth oxide where a mine made none in 2025. */
const TYPICAL_NDPR_SHARE = 0.2;

/** Mines of the exporter that work under its quota; ore outside the quota is private. */
const isStateMine = (row) => row.kind === "mine" && row.region === EXPORTER && row.owner_group !== "undocumented";

/** Plants that a public sponsor keeps supplied, and why they are in the list. */
const SPONSORS = {
  src: "built and run by a province with public money (sites.csv: C$71m and C$30m)",
  "src-metal": "built and run by a province with public money (sites.csv: C$71m and C$30m)",
  "la-rochelle": "calibrated: without a sponsor the plant gets no feed and would not make what it made in 2025",
  lcm: "calibrated: without a sponsor the plant gets no feed and would not make what it made in 2025",
  "jp-recyclers": "calibrated: Japan's recyclers cost more than the exporter's and work for their own magnet makers",
  "mp-metal": "public partner since July 2025 (policy-events.csv: price floor, equity, guaranteed earnings)",
  "mp-independence": "public partner since July 2025 (policy-events.csv: price floor, equity, guaranteed earnings)",
  narva: "grant of the European Union, EUR 18.75m (sites.csv)",
  "in-metal": "state firm",
};

/** Projects with a public lender or owner, and where that stands. */
const PUBLIC_SUPPORT = {
  "mp-heavy-10x": "public partner since July 2025 (policy-events.csv, 2025-07-10)",
  nolans: "state equity of A$100m in October 2025 and a letter for a loan of 300 m$ (policy-events.csv; sites.csv)",
  vulcan: "loan of 620 m$ in November 2025 (policy-events.csv, 2025-11-03)",
  "round-top": "letter of intent for 1.6 bn$, mostly a loan, in January 2026 (policy-events.csv, 2026-01-26)",
  "usare-stillwater-full":
    "letter of intent for 1.6 bn$, mostly a loan, in January 2026 (policy-events.csv, 2026-01-26)",
  "serra-verde-2": "public financing of 565 m$ with an equity option (policy-events.csv, 2026-02-05)",
  "india-scheme": "state scheme of 7,280 crore INR (policy-events.csv, 2025-11-26)",
  "narva-2": "the first phase had a grant of the European Union (sites.csv); as much is assumed here",
};

/** Mines that keep ore their own plants do not take. */
const KEEPS_SURPLUS = {
  "mountain-pass": "no sales to the exporter since April 2025 (sites.csv); the pile of ore says so",
};

export function buildFacilities() {
  const idle = idleOre();
  const stocks = openingStocks(siteRows);
  return siteRows.map((row) => facility(row, idle, stocks));
}

/** @param {Record<string, string>} row @param {Map<string, number>} idle @param {Map<string, object>} stocks */
function facility(row, idle, stocks) {
  const cost = cashCost(row);
  const available = availability(row);
  const pile = captivePiles.get(row.id);
  const stock = stocks.get(row.id) ?? { input: 0, output: 0, sources: {} };
  const sources = {
    ...siteSources(row, cost, available),
    ...stock.sources,
    ...(pile ? { captiveFeedStockTonnes: pile.note } : {}),
  };
  if (idle.has(row.id)) {
    const released = rowOf(capacityRows, "stage", "conc, part that can be released within about three months");
    const share = idle.get(row.id) / num(released.idle_t);
    sources.idleReleasableTonnesPerYear = note(
      `${released.source}; ${released.release}`,
      released.confidence,
      num(released.idle_low) * share,
      num(released.idle_high) * share,
    );
  }
  if (row.id in SPONSORS) sources.isSponsored = note(SPONSORS[row.id], "low");
  const reserve = reserveOf(row);
  if (reserve !== null) sources.reserveTonnes = reserve.note;
  if (row.id in KEEPS_SURPLUS) sources.surplusForSale = note(KEEPS_SURPLUS[row.id], "medium");
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    siteType: row.site_type,
    region: row.region,
    latitude: num(row.lat),
    longitude: num(row.lon),
    owner: row.owner,
    ownerGroup: row.owner_group,
    goodIn: good(row.good_in),
    goodOut: good(row.good_out),
    capacityTonnesPerYear: num(row.capacity_t),
    output2025TonnesPerYear: num(row.output_2025_t),
    availableTonnesPerYear: available.now.tonnes,
    available2025TonnesPerYear: available.in2025.tonnes,
    idleReleasableTonnesPerYear: idle.get(row.id) ?? 0,
    cashCostUsdPerKg: cost.central,
    cashCostLowUsdPerKg: cost.low,
    cashCostHighUsdPerKg: cost.high,
    careCostKiloUsdPerYear: num(row.care_cost_kusd_per_year),
    restartCostKiloUsd: num(row.restart_cost_kusd),
    restartMonths: num(row.restart_months),
    status: row.status_2026_01,
    statusNote: row.status_note,
    likelyStart: row.likely_start === "" ? null : monthOfYear(row.likely_start),
    captiveTo: listOf(row.captive_to),
    captiveShare: num(row.captive_share),
    tiedUntil: row.tied_until === "" ? null : row.tied_until,
    surplusForSale: !(row.id in KEEPS_SURPLUS),
    captiveFeedStockTonnes: pile?.tonnes ?? 0,
    captiveFeedFrom: pile?.from ?? null,
    isStateControlled: isStateMine(row),
    isSponsored: row.id in SPONSORS,
    replacementUsdPerKgYear: num(row.replacement_usd_per_kg_year),
    debtShare: num(row.debt_share),
    debtRepaidShare: num(row.debt_repaid_share),
    reo2025Tonnes: num(row.reo_t_2025),
    reoInUsgs2025Tonnes: num(row.reo_in_usgs_t_2025),
    inputStockTonnes: stock.input,
    outputStockTonnes: stock.output,
    ...(reserve === null ? {} : { reserveTonnes: reserve.tonnes }),
    sources,
  };
}

/**
 * What is in the ground, t of contained good: a region's reserve shared over its mines by capacity, at what each mine's ore
 * held in 2025; 30 years of capacity where no reserve is published; null for plants.
 * @param {Record<string, string>} row
 */
function reserveOf(row) {
  if (row.kind !== "mine") return null;
  const capacity = num(row.capacity_t);
  const region = reserveRows.find((candidate) => candidate.region === row.region);
  if (region === undefined) {
    const tonnes = YEARS_WITHOUT_RESERVE * capacity;
    const why = `no reserve published: ${YEARS_WITHOUT_RESERVE} years of capacity assumed`;
    return { tonnes, note: note(why, "low", 0.5 * tonnes, 3 * tonnes) };
  }
  const inRegion = siteRows.filter((other) => other.kind === "mine" && other.region === row.region);
  const total = inRegion.reduce((sum, other) => sum + num(other.capacity_t), 0);
  const reo = num(row.reo_t_2025);
  const ndpr = reo > 0 ? num(row.output_2025_t) / reo : TYPICAL_NDPR_SHARE;
  const tonnes = Math.round((num(region.reserve_reo_t) * ndpr * capacity) / total);
  const why = `${region.source}: ${region.country}, shared over the region's mines by capacity, times the NdPr share of their ore`;
  return { tonnes, note: note(why, "low", 0.5 * tonnes, 2 * tonnes) };
}

/** Recyclers buy their scrap in the market, so their own cost is conversion alone. @param {Record<string, string>} row */
function cashCost(row) {
  if (row.kind === "recycling") {
    const scrap = scrapRows.find((candidate) => candidate.kind === "recycler" && candidate.site === row.id);
    return {
      central: num(scrap.conversion_cost_usd_per_kg),
      low: num(scrap.conversion_low),
      high: num(scrap.conversion_high),
      source: "scrap-2026.csv: conversion cost a kg of oxide, scrap excluded; an estimate",
      confidence: "low",
    };
  }
  return {
    central: num(row.cash_cost_usd_per_kg),
    low: num(row.cash_cost_low),
    high: num(row.cash_cost_high),
    source: `${row.cost_source} (${row.cost_basis})`,
    confidence: row.cost_confidence,
  };
}

/**
 * What a site can make in a year, now and in 2025. Sites that do not run yet or lie idle can make their capacity once
 * they do; plants have no figure for 2025 in the data, so those ramping up made all they could then.
 * @param {Record<string, string>} row
 */
function availability(row) {
  const idleNow = row.status_2026_01 === "building" || row.status_2026_01 === "mothballed";
  const now = idleNow
    ? { tonnes: num(row.capacity_t), why: "capacity: what the site can make once it runs" }
    : { tonnes: num(row.available_2026_t), why: "available in 2026, sites-2026.csv" };
  if (idleNow) return { now, in2025: { tonnes: 0, why: "did not run in 2025" } };
  if (row.available_2025_t !== "") {
    return { now, in2025: { tonnes: num(row.available_2025_t), why: "available in 2025, sites-2026.csv" } };
  }
  if (row.status_2026_01 === "ramping") {
    return {
      now,
      in2025: { tonnes: num(row.output_2025_t), why: "ramping up: the output of 2025 was all it could make" },
    };
  }
  return { now, in2025: { ...now, why: "as in 2026: the plant did not grow" } };
}

/** @param {Record<string, string>} row @param {ReturnType<typeof cashCost>} cost @param {ReturnType<typeof availability>} available */
function siteSources(row, cost, available) {
  const lowShare = num(row.capacity_low) / num(row.capacity_t);
  const highShare = num(row.capacity_high) / num(row.capacity_t);
  const care = num(row.care_cost_kusd_per_year);
  const restart = num(row.restart_cost_kusd);
  const months = num(row.restart_months);
  const rule = "rule of thumb of parameters.csv, half to one and a half times";
  const sources = {
    capacityTonnesPerYear: note(row.source, row.confidence, num(row.capacity_low), num(row.capacity_high)),
    output2025TonnesPerYear: note(row.source, row.confidence, num(row.output_2025_low), num(row.output_2025_high)),
    availableTonnesPerYear: note(
      available.now.why,
      row.confidence,
      available.now.tonnes * lowShare,
      available.now.tonnes * highShare,
    ),
    available2025TonnesPerYear: note(available.in2025.why, row.confidence),
    cashCostUsdPerKg: note(cost.source, cost.confidence, cost.low, cost.high),
    careCostKiloUsdPerYear: note(rule, "low", care * 0.5, care * 1.5),
    restartCostKiloUsd: note(rule, "low", restart * 0.5, restart * 1.5),
    restartMonths: note("rule of thumb of parameters.csv, 0.6 to 1.4 times", "low", months * 0.6, months * 1.4),
    replacementUsdPerKgYear: note(
      row.finance_source,
      row.finance_confidence,
      num(row.replacement_low),
      num(row.replacement_high),
    ),
  };
  if (row.captive_to !== "") sources.captiveShare = note(row.captive_source, row.captive_confidence);
  if (row.kind === "mine") {
    sources.reo2025Tonnes = note(row.source, row.confidence);
    sources.reoInUsgs2025Tonnes = note("the part that USGS counts", row.confidence);
  }
  return sources;
}

/** Idle ore that can come within three months: 9.7 kt at Bayan Obo, 0.9 kt shared by the clays as their capacity is unused. */
function idleOre() {
  const clays = siteRows.filter((row) => row.id.startsWith("clay-"));
  const unused = (row) => num(row.capacity_t) - num(row.available_2026_t);
  const total = clays.reduce((sum, row) => sum + unused(row), 0);
  return new Map([
    ["bayan-obo", 9700],
    ...clays.map((row) => /** @type {[string, number]} */ ([row.id, Math.round((900 * unused(row)) / total)])),
  ]);
}

export function buildProjects() {
  return readTable("projects.csv").map((row) => ({
    id: row.id,
    name: row.name,
    kind: kebab(row.kind),
    region: row.region,
    latitude: num(row.lat),
    longitude: num(row.lon),
    owner: row.owner,
    ownerGroup: row.owner_group,
    goodIn: good(row.good_in),
    goodOut: good(row.good_out),
    capacityTonnesPerYear: num(row.capacity_t),
    capexKiloUsd: num(row.capex_musd) * 1000,
    cashCostUsdPerKg: num(row.cash_cost_usd_per_kg),
    cashCostLowUsdPerKg: num(row.cash_cost_low),
    cashCostHighUsdPerKg: num(row.cash_cost_high),
    earliestStart: monthOfYear(row.earliest_start),
    likelyStart: monthOfYear(row.likely_start),
    stage: row.stage_2026_01,
    statusNote: row.status_note,
    addsTo: row.adds_to === "" ? null : row.adds_to,
    captiveTo: listOf(row.captive_to),
    captiveShare: num(row.captive_share),
    ...(row.id in PUBLIC_SUPPORT ? { hasPublicSupport: true } : {}),
    sources: {
      ...(row.id in PUBLIC_SUPPORT ? { hasPublicSupport: note(PUBLIC_SUPPORT[row.id], "medium") } : {}),
      capacityTonnesPerYear: note(row.source, row.confidence, num(row.capacity_low), num(row.capacity_high)),
      capexKiloUsd: note(row.source, row.confidence, num(row.capex_low) * 1000, num(row.capex_high) * 1000),
      cashCostUsdPerKg: note(row.source, row.confidence, num(row.cash_cost_low), num(row.cash_cost_high)),
      earliestStart: note("the company's date", row.confidence),
      likelyStart: note("the company's date and 0.7 to 1.5 years: estimate", "low"),
      ...(row.captive_source === "" ? {} : { captiveShare: note(row.captive_source, row.captive_confidence) }),
    },
  }));
}

/** @param {string} cell ids parted by semicolons */
function listOf(cell) {
  return cell === "" ? [] : cell.split(";");
}
