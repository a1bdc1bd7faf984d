/**
 * What a batch leaves: runs.csv, a row a run in the order of points and seeds, and manifest.json, which says what was
 * asked. Nothing in the table depends on time, machine or the number of workers; those stand in the manifest.
 */
import { csvText, type CsvCell } from "./csv";
import type { Plan } from "./plan";
import type { BatchAnswer } from "../workers/batchJob";
import type { Outcome } from "../workers/runOutcome";

/** The summary on stdout of `batch --format json`. */
export interface BatchSummary {
  out: string | null;
  runs: number;
  failed: number;
  resumed: number;
  designPoints: number;
  seeds: number;
  seconds: number;
  workers: number;
}

/** Rows of the runs that ended; the answers stand in the order of points, then seeds. */
export function runsCsv(plan: Plan, outcomes: Outcome[], answers: readonly (BatchAnswer | undefined)[]): string {
  const header = ["point", ...plan.paths, "seed", ...outcomes.map((each) => each.name), "hash", "status", "error"];
  const rows: CsvCell[][] = [];
  answers.forEach((answer, index) => {
    if (answer === undefined) return;
    const point = Math.floor(index / plan.seeds.length);
    const varied = plan.points[point]!.map(({ value }) => asCell(value));
    const seed = plan.seeds[index % plan.seeds.length]!;
    rows.push([point, ...varied, seed, ...outcomeCells(answer, outcomes.length)]);
  });
  return csvText(header, rows);
}

function outcomeCells(answer: BatchAnswer, count: number): CsvCell[] {
  if (answer.status === "ok") return [...answer.values, answer.hash, "ok", null];
  return [...Array<CsvCell>(count).fill(null), null, "failed", answer.error];
}

function asCell(value: unknown): CsvCell {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}

/** The manifest: what makes the runs (scenario, months, design, version), and how it went. */
export function manifestText(made: {
  scenario: string;
  /** Months asked for; null: as many as the scenario has. */
  months: number | null;
  version: string;
  plan: Plan;
  outcomes: Outcome[];
  summary: BatchSummary;
}): string {
  const { plan, summary, ...rest } = made;
  const points = plan.points.map((point, index) => ({
    point: index,
    overrides: Object.fromEntries(point.map(({ path, value }) => [path, value])),
  }));
  return JSON.stringify({ ...rest, seeds: plan.seeds, points, summary }, null, 2) + "\n";
}

/** Means of the runs that worked, by point: a line to read, not a result to cite. */
export function meansByPoint(
  plan: Plan,
  outcomes: Outcome[],
  answers: readonly (BatchAnswer | undefined)[],
  shown: readonly string[],
): { header: string[]; rows: (string | number)[][] } {
  const columns = shown.map((name) => outcomes.findIndex((each) => each.name === name)).filter((at) => at >= 0);
  const header = ["point", ...plan.paths, ...columns.map((at) => `${outcomes[at]!.name} ${outcomes[at]!.unit}`)];
  const rows = plan.points.map((point, index) => {
    const of = answers.slice(index * plan.seeds.length, (index + 1) * plan.seeds.length);
    const done = of.flatMap((answer) => (answer?.status === "ok" ? [answer.values] : []));
    const means = columns.map((at) => meanOf(done.map((values) => values[at]!)));
    return [String(index), ...point.map(({ value }) => String(asCell(value))), ...means];
  });
  return { header, rows };
}

function meanOf(values: number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
