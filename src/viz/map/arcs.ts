/**
 * Trade between regions as curves: one arc for each good and pair of regions, from the largest seller's glyph to the
 * largest user's. An arc keeps a table of points at equal steps along its length, so that a particle is one look-up.
 */
import { FLOW_FIGURES, FLOW_KINDS } from "../../workers/frame";
import type { GeoProjection } from "d3-geo";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { Layout } from "./layout";

export type FlowKind = (typeof FLOW_KINDS)[number];

export interface Arc {
  key: string;
  from: { x: number; y: number };
  control: { x: number; y: number };
  to: { x: number; y: number };
  lengthPx: number;
  /** x, y, angle at STEPS + 1 points of equal distance. */
  table: Float32Array;
  kind: FlowKind;
  /** Tonnes this month, and the figure on show, which follows within 600 ms. */
  tonnes: number;
  shownTonnes: number;
  /** Where the first particle stands, in spacings. */
  phase: number;
}

export const ARC_STEPS = 48;
/** A mark tonnage gives one mark on this length of arc, px. */
export const LENGTH_PER_MARK_PX = 260;
/** Tonnages that a mark may stand for. */
export const MARK_STEPS = [5, 10, 25, 50, 100, 250, 500] as const;
/** A streak may cover at most this share of its arc before the mark tonnage is raised. */
const MOST_COVERED = 0.6;
const MARK_LENGTH_PX: Record<FlowKind, number> = { ordinary: 3.8, belowCost: 9 };
const ROPE_PX = 90;
const WIDTH = FLOW_FIGURES.length;
const LEAST_TONNES = 0.05;

/** Distance between particles of an arc, px. Half the spacing is twice the tonnes: nothing is rounded. */
export function spacingPx(tonnes: number, markTonnes: number): number {
  return (LENGTH_PER_MARK_PX * markTonnes) / tonnes;
}

/** The smallest mark tonnage, not under `least`, at which no long arc turns into a rope; a short one may. */
export function markFor(arcs: Iterable<Arc>, least: number): number {
  let needed = 0;
  for (const arc of arcs)
    if (arc.lengthPx > ROPE_PX)
      needed = Math.max(needed, (MARK_LENGTH_PX[arc.kind] * arc.tonnes) / (MOST_COVERED * LENGTH_PER_MARK_PX));
  return MARK_STEPS.find((step) => step >= least && step >= needed) ?? MARK_STEPS.at(-1)!;
}

export class ArcSet {
  readonly arcs = new Map<string, Arc>();

  constructor(
    private readonly info: WorldInfo,
    private readonly layout: Layout,
    private readonly project: GeoProjection,
  ) {}

  /** Takes over the flows of a month. Arcs without flow stay and fade. */
  update(snapshot: Snapshot): void {
    for (const arc of this.arcs.values()) arc.tonnes = 0;
    const { flows } = snapshot;
    for (let row = 0; row < flows.length; row += WIDTH) {
      const from = flows[row + 1]!;
      const to = flows[row + 2]!;
      const tonnes = flows[row + 3]!;
      if (from === to || !(tonnes > LEAST_TONNES)) continue;
      const key = `${flows[row]} ${from} ${to}`;
      let arc = this.arcs.get(key);
      if (arc === undefined) {
        const made = this.trace(key, flows[row]!, from, to);
        if (made === null) continue;
        arc = made;
        this.arcs.set(key, arc);
      }
      const kind = FLOW_KINDS[flows[row + 4]!] ?? "ordinary";
      // Two rows of one lane can differ in kind; the larger one gives the form.
      if (tonnes > arc.tonnes) arc.kind = kind;
      arc.tonnes += tonnes;
    }
  }

  /** Lets the shown tonnes follow, and moves the particles on by `travelPx`. */
  advance(elapsedMs: number, travelPx: number, markTonnes: number): void {
    const follow = 1 - Math.exp(-elapsedMs / 200);
    for (const arc of this.arcs.values()) {
      arc.shownTonnes += (arc.tonnes - arc.shownTonnes) * follow;
      if (arc.shownTonnes < LEAST_TONNES && arc.tonnes === 0) arc.shownTonnes = 0;
      if (arc.shownTonnes > 0) arc.phase = (arc.phase + travelPx / spacingPx(arc.shownTonnes, markTonnes)) % 1;
    }
  }

  /** Shows the tonnes of the month at once. */
  settle(): void {
    for (const arc of this.arcs.values()) arc.shownTonnes = arc.tonnes;
  }

  private trace(key: string, goodIndex: number, from: number, to: number): Arc | null {
    const good = this.info.goods[goodIndex];
    const start = this.anchor(from, (one) => one.goodOut === good?.id);
    const end = this.anchor(to, (one) => one.goodIn === good?.id);
    if (start === null || end === null) return null;
    const dx = end.x - start.x;
    const dy = end.y - start.y;
    const distance = Math.hypot(dx, dy);
    if (distance < 8) return null;
    // Each good bulges a little differently, so that parallel trades stay apart.
    const bulge = 2 * (0.13 + 0.035 * goodIndex);
    const equator = this.project([16, 0])?.[1] ?? 0;
    const poleward = (start.y + end.y) / 2 < equator ? -1 : 1;
    let nx = -dy / distance;
    let ny = dx / distance;
    if (ny * poleward < 0) {
      nx = -nx;
      ny = -ny;
    }
    const control = {
      x: (start.x + end.x) / 2 + nx * distance * bulge,
      y: (start.y + end.y) / 2 + ny * distance * bulge,
    };
    const { table, lengthPx } = tableOf(start, control, end);
    const phase = ((from * 0.37 + to * 0.61 + goodIndex * 0.23) * 7.13) % 1;
    return { key, from: start, control, to: end, lengthPx, table, kind: "ordinary", tonnes: 0, shownTonnes: 0, phase };
  }

  private anchor(
    region: number,
    fits: (one: { goodIn: string | null; goodOut: string | null }) => boolean,
  ): { x: number; y: number } | null {
    const cluster = this.layout.clusters.find((one) => one.region === region && fits(one));
    if (cluster !== undefined) return { x: cluster.x, y: cluster.y };
    const place = this.info.regions[region];
    const at = place === undefined ? null : this.project([place.longitude, place.latitude]);
    return at === null ? null : { x: at[0], y: at[1] };
  }
}

const found = { x: 0, y: 0, angle: 0 };

/** Where an arc is after `along` px. The answer is one shared object, good until the next call. */
export function pointAlong(arc: Arc, along: number): Readonly<{ x: number; y: number; angle: number }> {
  const step = (along / arc.lengthPx) * ARC_STEPS;
  const low = Math.min(ARC_STEPS - 1, Math.floor(step));
  const part = step - low;
  const { table } = arc;
  found.x = table[low * 3]! + (table[low * 3 + 3]! - table[low * 3]!) * part;
  found.y = table[low * 3 + 1]! + (table[low * 3 + 4]! - table[low * 3 + 1]!) * part;
  found.angle = table[low * 3 + 2]!;
  return found;
}

type Point = { x: number; y: number };

function tableOf(from: Point, control: Point, to: Point): { table: Float32Array; lengthPx: number } {
  const fine = ARC_STEPS * 4;
  const xs = new Float64Array(fine + 1);
  const ys = new Float64Array(fine + 1);
  const along = new Float64Array(fine + 1);
  for (let i = 0; i <= fine; i++) {
    const t = i / fine;
    const u = 1 - t;
    xs[i] = u * u * from.x + 2 * u * t * control.x + t * t * to.x;
    ys[i] = u * u * from.y + 2 * u * t * control.y + t * t * to.y;
    if (i > 0) along[i] = along[i - 1]! + Math.hypot(xs[i]! - xs[i - 1]!, ys[i]! - ys[i - 1]!);
  }
  const lengthPx = along[fine]!;
  const table = new Float32Array((ARC_STEPS + 1) * 3);
  let at = 0;
  for (let step = 0; step <= ARC_STEPS; step++) {
    const wanted = (lengthPx * step) / ARC_STEPS;
    while (at < fine - 1 && along[at + 1]! < wanted) at++;
    const span = along[at + 1]! - along[at]! || 1;
    const part = Math.max(0, Math.min(1, (wanted - along[at]!) / span));
    table[step * 3] = xs[at]! + (xs[at + 1]! - xs[at]!) * part;
    table[step * 3 + 1] = ys[at]! + (ys[at + 1]! - ys[at]!) * part;
    table[step * 3 + 2] = Math.atan2(ys[at + 1]! - ys[at]!, xs[at + 1]! - xs[at]!);
  }
  return { table, lengthPx };
}
