/**
 * `lodestone batch`: many runs on all cores. Every point of the design under every seed; results in the order of
 * points and seeds on any number of workers. Stopped by the user, it keeps what is done under a name that says so.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Option, type Command } from "commander";
import { openWorld, worldInfo } from "../../sim";
import type { Scenario } from "../../sim/scenario";
import { applyOverrides, parseSetValues } from "../../scenario/overrides";
import { runPool } from "../../workers/pool";
import { outcomesOf, type Outcome } from "../../workers/runOutcome";
import type { BatchAnswer, BatchJob } from "../../workers/batchJob";
import { manifestText, meansByPoint, runsCsv, type BatchSummary } from "../batchTables";
import { startThread } from "../batchThreads";
import { formatOption, monthsOption, outOption, quietOption, setOption } from "../options";
import { packageVersion } from "../packageFolder";
import { makePlan, seedsOf, type Plan } from "../plan";
import { FLAGSHIP, readScenario } from "../readScenario";
import { print, printJson, say, startProgress } from "../terminal";
import { textTable } from "../textTable";
import { EXIT, monthsOf, wholeNumber } from "../usage";
import { openFolder, writeFiles } from "../writeFiles";

/** Checking a point takes about as long as playing a few months. */
const MOST_POINTS_CHECKED = 100;

const PARTIAL = "runs.partial.csv";

interface BatchOptions {
  seeds: string;
  set: string[];
  months?: string;
  out?: string;
  workers?: string;
  format: string;
  quiet?: true;
}

export function addBatch(program: Command): void {
  program
    .command("batch")
    .description("plays many runs on all cores")
    .argument("[scenario]", "name of a scenario, or a file", FLAGSHIP)
    .option("--seeds <seeds>", "A..B, or a list a,b,c", "1..10")
    .addOption(setOption("values of a field, PATH=a,b,c; several --set make every combination"))
    .addOption(monthsOption())
    .addOption(outOption("runs.csv and manifest.json"))
    .addOption(new Option("--workers <n>", "threads to use, in place of all cores"))
    .addOption(formatOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      "\nExample:\n  lodestone batch rare-earths-2026 --seeds 1..100 --set bloc.floor.enabled=false,true --out results",
    )
    .action(batch);
}

async function batch(name: string, options: BatchOptions): Promise<void> {
  const seeds = seedsOf(options.seeds);
  const lists = options.set.map(parseSetValues);
  const plan = makePlan(lists, seeds);
  const workers = wholeNumber("--workers", options.workers ?? String(availableParallelism()), 1);
  const scenario = readScenario(name);
  const months = options.months === undefined ? null : monthsOf(options.months, scenario.months);
  checkDesign(scenario, lists, plan);
  if (options.out !== undefined) openFolder(options.out);
  const outcomes = outcomesOf(worldInfo(openWorld(scenario, "1")));

  const started = performance.now();
  const { answers, stopped } = await playAll(scenario, jobsOf(plan, months), workers, options.quiet === true);
  const ended = answers.filter((answer) => answer !== undefined);
  const summary: BatchSummary = {
    out: options.out ?? null,
    runs: ended.length,
    failed: ended.filter((answer) => answer.status === "failed").length,
    resumed: 0,
    designPoints: plan.points.length,
    seeds: seeds.length,
    seconds: Math.round(performance.now() - started) / 1000,
    workers: Math.min(workers, answers.length),
  };

  if (stopped) {
    keepPartial(options.out, runsCsv(plan, outcomes, answers), ended.length, answers.length);
    process.exitCode = EXIT.stopped;
    return;
  }
  if (options.out !== undefined) {
    const made = { scenario: scenario.name, months, version: packageVersion() };
    writeFiles(options.out, {
      "runs.csv": runsCsv(plan, outcomes, answers),
      "manifest.json": manifestText({ ...made, plan, outcomes, summary }),
    });
    rmSync(join(options.out, PARTIAL), { force: true });
  }
  if (options.format === "json") printJson(summary);
  else printSummary(summary, plan, outcomes, answers);
  if (summary.failed > 0) {
    const first = ended.find((answer) => answer.status === "failed");
    say(
      `${summary.failed} of ${summary.runs} runs failed; the first: ${first?.status === "failed" ? first.error : ""}`,
    );
    process.exitCode = EXIT.failed;
  }
}

/**
 * Refuses a wrong value before the first run: each value alone, and every point where there are few. Of many points, one
 * whose values do not go together shows as failed runs.
 */
function checkDesign(scenario: Scenario, lists: { path: string; values: unknown[] }[], plan: Plan): void {
  for (const { path, values } of lists) for (const value of values) applyOverrides(scenario, [{ path, value }]);
  if (plan.points.length > MOST_POINTS_CHECKED) return;
  for (const point of plan.points) applyOverrides(scenario, point);
}

/** Jobs in the order of points, then seeds. */
function jobsOf(plan: Plan, months: number | null): BatchJob[] {
  return plan.points.flatMap((overrides) => plan.seeds.map((seed) => ({ overrides, seed, months })));
}

/** The answers by job, those not reached undefined, and whether the user stopped it. */
async function playAll(
  scenario: Scenario,
  jobs: BatchJob[],
  workers: number,
  quiet: boolean,
): Promise<{ answers: (BatchAnswer | undefined)[]; stopped: boolean }> {
  const answers = Array<BatchAnswer | undefined>(jobs.length).fill(undefined);
  const progress = startProgress("runs", jobs.length, quiet);
  const data = { scenarioName: scenario.name, scenarioText: JSON.stringify(scenario) };
  let done = 0;
  let failed = 0;
  let stopped = false;
  const pool = runPool<BatchJob, BatchAnswer>({
    jobs,
    workers,
    makeWorker: () => startThread(data),
    onResult: (index, answer) => {
      answers[index] = answer;
      done += 1;
      if (answer.status === "failed") failed += 1;
      progress.done(done, failed);
    },
    whenBroken: (_job, message) => ({ status: "failed", error: message }),
  });
  const stop = (): void => {
    stopped = true;
    pool.stop();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  await pool.finished;
  process.off("SIGINT", stop);
  process.off("SIGTERM", stop);
  progress.stop();
  return { answers, stopped };
}

function keepPartial(out: string | undefined, csv: string, done: number, asked: number): void {
  if (out === undefined) {
    say(`stopped after ${done} of ${asked} runs`);
    return;
  }
  writeFiles(out, { [PARTIAL]: csv });
  say(`stopped after ${done} of ${asked} runs; they are in ${join(out, PARTIAL)}`);
}

function printSummary(
  summary: BatchSummary,
  plan: Plan,
  outcomes: Outcome[],
  answers: readonly (BatchAnswer | undefined)[],
): void {
  const shown = outcomes
    .map((each) => each.name)
    .filter((name) => /^(zonePrice\.|bloc\.closures$|bloc\.openings$)/.test(name));
  const means = meansByPoint(plan, outcomes, answers, shown);
  const { runs, designPoints, seeds, failed, seconds, workers } = summary;
  print(`${runs} runs (points ${designPoints}, seeds ${seeds}), ${failed} failed, ${seconds} s on ${workers} workers`);
  print(`\nMeans over seeds\n${textTable(means.header, means.rows)}`);
  if (summary.out !== null) print(`\nruns.csv and manifest.json are in ${summary.out}`);
}
