/**
 * Dated changes of policy: which fields may change while a run goes on, and whether a change leaves a valid policy.
 * Used for the `changes` of a file, for levers moved in the page and for scripts.
 */

import type { DatedChange, Scenario } from "../sim/scenario";
import { describe, Faults } from "./faults";
import { InputError } from "./inputError";
import { addIssues } from "./issues";
import { knownIds } from "./known";
import { resolvePath, withValue } from "./paths";
import { checkBloc, checkExporter } from "./policyChecks";
import { policySchemas } from "./schema";

/** Facts that no policy changes: setting a stock would make tonnes out of nothing. */
const FIXED = ["exporter.region", "exporter.stateStockTonnes", "exporter.stateStockGood"];

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * Checks a change of a policy field that is to act from a month on.
 * Throws an `InputError` for a path outside `bloc.` and `exporter.`, a wrong value, or a month before the run.
 */
export function checkChange(scenario: Scenario, change: DatedChange): void {
  const faults = new Faults(scenario.name);
  addChangeFaults(scenario, change, "", faults);
  faults.throwIfAny();
}

/** Adds what is wrong with a change. @param place where the change stands in a file, or empty */
export function addChangeFaults(scenario: Scenario, change: DatedChange, place: string, faults: Faults): void {
  const at = (path: string): string => (place === "" ? path : `${place}: ${path}`);
  if (!MONTH.test(change.month) || change.month < scenario.startMonth) {
    faults.add(at("month"), describe(change.month), `a month from ${scenario.startMonth} on, such as "2031-04"`);
  }
  const [part] = change.path.split(".");
  const resolved = resolvePath(scenario, change.path);
  if ("fault" in resolved) {
    faults.say(at(change.path), resolved.fault);
    return;
  }
  if ((part !== "bloc" && part !== "exporter") || resolved.steps.length < 2 || resolved.steps[1] === "sources") {
    faults.say(at(change.path), "cannot change during a run; expected a path under bloc. or exporter.");
    return;
  }
  if (FIXED.some((fixed) => change.path === fixed)) {
    faults.say(at(change.path), "is a fact of the opening world and cannot change during a run");
    return;
  }
  const changed = withValue(scenario, resolved.steps, change.value)[part];
  const parsed = policySchemas[part].safeParse(changed);
  const found = new Faults("");
  if (!parsed.success) addIssues({ [part]: changed }, [part], parsed.error.issues, found);
  else if (part === "bloc") checkBloc(changed as Scenario["bloc"], knownIds(scenario), found);
  else checkExporter(changed as Scenario["exporter"], knownIds(scenario), found);
  try {
    found.throwIfAny();
  } catch (fault) {
    if (!(fault instanceof InputError)) throw fault;
    for (const line of fault.lines) faults.say(place, line.replace(/^: /, ""));
  }
}
