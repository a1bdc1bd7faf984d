/**
 * Faults of an input, gathered and told one a line: `FILE: path: found X, expected Y`. Paths name list items by id, as
 * `--set` does. What counts as a fault is decided in parse.ts and crossChecks.ts.
 */

import { distance } from "fastest-levenshtein";

import { InputError } from "./inputError";
import { MAX_FAULTS } from "./limits";

/** A step of a path: a field, or the key or place of a list item. */
export type PathStep = string | number;

export class Faults {
  private readonly lines: string[] = [];
  private uncounted = 0;

  /** @param file name that opens each line */
  constructor(private readonly file: string) {}

  get isFull(): boolean {
    return this.lines.length >= MAX_FAULTS;
  }

  /** Adds a fault. Beyond a limit faults are counted, not told. */
  add(path: string, found: string, expected: string): void {
    this.say(path, `found ${found}, expected ${expected}`);
  }

  /** Adds a fault in words of its own. */
  say(path: string, sentence: string): void {
    if (this.isFull) this.uncounted += 1;
    else this.lines.push(`${this.file}: ${path === "" ? "" : `${path}: `}${sentence}`);
  }

  /** Throws an `InputError` with all faults, if there is any. */
  throwIfAny(): void {
    if (this.lines.length === 0) return;
    const rest = this.uncounted > 0 ? [`${this.file}: and ${this.uncounted} more faults`] : [];
    throw new InputError([...this.lines, ...rest]);
  }
}

/** A value as a fault names it, short enough for a line. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

/** The known word that is nearest in spelling, or null if none is near. Ties go to the first. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(word.length * 0.4)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** "one of a, b, c", or the nearest of many. */
export function oneOf(word: string, known: readonly string[], what: string): string {
  const near = nearest(word, known);
  if (near !== null) return `${what}; did you mean "${near}"?`;
  if (known.length === 0) return `${what}, of which there is none`;
  if (known.length <= 12) return `${what}: ${known.join(", ")}`;
  return what;
}

/** A path as text, with list items by their key: `facilities[bayan-obo].capacityTonnesPerYear`. */
export function pathText(root: unknown, steps: readonly PathStep[]): string {
  let text = "";
  let at: unknown = root;
  for (const step of steps) {
    if (Array.isArray(at)) text += `[${itemKey(at[Number(step)]) ?? step}]`;
    else text += text === "" ? String(step) : `.${step}`;
    at = typeof at === "object" && at !== null ? (at as Record<PathStep, unknown>)[step] : undefined;
  }
  return text;
}

/** The key of a list item: its id, `FROM>TO` of a lane, or null where it has none. */
export function itemKey(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return null;
  const { id, from, to } = item as Record<string, unknown>;
  if (typeof id === "string") return id.slice(0, 80);
  if (typeof from === "string" && typeof to === "string") return `${from.slice(0, 80)}>${to.slice(0, 80)}`;
  return null;
}
