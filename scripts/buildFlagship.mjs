// Builds scenarios/rare-earths-2026.json from the CSV files of data/. Run: node scripts/buildFlagship.mjs
// An opening block that the burn-in has written into the file is kept. `--check` writes nothing and fails if the file
// differs from what the data give.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

import { buildContracts } from "./flagship/contracts.mjs";
import { buildDemandPaths, buildMagnetBuyers, buildOxideBuyers, buildScrap } from "./flagship/demand.mjs";
import {
  buildExportTaxes,
  buildImportDuties,
  buildLanes,
  buildRecipes,
  buildRegions,
  goods,
  laneSources,
} from "./flagship/places.mjs";
import { publishedTotals } from "./flagship/published.mjs";
import { buildBehaviour, buildBloc, buildExporter } from "./flagship/rules.mjs";
import { buildFacilities, buildProjects } from "./flagship/sites.mjs";
import { stockSources } from "./flagship/stocks.mjs";

const FILE = fileURLToPath(new URL("../scenarios/rare-earths-2026.json", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A module of the project's own TypeScript. @param {string} path */
async function load(path) {
  const { module } = await runnerImport(path, { root: ROOT, configFile: false, logLevel: "error" });
  return module;
}

/** @param {{ DEFAULT_BEHAVIOUR: object, DEFAULT_FLOOR: object, DEFAULT_EXPORTER: object }} defaults */
function buildFlagship(defaults) {
  const regions = buildRegions();
  const lanes = buildLanes();
  const importDuties = buildImportDuties();
  const dutyShare = (region, good, origin) => narrowestDuty(importDuties, region, good, origin);
  return {
    $schema: "./schema/scenario.schema.json",
    name: "rare-earths-2026",
    title: "Rare-earth magnets, 2026–2045",
    question: "Would a price floor kept by adjustable tariffs keep the bloc's mines and plants open against a flood?",
    description:
      "Neodymium and praseodymium from ore to magnet in 31 regions: 99 sites and 34 projects as they stood in January 2026, " +
      "one exporter with nine tenths of processing, and a bloc that may put a floor under prices. Figures and sources: docs/DATA.md.",
    startMonth: "2026-01",
    months: 240,
    goods,
    recipes: buildRecipes(),
    regions,
    lanes,
    importDuties,
    exportTaxes: buildExportTaxes(),
    facilities: buildFacilities(),
    projects: buildProjects(),
    buyers: [...buildMagnetBuyers(), ...buildOxideBuyers(lanes, regions, dutyShare)],
    demandPaths: buildDemandPaths(),
    demandCase: "central",
    scrap: buildScrap(),
    bloc: buildBloc(defaults.DEFAULT_FLOOR),
    exporter: buildExporter(defaults.DEFAULT_EXPORTER),
    behaviour: buildBehaviour(defaults.DEFAULT_BEHAVIOUR),
    contracts: buildContracts(),
    changes: [],
    opening: keptOpening(),
    sources: { ...publishedTotals, ...laneSources, ...stockSources },
  };
}

/** The duty of the narrowest row: origin before good, as the model reads them. */
function narrowestDuty(duties, region, good, origin) {
  const rank = (duty) => (duty.origin === null ? 0 : 2) + (duty.good === null ? 0 : 1);
  const rows = duties.filter(
    (duty) =>
      duty.region === region &&
      (duty.good === null || duty.good === good) &&
      (duty.origin === null || duty.origin === origin),
  );
  rows.sort((a, b) => rank(b) - rank(a));
  return rows[0].adValoremShare;
}

/** The state that the burn-in reached, if the file holds one. */
function keptOpening() {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")).opening : null;
}

const { writeScenarioText } = await load("./src/scenario/writeText.ts");
const text = writeScenarioText(buildFlagship(await load("./src/scenario/defaults.ts")));
if (process.argv.includes("--check")) {
  if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
    console.error("scenarios/rare-earths-2026.json differs from what data/ gives; run node scripts/buildFlagship.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(FILE, text);
  console.log(`scenarios/rare-earths-2026.json: ${(text.length / 1e6).toFixed(2)} MB`);
}
