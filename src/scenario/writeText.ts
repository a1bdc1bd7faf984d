/**
 * Scenario files as text: stable, readable and small. An object or a list goes on one line while it
 * fits, else one entry a line, so that lanes, duties and source notes take a row each and a change of
 * one figure is a change of one line. The script that builds the flagship and the burn-in both use it.
 */

import type { Scenario } from "../sim/scenario";

const LINE_WIDTH = 180;

/**
 * The text of a scenario, or of the raw content of a scenario file, keys in their own order, with a final newline.
 * Throws on a number that is not finite.
 */
export function writeScenarioText(scenario: Scenario | Record<string, unknown>): string {
  return render(scenario, 0, "") + "\n";
}

function render(value: unknown, used: number, indent: string): string {
  const flat = oneLine(value);
  if (typeof value !== "object" || value === null) return flat;
  if (used + flat.length <= LINE_WIDTH || isNumberList(value)) return flat;
  const inner = indent + "  ";
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + render(item, inner.length + 1, inner));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const entries = definedEntries(value).map(([key, item]) => {
    const label = `${inner}${JSON.stringify(key)}: `;
    return label + render(item, label.length + 1, inner);
  });
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Error(`A scenario cannot hold ${value}; expected a finite number.`);
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  const entries = definedEntries(value);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`).join(", ")} }`;
}

function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function isNumberList(value: object): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");
}
