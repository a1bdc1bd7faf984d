/** How a cluster looks in a month: its side's colour, its state's form, its size. */
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import type { Tokens } from "../theme/tokens";
import type { GlyphLook } from "./glyph";
import type { Side } from "./land";
import { glyphRadius } from "./layout";
import type { Cluster, GlyphSize } from "./layout";
import type { ClusterState } from "./siteState";

const SHRINK_AFTER_MONTHS = 24;
const SHRUNK = 0.6;
/** A buyer's ring opens once more than this share of what it wants is missing. */
const LEAST_SHORTAGE = 0.02;

export function sideOfRegion(region: number, info: WorldInfo, members: Uint8Array | null): Side {
  if (info.regions[region]?.id === info.exporterRegion) return "exporter";
  return members?.[region] === 1 ? "bloc" : "nonAligned";
}

/** The side of every country that belongs to a region, by its three-letter code. */
export function sidesOfCountries(info: WorldInfo | null, members: Uint8Array | null): Map<string, Side> {
  const sides = new Map<string, Side>();
  info?.regions.forEach((region, index) => {
    for (const code of region.isoCodes) sides.set(code, sideOfRegion(index, info, members));
  });
  return sides;
}

export function sideColour(side: Side, colours: Tokens): string {
  return side === "bloc" ? colours.bloc : side === "exporter" ? colours.exporter : colours.nonAligned;
}

/** The look of a cluster in a state; null is one that is only planned. */
export function lookOf(
  cluster: Cluster,
  state: ClusterState | null,
  view: { side: Side; size: GlyphSize; colours: Tokens },
): GlyphLook {
  return {
    kind: cluster.kind,
    radius: glyphRadius(state?.sharePercent ?? cluster.fullSharePercent, view.size),
    colour: sideColour(view.side, view.colours),
    ground: view.colours.ocean,
    ink: view.colours.ink,
    form: state?.form ?? "planned",
    utilisation: state?.utilisation ?? 0,
    progress: state?.progress ?? 0,
    shortage: state !== null && state.shortage > LEAST_SHORTAGE ? state.shortage : 0,
  };
}

/** 1, or less for what closed more than two years ago: it stays on the map for good, but steps back. */
export function scaleOf(
  cluster: Cluster,
  state: ClusterState,
  info: WorldInfo,
  snapshot: Snapshot,
  closedSince: ReadonlyMap<string, number>,
): number {
  if (state.form !== "closed") return 1;
  const since = Math.max(...cluster.sites.map((site) => closedSince.get(info.sites[site]!.id) ?? 0));
  return snapshot.month - since > SHRINK_AFTER_MONTHS ? SHRUNK : 1;
}
