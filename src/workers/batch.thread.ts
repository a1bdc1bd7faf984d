/**
 * A thread of the command line's batch: reads the scenario once, then plays one run for each message it gets and
 * answers with its row of outcomes, or with the failure as data. The scenario of a point is kept until the point
 * changes, because runs of one point follow each other.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { Scenario } from "../sim/scenario";
import { loadScenario } from "../scenario/load";
import { applyOverrides } from "../scenario/overrides";
import { playOutcome } from "./runOutcome";
import type { BatchAnswer, BatchJob, BatchThreadData } from "./batchJob";

const data = workerData as BatchThreadData;
const port = parentPort;
if (port === null) throw new Error("batch.thread is started by the batch verb, not on its own");

const base = loadScenario(data.scenarioName, data.scenarioText);
let point: { key: string; scenario: Scenario } | null = null;

function scenarioOf(job: BatchJob): Scenario {
  const key = JSON.stringify(job.overrides);
  if (point?.key !== key) point = { key, scenario: applyOverrides(base, job.overrides) };
  return point.scenario;
}

function answer(job: BatchJob): BatchAnswer {
  try {
    const scenario = scenarioOf(job);
    return { status: "ok", ...playOutcome(scenario, job.seed, job.months ?? scenario.months) };
  } catch (fault) {
    return { status: "failed", error: fault instanceof Error ? fault.message : String(fault) };
  }
}

port.on("message", (job: BatchJob) => port.postMessage(answer(job)));
