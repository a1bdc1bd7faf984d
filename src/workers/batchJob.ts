/** What a batch asks of a worker, and what comes back: plain data, whatever kind of worker it is. */
import type { RunOutcome } from "./runOutcome";

/** What a worker is started with. */
export interface BatchThreadData {
  /** JSON text of the resolved scenario. */
  scenarioText: string;
  /** Its name, for messages. */
  scenarioName: string;
}

/** One run: a point of the design and a seed. */
export interface BatchJob {
  overrides: { path: string; value: unknown }[];
  seed: string;
  /** Null: as many as the scenario has. */
  months: number | null;
}

export type BatchAnswer = ({ status: "ok" } & RunOutcome) | { status: "failed"; error: string };
