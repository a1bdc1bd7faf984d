/**
 * The seam between page (or batch) and model: what a run is asked with and what comes back.
 * A run is a value: scenario + seed + dated changes. Everything else is computed from it.
 */
import type { DatedChange, StageFigures, WorldFigures, WorldInfo } from "../sim";
import type { SimEvent } from "../sim/events";

export interface RunSpec {
  /** JSON text of a resolved scenario (extends already applied). */
  scenarioText: string;
  /** Name of the file or scenario, for messages. */
  scenarioName: string;
  seed: string;
  /** Overrides that hold from the first month, as of `--set`. */
  overrides: { path: string; value: unknown }[];
  /** Levers moved during the run; they act from their month on. */
  changes: DatedChange[];
}

/** Errors cross the seam as data, because only message and stack of an Error survive it. */
export type Failure =
  | { kind: "input"; message: string }
  | { kind: "books"; message: string; month: number }
  | { kind: "internal"; message: string };
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface FrameBatch {
  /** First month in the batch. */
  from: number;
  count: number;
  /** Frames one after another, see frame.ts; transferred, and handed back for reuse. */
  buffer: ArrayBuffer;
  /** Events of the months in the batch. */
  events: SimEvent[];
}

/** One worker keeps any number of runs of the page, by an id that the page chooses. */
export interface SimApi {
  /** Opens a run, or replaces the run of that id. A run that shares all changes before month m with `forkOf` is forked there instead of replayed. */
  open(runId: string, spec: RunSpec, forkOf?: string): Promise<Answer<WorldInfo>>;
  /** Opens a run that differs from one already open by its dated changes alone: the same months are kept, not replayed. */
  fork(runId: string, sourceId: string, changes: DatedChange[]): Promise<Answer<WorldInfo>>;
  /** Frames of months [from, from + count). Plays the run on as far as needed; fewer come back at the end of the horizon. */
  frames(runId: string, from: number, count: number, reuse?: ArrayBuffer): Promise<Answer<FrameBatch>>;
  /** Hash of the state after the given number of months. */
  hash(runId: string, months: number): Promise<Answer<string>>;
  close(runId: string): Promise<void>;
}

/** One pair of histories under the same luck: the run on show and the run without its changes. */
export interface PairJob {
  seed: string;
  /** Dated changes of the run on show, and of the run it is held against. */
  changes: DatedChange[];
  without: DatedChange[];
  /** Months played of both. */
  months: number;
}

/** A figure that pairs are compared by: of the world, or of a stage by its place among the stages. */
export type PairFigure = { of: "world"; figure: keyof WorldFigures } | { of: number; figure: keyof StageFigures };

/** A worker that plays pairs, one at a time, in small slices so that whoever watches is never kept waiting. */
export interface PairApi {
  /** Takes the scenario that the pairs after it are played in. */
  prepare(scenarioText: string, scenarioName: string, figures: PairFigure[]): Promise<Answer<null>>;
  /** Differences, shown less without: for each figure in turn its months, NaN where one of the two has none. Null: stopped. */
  play(job: PairJob): Promise<Answer<Float32Array | null>>;
  /** Ends the pair that is being played; its answer is null. */
  halt(): Promise<void>;
}
