/** Projects of a generated world: what may be built, mostly outside the exporter's region. */

import { exp } from "../../sim/maths/portable";
import { KINDS, SITE_KINDS, type ChainTonnes } from "./chain";
import type { RawProject, RawRegion } from "./raw";
import { drawsOf, rounded } from "./request";

const FACILITIES_PER_PROJECT = 50;
/** Size of a project as a share of the mean facility of its kind. */
const SIZE_SHARE = 0.7;

/** One project for every fifty facilities, kinds in turn. */
export function planProjects(
  seed: string,
  facilities: number,
  counts: Record<string, number>,
  regions: readonly RawRegion[],
  tonnes: ChainTonnes,
): RawProject[] {
  const kinds = SITE_KINDS.filter((kind) => counts[kind]! > 0);
  const projects: RawProject[] = [];
  for (let k = 0; k < Math.floor(facilities / FACILITIES_PER_PROJECT); k++) {
    const id = `p${k + 1}`;
    const { uniform, normal } = drawsOf(seed, id, 6, 2);
    const kind = kinds[k % kinds.length]!;
    const figures = KINDS[kind];
    const region = regions[1 + Math.floor(uniform[0]! * (regions.length - 1))]!;
    const mean = tonnes.output[kind] / figures.utilisation / counts[kind]!;
    const capacity = rounded(Math.max(1e-3, SIZE_SHARE * mean * exp(0.5 * normal[0]!)), 3);
    const cost = rounded(0.95 * figures.costUsdPerKg * exp(figures.costSpread * normal[1]!), 3);
    const stage = (["prospect", "permitting", "financing"] as const)[Math.floor(3 * uniform[1]!)]!;
    const year = 2027 + Math.floor(6 * uniform[2]!);
    projects.push({
      id,
      name: `${region.name} project ${k + 1}`,
      kind,
      region: region.id,
      latitude: rounded(region.latitude + 8 * (uniform[3]! - 0.5), 3),
      longitude: rounded(region.longitude + 8 * (uniform[4]! - 0.5), 3),
      goodIn: figures.goodIn,
      goodOut: figures.goodOut,
      capacityTonnesPerYear: capacity,
      capexKiloUsd: rounded(figures.replacementUsdPerKgYear * capacity * (0.8 + 0.6 * uniform[5]!), 3),
      cashCostUsdPerKg: cost,
      cashCostLowUsdPerKg: rounded((kind === "mine" ? 0.6 : 0.8) * cost, 3),
      cashCostHighUsdPerKg: rounded((kind === "mine" ? 1.5 : 1.3) * cost, 3),
      earliestStart: `${year}-01`,
      likelyStart: `${year + 1}-07`,
      stage,
    });
  }
  return projects;
}
