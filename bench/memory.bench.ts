/**
 * Memory: whether it grows over many runs in one process, what a state and a run that can be scrubbed keep, and how much
 * garbage a clearing and a month leave. Memory is heap and array buffers together, read after the collector has run. RUNS
 * sets their number (10,000 by default, of two months each; one in a hundred is the flagship played to its end).
 */
import { readFileSync } from "node:fs";
import { applyOverrides } from "../src/scenario/overrides";
import { loadScenario } from "../src/scenario/load";
import { cloneWorld, openWorld, stepMonth, takeSnapshot } from "../src/sim";
import { createWarmState } from "../src/sim/market";
import { History } from "../src/viz/history";
import { createSimRuns } from "../src/workers/simRuns";

const NAME = "rare-earths-2026";
const file = `scenarios/${NAME}.json`;
const scenarioText = readFileSync(file, "utf8");
const scenario = loadScenario(file, scenarioText);
const RUNS = Number(process.env["RUNS"] ?? 10_000);
const SHORT_MONTHS = 2;
const RUNS_FOR_A_FULL_ONE = 100;
/** Readings along the runs. */
const READINGS = 40;
const TARGETS = { ship: 20e6, aim: 8e6, moon: 4e6 };
/** A line that rises by less than this share of what is in use, over all runs, is no growth. */
const NO_GROWTH_SHARE = 0.01;

const collect = globalThis.gc;
if (collect === undefined) throw new Error("the collector is not at hand: run by npm run bench memory");

await keptBytes();
garbage();
growth();

/** Bytes in use once everything that can be collected is. */
function settledBytes(): number {
  collect!();
  collect!();
  return bytesNow();
}

function bytesNow(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Plays many runs one after another and fits a line through what is in use after each part of their second half: by then
 * whatever keeps a bounded number of answers is full, and what still rises does so for ever.
 */
function growth(): void {
  // Short runs have a short horizon, since luck is drawn for all of it; every other run has a floor and a watchful exporter.
  const kinds = [[], [set("bloc.floor.enabled", true), set("exporter.conduct", "rule")]];
  const long = kinds.map((settings) => applyOverrides(scenario, settings));
  const short = kinds.map((settings) => applyOverrides(scenario, [...settings, set("months", SHORT_MONTHS)]));
  const each = Math.max(1, Math.floor(RUNS / READINGS));
  const readings = new Float64Array(READINGS);
  let full = 0;
  const began = process.cpuUsage();
  // What is compiled and cached by the first runs is no growth.
  for (let run = 0; run < 2 * RUNS_FOR_A_FULL_ONE; run++) play(run);
  full = 0;
  const before = settledBytes();
  for (let reading = 0; reading < READINGS; reading++) {
    for (let run = reading * each; run < (reading + 1) * each; run++) play(run);
    readings[reading] = settledBytes();
  }
  const { slope, error } = lineThrough(readings.subarray(READINGS / 2));
  const runs = each * READINGS;
  const perRun = slope / each;
  const all = perRun * runs;
  const uncertain = (1.96 * error * runs) / each;
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  console.log(
    `\ngrowth over ${runs} runs in one process (${full} of ${scenario.months} months, the rest of ${SHORT_MONTHS}; ${seconds.toFixed(0)} s of processor)`,
  );
  console.log(`  in use before ${kilobytes(before)}, after ${kilobytes(readings[READINGS - 1]!)}`);
  console.log(
    `  line through the last ${READINGS / 2} readings: ${perRun.toFixed(1)} bytes a run, ${signed(all)} over all`,
  );
  const grows = all - uncertain > 0 && all > NO_GROWTH_SHARE * before;
  console.log(
    `  95% interval of that ${signed(all - uncertain)} to ${signed(all + uncertain)}: ${grows ? "IT GROWS" : "no growth"}`,
  );
  if (grows) process.exitCode = 1;

  function play(run: number): void {
    const isFull = run % RUNS_FOR_A_FULL_ONE === 0;
    const world = openWorld((isFull ? long : short)[(run + Math.floor(run / RUNS_FOR_A_FULL_ONE)) % 2]!, `run ${run}`);
    for (let month = 0; month < world.setting.months; month++) {
      stepMonth(world);
      takeSnapshot(world);
    }
    if (isFull) full++;
  }
}

function set(path: string, value: unknown): { path: string; value: unknown } {
  return { path, value };
}

/** What is kept: a state, and all that worker and page keep of a run that can be scrubbed. */
async function keptBytes(): Promise<void> {
  const world = openWorld(scenario, "state");
  for (let month = 0; month < 60; month++) stepMonth(world);
  const copies: unknown[] = [cloneWorld(world)];
  const before = settledBytes();
  for (let k = 0; k < 50; k++) copies.push(cloneWorld(world));
  const state = (settledBytes() - before) / (copies.length - 1);
  console.log(`one state of the flagship: ${kilobytes(state)}`);

  const runs = createSimRuns();
  const histories: History[] = [];
  // The first run brings the scenario with it; the second shows what a run alone keeps.
  for (const [k, what] of ["first", "second"].entries()) {
    const start = settledBytes();
    await playAndKeep(runs, `run ${k}`, histories);
    const kept = settledBytes() - start;
    const page = histories[k]!.bytes;
    console.log(
      `${what} run kept for scrubbing, ${scenario.months} months: ${kilobytes(kept)}, of which months on the page ${kilobytes(page)}`,
    );
    if (what === "second") console.log(`  ${verdict(kept)}`);
  }
  if (copies.length !== 51 || histories.length !== 2) throw new Error("what is measured must still be there");
}

async function playAndKeep(runs: ReturnType<typeof createSimRuns>, id: string, histories: History[]): Promise<void> {
  const spec = { scenarioText, scenarioName: NAME, seed: id, overrides: [], changes: [] };
  const opened = await runs.open(id, spec);
  if (!opened.ok) throw new Error(opened.failure.message);
  const history = new History(id, scenario.months);
  let reuse: ArrayBuffer | undefined;
  for (let from = 0; from < scenario.months; from += 12) {
    const answer = await runs.frames(id, from, 12, reuse);
    if (!answer.ok) throw new Error(answer.failure.message);
    history.add(answer.value);
    reuse = answer.value.buffer;
  }
  histories.push(history);
}

/** Bytes that a clearing of each good's market and a whole month leave behind: medians over many, between collections. */
function garbage(): void {
  const world = openWorld(scenario, "garbage");
  for (let month = 0; month < 120; month++) stepMonth(world);
  const { markets, goodIds } = world.setting;
  const idle = leftBehind(200, () => undefined);
  const clearings = markets.map((market, g) => {
    const warm = createWarmState(market);
    market.clear(warm);
    return `${goodIds[g]} ${Math.max(0, leftBehind(200, () => market.clear(warm)) - idle).toFixed(0)}`;
  });
  console.log(`\nbytes of garbage a warm clearing: ${clearings.join(", ")}`);
  const month = leftBehind(100, () => stepMonth(world)) - idle;
  console.log(`bytes of garbage a month: ${kilobytes(month)}`);
  const seen = leftBehind(100, () => takeSnapshot(world)) - idle;
  console.log(`bytes of a snapshot: ${kilobytes(seen)}`);
}

/** Median of what memory rises by when something is done; where the collector came in between it fell, and is left out. */
function leftBehind(times: number, work: () => void): number {
  const rises: number[] = [];
  for (let k = 0; k < times; k++) {
    const before = bytesNow();
    work();
    const rise = bytesNow() - before;
    if (rise >= 0) rises.push(rise);
  }
  return rises.sort((a, b) => a - b)[Math.floor(rises.length / 2)] ?? NaN;
}

/** Least squares through readings one apart: slope and its standard error. */
function lineThrough(readings: Float64Array): { slope: number; error: number } {
  const n = readings.length;
  const middle = (n - 1) / 2;
  const mean = readings.reduce((sum, y) => sum + y, 0) / n;
  let xx = 0;
  let xy = 0;
  readings.forEach((y, x) => {
    xx += (x - middle) * (x - middle);
    xy += (x - middle) * (y - mean);
  });
  const slope = xy / xx;
  const rest = readings.reduce((sum, y, x) => {
    const off = y - mean - slope * (x - middle);
    return sum + off * off;
  }, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / xx) };
}

function verdict(bytes: number): string {
  const reached = (["moon", "aim", "ship"] as const).find((name) => bytes <= TARGETS[name]) ?? "none";
  return `ship ${kilobytes(TARGETS.ship)}, aim ${kilobytes(TARGETS.aim)}, moon ${kilobytes(TARGETS.moon)}: ${reached}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}

function signed(bytes: number): string {
  return `${bytes < 0 ? "−" : "+"}${kilobytes(Math.abs(bytes))}`;
}
