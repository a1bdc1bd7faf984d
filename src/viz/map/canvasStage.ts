/**
 * The same moving layer on plain 2D canvases: for browsers without WebGL, where it stands still, and for machines whose
 * processor would have to play the graphics card, where it is the quicker of the two. Glyphs are drawn when they change,
 * particles in one path a form and frame.
 */
import type { Tokens } from "../theme/tokens";
import type { Arc, FlowKind } from "./arcs";
import { pointAlong, spacingPx } from "./arcs";
import { countPlace, drawCount } from "./counts";
import { flowColour } from "./flowMarks";
import { drawGlyph } from "./glyph";
import type { PlacedGlyph, Stage } from "./stage";

export function createCanvasStage(width: number, height: number, resolution: number, colours: Tokens): Stage {
  const stage = new CanvasStage(colours);
  stage.resize(width, height, resolution);
  return stage;
}

class CanvasStage implements Stage {
  private readonly marks = document.createElement("canvas");
  private readonly sites = document.createElement("canvas");
  readonly layers = [this.marks, this.sites];
  private glyphs: readonly PlacedGlyph[] = [];
  private width = 0;
  private height = 0;
  private resolution = 1;

  constructor(private colours: Tokens) {}

  resize(width: number, height: number, resolution: number): void {
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    for (const canvas of this.layers) {
      canvas.width = Math.round(width * resolution);
      canvas.height = Math.round(height * resolution);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    this.setGlyphs(this.glyphs);
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
  }

  setGlyphs(glyphs: readonly PlacedGlyph[]): void {
    this.glyphs = glyphs;
    const ctx = this.cleared(this.sites);
    for (const glyph of glyphs) {
      ctx.save();
      ctx.translate(glyph.x, glyph.y);
      ctx.scale(glyph.scale, glyph.scale);
      drawGlyph(ctx, glyph.look);
      ctx.restore();
    }
    for (const glyph of glyphs) {
      if (glyph.count < 2) continue;
      const { x, y } = countPlace(glyph);
      ctx.save();
      ctx.translate(x, y);
      drawCount(ctx, String(glyph.count), this.colours);
      ctx.restore();
    }
  }

  draw(arcs: readonly Arc[], markTonnes: number): void {
    const ctx = this.cleared(this.marks);
    this.drawMarks(ctx, arcs, markTonnes, "ordinary");
    this.drawMarks(ctx, arcs, markTonnes, "belowCost");
  }

  destroy(): void {
    for (const canvas of this.layers) canvas.remove();
  }

  private cleared(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const ctx = canvas.getContext("2d")!;
    ctx.setTransform(this.resolution, 0, 0, this.resolution, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    return ctx;
  }

  /** All particles of one form as one path: discs filled, streaks stroked along their arcs. */
  private drawMarks(ctx: CanvasRenderingContext2D, arcs: readonly Arc[], markTonnes: number, kind: FlowKind): void {
    ctx.beginPath();
    for (const arc of arcs) {
      if (arc.kind !== kind || arc.shownTonnes <= 0) continue;
      const spacing = spacingPx(arc.shownTonnes, markTonnes);
      for (let along = arc.phase * spacing; along <= arc.lengthPx; along += spacing) {
        const { x, y, angle } = pointAlong(arc, along);
        if (kind === "ordinary") {
          ctx.moveTo(x + 1.9, y);
          ctx.arc(x, y, 1.9, 0, 2 * Math.PI);
        } else {
          const dx = 3.35 * Math.cos(angle);
          const dy = 3.35 * Math.sin(angle);
          ctx.moveTo(x - dx, y - dy);
          ctx.lineTo(x + dx, y + dy);
        }
      }
    }
    if (kind === "ordinary") {
      ctx.fillStyle = flowColour(kind, this.colours);
      ctx.fill();
    } else {
      ctx.strokeStyle = flowColour(kind, this.colours);
      ctx.lineWidth = 2.3;
      ctx.lineCap = "round";
      ctx.stroke();
    }
  }
}
