/**
 * The map as a whole: which camera, which layout, which month, what is chosen, followed and hovered. It owns no drawing
 * of its own (stage, ground, overlay and moments do that) and no time (the player calls it).
 */
import type { GeoProjection } from "d3-geo";
import type { SimEvent } from "../../sim/events";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { Tokens } from "../theme/tokens";
import { particlesOn } from "./arcs";
import type { Arc } from "./arcs";
import { Cameraman } from "./cameraman";
import type { GlyphLook } from "./glyph";
import { hasRoomForCount } from "./counts";
import { Ground } from "./ground";
import type { Box } from "./labels";
import { countriesBox, countryAt, drawLand, landShapes } from "./land";
import type { LandShapes } from "./land";
import { carryLayout, glyphRadius, glyphSize, layoutSites, stageTotals } from "./layout";
import type { Cluster, GlyphSize, Layout } from "./layout";
import { lookOf, scaleOf, sideOfRegion, sidesOfCountries } from "./looks";
import { momentOf, Moments } from "./moments";
import type { Named, StartedMoment } from "./moments";
import type { Scene } from "./names";
import { Overlay } from "./overlay";
import type { RingKind } from "./overlay";
import { clusterAt, clusterTowards } from "./pick";
import { projectionFor, WORLD_CAMERA } from "./projection";
import type { Camera } from "./projection";
import { clusterState } from "./siteState";
import type { ClusterState } from "./siteState";
import type { PlacedGlyph, Stage } from "./stage";
import { Traffic } from "./traffic";
import { Writing } from "./writing";

/** A camera that has not moved for as long is laid out and drawn sharp. */
const SETTLE_AFTER_MS = 140;
/** How near the camera comes to a site that is followed, at least. */
const FOLLOW_ZOOM = 2.6;

/** On a map narrower than this, badges and mere plans would hide the rest: plans come with the zoom. */
const NARROW_PX = 500;
const ROOM_FROM_ZOOM = 1.6;
const SMALLEST_SCALE = 0.66;

/** What can be chosen or followed: a site, or the buyers of a region. */
export type Target = { site: number } | { buyersOf: number };

export interface MapHooks {
  onHover(cluster: Cluster | null, at: { x: number; y: number }): void;
  onChoose(cluster: Cluster): void;
  onMark(markTonnes: number): void;
  /** An event is being shown in full; the clock may want to slow down. */
  onMoment(event: SimEvent): void;
  /** The camera has come to rest: cards may stand in a better place. */
  onSettled(zoom: number): void;
  measure(text: string, weight: number, size: number): number;
  /** How much larger text and glyphs are than on a desk: 1 but when presenting. */
  textScale(): number;
}

export interface MapTime {
  nowMs: number;
  elapsedMs: number;
  /** How far particles go. */
  travelPx: number;
  still: boolean;
}

export class MapView {
  readonly overlay = new Overlay();
  private readonly ground: Ground;
  private readonly moments: Moments;
  private readonly writing = new Writing(this.overlay);
  private readonly traffic = new Traffic();
  private readonly cameraman = new Cameraman();
  private info: WorldInfo | null = null;
  private snapshot: Snapshot | null = null;
  private closedSince: ReadonlyMap<string, number> = new Map();
  private landCamera: Camera = WORLD_CAMERA;
  private width = 0;
  private height = 0;
  private resolution = 1;
  private projection: GeoProjection | null = null;
  private layout: Layout | null = null;
  private totals: ReadonlyMap<string, number> = new Map();
  private states: (ClusterState | null)[] = [];
  private shapes: LandShapes | null = null;
  private membersKey = "";
  private settleAtMs = 0;
  private obstacles: Box[] = [];
  private selected: Target | null = null;
  private followed: Target | null = null;
  private focused: Target | null = null;
  private hoveredId = -1;
  private card: Box | null = null;
  private dirty = true;

  constructor(
    private stage: Stage,
    private readonly host: HTMLElement,
    private colours: Tokens,
    private readonly hooks: MapHooks,
  ) {
    this.ground = new Ground(host);
    host.append(...stage.layers, this.overlay.element);
    this.moments = new Moments(host, this.overlay.element);
  }

  get clusters(): readonly Cluster[] {
    return this.layout?.clusters ?? [];
  }

  get zoom(): number {
    return this.camera.zoom;
  }

  private get camera(): Camera {
    return this.cameraman.camera;
  }

  /** Particles on the map, as many as the tonnes of its arcs come to. */
  get particles(): number {
    return particlesOn(this.traffic.arcs, this.traffic.markTonnes);
  }

  /** What is written on the map now, and what it keeps clear of, px; for the test that measures it. */
  written(): ReturnType<Writing["boxes"]> {
    return this.writing.boxes(this.scene());
  }

  setWorld(info: WorldInfo | null): void {
    this.info = info;
    this.snapshot = null;
    this.traffic.clear();
    this.membersKey = "";
    this.followed = null;
    this.totals = info === null ? new Map() : stageTotals(info);
    this.clearMoments();
    this.relayout();
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
    this.stage.setColours(colours);
    this.ground.linesMoved();
    this.drawGround();
    this.showMonth();
  }

  /** Goes on with another stage in the place of one that can draw no more. */
  changeStage(stage: Stage): void {
    this.stage.layers[0]?.before(...stage.layers);
    this.stage.destroy();
    this.stage = stage;
    stage.resize(this.width, this.height, this.resolution);
    this.setGlyphs();
  }

  resize(width: number, height: number, resolution: number): void {
    if (width === this.width && height === this.height && resolution === this.resolution) return;
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    this.stage.resize(width, height, resolution);
    this.ground.resize(width, height, resolution);
    this.overlay.resize(width, height);
    this.cameraman.resize(width, height);
    this.clearMoments();
    this.relayout();
    this.drawGround();
  }

  /** Boxes of the headline, buttons, legend and cards, which names keep clear of. */
  setObstacles(boxes: Box[]): void {
    this.obstacles = boxes;
    this.write();
  }

  /**
   * Shows a month. `moments` are the closures and returns to be acted out; when the cursor jumped, what was being acted
   * out is over.
   */
  show(
    snapshot: Snapshot,
    closedSince: ReadonlyMap<string, number>,
    how: { moments: readonly SimEvent[]; jumped: boolean; still: boolean },
  ): void {
    const before = this.snapshot;
    const looksBefore = this.clusters.map((cluster, id) => this.lookOf(cluster, this.states[id] ?? null));
    this.snapshot = snapshot;
    this.closedSince = closedSince;
    const membersKey = snapshot.members.join("");
    if (membersKey !== this.membersKey) {
      this.membersKey = membersKey;
      this.shapes = null;
      this.drawGround();
    }
    if (how.jumped) this.clearMoments();
    this.showMonth();
    const nowMs = performance.now();
    if (how.jumped || how.still) this.traffic.endBends();
    else if (before !== null) this.traffic.bend(before, snapshot, nowMs);
    const started = how.moments.flatMap((event) => this.momentAt(event, looksBefore));
    if (started.length === 0) return;
    const named = this.moments.start(started, { resolution: this.resolution, nowMs });
    this.moments.place(this.clusters);
    if (named !== null) this.nameEvent(named);
    this.setGlyphs();
  }

  select(target: Target | null): void {
    this.selected = target;
    this.drawRings();
    this.write();
  }

  focus(cluster: number): void {
    const one = this.clusters[cluster];
    this.focused = one === undefined ? null : targetOf(one);
    this.drawRings();
  }

  /** Follows a site or a region's buyers: the camera goes there and stays, its name and its trade stand out. */
  follow(target: Target | null): void {
    this.followed = target;
    const cluster = this.clusters[this.idOf(target)];
    if (cluster !== undefined) this.cameraman.flyOn(homeOf(cluster), Math.max(FOLLOW_ZOOM, this.zoom));
    this.ground.linesMoved();
    this.drawRings();
    this.write();
  }

  /** Where the card stands that a line leads to from what is selected; null takes the line away. */
  setLeader(card: Box | null): void {
    this.card = card;
    this.drawLeader();
  }

  /** Moves and draws one frame. */
  frame(time: MapTime): void {
    const flown = this.cameraman.step(time.nowMs, time.still);
    if (flown !== null) {
      this.moveTo(flown.camera);
      if (flown.arrived) this.settle();
    } else if (this.settleAtMs > 0 && time.nowMs >= this.settleAtMs) this.settle();
    const { drawn, changing } = this.traffic.inMotion(time);
    const { markTonnes } = this.traffic;
    const ended = this.moments.draw({ ...time, colours: this.colours, resolution: this.resolution });
    if (ended.effectEnded) this.setGlyphs();
    if (ended.nameEnded) this.nameEvent(null);
    if (changing || this.dirty) this.ground.linesChanged();
    this.ground.drawLines(this.traffic.arcs, {
      markTonnes,
      still: time.still,
      colours: this.colours,
      nowMs: time.nowMs,
      isFollowed: this.followedTrade(),
    });
    if (changing || this.dirty || time.travelPx > 0) this.stage.draw(drawn, markTonnes);
    this.dirty = false;
  }

  /** The glyph at a point, or null. */
  hit(x: number, y: number, isTouch = false): Cluster | null {
    return clusterAt(
      this.clusters,
      { radiusOf: (id) => (this.exists(id) ? this.radiusOf(id) : null) },
      { x, y },
      isTouch,
    );
  }

  hover(x: number, y: number): void {
    const cluster = this.hit(x, y);
    const id = cluster?.id ?? -1;
    this.host.style.cursor = cluster !== null || this.writing.capAt(x, y) !== null ? "pointer" : "";
    if (id === this.hoveredId) return;
    this.hoveredId = id;
    this.drawRings();
    this.hooks.onHover(cluster, cluster === null ? { x, y } : { x: cluster.x, y: cluster.y });
  }

  /** Chooses what is at a point; false where there is nothing. */
  click(x: number, y: number, isTouch = false): boolean {
    const cluster = this.hit(x, y, isTouch);
    if (cluster !== null) {
      this.hooks.onChoose(cluster);
      return true;
    }
    const cap = this.writing.capAt(x, y);
    if (cap !== null) this.zoomToRegion(cap.region);
    return cap !== null;
  }

  /** The visible glyph nearest to `from` in a direction; any glyph when there is no start. */
  neighbour(from: number, dx: number, dy: number): number {
    const start = this.clusters[from] ?? { x: this.width / 2, y: this.height / 2 };
    return clusterTowards(
      this.clusters,
      start,
      { dx, dy },
      (one) => one.id !== from && this.exists(one.id) && this.isInView(one),
    );
  }

  clusterOfSite(site: number): number {
    return this.layout?.ofSite[site] ?? -1;
  }

  clusterOfBuyers(region: number): number {
    return this.layout?.ofBuyers[region] ?? -1;
  }

  idOf(target: Target | null): number {
    if (target === null) return -1;
    return "site" in target ? this.clusterOfSite(target.site) : this.clusterOfBuyers(target.buyersOf);
  }

  /** Zooms at once about a point, as a wheel or a pinch does. */
  zoomAt(factor: number, point: { x: number; y: number }): void {
    this.moveTo(this.cameraman.zoomed(factor, point));
  }

  pan(dx: number, dy: number): void {
    this.moveTo(this.cameraman.panned(dx, dy));
  }

  /** Zooms on the way of a flight, as a button or a key does: about what is focused or chosen, else the middle. */
  zoomBy(factor: number): void {
    const cluster = this.clusters[this.idOf(this.focused ?? this.selected ?? this.followed)];
    this.cameraman.flyAbout(factor, cluster ?? { x: this.width / 2, y: this.height / 2 });
  }

  wholeWorld(): void {
    this.followed = null;
    this.ground.linesMoved();
    this.cameraman.flyTo(WORLD_CAMERA);
  }

  /** Flies to the lands and sites of a region, by its index. */
  zoomToRegion(region: number): void {
    const place = this.info?.regions[region];
    if (place === undefined || this.width === 0) return;
    const world = projectionFor(this.width, this.height, WORLD_CAMERA);
    const points = this.info!.sites.filter((site) => site.region === region).flatMap((site) => {
      const at = world([site.longitude, site.latitude]);
      return at === null ? [] : [{ x: at[0], y: at[1], width: 0, height: 0 }];
    });
    const land = countriesBox(place.isoCodes, world);
    this.cameraman.flyOver(land === null ? points : [land, ...points]);
  }

  /** Flies to the region at a point; where there is none, nearer to the point. */
  zoomToRegionAt(x: number, y: number): void {
    const cluster = this.hit(x, y);
    const at = this.projection?.invert?.([x, y]) ?? null;
    const country = at === null ? null : countryAt(at[0], at[1]);
    const region =
      cluster?.region ??
      this.info?.regions.findIndex((one) => country !== null && one.isoCodes.includes(country)) ??
      -1;
    if (region >= 0) this.zoomToRegion(region);
    else this.cameraman.flyAbout(1.8, { x, y });
  }

  /** Flies to the region of what is focused or chosen; false when nothing is. */
  zoomToChosen(): boolean {
    const cluster = this.clusters[this.idOf(this.focused ?? this.selected)];
    if (cluster !== undefined) this.zoomToRegion(cluster.region);
    return cluster !== undefined;
  }

  /** Brings a site into view; the world view shows everything already. */
  showCluster(id: number): void {
    const cluster = this.clusters[id];
    if (cluster === undefined || this.zoom <= 1.01 || this.isInView(cluster)) return;
    this.cameraman.flyOn(homeOf(cluster), this.zoom);
  }

  destroy(): void {
    this.moments.clear();
    this.ground.destroy();
    this.stage.destroy();
    this.overlay.element.remove();
  }

  /** Something of the cluster is there this month, and not only planned for some day. */
  private exists(id: number): boolean {
    return (this.states[id] ?? null) !== null;
  }

  private get size(): GlyphSize {
    const scale = (this.width / 832) * (this.hooks.textScale() > 1 ? 1.15 : 1);
    return glyphSize(this.camera.zoom, Math.max(SMALLEST_SCALE, Math.min(1.25, scale)));
  }

  private radiusOf(id: number): number {
    const state = this.states[id];
    return glyphRadius(state?.sharePercent ?? this.clusters[id]!.fullSharePercent, this.layout!.size);
  }

  private isInView(cluster: Cluster): boolean {
    return cluster.x > 4 && cluster.y > 4 && cluster.x < this.width - 4 && cluster.y < this.height - 4;
  }

  private lookOf(cluster: Cluster, state: ClusterState | null): GlyphLook {
    const side = sideOfRegion(cluster.region, this.info!, this.snapshot?.members ?? null);
    return lookOf(cluster, state, { side, size: this.layout!.size, colours: this.colours });
  }

  private relayout(): void {
    if (this.width === 0) return;
    this.settleAtMs = 0;
    this.writing.forgetPlaces();
    this.projection = projectionFor(this.width, this.height, this.camera);
    this.ground.linesMoved();
    if (this.info === null) {
      this.layout = null;
      this.traffic.clear();
      this.stage.setGlyphs([]);
      this.write();
      return;
    }
    const { scale } = this.size;
    this.layout = layoutSites(this.info, this.projection, { zoom: this.camera.zoom, radiusScale: scale });
    this.hoveredId = -1;
    this.traffic.layOut(this.info, this.layout, this.projection, { zoom: this.zoom, snapshot: this.snapshot });
    this.showMonth();
  }

  /** Carries everything along with the camera as it is; what has to be thought out anew waits until it rests. */
  private moveTo(camera: Camera): void {
    if (this.hoveredId >= 0) {
      this.hoveredId = -1;
      this.hooks.onHover(null, { x: 0, y: 0 });
    }
    const from = this.camera;
    this.cameraman.camera = camera;
    const scale = camera.zoom / this.landCamera.zoom;
    this.ground.moveLand(scale, camera.x - this.landCamera.x * scale, camera.y - this.landCamera.y * scale);
    this.settleAtMs = performance.now() + SETTLE_AFTER_MS;
    this.projection = projectionFor(this.width, this.height, camera);
    if (this.layout === null) return;
    const before = this.clusters.map(({ x, y }) => ({ x, y }));
    carryLayout(this.layout, from, camera);
    this.traffic.carry(this.projection);
    this.writing.carry(from, camera, (cluster) => ({
      dx: this.clusters[cluster]!.x - before[cluster]!.x,
      dy: this.clusters[cluster]!.y - before[cluster]!.y,
    }));
    this.clearMoments();
    this.setGlyphs();
    this.drawRings();
    this.ground.linesMoved();
  }

  /** The camera rests: sites part or join, arcs and names find their places, the land is drawn sharp. */
  private settle(): void {
    this.relayout();
    this.drawGround();
    this.drawRings();
    this.hooks.onSettled(this.camera.zoom);
  }

  private drawGround(): void {
    if (this.width === 0) return;
    const members = this.snapshot?.members ?? null;
    const shapes = (this.shapes ??= landShapes(sidesOfCountries(this.info, members)));
    this.landCamera = this.camera;
    const projection = projectionFor(this.width, this.height, this.camera);
    const box = { width: this.width, height: this.height };
    this.ground.drawLand((ctx) => drawLand(ctx, shapes, projection, box, this.colours));
    this.write();
    this.dirty = true;
  }

  private showMonth(): void {
    const { info, layout, snapshot } = this;
    if (info === null || layout === null) return;
    if (snapshot === null) {
      this.states = [];
      return;
    }
    const leavesOut = this.width < NARROW_PX && this.zoom < ROOM_FROM_ZOOM;
    this.states = layout.clusters.map((cluster) => {
      const state = clusterState(cluster, snapshot, info, this.totals);
      return leavesOut && state?.form === "planned" ? null : state;
    });
    this.setGlyphs();
    if (this.traffic.update(snapshot)) this.hooks.onMark(this.traffic.markTonnes);
    this.write();
    this.drawRings();
    this.dirty = true;
  }

  private setGlyphs(): void {
    const { info, snapshot } = this;
    if (info === null || snapshot === null) return;
    const covered = this.moments.covered;
    const placed: PlacedGlyph[] = [];
    for (let id = this.clusters.length - 1; id >= 0; id--) {
      const cluster = this.clusters[id]!;
      const state = this.states[id];
      if (state === undefined || state === null || covered.has(id)) continue;
      const scale = scaleOf(cluster, state, info, snapshot, this.closedSince);
      const look = this.lookOf(cluster, state);
      const count = this.width < NARROW_PX && !hasRoomForCount(look.radius) ? 1 : state.count;
      placed.push({ x: cluster.x, y: cluster.y, look, scale, count });
    }
    // Large ones first, so that small neighbours lie on top.
    placed.sort((a, b) => b.look.radius - a.look.radius);
    this.stage.setGlyphs(placed);
    this.dirty = true;
  }

  private scene(): Scene | null {
    const { info, snapshot, projection, layout } = this;
    if (info === null || snapshot === null || projection === null || layout === null) return null;
    return {
      info,
      clusters: layout.clusters,
      states: this.states,
      members: snapshot.members,
      radiusOf: (id) => this.radiusOf(id),
      projection,
      width: this.width,
      height: this.height,
      zoom: this.camera.zoom,
      textScale: this.hooks.textScale(),
      measure: (text, weight, size) => this.hooks.measure(text, weight, size),
      obstacles: this.obstacles,
    };
  }

  /** Writes the names anew; while the camera moves, what is written is only carried along. */
  private write(): void {
    if (this.cameraman.isFlying || this.settleAtMs > 0) return;
    this.writing.write(this.states.length === 0 ? null : this.scene(), {
      selected: this.idOf(this.selected),
      followed: this.idOf(this.followed),
      hovered: this.hoveredId,
    });
  }

  private drawRings(): void {
    const rings: { x: number; y: number; radius: number; kind: RingKind }[] = [];
    const add = (id: number, kind: RingKind): void => {
      const cluster = this.clusters[id];
      if (cluster === undefined) return;
      rings.push({ x: cluster.x, y: cluster.y, radius: this.radiusOf(id) * 1.5 + (kind === "focus" ? 7 : 4), kind });
    };
    const selected = this.idOf(this.selected);
    if (this.hoveredId !== selected) add(this.hoveredId, "hover");
    if (this.idOf(this.followed) !== selected) add(this.idOf(this.followed), "followed");
    add(selected, "selected");
    add(this.idOf(this.focused), "focus");
    this.overlay.setRings(rings);
    this.drawLeader();
  }

  private drawLeader(): void {
    const id = this.idOf(this.selected);
    const cluster = this.clusters[id];
    const { card } = this;
    if (card === null || cluster === undefined) {
      this.overlay.setLeader(null);
      return;
    }
    const radius = this.radiusOf(id) * 1.5 + 4;
    const x2 = Math.max(card.x, Math.min(card.x + card.width, cluster.x));
    const y2 = Math.max(card.y, Math.min(card.y + card.height, cluster.y));
    const distance = Math.hypot(x2 - cluster.x, y2 - cluster.y) || 1;
    const x1 = cluster.x + ((x2 - cluster.x) / distance) * radius;
    const y1 = cluster.y + ((y2 - cluster.y) / distance) * radius;
    this.overlay.setLeader(distance < radius ? null : { x1, y1, x2, y2 });
  }

  private followedTrade(): ((arc: Arc) => boolean) | null {
    const cluster = this.clusters[this.idOf(this.followed)];
    if (cluster === undefined) return null;
    const isEnd = (point: { x: number; y: number }): boolean =>
      Math.abs(point.x - cluster.x) < 1 && Math.abs(point.y - cluster.y) < 1;
    return (arc) => isEnd(arc.from) || isEnd(arc.to);
  }

  private momentAt(event: SimEvent, looksBefore: readonly GlyphLook[]): StartedMoment[] {
    const site = this.info?.sites.findIndex((one) => one.id === event.entityId) ?? -1;
    const id = this.clusterOfSite(site);
    const cluster = this.clusters[id];
    const moment = momentOf(event);
    if (cluster === undefined || moment === null) return [];
    const after = this.lookOf(cluster, this.states[id] ?? null);
    return [{ event, moment, cluster: id, before: looksBefore[id] ?? null, after }];
  }

  private nameEvent(named: Named | null): void {
    this.writing.nameEvent(named, this.scene());
    if (named !== null) this.hooks.onMoment(named.event);
    this.write();
  }

  private clearMoments(): void {
    this.moments.clear();
    this.writing.nameEvent(null, null);
  }
}

/** What stays when clusters part and join: the largest site of a cluster, or its region's buyers. */
export function targetOf(cluster: Cluster): Target {
  return cluster.kind === "buyer" ? { buyersOf: cluster.region } : { site: cluster.sites[0]! };
}

function homeOf(cluster: Cluster): { x: number; y: number } {
  return { x: cluster.homeX, y: cluster.homeY };
}
