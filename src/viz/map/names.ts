/**
 * What is written on the map and where: the event in progress first, then the caps of bloc and exporter, then sites by
 * what they weigh. Each keeps clear of what came before it, of glyphs, and of everything that floats over the map.
 */
import type { GeoProjection } from "d3-geo";
import type { WorldInfo } from "../../sim/snapshot";
import { countBox } from "./counts";
import { overlap, placeLabels, shortName } from "./labels";
import type { Box, LabelWish, Place, PlacedLabel } from "./labels";
import { countryArea, isInCountries } from "./land";
import type { Cluster } from "./layout";
import type { ClusterState } from "./siteState";

const MOST_NAMES = 10;
const MOST_NAMES_A_REGION = 2;
/** A name keeps this far from the edge of the map, px. */
const EDGE_PX = 6;
const SPARE_PX = 4;
const CAP_HEIGHT_PX = 13;

export interface Cap extends Box {
  text: string;
  side: "bloc" | "exporter";
  /** Regions that a click on it shows. */
  region: number;
  /** Its middle, degrees. */
  longitude: number;
  latitude: number;
}

export interface Scene {
  info: WorldInfo;
  clusters: readonly Cluster[];
  states: readonly (ClusterState | null | undefined)[];
  members: Uint8Array;
  radiusOf(id: number): number;
  projection: GeoProjection;
  width: number;
  height: number;
  zoom: number;
  textScale: number;
  measure(text: string, weight: number, size: number): number;
  /** Headline, buttons, legend and cards. */
  obstacles: readonly Box[];
}

/** The parts of glyphs that nothing may be written on: their bodies and their counts. */
export function glyphCores(scene: Scene): Box[] {
  const cores: Box[] = [];
  for (const cluster of scene.clusters) {
    const state = scene.states[cluster.id];
    if (state === undefined || state === null) continue;
    const radius = scene.radiusOf(cluster.id);
    const core = radius * 0.95;
    cores.push({ x: cluster.x - core, y: cluster.y - core, width: 2 * core, height: 2 * core });
    const count = countBox({ x: cluster.x, y: cluster.y, kind: cluster.kind, radius, count: state.count });
    if (count !== null) cores.push(count);
  }
  return cores;
}

/** Where the name of an event stands: the first place about its glyph that is free, else the freest inside the map. */
export function placeEvent(
  at: { x: number; y: number; radius: number },
  size: { width: number; height: number },
  scene: Scene,
): Box {
  const { width, height } = size;
  const ring = Math.max(30, at.radius * 1.5 + 8);
  const candidates: Box[] = [];
  for (const away of [ring + 4, ring + 22, ring + 42]) {
    candidates.push(
      { x: at.x - width / 2, y: at.y + away, width, height },
      { x: at.x - width / 2, y: at.y - away - height, width, height },
      { x: at.x + away, y: at.y - height / 2, width, height },
      { x: at.x - away - width, y: at.y - height / 2, width, height },
      { x: at.x + away * 0.4, y: at.y + away * 0.9, width, height },
      { x: at.x - away * 0.4 - width, y: at.y + away * 0.9, width, height },
      { x: at.x + away * 0.4, y: at.y - away * 0.9 - height, width, height },
      { x: at.x - away * 0.4 - width, y: at.y - away * 0.9 - height, width, height },
    );
  }
  const cores = glyphCores(scene);
  let best = candidates[0]!;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const box = {
      ...candidate,
      x: Math.max(EDGE_PX, Math.min(scene.width - EDGE_PX - width, candidate.x)),
      y: Math.max(EDGE_PX, Math.min(scene.height - EDGE_PX - height, candidate.y)),
    };
    let cost = Math.hypot(box.x - candidate.x, box.y - candidate.y) * 4;
    for (const one of scene.obstacles) cost += 1000 * shared(box, one, SPARE_PX);
    for (const one of cores) cost += shared(box, one, 2);
    if (cost < bestCost) {
      best = box;
      bestCost = cost;
    }
    if (cost === 0) break;
  }
  return best;
}

/** Area in which two boxes come nearer than `spare`, px². */
function shared(a: Box, b: Box, spare: number): number {
  const x = Math.min(a.x + a.width, b.x + b.width + spare) - Math.max(a.x, b.x - spare);
  const y = Math.min(a.y + a.height, b.y + b.height + spare) - Math.max(a.y, b.y - spare);
  return x > 0 && y > 0 ? x * y : 0;
}

/**
 * Words for bloc and exporter, each on its own land where it is free; one keeps its place for as long as it can. A word
 * whose place is taken looks for another only when it may `search`: that costs more than a month has time for.
 */
export function placeCaps(scene: Scene, before: readonly Cap[], taken: readonly Box[], search: boolean): Cap[] {
  const { info } = scene;
  const exporter = info.regions.findIndex((region) => region.id === info.exporterRegion);
  const area = (region: number): number => countryArea(info.regions[region]!.isoCodes[0] ?? "");
  const members = info.regions
    .map((_, index) => index)
    .filter((index) => scene.members[index] === 1)
    .sort((a, b) => area(b) - area(a) || a - b)
    .slice(0, 5);
  const blocked = [...scene.obstacles, ...glyphCores(scene), ...taken];
  const caps: Cap[] = [];
  for (const { side, text, regions } of [
    { side: "exporter", text: "EXPORTER", regions: exporter < 0 ? [] : [exporter] },
    { side: "bloc", text: "BLOC", regions: members },
  ] as const) {
    const kept = before.find((cap) => cap.side === side && regions.includes(cap.region as never));
    const cap =
      (kept === undefined ? null : capAt(scene, kept, blocked)) ??
      (search ? freeCap(scene, side, text, regions, blocked) : null);
    if (cap === null) continue;
    caps.push(cap);
    blocked.push(cap);
  }
  return caps;
}

/** How far from a region's own place its word may go, degrees, nearest first; the land's middle is often taken. */
const CAP_OFFSETS: readonly (readonly [number, number])[] = (() => {
  const offsets: [number, number][] = [];
  for (let east = -28; east <= 28; east += 4)
    for (let north = -12; north <= 14; north += 2) offsets.push([east, north]);
  const cost = ([east, north]: [number, number]): number => Math.hypot(east * 0.8, north);
  return offsets.sort((a, b) => cost(a) - cost(b) || a[0] - b[0] || a[1] - b[1]);
})();

function freeCap(
  scene: Scene,
  side: Cap["side"],
  text: string,
  regions: readonly number[],
  blocked: readonly Box[],
): Cap | null {
  let outside: Cap | null = null;
  for (const region of regions) {
    const place = scene.info.regions[region]!;
    for (const [east, north] of CAP_OFFSETS) {
      const longitude = place.longitude + east;
      const latitude = place.latitude + north;
      const cap = capAt(scene, { side, text, region, longitude, latitude }, blocked);
      if (cap === null) continue;
      if (isInCountries(place.isoCodes, longitude, latitude)) return cap;
      if (side === "exporter") outside ??= cap;
    }
  }
  return outside;
}

function capAt(
  scene: Scene,
  cap: Pick<Cap, "side" | "text" | "region" | "longitude" | "latitude">,
  blocked: readonly Box[],
): Cap | null {
  const at = scene.projection([cap.longitude, cap.latitude]);
  if (at === null) return null;
  const size = 11 * scene.textScale;
  const width = scene.measure(cap.text, 680, size) + 0.1 * size * cap.text.length;
  const height = CAP_HEIGHT_PX * scene.textScale;
  const box = { x: at[0] - width / 2, y: at[1] - height / 2, width, height };
  if (!isInside(box, scene) || blocked.some((one) => overlap(box, one, SPARE_PX))) return null;
  return { ...cap, ...box };
}

function isInside(box: Box, scene: Scene): boolean {
  return (
    box.x >= EDGE_PX &&
    box.y >= EDGE_PX &&
    box.x + box.width <= scene.width - EDGE_PX &&
    box.y + box.height <= scene.height - EDGE_PX
  );
}

export interface NamedLabel extends PlacedLabel {
  cluster: number;
}

/** Names of sites: what is chosen, hovered or followed first, then by capacity, a few for each region. */
export function placeNames(
  scene: Scene,
  marked: { selected: number; followed: number; hovered: number; event: number },
  taken: readonly Box[],
  before: ReadonlyMap<string, Place>,
): NamedLabel[] {
  const { info } = scene;
  const wishes: LabelWish[] = [];
  const clusterOf = new Map<string, number>();
  for (const cluster of scene.clusters) {
    const state = scene.states[cluster.id];
    if (state === undefined || state === null || cluster.kind === "buyer" || cluster.id === marked.event) continue;
    if (cluster.x < 4 || cluster.y < 4 || cluster.x > scene.width - 4 || cluster.y > scene.height - 4) continue;
    const rank =
      cluster.id === marked.selected
        ? 3e6
        : cluster.id === marked.followed
          ? 2e6
          : cluster.id === marked.hovered
            ? 1e6
            : 0;
    const first = namedSite(info, cluster);
    if (first === null && rank === 0 && scene.zoom < 2) continue;
    const site = info.sites[first ?? cluster.sites[0]!]!;
    const text = shortName(site.name);
    const planned = state.form === "planned" || state.form === "building";
    clusterOf.set(site.id, cluster.id);
    wishes.push({
      key: site.id,
      text,
      priority: rank + state.sharePercent * (planned ? 0.1 : 1),
      group: rank > 0 ? -1 - rank : cluster.region,
      x: cluster.x,
      y: cluster.y,
      radius: scene.radiusOf(cluster.id),
      width: scene.measure(text, 550, 11.5 * scene.textScale) + 2,
      height: 14 * scene.textScale,
    });
  }
  const bounds = {
    x: EDGE_PX,
    y: EDGE_PX,
    width: scene.width - 2 * EDGE_PX,
    height: scene.height - 2 * EDGE_PX,
  };
  return placeLabels(wishes, [...scene.obstacles, ...taken, ...glyphCores(scene)], bounds, before, {
    inAll: Math.round(MOST_NAMES * Math.min(3, scene.zoom)),
    inGroup: Math.round(MOST_NAMES_A_REGION * scene.zoom),
  }).map((label) => ({ ...label, cluster: clusterOf.get(label.key)! }));
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
