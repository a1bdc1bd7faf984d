/** The number of sites that a glyph stands for: inside a large glyph, at the foot of a small one. */
import type { Tokens } from "../theme/tokens";
import type { PlacedGlyph } from "./stage";

const FONT = "650 11px 'Inter Variable', system-ui, sans-serif";

export function countPlace(glyph: PlacedGlyph): { x: number; y: number } {
  const { radius, kind } = glyph.look;
  if (radius >= 9) return { x: glyph.x, y: glyph.y + radius * (kind === "mine" ? 0.35 : kind === "magnet" ? 0.8 : 0) };
  return { x: glyph.x + radius * 1.1 + 3, y: glyph.y + radius * 0.95 + 2 };
}

/** Draws the number about (0, 0). */
export function drawCount(ctx: CanvasRenderingContext2D, count: string, colours: Tokens): void {
  ctx.font = FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = colours.ocean;
  ctx.lineWidth = 3.2;
  ctx.strokeText(count, 0, 0);
  ctx.fillStyle = colours.ink;
  ctx.fillText(count, 0, 0);
}
