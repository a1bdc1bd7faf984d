/**
 * Which glyphs stand on the map, where, and which sites each of them holds. Sites of one kind in one region that would
 * cover each other share a glyph; glyphs are then pushed apart by a fixed rule, so that the same camera always gives
 * the same map. Positions depend on what a run may hold, not on the month, so that nothing hops while time runs.
 */
import type { GeoProjection } from "d3-geo";
import type { WorldInfo } from "../../sim/snapshot";
import type { GlyphKind } from "./glyph";
import type { Camera } from "./projection";

export interface Cluster {
  id: number;
  kind: GlyphKind;
  region: number;
  /** Indices into `WorldInfo.sites`, largest first; empty for buyers. */
  sites: number[];
  /** Indices into `WorldInfo.buyers`. */
  buyers: number[];
  goodIn: string | null;
  goodOut: string | null;
  /** Capacity (or demand) of all it may ever hold, as a share of its stage, percent. */
  fullSharePercent: number;
  /** Where it would stand alone, and where it stands, px. */
  homeX: number;
  homeY: number;
  x: number;
  y: number;
}

export interface Layout {
  clusters: Cluster[];
  /** Cluster of a site, by site index; -1 if it is not drawn. */
  ofSite: Int32Array;
  /** Cluster of the buyers of a region; -1 if not drawn. */
  ofBuyers: Int32Array;
  size: GlyphSize;
}

/** How large glyphs are at a zoom: everything by `scale`, and none over `largest` before it. */
export interface GlyphSize {
  scale: number;
  largest: number;
}

const SMALLEST_RADIUS = 5;
const LARGEST_RADIUS = 17;
/** At world view a glyph of a seventh of its stage is as large as any: whole industries stand side by side there. */
const LARGEST_AT_WORLD_VIEW = 12.5;
const LARGEST_FROM_ZOOM = 2.5;
const LONGEST_PUSH_PX = 18;
const LONGEST_GROUP_PUSH_PX = 34;
const PUSH_ROUNDS = 8;
/** Sites closer than this to the edge of a larger one of their kind share its glyph, px: at world view, and from near. */
const JOIN_AT_WORLD_VIEW_PX = 27;
const JOIN_PX = 14;
/** A glyph may cover at most this share of a smaller neighbour. */
const MOST_COVERED = 0.15;
/** At world view, regions that use less than this share of finished goods have no buyer glyph. */
const SMALLEST_BUYER_PERCENT = 1;

/** Radius of a glyph for a share of its stage, px. */
export function glyphRadius(sharePercent: number, size: GlyphSize): number {
  const radius = 3.2 * Math.sqrt(Math.max(0, sharePercent));
  return Math.max(SMALLEST_RADIUS, Math.min(size.largest, radius)) * size.scale;
}

/** 0 at world view, 1 from the zoom on at which glyphs are as large as they get. */
function nearness(zoom: number): number {
  return Math.max(0, Math.min(1, (zoom - 1) / (LARGEST_FROM_ZOOM - 1)));
}

export function glyphSize(zoom: number, scale: number): GlyphSize {
  return { scale, largest: LARGEST_AT_WORLD_VIEW + (LARGEST_RADIUS - LARGEST_AT_WORLD_VIEW) * nearness(zoom) };
}

/** Recyclers make what separation plants make; from afar they share a glyph, whose notch says so only when all recycle. */
function family(kind: GlyphKind): GlyphKind {
  return kind === "recycling" ? "separation" : kind;
}

export function kindOf(kind: string): GlyphKind {
  return kind === "mine-and-separation" ? "separation" : (kind as GlyphKind);
}

/** Yearly capacity of each good over the sites that exist at the start, tonnes; finished goods also by demand. */
export function stageTotals(info: WorldInfo): Map<string, number> {
  const totals = new Map<string, number>();
  for (const site of info.sites)
    if (!site.isProject) totals.set(site.goodOut, (totals.get(site.goodOut) ?? 0) + site.capacityTonnesPerYear);
  return totals;
}

export function layoutSites(
  info: WorldInfo,
  project: GeoProjection,
  view: { zoom: number; radiusScale: number },
): Layout {
  const size = glyphSize(view.zoom, view.radiusScale);
  const join = JOIN_AT_WORLD_VIEW_PX + (JOIN_PX - JOIN_AT_WORLD_VIEW_PX) * nearness(view.zoom);
  const fits = (one: GlyphKind, two: GlyphKind): boolean =>
    one === two || (nearness(view.zoom) < 1 && family(one) === family(two));
  const totals = stageTotals(info);
  const demand = info.buyers.reduce((sum, buyer) => sum + buyer.demandTonnesPerYear, 0);
  const shareOf = (site: number): number =>
    (100 * info.sites[site]!.capacityTonnesPerYear) / (totals.get(info.sites[site]!.goodOut) || 1);

  const order = info.sites.map((_, index) => index).sort((a, b) => shareOf(b) - shareOf(a) || a - b);
  const clusters: Cluster[] = [];
  for (const index of order) {
    const site = info.sites[index]!;
    const at = project([site.longitude, site.latitude]);
    if (at === null) continue;
    const kind = kindOf(site.kind);
    const host = clusters.find(
      (one) =>
        fits(one.kind, kind) &&
        one.region === site.region &&
        Math.hypot(one.homeX - at[0], one.homeY - at[1]) < join + bodyRadius(one, size),
    );
    if (host !== undefined) {
      host.sites.push(index);
      host.fullSharePercent += shareOf(index);
      if (host.kind !== kind) host.kind = family(kind);
    } else
      clusters.push({
        id: 0,
        kind,
        region: site.region,
        sites: [index],
        buyers: [],
        goodIn: site.goodIn,
        goodOut: site.goodOut,
        fullSharePercent: shareOf(index),
        homeX: at[0],
        homeY: at[1],
        x: at[0],
        y: at[1],
      });
  }
  info.regions.forEach((region, regionIndex) => {
    const buyers = info.buyers.map((_, index) => index).filter((index) => info.buyers[index]!.region === region.id);
    const share =
      (100 * buyers.reduce((sum, index) => sum + info.buyers[index]!.demandTonnesPerYear, 0)) / (demand || 1);
    const at = project([region.longitude, region.latitude]);
    if (buyers.length === 0 || at === null || share * view.zoom < SMALLEST_BUYER_PERCENT) return;
    clusters.push({
      id: 0,
      kind: "buyer",
      region: regionIndex,
      sites: [],
      buyers,
      goodIn: info.buyers[buyers[0]!]!.good,
      goodOut: null,
      fullSharePercent: share,
      homeX: at[0],
      homeY: at[1],
      x: at[0],
      y: at[1],
    });
  });

  let settled = push(clusters, size);
  for (let round = 0; round < clusters.length; round++) {
    const pair = coveredPair(settled, size, fits);
    if (pair === null) break;
    settled = push(joined(settled, pair), size);
  }
  settled.sort((a, b) => b.fullSharePercent - a.fullSharePercent || a.homeX - b.homeX || a.homeY - b.homeY);
  const ofSite = new Int32Array(info.sites.length).fill(-1);
  const ofBuyers = new Int32Array(info.regions.length).fill(-1);
  settled.forEach((cluster, id) => {
    cluster.id = id;
    for (const site of cluster.sites) ofSite[site] = id;
    if (cluster.kind === "buyer") ofBuyers[cluster.region] = id;
  });
  return { clusters: settled, ofSite, ofBuyers, size };
}

/** Carries a layout from one camera to another as it is: homes move with the land, pushes and glyphs keep their size. */
export function carryLayout(layout: Layout, from: Camera, to: Camera): void {
  const ratio = to.zoom / from.zoom;
  for (const cluster of layout.clusters) {
    const pushX = cluster.x - cluster.homeX;
    const pushY = cluster.y - cluster.homeY;
    cluster.homeX = (cluster.homeX - from.x) * ratio + to.x;
    cluster.homeY = (cluster.homeY - from.y) * ratio + to.y;
    cluster.x = cluster.homeX + pushX;
    cluster.y = cluster.homeY + pushY;
  }
}

/** Radius that a glyph keeps free round itself: its own circle of capacity and half its outline. */
function bodyRadius(cluster: Cluster, size: GlyphSize): number {
  const radius = glyphRadius(cluster.fullSharePercent, size);
  return cluster.kind === "buyer" ? 0.8 * radius + 3.6 : 1.2 * radius + 1;
}

function push(clusters: Cluster[], size: GlyphSize): Cluster[] {
  for (const one of clusters) {
    one.x = one.homeX;
    one.y = one.homeY;
  }
  for (let round = 0; round < PUSH_ROUNDS * 3; round++) {
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const one = clusters[a]!;
        const two = clusters[b]!;
        const need = bodyRadius(one, size) + bodyRadius(two, size);
        let dx = two.x - one.x;
        let dy = two.y - one.y;
        let distance = Math.hypot(dx, dy);
        if (distance >= need) continue;
        if (distance < 0.01) {
          // Two glyphs at one point part along a direction fixed by their order.
          const angle = (a * 7 + b * 13) % 16;
          dx = Math.cos((angle * Math.PI) / 8);
          dy = Math.sin((angle * Math.PI) / 8);
          distance = 1;
        }
        const weightOne = bodyRadius(two, size) / need;
        const move = (need - distance) * 0.6;
        shift(one, (-dx / distance) * move * weightOne, (-dy / distance) * move * weightOne);
        shift(two, (dx / distance) * move * (1 - weightOne), (dy / distance) * move * (1 - weightOne));
      }
    }
  }
  return clusters;
}

function shift(cluster: Cluster, dx: number, dy: number): void {
  cluster.x += dx;
  cluster.y += dy;
  const away = Math.hypot(cluster.x - cluster.homeX, cluster.y - cluster.homeY);
  // What stands for many places (or for a whole region's buyers) has no one place, and may go further.
  const most = cluster.sites.length === 1 ? LONGEST_PUSH_PX : LONGEST_GROUP_PUSH_PX;
  if (away > most) {
    cluster.x = cluster.homeX + ((cluster.x - cluster.homeX) * most) / away;
    cluster.y = cluster.homeY + ((cluster.y - cluster.homeY) * most) / away;
  }
}

/** The nearest two glyphs of one kind and region while any glyph there covers too much of a neighbour. */
function coveredPair(
  clusters: readonly Cluster[],
  size: GlyphSize,
  fits: (one: GlyphKind, two: GlyphKind) => boolean,
): [Cluster, Cluster] | null {
  let best: [Cluster, Cluster] | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const one of clusters) {
    for (const two of clusters) {
      if (one === two || coveredShare(one, two, size) <= MOST_COVERED) continue;
      for (const crowded of [one, two]) {
        for (const other of clusters) {
          if (other === crowded || other.region !== crowded.region || !fits(other.kind, crowded.kind)) continue;
          if (crowded.kind === "buyer") continue;
          const distance = Math.hypot(other.homeX - crowded.homeX, other.homeY - crowded.homeY);
          if (distance < 150 && distance < bestDistance) {
            bestDistance = distance;
            best = [crowded, other];
          }
        }
      }
    }
  }
  return best;
}

/** Share of the smaller of two discs that lies under the other. */
export function coveredShare(one: Cluster, two: Cluster, size: GlyphSize): number {
  const a = glyphRadius(one.fullSharePercent, size);
  const b = glyphRadius(two.fullSharePercent, size);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  const d = Math.hypot(one.x - two.x, one.y - two.y);
  if (d >= a + b) return 0;
  if (d <= large - small) return 1;
  const p = small * small;
  const q = large * large;
  const s = p * Math.acos((d * d + p - q) / (2 * d * small));
  const l = q * Math.acos((d * d + q - p) / (2 * d * large));
  const k = 0.5 * Math.sqrt((-d + small + large) * (d + small - large) * (d - small + large) * (d + small + large));
  return (s + l - k) / (Math.PI * p);
}

function joined(clusters: Cluster[], pair: [Cluster, Cluster]): Cluster[] {
  const [one, two] = pair;
  const large = one.fullSharePercent >= two.fullSharePercent ? one : two;
  const small = large === one ? two : one;
  large.sites.push(...small.sites);
  if (large.kind !== small.kind) large.kind = family(large.kind);
  const whole = large.fullSharePercent + small.fullSharePercent;
  large.homeX = (large.homeX * large.fullSharePercent + small.homeX * small.fullSharePercent) / whole;
  large.homeY = (large.homeY * large.fullSharePercent + small.homeY * small.fullSharePercent) / whole;
  large.fullSharePercent = whole;
  return clusters.filter((cluster) => cluster !== small);
}
