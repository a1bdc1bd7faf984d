/** Schema of the bloc, its floor, the exporter, and changes that act from a dated month. */

import { z } from "zod";

import { DEFAULT_EXPORTER, DEFAULT_FLOOR } from "../defaults";
import { id, kiloUsd, month, share, sources, text, tonnes, usdPerKg } from "./primitives";

const floor = z.strictObject({
  enabled: z.boolean().default(DEFAULT_FLOOR.enabled),
  stages: z.array(id).max(12).default(DEFAULT_FLOOR.stages),
  rule: z.enum(["cost", "average", "path"]).default(DEFAULT_FLOOR.rule),
  percentile: share.default(DEFAULT_FLOOR.percentile),
  margin: z.number().min(0).max(5).default(DEFAULT_FLOOR.margin),
  stepYearly: share.default(DEFAULT_FLOOR.stepYearly),
  averageMonths: z.int().min(1).max(120).default(DEFAULT_FLOOR.averageMonths),
  levels: z.record(id, usdPerKg).default(DEFAULT_FLOOR.levels),
  timing: z.enum(["entryPrice", "posted"]).default(DEFAULT_FLOOR.timing),
  cadenceMonths: z.int().min(1).max(120).default(DEFAULT_FLOOR.cadenceMonths),
  cap: usdPerKg.nullable().default(DEFAULT_FLOOR.cap),
  phaseInMonths: z.int().min(0).max(240).default(DEFAULT_FLOOR.phaseInMonths),
});

export const bloc = z.strictObject({
  members: z.array(id).max(80).default([]),
  floor: floor.prefault({}),
  sources,
});

const stance = z.enum(["calm", "flood", "squeeze", "harvest"]);

const licences = z.strictObject({
  goods: z.array(id).max(12).default(DEFAULT_EXPORTER.licences.goods),
  targets: z.array(id).max(80).default(DEFAULT_EXPORTER.licences.targets),
  grantShare: share.default(DEFAULT_EXPORTER.licences.grantShare),
  lastsMonths: z.int().min(1).max(240).default(DEFAULT_EXPORTER.licences.lastsMonths),
  from: month.nullable().default(DEFAULT_EXPORTER.licences.from),
  to: month.nullable().default(DEFAULT_EXPORTER.licences.to),
});

export const exporter = z.strictObject({
  region: id,
  conduct: z.enum(["competitive", "scripted", "rule"]).default(DEFAULT_EXPORTER.conduct),
  script: z
    .array(z.strictObject({ from: month, stance }))
    .max(200)
    .default(DEFAULT_EXPORTER.script),
  stateStockTonnes: tonnes.default(DEFAULT_EXPORTER.stateStockTonnes),
  stateStockGood: id,
  floodStockTonnesPerYear: tonnes.default(DEFAULT_EXPORTER.floodStockTonnesPerYear),
  quotaGrowthYearly: z.number().min(-0.5).max(1).default(DEFAULT_EXPORTER.quotaGrowthYearly),
  costBasis: z.enum(["transfer", "resource"]).default(DEFAULT_EXPORTER.costBasis),
  adjustShareMonthly: share.default(DEFAULT_EXPORTER.adjustShareMonthly),
  floodShareRise: share.default(DEFAULT_EXPORTER.floodShareRise),
  floodPipelineShare: share.default(DEFAULT_EXPORTER.floodPipelineShare),
  floodNotBeforeMonth: z.int().min(0).max(2_400).default(DEFAULT_EXPORTER.floodNotBeforeMonth),
  floodMonthsMin: z.int().min(0).max(2_400).default(DEFAULT_EXPORTER.floodMonthsMin),
  floodMonthsMax: z.int().min(0).max(2_400).default(DEFAULT_EXPORTER.floodMonthsMax),
  warChestKiloUsd: kiloUsd.default(DEFAULT_EXPORTER.warChestKiloUsd),
  squeezeMonths: z.int().min(0).max(2_400).default(DEFAULT_EXPORTER.squeezeMonths),
  squeezeQuotaShare: share.default(DEFAULT_EXPORTER.squeezeQuotaShare),
  squeezeOutputCutShare: share.default(DEFAULT_EXPORTER.squeezeOutputCutShare),
  squeezeGoods: z.array(id).max(12).default(DEFAULT_EXPORTER.squeezeGoods),
  licences: licences.prefault({}),
  sources,
});

export const contract = z.strictObject({
  id,
  facility: id,
  good: id,
  strikeUsdPerKg: usdPerKg,
  from: month,
  to: month,
  indexed: z.boolean().default(false),
  upsideShare: share.default(0),
  payer: id,
  sources,
});

export const datedChange = z.strictObject({
  month,
  path: text.min(1),
  value: z.unknown(),
});
