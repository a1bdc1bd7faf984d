// Plays the flagship under many seeds and prints how its price of oxide moves beside how real prices moved: the spread of
// monthly log changes, the spread of log changes of yearly means, and the autocorrelation of the latter; and how high prices
// went. Run: npm run moments [-- --seeds 1..50 --set PATH=VALUE …]. One core; the same figures on every machine.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCENARIO = "scenarios/rare-earths-2026.json";
/** data/parameters.csv: Nd oxide by month 2013–2024, and by year 2007–2025 (18 changes, so the last figure is a rough one). */
const IN_THE_DATA = { monthly: 0.085, persistence: 0.34, yearly: 0.55, autocorrelation: 0.11 };

const { seeds, settings } = argumentsGiven();
const { applyOverrides, parseSetArgument } = await load("src/scenario/overrides.ts");
const { loadScenario } = await load("src/scenario/load.ts");
const { openWorld, stepMonth } = await load("src/sim/index.ts");
const scenario = applyOverrides(
  loadScenario(SCENARIO, readFileSync(`${ROOT}${SCENARIO}`, "utf8")),
  settings.map(parseSetArgument),
);
const runs = seeds.map(pricesOf);
printMoments();

/** Oxide at the exporter's home by month, $/kg. @param {string} seed @returns {number[]} */
function pricesOf(seed) {
  const world = openWorld(scenario, seed);
  const { goodIds, regionIds, exporter } = world.setting;
  const cell = goodIds.indexOf("oxide") * regionIds.length + exporter;
  return Array.from({ length: scenario.months }, () => {
    stepMonth(world);
    const { priceUsdPerKg, traded } = world.state.trade;
    return traded[cell] ? priceUsdPerKg[cell] : NaN;
  });
}

function printMoments() {
  const monthly = runs.map((prices) => changes(prices));
  const yearly = runs.map((prices) => changes(yearlyMeans(prices)));
  const figures = {
    monthly: mean(monthly.map(spread)),
    persistence: autocorrelation(monthly),
    yearly: spread(yearly.flat()),
    autocorrelation: autocorrelation(yearly),
  };
  const words = {
    monthly: "spread of monthly log changes",
    persistence: "autocorrelation of monthly changes",
    yearly: "spread of log changes of yearly means",
    autocorrelation: "autocorrelation of yearly changes",
  };
  console.log(`Oxide at the exporter's home, ${seeds.length} seeds of ${scenario.months} months\n`);
  console.log(`${"".padEnd(40)} in the model  in the data`);
  for (const [name, figure] of Object.entries(figures))
    console.log(
      `${words[name].padEnd(40)} ${figure.toFixed(3).padStart(12)} ${IN_THE_DATA[name].toFixed(3).padStart(12)}`,
    );
  const first = runs.map((prices) => Math.max(...prices.slice(0, 12).filter(Number.isFinite)) / prices[0]);
  const peaks = runs.map((prices) => Math.max(...prices.filter(Number.isFinite)) / median(prices));
  const lows = runs.map((prices) => Math.min(...prices.filter(Number.isFinite)) / median(prices));
  const line = (label, values, of) => console.log(`${label.padEnd(40)} ${of(values).toFixed(2).padStart(12)}`);
  console.log("");
  line("highest of the first year over the first month, worst seed", first, (x) => Math.max(...x));
  line("highest over the run's median: median seed", peaks, median);
  line("highest over the run's median: nine of ten under", peaks, (x) => sorted(x)[Math.floor(0.9 * (x.length - 1))]);
  line("highest over the run's median: worst seed", peaks, (x) => Math.max(...x));
  line("lowest over the run's median: worst seed", lows, (x) => Math.min(...x));
  line("median price of all months, $/kg", runs.flat().filter(Number.isFinite), median);
}

/** First-order autocorrelation of many short series about their common mean. @param {number[][]} series */
function autocorrelation(series) {
  const centre = mean(series.flat());
  const pairs = series.flatMap((run) => run.slice(1).map((x, t) => (x - centre) * (run[t] - centre)));
  return mean(pairs) / mean(series.flat().map((x) => (x - centre) ** 2));
}

/** Log changes between neighbours that are both known. @param {number[]} values */
function changes(values) {
  return values.slice(1).flatMap((x, t) => (x > 0 && values[t] > 0 ? [Math.log(x / values[t])] : []));
}

/** @param {number[]} prices */
function yearlyMeans(prices) {
  return Array.from({ length: Math.floor(prices.length / 12) }, (_, year) =>
    mean(prices.slice(12 * year, 12 * year + 12).filter(Number.isFinite)),
  );
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** @param {number[]} values */
function spread(values) {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - centre) ** 2)));
}

/** @param {number[]} values */
function sorted(values) {
  return [...values].sort((a, b) => a - b);
}

/** @param {number[]} values */
function median(values) {
  return sorted(values.filter(Number.isFinite))[Math.floor(values.length / 2)];
}

/** A module of the project's own TypeScript. @param {string} path */
async function load(path) {
  const { module } = await runnerImport(path, { root: ROOT, configFile: false, logLevel: "error" });
  return module;
}

/** Seeds of `--seeds A..B` and the settings given. A wrong one ends the program with one line. */
function argumentsGiven() {
  const fail = (line) => {
    console.error(line);
    process.exit(2);
  };
  let values = {};
  try {
    values = parseArgs({
      options: { seeds: { type: "string", default: "1..50" }, set: { type: "string", multiple: true, default: [] } },
    }).values;
  } catch (fault) {
    fail(`moments: ${fault.message}`);
  }
  const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(values.seeds);
  if (range === null || Number(range[2]) < Number(range[1]))
    fail(`moments: --seeds is "${values.seeds}"; expected A..B with A no larger than B`);
  const from = Number(range[1]);
  return {
    seeds: Array.from({ length: Number(range[2]) - from + 1 }, (_, k) => String(from + k)),
    settings: values.set,
  };
}
