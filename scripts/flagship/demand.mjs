// Who buys: five sectors of magnet users, users of oxide for other ends, how their demand grows; and old scrap.

import { kebab, note, num, readTable, round4 } from "./tables.mjs";
import { OXIDE_COVER_MONTHS, openingOxideOfBuyers, otherOxideUse } from "./stocks.mjs";

const OXIDE_SECTOR = "other-oxide-uses";
const EXPORTER = "CHN";
/** Oxide in the exporter, without VAT, mean of 2025 (69 as quoted with VAT). */
const OXIDE_BASE_USD_PER_KG = 61;

export function buildMagnetBuyers() {
  return readTable("buyers-2026.csv").map((row) => {
    const behaviour = "estimate within the ranges of parameters.csv (docs/DATA.md)";
    const demand = num(row.demand_t);
    return {
      id: kebab(row.id),
      region: row.region,
      sector: kebab(row.sector),
      good: "magnet",
      demandTonnesPerYear: demand,
      basePriceUsdPerKg: num(row.base_price_usd_per_kg),
      elasticityShort: num(row.elasticity_short_magnitude),
      elasticityLong: num(row.elasticity_long_magnitude),
      chokeMultiple: num(row.choke_multiple),
      coreShare: num(row.core_share),
      coreValueUsdPerKg: num(row.core_value_usd_per_kg),
      coverWantedMonths: num(row.cover_wanted_months),
      stockTonnes: num(row.stock_2026_01_t),
      complianceShare: num(row.compliance_share),
      canMoveAbroad: row.sector !== "defence",
      sources: {
        demandTonnesPerYear: note(
          "balance-2025.csv by region, split by estimated sector mixes (docs/DATA.md)",
          row.demand_confidence,
          num(row.demand_low),
          num(row.demand_high),
        ),
        basePriceUsdPerKg: note(
          "mean export value of the exporter, 46 $/kg in the first half of 2025, elsewhere with freight and lasting duty",
          row.behaviour_confidence,
          num(row.base_low),
          num(row.base_high),
        ),
        elasticityShort: note(behaviour, row.behaviour_confidence),
        elasticityLong: note(behaviour, row.behaviour_confidence),
        chokeMultiple: note(
          "proposal: oxide at 8 times its base adds about as much",
          "low",
          num(row.choke_low),
          num(row.choke_high),
        ),
        coreShare: note(behaviour, row.behaviour_confidence),
        coreValueUsdPerKg: note(behaviour, row.behaviour_confidence),
        coverWantedMonths: note(behaviour, row.behaviour_confidence),
        stockTonnes: note("cover times use of 2025: estimate", row.behaviour_confidence),
        complianceShare: note(behaviour, row.behaviour_confidence),
        canMoveAbroad: note("judged: arms are made at home, all else can move", "medium"),
      },
    };
  });
}

/**
 * Glass, ceramics, catalysts and alloys take oxide too. Their tonnes are what the balance of 2025 leaves.
 * @param {{ from: string, to: string, freightUsdPerKg: Record<string, number> }[]} lanes
 * @param {{ id: string, dutyBase: string }[]} regions
 * @param {(region: string, good: string, origin: string) => number} dutyShare
 */
export function buildOxideBuyers(lanes, regions, dutyShare) {
  return [...otherOxideUse].map(([region, tonnes]) => {
    const estimate = note("estimate (docs/DATA.md)", "low");
    return {
      id: `${region}-${OXIDE_SECTOR}`,
      region,
      sector: OXIDE_SECTOR,
      good: "oxide",
      demandTonnesPerYear: tonnes,
      basePriceUsdPerKg: oxideBasePrice(region),
      elasticityShort: 0.15,
      elasticityLong: 0.6,
      chokeMultiple: 8,
      coreShare: 0.5,
      coreValueUsdPerKg: 200,
      coverWantedMonths: OXIDE_COVER_MONTHS,
      stockTonnes: openingOxideOfBuyers(region),
      complianceShare: region === EXPORTER ? 0 : 0.03,
      canMoveAbroad: false,
      sources: {
        demandTonnesPerYear: note(
          "derived: oxide use of balance-2025.csv less metal output over 0.85",
          "low",
          tonnes * 0.7,
          tonnes * 1.3,
        ),
        basePriceUsdPerKg: note(
          "61 $/kg without VAT in the exporter in 2025, elsewhere with freight and duty",
          "medium",
        ),
        elasticityShort: note("parameters.csv: short-run range of magnet elements, taken over", "low", 0.05, 0.3),
        elasticityLong: note("parameters.csv: long-run range of magnet elements, taken over", "low", 0.4, 1),
        chokeMultiple: note("peak of Nd in 2011 about 12 times 2009; 8 by judgement", "low", 5, 15),
        coreShare: note("estimate (docs/DATA.md)", "low", 0.3, 0.8),
        coreValueUsdPerKg: estimate,
        coverWantedMonths: estimate,
        stockTonnes: note("a month of use out of the stocks of stocks-2026.csv", "low"),
        complianceShare: estimate,
      },
    };
  });

  /** @param {string} region */
  function oxideBasePrice(region) {
    if (region === EXPORTER) return OXIDE_BASE_USD_PER_KG;
    const freight = lanes.find((lane) => lane.from === EXPORTER && lane.to === region).freightUsdPerKg.oxide;
    const duty = dutyShare(region, "oxide", EXPORTER);
    const isFob = regions.find((candidate) => candidate.id === region).dutyBase === "fob";
    return round4(OXIDE_BASE_USD_PER_KG * (1 + duty) + freight * (isFob ? 1 : 1 + duty));
  }
}

const FIRST_YEAR = 2025;
const LAST_YEAR = 2046;
/** Growth of other uses of oxide: 4.4 kt in 2024 and 4.5 in 2025 are 2% a year. */
const OXIDE_GROWTH = { low: 0, central: 0.02, high: 0.04 };

export function buildDemandPaths() {
  const rows = readTable("demand-paths.csv").filter((row) => row.sector !== "total");
  const sectors = [...new Set(rows.map((row) => row.sector))];
  const paths = sectors.flatMap((sector) =>
    Object.keys(OXIDE_GROWTH).map((name) => {
      const years = rows.filter((row) => row.sector === sector && row.case === name);
      years.sort((a, b) => num(a.year) - num(b.year));
      return {
        sector: kebab(sector),
        case: name,
        firstYear: FIRST_YEAR,
        indexByYear: years.map((row) => num(row.index_2025)),
        sources: { indexByYear: note(years[0].source, years[0].confidence) },
      };
    }),
  );
  const oxide = Object.entries(OXIDE_GROWTH).map(([name, growth]) => ({
    sector: OXIDE_SECTOR,
    case: name,
    firstYear: FIRST_YEAR,
    indexByYear: Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, year) => round4((1 + growth) ** year)),
    sources: { indexByYear: note(`estimate: ${growth * 100}% a year; 4.4 kt in 2024 and 4.5 in 2025 are 2%`, "low") },
  }));
  return [...paths, ...oxide];
}

export function buildScrap() {
  const rows = readTable("scrap-2026.csv");
  const growth = rows.find((row) => row.id === "old_scrap_growth");
  return rows
    .filter((row) => row.kind === "old scrap")
    .map((row) => ({
      region: row.region,
      availableTonnesPerYear: num(row.available),
      priceLowUsdPerKg: num(row.price_low),
      priceHighUsdPerKg: num(row.price_high),
      growthYearly: num(growth.quantity),
      sources: {
        availableTonnesPerYear: note(row.source, row.confidence, num(row.available) * 0.5, num(row.available) * 1.5),
        priceLowUsdPerKg: note("estimate: cheapest scrap, sorted and nearby", "low"),
        priceHighUsdPerKg: note("estimate: the last tonne of a ramp chosen with the prices of 2024-25 in view", "low"),
        growthYearly: note(growth.source, growth.confidence, num(growth.low), num(growth.high)),
      },
    }));
}
