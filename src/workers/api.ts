/**
 * The seam between page (or batch) and model: what a run is asked with and what comes back.
 * A run is a value: scenario + seed + dated changes. Everything else is computed from it.
 */
import type { DatedChange, WorldInfo } from "../sim";
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
  /** Frames of months [from, from + count). Plays the run on as far as needed; fewer come back at the end of the horizon. */
  frames(runId: string, from: number, count: number, reuse?: ArrayBuffer): Promise<Answer<FrameBatch>>;
  /** Hash of the state after the given number of months. */
  hash(runId: string, months: number): Promise<Answer<string>>;
  close(runId: string): Promise<void>;
}
