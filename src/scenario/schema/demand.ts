/** Schema of who buys, how demand grows, and old scrap. */

import { z } from "zod";

import { id, share, sources, tonnes, usdPerKg } from "./primitives";

export const demandCase = z.enum(["low", "central", "high"]);

export const buyer = z.strictObject({
  id,
  region: id,
  sector: id,
  good: id,
  demandTonnesPerYear: tonnes,
  basePriceUsdPerKg: usdPerKg.positive(),
  elasticityShort: z.number().min(0).max(5),
  elasticityLong: z.number().min(0).max(5),
  chokeMultiple: z.number().min(1).max(100),
  coreShare: share,
  coreValueUsdPerKg: usdPerKg.default(0),
  coverWantedMonths: z.number().min(0).max(120),
  stockTonnes: tonnes.default(0),
  complianceShare: share.default(0),
  canMoveAbroad: z.boolean().default(true),
  sources,
});

export const demandPath = z.strictObject({
  sector: id,
  case: demandCase,
  firstYear: z.int().min(1900).max(2299),
  indexByYear: z.array(z.number().min(0).max(1_000)).min(1).max(300),
  sources,
});

export const scrapSource = z.strictObject({
  region: id,
  availableTonnesPerYear: tonnes,
  priceLowUsdPerKg: usdPerKg,
  priceHighUsdPerKg: usdPerKg,
  growthYearly: z.number().min(-0.5).max(1).default(0),
  sources,
});
