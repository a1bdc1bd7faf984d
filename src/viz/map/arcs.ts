/**
 * Trade between regions as curves, from the largest seller's glyph to the largest user's. Seen from afar all goods of
 * one form between two regions share an arc; from near each good has its own. An arc keeps a table of points at equal
 * steps along its length, so that a particle is one look-up.
 */
import { FLOW_FIGURES } from "../../workers/frame";
import type { GeoProjection } from "d3-geo";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { formOfKind, MARK_LENGTHS_PX } from "./flowMarks";
import type { FlowForm } from "./flowMarks";
import type { Layout } from "./layout";

export interface Point {
  x: number;
  y: number;
}

export interface Arc {
  key: string;
  from: Point;
  control: Point;
  to: Point;
  lengthPx: number;
  /** x, y, angle at STEPS + 1 points of equal distance. */
  table: Float32Array;
  kind: FlowForm;
  /** Tonnes this month, and the figure on show, which follows within 600 ms. */
  tonnes: number;
  shownTonnes: number;
  /** Where the first particle stands, in spacings. */
  phase: number;
}

/** What an arc stands for. */
export interface Lane {
  /** The good that gives the ends: the only one, or the largest when goods share the arc. */
  good: number;
  from: number;
  to: number;
  kind: FlowForm;
}

export const ARC_STEPS = 48;
/** A mark tonnage gives one mark on this length of arc, px. */
export const LENGTH_PER_MARK_PX = 260;
/** Tonnages that a mark may stand for. */
export const MARK_STEPS = [5, 10, 25, 50, 100, 250, 500] as const;
/** Marks may cover at most this share of their arc before the mark tonnage is raised. */
const MOST_COVERED = 0.6;
const ROPE_PX = 90;
const WIDTH = FLOW_FIGURES.length;
const LEAST_TONNES = 0.05;
/** Trade of less than this part of a mark is a trickle, and not drawn: its rare marks would seem to come from nowhere. */
export const TRICKLE = 0.1;
/** Half of an arc's bulge over its length, by form; relabelled goods take the other side. */
const BULGE: Readonly<Record<FlowForm, number>> = {
  ordinary: 0.2,
  belowCost: 0.25,
  relabelled: -0.17,
  stockpile: 0.16,
};
const BULGE_PER_GOOD = 0.03;

/** Distance between particles of an arc, px. Half the spacing is twice the tonnes: nothing is rounded. */
export function spacingPx(tonnes: number, markTonnes: number): number {
  return (LENGTH_PER_MARK_PX * markTonnes) / tonnes;
}

/** True where an arc carries enough to be drawn. */
export function isDrawn(arc: Pick<Arc, "shownTonnes">, markTonnes: number): boolean {
  return arc.shownTonnes > TRICKLE * markTonnes;
}

/** How many particles some arcs hold. */
export function particlesOn(arcs: Iterable<Arc>, markTonnes: number): number {
  let count = 0;
  for (const arc of arcs) {
    if (!isDrawn(arc, markTonnes)) continue;
    const spacing = spacingPx(arc.shownTonnes, markTonnes);
    count += Math.max(0, Math.floor((arc.lengthPx - arc.phase * spacing) / spacing) + 1);
  }
  return count;
}

/** The smallest mark tonnage, not under `least`, at which no long arc turns into a rope; a short one may. */
export function markFor(arcs: Iterable<Arc>, least: number): number {
  let needed = 0;
  for (const arc of arcs)
    if (arc.lengthPx > ROPE_PX)
      needed = Math.max(needed, (MARK_LENGTHS_PX[arc.kind] * arc.tonnes) / (MOST_COVERED * LENGTH_PER_MARK_PX));
  return MARK_STEPS.find((step) => step >= least && step >= needed) ?? MARK_STEPS.at(-1)!;
}

export class ArcSet {
  readonly arcs = new Map<string, Arc>();
  private readonly lanes = new Map<string, Lane>();
  /** Tonnes that are still on their way to an arc along a bend, by the arc's key. */
  private readonly held = new Map<string, number>();

  /** With `byGood` each good has arcs of its own. */
  constructor(
    private readonly info: WorldInfo,
    private readonly layout: Layout,
    private project: GeoProjection,
    private readonly byGood: boolean,
  ) {}

  keyOf(lane: Lane): string {
    return `${this.byGood ? lane.good : "all"} ${lane.from} ${lane.to} ${lane.kind}`;
  }

  laneOf(arc: Arc): Lane | undefined {
    return this.lanes.get(arc.key);
  }

  /** Takes over the flows of a month. Arcs without flow stay and fade. */
  update(snapshot: Snapshot): void {
    for (const arc of this.arcs.values()) arc.tonnes = 0;
    const totals = new Map<string, { lane: Lane; tonnes: number; largest: number }>();
    const { flows } = snapshot;
    for (let row = 0; row < flows.length; row += WIDTH) {
      const tonnes = flows[row + 3]!;
      const lane: Lane = {
        good: flows[row]!,
        from: flows[row + 1]!,
        to: flows[row + 2]!,
        kind: formOfKind(flows[row + 4]!),
      };
      if (lane.from === lane.to || !(tonnes > LEAST_TONNES)) continue;
      const key = this.keyOf(lane);
      const total = totals.get(key);
      if (total === undefined) totals.set(key, { lane, tonnes, largest: tonnes });
      else {
        total.tonnes += tonnes;
        if (tonnes > total.largest) {
          total.largest = tonnes;
          total.lane = lane;
        }
      }
    }
    for (const [key, { lane, tonnes }] of totals) {
      const arc = this.arcs.get(key) ?? this.newArc(key, lane);
      if (arc !== null) arc.tonnes = tonnes;
    }
  }

  /** Lets the shown tonnes follow, and moves the particles on by `travelPx`. */
  advance(elapsedMs: number, travelPx: number, markTonnes: number): void {
    const follow = 1 - Math.exp(-elapsedMs / 200);
    for (const arc of this.arcs.values()) {
      const aim = Math.max(0, arc.tonnes - (this.held.get(arc.key) ?? 0));
      arc.shownTonnes += (aim - arc.shownTonnes) * follow;
      if (arc.shownTonnes < LEAST_TONNES && aim === 0) arc.shownTonnes = 0;
      if (arc.shownTonnes > 0) arc.phase = (arc.phase + travelPx / spacingPx(arc.shownTonnes, markTonnes)) % 1;
    }
  }

  /** Keeps tonnes from an arc that are still on a bend towards it; 0 hands them over. */
  hold(key: string, tonnes: number): void {
    const arc = this.arcs.get(key);
    const before = this.held.get(key) ?? 0;
    if (arc !== undefined && tonnes < before) arc.shownTonnes = Math.min(arc.tonnes, arc.shownTonnes + before - tonnes);
    if (tonnes > 0) this.held.set(key, tonnes);
    else this.held.delete(key);
  }

  /** Shows the tonnes of the month at once. */
  settle(): void {
    this.held.clear();
    for (const arc of this.arcs.values()) arc.shownTonnes = arc.tonnes;
  }

  /** Lays every arc anew between glyphs that have moved under a new projection. */
  retrace(project: GeoProjection): void {
    this.project = project;
    for (const [key, arc] of this.arcs) {
      const lane = this.lanes.get(key)!;
      const ends = this.ends(lane);
      if (ends !== null) shapeArc(arc, ends.start, this.control(ends.start, ends.end, lane), ends.end);
    }
  }

  private newArc(key: string, lane: Lane): Arc | null {
    const ends = this.ends(lane);
    if (ends === null || Math.hypot(ends.end.x - ends.start.x, ends.end.y - ends.start.y) < 8) return null;
    const phase = ((lane.from * 0.37 + lane.to * 0.61 + lane.good * 0.23) * 7.13) % 1;
    const arc = emptyArc(key, lane.kind, phase);
    shapeArc(arc, ends.start, this.control(ends.start, ends.end, lane), ends.end);
    this.arcs.set(key, arc);
    this.lanes.set(key, lane);
    return arc;
  }

  private ends(lane: Lane): { start: Point; end: Point } | null {
    const good = this.info.goods[lane.good]?.id;
    const start = this.anchor(lane.from, (one) => one.goodOut === good);
    const end = this.anchor(lane.to, (one) => one.goodIn === good);
    return start === null || end === null ? null : { start, end };
  }

  private control(start: Point, end: Point, lane: Lane): Point {
    const dx = end.x - start.x;
    const dy = end.y - start.y;
    const distance = Math.hypot(dx, dy) || 1;
    // Goods that have arcs of their own bulge a little differently, so that parallel trades stay apart.
    const own = BULGE[lane.kind];
    const bulge = 2 * (own + (this.byGood ? Math.sign(own) * BULGE_PER_GOOD * (lane.good - 1.5) : 0));
    const equator = this.project([16, 0])?.[1] ?? 0;
    const poleward = (start.y + end.y) / 2 < equator ? -1 : 1;
    let nx = -dy / distance;
    let ny = dx / distance;
    if (ny * poleward < 0) {
      nx = -nx;
      ny = -ny;
    }
    return {
      x: (start.x + end.x) / 2 + nx * distance * bulge,
      y: (start.y + end.y) / 2 + ny * distance * bulge,
    };
  }

  private anchor(
    region: number,
    fits: (one: { goodIn: string | null; goodOut: string | null }) => boolean,
  ): Point | null {
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

/** An arc without a shape yet; give it one with `shapeArc`. */
export function emptyArc(key: string, kind: FlowForm, phase: number): Arc {
  const nowhere = { x: 0, y: 0 };
  const table = new Float32Array((ARC_STEPS + 1) * 3);
  return {
    key,
    from: nowhere,
    control: nowhere,
    to: nowhere,
    lengthPx: 0,
    table,
    kind,
    tonnes: 0,
    shownTonnes: 0,
    phase,
  };
}

const FINE = ARC_STEPS * 4;
const xs = new Float64Array(FINE + 1);
const ys = new Float64Array(FINE + 1);
const along = new Float64Array(FINE + 1);

/** Lays an arc along a quadratic curve and fills its table. */
export function shapeArc(arc: Arc, from: Point, control: Point, to: Point): void {
  arc.from = from;
  arc.control = control;
  arc.to = to;
  for (let i = 0; i <= FINE; i++) {
    const t = i / FINE;
    const u = 1 - t;
    xs[i] = u * u * from.x + 2 * u * t * control.x + t * t * to.x;
    ys[i] = u * u * from.y + 2 * u * t * control.y + t * t * to.y;
    if (i > 0) along[i] = along[i - 1]! + Math.hypot(xs[i]! - xs[i - 1]!, ys[i]! - ys[i - 1]!);
  }
  const lengthPx = along[FINE]!;
  const { table } = arc;
  let at = 0;
  for (let step = 0; step <= ARC_STEPS; step++) {
    const wanted = (lengthPx * step) / ARC_STEPS;
    while (at < FINE - 1 && along[at + 1]! < wanted) at++;
    const span = along[at + 1]! - along[at]! || 1;
    const part = Math.max(0, Math.min(1, (wanted - along[at]!) / span));
    table[step * 3] = xs[at]! + (xs[at + 1]! - xs[at]!) * part;
    table[step * 3 + 1] = ys[at]! + (ys[at + 1]! - ys[at]!) * part;
    table[step * 3 + 2] = Math.atan2(ys[at + 1]! - ys[at]!, xs[at + 1]! - xs[at]!);
  }
  arc.lengthPx = lengthPx;
}
