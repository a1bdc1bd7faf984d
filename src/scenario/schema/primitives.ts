/** Building blocks of the scenario schema: identifiers, months, amounts and source notes, each with its bounds. */

import { z } from "zod";

import { MAX_ID, MAX_NAME, MAX_TEXT } from "../limits";

// The page forbids code made at run time, which the schema library would otherwise use. Before any schema is made.
z.config({ jitless: true });

/** Ids are used in paths, file names and streams of luck, so they are plain. */
export const id = z
  .string()
  .max(MAX_ID)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { error: "an id of letters, digits, dots, hyphens and underscores" });

export const name = z.string().min(1).max(MAX_NAME);
export const text = z.string().max(MAX_TEXT);

export const month = z.string().regex(/^(19|20|21|22)\d\d-(0[1-9]|1[0-2])$/, { error: 'a month such as "2026-01"' });

/** A part of a whole, 0 to 1. */
export const share = z.number().min(0).max(1);
/** Tonnes, or tonnes a year. */
export const tonnes = z.number().min(0).max(1e9);
/** US dollars a kilogram. */
export const usdPerKg = z.number().min(0).max(1e6);
/** What opens and closes a site: a site that costs nothing has no such price. */
export const costUsdPerKg = z.number().min(0.01).max(1e6);
/** Thousand dollars. */
export const kiloUsd = z.number().min(0).max(1e12);
/** A whole number of months. */
export const wholeMonths = z.int().min(0).max(2_400);
/** Months that may be a fraction. */
export const months = z.number().min(0).max(2_400);

export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);

const sourceNote = z.strictObject({
  source: text.min(1),
  confidence: z.enum(["high", "medium", "low"]),
  low: z.number().optional(),
  high: z.number().optional(),
});

/** Notes by field name; a dotted name points into a block of the entity. */
export const sources = z.record(z.string().max(MAX_NAME), sourceNote).default({});
