// Clears and certifies random markets of every kind on all cores, and prints the worst of each kind. Ends with 1 if a condition
// fails, a start from last month's state finds other prices, or a market is given up or hangs.
// Run: npm run soak [-- --markets 100000 --seed 1]. The table depends on neither the number of cores nor the machine.

import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { runnerImport } from "vite";
import { bundleThread } from "./bundleThread.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What any condition may be violated by, and warm prices may differ from cold ones by; relative. */
const LIMIT = 1e-9;
/** Markets of a chunk: under a second of work. Large markets take fifty times as long, and a tenth as many are drawn. */
const CHUNK = 400;
const LARGE = { name: /big/i, share: 0.1 };
/** A chunk that takes longer than this hangs. */
const HANGS_AFTER_SECONDS = 120;
const MOST_TOLD = 20;

const asked = argumentsOf();
const { kinds } = await load("test/market/generate.ts");
const { noFigures, together } = await load("scripts/soak/soakChunk.ts");
const began = performance.now();
const { byKind, hangs } = await playAll(chunksOf(asked));
printTable(byKind, hangs);

/** Number of markets and seed, or the end of the program with one line. */
function argumentsOf() {
  const fail = (line) => {
    console.error(line);
    process.exit(2);
  };
  const options = { markets: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } };
  let values = {};
  try {
    ({ values } = parseArgs({ options }));
  } catch (fault) {
    fail(`soak: ${fault.message}`);
  }
  for (const flag of ["markets", "seed"]) {
    if (!/^[1-9]\d{0,6}$/.test(values[flag]))
      fail(`soak: --${flag} is "${values[flag]}"; expected a whole number from 1 to 9999999`);
  }
  return { markets: Number(values.markets), seed: Number(values.seed) };
}

/** A module of the project's own TypeScript. @param {string} path */
async function load(path) {
  const { module } = await runnerImport(path, { root: ROOT, configFile: false, logLevel: "error" });
  return module;
}

/** The chunks, kinds in turn so that a bar moves evenly. Seed S stands for the Sth lot of so many markets. */
function chunksOf({ markets, seed }) {
  const weight = (kind) => (LARGE.name.test(kind) ? LARGE.share : 1);
  const whole = kinds.reduce((sum, kind) => sum + weight(kind), 0);
  const counts = kinds.map((kind) => Math.max(1, Math.round((markets * weight(kind)) / whole)));
  // What rounding adds or leaves, the first kind takes.
  const others = counts.slice(1).reduce((sum, count) => sum + count, 0);
  counts[0] = Math.max(1, markets - others);
  const plans = kinds.map((kind, k) => ({
    kind,
    count: counts[k],
    first: 1 + (seed - 1) * counts[k],
    size: Math.max(1, Math.round(CHUNK * weight(kind) ** 2)),
  }));
  const chunks = [];
  for (let round = 0; plans.some((plan) => round * plan.size < plan.count); round++) {
    for (const { kind, count, first, size } of plans) {
      const done = round * size;
      if (done < count) chunks.push({ kind, first: first + done, count: Math.min(size, count - done) });
    }
  }
  return chunks;
}

/** Figures by kind, and the chunks that hang. The thread is bundled once, so that it runs as the command line does. */
async function playAll(chunks) {
  const outDir = mkdtempSync(join(tmpdir(), "lodestone-soak-"));
  const total = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  try {
    await bundleThread("scripts/soak/thread.ts", outDir);
    const { runPool } = await load("src/workers/pool.ts");
    const byKind = new Map(kinds.map((kind) => [kind, noFigures()]));
    const hangs = [];
    const tell = progressOf(total);
    await runPool({
      jobs: chunks,
      workers: availableParallelism(),
      makeWorker: () => startThread(join(outDir, "thread.mjs")),
      onResult: (index, figures) => {
        const { kind, count } = chunks[index];
        if (figures !== null) byKind.set(kind, together(byKind.get(kind), figures));
        tell(count);
      },
      whenBroken: (chunk, message) => {
        hangs.push(`${chunk.kind}, seeds ${chunk.first} to ${chunk.first + chunk.count - 1}: ${message}`);
        return null;
      },
    }).finished;
    return { byKind, hangs };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** A line on stderr for each twentieth. @param {number} total */
function progressOf(total) {
  let done = 0;
  let told = 0;
  return (count) => {
    done += count;
    const reached = Math.floor((20 * done) / total);
    if (reached === told) return;
    told = reached;
    const seconds = (performance.now() - began) / 1000;
    console.error(`${done}/${total} markets, ${(done / seconds).toFixed(0)} a second`);
  };
}

/** A thread as a worker of the pool; one that does not answer in time is broken. @param {string} file */
function startThread(file) {
  const worker = new Worker(file, { workerData: { limit: LIMIT } });
  let settle = null;
  worker.on("message", (figures) => settle.resolve(figures));
  worker.on("error", (fault) => settle?.reject(fault));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const late = () => reject(new Error(`no answer in ${HANGS_AFTER_SECONDS} s`));
        const timer = setTimeout(late, 1000 * HANGS_AFTER_SECONDS);
        const after = (end) => (value) => {
          clearTimeout(timer);
          end(value);
        };
        settle = { resolve: after(resolve), reject: after(reject) };
        worker.postMessage(job);
      }),
    stop: () => void worker.terminate(),
  };
}

function printTable(byKind, hangs) {
  const all = [...byKind.values()].reduce(together, noFigures());
  const heads = [
    "kind",
    "markets",
    "regions",
    "segments",
    "balance",
    "sellers",
    "buyers",
    "lanes",
    "levy order",
    "money",
  ];
  const table = [[...heads, "warm≠cold", "entries", "restarts", "given up"]];
  const power = (x) => (x === 0 ? "0" : x.toExponential(1));
  for (const [name, figures] of [...byKind, ["all", all]]) {
    const { balance, sellers, buyers, lanes, levyOrder, money } = figures.worst;
    table.push([
      name,
      figures.markets,
      figures.mostRegions,
      figures.mostSegments,
      ...[balance, sellers, buyers, lanes, levyOrder, money, figures.warmFromCold].map(power),
      figures.mostEntries,
      figures.restarts,
      figures.gaveUp,
    ]);
  }
  const widths = table[0].map((_, c) => Math.max(...table.map((row) => String(row[c]).length)));
  console.log("Largest relative violation by condition, and the most of the rest\n");
  for (const row of table) {
    const cells = row.map((cell, c) => (c === 0 ? String(cell).padEnd(widths[c]) : String(cell).padStart(widths[c])));
    console.log(cells.join("  "));
  }
  const seconds = (performance.now() - began) / 1000;
  const rate = all.markets / seconds;
  console.log(`\nworst certificate ${power(all.worst.worst)}; each market cleared three times`);
  console.error(`${all.markets} markets in ${seconds.toFixed(0)} s, ${rate.toFixed(0)} a second`);
  const faults = [...byKind].flatMap(([kind, { failed }]) =>
    failed.map(({ seed, what }) => `${kind} ${seed}: ${what}`),
  );
  faults.sort((a, b) => (a < b ? -1 : 1));
  for (const line of [...hangs, ...faults.slice(0, MOST_TOLD)]) console.error(`soak: ${line}`);
  if (faults.length > MOST_TOLD) console.error(`soak: and ${faults.length - MOST_TOLD} more`);
  if (faults.length + hangs.length > 0) process.exitCode = 1;
}
