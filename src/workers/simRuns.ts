/**
 * The runs that one simulation worker keeps: opened from a checked scenario, played on as far as asked, forked from a
 * checkpoint when a lever is moved. Knows nothing of threads, so that it can be tested anywhere.
 */
import type { DatedChange, Scenario, Snapshot, World } from "../sim";
import { BooksError, cloneWorld, forkWorld, hashWorld, openWorld, stepMonth, takeSnapshot, worldInfo } from "../sim";
import { loadScenario } from "../scenario/load";
import { applyOverrides, checkChange } from "../scenario/overrides";
import { InputError } from "../scenario/inputError";
import { MAX_BYTES_PAGE } from "../scenario/limits";
import type { Answer, Failure, FrameBatch, RunSpec, SimApi } from "./api";
import { writeBatch } from "./frame";

/** Months between two copies of the world that a fork or a look back can start from. */
const CHECKPOINT_MONTHS = 12;
/** More months than any answer needs; a wrong request must not lock the worker up. */
const MOST_MONTHS_A_CALL = 600;

interface Run {
  spec: RunSpec;
  scenario: Scenario;
  world: World;
  /** Months played. */
  played: number;
  /** Worlds after 0, 12, 24 … months. */
  checkpoints: World[];
}

export function createSimRuns(): SimApi {
  const runs = new Map<string, Run>();
  const scenarios = new Map<string, Scenario>();

  function scenarioOf(spec: RunSpec): Scenario {
    const key = JSON.stringify([spec.scenarioName, spec.scenarioText, spec.overrides]);
    let scenario = scenarios.get(key);
    if (scenario === undefined) {
      const loaded = loadScenario(spec.scenarioName, spec.scenarioText, undefined, { maxBytes: MAX_BYTES_PAGE });
      scenario = applyOverrides(loaded, spec.overrides);
      scenarios.clear();
      scenarios.set(key, scenario);
    }
    return withChanges(scenario, spec.changes);
  }

  function open(spec: RunSpec, source: Run | undefined): Run {
    const scenario = scenarioOf(spec);
    const fork = source === undefined ? null : forkOf(source, spec, scenario);
    if (fork !== null) return fork;
    const world = openWorld(scenario, spec.seed);
    return { spec, scenario, world, played: 0, checkpoints: [cloneWorld(world)] };
  }

  return {
    open: async (runId, spec, forkFrom) =>
      answered(() => {
        const run = open(spec, forkFrom === undefined ? undefined : runs.get(forkFrom));
        runs.set(runId, run);
        return worldInfo(run.world);
      }),
    frames: async (runId, from, count, reuse) =>
      answered((): FrameBatch => {
        const run = opened(runs, runId);
        if (!Number.isInteger(from) || from < 0 || !Number.isInteger(count) || count < 0 || count > MOST_MONTHS_A_CALL)
          throw new RangeError(`asked for ${count} months from ${from}; expected 0 to ${MOST_MONTHS_A_CALL} from 0 on`);
        const until = Math.min(from + count, run.scenario.months);
        const snapshots: Snapshot[] = [];
        playTo(run, Math.min(from, until));
        while (run.played < until) {
          playOn(run);
          snapshots.push(takeSnapshot(run.world));
        }
        return writeBatch(snapshots, from, reuse);
      }),
    hash: async (runId, months) =>
      answered(() => {
        const run = opened(runs, runId);
        if (!Number.isInteger(months) || months < 0 || months > run.scenario.months)
          throw new RangeError(`asked for the hash after ${months} months; expected 0 to ${run.scenario.months}`);
        playTo(run, months);
        return hashWorld(run.world);
      }),
    close: async (runId) => void runs.delete(runId),
  };
}

/** A run that goes on from the last checkpoint of another before their changes part; null if they share nothing. */
function forkOf(source: Run, spec: RunSpec, scenario: Scenario): Run | null {
  const same =
    source.spec.seed === spec.seed &&
    source.spec.scenarioText === spec.scenarioText &&
    JSON.stringify(source.spec.overrides) === JSON.stringify(spec.overrides);
  if (!same) return null;
  const shared = sharedMonths(source.scenario, scenario);
  const index = Math.min(Math.floor(shared / CHECKPOINT_MONTHS), source.checkpoints.length - 1);
  const checkpoints = source.checkpoints.slice(0, index + 1).map((world) => forkWorld(world, scenario.changes));
  return { spec, scenario, world: cloneWorld(checkpoints[index]!), played: index * CHECKPOINT_MONTHS, checkpoints };
}

/** Months that two lists of changes leave alike: those before the first change that only one of them has. */
function sharedMonths(one: Scenario, two: Scenario): number {
  const text = (change: DatedChange): string => JSON.stringify([change.month, change.path, change.value]);
  const first = new Set(one.changes.map(text));
  const second = new Set(two.changes.map(text));
  let shared = Number.MAX_SAFE_INTEGER;
  for (const change of [...one.changes, ...two.changes])
    if (!first.has(text(change)) || !second.has(text(change)))
      shared = Math.min(shared, Math.max(0, monthsBetween(one.startMonth, change.month)));
  return shared;
}

function monthsBetween(from: string, to: string): number {
  const count = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
  return count(to) - count(from);
}

/** The scenario with the levers' changes after its own, in order of months; each checked against what it changes. */
function withChanges(scenario: Scenario, changes: readonly DatedChange[]): Scenario {
  for (const change of changes) checkChange(scenario, change);
  const merged = [...scenario.changes, ...changes]
    .map((change, index) => ({ change, index }))
    .sort((a, b) => monthsBetween(b.change.month, a.change.month) || a.index - b.index)
    .map(({ change }) => change);
  return { ...scenario, changes: merged };
}

function playTo(run: Run, months: number): void {
  if (months < run.played) {
    const index = Math.min(Math.floor(months / CHECKPOINT_MONTHS), run.checkpoints.length - 1);
    run.world = cloneWorld(run.checkpoints[index]!);
    run.played = index * CHECKPOINT_MONTHS;
  }
  while (run.played < months) playOn(run);
}

function playOn(run: Run): void {
  stepMonth(run.world);
  run.played++;
  if (run.played % CHECKPOINT_MONTHS === 0 && run.checkpoints.length === run.played / CHECKPOINT_MONTHS)
    run.checkpoints.push(cloneWorld(run.world));
}

function opened(runs: ReadonlyMap<string, Run>, runId: string): Run {
  const run = runs.get(runId);
  if (run === undefined) throw new RangeError(`no run is open under "${runId}"`);
  return run;
}

function answered<T>(work: () => T): Answer<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { kind: "input", message: error.message };
  if (error instanceof BooksError) return { kind: "books", message: error.message, month: error.month };
  return { kind: "internal", message: error instanceof Error ? error.message : String(error) };
}
