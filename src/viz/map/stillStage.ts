/** The same map on a plain 2D canvas, for browsers without WebGL: nothing moves by itself, everything else is there. */
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import { ARC_STEPS, spacingPx } from "./arcs";
import { drawGlyph } from "./glyph";
import { drawMark, flowColour } from "./flowMarks";
import type { PlacedGlyph, Stage } from "./stage";

export function createStillStage(width: number, height: number, resolution: number, colours: Tokens): Stage {
  return new StillStage(width, height, resolution, colours);
}

class StillStage implements Stage {
  readonly canvas = document.createElement("canvas");
  private land: HTMLCanvasElement | null = null;
  private landScale = 1;
  private landX = 0;
  private landY = 0;
  private glyphs: readonly PlacedGlyph[] = [];
  private width = 0;
  private height = 0;
  private resolution = 1;

  constructor(
    width: number,
    height: number,
    resolution: number,
    private colours: Tokens,
  ) {
    this.resize(width, height, resolution);
  }

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

  setLand(land: HTMLCanvasElement): void {
    this.land = land;
    this.moveLand(1, 0, 0);
  }

  moveLand(scale: number, x: number, y: number): void {
    this.landScale = scale;
    this.landX = x;
    this.landY = y;
  }

  resetArcs(): void {
    // Every frame is drawn from the arcs it is given; nothing is kept.
  }

  setGlyphs(glyphs: readonly PlacedGlyph[]): void {
    this.glyphs = glyphs;
  }

  draw(arcs: readonly Arc[], markTonnes: number): void {
    const ctx = this.canvas.getContext("2d")!;
    ctx.setTransform(this.resolution, 0, 0, this.resolution, 0, 0);
    ctx.fillStyle = this.colours.ocean;
    ctx.fillRect(0, 0, this.width, this.height);
    if (this.land !== null)
      ctx.drawImage(this.land, this.landX, this.landY, this.width * this.landScale, this.height * this.landScale);
    for (const arc of arcs) if (arc.shownTonnes > 0) this.drawArc(ctx, arc, markTonnes);
    for (const glyph of this.glyphs) {
      ctx.save();
      ctx.translate(glyph.x, glyph.y);
      ctx.scale(glyph.scale, glyph.scale);
      drawGlyph(ctx, glyph.look);
      ctx.restore();
    }
  }

  destroy(): void {
    this.canvas.remove();
  }

  private drawArc(ctx: CanvasRenderingContext2D, arc: Arc, markTonnes: number): void {
    const colour = flowColour(arc.kind, this.colours);
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = arc.kind === "belowCost" ? 1.8 : 1.1;
    ctx.beginPath();
    ctx.moveTo(arc.from.x, arc.from.y);
    ctx.quadraticCurveTo(arc.control.x, arc.control.y, arc.to.x, arc.to.y);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
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
