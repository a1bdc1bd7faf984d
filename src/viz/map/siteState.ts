/**
 * What a glyph shows in a month: the state of the sites (or buyers) that it holds, read from a snapshot.
 */
import { BUYER_FIGURES, SITE_FIGURES, STATUS_CODES } from "../../workers/frame";
import type { Status } from "../../sim/scenario";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { GlyphLook } from "./glyph";
import type { Cluster } from "./layout";

export type SiteFigure = (typeof SITE_FIGURES)[number];
const COLUMN = Object.fromEntries(SITE_FIGURES.map((name, index) => [name, index])) as Record<SiteFigure, number>;
const BUYER_COLUMNS = BUYER_FIGURES.length;
const USE = BUYER_FIGURES.indexOf("useTonnes");
const WANTED = BUYER_FIGURES.indexOf("wantedTonnes");

/** A figure of a site in a month; NaN where it has none. */
export function siteFigure(snapshot: Snapshot, site: number, figure: SiteFigure): number {
  return snapshot.sites[site * SITE_FIGURES.length + COLUMN[figure]] ?? Number.NaN;
}

export function siteStatus(snapshot: Snapshot, site: number): Status {
  return STATUS_CODES[siteFigure(snapshot, site, "status")] ?? "prospect";
}

export interface ClusterState {
  form: GlyphLook["form"];
  /** Capacity that exists, as a share of its stage, percent. */
  sharePercent: number;
  utilisation: number;
  progress: number;
  shortage: number;
  /** Sites that exist (are no mere prospects). */
  count: number;
}

/** The liveliest state wins: a glyph is closed only when everything in it is. */
const RANK: readonly Status[] = [
  "operating",
  "ramping",
  "restarting",
  "mothballed",
  "building",
  "financing",
  "permitting",
  "closed",
];

/** Null while nothing of the cluster exists yet. */
export function clusterState(
  cluster: Cluster,
  snapshot: Snapshot,
  info: WorldInfo,
  totals: ReadonlyMap<string, number>,
): ClusterState | null {
  return cluster.kind === "buyer" ? buyerState(cluster, snapshot) : plantState(cluster, snapshot, info, totals);
}

function plantState(
  cluster: Cluster,
  snapshot: Snapshot,
  info: WorldInfo,
  totals: ReadonlyMap<string, number>,
): ClusterState | null {
  let best = RANK.length;
  let capacity = 0;
  let output = 0;
  let open = 0;
  let progress = 0;
  let progressWeight = 0;
  let count = 0;
  for (const site of cluster.sites) {
    const status = siteStatus(snapshot, site);
    const rank = RANK.indexOf(status);
    if (rank < 0) continue;
    count++;
    best = Math.min(best, rank);
    const full = info.sites[site]!.capacityTonnesPerYear / 12;
    const shown = siteFigure(snapshot, site, "capacityTonnesPerMonth");
    capacity += shown > 0 ? shown : full;
    if (status === "operating" || status === "ramping") {
      open += shown > 0 ? shown : full;
      output += siteFigure(snapshot, site, "outputTonnes") || 0;
    }
    if (status === "building" || status === "ramping" || status === "restarting") {
      progress += full * (siteFigure(snapshot, site, "progress") || 0);
      progressWeight += full;
    }
  }
  if (count === 0) return null;
  const status = RANK[best]!;
  const total = totals.get(cluster.goodOut ?? "") ?? 0;
  return {
    form: formOf(status),
    sharePercent: total > 0 ? (1200 * capacity) / total : 0,
    utilisation: open > 0 ? Math.min(1, output / open) : 0,
    progress: progressWeight > 0 ? progress / progressWeight : 0,
    shortage: 0,
    count,
  };
}

function buyerState(cluster: Cluster, snapshot: Snapshot): ClusterState {
  let use = 0;
  let wanted = 0;
  for (const buyer of cluster.buyers) {
    use += snapshot.buyers[buyer * BUYER_COLUMNS + USE] || 0;
    wanted += snapshot.buyers[buyer * BUYER_COLUMNS + WANTED] || 0;
  }
  const met = wanted > 0 ? Math.min(1, use / wanted) : 1;
  return {
    form: "running",
    sharePercent: cluster.fullSharePercent,
    utilisation: met,
    progress: 0,
    shortage: 1 - met,
    count: 1,
  };
}

function formOf(status: Status): GlyphLook["form"] {
  switch (status) {
    case "operating":
      return "running";
    case "ramping":
    case "restarting":
    case "mothballed":
    case "building":
    case "closed":
      return status;
    case "prospect":
    case "permitting":
    case "financing":
      return "planned";
    default: {
      const never: never = status;
      throw new Error(`no form for ${String(never)}`);
    }
  }
}
