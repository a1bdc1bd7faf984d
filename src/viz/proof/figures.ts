/** Figures of the proof view as words. */
const MINUS = "−";

/** A figure to at most six digits, "53.3333"; a claim as yes or no. */
export function figure(value: number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (!Number.isFinite(value)) return "none";
  const text = String(Number(Math.abs(value).toPrecision(6)));
  const [whole, rest] = text.split(".");
  const grouped = /^\d+$/.test(whole!) ? whole!.replace(/\B(?=(\d{3})+$)/g, ",") : whole!;
  return `${value < 0 && text !== "0" ? MINUS : ""}${grouped}${rest === undefined ? "" : `.${rest}`}`;
}

/** A price in a picture, "$53.33": four digits at most. */
export function dollars(value: number): string {
  return `$${figure(Number(value.toPrecision(4)))}`;
}

/** A share too small for decimals, "2 in 10¹⁶"; "none at all" for nothing. */
export function tinyShare(value: number): string {
  if (value === 0) return "none at all";
  if (!(value < 0.01)) return figure(value);
  const power = Math.ceil(-Math.log10(value));
  const raised = [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
  return `${Math.max(1, Math.round(value * 10 ** power))} in 10${raised}`;
}

/** "0.12 ms" or "14 ms". */
export function milliseconds(value: number): string {
  return `${value < 10 ? figure(Math.round(value * 10) / 10) : Math.round(value)} ms`;
}

export function asSentence(statement: string): string {
  return `${capital(statement).replace(/'/g, "’")}.`;
}

export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
