/**
 * The runs behind the branches. The branch on show and the dotted one live in the worker under one seed, so that the
 * difference between them is the policy and not the luck; others are forked again when they are wanted. Months are
 * asked for ahead of the cursor in batches of a few milliseconds, so that a lever never waits behind a long one.
 */
import { batch } from "@preact/signals";
import type { DatedChange } from "../sim/scenario";
import type { Answer, Failure, FrameBatch, RunSpec } from "../workers/api";
import type { SimClient } from "../workers/client";
import { branchOf, PLAIN_ID, shownBranch } from "./branchList";
import type { Branch, BranchList } from "./branchList";
import { firstDifference, sameChanges } from "./changes";
import { History } from "./history";
import { arrived, furthest, info, month, run } from "./state";
import type { RunChoice } from "./state";
import { monthIndex } from "./text/format";

/** Months asked for at once: few for the first picture of a run, then as many as take about this long. */
const FIRST_BATCH = 4;
const BATCH_MS = 16;
const MOST_MONTHS = 24;
/** Months that a worker that was started again plays in one request. */
const REPLAY_MONTHS = 24;

interface Lane {
  history: History;
  changes: readonly DatedChange[];
  busy: boolean;
  done: boolean;
}

export type Outcome = "done" | "refused" | "overtaken";

export class Branches {
  private lanes = new Map<number, Lane>();
  private shownLane: Lane | null = null;
  private ghostLane: Lane | null = null;
  private scenarioText = "";
  private choice: Pick<RunChoice, "scenario" | "seed"> = { scenario: "", seed: "" };
  private spare: ArrayBuffer[] = [];
  private serial = 0;
  private opening = 0;
  private isReviving = false;
  private msPerMonth = 2;

  constructor(
    private client: SimClient,
    private readonly onFailure: (failure: Failure) => void,
  ) {}

  /** The run on show. */
  get shown(): History | null {
    return this.shownLane?.history ?? null;
  }

  /** The changes that the run on show was made with. */
  get changes(): readonly DatedChange[] {
    return this.shownLane?.changes ?? [];
  }

  /** The run that the one on show is held against. */
  get ghost(): History | null {
    return this.ghostLane?.history ?? null;
  }

  get ghostChanges(): readonly DatedChange[] {
    return this.ghostLane?.changes ?? [];
  }

  /** Bytes that the page keeps of all runs. */
  get bytes(): number {
    return [...this.lanes.values()].reduce((sum, one) => sum + one.history.bytes, 0);
  }

  /** Opens a run with its branches from the first month. False when it cannot be opened; the failure has been told. */
  async open(choice: RunChoice, list: BranchList, scenarioText: string): Promise<boolean> {
    const opening = ++this.opening;
    const { client } = this;
    const spec: RunSpec = {
      scenarioText,
      scenarioName: choice.scenario,
      seed: choice.seed,
      overrides: [],
      changes: [],
    };
    const plainId = this.nextId();
    const answer = await client.api.open(plainId, spec);
    if (opening !== this.opening) return false;
    if (!answer.ok) return this.refused(answer.failure, client);
    const lanes = new Map<number, Lane>([[PLAIN_ID, lane(new History(plainId, answer.value.months), [])]]);
    for (const one of list.branches) {
      if (one.id === PLAIN_ID) continue;
      // All are opened, so that a link with a wrong branch says so now and not when that branch is chosen.
      const runId = this.nextId();
      const forked = await client.api.fork(runId, plainId, [...one.changes]);
      if (opening !== this.opening) return false;
      if (!forked.ok) return this.refused(forked.failure, client);
      if (one.id === list.shown || one.id === list.ghost)
        lanes.set(one.id, lane(new History(runId, forked.value.months), one.changes));
      else void client.api.close(runId);
    }
    const old = this.lanes;
    this.lanes = lanes;
    this.scenarioText = scenarioText;
    this.choice = { scenario: choice.scenario, seed: choice.seed };
    this.point(list);
    batch(() => {
      run.value = { scenario: choice.scenario, seed: choice.seed, changes: [...shownBranch(list).changes] };
      info.value = answer.value;
      month.value = 0;
      furthest.value = 0;
      arrived.value++;
    });
    for (const one of old.values()) void client.api.close(one.history.runId);
    return true;
  }

  /**
   * Makes the runs agree with the list: months before the first difference are kept, the rest is forked. A change that
   * the model refuses leaves the runs as they are. Resolves once the new run is known up to `until`.
   */
  async follow(list: BranchList, until: number): Promise<Outcome> {
    const opening = this.opening;
    const wanted = [shownBranch(list), branchOf(list, list.ghost)].filter((one): one is Branch => one !== null);
    const made: [number, Lane][] = [];
    for (const branch of wanted) {
      const has = this.lanes.get(branch.id);
      if (has !== undefined && sameChanges(has.changes, branch.changes)) continue;
      const answer = await this.fork(branch, until);
      if (opening !== this.opening) return "overtaken";
      if (!answer.ok) {
        for (const [, one] of made) void this.client.api.close(one.history.runId);
        this.onFailure(answer.failure);
        return "refused";
      }
      made.push([branch.id, answer.value]);
    }
    const old = new Map(this.lanes);
    for (const [id, one] of made) this.lanes.set(id, one);
    for (const id of [...this.lanes.keys()])
      if (id !== PLAIN_ID && id !== list.shown && id !== list.ghost) this.lanes.delete(id);
    const kept = new Set(this.lanes.values());
    for (const one of old.values()) if (!kept.has(one)) void this.client.api.close(one.history.runId);
    this.point(list);
    arrived.value++;
    return "done";
  }

  /** Asks for months until both runs are known up to `until`; does nothing while an answer is outstanding. */
  want(until: number): void {
    if (this.isReviving) return;
    for (const one of [this.shownLane, this.ghostLane]) {
      if (one === null || one.busy || one.done || one.history.known > until) continue;
      void this.fetch(one);
    }
  }

  /** Months known of both runs: what can be shown with its comparison. A run that broke off holds up nothing. */
  get known(): number {
    const shown = this.shownLane?.history.known ?? 0;
    const ghost = this.ghostLane;
    return ghost === null || ghost.done ? shown : Math.min(shown, ghost.history.known);
  }

  /** True when both runs are known up to a month, or to their end. */
  isKnown(until: number): boolean {
    return [this.shownLane, this.ghostLane].every(
      (one) => one === null || one.done || one.history.known > Math.min(until, one.history.months - 1),
    );
  }

  /**
   * Goes on with another worker after the first one died: opens the runs there again and plays them to the last month
   * that was kept. What is asked of the dead worker is answered by nobody.
   */
  async revive(client: SimClient): Promise<boolean> {
    this.client = client;
    if (this.shownLane === null) return true;
    this.isReviving = true;
    const opening = this.opening;
    const spec: RunSpec = {
      scenarioText: this.scenarioText,
      scenarioName: this.choice.scenario,
      seed: this.choice.seed,
      overrides: [],
      changes: [],
    };
    const isCurrent = (): boolean => this.client === client && this.opening === opening;
    const plainId = this.nextId();
    const opened = await client.api.open(plainId, spec);
    if (!opened.ok || !isCurrent()) return false;
    for (const [id, one] of this.lanes) {
      const runId = id === PLAIN_ID ? plainId : this.nextId();
      if (id !== PLAIN_ID) {
        const forked = await client.api.fork(runId, plainId, [...one.changes]);
        if (!forked.ok || !isCurrent()) return false;
      }
      for (let at = 0; at < one.history.known; at += REPLAY_MONTHS) {
        const played = await client.api.frames(runId, Math.min(at + REPLAY_MONTHS, one.history.known), 0);
        if (!played.ok || !isCurrent()) return false;
      }
      one.history.runId = runId;
      one.busy = false;
      one.done = false;
    }
    this.isReviving = false;
    return true;
  }

  /** Forks the run that has most months in common with the branch, and waits for the first months that differ. */
  private async fork(branch: Branch, until: number): Promise<Answer<Lane>> {
    const { client } = this;
    let source = this.lanes.get(PLAIN_ID)!;
    let kept = this.shared(source, branch);
    for (const one of this.lanes.values()) {
      const common = this.shared(one, branch);
      if (common > kept) [source, kept] = [one, common];
    }
    const runId = this.nextId();
    // Both are asked at once: the answers come in one after another, without a way back between them.
    const asked = client.api.fork(runId, source.history.runId, [...branch.changes]);
    const first = client.api.frames(runId, kept, FIRST_BATCH, this.spare.pop());
    const forked = await asked;
    const batch = await first;
    if (!forked.ok) return forked;
    if (!batch.ok) return batch;
    const made = lane(source.history.forkAt(kept, runId), branch.changes);
    this.take(made, batch.value);
    while (made.history.known <= until && !made.done) {
      const more = await client.api.frames(runId, made.history.known, this.batchMonths(), this.spare.pop());
      if (!more.ok) return more;
      this.take(made, more.value);
    }
    return { ok: true, value: made };
  }

  private shared(one: Lane, branch: Branch): number {
    const differs = firstDifference(one.changes, branch.changes);
    const start = info.value?.startMonth ?? "";
    return Math.min(differs === null ? Infinity : Math.max(0, monthIndex(start, differs)), one.history.known);
  }

  private async fetch(one: Lane): Promise<void> {
    const { client } = this;
    const { history } = one;
    if (history.known >= history.months) {
      one.done = true;
      return;
    }
    one.busy = true;
    const from = history.known;
    const count = Math.min(from < FIRST_BATCH ? FIRST_BATCH : this.batchMonths(), history.months - from);
    const asked = performance.now();
    const answer = await client.api.frames(history.runId, from, count, this.spare.pop());
    if (client !== this.client) return;
    const isCurrent = one === this.shownLane || one === this.ghostLane;
    if (answer.ok) {
      const spent = (performance.now() - asked) / Math.max(1, answer.value.count);
      this.msPerMonth += 0.25 * (Math.min(spent, 50) - this.msPerMonth);
      try {
        this.take(one, answer.value);
      } catch (error) {
        one.done = true;
        this.onFailure({ kind: "internal", message: error instanceof Error ? error.message : String(error) });
      }
    } else {
      one.done = true;
      if (isCurrent) this.onFailure(answer.failure);
    }
    one.busy = false;
    if (isCurrent) arrived.value++;
  }

  private take(one: Lane, batch: FrameBatch): void {
    one.history.add(batch);
    if (batch.count === 0 || one.history.known >= one.history.months) one.done = true;
    if (this.spare.length < 2) this.spare.push(batch.buffer);
  }

  private batchMonths(): number {
    return Math.max(2, Math.min(MOST_MONTHS, Math.round(BATCH_MS / Math.max(0.1, this.msPerMonth))));
  }

  private point(list: BranchList): void {
    this.shownLane = this.lanes.get(list.shown) ?? null;
    this.ghostLane = list.ghost === null ? null : (this.lanes.get(list.ghost) ?? null);
  }

  /** A dead worker refuses everything; that is told by its death, not by the run. */
  private refused(failure: Failure, client: SimClient): false {
    if (client === this.client) this.onFailure(failure);
    return false;
  }

  private nextId(): string {
    this.serial++;
    return `run-${this.serial}`;
  }
}

function lane(history: History, changes: readonly DatedChange[]): Lane {
  return { history, changes, busy: false, done: false };
}
