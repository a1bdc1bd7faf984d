/** Months as numbers: a run counts from 0, a scenario writes "2026-01". */

/** Months from `start` ("2026-01") to `month` ("2031-04"); negative before the start. */
export function monthIndex(start: string, month: string): number {
  return absoluteMonth(month) - absoluteMonth(start);
}

/** "2031-04" for the given number of months after `start`. */
export function monthLabel(start: string, index: number): string {
  const absolute = absoluteMonth(start) + index;
  const year = Math.floor(absolute / 12);
  const month = absolute - 12 * year + 1;
  return `${year}-${month < 10 ? "0" : ""}${month}`;
}

function absoluteMonth(month: string): number {
  const dash = month.indexOf("-");
  return Number(month.slice(0, dash)) * 12 + Number(month.slice(dash + 1)) - 1;
}
