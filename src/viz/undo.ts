/** What can be taken back and done again: whole values, bounded, with the small steps of one gesture taken together. */

const MOST_STEPS = 100;
/** Steps of one kind closer than this are one gesture, ms: a slider that is dragged is undone at a stroke. */
const GESTURE_MS = 1200;

export class Undo<Value> {
  private past: Value[] = [];
  private future: Value[] = [];
  private gesture = "";
  private lastMs = Number.NEGATIVE_INFINITY;

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Notes what stood before a step. Steps of one gesture, told by its name, keep what stood before the first. */
  note(before: Value, gesture: string, nowMs: number): void {
    const goesOn = gesture !== "" && gesture === this.gesture && nowMs - this.lastMs < GESTURE_MS;
    this.gesture = gesture;
    this.lastMs = nowMs;
    this.future = [];
    if (goesOn) return;
    this.past.push(before);
    if (this.past.length > MOST_STEPS) this.past.shift();
  }

  /** Goes a step back from `now`; null when there is none. */
  undo(now: Value): Value | null {
    const before = this.past.pop();
    if (before === undefined) return null;
    this.future.push(now);
    this.gesture = "";
    return before;
  }

  redo(now: Value): Value | null {
    const after = this.future.pop();
    if (after === undefined) return null;
    this.past.push(now);
    this.gesture = "";
    return after;
  }

  /** Forgets the last step as if it had not been: it was refused. */
  drop(): Value | null {
    this.gesture = "";
    return this.past.pop() ?? null;
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.gesture = "";
  }
}
