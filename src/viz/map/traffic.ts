/**
 * What moves between regions: the arcs of the month, the tonnage of a mark, the trade that is on a bend to another
 * buyer. It knows where tonnes are, not how they are drawn.
 */
import type { GeoProjection } from "d3-geo";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { ArcSet, MARK_STEPS, markFor, spacingPx } from "./arcs";
import type { Arc } from "./arcs";
import { Deflection, turnedAway } from "./deflection";
import type { Layout } from "./layout";

/** From this zoom on each good has arcs of its own. */
const GOODS_PART_AT_ZOOM = 2;
/** An arc whose shown tonnes are as near to the month's has stopped changing. */
const AT_REST_TONNES = 0.5;

export class Traffic {
  private readonly deflection = new Deflection();
  private arcSet: ArcSet | null = null;
  private monthArcs: Arc[] = [];
  private mark = 0;

  /** The arcs of the month; while trade is on a bend, `inMotion` has more. */
  get arcs(): readonly Arc[] {
    return this.monthArcs;
  }

  get markTonnes(): number {
    return this.mark || MARK_STEPS[0];
  }

  /** Forgets everything, as another world begins. */
  clear(): void {
    this.deflection.clear(this.arcSet);
    this.arcSet = null;
    this.monthArcs = [];
    this.mark = 0;
  }

  /** Lays arcs over a new layout, with the marks where they were. */
  layOut(
    info: WorldInfo,
    layout: Layout,
    projection: GeoProjection,
    view: { zoom: number; snapshot: Snapshot | null },
  ) {
    const phases = new Map(this.monthArcs.map((arc) => [arc.key, arc.phase]));
    this.deflection.clear(this.arcSet);
    this.arcSet = new ArcSet(info, layout, projection, view.zoom >= GOODS_PART_AT_ZOOM);
    if (view.snapshot !== null) this.update(view.snapshot);
    for (const arc of this.monthArcs) arc.phase = phases.get(arc.key) ?? arc.phase;
    this.arcSet.settle();
  }

  /** Lets the arcs follow glyphs that have moved under a new projection. */
  carry(projection: GeoProjection): void {
    this.deflection.clear(this.arcSet);
    this.arcSet?.retrace(projection);
  }

  /** Takes over the trade of a month. True when a mark stands for another tonnage than before. */
  update(snapshot: Snapshot): boolean {
    if (this.arcSet === null) return false;
    this.arcSet.update(snapshot);
    this.monthArcs = [...this.arcSet.arcs.values()];
    const before = this.mark;
    this.mark = markFor(this.monthArcs, this.mark);
    return this.mark !== before;
  }

  /** Bends the trade that a floor turned away between two months to its new buyers. */
  bend(before: Snapshot, after: Snapshot, nowMs: number): void {
    if (this.arcSet !== null) this.deflection.start(turnedAway(before, after, this.markTonnes), this.arcSet, nowMs);
  }

  endBends(): void {
    this.deflection.clear(this.arcSet);
  }

  /** Moves everything on. Returns the arcs to draw, bends among them, and whether any is changing its tonnes. */
  inMotion(time: { nowMs: number; elapsedMs: number; travelPx: number; still: boolean }): {
    drawn: readonly Arc[];
    changing: boolean;
  } {
    const { arcSet, monthArcs } = this;
    if (arcSet === null) return { drawn: monthArcs, changing: false };
    const mark = this.markTonnes;
    if (time.still) arcSet.settle();
    arcSet.advance(time.elapsedMs, time.travelPx, mark);
    const bends = this.deflection.advance(time.nowMs, arcSet, {
      travelPx: time.travelPx,
      spacingOf: (arc) => spacingPx(arc.shownTonnes, mark),
    });
    let changing = bends;
    for (const arc of monthArcs) if (Math.abs(arc.tonnes - arc.shownTonnes) > AT_REST_TONNES) changing = true;
    return { drawn: bends ? [...monthArcs, ...this.deflection.arcs] : monthArcs, changing };
  }
}
