/** What the schema library found, said in the words of this project: path, found, expected. */

import type { z } from "zod";

import { describe, oneOf, pathText, type Faults, type PathStep } from "./faults";
import { fieldsAt } from "./schemaFields";

/**
 * Adds the issues that a schema found, as faults.
 * @param root the value that paths start from
 * @param base where in the root the schema was applied
 */
export function addIssues(
  root: unknown,
  base: readonly PathStep[],
  issues: readonly z.core.$ZodIssue[],
  faults: Faults,
): void {
  for (const issue of issues) {
    const steps = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
    if (issue.code === "unrecognized_keys") {
      const known = fieldsAt(steps);
      for (const key of issue.keys) {
        faults.add(
          pathText(root, [...steps, key]),
          "a field that is not known",
          oneOf(key, known, "one of its fields"),
        );
      }
    } else faults.add(pathText(root, steps), foundText(issue, valueAt(root, steps)), expectedText(issue));
  }
}

function foundText(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_key") return "a field name that is not an id";
  return describe(value);
}

function valueAt(root: unknown, steps: readonly PathStep[]): unknown {
  let at = root;
  for (const step of steps) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PathStep, unknown>)[step];
  }
  return at;
}

const TYPE_NAMES: Record<string, string> = {
  number: "a finite number",
  int: "a whole number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

function expectedText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_NAMES[issue.expected] ?? issue.expected;
    case "too_small":
      return issue.inclusive === false
        ? `more than ${issue.minimum}`
        : `at least ${issue.minimum}${counted(issue.origin)}`;
    case "too_big":
      return issue.inclusive === false
        ? `less than ${issue.maximum}`
        : `at most ${issue.maximum}${counted(issue.origin)}`;
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_key":
      return "letters, digits, dots, hyphens and underscores";
    default:
      // Formats carry what they expect as their message: see schema/primitives.ts.
      return issue.message;
  }
}

function counted(origin: string): string {
  if (origin === "array") return " in the list";
  if (origin === "string") return " characters";
  return "";
}
