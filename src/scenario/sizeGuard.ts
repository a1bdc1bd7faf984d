/**
 * Sizes of a parsed file, looked at before anything else reads it: depth, lengths of lists and texts. A file that is
 * hostile or made by mistake is refused here, quickly and in one line.
 */

import { describe, pathText, type Faults, type PathStep } from "./faults";
import { MAX_DEPTH, MAX_ENTRIES, MAX_INNER_ENTRIES, MAX_TEXT } from "./limits";

interface Place {
  value: unknown;
  steps: readonly PathStep[];
}

/**
 * Adds a fault for each thing that is too large; what lies inside it is not looked at, nor are lists and items that are
 * the very ones of `checked`, a scenario that was looked at before.
 */
export function checkSizes(root: unknown, faults: Faults, checked?: object): void {
  const open: Place[] = [{ value: root, steps: [] }];
  while (open.length > 0) {
    const { value, steps } = open.pop()!;
    if (typeof value === "string" && value.length > MAX_TEXT) {
      tell(steps, `a text of ${value.length} characters`, `at most ${MAX_TEXT}`);
    }
    if (typeof value !== "object" || value === null) continue;
    const entries = Array.isArray(value) ? value.length : Object.keys(value).length;
    const limit = entryLimit(steps);
    if (entries > limit) {
      tell(steps, Array.isArray(value) ? describe(value) : `an object of ${entries} fields`, `at most ${limit}`);
    } else if (steps.length >= MAX_DEPTH && entries > 0) {
      tell(steps, "deeper nesting", `at most ${MAX_DEPTH} levels`);
    } else {
      for (const [key, item] of Object.entries(value)) {
        if (checked !== undefined && isChecked(checked, steps, key, item)) continue;
        if (typeof item === "string" || (typeof item === "object" && item !== null)) {
          open.push({ value: item, steps: [...steps, key] });
        }
      }
    }
    if (faults.isFull) return;
  }

  function tell(steps: readonly PathStep[], found: string, expected: string): void {
    faults.add(pathText(root, steps).slice(0, 200), found, expected);
  }
}

/** True for a part of the scenario, or an item of one of its lists, that is the same object in the checked one. */
function isChecked(checked: object, steps: readonly PathStep[], key: string, item: unknown): boolean {
  if (steps.length > 1) return false;
  const list = steps.length === 0 ? checked : (checked as Record<PathStep, unknown>)[steps[0]!];
  return typeof item === "object" && item !== null && (list as Record<string, unknown> | undefined)?.[key] === item;
}

/** Entries that a list or object may have where it stands. */
function entryLimit(steps: readonly PathStep[]): number {
  const [first] = steps;
  if (steps.length === 1 && typeof first === "string" && Object.hasOwn(MAX_ENTRIES, first)) {
    return MAX_ENTRIES[first as keyof typeof MAX_ENTRIES];
  }
  if (first === "opening" && steps.length <= 2) return MAX_ENTRIES.facilities;
  return MAX_INNER_ENTRIES;
}
