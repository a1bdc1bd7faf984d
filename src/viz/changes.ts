/**
 * Dated changes as the levers write them: what a move adds, what it replaces, what is in force in a month. Pure, so
 * that branches, links and undo all mean the same by a change.
 */
import type { DatedChange } from "../sim/scenario";
import { isoMonth } from "./text/format";

/** A lever set to a value while a month is shown. */
export interface Move {
  path: string;
  value: unknown;
  /** First month of the run, "2026-01". */
  startMonth: string;
  /** Month shown, 0 = the first. */
  shownMonth: number;
  /** What the scenario itself has there. */
  scenarioValue: unknown;
}

/**
 * The changes after a lever is moved: it acts from the next month on, and replaces what this lever was set to from then
 * on. A value that is already in force leaves no mark.
 */
export function withLever(changes: readonly DatedChange[], move: Move): DatedChange[] {
  const from = isoMonth(move.startMonth, move.shownMonth + 1);
  const kept = changes.filter((change) => change.path !== move.path || change.month < from);
  if (sameValue(valueInForce(kept, move.path, from, move.scenarioValue), move.value)) return kept;
  const added = [...kept, { month: from, path: move.path, value: move.value }];
  return added.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.path < b.path ? -1 : 1));
}

/** What a lever stands at in an iso month, given the changes and the scenario's own value. */
export function valueInForce(
  changes: readonly DatedChange[],
  path: string,
  iso: string,
  scenarioValue: unknown,
): unknown {
  let value = scenarioValue;
  let latest = "";
  for (const change of changes) {
    if (change.path !== path || change.month > iso || change.month < latest) continue;
    latest = change.month;
    value = change.value;
  }
  return value;
}

/** First month in which two lists of changes differ; null if they say the same. */
export function firstDifference(before: readonly DatedChange[], after: readonly DatedChange[]): string | null {
  const missing = (list: readonly DatedChange[], other: readonly DatedChange[]): string[] =>
    list.filter((one) => !other.some((two) => sameChange(one, two))).map((one) => one.month);
  const months = [...missing(before, after), ...missing(after, before)].sort();
  return months[0] ?? null;
}

export function sameChanges(one: readonly DatedChange[], two: readonly DatedChange[]): boolean {
  return one.length === two.length && firstDifference(one, two) === null;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameChange(a: DatedChange, b: DatedChange): boolean {
  return a.month === b.month && a.path === b.path && sameValue(a.value, b.value);
}
