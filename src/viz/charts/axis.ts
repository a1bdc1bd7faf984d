/**
 * The one time axis of the page: every strip, the ribbon and the lanes put a month at the same x. On first play it
 * shows five years and stretches, never scrolls, once the cursor has passed seven tenths of it.
 */
import { yearOf } from "../text/format";

/** Left edge of the plot in every chart, and what is kept free at the right, px. */
export const PLOT_LEFT = 54;
export const PLOT_RIGHT = 4;
const FIRST_SPAN_MONTHS = 60;
const STRETCH_AT = 0.7;

export interface TimeAxis {
  left: number;
  right: number;
  /** Months from the left edge to the right. */
  span: number;
}

export function spanFor(furthest: number, months: number): number {
  return Math.min(Math.max(1, months - 1), Math.max(FIRST_SPAN_MONTHS, furthest / STRETCH_AT));
}

export function xOf(axis: TimeAxis, month: number): number {
  return axis.left + ((axis.right - axis.left) * month) / axis.span;
}

export function monthAt(axis: TimeAxis, x: number): number {
  return ((x - axis.left) / (axis.right - axis.left)) * axis.span;
}

/** Januaries to be named: as many as stand at least `apart` px from each other. */
export function yearTicks(axis: TimeAxis, startMonth: string, apart: number): { month: number; year: number }[] {
  const first = yearOf(startMonth, 0);
  const firstJanuary = startMonth.endsWith("-01") ? 0 : 13 - Number(startMonth.slice(5, 7));
  const yearPx = ((axis.right - axis.left) / axis.span) * 12;
  const every = [1, 2, 5, 10, 20].find((step) => step * yearPx >= apart) ?? 50;
  const ticks: { month: number; year: number }[] = [];
  for (let month = firstJanuary; month <= axis.span; month += 12) {
    const year = yearOf(startMonth, month);
    if (year === first || year % every === 0) ticks.push({ month, year });
  }
  const [start, second] = ticks;
  if (start !== undefined && second !== undefined && (second.month - start.month) * (yearPx / 12) < apart)
    ticks.splice(1, 1);
  return ticks;
}

/** A round top of a value axis for a largest value, and its ticks from 0. */
export function valueAxis(largest: number, most: number): { top: number; ticks: number[] } {
  const raw = Math.max(largest, 1e-6) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  // A small strip has one tick, its top: finer steps keep its lines from lying at the foot of it.
  const steps = most === 1 ? [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10] : [1, 2, 2.5, 4, 5, 10];
  const step = steps.map((part) => Number((part * power).toPrecision(3))).find((one) => one >= raw - 1e-9)!;
  const count = Math.ceil(largest / step - 1e-9);
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
