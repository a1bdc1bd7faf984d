/**
 * `--set PATH=VALUE` and the levers of the page: fields of a scenario set by path before a run. The result is validated
 * as a whole. Changes that act from a later month are in changes.ts.
 */

import type { Scenario } from "../sim/scenario";
import { Faults, type PathStep } from "./faults";
import { InputError } from "./inputError";
import { parseScenario } from "./parse";
import { resolvePath, withValue } from "./paths";

export { checkChange } from "./changes";

export interface Override {
  path: string;
  value: unknown;
}

/**
 * A copy of the scenario with fields set in the order given, what was touched validated again. Null on a level of the floor or a freight
 * takes it away; a site's cost takes the ends of its ramp along. Throws an `InputError`: an unknown path with the nearest valid one, a wrong value with what is expected.
 */
export function applyOverrides(scenario: Scenario, overrides: readonly Override[]): Scenario {
  if (overrides.length === 0) return scenario;
  const faults = new Faults(scenario.name);
  let changed = scenario;
  for (const { path, value } of overrides) {
    const resolved = resolvePath(changed, path);
    if ("fault" in resolved) faults.say(path, resolved.fault);
    else changed = withCost(changed, resolved.steps, value) ?? withValue(changed, resolved.steps, value);
  }
  faults.throwIfAny();
  return parseScenario(scenario.name, changed, scenario);
}

/**
 * A site's cost with its ramp: the ends move in proportion, so that a dearer mine also asks more. Null if the path is
 * not a cost, or the value no amount. An end set after it stays as set.
 */
function withCost(scenario: Scenario, steps: readonly PathStep[], value: unknown): Scenario | null {
  const [list, place, field] = steps;
  if ((list !== "facilities" && list !== "projects") || field !== "cashCostUsdPerKg") return null;
  if (typeof value !== "number" || !(value >= 0)) return null;
  const site = scenario[list][Number(place)]!;
  const before = site.cashCostUsdPerKg;
  const moved = (end: number): number => (before > 0 ? (end * value) / before : value);
  return withValue(scenario, [list, place!], {
    ...site,
    cashCostUsdPerKg: value,
    cashCostLowUsdPerKg: Math.min(value, moved(site.cashCostLowUsdPerKg)),
    cashCostHighUsdPerKg: Math.max(value, moved(site.cashCostHighUsdPerKg)),
  });
}

/** One change from `PATH=VALUE`, VALUE being JSON or a bare word. Throws an `InputError` for anything else. */
export function parseSetArgument(argument: string): Override {
  const { path, valueText } = splitArgument(argument);
  return { path, value: valueOf(valueText) };
}

/** The values of `PATH=a,b,c` for a batch. A JSON list, object or text in quotes is one value, commas and all. */
export function parseSetValues(argument: string): { path: string; values: unknown[] } {
  const { path, valueText } = splitArgument(argument);
  const parts = splitAtCommas(valueText);
  if (parts.some((part) => part.trim() === "")) {
    throw new InputError([`--set ${argument}: found an empty value, expected values parted by commas`]);
  }
  return { path, values: parts.map(valueOf) };
}

function splitArgument(argument: string): { path: string; valueText: string } {
  const match = /^((?:[^[=]|\[[^\]]*\])+)=(.*)$/s.exec(argument);
  const path = match?.[1]?.trim() ?? "";
  const valueText = match?.[2] ?? "";
  if (path === "" || valueText.trim() === "") {
    throw new InputError([
      `--set ${argument}: found no path and value, expected PATH=VALUE such as bloc.floor.enabled=true`,
    ]);
  }
  return { path, valueText };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text.trim();
  }
}

/** Parts between commas that lie outside brackets, braces and quotes. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted) {
      if (c === "\\") at += 1;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === "[" || c === "{") depth += 1;
    else if (c === "]" || c === "}") depth -= 1;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
