/**
 * The clock of the page. It moves the cursor by wall time while playing, never by frame counts, asks for months ahead
 * of it, and calls every painter once a frame. A hidden tab stands still and goes on from where it was.
 */
import { effect } from "@preact/signals";
import type { Branches } from "./branches";
import { arrived, furthest, info, month, playing, reducedMotion, speed } from "./state";

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

  /** Moves the cursor to a month, as far as months are known. */
  goTo(target: number): void {
    const known = this.branches.shown?.known ?? 0;
    const to = Math.max(0, Math.min(known - 1, Math.round(target)));
    this.position = to;
    this.show(to);
  }

  /** Plays at one month a second for a while, so that an event can be seen. */
  slowFor(ms: number): void {
    if (!reducedMotion.value) this.slowUntil = performance.now() + ms;
  }

  private step(now: number): void {
    const elapsedMs = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.last));
    this.last = now;
    const pace = playing.value ? (now < this.slowUntil ? Math.min(1, speed.value) : speed.value) : 0;
    const known = this.branches.shown?.known ?? 0;
    const end = (info.value?.months ?? 0) - 1;
    if (pace > 0 && known > 0) {
      const limit = Math.min(known - 1 + 0.999, end);
      this.position = Math.min(limit, this.position + (elapsedMs / 1000) * pace);
      if (Math.floor(this.position) !== month.value) this.show(Math.floor(this.position));
      if (this.position >= end && end > 0) playing.value = false;
    }
    if (info.value !== null) {
      const ahead = Math.max(LEAST_AHEAD_MONTHS, speed.value * AHEAD_SECONDS);
      this.branches.want(Math.max(this.position, furthest.value) + ahead);
    }
    const time: FrameTime = { position: this.position, elapsedMs, nowMs: now, monthsPerSecond: pace };
    for (const paint of this.painters) paint(time);
  }

  private show(at: number): void {
    month.value = at;
    if (at > furthest.value) furthest.value = at;
  }
}
