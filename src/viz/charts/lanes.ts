/**
 * The year row, the exporter's ribbon and the event lanes: one canvas under the strips, on the same axis. Marks that
 * would touch stack into one with a count. The same stacks answer the pointer.
 */
import { STANCE_CODES } from "../../workers/frame";
import type { DatedChange, Stance } from "../../sim/scenario";
import type { SimEvent } from "../../sim/events";
import { monthIndex, shortMonth } from "../text/format";
import { STANCE_WORDS } from "../text/words";
import type { Tokens } from "../theme/tokens";
import type { TimeAxis } from "./axis";
import { xOf, yearTicks } from "./axis";
import { drawEventMark, drawFlag, markKind } from "./marks";
import type { MarkKind } from "./marks";
import { stripFont } from "./font";

export const YEAR_ROW_PX = 24;
export const RIBBON_PX = 18;
export const LANE_PX = 25;
/** Half of a mark, of the ring round the newest, and what a count takes to the right of either, px. */
const HALF_MARK_PX = 6;
const HALF_RING_PX = 10.8;
const COUNT_PX = 3;
const DIGIT_PX = 7;
/** Marks that would come nearer than this to each other share a stack, px. */
const APART_PX = 1;
/** An event older than this is not the newest any more, months. */
const NEW_MONTHS = 6;

export interface LanesPicture {
  width: number;
  axis: TimeAxis;
  startMonth: string;
  position: number;
  furthest: number;
  ghostUntil: number;
  stance: Float64Array;
  events: readonly SimEvent[];
  /** Events of the run without the changes; null when there are no changes. */
  ghostEvents: readonly SimEvent[] | null;
  laneName: string;
  ghostName: string;
  changes: readonly DatedChange[];
  colours: Tokens;
  fontScale: number;
  /** The phone leaves the ribbon out. */
  ribbon: boolean;
}

export interface Stack {
  x: number;
  month: number;
  kind: MarkKind;
  events: SimEvent[];
  /** It holds the newest event before the cursor, and is ringed. */
  isNewest: boolean;
}

export function lanesHeight(picture: { ghost: boolean; ribbon: boolean }): number {
  return YEAR_ROW_PX + (picture.ribbon ? RIBBON_PX + 4 : 0) + LANE_PX * (picture.ghost ? 2 : 1) + 4;
}

/**
 * Marks of a lane up to month `last`; those that would touch, with their counts and the ring round the newest event
 * before `position`, share a stack. A closure is never hidden under another kind.
 */
export function stackMarks(
  events: readonly SimEvent[],
  axis: TimeAxis,
  last: number,
  position = Number.NEGATIVE_INFINITY,
): Stack[] {
  const marked = events.filter((event) => markKind(event) !== null && event.month <= last);
  const newest = marked.filter((event) => event.month <= position && position - event.month <= NEW_MONTHS).at(-1);
  const stacks: Stack[] = [];
  for (const event of marked) {
    const isNewest = event === newest;
    const one = { x: xOf(axis, event.month), month: event.month, kind: markKind(event)!, events: [event], isNewest };
    stacks.push(one);
    for (let before = stacks.at(-2); before !== undefined; before = stacks.at(-2)) {
      const after = stacks.at(-1)!;
      if (edges(after).left - edges(before).right >= APART_PX) break;
      stacks.splice(-2, 2, joined(before, after));
    }
  }
  return stacks;
}

/** The newest event's own place and kind win, then a closure's kind. */
function joined(before: Stack, after: Stack): Stack {
  const lead = after.isNewest ? after : before;
  const kind = before.kind === "closed" || after.kind === "closed" ? "closed" : lead.kind;
  const { x, month } = lead;
  return { x, month, kind, events: [...before.events, ...after.events], isNewest: before.isNewest || after.isNewest };
}

/** What a stack covers of its lane, px. */
export function edges(stack: Stack): { left: number; right: number } {
  const half = stack.isNewest ? HALF_RING_PX : HALF_MARK_PX;
  const count = stack.events.length;
  return {
    left: stack.x - half,
    right: stack.x + half + (count > 1 ? COUNT_PX + DIGIT_PX * String(count).length : 0),
  };
}

export function drawLanes(ctx: CanvasRenderingContext2D, picture: LanesPicture): void {
  const { width, axis, colours, fontScale } = picture;
  const ghost = picture.ghostEvents !== null;
  const height = lanesHeight({ ghost, ribbon: picture.ribbon });
  const cursorX = xOf(axis, picture.position);
  ctx.clearRect(0, 0, width, height);

  drawYears(ctx, picture, cursorX);
  const ribbonTop = YEAR_ROW_PX;
  if (picture.ribbon) drawRibbon(ctx, picture, ribbonTop, cursorX);
  const laneTop = ribbonTop + (picture.ribbon ? RIBBON_PX + 4 : 0);
  const laneY = laneTop + LANE_PX / 2;
  const ghostY = laneY + LANE_PX;

  ctx.textBaseline = "middle";
  ctx.textAlign = "right";
  ctx.lineWidth = 1;
  ctx.strokeStyle = colours.rule;
  rule(ctx, axis, laneY);
  ctx.font = stripFont(520, 11.5 * fontScale);
  ctx.fillStyle = colours.ink;
  ctx.fillText(picture.laneName, axis.left - 8, laneY);
  if (ghost) {
    ctx.setLineDash([1, 3]);
    ctx.strokeStyle = colours.ghost;
    rule(ctx, axis, ghostY);
    ctx.setLineDash([]);
    ctx.fillStyle = colours.ink3;
    ctx.font = stripFont(450, 11.5 * fontScale);
    ctx.fillText(picture.ghostName, axis.left - 8, ghostY);
  }

  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  ctx.moveTo(cursorX, YEAR_ROW_PX - 2);
  ctx.lineTo(cursorX, height - 2);
  ctx.stroke();

  if (ghost)
    for (const stack of stackMarks(picture.ghostEvents!, axis, picture.ghostUntil))
      drawStack(ctx, stack, ghostY, picture, true, cursorX);
  for (const stack of stackMarks(picture.events, axis, picture.furthest, picture.position))
    drawStack(ctx, stack, laneY, picture, false, cursorX);

  for (const change of picture.changes) {
    const at = monthIndex(picture.startMonth, change.month);
    if (at > axis.span) continue;
    const isTariff = change.path.startsWith("bloc.floor");
    const x = xOf(axis, Math.max(0, at));
    ctx.globalAlpha = x > cursorX ? 0.6 : 1;
    drawFlag(ctx, x, laneY - LANE_PX / 2, (ghost ? ghostY : laneY) + 6, isTariff ? colours.wedge : colours.ink);
    ctx.globalAlpha = 1;
  }
  drawPill(ctx, picture, cursorX);
}

function rule(ctx: CanvasRenderingContext2D, axis: TimeAxis, y: number): void {
  ctx.beginPath();
  ctx.moveTo(axis.left, y);
  ctx.lineTo(axis.right, y);
  ctx.stroke();
}

/** Years under a chart; one that the month pill covers is left out. */
export function drawYears(
  ctx: CanvasRenderingContext2D,
  picture: Pick<LanesPicture, "axis" | "colours" | "fontScale" | "startMonth">,
  cursorX: number,
): void {
  const { axis, colours, fontScale } = picture;
  ctx.font = stripFont(400, 11 * fontScale);
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink3;
  ctx.strokeStyle = colours.rule;
  for (const tick of yearTicks(axis, picture.startMonth, 56 * fontScale)) {
    const x = xOf(axis, tick.month);
    ctx.textAlign = tick.month === 0 ? "left" : x > axis.right - 15 ? "right" : "center";
    const textX = tick.month === 0 ? x + 14 : x;
    if (Math.abs(textX - cursorX) > 50 * fontScale) ctx.fillText(String(tick.year), x, YEAR_ROW_PX / 2 + 1);
    ctx.beginPath();
    ctx.moveTo(x, 0);
    ctx.lineTo(x, 3);
    ctx.stroke();
  }
}

/** Stances as boxes that differ in fill and outline, with the word where it fits. */
function drawRibbon(ctx: CanvasRenderingContext2D, picture: LanesPicture, top: number, cursorX: number): void {
  const { axis, colours, stance, fontScale } = picture;
  ctx.font = stripFont(450, 11.5 * fontScale);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  ctx.fillStyle = colours.ink3;
  ctx.fillText("exporter", axis.left - 8, top + RIBBON_PX / 2);
  const last = Math.floor(picture.furthest);
  let from = 0;
  for (let month = 1; month <= last + 1; month++) {
    if (month <= last && stance[month] === stance[from]) continue;
    const isNow = from <= picture.position;
    const reach = month > last ? Math.min(month, Math.max(picture.position, last)) : month;
    drawStance(
      ctx,
      STANCE_CODES[stance[from]!] ?? "calm",
      xOf(axis, from),
      xOf(axis, Math.max(from + 0.2, reach)),
      top,
      picture,
      isNow,
      cursorX,
    );
    from = month;
  }
}

function drawStance(
  ctx: CanvasRenderingContext2D,
  stance: Stance,
  left: number,
  right: number,
  top: number,
  picture: LanesPicture,
  isNow: boolean,
  cursorX: number,
): void {
  const { colours, fontScale } = picture;
  const width = right - left;
  ctx.save();
  ctx.globalAlpha = isNow ? 1 : 0.4;
  ctx.beginPath();
  ctx.rect(left + 0.5, top + 1.5, Math.max(1, width - 1), RIBBON_PX - 3);
  if (stance === "flood") {
    ctx.fillStyle = colours.exporter;
    ctx.fill();
  }
  ctx.lineWidth = stance === "calm" ? 1 : 1.4;
  ctx.strokeStyle = stance === "calm" ? colours.rule : colours.exporter;
  if (stance === "squeeze") ctx.setLineDash([3.5, 2.5]);
  ctx.stroke();
  ctx.setLineDash([]);
  const word = STANCE_WORDS[stance];
  ctx.font = stripFont(stance === "flood" ? 620 : 450, 11.5 * fontScale);
  const room = Math.min(width, Math.max(0, cursorX - left) > 20 ? width : 0);
  if (ctx.measureText(word).width + 10 < room) {
    ctx.fillStyle = stance === "flood" ? colours.onAccent : stance === "calm" ? colours.ink3 : colours.exporterText;
    ctx.textAlign = "center";
    ctx.fillText(word, left + width / 2, top + RIBBON_PX / 2 + 0.5);
  }
  ctx.restore();
}

/** How many events a stack holds, written from `x` on. */
function drawCount(
  ctx: CanvasRenderingContext2D,
  stack: Stack,
  x: number,
  y: number,
  picture: LanesPicture,
  ghost: boolean,
): void {
  const { colours, fontScale } = picture;
  ctx.font = stripFont(650, 11 * fontScale);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillStyle = ghost ? colours.ink3 : colours.ink2;
  ctx.strokeStyle = colours.panel;
  ctx.lineWidth = 3;
  ctx.strokeText(String(stack.events.length), x, y + 0.5);
  ctx.fillText(String(stack.events.length), x, y + 0.5);
}

/** A mark with its count; the newest sits in a ringed disc. */
function drawStack(
  ctx: CanvasRenderingContext2D,
  stack: Stack,
  y: number,
  picture: LanesPicture,
  ghost: boolean,
  cursorX: number,
): void {
  const { colours } = picture;
  if (stack.isNewest) {
    ctx.beginPath();
    ctx.arc(stack.x, y, 10, 0, 2 * Math.PI);
    ctx.fillStyle = colours.panel;
    ctx.fill();
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = 1.6;
    ctx.stroke();
  }
  ctx.globalAlpha = stack.x > cursorX + 1 ? 0.4 : 1;
  const size = ghost ? 10 : 12;
  drawEventMark(ctx, stack.kind, { x: stack.x, y, size }, { colours, ghost, ground: colours.panel });
  const half = stack.isNewest ? HALF_RING_PX : HALF_MARK_PX;
  if (stack.events.length > 1) drawCount(ctx, stack, stack.x + half + COUNT_PX - 1, y, picture, ghost);
  ctx.globalAlpha = 1;
}

function drawPill(ctx: CanvasRenderingContext2D, picture: LanesPicture, cursorX: number): void {
  const { colours, axis, width, fontScale } = picture;
  const text = shortMonth(picture.startMonth, Math.floor(picture.position));
  ctx.font = stripFont(650, 11.5 * fontScale);
  const half = Math.max(32, ctx.measureText(text).width / 2 + 8);
  const x = Math.max(axis.left - 20 + half, Math.min(width - half, cursorX));
  ctx.beginPath();
  ctx.roundRect(x - half, 4, 2 * half, 17 * fontScale, 8.5 * fontScale);
  ctx.fillStyle = colours.ink;
  ctx.fill();
  ctx.fillStyle = colours.panel;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, 4 + 8.5 * fontScale + 0.5);
}
