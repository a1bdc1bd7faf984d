/** What a generated world is asked for, and the draws that everything in it is made from. */

import { normalPath, uniformPath } from "../../sim/maths/luck";

/** The least and the most of each: a chain has four stages, and the largest world still fits a scenario file. */
export const GENERATE_LIMITS = {
  facilities: { least: 4, most: 100_000 },
  regions: { least: 2, most: 60 },
} as const;

export interface GenerateRequest {
  facilities: number;
  regions: number;
  seed: string;
}

/** Draws of one entity: a function of seed and entity, so that nothing in the world shifts another's. */
export interface Draws {
  /** Uniform numbers in [0, 1). */
  uniform: Float64Array;
  /** Standard normal numbers. */
  normal: Float64Array;
}

/** So many draws of either sort for an entity. */
export function drawsOf(seed: string, entity: string, uniforms: number, normals: number): Draws {
  return {
    uniform: uniformPath(seed, entity, "generate", uniforms),
    normal: normalPath(seed, entity, "generate", normals),
  };
}

/** A number to so many significant digits, as short as it can be written; 0 stays 0. */
export function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
