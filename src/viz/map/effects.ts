/**
 * The three moments of the map: a closure, a mothballing, a re-opening. Each is drawn on a small canvas of its own over
 * the glyph, so that the map underneath goes on. One plays in full at a time; the rest of a month get the ring alone.
 */
import type { Tokens } from "../theme/tokens";
import { easeInOut, easeOut } from "./ease";
import type { GlyphLook } from "./glyph";
import { drawGlyph } from "./glyph";

export type Moment = "closed" | "mothballed" | "reopened";

export interface Effect {
  moment: Moment;
  /** The glyph before and after. */
  before: GlyphLook;
  after: GlyphLook;
  /** False for a ring without the glyph's own change. */
  full: boolean;
  startedMs: number;
}

/** Side of an effect's canvas, px. */
export const EFFECT_PX = 132;
/** How long each moves, and how long its ring stays under reduced motion, ms. */
export const MOVES_MS: Record<Moment, number> = { closed: 900, mothballed: 700, reopened: 1500 };
export const STAYS_MS: Record<Moment, number> = { closed: 4000, mothballed: 3000, reopened: 4000 };
/** How long the name stays beside the glyph, ms. */
export const NAME_MS: Record<Moment, number> = { closed: 3400, mothballed: 2700, reopened: 3400 };

export function effectCanvas(resolution: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.className = "map-effect";
  canvas.width = EFFECT_PX * resolution;
  canvas.height = EFFECT_PX * resolution;
  canvas.style.width = `${EFFECT_PX}px`;
  canvas.style.height = `${EFFECT_PX}px`;
  return canvas;
}

/** Draws an effect at a time; returns false when it is over. */
export function drawEffect(
  canvas: HTMLCanvasElement,
  effect: Effect,
  look: { nowMs: number; still: boolean; colours: Tokens; resolution: number },
): boolean {
  const elapsed = look.nowMs - effect.startedMs;
  const ctx = canvas.getContext("2d")!;
  ctx.setTransform(look.resolution, 0, 0, look.resolution, 0, 0);
  ctx.clearRect(0, 0, EFFECT_PX, EFFECT_PX);
  ctx.translate(EFFECT_PX / 2, EFFECT_PX / 2);
  if (elapsed > (look.still ? STAYS_MS : MOVES_MS)[effect.moment]) return false;
  if (look.still) {
    drawRing(ctx, 27, ringColour(effect.moment, look.colours), 2.4, 1);
    return true;
  }
  switch (effect.moment) {
    case "closed":
    case "mothballed":
      drawFall(ctx, effect, elapsed, look.colours);
      return true;
    case "reopened":
      drawReturn(ctx, effect, elapsed, look.colours);
      return true;
    default: {
      const never: never = effect.moment;
      throw new Error(`no effect for ${String(never)}`);
    }
  }
}

/** The light goes out: a ring falls inward, the fill drains, the mark is drawn. */
function drawFall(ctx: CanvasRenderingContext2D, effect: Effect, elapsed: number, colours: Tokens): void {
  const length = MOVES_MS[effect.moment];
  const t = elapsed / length;
  if (effect.full) {
    const swapped = t > 0.55;
    const flash = effect.moment === "closed" && elapsed > 90 && elapsed < 260;
    const drain = 1 - easeInOut(Math.min(1, t / 0.55));
    drawGlyph(ctx, {
      ...(swapped ? effect.after : effect.before),
      ...(swapped ? { markDrawn: easeOut((t - 0.55) / 0.45) } : { utilisation: effect.before.utilisation * drain }),
      ...(flash ? { colour: colours.ink } : {}),
    });
  }
  drawRing(ctx, 46 - 19 * easeOut(t), colours.ink, 1 + 1.6 * t, 0.4 + 0.6 * t);
}

/** The light comes back: two rings burst outward, the fill rises. */
function drawReturn(ctx: CanvasRenderingContext2D, effect: Effect, elapsed: number, colours: Tokens): void {
  for (const delay of [0, 220]) {
    const t = (elapsed - delay) / 900;
    if (t > 0 && t < 1) drawRing(ctx, 20 + 38 * easeOut(t), colours.back, 3.4 - 2 * t, 1 - t);
  }
  if (!effect.full) return;
  const slide = Math.min(1, elapsed / 500);
  if (slide < 1) drawGlyph(ctx, { ...effect.before, markDrawn: 1 - easeOut(slide) });
  else drawGlyph(ctx, { ...effect.after, utilisation: effect.after.utilisation * easeOut((elapsed - 500) / 900) });
}

function drawRing(ctx: CanvasRenderingContext2D, radius: number, colour: string, width: number, alpha: number): void {
  ctx.save();
  ctx.globalAlpha = Math.max(0, Math.min(1, alpha));
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
  ctx.restore();
}

function ringColour(moment: Moment, colours: Tokens): string {
  return moment === "reopened" ? colours.back : colours.ink;
}
