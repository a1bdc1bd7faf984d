/**
 * The months that the charts of the time column show, and what a pointer in any of them does to time. While the pointer
 * is down the axis stands still under it; held at the right edge, the horizon comes in.
 */
import { signal } from "@preact/signals";
import { PLOT_LEFT, PLOT_RIGHT, monthAt, spanFor } from "../charts/axis";
import type { TimeAxis } from "../charts/axis";
import type { Page } from "../page";
import {
  arrived,
  bigStage,
  branchList,
  furthest,
  headingFor,
  info,
  loop,
  playing,
  presenting,
  run,
  wholeHorizon,
} from "../state";

/** Pixels at the right edge in which a pointer that is held brings in later months. */
const EDGE_PX = 8;
/** Months that come in so with each frame, at the edge and for each pixel beyond it. */
const EDGE_PACE = 0.5;
const EDGE_PACE_PER_PX = 0.03;

/** The month under a pointer that is not down; null without one. */
export const hoverMonth = signal<number | null>(null);
/** The span that a pointer holds, months; null while none is down. */
const heldSpan = signal<number | null>(null);
/** The furthest month seen on any branch: the ghost stays drawn up to it. */
const ghostSeen = { key: "", until: 0 };
let stopPushing: () => void = () => undefined;

export function spanNow(): number {
  const months = info.value?.months ?? 240;
  if (heldSpan.value !== null) return heldSpan.value;
  if (wholeHorizon.value) return Math.max(1, months - 1);
  return spanFor(Math.max(furthest.value, ghostSeen.until, headingFor.value?.to ?? 0), months);
}

export function axisFor(width: number): TimeAxis {
  return { left: presenting.value ? 64 : PLOT_LEFT, right: width - PLOT_RIGHT, span: spanNow() };
}

/** What every chart of the column depends on. */
export function chartKey(position: number, page: Page): string {
  return [
    Math.round(position * 8),
    furthest.value,
    spanNow().toFixed(1),
    page.branches.shown?.known ?? 0,
    page.branches.shown?.runId,
    page.branches.ghost?.known ?? -1,
    page.branches.ghost?.runId,
    hoverMonth.value,
    bigStage.value,
    presenting.value,
  ].join(" ");
}

export function ghostUntil(page: Page): number {
  const key = `${run.value.seed} ${run.value.scenario}`;
  if (ghostSeen.key !== key) {
    ghostSeen.key = key;
    ghostSeen.until = 0;
  }
  ghostSeen.until = Math.max(ghostSeen.until, furthest.value);
  return Math.min(ghostSeen.until, (page.branches.ghost?.known ?? 1) - 1);
}

/** A pointer in a chart: hovering reads values, pressing and dragging moves time over the whole axis. */
export function pointTime(page: Page, event: PointerEvent, x: number, kind: "down" | "move" | "up" | "leave"): void {
  const world = info.value;
  if (world === null) return;
  const width = (event.currentTarget as HTMLElement).clientWidth;
  if (kind === "down") heldSpan.value = spanNow();
  const axis = axisFor(width);
  const at = Math.max(0, Math.min(world.months - 1, axis.span, Math.round(monthAt(axis, x))));
  const isDragging = kind === "down" || (kind === "move" && (event.buttons & 1) === 1);
  stopPushing();
  if (!isDragging) {
    heldSpan.value = null;
    const isMouse = event.pointerType === "mouse" && kind !== "leave";
    hoverMonth.value = isMouse && at <= furthest.value ? at : null;
    return;
  }
  hoverMonth.value = null;
  playing.value = false;
  page.player.goTo(at);
  if (x > axis.right - EDGE_PX && axis.span < world.months - 1) push(page, world.months - 1, x - axis.right);
}

/** Brings in later months with every frame, for as long as the pointer stays at the edge. */
function push(page: Page, last: number, beyondPx: number): void {
  const pace = EDGE_PACE + EDGE_PACE_PER_PX * Math.max(0, beyondPx);
  stopPushing = page.player.onFrame(() => {
    if (heldSpan.value === null || heldSpan.value >= last) return stopPushing();
    heldSpan.value = Math.min(last, heldSpan.value + pace);
    page.player.goTo(Math.floor(heldSpan.value));
  });
}

/** Read by panels that follow the runs and the branches. */
export function followRuns(): void {
  arrived.value;
  branchList.value;
  loop.value;
}
