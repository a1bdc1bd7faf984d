/**
 * The floor goes in: for 700 ms after the cursor has reached its first month, the bloc's price climbs from where it
 * stood to where it is, the wedge fills downward from the floor, and the run without it splits off. A canvas remembers
 * what it is playing; stillness cuts straight to the end.
 */
import { reducedMotion } from "../state";
import { easeOut } from "../map/ease";
import { topOf } from "./wedge";
import type { StripSeries } from "./strip";

export const ARRIVAL_MS = 700;
/** The cursor may pass the floor's first month by so many and still be said to have reached it. */
const MOST_MONTHS_A_FRAME = 4;

export interface Arrival {
  /** First month of the floor. */
  month: number;
  /** Done part, 0..1, eased. */
  done: number;
}

interface Memory {
  position: number;
  month: number;
  startedMs: number;
}

const memories = new WeakMap<object, Memory>();

/** First month of the floor that holds in a month, or -1 where none does or it always has. */
export function floorSince(reference: Float64Array, month: number): number {
  if (!(reference[month]! >= 0)) return -1;
  let since = month;
  while (since > 0 && reference[since - 1]! >= 0) since--;
  return since > 0 ? since : -1;
}

/** What a canvas plays at a cursor and a time; null when nothing is arriving. */
export function arrivalFor(canvas: object, reference: Float64Array, position: number, nowMs: number): Arrival | null {
  const memory = memories.get(canvas) ?? { position, month: -1, startedMs: 0 };
  memories.set(canvas, memory);
  const since = floorSince(reference, Math.floor(position));
  const isReached =
    since >= 0 && memory.position < since && position >= since && position - memory.position <= MOST_MONTHS_A_FRAME;
  if (isReached && !reducedMotion.peek()) {
    memory.month = since;
    memory.startedMs = nowMs;
  } else if (memory.month !== since) memory.month = -1;
  memory.position = position;
  if (memory.month < 0) return null;
  const t = (nowMs - memory.startedMs) / ARRIVAL_MS;
  if (t >= 1) {
    memory.month = -1;
    return null;
  }
  return { month: memory.month, done: easeOut(t) };
}

/** True while a canvas has to be painted again although nothing it shows has changed. */
export function isArriving(canvas: object): boolean {
  return (memories.get(canvas)?.month ?? -1) >= 0;
}

/** The series as they stand part of the way; the ghost starts where the bloc's price does. */
export function arriving(
  series: StripSeries,
  ghost: StripSeries | null,
  arrival: Arrival,
): { series: StripSeries; ghost: StripSeries | null } {
  const { month: from, done } = arrival;
  const zone = series.zone.slice();
  const landed = series.landed.slice();
  const topUp = series.topUp.slice();
  const start = series.zone[from - 1]!;
  for (let month = from; month < zone.length; month++) {
    const base = ghost?.zone[month] ?? Number.NaN;
    const low = base >= 0 ? base : start;
    if (low >= 0) zone[month] = low + (series.zone[month]! - low) * done;
    const top = topOf(series, month);
    if (!(top > series.landed[month]!)) continue;
    landed[month] = top - (top - series.landed[month]!) * done;
    topUp[month] = top - landed[month]!;
  }
  if (ghost === null) return { series: { ...series, zone, landed, topUp }, ghost };
  const apart = ghost.zone.slice();
  for (let month = from; month < apart.length; month++)
    if (zone[month]! >= 0) apart[month] = zone[month]! + (ghost.zone[month]! - zone[month]!) * done;
  return { series: { ...series, zone, landed, topUp }, ghost: { ...ghost, zone: apart } };
}
