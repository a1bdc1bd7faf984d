/**
 * What a full map costs, measured where it runs: with `#bench` in the address (or `#bench=canvas`, `#bench=pixi` for
 * one stage), a made-up world of 300 sites and 10,000 particles is played on a map of its own, and the script time of
 * every frame is kept in `window.__lodestoneBench`. Drawing by a processor in a graphics card's place is part of the
 * canvas stage's figures and no part of Pixi's, which only hands its work over.
 */
import { FLOW_FIGURES, SITE_FIGURES, BUYER_FIGURES, STATUS_CODES } from "../../workers/frame";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { TOKENS } from "../theme/tokens";
import { createCanvasStage } from "./canvasStage";
import { MapView } from "./mapView";
import type { Stage } from "./stage";

export const BENCH_SITES = 300;
export const BENCH_PARTICLES = 10_000;
const REGIONS = 30;
const FRAMES = 120;
/** A month passes every so many frames: ten a second at 60 frames. */
const FRAMES_PER_MONTH = 6;
const SIZE = { width: 832, height: 568, resolution: 1 };
const KINDS = ["mine", "separation", "metal", "magnet"] as const;
const GOODS = ["concentrate", "oxide", "metal", "magnet"] as const;

export interface BenchFigures {
  stage: "canvas" | "pixi";
  sites: number;
  /** Particles on the map in the last frame. */
  particles: number;
  /** Script of each frame that moved particles and glyphs, ms. */
  sceneMs: number[];
  /** Script of each frame in all, months with their labels among them, ms. */
  frameMs: number[];
  done: boolean;
}

declare global {
  interface Window {
    __lodestoneBench?: BenchFigures[];
  }
}

/** Starts the bench if the address asks for it; true when it did. */
export async function benchIfAsked(hash: string): Promise<boolean> {
  const asked = /^#bench(?:=(canvas|pixi))?$/.exec(hash);
  if (asked === null) return false;
  const results: BenchFigures[] = [];
  window.__lodestoneBench = results;
  for (const stage of ["canvas", "pixi"] as const) {
    if (asked[1] !== undefined && asked[1] !== stage) continue;
    const figures: BenchFigures = { stage, sites: BENCH_SITES, particles: 0, sceneMs: [], frameMs: [], done: false };
    results.push(figures);
    await play(figures);
  }
  return true;
}

async function play(figures: BenchFigures): Promise<void> {
  const host = document.createElement("div");
  host.className = "map-host";
  host.style.cssText = `position:fixed;inset:0 auto auto 0;width:${SIZE.width}px;height:${SIZE.height}px;z-index:99`;
  document.body.append(host);
  const stage = await stageFor(figures.stage);
  const text = document.createElement("canvas").getContext("2d")!;
  text.font = "550 11.5px sans-serif";
  const map = new MapView(stage, host, TOKENS.dark, {
    measure: (words) => text.measureText(words).width,
    onHover: () => undefined,
    onChoose: () => undefined,
    onMark: () => undefined,
    onMoment: () => undefined,
    onSettled: () => undefined,
    textScale: () => 1,
  });
  const info = benchWorld();
  map.resize(SIZE.width, SIZE.height, SIZE.resolution);
  map.setWorld(info);
  const tonnes = tonnesFor(map, info);
  let last = performance.now();
  for (let frame = 0; frame < FRAMES; frame++) {
    const now = await nextFrame();
    const from = performance.now();
    if (frame % FRAMES_PER_MONTH === 0) {
      const month = Math.floor(frame / FRAMES_PER_MONTH);
      map.show(benchMonth(info, month, tonnes), new Map(), { moments: [], jumped: frame === 0, still: false });
    }
    const scene = performance.now();
    map.frame({ nowMs: now, elapsedMs: now - last, travelPx: (26 * (now - last)) / 1000, still: false });
    const until = performance.now();
    last = now;
    figures.sceneMs.push(until - scene);
    figures.frameMs.push(until - from);
  }
  figures.particles = map.particles;
  map.destroy();
  host.remove();
  figures.done = true;
}

async function stageFor(kind: BenchFigures["stage"]): Promise<Stage> {
  const { width, height, resolution } = SIZE;
  if (kind === "canvas") return createCanvasStage(width, height, resolution, TOKENS.dark);
  const { createPixiStage } = await import("./pixiStage");
  return createPixiStage(width, height, resolution, TOKENS.dark);
}

/** Tonnes a lane at which the map holds as many particles as the bench asks for. */
function tonnesFor(map: MapView, info: WorldInfo): number {
  let tonnes = 400;
  for (let round = 0; round < 6; round++) {
    map.show(benchMonth(info, 0, tonnes), new Map(), { moments: [], jumped: true, still: true });
    map.frame({ nowMs: performance.now(), elapsedMs: 2000, travelPx: 0, still: true });
    tonnes *= (1.02 * BENCH_PARTICLES) / Math.max(1, map.particles);
  }
  return tonnes;
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** A number between 0 and 1, the same for the same index. */
function chance(index: number): number {
  let h = Math.imul(index + 1, 374761393);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** A world of thirty regions strewn over the continents, with ten sites each. */
export function benchWorld(): WorldInfo {
  const regions = Array.from({ length: REGIONS }, (_, index) => ({
    id: `R${index}`,
    name: `Region ${index}`,
    isoCodes: index === 0 ? ["CHN"] : index === 1 ? ["USA"] : index === 2 ? ["AUS"] : [],
    latitude: -38 + 100 * chance(index),
    longitude: -120 + 270 * chance(index + 500),
  }));
  return {
    scenario: "bench",
    title: "Bench",
    question: "",
    seed: "1",
    startMonth: "2026-01",
    months: 240,
    goods: GOODS.map((id) => ({ id, name: id, unit: "t", isStage: true })),
    regions,
    exporterRegion: "R0",
    sites: Array.from({ length: BENCH_SITES }, (_, index) => ({
      id: `S${index}`,
      name: `Site ${index}`,
      kind: KINDS[index % 4]!,
      siteType: "single",
      isProject: false,
      region: index % REGIONS,
      latitude: regions[index % REGIONS]!.latitude + 12 * (chance(index + 900) - 0.5),
      longitude: regions[index % REGIONS]!.longitude + 16 * (chance(index + 1300) - 0.5),
      owner: "",
      goodIn: index % 4 === 0 ? null : GOODS[(index % 4) - 1]!,
      goodOut: GOODS[index % 4]!,
      capacityTonnesPerYear: 200 + 4000 * chance(index + 1700),
      cashCostUsdPerKg: 40,
      costConfidence: "low",
    })),
    buyers: regions.map((region, index) => ({
      id: `B${index}`,
      region: region.id,
      sector: "cars",
      good: "magnet",
      demandTonnesPerYear: 1000,
    })),
  };
}

/** A month of that world: every site runs a little differently from the month before, every lane carries about as much. */
function benchMonth(info: WorldInfo, month: number, tonnesPerLane: number): Snapshot {
  const sites = new Float64Array(info.sites.length * SITE_FIGURES.length);
  const column = (name: (typeof SITE_FIGURES)[number]): number => SITE_FIGURES.indexOf(name);
  info.sites.forEach((site, index) => {
    const row = index * SITE_FIGURES.length;
    const capacity = site.capacityTonnesPerYear / 12;
    const utilisation = 0.3 + 0.7 * chance(index * 31 + month);
    sites[row + column("status")] = STATUS_CODES.indexOf(
      chance(index * 7 + (month >> 2)) < 0.1 ? "mothballed" : "operating",
    );
    sites[row + column("capacityTonnesPerMonth")] = capacity;
    sites[row + column("outputTonnes")] = capacity * utilisation;
    sites[row + column("utilisation")] = utilisation;
  });
  const flows: number[] = [];
  for (let from = 0; from < REGIONS; from++)
    for (const step of [3, 7, 11, 17]) {
      const to = (from + step) % REGIONS;
      flows.push((from + step) % 4, from, to, tonnesPerLane * (0.8 + 0.4 * chance(from * 50 + step + month)));
      flows.push(from === 0 ? 1 : 0, 0);
    }
  if (flows.length % FLOW_FIGURES.length !== 0) throw new Error("a lane of the bench lacks a figure");
  return {
    month,
    stages: [],
    world: {
      blocSitesRunning: 0,
      blocSitesEver: 0,
      buyersPay12mKiloUsd: 0,
      topUpRevenue12mKiloUsd: 0,
      factoriesStoppedShare: 0,
      floorEnabled: 1,
      stance: 0,
      warChestKiloUsd: 0,
    },
    members: Uint8Array.from(info.regions, (_, index) => (index === 1 || index === 2 ? 1 : 0)),
    prices: new Float64Array(0),
    sites,
    buyers: new Float64Array(info.buyers.length * BUYER_FIGURES.length).fill(50),
    flows: Float64Array.from(flows),
    events: [],
  };
}
