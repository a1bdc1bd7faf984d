/** Schema of what exists: goods, recipes, regions, lanes, duties, sites and projects. */

import { z } from "zod";

import {
  costUsdPerKg,
  id,
  kiloUsd,
  latitude,
  longitude,
  month,
  months,
  name,
  share,
  sources,
  text,
  tonnes,
  usdPerKg,
  wholeMonths,
} from "./primitives";

export const good = z.strictObject({
  id,
  name,
  unit: name,
  isStage: z.boolean().default(true),
});

export const facilityKind = z.enum(["mine", "mine-and-separation", "separation", "recycling", "metal", "magnet"]);

export const recipe = z.strictObject({
  kind: facilityKind,
  input: id,
  output: id,
  yieldTonnesPerTonne: z.number().positive().max(1_000),
  byProduct: z
    .strictObject({
      good: id,
      tonnesPerTonneOutput: z.number().min(0).max(100),
      lagMonths: z.int().min(0).max(120),
      askLowUsdPerKg: usdPerKg,
      askHighUsdPerKg: usdPerKg,
    })
    .nullable()
    .default(null),
  sources,
});

export const region = z.strictObject({
  id,
  name,
  isoCodes: z.array(z.string().regex(/^[A-Z]{3}$/, { error: "a country code of three capital letters" })).default([]),
  latitude,
  longitude,
  group: z.enum(["exporter", "partner", "mixed", "non-aligned"]),
  dutyBase: z.enum(["fob", "cif"]).default("cif"),
  permitMonthsMine: wholeMonths.default(36),
  permitMonthsPlant: wholeMonths.default(18),
  realDiscountRate: z.number().min(0.001).max(0.45).default(0.08),
  sources,
});

export const lane = z.strictObject({
  from: id,
  to: id,
  freightUsdPerKg: z.record(id, usdPerKg),
  sources,
});

export const importDuty = z.strictObject({
  region: id,
  good: id.nullable().default(null),
  origin: id.nullable().default(null),
  inForceFrom: month,
  adValoremShare: z.number().min(0).max(20),
  specificUsdPerKg: usdPerKg.default(0),
  sources,
});

export const exportTax = z.strictObject({
  region: id,
  good: id,
  rateShare: z.number().min(0).max(20),
  specificUsdPerKg: usdPerKg.default(0),
  sources,
});

const status = z.enum([
  "prospect",
  "permitting",
  "financing",
  "building",
  "ramping",
  "operating",
  "mothballed",
  "restarting",
  "closed",
]);

const byProducts = z
  .array(z.strictObject({ good: id, tonnesPerTonne: z.number().min(0).max(100) }))
  .max(12)
  .optional();

const facilityFields = z.strictObject({
  id,
  name: name.optional(),
  kind: facilityKind,
  siteType: z.enum(["single", "company", "group"]).default("single"),
  region: id,
  latitude,
  longitude,
  owner: name.default("not named"),
  ownerGroup: name.default("not named"),
  goodIn: id.nullable().default(null),
  goodOut: id,
  capacityTonnesPerYear: tonnes,
  output2025TonnesPerYear: tonnes.optional(),
  availableTonnesPerYear: tonnes.optional(),
  available2025TonnesPerYear: tonnes.optional(),
  idleReleasableTonnesPerYear: tonnes.default(0),
  cashCostUsdPerKg: costUsdPerKg,
  cashCostLowUsdPerKg: usdPerKg.optional(),
  cashCostHighUsdPerKg: usdPerKg.optional(),
  careCostKiloUsdPerYear: kiloUsd.default(0),
  restartCostKiloUsd: kiloUsd.default(0),
  restartMonths: months.default(3),
  status: status.default("operating"),
  statusNote: text.default(""),
  likelyStart: month.nullable().default(null),
  captiveTo: z.array(id).max(20).default([]),
  captiveShare: share.default(0),
  tiedUntil: month.nullable().default(null),
  surplusForSale: z.boolean().default(true),
  captiveFeedStockTonnes: tonnes.default(0),
  captiveFeedFrom: month.nullable().default(null),
  isStateControlled: z.boolean().default(false),
  isSponsored: z.boolean().default(false),
  replacementUsdPerKgYear: usdPerKg.default(0),
  debtShare: share.default(0),
  debtRepaidShare: share.default(0),
  reo2025Tonnes: tonnes.default(0),
  reoInUsgs2025Tonnes: tonnes.default(0),
  inputStockTonnes: tonnes.default(0),
  outputStockTonnes: tonnes.default(0),
  byProducts,
  reserveTonnes: tonnes.optional(),
  sources,
});

/**
 * A facility that says no more has its id for a name, one cost for all its tonnes, can make what its capacity allows, and
 * made in 2025 what it could. The object is the parser's own, so it is completed in place.
 */
export const facility = facilityFields.transform((stated) => {
  const availableTonnesPerYear = stated.availableTonnesPerYear ?? stated.capacityTonnesPerYear;
  const available2025TonnesPerYear = stated.available2025TonnesPerYear ?? availableTonnesPerYear;
  return Object.assign(stated, {
    name: stated.name ?? stated.id,
    output2025TonnesPerYear: stated.output2025TonnesPerYear ?? available2025TonnesPerYear,
    availableTonnesPerYear,
    available2025TonnesPerYear,
    cashCostLowUsdPerKg: stated.cashCostLowUsdPerKg ?? stated.cashCostUsdPerKg,
    cashCostHighUsdPerKg: stated.cashCostHighUsdPerKg ?? stated.cashCostUsdPerKg,
  });
});

export const project = z.strictObject({
  id,
  name,
  kind: facilityKind,
  region: id,
  latitude,
  longitude,
  owner: name.default("not named"),
  ownerGroup: name.default("not named"),
  goodIn: id.nullable().default(null),
  goodOut: id,
  capacityTonnesPerYear: tonnes,
  capexKiloUsd: kiloUsd,
  cashCostUsdPerKg: costUsdPerKg,
  cashCostLowUsdPerKg: usdPerKg,
  cashCostHighUsdPerKg: usdPerKg,
  earliestStart: month,
  likelyStart: month,
  stage: z.enum(["prospect", "permitting", "financing", "building"]).default("prospect"),
  statusNote: text.default(""),
  addsTo: id.nullable().default(null),
  captiveTo: z.array(id).max(20).default([]),
  captiveShare: share.default(0),
  byProducts,
  reserveTonnes: tonnes.optional(),
  hasPublicSupport: z.boolean().optional(),
  sources,
});
