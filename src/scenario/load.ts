/**
 * Scenario text to a validated scenario: size, JSON, ancestors, schema, cross-checks. Pure: where texts come from is
 * the caller's affair, files on the command line and fetched ones in the page.
 */

import type { Scenario } from "../sim/scenario";
import { describe, nearest } from "./faults";
import { InputError } from "./inputError";
import { parseJson } from "./jsonText";
import { MAX_ANCESTORS, MAX_BYTES_COMMAND_LINE } from "./limits";
import { mergeOver } from "./merge";
import { parseScenario } from "./parse";

/** The text of the scenario of a name, undefined if there is none. It may throw a fault of its own instead. */
export type Resolve = (name: string) => string | undefined;

export interface LoadOptions {
  /** Largest text accepted, bytes; the command line's limit if not given. */
  maxBytes?: number;
  /** Names that can be extended, for answers to a misspelt one. */
  names?: readonly string[];
}

/**
 * The scenario of a text.
 * @param file what fault lines open with, usually the file's path
 * @param resolve texts of the scenarios it may extend
 * Throws an `InputError`, one line a fault: `FILE: path: found X, expected Y`.
 */
export function loadScenario(file: string, text: string, resolve?: Resolve, options: LoadOptions = {}): Scenario {
  const root = read(file, text, options);
  const chain = [bareName(file)];
  return parseScenario(file, withAncestors(file, root, chain, resolve, options));
}

/**
 * The name that a scenario text extends, or null. A page that fetches texts reads this to know what else to fetch.
 * Throws an `InputError` if the text is not JSON or too large.
 */
export function parentName(file: string, text: string, options: LoadOptions = {}): string | null {
  const root = read(file, text, options);
  return isObject(root) ? extendedName(file, root) : null;
}

function read(file: string, text: string, options: LoadOptions): unknown {
  const limit = options.maxBytes ?? MAX_BYTES_COMMAND_LINE;
  const bytes = text.length > limit ? text.length : new TextEncoder().encode(text).length;
  if (bytes > limit) {
    throw new InputError([`${file}: found ${megabytes(bytes)} MB, expected at most ${megabytes(limit)} MB`]);
  }
  // A byte-order mark is not JSON, but editors write it.
  return parseJson(file, text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}

/** A value with what it extends beneath it, and without the two fields that are about the file alone. */
function withAncestors(
  file: string,
  root: unknown,
  chain: readonly string[],
  resolve: Resolve | undefined,
  options: LoadOptions,
): unknown {
  if (!isObject(root)) return root;
  const parent = extendedName(file, root);
  const own = Object.fromEntries(Object.entries(root).filter(([key]) => key !== "$schema" && key !== "extends"));
  if (parent === null) return own;
  const family = [...chain, bareName(parent)];
  if (chain.includes(bareName(parent))) {
    const circle = family.join(" extends ");
    throw new InputError([
      `${file}: extends: found "${parent}", expected a scenario that does not lead back (${circle})`,
    ]);
  }
  if (chain.length > MAX_ANCESTORS) {
    throw new InputError([`${file}: extends: found more than ${MAX_ANCESTORS} ancestors, expected fewer`]);
  }
  const text = resolve?.(parent);
  if (text === undefined) {
    const near = nearest(parent, options.names ?? []);
    const hint = near === null ? "" : `; did you mean "${near}"?`;
    throw new InputError([`${file}: extends: found ${describe(parent)}, expected the name of a scenario${hint}`]);
  }
  if (!Object.hasOwn(own, "name")) {
    throw new InputError([`${file}: name: found nothing, expected a name of its own, since it extends "${parent}"`]);
  }
  return mergeOver(withAncestors(parent, read(parent, text, options), family, resolve, options), own);
}

function extendedName(file: string, root: Record<string, unknown>): string | null {
  if (!Object.hasOwn(root, "extends")) return null;
  const parent = root.extends;
  if (typeof parent === "string" && parent !== "") return parent;
  throw new InputError([`${file}: extends: found ${describe(parent)}, expected the name of a scenario`]);
}

/** "scenarios/a.json" and "a" are one scenario. */
function bareName(file: string): string {
  return file.replace(/^.*[/\\]/, "").replace(/\.json$/, "");
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
