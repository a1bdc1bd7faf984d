// Goods, recipes, regions and what lies between regions: freight, import duties, export taxes.

import { good, note, num, readTable, round4, rowOf } from "./tables.mjs";

const conversions = readTable("conversions.csv");
const scrapRows = readTable("scrap-2026.csv");
const policy = readTable("policy-2026.csv");
const freight = readTable("freight.csv");

/** Raw to finished; markets clear in the reverse order. */
export const goods = [
  { id: "scrap", name: "Scrap", unit: "t NdPr oxide contained in scrap", isStage: false },
  { id: "concentrate", name: "Concentrate", unit: "t NdPr oxide contained", isStage: true },
  { id: "oxide", name: "Separated oxide", unit: "t NdPr oxide", isStage: true },
  { id: "metal", name: "Metal and alloy", unit: "t NdPr metal", isStage: true },
  { id: "magnet", name: "Magnets", unit: "t finished NdFeB magnet", isStage: true },
];

/** @param {string} id */
function conversion(id) {
  const row = rowOf(conversions, "id", id);
  return { value: num(row.value), low: num(row.low), high: num(row.high), row };
}

export function buildRecipes() {
  const recovery = conversion("recovery_conc_to_oxide");
  const metal = conversion("metal_per_oxide");
  const magnet = conversion("metal_per_magnet");
  const scrapParameter = (id) => scrapRows.find((row) => row.kind === "parameter" && row.id === id);
  const recycled = scrapParameter("recovery_scrap_to_oxide");
  const swarf = scrapParameter("swarf_per_t_magnet");
  const lag = scrapParameter("swarf_lag_months");
  const swarfOffer = rowOf(scrapRows, "kind", "swarf");
  const yieldNote = (row, low = num(row.low), high = num(row.high)) => ({
    yieldTonnesPerTonne: note(row.source, row.confidence, low, high),
  });
  return [
    {
      kind: "separation",
      input: "concentrate",
      output: "oxide",
      yieldTonnesPerTonne: recovery.value,
      byProduct: null,
      sources: yieldNote(recovery.row),
    },
    {
      kind: "recycling",
      input: "scrap",
      output: "oxide",
      yieldTonnesPerTonne: num(recycled.quantity),
      byProduct: null,
      sources: yieldNote(recycled),
    },
    {
      kind: "metal",
      input: "oxide",
      output: "metal",
      yieldTonnesPerTonne: metal.value,
      byProduct: null,
      sources: yieldNote(metal.row),
    },
    {
      kind: "magnet",
      input: "metal",
      output: "magnet",
      yieldTonnesPerTonne: round4(1 / magnet.value),
      byProduct: {
        good: "scrap",
        tonnesPerTonneOutput: num(swarf.quantity),
        lagMonths: num(lag.quantity),
        askLowUsdPerKg: num(swarfOffer.price_low),
        askHighUsdPerKg: num(swarfOffer.price_high),
      },
      sources: {
        ...yieldNote(
          { ...magnet.row, source: `1 over metal per magnet, ${magnet.row.value}: ${magnet.row.source}` },
          1 / magnet.high,
          1 / magnet.low,
        ),
        "byProduct.tonnesPerTonneOutput": note(swarf.source, swarf.confidence, num(swarf.low), num(swarf.high)),
        "byProduct.askLowUsdPerKg": note("estimate: collection and freight", "low"),
        "byProduct.askHighUsdPerKg": note("estimate: swarf has no other use", "low"),
        "byProduct.lagMonths": note(lag.source, lag.confidence, num(lag.low), num(lag.high)),
      },
    },
  ];
}

export function buildRegions() {
  return readTable("regions.csv").map((row) => {
    const rule = policy.find((candidate) => candidate.kind === "region" && candidate.region === row.id);
    const duty = policy.find((p) => p.kind === "import" && p.region === row.id && p.good === "*" && p.from === "*");
    const why = rule.rule ? `${rule.source}; ${rule.rule}` : rule.source;
    return {
      id: row.id,
      name: row.name,
      isoCodes: row.iso_codes.split(" "),
      latitude: num(row.label_lat),
      longitude: num(row.label_lon),
      group: row.group,
      dutyBase: duty.duty_base,
      permitMonthsMine: num(rule.permit_months_mine),
      permitMonthsPlant: num(rule.permit_months_plant),
      realDiscountRate: num(rule.real_discount_rate),
      sources: {
        group: note(row.note ? `${row.source}. ${row.note}` : row.source, row.confidence),
        dutyBase: note(
          "customs value of the region: FOB in the United States, Canada and Australia, CIF elsewhere",
          "medium",
        ),
        permitMonthsMine: note(why, rule.confidence, num(rule.permit_low), num(rule.permit_high)),
        permitMonthsPlant: note(why, rule.confidence, num(rule.plant_low), num(rule.plant_high)),
        realDiscountRate: note(why, rule.confidence, num(rule.discount_low), num(rule.discount_high)),
      },
    };
  });
}

/** Tonnes of swarf or old magnet that hold a tonne of NdPr oxide: magnets are 0.255 NdPr metal, and oxide is 1/0.857 of metal. */
const GROSS_TONNES_OF_SCRAP = round4(0.857 / conversion("ndpr_content_of_magnet").value);

export function buildLanes() {
  return freight.map((row) => ({
    from: row.from,
    to: row.to,
    freightUsdPerKg: {
      scrap: round4(num(row.usd_per_kg) * GROSS_TONNES_OF_SCRAP),
      concentrate: num(row.usd_per_kg_ndpr_in_concentrate),
      oxide: num(row.usd_per_kg_oxide_or_metal),
      metal: num(row.usd_per_kg_oxide_or_metal),
      magnet: num(row.usd_per_kg_magnet),
    },
    sources: {},
  }));
}

/** Notes that hold for every lane and stand once, in the scenario's own sources. */
export const laneSources = {
  "lanes.freightUsdPerKg": note(
    `${freight[0].source}; a range of 0.6 to 1.8 times the figure. Concentrate at 9.5 t of cargo a tonne of NdPr oxide`,
    "low",
  ),
  "lanes.freightUsdPerKg.scrap": note(
    `estimate: ${GROSS_TONNES_OF_SCRAP} t of swarf or old magnets a tonne of NdPr oxide contained (magnets hold 0.255 t of ` +
      "NdPr metal a tonne), at the freight of a kilogram of cargo",
    "low",
  ),
};

export function buildImportDuties() {
  return policy
    .filter((row) => row.kind === "import")
    .map((row) => ({
      region: row.region,
      good: good(row.good),
      origin: row.from === "*" ? null : row.from,
      inForceFrom: row.in_force_from.slice(0, 7),
      adValoremShare: num(row.ad_valorem),
      specificUsdPerKg: num(row.specific_usd_per_kg),
      sources: {
        adValoremShare: note(shortRule(row.source), row.confidence, num(row.ad_valorem_low), num(row.ad_valorem_high)),
      },
    }));
}

/** The remark that a schedule was not checked stands on hundreds of rows; here it is shortened. @param {string} text */
function shortRule(text) {
  return text.replace(
    "general knowledge of tariff schedules, not checked line by line",
    "general knowledge, not checked",
  );
}

export function buildExportTaxes() {
  const rows = policy
    .filter((row) => row.kind === "export" && row.region !== "*")
    .map((row) => ({
      region: row.region,
      good: good(row.good),
      rateShare: num(row.lane_export_tax_rate),
      specificUsdPerKg: 0,
      sources: { rateShare: note(`${row.source}. ${row.rule}`, row.confidence) },
    }));
  const vat = rows.find((row) => row.region === "CHN" && row.good === "oxide");
  return [
    ...rows,
    {
      region: "CHN",
      good: "scrap",
      rateShare: vat.rateShare,
      specificUsdPerKg: 0,
      sources: {
        rateShare: note("estimate: as the other goods without a refund of VAT; no row of its own was found", "low"),
      },
    },
  ];
}
