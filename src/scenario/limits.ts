/**
 * Sizes beyond which a scenario is refused: far above any honest file, far below what would stop a tab or a batch.
 * Figures are in entries, characters and bytes.
 */

/** Largest scenario file on the command line and in the page, bytes. */
export const MAX_BYTES_COMMAND_LINE = 32 * 1024 * 1024;
export const MAX_BYTES_PAGE = 4 * 1024 * 1024;

/** Longest lists of a scenario, in entries. */
export const MAX_ENTRIES = {
  goods: 12,
  recipes: 24,
  regions: 80,
  lanes: 80 * 79,
  importDuties: 20_000,
  exportTaxes: 80 * 12,
  facilities: 120_000,
  projects: 20_000,
  buyers: 20_000,
  demandPaths: 200,
  scrap: 80,
  contracts: 1_000,
  changes: 1_000,
} as const;

export const MAX_MONTHS = 2_400;

/** Longest texts, characters. */
export const MAX_ID = 80;
export const MAX_NAME = 200;
export const MAX_TEXT = 2_000;

/** Deepest nesting, and longest list or object inside an entity. */
export const MAX_DEPTH = 10;
export const MAX_INNER_ENTRIES = 2_000;

/** Faults that are told one by one; the rest are counted. */
export const MAX_FAULTS = 40;

/** Ancestors that a scenario may have through `extends`. */
export const MAX_ANCESTORS = 8;
