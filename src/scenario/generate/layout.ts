/** Where the regions of a generated world lie and who they are: one exporter, members of the bloc, and the others. */

import { clamp } from "../../sim/maths/portable";
import type { RawRegion } from "./raw";
import { drawsOf } from "./request";

/** Places tried for each region, of which the loneliest is taken, so that regions keep apart. */
const CANDIDATES = 12;
const MEMBER_SHARE = 0.4;

const FIRST = ["Ar", "Bel", "Cor", "Dal", "Esk", "Far", "Gor", "Hal", "Ir", "Kas", "Lor", "Mar", "Nor", "Or", "Pel"];
const LAST = ["avia", "dor", "ennia", "gard", "holm", "ia", "land", "mora", "nesia", "rick", "stan", "tania", "via"];

export type Place = Pick<RawRegion, "latitude" | "longitude">;

/** The regions: first the exporter, then the members of the bloc, then the others. */
export function layOutRegions(seed: string, count: number): RawRegion[] {
  const regions: RawRegion[] = [];
  const members = Math.max(1, Math.round(MEMBER_SHARE * (count - 1)));
  for (let r = 0; r < count; r++) {
    const id = `R${String(r + 1).padStart(2, "0")}`;
    const { uniform } = drawsOf(seed, id, 2 * CANDIDATES + 4, 0);
    const place = loneliest(regions, uniform);
    const isExporter = r === 0;
    const isMember = r > 0 && r <= members;
    regions.push({
      id,
      name: nameOf(r),
      ...place,
      group: isExporter ? "exporter" : isMember ? "partner" : uniform[2 * CANDIDATES]! < 0.4 ? "mixed" : "non-aligned",
      dutyBase: isMember && uniform[2 * CANDIDATES + 1]! < 0.25 ? "fob" : "cif",
      permitMonthsMine: isExporter ? 12 : 24 + Math.floor(60 * uniform[2 * CANDIDATES + 2]!),
      permitMonthsPlant: isExporter ? 9 : 12 + Math.floor(15 * uniform[2 * CANDIDATES + 2]!),
      realDiscountRate: isExporter ? 0.06 : 0.07 + Math.floor(5 * uniform[2 * CANDIDATES + 3]!) / 100,
    });
  }
  return regions;
}

/**
 * Distance in thousand kilometres, with a parallel's length taken at the mean latitude. Near enough for freight, and from
 * plain arithmetic, so that every engine writes the same figures.
 */
export function distanceMegametres(a: Place, b: Place): number {
  const perDegree = 0.1112;
  const turned = Math.abs(a.longitude - b.longitude);
  const east = Math.min(turned, 360 - turned) * cosine((a.latitude + b.latitude) / 2);
  const north = a.latitude - b.latitude;
  return perDegree * Math.sqrt(east * east + north * north);
}

/** Cosine of an angle in degrees by its series; within 1e-4 up to 75 degrees. */
function cosine(degrees: number): number {
  const x = degrees * 0.017453292519943295;
  const square = x * x;
  return clamp(1 - (square / 2) * (1 - (square / 12) * (1 - square / 30)), 0, 1);
}

function loneliest(regions: readonly Place[], uniform: Float64Array): Place {
  let best: Place = { latitude: 0, longitude: 0 };
  let farthest = -1;
  for (let k = 0; k < CANDIDATES; k++) {
    const place = {
      latitude: Math.round(10 * (-42 + 102 * uniform[2 * k]!)) / 10,
      longitude: Math.round(10 * (-170 + 340 * uniform[2 * k + 1]!)) / 10,
    };
    const nearest = regions.reduce((least, other) => Math.min(least, distanceMegametres(place, other)), Infinity);
    if (nearest > farthest) {
      farthest = nearest;
      best = place;
    }
  }
  return best;
}

/** A name for each region, no two alike: the two lists have 15 and 13 parts, which share no divisor. */
function nameOf(r: number): string {
  return FIRST[r % FIRST.length]! + LAST[(3 * r) % LAST.length]!;
}
