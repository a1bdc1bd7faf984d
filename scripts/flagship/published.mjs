// Published totals that the opening world is checked against; test/scenario/flagship.test.ts does the checking.

import { note } from "./tables.mjs";

export const publishedTotals = {
  "published.exporterShareOfMiningUsgs": note("share of mine output in t REO by USGS, 2025", "high", 0.68, 0.72),
  "published.usaShareOfMiningUsgs": note("share of mine output in t REO by USGS, 2025", "high", 0.12, 0.135),
  "published.exporterShareOfMiningNdPr": note(
    "share of NdPr contained in ore with undocumented ore counted, 2025: derived, about 0.60",
    "medium",
    0.58,
    0.62,
  ),
  "published.usaShareOfMiningNdPr": note("as above, about 0.09", "medium", 0.08, 0.105),
  "published.exporterShareOfOxide": note(
    "share of separated NdPr oxide: about 0.90 (IEA 0.92 in 2023)",
    "high",
    0.86,
    0.91,
  ),
  "published.exporterShareOfMetal": note("share of NdPr metal: Argus, SMM", "medium", 0.9, 0.97),
  "published.exporterShareOfMagnets": note(
    "share of NdFeB magnets: over 0.90 (IEA and trade pages)",
    "high",
    0.9,
    0.95,
  ),
  "published.miningUsgsTonnes": note("world mine output in t REO, USGS 2025", "high", 380000, 395000),
  "published.oxideTonnes": note("NdPr oxide of the world, 90-112 kt by several counts", "medium", 90000, 112000),
  "published.magnetTonnes": note("finished NdFeB magnets of the world, 2025", "medium", 220000, 300000),
};
