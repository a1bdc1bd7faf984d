/** Schema of the state that a burn-in reached and a run starts from. */

import { z } from "zod";

import { id, text, tonnes, usdPerKg } from "./primitives";

const openingFacility = z.strictObject({
  inputStockTonnes: tonnes,
  outputStockTonnes: tonnes,
  captiveFeedTonnes: tonnes,
  recentOutputTonnes: z.array(tonnes).max(120),
  byProductTonnes: z.array(tonnes).max(120),
  byProductStockTonnes: tonnes,
  basketStockTonnes: z.array(tonnes).max(12).optional(),
});

const openingMarket = z.strictObject({
  priceUsdPerKg: usdPerKg,
  beliefUsdPerKg: usdPerKg,
  parityUsdPerKg: usdPerKg,
});

export const opening = z.strictObject({
  command: text,
  months: z.int().min(0).max(2_400),
  markets: z.record(id, z.record(id, openingMarket)),
  facilities: z.record(id, openingFacility),
  buyers: z.record(id, z.strictObject({ stockTonnes: tonnes })),
});
