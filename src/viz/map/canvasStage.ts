/**
 * The same moving layer on plain 2D canvases: for browsers without WebGL, where it stands still, and for machines whose
 * processor would have to play the graphics card, where it is the quicker of the two. Glyphs are drawn when they change,
 * particles in one path a form and frame.
 */
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import { isDrawn, pointAlong, spacingPx } from "./arcs";
import { drawCount, placedCount } from "./counts";
import { FLOW_FORMS, flowColour } from "./flowMarks";
import type { FlowForm } from "./flowMarks";
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
      const { x, y, isBadge } = placedCount(glyph);
      ctx.save();
      ctx.translate(x, y);
      drawCount(ctx, String(glyph.count), { isBadge, colour: glyph.look.colour, colours: this.colours });
      ctx.restore();
    }
  }

  draw(arcs: readonly Arc[], markTonnes: number): void {
    const ctx = this.cleared(this.marks);
    for (const form of FLOW_FORMS) this.drawMarks(ctx, arcs, markTonnes, form);
  }

  isLost(): boolean {
    return false;
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

  /** All particles of one form as one path: discs, rings and squares closed, streaks stroked along their arcs. */
  private drawMarks(ctx: CanvasRenderingContext2D, arcs: readonly Arc[], markTonnes: number, form: FlowForm): void {
    ctx.beginPath();
    let any = false;
    for (const arc of arcs) {
      if (arc.kind !== form || !isDrawn(arc, markTonnes)) continue;
      any = true;
      const spacing = spacingPx(arc.shownTonnes, markTonnes);
      for (let along = arc.phase * spacing; along <= arc.lengthPx; along += spacing) {
        const { x, y, angle } = pointAlong(arc, along);
        addMark(ctx, form, x, y, angle);
      }
    }
    if (!any) return;
    const colour = flowColour(form, this.colours);
    ctx.strokeStyle = colour;
    ctx.fillStyle = form === "relabelled" ? this.colours.ocean : colour;
    if (form !== "belowCost") ctx.fill();
    if (form === "belowCost" || form === "relabelled") {
      ctx.lineWidth = form === "belowCost" ? 2.3 : 1.5;
      ctx.lineCap = "round";
      ctx.stroke();
    }
  }
}

/** Adds a mark to the path, in the sizes of drawMark. */
function addMark(ctx: CanvasRenderingContext2D, form: FlowForm, x: number, y: number, angle: number): void {
  switch (form) {
    case "ordinary":
      ctx.moveTo(x + 1.9, y);
      ctx.arc(x, y, 1.9, 0, 2 * Math.PI);
      return;
    case "belowCost": {
      const dx = 3.35 * Math.cos(angle);
      const dy = 3.35 * Math.sin(angle);
      ctx.moveTo(x - dx, y - dy);
      ctx.lineTo(x + dx, y + dy);
      return;
    }
    case "relabelled":
      ctx.moveTo(x + 2.7, y);
      ctx.arc(x, y, 2.7, 0, 2 * Math.PI);
      return;
    case "stockpile":
      ctx.rect(x - 2.3, y - 2.3, 4.6, 4.6);
      return;
    default: {
      const never: never = form;
      throw new Error(`no mark for ${String(never)}`);
    }
  }
}
