/** Where a card goes on the map: the place nearest to its site that covers no glyphs, or the fewest. */
import type { Box } from "./labels";

export function placeCard(
  card: { width: number; height: number },
  site: { x: number; y: number },
  glyphs: readonly { x: number; y: number }[],
  bounds: Box,
): { left: number; top: number } {
  const step = 16;
  let best = { left: bounds.x, top: bounds.y };
  let bestCost = Number.POSITIVE_INFINITY;
  const lastLeft = Math.max(bounds.x, bounds.x + bounds.width - card.width);
  const lastTop = Math.max(bounds.y, bounds.y + bounds.height - card.height);
  for (let left = bounds.x; left <= lastLeft; left += step) {
    for (let top = bounds.y; top <= lastTop; top += step) {
      const inside = (one: { x: number; y: number }, spare: number): boolean =>
        one.x > left - spare &&
        one.x < left + card.width + spare &&
        one.y > top - spare &&
        one.y < top + card.height + spare;
      if (inside(site, 34)) continue;
      let covered = 0;
      for (const glyph of glyphs) if (inside(glyph, 10)) covered++;
      const dx = Math.max(left - site.x, 0, site.x - left - card.width);
      const dy = Math.max(top - site.y, 0, site.y - top - card.height);
      const cost = covered * 220 + Math.hypot(dx, dy);
      if (cost < bestCost) {
        bestCost = cost;
        best = { left, top };
      }
    }
  }
  return best;
}
