/**
 * The number of sites that a glyph stands for: in the middle of a glyph that has room for it, else in a small disc at
 * its upper right, as a badge. Never loose beside it.
 */
import type { Tokens } from "../theme/tokens";
import type { GlyphKind } from "./glyph";
import type { Box } from "./labels";
import type { PlacedGlyph } from "./stage";

const FACE = "'Inter Variable', system-ui, sans-serif";
const SIZE_PX = 11;
const BADGE_PX = 6.6;
/** A glyph of this radius has room for a number inside. */
const ROOM_PX = 8;

export interface CountPlace {
  x: number;
  y: number;
  isBadge: boolean;
}

interface Counted {
  x: number;
  y: number;
  kind: GlyphKind;
  radius: number;
  count: number;
}

export function hasRoomForCount(radius: number): boolean {
  return radius >= ROOM_PX;
}

export function countPlace({ x, y, kind, radius }: Omit<Counted, "count">): CountPlace {
  if (hasRoomForCount(radius)) {
    const down = kind === "mine" ? 0.36 : kind === "magnet" ? 0.74 : 0.02;
    return { x, y: y + radius * down, isBadge: false };
  }
  const out = kind === "separation" || kind === "recycling" || kind === "mine" ? 0.86 : 1.1;
  return { x: x + radius * out + 3.4, y: y - radius * out - 1.6, isBadge: true };
}

/** The box of a glyph's badge; null where it has none, or has its number inside. */
export function countBox(counted: Counted): Box | null {
  if (counted.count < 2) return null;
  const { x, y, isBadge } = countPlace(counted);
  return isBadge ? { x: x - BADGE_PX, y: y - BADGE_PX, width: 2 * BADGE_PX, height: 2 * BADGE_PX } : null;
}

export function placedCount(glyph: PlacedGlyph): CountPlace {
  return countPlace({ x: glyph.x, y: glyph.y, kind: glyph.look.kind, radius: glyph.look.radius * glyph.scale });
}

/** Draws the number about (0, 0). */
export function drawCount(
  ctx: CanvasRenderingContext2D,
  count: string,
  look: { isBadge: boolean; colour: string; colours: Tokens },
): void {
  const { colours } = look;
  if (look.isBadge) {
    const half = Math.max(BADGE_PX, 3.3 * count.length + 2.6);
    ctx.beginPath();
    ctx.roundRect(-half, -BADGE_PX, 2 * half, 2 * BADGE_PX, BADGE_PX);
    ctx.fillStyle = colours.ocean;
    ctx.fill();
    ctx.strokeStyle = look.colour;
    ctx.lineWidth = 1;
    ctx.stroke();
  }
  ctx.font = `${look.isBadge ? 620 : 700} ${SIZE_PX}px ${FACE}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  if (!look.isBadge) {
    ctx.strokeStyle = colours.ocean;
    ctx.lineWidth = 3;
    ctx.strokeText(count, 0, 0.5);
  }
  ctx.fillStyle = colours.ink;
  ctx.fillText(count, 0, 0.5);
}
