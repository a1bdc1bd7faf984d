/**
 * A synthetic scenario of any size: a chain like the flagship's among generated regions, in balance, with one exporter, a
 * bloc and rules that stay off until they are switched on. The same request gives the same scenario, to the last figure.
 */

import { GOODS, RECIPES, chainTonnes } from "./chain";
import { demandPaths, oldScrap, placeBuyers } from "./demand";
import { layOutRegions } from "./layout";
import { planProjects } from "./projects";
import type { RawRegion, RawScenario } from "./raw";
import type { GenerateRequest } from "./request";
import { countsByKind, placeFacilities } from "./sites";
import { exportTaxes, layLanes, setDuties } from "./trade";

export { GENERATE_LIMITS, type GenerateRequest } from "./request";
export { generatedText } from "./text";

/** Months that a generated world can be played. */
const MONTHS = 240;

/** The scenario, as a file states it: fields that have a default are left out. Sizes are within `GENERATE_LIMITS`. */
export function generateScenario(request: GenerateRequest): RawScenario {
  const { facilities, seed } = request;
  const regions = layOutRegions(seed, request.regions);
  const counts = countsByKind(facilities);
  const tonnes = chainTonnes(facilities, counts.recycling > 0);
  const buyers = placeBuyers(seed, regions, tonnes);
  const exporter = regions[0]!.id;
  const stages = GOODS.filter((good) => good.isStage).map((good) => good.id);
  const made = `lodestone generate --facilities ${facilities} --regions ${request.regions} --seed ${seed}`;
  return {
    name: `generated-${facilities}-${request.regions}`,
    title: `Generated world of ${facilities} facilities in ${request.regions} regions`,
    question: "Does a floor keep the bloc's mines and plants open?",
    description: `Invented: drawn by ${made}. No figure describes a real place.`,
    startMonth: "2026-01",
    months: MONTHS,
    sources: generatedSources(made),
    goods: GOODS.map(({ id, name, unit, isStage }) => ({ id, name, unit, isStage })),
    recipes: RECIPES,
    regions,
    lanes: layLanes(regions),
    importDuties: setDuties(seed, regions),
    exportTaxes: exportTaxes(exporter),
    facilities: placeFacilities(seed, counts, regions, tonnes),
    projects: planProjects(seed, facilities, counts, regions, tonnes),
    buyers,
    demandPaths: demandPaths(),
    scrap: oldScrap(buyers, tonnes),
    bloc: {
      members: regions.filter((region) => region.group === "partner").map((region) => region.id),
      floor: { enabled: false, stages },
    },
    exporter: {
      region: exporter,
      conduct: "competitive",
      stateStockGood: "oxide",
      stateStockTonnes: Math.round(0.05 * tonnes.magnetsWanted),
      floodStockTonnesPerYear: Math.round(0.025 * tonnes.magnetsWanted),
      warChestKiloUsd: Math.round(25 * tonnes.magnetsWanted),
      squeezeGoods: stages.filter((stage) => stage !== "concentrate"),
    },
    opening: openingPrices(made, regions),
  };
}

/** Prices that such worlds come to rest near, in every region; stocks follow from the sites' figures. */
function openingPrices(made: string, regions: readonly RawRegion[]): RawScenario["opening"] {
  const markets = GOODS.map(({ id, restUsdPerKg }) => {
    const market = { priceUsdPerKg: restUsdPerKg, beliefUsdPerKg: restUsdPerKg, parityUsdPerKg: restUsdPerKg };
    return [id, Object.fromEntries(regions.map((region) => [region.id, market]))] as const;
  });
  return { command: made, months: 0, markets: Object.fromEntries(markets), facilities: {}, buyers: {} };
}

/** One note for each list, since every figure in it was drawn in the same way. */
function generatedSources(made: string): RawScenario["sources"] {
  const lists = ["regions", "lanes", "importDuties", "exportTaxes", "facilities", "projects", "buyers", "scrap"];
  const note = { source: `generated: ${made}`, confidence: "low" as const };
  return Object.fromEntries(lists.map((list) => [list, note]));
}
