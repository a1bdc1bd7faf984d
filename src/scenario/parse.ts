/**
 * A parsed JSON value to a scenario: sizes, schema, references, in that order, each only if the one before found
 * nothing. All faults of a step are told together.
 */

import type { Scenario } from "../sim/scenario";
import { crossCheck } from "./crossChecks";
import { describe, Faults } from "./faults";
import { addIssues } from "./issues";
import { itemSchemas, scenarioSchema, type ListName } from "./schema";
import { checkSizes } from "./sizeGuard";

const LIST_NAMES = Object.keys(itemSchemas) as ListName[];

/** The scenario without its long lists, whose items are parsed one by one so that a hostile list stops early. */
const frameSchema = scenarioSchema.omit(
  Object.fromEntries(LIST_NAMES.map((list) => [list, true])) as Record<ListName, true>,
);

/**
 * The scenario that a value holds, defaults filled in. Items of its lists that are the very ones of `parsed`, a scenario
 * that came from here, are not parsed again; what holds between entities is always checked. Throws an `InputError` with
 * all faults.
 */
export function parseScenario(file: string, value: unknown, parsed?: Scenario): Scenario {
  const faults = new Faults(file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    faults.add("", describe(value), "an object with the fields of a scenario");
  }
  faults.throwIfAny();
  checkSizes(value, faults, parsed);
  faults.throwIfAny();
  const scenario = parseParts(value as Record<string, unknown>, faults, parsed);
  faults.throwIfAny();
  crossCheck(scenario, faults);
  faults.throwIfAny();
  return scenario;
}

function parseParts(root: Record<string, unknown>, faults: Faults, parsed: Scenario | undefined): Scenario {
  const frame = Object.fromEntries(Object.entries(root).filter(([key]) => !Object.hasOwn(itemSchemas, key)));
  const parsedFrame = frameSchema.safeParse(frame);
  if (!parsedFrame.success) addIssues(root, [], parsedFrame.error.issues, faults);
  const lists = Object.fromEntries(LIST_NAMES.map((list) => [list, parseList(root, list, faults, parsed?.[list])]));
  // Held equal to the type by schema.ts; where a part is missing, faults is not empty and this is not used.
  return inOrder({ ...parsedFrame.data, ...lists }) as unknown as Scenario;
}

function parseList(
  root: Record<string, unknown>,
  list: ListName,
  faults: Faults,
  before: readonly unknown[] | undefined,
): unknown[] {
  const value = root[list];
  if (value !== undefined && value === before) return value as unknown[];
  if (!Array.isArray(value)) {
    const whole = scenarioSchema.shape[list].safeParse(value);
    if (whole.success) return whole.data;
    addIssues(root, [list], whole.error.issues, faults);
    return [];
  }
  if (value.length === 0) {
    const whole = scenarioSchema.shape[list].safeParse(value);
    if (!whole.success) addIssues(root, [list], whole.error.issues, faults);
    return [];
  }
  const items: unknown[] = [];
  for (let i = 0; i < value.length && !faults.isFull; i++) {
    if (value[i] !== undefined && value[i] === before?.[i]) {
      items.push(value[i]);
      continue;
    }
    const parsed = itemSchemas[list].safeParse(value[i]);
    if (parsed.success) items.push(parsed.data);
    else addIssues(root, [list, i], parsed.error.issues, faults);
  }
  return items;
}

/** Fields in the order of the schema, so that the same content gives the same text. */
function inOrder(parts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(scenarioSchema.shape).map((key) => [key, parts[key]]));
}
