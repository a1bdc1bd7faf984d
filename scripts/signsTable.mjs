// Plays the flagship in four arms under many seeds on all cores and prints what happens to the bloc's sites, prices and
// floors: the table of the README. Run: npm run signs [-- --seeds 1..100]. Nothing in the table depends on the number of cores.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { runnerImport } from "vite";
import { bundleThread } from "./bundleThread.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SCENARIO = "scenarios/rare-earths-2026.json";
/** The flood of the paired arms lasts three years; by its end most that it mothballs is mothballed. */
const FLOOD = { from: 12, until: 48, months: 60 };
const floodScript = [
  { from: "2027-01", stance: "flood" },
  { from: "2030-01", stance: "calm" },
];

/** Settings of the arms, and the months they are played (null: the whole horizon). */
const ARMS = {
  "no floor": { settings: {}, months: null },
  floor: { settings: { "bloc.floor.enabled": true }, months: null },
  calm: { settings: { "exporter.conduct": "competitive" }, months: FLOOD.months },
  flood: {
    settings: { "exporter.conduct": "scripted", "exporter.script": floodScript },
    months: FLOOD.months,
  },
};

const seeds = seedsAsked();
const { scenarios, horizon, stages } = await readArms();
const began = performance.now();
const { figures: results, failures } = await playAll();
printTable(results);
console.log(
  `\n${seeds.length} seeds, ${seeds.length * Object.keys(ARMS).length} runs in ${((performance.now() - began) / 1000).toFixed(0)} s.`,
);
if (failures.length > 0) {
  console.error(`signs: ${failures.length} runs failed, and their seeds are left out of all arms:`);
  for (const line of failures) console.error(`  ${line}`);
  process.exitCode = 1;
}

/** Seeds of `--seeds A..B`. A wrong one ends the program with one line. @returns {string[]} */
function seedsAsked() {
  const fail = (line) => {
    console.error(line);
    process.exit(2);
  };
  let text = "1..100";
  try {
    text = parseArgs({ options: { seeds: { type: "string", default: text } } }).values.seeds;
  } catch (fault) {
    fail(`signs: ${fault.message}`);
  }
  const range = /^(\d{1,6})\.\.(\d{1,6})$/.exec(text);
  if (range === null || Number(range[2]) < Number(range[1]))
    fail(`signs: --seeds is "${text}"; expected A..B with A no larger than B`);
  return Array.from({ length: range[2] - range[1] + 1 }, (_, k) => String(Number(range[1]) + k));
}

/** A module of the project's own TypeScript. @param {string} path */
async function load(path) {
  const { module } = await runnerImport(path, { root: ROOT, configFile: false, logLevel: "error" });
  return module;
}

/** The flagship with the settings of each arm. */
async function readArms() {
  const { loadScenario } = await load("src/scenario/load.ts");
  const { applyOverrides } = await load("src/scenario/overrides.ts");
  const scenario = loadScenario(SCENARIO, readFileSync(join(ROOT, SCENARIO), "utf8"));
  const scenarios = {};
  for (const [arm, { settings }] of Object.entries(ARMS)) {
    const overrides = Object.entries(settings).map(([path, value]) => ({ path, value }));
    scenarios[arm] = applyOverrides(scenario, overrides);
  }
  const stages = scenario.goods.filter((good) => good.isStage).map((good) => good.id);
  return { scenarios, horizon: scenario.months, stages };
}

/** Figures by arm and seed, without the seeds that failed in any arm. The thread is bundled once, so that threads start at once and run at full speed. */
async function playAll() {
  const outDir = mkdtempSync(join(tmpdir(), "lodestone-signs-"));
  try {
    await bundleThread("scripts/signs/thread.ts", outDir);
    const { runPool } = await load("src/workers/pool.ts");
    const jobs = Object.entries(ARMS).flatMap(([arm, { months }]) =>
      seeds.map((seed) => ({ arm, seed, months: months ?? horizon })),
    );
    const figures = Array(jobs.length).fill(null);
    const failures = [];
    await runPool({
      jobs,
      workers: availableParallelism(),
      makeWorker: () => startThread(join(outDir, "thread.mjs")),
      onResult: (index, result) => (figures[index] = result),
      whenBroken: (job, message) => {
        failures.push(`arm "${job.arm}", seed ${job.seed}: ${message}`);
        return null;
      },
    }).finished;
    const of = (arm, seed) => figures[arm * seeds.length + seed];
    const arms = Object.keys(ARMS);
    const whole = seeds.map((_, seed) => seed).filter((seed) => arms.every((_, arm) => of(arm, seed) !== null));
    if (whole.length === 0) throw new Error(`signs: no seed was played in all arms; the first: ${failures[0]}`);
    return {
      figures: Object.fromEntries(arms.map((name, arm) => [name, whole.map((seed) => of(arm, seed))])),
      failures,
    };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** A thread as a worker of the pool. @param {string} file */
function startThread(file) {
  const worker = new Worker(file, { workerData: scenarios });
  let settle = null;
  worker.on("message", (figures) => settle.resolve(figures));
  worker.on("error", (fault) => settle?.reject(fault));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        worker.postMessage(job);
      }),
    stop: () => void worker.terminate(),
  };
}

function printTable(byArm) {
  const years = horizon / 12;
  const table = [["", "no floor", "floor"]];
  const add = (label, figure, digits = 1) =>
    table.push([label, ...["no floor", "floor"].map((arm) => mean(byArm[arm].map(figure)).toFixed(digits))]);
  for (const [kind, words] of [
    ["mothballed", "mothballed at least once"],
    ["restarted", "brought back"],
    ["closed", "closed for good"],
    ["opened", "opened"],
  ]) {
    add(`bloc sites ${words}`, (arm) => arm.blocSites[kind]);
  }
  stages.forEach((stage, at) => add(`months of breach, ${stage} (of ${horizon})`, (arm) => arm.breachMonths[at]));
  add("monthly volatility of oxide (log sd)", (arm) => arm.oxideVolatilityMonthly, 3);
  console.log(`Means over ${byArm.floor.length} seeds, ${years} years, the exporter by rule\n`);
  const width = Math.max(...table.map(([label]) => label.length));
  for (const [label, ...cells] of table) console.log(label.padEnd(width), ...cells.map((cell) => cell.padStart(10)));
  printFlood(byArm.calm, byArm.flood);
  const runs = Object.values(byArm).flat();
  const worst = (figure) => Math.max(...runs.map(figure)).toExponential(0);
  console.log(
    `\nlargest error of the books in any month: ${worst((run) => run.worstTonnes)} t, ${worst((run) => run.worstKiloUsd)} k$`,
  );
}

/** What a flood does beside a calm exporter under the same luck. */
function printFlood(calm, flood) {
  console.log(`\nA three-year flood from the second year on, against a calm exporter with the same luck`);
  for (const after of [6, 12, 24, 36]) {
    const effects = flood.map((run, k) => {
      const month = FLOOD.from + after - 1;
      return run.outsideOxideUsdPerKg[month] / calm[k].outsideOxideUsdPerKg[month] - 1;
    });
    const sorted = [...effects].sort((a, b) => a - b);
    const at = (share) => percent(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
    console.log(
      `outside price of oxide after ${String(after).padStart(2)} months: ${percent(mean(effects))} (from ${at(0.05)} to ${at(0.95)} in nine of ten seeds)`,
    );
  }
  for (const month of [FLOOD.until, FLOOD.months]) {
    const more = flood.map((run, k) => run.mothballingsByMonth[month - 1] - calm[k].mothballingsByMonth[month - 1]);
    const share = (is) => percent(more.filter(is).length / more.length);
    console.log(
      `mothballings in the bloc by month ${month}: ${mean(more) >= 0 ? "+" : "−"}${Math.abs(mean(more)).toFixed(2)} a run; more in ${share((x) => x > 0)} of seeds, fewer in ${share((x) => x < 0)}`,
    );
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share) {
  return `${share < 0 ? "−" : ""}${Math.abs(Math.round(100 * share))}%`;
}
