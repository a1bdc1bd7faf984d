/** Figures as words: one formatter for the whole page. Real minus signs, two or three digits, the unit said. */
const MINUS = "−";
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const NOTHING = "no trade";

/** "2031-04" of a month of the run. `start` is "2026-01". */
export function isoMonth(start: string, month: number): string {
  const total = monthNumber(start) + month;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, "0")}`;
}

/** Month of the run that an iso month is; negative before the start. */
export function monthIndex(start: string, iso: string): number {
  return monthNumber(iso) - monthNumber(start);
}

function monthNumber(iso: string): number {
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
}

/** "November 2028". */
export function longMonth(start: string, month: number): string {
  const total = monthNumber(start) + month;
  return `${MONTHS[total % 12]} ${Math.floor(total / 12)}`;
}

/** "Nov 2028". */
export function shortMonth(start: string, month: number): string {
  const total = monthNumber(start) + month;
  return `${MONTHS[total % 12]!.slice(0, 3)} ${Math.floor(total / 12)}`;
}

export function yearOf(start: string, month: number): number {
  return Math.floor((monthNumber(start) + month) / 12);
}

/** A price, "$82"; under ten dollars with one decimal, "$7.4". */
export function price(usdPerKg: number): string {
  if (!Number.isFinite(usdPerKg)) return NOTHING;
  const size = Math.abs(usdPerKg);
  const text = size < 9.95 && size > 0 ? trimmed(size, 1) : grouped(Math.round(size));
  return `${usdPerKg < 0 && text !== "0" ? MINUS : ""}$${text}`;
}

/** Money from thousands of dollars: "$5.3bn", "$640m", "$0". */
export function money(kiloUsd: number): string {
  if (!Number.isFinite(kiloUsd)) return NOTHING;
  const size = Math.abs(kiloUsd);
  const sign = kiloUsd < 0 ? MINUS : "";
  if (size >= 99_500_000) return `${sign}$${grouped(Math.round(size / 1e6))}bn`;
  if (size >= 950_000) return `${sign}$${trimmed(size / 1e6, 1)}bn`;
  if (size >= 950) return `${sign}$${grouped(Math.round(size / 1e3))}m`;
  if (size >= 50) return `${sign}$${trimmed(size / 1e3, 1)}m`;
  return "$0";
}

/** A share of one as percent: "58%", under one percent with a decimal. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return NOTHING;
  const value = Math.abs(share * 100);
  const text = value < 9.95 ? value.toFixed(1) : String(Math.round(value));
  return `${share < 0 && Number(text) !== 0 ? MINUS : ""}${text}%`;
}

/** Tonnes with grouping; "2.4" under ten. */
export function tonnes(value: number): string {
  if (!Number.isFinite(value)) return "none";
  return value < 9.95 && value > 0 ? `${trimmed(value, 1)} t` : `${grouped(Math.round(value))} t`;
}

/** A difference with its sign: "+8", "−19", "0". */
export function signed(value: number, words: (size: number) => string): string {
  if (!Number.isFinite(value)) return NOTHING;
  const text = words(Math.abs(value));
  if (Number(text.replace(/[^0-9.]/g, "")) === 0) return "0";
  return `${value < 0 ? MINUS : "+"}${text}`;
}

/** A plain number with at most `digits` decimals, and a real minus. */
export function plain(value: number, digits = 0): string {
  const text = trimmed(Math.abs(value), digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

function trimmed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
