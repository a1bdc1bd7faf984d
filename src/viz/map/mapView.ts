/**
 * The map as a whole: camera, layout, what is drawn this month, what the pointer is over. It owns no drawing of its
 * own (a Stage does that) and no time (the player calls it); it is told the month and says what was chosen.
 */
import type { GeoProjection } from "d3-geo";
import type { SimEvent } from "../../sim/events";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { Tokens } from "../theme/tokens";
import { EVENT_VERBS } from "../text/words";
import { ArcSet, MARK_STEPS, markFor } from "./arcs";
import type { Arc } from "./arcs";
import { drawEffect, effectCanvas, NAME_MS, STAYS_MS } from "./effects";
import type { Effect, Moment } from "./effects";
import type { GlyphLook } from "./glyph";
import { Ground } from "./ground";
import { placeLabels, shortName } from "./labels";
import type { Box, LabelWish, Place } from "./labels";
import { countryArea, drawLand, landShapes } from "./land";
import type { LandShapes, Side } from "./land";
import { glyphRadius, layoutSites, stageTotals } from "./layout";
import type { Cluster, Layout } from "./layout";
import { Overlay } from "./overlay";
import { boundedCamera, cameraOn, projectionFor, WORLD_CAMERA, zoomedAbout } from "./projection";
import type { Camera } from "./projection";
import { clusterState } from "./siteState";
import type { ClusterState } from "./siteState";
import type { PlacedGlyph, Stage } from "./stage";

const MOST_NAMES = 10;
const MOST_NAMES_A_REGION = 2;
const SHRINK_AFTER_MONTHS = 24;
const SHARP_LAND_AFTER_MS = 140;
const CAMERA_MS = 600;
/** A region's word wants this much room to the next glyph, px. */
const ENOUGH_ROOM_PX = 13;
/** Degrees east and north of a region's place where its word may stand. */
const CAP_OFFSETS = [
  [0, 0],
  [0, 5],
  [0, -4],
  [-10, 3],
  [10, -2],
] as const;
const EXPORTER_CAP_OFFSETS = [
  [-14, 1.5],
  [-16, -2],
  [-12, 4],
  [-14, 6],
  [-12, -3],
] as const;

export interface MapHooks {
  onHover(cluster: Cluster | null, at: { x: number; y: number }): void;
  onChoose(cluster: Cluster): void;
  onMark(markTonnes: number): void;
  /** An event is being shown in full; the clock may want to slow down. */
  onMoment(event: SimEvent): void;
  measure(text: string, weight: number, size: number): number;
  /** How much larger text and glyphs are than on a desk: 1 but when presenting. */
  textScale(): number;
}

export class MapView {
  readonly overlay = new Overlay();
  private readonly ground: Ground;
  private info: WorldInfo | null = null;
  private snapshot: Snapshot | null = null;
  private closedSince: ReadonlyMap<string, number> = new Map();
  private camera: Camera = WORLD_CAMERA;
  private landCamera: Camera = WORLD_CAMERA;
  private flight: { from: Camera; to: Camera; startedMs: number } | null = null;
  private width = 0;
  private height = 0;
  private resolution = 1;
  private projection: GeoProjection | null = null;
  private layout: Layout | null = null;
  private totals: Map<string, number> = new Map();
  private states: (ClusterState | null)[] = [];
  private arcSet: ArcSet | null = null;
  private arcs: Arc[] = [];
  private shapes: LandShapes | null = null;
  private membersKey = "";
  private landDueMs = 0;
  private landIsDue = false;
  private mark = 0;
  private places = new Map<string, Place>();
  private obstacles: Box[] = [];
  private capBoxes: Box[] = [];
  private selected = -1;
  private hoveredId = -1;
  private focused = -1;
  private effects: { effect: Effect; cluster: number; canvas: HTMLCanvasElement }[] = [];
  private nameUntilMs = 0;
  private eventCluster = -1;
  private eventBox: Box | null = null;
  private dirty = true;

  constructor(
    private readonly stage: Stage,
    private readonly host: HTMLElement,
    private colours: Tokens,
    private readonly hooks: MapHooks,
  ) {
    this.ground = new Ground(host);
    host.append(...stage.layers, this.overlay.element);
  }

  get clusters(): readonly Cluster[] {
    return this.layout?.clusters ?? [];
  }

  get zoom(): number {
    return this.camera.zoom;
  }

  setWorld(info: WorldInfo | null): void {
    this.info = info;
    this.snapshot = null;
    this.mark = 0;
    this.membersKey = "";
    this.totals = info === null ? new Map() : stageTotals(info);
    this.clearEffects();
    this.relayout();
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
    this.stage.setColours(colours);
    this.ground.linesChanged();
    this.drawGround();
    this.showMonth();
  }

  resize(width: number, height: number, resolution: number): void {
    if (width === this.width && height === this.height && resolution === this.resolution) return;
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    this.stage.resize(width, height, resolution);
    this.ground.resize(width, height, resolution);
    this.overlay.resize(width, height);
    this.camera = boundedCamera(this.camera, width, height);
    this.relayout();
    this.drawGround();
  }

  /** Boxes of the headline, buttons, legend and cards, which names keep clear of. */
  setObstacles(boxes: Box[]): void {
    this.obstacles = boxes;
    this.placeNames();
  }

  /**
   * Shows a month. `moments` are the closures and returns to be acted out; when the cursor jumped, what was being acted
   * out is over.
   */
  show(
    snapshot: Snapshot,
    closedSince: ReadonlyMap<string, number>,
    how: { moments: readonly SimEvent[]; jumped: boolean },
  ): void {
    const before = this.states;
    const looksBefore = this.clusters.map((cluster, id) => this.lookOf(cluster, before[id] ?? null));
    this.snapshot = snapshot;
    this.closedSince = closedSince;
    const membersKey = snapshot.members.join("");
    if (membersKey !== this.membersKey) {
      this.membersKey = membersKey;
      this.shapes = landShapes(this.sidesOfCountries());
      this.drawGround();
    }
    if (how.jumped) this.clearEffects();
    this.showMonth();
    for (const event of how.moments) this.startMoment(event, looksBefore);
  }

  select(cluster: number): void {
    this.selected = cluster;
    this.drawRings();
    this.placeNames();
  }

  focus(cluster: number): void {
    this.focused = cluster;
    this.drawRings();
  }

  setLeader(card: Box | null): void {
    const cluster = this.clusters[this.selected];
    if (card === null || cluster === undefined) {
      this.overlay.setLeader(null);
      return;
    }
    const radius = this.radiusOf(this.selected) * 1.5 + 4;
    const x2 = Math.max(card.x, Math.min(card.x + card.width, cluster.x));
    const y2 = Math.max(card.y, Math.min(card.y + card.height, cluster.y));
    const distance = Math.hypot(x2 - cluster.x, y2 - cluster.y) || 1;
    this.overlay.setLeader(
      distance < radius
        ? null
        : {
            x1: cluster.x + ((x2 - cluster.x) / distance) * radius,
            y1: cluster.y + ((y2 - cluster.y) / distance) * radius,
            x2,
            y2,
          },
    );
  }

  /** Moves and draws one frame. `travelPx` is how far particles go. */
  frame(time: { nowMs: number; elapsedMs: number; travelPx: number; still: boolean }): void {
    if (this.flight !== null) this.fly(time.nowMs, time.still);
    if (this.landIsDue && time.nowMs >= this.landDueMs) this.drawGround();
    if (this.arcSet !== null) {
      if (time.still) this.arcSet.settle();
      this.arcSet.advance(time.elapsedMs, time.travelPx, this.mark || MARK_STEPS[0]);
    }
    this.drawEffects(time.nowMs, time.still);
    if (this.nameUntilMs > 0 && time.nowMs > this.nameUntilMs) {
      this.nameUntilMs = 0;
      this.eventCluster = -1;
      this.eventBox = null;
      this.overlay.setEvent(null);
      this.placeNames();
    }
    const changing = this.arcs.some((arc) => Math.abs(arc.tonnes - arc.shownTonnes) > 0.5);
    if (changing || this.dirty) this.ground.linesChanged();
    this.ground.drawLines(this.arcs, {
      markTonnes: this.mark || MARK_STEPS[0],
      still: time.still,
      colours: this.colours,
      nowMs: time.nowMs,
    });
    if (changing || this.dirty || time.travelPx > 0) this.stage.draw(this.arcs, this.mark || MARK_STEPS[0]);
    this.dirty = false;
  }

  /** The glyph at a point, or null. */
  hit(x: number, y: number): Cluster | null {
    let best: Cluster | null = null;
    let bestDistance = Number.POSITIVE_INFINITY;
    this.clusters.forEach((cluster, id) => {
      if (!this.exists(id)) return;
      const distance = Math.hypot(cluster.x - x, cluster.y - y) - this.radiusOf(id);
      if (distance < 8 && distance < bestDistance) {
        best = cluster;
        bestDistance = distance;
      }
    });
    return best;
  }

  hover(x: number, y: number): void {
    const cluster = this.hit(x, y);
    const id = cluster?.id ?? -1;
    if (id === this.hoveredId) return;
    this.hoveredId = id;
    this.drawRings();
    this.hooks.onHover(cluster, cluster === null ? { x, y } : { x: cluster.x, y: cluster.y });
  }

  click(x: number, y: number): boolean {
    const cluster = this.hit(x, y);
    if (cluster !== null) this.hooks.onChoose(cluster);
    return cluster !== null;
  }

  /** The visible glyph nearest to `from` in a direction; any glyph when there is no start. */
  neighbour(from: number, dx: number, dy: number): number {
    const start = this.clusters[from] ?? { x: this.width / 2, y: this.height / 2 };
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    this.clusters.forEach((cluster, id) => {
      if (id === from || !this.exists(id) || !this.isInView(cluster)) return;
      const x = cluster.x - start.x;
      const y = cluster.y - start.y;
      const along = x * dx + y * dy;
      const across = Math.abs(x * dy - y * dx);
      if (along <= 0.5 || across > along * 2.2) return;
      const cost = along + across * 1.6;
      if (cost < bestCost) {
        best = id;
        bestCost = cost;
      }
    });
    return best;
  }

  clusterOfSite(site: number): number {
    return this.layout?.ofSite[site] ?? -1;
  }

  clusterOfBuyers(region: number): number {
    return this.layout?.ofBuyers[region] ?? -1;
  }

  zoomAt(factor: number, point: { x: number; y: number }): void {
    this.flight = null;
    this.moveTo(boundedCamera(zoomedAbout(this.camera, factor, point), this.width, this.height));
  }

  pan(dx: number, dy: number): void {
    this.flight = null;
    const { zoom, x, y } = this.camera;
    this.moveTo(boundedCamera({ zoom, x: x + dx, y: y + dy }, this.width, this.height));
  }

  wholeWorld(): void {
    this.flyTo(WORLD_CAMERA);
  }

  /** Brings a site into view; the world view shows everything already. */
  showCluster(id: number): void {
    const cluster = this.clusters[id];
    if (cluster === undefined || this.camera.zoom <= 1.01 || this.isInView(cluster)) return;
    const { zoom, x, y } = this.camera;
    const point = { x: (cluster.x - x) / zoom, y: (cluster.y - y) / zoom };
    this.flyTo(cameraOn(point, zoom, this.width, this.height));
  }

  destroy(): void {
    this.clearEffects();
    this.ground.destroy();
    this.stage.destroy();
    this.overlay.element.remove();
  }

  /** Something of the cluster is there this month, and not only planned for some day. */
  private exists(id: number): boolean {
    return (this.states[id] ?? null) !== null;
  }

  private get radiusScale(): number {
    return Math.max(0.72, Math.min(1.25, (this.width / 832) * (this.hooks.textScale() > 1 ? 1.15 : 1)));
  }

  private radiusOf(id: number): number {
    const state = this.states[id];
    return glyphRadius(state?.sharePercent ?? this.clusters[id]!.fullSharePercent, this.radiusScale);
  }

  private isInView(cluster: Cluster): boolean {
    return cluster.x > 4 && cluster.y > 4 && cluster.x < this.width - 4 && cluster.y < this.height - 4;
  }

  private sideOfRegion(region: number): Side {
    if (this.info?.regions[region]?.id === this.info?.exporterRegion) return "exporter";
    return this.snapshot?.members[region] === 1 ? "bloc" : "nonAligned";
  }

  private sidesOfCountries(): Map<string, Side> {
    const sides = new Map<string, Side>();
    this.info?.regions.forEach((region, index) => {
      for (const code of region.isoCodes) sides.set(code, this.sideOfRegion(index));
    });
    return sides;
  }

  private colourOf(cluster: Cluster): string {
    const side = this.sideOfRegion(cluster.region);
    return side === "bloc" ? this.colours.bloc : side === "exporter" ? this.colours.exporter : this.colours.nonAligned;
  }

  private lookOf(cluster: Cluster, state: ClusterState | null): GlyphLook {
    return {
      kind: cluster.kind,
      radius: glyphRadius(state?.sharePercent ?? cluster.fullSharePercent, this.radiusScale),
      colour: this.colourOf(cluster),
      ground: this.colours.ocean,
      ink: this.colours.ink,
      form: state?.form ?? "planned",
      utilisation: state?.utilisation ?? 0,
      progress: state?.progress ?? 0,
      shortage: state !== null && state.shortage > 0.02 ? state.shortage : 0,
    };
  }

  private relayout(): void {
    if (this.width === 0) return;
    this.projection = projectionFor(this.width, this.height, this.camera);
    this.ground.linesChanged();
    if (this.info === null) {
      this.layout = null;
      this.arcSet = null;
      this.arcs = [];
      this.stage.setGlyphs([]);
      this.overlay.setLabels([]);
      return;
    }
    this.layout = layoutSites(this.info, this.projection, { zoom: this.camera.zoom, radiusScale: this.radiusScale });
    const phases = new Map(this.arcs.map((arc) => [arc.key, arc]));
    this.arcSet = new ArcSet(this.info, this.layout, this.projection);
    this.showMonth();
    for (const arc of this.arcs) {
      const before = phases.get(arc.key);
      if (before !== undefined) arc.phase = before.phase;
    }
    this.arcSet.settle();
    this.placeCaps();
  }

  private moveTo(camera: Camera): void {
    this.camera = camera;
    const scale = camera.zoom / this.landCamera.zoom;
    this.ground.moveLand(scale, camera.x - this.landCamera.x * scale, camera.y - this.landCamera.y * scale);
    this.landIsDue = true;
    this.landDueMs = performance.now() + SHARP_LAND_AFTER_MS;
    this.clearEffects();
    this.relayout();
    this.drawRings();
    this.dirty = true;
  }

  private flyTo(camera: Camera): void {
    this.flight = { from: this.camera, to: camera, startedMs: performance.now() };
  }

  private fly(nowMs: number, still: boolean): void {
    const flight = this.flight!;
    const t = still ? 1 : Math.max(0, Math.min(1, (nowMs - flight.startedMs) / CAMERA_MS));
    const s = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
    const mix = (a: number, b: number): number => a + (b - a) * s;
    this.moveTo({
      zoom: mix(flight.from.zoom, flight.to.zoom),
      x: mix(flight.from.x, flight.to.x),
      y: mix(flight.from.y, flight.to.y),
    });
    if (t >= 1) this.flight = null;
  }

  private drawGround(): void {
    this.landIsDue = false;
    if (this.width === 0) return;
    this.shapes ??= landShapes(this.sidesOfCountries());
    this.landCamera = this.camera;
    const projection = projectionFor(this.width, this.height, this.camera);
    const shapes = this.shapes;
    this.ground.drawLand((ctx) =>
      drawLand(ctx, shapes, projection, { width: this.width, height: this.height }, this.colours),
    );
    this.placeCaps();
    this.placeNames();
    this.dirty = true;
  }

  private showMonth(): void {
    const { info, layout, snapshot } = this;
    if (info === null || layout === null) return;
    if (snapshot === null) {
      this.states = [];
      return;
    }
    this.states = layout.clusters.map((cluster) => clusterState(cluster, snapshot, info, this.totals));
    this.setGlyphs();
    if (this.capBoxes.length === 0) this.placeCaps();
    if (this.arcSet !== null) {
      this.arcSet.update(snapshot);
      this.arcs = [...this.arcSet.arcs.values()];
      const mark = markFor(this.arcs, this.mark);
      if (mark !== this.mark) {
        this.mark = mark;
        this.hooks.onMark(mark);
      }
    }
    this.placeNames();
    this.drawRings();
    this.dirty = true;
  }

  private setGlyphs(): void {
    const animated = new Set(this.effects.filter((one) => one.effect.full).map((one) => one.cluster));
    const placed: PlacedGlyph[] = [];
    for (let id = this.clusters.length - 1; id >= 0; id--) {
      const cluster = this.clusters[id]!;
      const state = this.states[id];
      if (state === undefined || state === null || animated.has(id)) continue;
      placed.push({
        x: cluster.x,
        y: cluster.y,
        look: this.lookOf(cluster, state),
        scale: this.hasLongBeenClosed(cluster, state) ? 0.6 : 1,
        count: state.count,
      });
    }
    // Large ones first, so that small neighbours lie on top.
    placed.sort((a, b) => b.look.radius - a.look.radius);
    this.stage.setGlyphs(placed);
    this.dirty = true;
  }

  private hasLongBeenClosed(cluster: Cluster, state: ClusterState): boolean {
    if (state.form !== "closed" || this.snapshot === null || this.info === null) return false;
    const since = Math.max(...cluster.sites.map((site) => this.closedSince.get(this.info!.sites[site]!.id) ?? 0));
    return this.snapshot.month - since > SHRINK_AFTER_MONTHS;
  }

  private placeCaps(): void {
    const { info, projection, snapshot } = this;
    if (info === null || projection === null || snapshot === null || this.states.length === 0) return;
    const caps: { text: string; x: number; y: number; side: "bloc" | "exporter" }[] = [];
    const exporter = info.regions.filter((region) => region.id === info.exporterRegion);
    const size = (region: WorldInfo["regions"][number]): number => countryArea(region.isoCodes[0] ?? "");
    const members = info.regions.filter((_, index) => snapshot.members[index] === 1).sort((a, b) => size(b) - size(a));
    const bloc = this.freestPlace(members, CAP_OFFSETS);
    const other = this.freestPlace(exporter, EXPORTER_CAP_OFFSETS);
    if (bloc !== null && this.width > 500) caps.push({ text: "BLOC", side: "bloc", ...bloc });
    if (other !== null && this.width > 500) caps.push({ text: "EXPORTER", side: "exporter", ...other });
    this.overlay.setCaps(caps);
    this.capBoxes = caps.map((cap) => ({
      x: cap.x - 5 * cap.text.length,
      y: cap.y - 11,
      width: 10 * cap.text.length,
      height: 14,
    }));
  }

  /** The first place about the largest of some regions that is free of glyphs, else the freest of all. */
  private freestPlace(
    regions: WorldInfo["regions"],
    offsets: readonly (readonly [number, number])[],
  ): { x: number; y: number } | null {
    let best: { x: number; y: number } | null = null;
    let bestRoom = Number.NEGATIVE_INFINITY;
    for (const region of regions) {
      for (const [east, north] of offsets) {
        const at = this.projection?.([region.longitude + east, region.latitude + north]) ?? null;
        if (at === null || at[0] < 40 || at[0] > this.width - 40 || at[1] < 96 || at[1] > this.height - 40) continue;
        let room = 60;
        for (const cluster of this.clusters) {
          if (!this.exists(cluster.id)) continue;
          // The word is about four times as wide as it is high.
          const distance = Math.hypot((cluster.x - at[0]) / 2.2, cluster.y - at[1]) - this.radiusOf(cluster.id);
          room = Math.min(room, distance);
        }
        if (room > ENOUGH_ROOM_PX) return { x: at[0], y: at[1] };
        if (room > bestRoom) {
          bestRoom = room;
          best = { x: at[0], y: at[1] };
        }
      }
    }
    return bestRoom < 0 ? null : best;
  }

  private placeNames(): void {
    const { info } = this;
    if (info === null || this.width < 500) {
      this.overlay.setLabels([]);
      return;
    }
    const wishes: LabelWish[] = [];
    for (const cluster of this.clusters) {
      const state = this.states[cluster.id];
      if (
        state === undefined ||
        state === null ||
        cluster.kind === "buyer" ||
        cluster.id === this.eventCluster ||
        !this.isInView(cluster)
      )
        continue;
      const marked = cluster.id === this.selected ? 1e6 : cluster.id === this.hoveredId ? 1e5 : 0;
      const first = namedSite(info, cluster);
      if (first === null && marked === 0 && this.camera.zoom < 2) continue;
      const site = info.sites[first ?? cluster.sites[0]!]!;
      const text = shortName(site.name);
      const planned = state.form === "planned" || state.form === "building";
      wishes.push({
        key: site.id,
        text,
        priority: marked + state.sharePercent * (planned ? 0.1 : 1),
        group: marked > 0 ? -1 - marked : cluster.region,
        x: cluster.x,
        y: cluster.y,
        radius: this.radiusOf(cluster.id),
        width: this.hooks.measure(text, 550, 11.5 * this.hooks.textScale()) + 2,
        height: 14 * this.hooks.textScale(),
      });
    }
    const cores: Box[] = this.clusters
      .filter((cluster) => this.exists(cluster.id))
      .map((cluster) => {
        const core = this.radiusOf(cluster.id) * 0.72;
        return { x: cluster.x - core, y: cluster.y - core, width: 2 * core, height: 2 * core };
      });
    const bounds = { x: 6, y: 6, width: this.width - 12, height: this.height - 12 };
    const obstacles = [
      ...this.obstacles,
      ...this.capBoxes,
      ...cores,
      ...(this.eventBox === null ? [] : [this.eventBox]),
    ];
    const kept = placeLabels(wishes, obstacles, bounds, this.places, {
      inAll: Math.round(MOST_NAMES * Math.min(3, this.camera.zoom)),
      inGroup: Math.round(MOST_NAMES_A_REGION * this.camera.zoom),
    });
    this.places = new Map(kept.map((label) => [label.key, label.place]));
    this.overlay.setLabels(kept);
  }

  private drawRings(): void {
    const rings: { x: number; y: number; radius: number; kind: "selected" | "hover" | "focus" }[] = [];
    const add = (id: number, kind: "selected" | "hover" | "focus"): void => {
      const cluster = this.clusters[id];
      if (cluster === undefined) return;
      rings.push({ x: cluster.x, y: cluster.y, radius: this.radiusOf(id) * 1.5 + (kind === "focus" ? 7 : 4), kind });
    };
    if (this.hoveredId !== this.selected) add(this.hoveredId, "hover");
    add(this.selected, "selected");
    add(this.focused, "focus");
    this.overlay.setRings(rings);
  }

  private startMoment(event: SimEvent, looksBefore: readonly GlyphLook[]): void {
    const site = this.info?.sites.findIndex((one) => one.id === event.entityId) ?? -1;
    const id = this.clusterOfSite(site);
    const cluster = this.clusters[id];
    if (cluster === undefined) return;
    const moment = momentOf(event);
    if (moment === null || this.effects.length >= 6) return;
    const isFirst = !this.effects.some((one) => one.effect.full);
    const before = looksBefore[id];
    const after = this.lookOf(cluster, this.states[id] ?? null);
    const changes = before !== undefined && before.form !== after.form;
    const canvas = effectCanvas(this.resolution);
    canvas.style.transform = `translate(${cluster.x - 66}px, ${cluster.y - 66}px)`;
    this.host.insertBefore(canvas, this.overlay.element);
    const effect: Effect = {
      moment,
      before: before ?? after,
      after,
      full: isFirst && changes,
      startedMs: performance.now(),
    };
    this.effects.push({ effect, cluster: id, canvas });
    if (isFirst || this.nameUntilMs === 0) this.nameMoment(event, cluster, moment);
    this.setGlyphs();
  }

  private nameMoment(event: SimEvent, cluster: Cluster, moment: Moment): void {
    const name = shortName(event.entity);
    const verb = EVENT_VERBS[event.kind] ?? "";
    const width = this.hooks.measure(`${name} ${verb}`, 690, 14.5 * this.hooks.textScale()) + 6;
    const radius = this.radiusOf(cluster.id);
    const below = cluster.y + Math.max(34, radius * 1.6 + 16) + 14;
    const y = below < this.height - 44 ? below : cluster.y - Math.max(34, radius * 1.6 + 10);
    const x = Math.max(width / 2 + 8, Math.min(this.width - width / 2 - 8, cluster.x));
    this.eventBox = { x: x - width / 2, y: y - 14, width, height: 18 };
    this.eventCluster = cluster.id;
    this.nameUntilMs = performance.now() + NAME_MS[moment];
    this.overlay.setEvent({ name, verb, tone: moment === "reopened" ? "back" : "ink", x, y });
    this.hooks.onMoment(event);
    this.placeNames();
  }

  private drawEffects(nowMs: number, still: boolean): void {
    if (this.effects.length === 0) return;
    const live = this.effects.filter(({ effect, canvas }) => {
      const on = drawEffect(canvas, effect, { nowMs, still, colours: this.colours, resolution: this.resolution });
      if (!on) canvas.remove();
      return on;
    });
    if (live.length !== this.effects.length) {
      this.effects = live;
      this.setGlyphs();
    }
    if (still && this.effects.length > 0)
      this.nameUntilMs = Math.max(this.nameUntilMs, this.effects[0]!.effect.startedMs + STAYS_MS.closed);
  }

  private clearEffects(): void {
    for (const { canvas } of this.effects) canvas.remove();
    this.effects = [];
    this.nameUntilMs = 0;
    this.eventCluster = -1;
    this.eventBox = null;
    this.overlay.setEvent(null);
  }
}

/** The single site that a glyph may be named after: large enough in it, and no mere project beside others. */
function namedSite(info: WorldInfo, cluster: Cluster): number | null {
  const whole = cluster.sites.reduce((sum, site) => sum + info.sites[site]!.capacityTonnesPerYear, 0);
  const fits = (site: number): boolean => {
    const one = info.sites[site]!;
    return one.siteType === "single" && one.capacityTonnesPerYear > 0.25 * whole;
  };
  return cluster.sites.find((site) => fits(site) && !info.sites[site]!.isProject) ?? cluster.sites.find(fits) ?? null;
}

export function momentOf(event: SimEvent): Moment | null {
  switch (event.kind) {
    case "closed":
      return "closed";
    case "mothballed":
      return "mothballed";
    case "restarted":
    case "opened":
      return "reopened";
    default:
      return null;
  }
}
