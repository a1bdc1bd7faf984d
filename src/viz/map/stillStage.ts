/** The same map on a plain 2D canvas, for browsers without WebGL: nothing moves by itself, everything else is there. */
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import { ARC_STEPS, spacingPx } from "./arcs";
import { countPlace, drawCount } from "./counts";
import { drawMark, flowColour } from "./flowMarks";
import { drawGlyph } from "./glyph";
import type { PlacedGlyph, Stage } from "./stage";

export function createStillStage(width: number, height: number, resolution: number, colours: Tokens): Stage {
  const stage = new StillStage(colours);
  stage.resize(width, height, resolution);
  return stage;
}

class StillStage implements Stage {
  readonly canvas = document.createElement("canvas");
  readonly frameMs = 0;
  private glyphs: readonly PlacedGlyph[] = [];
  private width = 0;
  private height = 0;
  private resolution = 1;

  constructor(private colours: Tokens) {}

  resize(width: number, height: number, resolution: number): void {
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    this.canvas.width = Math.round(width * resolution);
    this.canvas.height = Math.round(height * resolution);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
  }

  setGlyphs(glyphs: readonly PlacedGlyph[]): void {
    this.glyphs = glyphs;
  }

  draw(arcs: readonly Arc[], markTonnes: number): void {
    const ctx = this.canvas.getContext("2d")!;
    ctx.setTransform(this.resolution, 0, 0, this.resolution, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    for (const arc of arcs) if (arc.shownTonnes > 0) this.drawMarks(ctx, arc, markTonnes);
    for (const glyph of this.glyphs) {
      ctx.save();
      ctx.translate(glyph.x, glyph.y);
      ctx.scale(glyph.scale, glyph.scale);
      drawGlyph(ctx, glyph.look);
      ctx.restore();
    }
    for (const glyph of this.glyphs) {
      if (glyph.count < 2) continue;
      const { x, y } = countPlace(glyph);
      ctx.save();
      ctx.translate(x, y);
      drawCount(ctx, String(glyph.count), this.colours);
      ctx.restore();
    }
  }

  destroy(): void {
    this.canvas.remove();
  }

  private drawMarks(ctx: CanvasRenderingContext2D, arc: Arc, markTonnes: number): void {
    ctx.fillStyle = flowColour(arc.kind, this.colours);
    const spacing = spacingPx(arc.shownTonnes, markTonnes);
    for (let along = arc.phase * spacing; along <= arc.lengthPx; along += spacing) {
      const at = Math.min(ARC_STEPS, Math.round((along / arc.lengthPx) * ARC_STEPS)) * 3;
      ctx.save();
      ctx.translate(arc.table[at]!, arc.table[at + 1]!);
      ctx.rotate(arc.table[at + 2]!);
      drawMark(ctx, arc.kind);
      ctx.restore();
    }
  }
}
