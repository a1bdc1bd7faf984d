/**
 * The one schema of a scenario file: types, bounds and defaults. It is held equal to the plain types of the model in
 * both directions. References between entities are checked in crossChecks.ts, sizes in limits.ts.
 */

import { z } from "zod";

import type { Scenario } from "../sim/scenario";
import { MAX_ENTRIES, MAX_MONTHS } from "./limits";
import { behaviour } from "./schema/behaviour";
import { buyer, demandCase, demandPath, scrapSource } from "./schema/demand";
import { opening } from "./schema/opening";
import { bloc, contract, datedChange, exporter } from "./schema/policy";
import { id, month, name, sources, text } from "./schema/primitives";
import { exportTax, facility, good, importDuty, lane, project, recipe, region } from "./schema/world";

/** Schemas of the items of the long lists, which are parsed one by one so that a hostile list stops early. */
export const itemSchemas = {
  goods: good,
  recipes: recipe,
  regions: region,
  lanes: lane,
  importDuties: importDuty,
  exportTaxes: exportTax,
  facilities: facility,
  projects: project,
  buyers: buyer,
  demandPaths: demandPath,
  scrap: scrapSource,
  contracts: contract,
  changes: datedChange,
} as const;

export type ListName = keyof typeof itemSchemas;

export const scenarioSchema = z.strictObject({
  name: id,
  title: name,
  question: text.default(""),
  description: text.default(""),
  startMonth: month,
  months: z.int().min(1).max(MAX_MONTHS),
  goods: z.array(good).min(1).max(MAX_ENTRIES.goods),
  recipes: z.array(recipe).max(MAX_ENTRIES.recipes).default([]),
  regions: z.array(region).min(1).max(MAX_ENTRIES.regions),
  lanes: z.array(lane).max(MAX_ENTRIES.lanes).default([]),
  importDuties: z.array(importDuty).max(MAX_ENTRIES.importDuties).default([]),
  exportTaxes: z.array(exportTax).max(MAX_ENTRIES.exportTaxes).default([]),
  facilities: z.array(facility).max(MAX_ENTRIES.facilities).default([]),
  projects: z.array(project).max(MAX_ENTRIES.projects).default([]),
  buyers: z.array(buyer).max(MAX_ENTRIES.buyers).default([]),
  demandPaths: z.array(demandPath).max(MAX_ENTRIES.demandPaths).default([]),
  demandCase: demandCase.default("central"),
  scrap: z.array(scrapSource).max(MAX_ENTRIES.scrap).default([]),
  bloc: bloc.prefault({}),
  exporter,
  behaviour: behaviour.prefault({}),
  contracts: z.array(contract).max(MAX_ENTRIES.contracts).default([]),
  changes: z.array(datedChange).max(MAX_ENTRIES.changes).default([]),
  opening: opening.nullable().default(null),
  sources,
});

/**
 * JSON Schema of a scenario file, for editors. A file that extends another may leave out anything.
 * Written to scenarios/schema/ by scripts/writeSchema.mjs and printed by `lodestone schema`.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema: dialect, ...full } = z.toJSONSchema(scenarioSchema, { io: "input" }) as Record<string, unknown>;
  const ofFile = {
    $schema: { type: "string" },
    extends: { type: "string", description: "name of the scenario whose parts hold where this one says nothing" },
  };
  const whole = { ...full, properties: { ...ofFile, ...(full.properties as object) } };
  return {
    $schema: dialect,
    title: "Lodestone scenario",
    if: { required: ["extends"] },
    then: withoutRequired(whole),
    else: whole,
  };
}

/** The same shape with nothing required but what tells list items apart. */
function withoutRequired(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutRequired);
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key !== "required" || !Array.isArray(value)) return [key, withoutRequired(value)];
      return [key, value.filter((field) => ["id", "from", "to"].includes(String(field)))];
    }),
  );
}

/** Schemas of the two parts that dated changes may touch. */
export const policySchemas = { bloc, exporter } as const;

// Fails to compile when the schema and the model's own types part ways.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
const schemaIsTheType: Same<z.infer<typeof scenarioSchema>, Scenario> = true;
void schemaIsTheType;
