/**
 * The facilities of a generated world. Each draws its size, cost and place for itself; then the sizes of each kind are
 * scaled so that what runs is in balance with demand, in the exporter's region and outside it.
 */

import { exp } from "../../sim/maths/portable";
import { KINDS, SITE_KINDS, type ChainTonnes, type KindFigures, type SiteKind } from "./chain";
import type { RawFacility, RawRegion } from "./raw";
import { drawsOf, rounded, type Draws } from "./request";

/** Up to this many facilities each is named; more would not fit the size of a file, and go by their ids. */
const MOST_NAMED = 10_000;
/** A site whose cost is this far above the median (in standard deviations) may stand mothballed. */
const DEAR = 1;
const CAPTIVE_SHARE = 0.12;

interface Sketch {
  id: string;
  kind: SiteKind;
  /** Index of the region; 0 is the exporter. */
  region: number;
  status: "operating" | "ramping" | "building" | "mothballed";
  /** Size before scaling, any unit. */
  size: number;
  costUsdPerKg: number;
  draws: Draws;
}

/** How many facilities of each kind make up so many; each kind but recycling has at least one. */
export function countsByKind(facilities: number): Record<SiteKind, number> {
  const counts = { mine: 0, separation: 0, recycling: 0, metal: 0, magnet: 0 };
  for (const kind of SITE_KINDS) {
    counts[kind] = Math.max(kind === "recycling" ? 0 : 1, Math.floor(KINDS[kind].share * facilities));
  }
  const rest = facilities - SITE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  // What rounding leaves goes to the kinds that lost most by it, in turn.
  const losers = [...SITE_KINDS].sort((a, b) => lost(b) - lost(a) || SITE_KINDS.indexOf(a) - SITE_KINDS.indexOf(b));
  for (let k = 0; k < rest; k++) counts[losers[k % losers.length]!]++;
  return counts;

  function lost(kind: SiteKind): number {
    return KINDS[kind].share * facilities - counts[kind];
  }
}

/** The facilities, by kind from raw to finished. */
export function placeFacilities(
  seed: string,
  counts: Record<SiteKind, number>,
  regions: readonly RawRegion[],
  tonnes: ChainTonnes,
): RawFacility[] {
  const total = SITE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
  const plants = new Map<number, string[]>();
  const facilities: RawFacility[] = [];
  const sketches = new Map(SITE_KINDS.map((kind) => [kind, sketchKind(seed, kind, counts[kind], regions)]));
  for (const { id, region } of sketches.get("separation")!) plants.set(region, [...(plants.get(region) ?? []), id]);
  for (const kind of SITE_KINDS) {
    const own = sketches.get(kind)!;
    const scale = scales(KINDS[kind], own, tonnes.output[kind] / KINDS[kind].utilisation);
    own.forEach((sketch, k) => {
      const region = regions[sketch.region]!;
      const facility = facilityOf(sketch, region, scale[sketch.region === 0 ? 0 : 1]!);
      if (total <= MOST_NAMED) facility.name = `${region.name} ${KINDS[kind].word} ${k + 1}`;
      const near = kind === "mine" ? (plants.get(sketch.region) ?? []) : [];
      const { uniform } = sketch.draws;
      if (near.length > 0 && uniform[6]! < CAPTIVE_SHARE) {
        facility.captiveTo = [near[Math.floor(uniform[7]! * near.length)]!];
        facility.captiveShare = rounded(0.4 + 0.6 * (uniform[6]! / CAPTIVE_SHARE), 2);
      }
      facilities.push(facility);
    });
  }
  return facilities;
}

function sketchKind(seed: string, kind: SiteKind, count: number, regions: readonly RawRegion[]): Sketch[] {
  const figures = KINDS[kind];
  const shares = regionShares(seed, figures, regions.length);
  const sketches: Sketch[] = [];
  for (let k = 0; k < count; k++) {
    const id = `${figures.letter}${k + 1}`;
    const draws = drawsOf(seed, id, 8, 2);
    const { uniform, normal } = draws;
    // One draw from each of so many equal parts of [0, 1): regions get their share of sites to within one.
    const region = placeIn(shares, (k + uniform[0]!) / count);
    const median = region === 0 ? figures.exporterCostUsdPerKg : figures.costUsdPerKg;
    sketches.push({
      id,
      kind,
      region,
      status: statusOf(normal[0]!, uniform[1]!),
      size: exp(figures.sizeSpread * normal[1]!),
      costUsdPerKg: median * exp(figures.costSpread * normal[0]!),
      draws,
    });
  }
  // A world of a few sites may have drawn none that runs; then its first does.
  if (count > 0 && !sketches.some((sketch) => runs(sketch))) sketches[0]!.status = "operating";
  return sketches;
}

/** Dear sites stand mothballed, now and then; a few of the rest are new or not yet built. */
function statusOf(costNormal: number, uniform: number): Sketch["status"] {
  if (costNormal > DEAR) return uniform < 0.35 ? "mothballed" : "operating";
  return uniform < 0.03 ? "ramping" : uniform < 0.05 ? "building" : "operating";
}

/** Running share of [0, 1] by region, the exporter first with its own share. */
function regionShares(seed: string, figures: KindFigures, regions: number): Float64Array {
  const { normal } = drawsOf(seed, figures.word, 0, regions);
  const weights = normal.map((n) => exp(0.6 * n));
  const others = weights.subarray(1).reduce((sum, weight) => sum + weight, 0);
  const shares = new Float64Array(regions);
  let sum = 0;
  for (let r = 0; r < regions; r++) {
    sum += r === 0 ? figures.exporterSites : ((1 - figures.exporterSites) * weights[r]!) / others;
    shares[r] = sum;
  }
  return shares;
}

function placeIn(shares: Float64Array, uniform: number): number {
  const at = shares.findIndex((share) => uniform < share);
  return at === -1 ? shares.length - 1 : at;
}

function runs(sketch: Sketch): boolean {
  return sketch.status === "operating" || sketch.status === "ramping";
}

/** Factors on sizes in the exporter's region and outside it that make running capacity come to `capacity`, t a year. */
function scales(figures: KindFigures, sketches: readonly Sketch[], capacity: number): [number, number] {
  const sums = [0, 0];
  for (const sketch of sketches) if (runs(sketch)) sums[sketch.region === 0 ? 0 : 1]! += sketch.size;
  const [inside, outside] = sums as [number, number];
  if (inside === 0) return [capacity / outside, capacity / outside];
  if (outside === 0) return [capacity / inside, capacity / inside];
  return [(figures.exporterCapacity * capacity) / inside, ((1 - figures.exporterCapacity) * capacity) / outside];
}

function facilityOf(sketch: Sketch, region: RawRegion, scale: number): RawFacility {
  const { kind, status, draws } = sketch;
  const { uniform } = draws;
  const figures = KINDS[kind];
  const isExporter = region.group === "exporter";
  const capacity = rounded(Math.max(1e-3, sketch.size * scale), 4);
  const cost = rounded(sketch.costUsdPerKg, 3);
  const facility: RawFacility = {
    id: sketch.id,
    kind,
    region: region.id,
    latitude: rounded(region.latitude + 8 * (uniform[2]! - 0.5), 3),
    longitude: rounded(region.longitude + 8 * (uniform[3]! - 0.5), 3),
    goodOut: figures.goodOut,
    capacityTonnesPerYear: capacity,
    cashCostUsdPerKg: cost,
    careCostKiloUsdPerYear: rounded(0.05 * cost * capacity, 2),
    restartCostKiloUsd: rounded((0.04 + 0.06 * uniform[4]!) * cost * capacity, 2),
    replacementUsdPerKgYear: isExporter ? figures.exporterReplacementUsdPerKgYear : figures.replacementUsdPerKgYear,
  };
  if (figures.goodIn !== null) facility.goodIn = figures.goodIn;
  if (kind === "mine") {
    facility.cashCostLowUsdPerKg = rounded(0.6 * cost, 3);
    facility.cashCostHighUsdPerKg = rounded(1.5 * cost, 3);
    if (isExporter && uniform[5]! < 0.3) {
      facility.isStateControlled = true;
      facility.idleReleasableTonnesPerYear = rounded(0.25 * capacity, 3);
    }
  } else if (runs(sketch)) facility.output2025TonnesPerYear = rounded(figures.utilisation * capacity, 4);
  if (!runs(sketch)) facility.output2025TonnesPerYear = 0;
  if (status !== "operating") facility.status = status;
  if (status === "building") facility.likelyStart = `${2026 + Math.floor(3 * uniform[4]!)}-07`;
  if (status !== "building" && uniform[5]! > 0.7) {
    facility.debtShare = 0.4;
    facility.debtRepaidShare = 0.5;
  }
  return facility;
}
