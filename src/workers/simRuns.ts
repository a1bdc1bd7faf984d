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

/**
 * Months between two copies of the world that a fork or a look back can start from. A copy is the size of forty months
 * as frames, so they are far apart; runs that share a past share its copies.
 */
const CHECKPOINT_MONTHS = 24;
/** More months than any answer needs; a wrong request must not lock the worker up. */
const MOST_MONTHS_A_CALL = 600;

interface Run {
  spec: RunSpec;
  /** With all changes: the scenario's own and the levers'. */
  scenario: Scenario;
  /** The changes that the scenario itself brings. */
  ownChanges: DatedChange[];
  world: World;
  /** Months played. */
  played: number;
  /** Copies of the world, oldest first; never played on themselves, and shared between forks. */
  checkpoints: readonly Checkpoint[];
}

interface Checkpoint {
  months: number;
  world: World;
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
    return scenario;
  }

  function open(spec: RunSpec, source: Run | undefined): Run {
    const plain = scenarioOf(spec);
    const scenario = withChanges(plain, spec.changes);
    if (source !== undefined && isSameBut(source.spec, spec)) return forkOf(source, spec, scenario);
    const world = openWorld(scenario, spec.seed);
    const ownChanges = plain.changes;
    return { spec, scenario, ownChanges, world, played: 0, checkpoints: [{ months: 0, world: cloneWorld(world) }] };
  }

  return {
    open: async (runId, spec, forkFrom) =>
      answered(() => {
        const run = open(spec, forkFrom === undefined ? undefined : runs.get(forkFrom));
        runs.set(runId, run);
        return worldInfo(run.world);
      }),
    fork: async (runId, sourceId, changes) =>
      answered(() => {
        const source = opened(runs, sourceId);
        const plain = { ...source.scenario, changes: source.ownChanges };
        const run = forkOf(source, { ...source.spec, changes }, withChanges(plain, changes));
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

/** Two runs that only their dated changes may tell apart. */
function isSameBut(one: RunSpec, two: RunSpec): boolean {
  return (
    one.seed === two.seed &&
    one.scenarioText === two.scenarioText &&
    JSON.stringify(one.overrides) === JSON.stringify(two.overrides)
  );
}

/**
 * A run that goes on from the last copy of another before their changes part. It keeps a copy of the month in which
 * they part, so that a lever that is moved again in that month finds its fork at once.
 */
function forkOf(source: Run, spec: RunSpec, scenario: Scenario): Run {
  const shared = Math.min(sharedMonths(source.scenario, scenario), scenario.months);
  const past = source.checkpoints.filter((one) => one.months <= shared);
  const nearest = past.at(-1)!;
  // A copy made for an earlier fork is dropped, or a run of many forks would keep one for each.
  const checkpoints = past.filter((one) => one.months % CHECKPOINT_MONTHS === 0 || one.months === shared);
  const isNearer = source.played <= shared && source.played > nearest.months;
  const world = forkWorld(isNearer ? source.world : nearest.world, scenario.changes);
  const run: Run = {
    spec,
    scenario,
    ownChanges: source.ownChanges,
    world,
    played: isNearer ? source.played : nearest.months,
    checkpoints,
  };
  if (shared <= Math.max(source.played, nearest.months)) {
    playTo(run, shared);
    keepCopy(run);
  }
  return run;
}

/** Months that two lists of changes leave alike: those before the first change that only one of them has. */
export function sharedMonths(one: Scenario, two: Scenario): number {
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
export function withChanges(scenario: Scenario, changes: readonly DatedChange[]): Scenario {
  for (const change of changes) checkChange(scenario, change);
  const merged = [...scenario.changes, ...changes]
    .map((change, index) => ({ change, index }))
    .sort((a, b) => monthsBetween(b.change.month, a.change.month) || a.index - b.index)
    .map(({ change }) => change);
  return { ...scenario, changes: merged };
}

function playTo(run: Run, months: number): void {
  if (months < run.played) {
    const nearest = run.checkpoints.filter((one) => one.months <= months).at(-1)!;
    // The copy may be of the run this one was forked from: its months are the same, its later changes are not.
    run.world = forkWorld(nearest.world, run.scenario.changes);
    run.played = nearest.months;
  }
  while (run.played < months) playOn(run);
}

function playOn(run: Run): void {
  stepMonth(run.world);
  run.played++;
  if (run.played % CHECKPOINT_MONTHS === 0) keepCopy(run);
}

/** Keeps a copy of the world as it stands, unless there is one of this month or of a later one. */
function keepCopy(run: Run): void {
  if (run.checkpoints.at(-1)!.months >= run.played) return;
  run.checkpoints = [...run.checkpoints, { months: run.played, world: cloneWorld(run.world) }];
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

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) return { kind: "input", message: error.message };
  if (error instanceof BooksError) return { kind: "books", message: error.message, month: error.month };
  return { kind: "internal", message: error instanceof Error ? error.message : String(error) };
}
