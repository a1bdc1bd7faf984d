/**
 * The rules of a scenario with the defaults beneath them, without the schema: enough to read values by, on a page that
 * leaves the checks to its worker.
 */
import type { Scenario } from "../sim/scenario";
import { DEFAULT_BEHAVIOUR, DEFAULT_EXPORTER, DEFAULT_FLOOR } from "./defaults";
import { mergeOver } from "./merge";

/** `value` is the object of a scenario file, `extends` resolved. It is not changed. */
export function withDefaults(value: unknown): Scenario {
  const rules = { bloc: { floor: DEFAULT_FLOOR }, exporter: DEFAULT_EXPORTER, behaviour: DEFAULT_BEHAVIOUR };
  return mergeOver(rules, value) as Scenario;
}
