/**
 * The runs behind the page. The base is the scenario with no lever moved; the branch carries the dated changes and
 * exists only while there are any. Both live in the worker under one seed, so the difference between them is the
 * policy and not the luck. Months are asked for ahead of the cursor, one batch of a run at a time.
 */
import { batch } from "@preact/signals";
import type { DatedChange } from "../sim/scenario";
import type { Failure, RunSpec } from "../workers/api";
import type { SimClient } from "../workers/client";
import { History } from "./history";
import { arrived, furthest, info, month, run } from "./state";
import type { RunChoice } from "./state";
import { isoMonth, monthIndex } from "./text/format";

/** Months asked for at once: few for the first picture, then more. */
const FIRST_BATCH = 4;
const BATCH = 12;

interface Lane {
  history: History;
  changes: readonly DatedChange[];
  busy: boolean;
  done: boolean;
}

export class Branches {
  private base: Lane | null = null;
  private branch: Lane | null = null;
  private scenarioText = "";
  private spare: ArrayBuffer[] = [];
  private serial = 0;
  private opening = 0;

  constructor(
    private readonly client: SimClient,
    private readonly onFailure: (failure: Failure) => void,
  ) {}

  /** The run on show: the branch if there is one, else the base. */
  get shown(): History | null {
    return this.branch?.history ?? this.base?.history ?? null;
  }

  /** The changes that the run on show was made with. */
  get changes(): readonly DatedChange[] {
    return this.branch?.changes ?? [];
  }

  /** The run without the changes, while there are changes. */
  get ghost(): History | null {
    return this.branch === null ? null : (this.base?.history ?? null);
  }

  /** Opens a run from its first month. Resolves false when the run cannot be opened; the failure has then been told. */
  async open(choice: RunChoice, scenarioText: string): Promise<boolean> {
    const opening = ++this.opening;
    this.scenarioText = scenarioText;
    const plain: RunChoice = { ...choice, changes: [] };
    const baseId = this.nextId("base");
    const answer = await this.client.api.open(baseId, this.specOf(plain));
    if (opening !== this.opening) return false;
    if (!answer.ok) {
      this.onFailure(answer.failure);
      return false;
    }
    const base = lane(new History(baseId, answer.value.months), []);
    let branch: Lane | null = null;
    if (choice.changes.length > 0) {
      const branchId = this.nextId("branch");
      const forked = await this.client.api.open(branchId, this.specOf(choice), baseId);
      if (opening !== this.opening) return false;
      if (!forked.ok) {
        this.onFailure(forked.failure);
        return false;
      }
      branch = lane(new History(branchId, forked.value.months), choice.changes);
    }
    const old = [this.base, this.branch];
    this.base = base;
    this.branch = branch;
    batch(() => {
      run.value = choice;
      info.value = answer.value;
      month.value = 0;
      furthest.value = 0;
      arrived.value++;
    });
    for (const lane of old) if (lane !== null) void this.client.api.close(lane.history.runId);
    return true;
  }

  /**
   * Follows the dated changes: months before the first difference are kept, the rest is a new branch. A change that the
   * model refuses leaves the branch as it is; one that a newer change overtakes is dropped.
   */
  async change(changes: DatedChange[]): Promise<"done" | "refused" | "overtaken"> {
    const world = info.value;
    const base = this.base;
    if (world === null || base === null) return "overtaken";
    const opening = ++this.opening;
    const from = this.branch ?? base;
    if (changes.length === 0) {
      const old = this.branch;
      this.branch = null;
      this.show();
      if (old !== null) void this.client.api.close(old.history.runId);
      return "done";
    }
    const differs = firstDifference(from.changes, changes);
    if (differs === null) return "done";
    const runId = this.nextId("branch");
    const answer = await this.client.api.open(runId, this.specOf({ ...run.value, changes }), from.history.runId);
    if (!answer.ok) {
      this.onFailure(answer.failure);
      return "refused";
    }
    if (opening !== this.opening) {
      void this.client.api.close(runId);
      return "overtaken";
    }
    const old = this.branch;
    const kept = Math.min(Math.max(0, monthIndex(world.startMonth, differs)), from.history.known);
    this.branch = lane(from.history.forkAt(kept, runId), changes);
    this.show();
    if (old !== null) void this.client.api.close(old.history.runId);
    return "done";
  }

  /** Asks for months until both runs are known `ahead` of `until`; does nothing while an answer is outstanding. */
  want(until: number): void {
    for (const lane of [this.branch, this.base]) {
      if (lane === null || lane.busy || lane.done || lane.history.known > until) continue;
      void this.fetch(lane);
    }
  }

  private async fetch(lane: Lane): Promise<void> {
    const { history } = lane;
    if (history.known >= history.months) {
      lane.done = true;
      return;
    }
    lane.busy = true;
    const from = history.known;
    const count = Math.min(from < FIRST_BATCH ? FIRST_BATCH : BATCH, history.months - from);
    const answer = await this.client.api.frames(history.runId, from, count, this.spare.pop());
    const isCurrent = lane === this.base || lane === this.branch;
    if (answer.ok) {
      if (isCurrent) {
        try {
          history.add(answer.value);
        } catch (error) {
          lane.done = true;
          this.onFailure({ kind: "internal", message: error instanceof Error ? error.message : String(error) });
        }
      }
      if (answer.value.count === 0) lane.done = true;
      if (this.spare.length < 2) this.spare.push(answer.value.buffer);
    } else {
      lane.done = true;
      if (isCurrent) this.onFailure(answer.failure);
    }
    lane.busy = false;
    if (isCurrent) arrived.value++;
  }

  private show(): void {
    batch(() => {
      furthest.value = month.value;
      arrived.value++;
    });
  }

  private specOf(choice: RunChoice): RunSpec {
    return {
      scenarioText: this.scenarioText,
      scenarioName: choice.scenario,
      seed: choice.seed,
      overrides: [],
      changes: choice.changes,
    };
  }

  private nextId(kind: string): string {
    this.serial++;
    return `${kind}-${this.serial}`;
  }
}

function lane(history: History, changes: readonly DatedChange[]): Lane {
  return { history, changes, busy: false, done: false };
}

/** First month in which two lists of changes differ; null if they say the same. */
export function firstDifference(before: readonly DatedChange[], after: readonly DatedChange[]): string | null {
  const missing = (list: readonly DatedChange[], other: readonly DatedChange[]): string[] =>
    list.filter((one) => !other.some((two) => sameChange(one, two))).map((one) => one.month);
  const months = [...missing(before, after), ...missing(after, before)].sort();
  return months[0] ?? null;
}

/**
 * The changes after a lever is moved in `shownMonth`: it acts from the next month on, and replaces what this lever was
 * set to from then on. A value that is already in force then leaves no mark.
 */
export function withLever(
  changes: readonly DatedChange[],
  move: { path: string; value: unknown; startMonth: string; shownMonth: number; scenarioValue: unknown },
): DatedChange[] {
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

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sameChange(a: DatedChange, b: DatedChange): boolean {
  return a.month === b.month && a.path === b.path && sameValue(a.value, b.value);
}
