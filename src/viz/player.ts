/**
 * The clock of the page. It moves the cursor by wall time while playing, never by frame counts, asks for months ahead
 * of it, and calls every painter once a frame. A hidden tab stands still and goes on from where it was.
 */
import { effect } from "@preact/signals";
import type { Branches } from "./branches";
import { arrived, furthest, headingFor, info, loop, month, playing, reducedMotion, speed } from "./state";

/** Longest time step a single frame may take, ms: a stalled page plays slower, it does not jump. */
const LONGEST_FRAME_MS = 120;
const LEAST_AHEAD_MONTHS = 18;
const AHEAD_SECONDS = 2;

export interface FrameTime {
  /** Cursor as a fraction of months. */
  position: number;
  /** Wall time since the last frame, ms, at most LONGEST_FRAME_MS. */
  elapsedMs: number;
  nowMs: number;
  /** Months a second at this moment; 0 when paused. */
  monthsPerSecond: number;
}

export class Player {
  private position = 0;
  private last = 0;
  private frame = 0;
  private slowUntil = 0;
  private painters = new Set<(time: FrameTime) => void>();

  constructor(private readonly branches: Branches) {}

  start(): void {
    effect(() => {
      // A branch or another run may have taken months away from under the cursor.
      arrived.value;
      if (Math.floor(this.position) !== month.peek()) this.position = month.peek();
    });
    const tick = (now: number): void => {
      this.frame = requestAnimationFrame(tick);
      this.step(now);
    };
    this.frame = requestAnimationFrame(tick);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
  }

  /** Paints on every frame until the returned function is called. */
  onFrame(paint: (time: FrameTime) => void): () => void {
    this.painters.add(paint);
    return () => this.painters.delete(paint);
  }

  /**
   * Moves the cursor to a month of the horizon. Where the months before it are not known yet the cursor runs after them
   * as they come in, and `headingFor` says how far it has to go.
   */
  goTo(target: number): void {
    const { known } = this.branches;
    const to = Math.max(0, Math.min((info.value?.months ?? known) - 1, Math.round(target)));
    if (to < known) {
      headingFor.value = null;
      this.position = to;
      this.show(to);
    } else headingFor.value = { from: headingFor.value?.from ?? month.value, to };
  }

  /** Plays at one month a second for a while, so that an event can be seen. */
  slowFor(ms: number): void {
    if (!reducedMotion.value) this.slowUntil = performance.now() + ms;
  }

  private step(now: number): void {
    const elapsedMs = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.last));
    this.last = now;
    const pace = playing.value ? (now < this.slowUntil ? Math.min(1, speed.value) : speed.value) : 0;
    const { known } = this.branches;
    const end = (info.value?.months ?? 0) - 1;
    if (headingFor.value !== null) this.runAfter(known);
    else if (pace > 0 && known > 0) this.play((elapsedMs / 1000) * pace, known, end);
    if (info.value !== null) {
      const ahead = Math.max(LEAST_AHEAD_MONTHS, speed.value * AHEAD_SECONDS);
      this.branches.want(Math.max(this.position, furthest.value, headingFor.value?.to ?? 0) + ahead);
    }
    const time: FrameTime = { position: this.position, elapsedMs, nowMs: now, monthsPerSecond: pace };
    for (const paint of this.painters) paint(time);
  }

  private play(months: number, known: number, end: number): void {
    const stretch = loop.value;
    const isOutside = stretch !== null && (this.position < stretch.from || this.position >= stretch.to + 1);
    const reach = Math.max(this.position, Math.min(known - 1 + 0.999, end));
    this.position = isOutside ? stretch.from : Math.min(reach, this.position + months);
    if (stretch !== null && this.position >= Math.min(stretch.to + 1, end)) this.position = stretch.from;
    if (Math.floor(this.position) !== month.value) this.show(Math.floor(this.position));
    if (stretch === null && this.position >= end && end > 0) playing.value = false;
  }

  /** On the way to a month that was not known: as far as months have come in. */
  private runAfter(known: number): void {
    const { to } = headingFor.value!;
    const at = Math.min(to, known - 1);
    if (at > month.value || to <= month.value) this.position = at;
    if (at === to || to <= month.value) headingFor.value = null;
    if (Math.floor(this.position) !== month.value) this.show(Math.floor(this.position));
  }

  private show(at: number): void {
    month.value = at;
    if (at > furthest.value) furthest.value = at;
  }
}
