/** Which glyph a point means, and which lies next in a direction. */
import type { Cluster } from "./layout";

const REACH_PX = 8;
const TOUCH_REACH_PX = 20;

interface Seen {
  /** Radius of a cluster's glyph, px; null where nothing of it exists this month. */
  radiusOf(id: number): number | null;
}

/** The glyph at a point, or null; a finger reaches further than a pointer. */
export function clusterAt(
  clusters: readonly Cluster[],
  seen: Seen,
  point: { x: number; y: number },
  isTouch = false,
): Cluster | null {
  let best: Cluster | null = null;
  let bestDistance = isTouch ? TOUCH_REACH_PX : REACH_PX;
  for (const cluster of clusters) {
    const radius = seen.radiusOf(cluster.id);
    if (radius === null) continue;
    const distance = Math.hypot(cluster.x - point.x, cluster.y - point.y) - radius;
    if (distance < bestDistance) {
      best = cluster;
      bestDistance = distance;
    }
  }
  return best;
}

/** Id of the glyph nearest to `start` in a direction, or -1; `allowed` says which may be walked to. */
export function clusterTowards(
  clusters: readonly Cluster[],
  start: { x: number; y: number },
  direction: { dx: number; dy: number },
  allowed: (cluster: Cluster) => boolean,
): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const cluster of clusters) {
    if (!allowed(cluster)) continue;
    const x = cluster.x - start.x;
    const y = cluster.y - start.y;
    const along = x * direction.dx + y * direction.dy;
    const across = Math.abs(x * direction.dy - y * direction.dx);
    if (along <= 0.5 || across > along * 2.2) continue;
    const cost = along + across * 1.6;
    if (cost < bestCost) {
      best = cluster.id;
      bestCost = cost;
    }
  }
  return best;
}
