/** Who buys in a generated world, how their demand grows, and the old scrap on offer. */

import { exp } from "../../sim/maths/portable";
import type { ChainTonnes } from "./chain";
import type { RawBuyer, RawRegion, RawScenario } from "./raw";
import { drawsOf, rounded } from "./request";

interface SectorFigures {
  id: string;
  good: "magnet" | "oxide";
  /** Share of what the world wants of the good. */
  share: number;
  elasticityShort: number;
  elasticityLong: number;
  coreShare: number;
  coverWantedMonths: number;
  /** Growth a year in the central case. */
  growthYearly: number;
}

const SECTORS: readonly SectorFigures[] = [
  sector("motors", "magnet", 0.25, 0.06, 0.7, 0.85, 1.5, 0.03),
  sector("wind", "magnet", 0.1, 0.1, 0.9, 0.6, 1.5, 0.02),
  sector("electronics", "magnet", 0.2, 0.08, 0.4, 0.8, 1, 0.01),
  sector("industry", "magnet", 0.45, 0.22, 0.8, 0.5, 1, 0.02),
  sector("oxide-uses", "oxide", 1, 0.15, 0.5, 0.5, 1, 0.01),
];

const EXPORTER_SHARE = 0.5;
/** A price that buyers call ordinary, $/kg. */
const BASE_PRICE = { magnet: 50, oxide: 65 };
const FIRST_YEAR = 2025;
const YEARS = 22;

function sector(
  id: string,
  good: SectorFigures["good"],
  share: number,
  elasticityShort: number,
  elasticityLong: number,
  coreShare: number,
  coverWantedMonths: number,
  growthYearly: number,
): SectorFigures {
  return { id, good, share, elasticityShort, elasticityLong, coreShare, coverWantedMonths, growthYearly };
}

/** One buyer for each region and sector. */
export function placeBuyers(seed: string, regions: readonly RawRegion[], tonnes: ChainTonnes): RawBuyer[] {
  const { normal } = drawsOf(seed, "demand", 0, regions.length);
  const weights = normal.map((n) => exp(0.7 * n));
  const others = weights.subarray(1).reduce((sum, weight) => sum + weight, 0);
  return regions.flatMap((region, r) => {
    const regionShare = r === 0 ? EXPORTER_SHARE : ((1 - EXPORTER_SHARE) * weights[r]!) / others;
    return SECTORS.map((figures) => {
      const wanted = figures.good === "magnet" ? tonnes.magnetsWanted : tonnes.oxideWantedElsewhere;
      const demand = rounded(wanted * regionShare * figures.share, 4);
      return {
        id: `${region.id}-${figures.id}`,
        region: region.id,
        sector: figures.id,
        good: figures.good,
        demandTonnesPerYear: demand,
        basePriceUsdPerKg: BASE_PRICE[figures.good],
        elasticityShort: figures.elasticityShort,
        elasticityLong: figures.elasticityLong,
        chokeMultiple: 5,
        coreShare: figures.coreShare,
        coreValueUsdPerKg: 300,
        coverWantedMonths: figures.coverWantedMonths,
        stockTonnes: rounded((demand * figures.coverWantedMonths) / 12, 3),
      };
    });
  });
}

/** Indices by sector, 1 in 2025: none, once and twice the sector's growth. */
export function demandPaths(): NonNullable<RawScenario["demandPaths"]> {
  const cases = [
    ["low", 0],
    ["central", 1],
    ["high", 2],
  ] as const;
  return SECTORS.flatMap((figures) =>
    cases.map(([name, times]) => {
      const indexByYear: number[] = [];
      let index = 1;
      for (let year = 0; year < YEARS; year++) {
        indexByYear.push(rounded(index, 4));
        index *= 1 + times * figures.growthYearly;
      }
      return { sector: figures.id, case: name, firstYear: FIRST_YEAR, indexByYear };
    }),
  );
}

/** Old scrap lies where magnets are bought. */
export function oldScrap(buyers: readonly RawBuyer[], tonnes: ChainTonnes): NonNullable<RawScenario["scrap"]> {
  if (tonnes.oldScrap === 0) return [];
  const byRegion = new Map<string, number>();
  for (const buyer of buyers) {
    if (buyer.good !== "magnet") continue;
    byRegion.set(buyer.region, (byRegion.get(buyer.region) ?? 0) + buyer.demandTonnesPerYear);
  }
  return [...byRegion].map(([region, bought]) => ({
    region,
    availableTonnesPerYear: rounded((tonnes.oldScrap * bought) / tonnes.magnetsWanted, 3),
    priceLowUsdPerKg: 20,
    priceHighUsdPerKg: 100,
    growthYearly: 0.02,
  }));
}
