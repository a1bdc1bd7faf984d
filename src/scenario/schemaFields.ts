/** Names of the fields that the schema knows at a place, for answers to a misspelt one. */

import type { z } from "zod";

import type { PathStep } from "./faults";
import { scenarioSchema } from "./schema";

/** Fields of the object at a path; empty where names are free. */
export function fieldsAt(steps: readonly PathStep[]): string[] {
  let schema: z.core.$ZodType = scenarioSchema;
  for (const step of steps) {
    const inner = unwrapped(schema);
    if (inner.def.type === "object") {
      const next: z.core.$ZodType | undefined = (inner as z.ZodObject).shape[step];
      if (next === undefined) return [];
      schema = next;
    } else if (inner.def.type === "array") schema = (inner as z.ZodArray).element;
    else if (inner.def.type === "record") schema = (inner as z.ZodRecord).valueType;
    else return [];
  }
  const end = unwrapped(schema);
  return end.def.type === "object" ? Object.keys((end as z.ZodObject).shape) : [];
}

/** The schema inside defaults and nullables, and before what a transform derives. */
function unwrapped(schema: z.core.$ZodType): z.ZodType {
  let at = schema as z.ZodType;
  for (;;) {
    if (["default", "prefault", "nullable", "optional"].includes(at.def.type)) {
      at = (at as z.ZodDefault<z.ZodType>).def.innerType;
    } else if (at.def.type === "pipe") at = (at as z.ZodPipe<z.ZodType, z.ZodType>).def.in;
    else return at;
  }
}
