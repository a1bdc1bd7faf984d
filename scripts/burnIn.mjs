// Plays a scenario's burn-in, writes the opening state into its file and lists the prices it came to beside the published
// ones. Run: npm run burn-in [-- scenarios/NAME.json]. docs/MODEL.md, "Initialisation", says what a burn-in is.

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const file = process.argv[2] ?? "scenarios/rare-earths-2026.json";

/** A module of the project's own TypeScript. @param {string} path */
async function load(path) {
  const { module } = await runnerImport(path, { root: ROOT, configFile: false, logLevel: "error" });
  return module;
}

/** Published prices of January 2026. @returns {Map<string, { price: number, low: number, high: number }>} */
function publishedPrices() {
  const lines = readFileSync(new URL("../data/initial-prices-2026.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const prices = new Map();
  for (const line of lines.slice(1)) {
    const [good, region, price, low, high] = line.split(",");
    prices.set(`${good === "conc" ? "concentrate" : good} ${region}`, {
      price: Number(price),
      low: Number(low),
      high: Number(high),
    });
  }
  return prices;
}

/** Why a burnt-in price differs from a published one. */
function reason(good, region, found, published) {
  if (published === undefined) return "no published price";
  if (found >= published.low && found <= published.high) return "within the published range";
  if (good === "concentrate") return "published: a transfer price or a company's own netback, not a market price";
  if (region === exporter && good === "oxide")
    return "published: a quote after months of restocking; at rest nobody restocks";
  if (region === exporter)
    return "at rest a maker's feed bid leaves it a tenth of its netback, which is more than its cost";
  if (good === "magnet")
    return "published: grades and licence premia; here magnets are one good, and a duty on one origin is met by swapping origins";
  return "published: a thin quote with licence premium or a floor contract; at rest regions differ by freight, VAT and duty alone";
}

const scenarioModule = await load("src/scenario/load.ts");
const { writeScenarioText } = await load("src/scenario/writeText.ts");
const { burnIn } = await load("src/sim/index.ts");
const text = readFileSync(file, "utf8");
const scenario = scenarioModule.loadScenario(file, text);
const exporter = scenario.exporter.region;
const began = performance.now();
const { opening, months, largestMoveShare } = burnIn(scenario, `npm run burn-in -- ${file}`);
const seconds = (performance.now() - began) / 1000;

const raw = JSON.parse(text);
raw.opening = opening;
writeFileSync(`${file}.part`, writeScenarioText(raw));
renameSync(`${file}.part`, file);

console.log(
  `${file}: at rest after ${months} months (no traded price moved more than ${(100 * largestMoveShare).toFixed(1)}% in the last six); ${seconds.toFixed(1)} s.\n`,
);
console.log("good         region   burn-in  published  difference  reason");
const published = publishedPrices();
for (const good of Object.keys(opening.markets)) {
  for (const region of Object.keys(opening.markets[good]).sort()) {
    const found = opening.markets[good][region].priceUsdPerKg;
    const known = published.get(`${good} ${region}`);
    const columns = [
      good.padEnd(12),
      region.padEnd(6),
      found.toFixed(1).padStart(9),
      (known ? known.price.toFixed(0) : "–").padStart(10),
      (known ? `${found >= known.price ? "+" : "−"}${Math.abs(found - known.price).toFixed(0)}` : "").padStart(11),
      ` ${reason(good, region, found, known)}`,
    ];
    console.log(columns.join(" "));
  }
}
