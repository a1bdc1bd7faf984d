/**
 * What lies under everything that moves: the land, drawn once per camera, and the hairlines of trade, drawn again a few
 * times a second while trade changes. Both are plain canvases beneath the moving picture, so that a frame of moving
 * particles costs only the particles.
 */
import type { Tokens } from "../theme/tokens";
import { ARC_STEPS } from "./arcs";
import { isDrawn } from "./arcs";
import type { Arc } from "./arcs";
import { FLOW_LINES, flowColour } from "./flowMarks";

/** Lines of a followed site's trade stand out by as much, and the others step back. */
const FOLLOWED_ALPHA = 0.85;
const OTHERS_ALPHA = 0.4;
const LINES_EVERY_MS = 180;

export class Ground {
  private readonly land = layer("map-land");
  private readonly lines = layer("map-lines");
  private width = 0;
  private height = 0;
  private resolution = 1;
  private drawnMs = 0;
  private stale = true;

  constructor(host: HTMLElement) {
    host.append(this.land, this.lines);
  }

  resize(width: number, height: number, resolution: number): void {
    this.width = width;
    this.height = height;
    this.resolution = resolution;
    fit(this.lines, width, height, resolution);
    this.stale = true;
  }

  /** Draws the land anew, at the place of the present camera. */
  drawLand(draw: (ctx: CanvasRenderingContext2D) => void): void {
    fit(this.land, this.width, this.height, this.resolution);
    const ctx = this.land.getContext("2d")!;
    ctx.setTransform(this.resolution, 0, 0, this.resolution, 0, 0);
    draw(ctx);
    this.land.style.transform = "";
  }

  /** Trade lines are drawn again in the next frame, not when it is time. */
  linesMoved(): void {
    this.stale = true;
    this.drawnMs = Number.NEGATIVE_INFINITY;
  }

  /** Shows the last land zoomed and shifted until a sharp one is drawn. */
  moveLand(scale: number, x: number, y: number): void {
    this.land.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  linesChanged(): void {
    this.stale = true;
  }

  /** Draws the hairlines if trade has changed since and it is time. */
  drawLines(
    arcs: readonly Arc[],
    look: {
      markTonnes: number;
      still: boolean;
      colours: Tokens;
      nowMs: number;
      /** Whose trade is followed; null when no one's is. */
      isFollowed: ((arc: Arc) => boolean) | null;
    },
  ): void {
    if (!this.stale || look.nowMs - this.drawnMs < LINES_EVERY_MS) return;
    this.stale = false;
    this.drawnMs = look.nowMs;
    const ctx = this.lines.getContext("2d")!;
    ctx.setTransform(this.resolution, 0, 0, this.resolution, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    for (const arc of arcs) {
      if (!isDrawn(arc, look.markTonnes)) continue;
      const { width, alpha, dash } = FLOW_LINES[arc.kind];
      ctx.strokeStyle = flowColour(arc.kind, look.colours);
      ctx.lineWidth = width;
      // A small trade keeps a fainter line, so that the large ones lead the eye.
      const strength = Math.min(1, 0.25 + arc.shownTonnes / (2 * look.markTonnes));
      ctx.globalAlpha =
        look.isFollowed === null
          ? alpha * strength
          : look.isFollowed(arc)
            ? FOLLOWED_ALPHA
            : alpha * strength * OTHERS_ALPHA;
      ctx.setLineDash([...dash]);
      ctx.beginPath();
      ctx.moveTo(arc.from.x, arc.from.y);
      ctx.quadraticCurveTo(arc.control.x, arc.control.y, arc.to.x, arc.to.y);
      ctx.stroke();
      if (look.still && arc.shownTonnes > 0.5 * look.markTonnes) drawArrow(ctx, arc);
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }

  destroy(): void {
    this.land.remove();
    this.lines.remove();
  }
}

/** Reduced motion: an arrowhead mid-arc says which way the tonnes go. */
function drawArrow(ctx: CanvasRenderingContext2D, arc: Arc): void {
  const at = (ARC_STEPS / 2) * 3;
  ctx.save();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.translate(arc.table[at]!, arc.table[at + 1]!);
  ctx.rotate(arc.table[at + 2]!);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.beginPath();
  ctx.moveTo(5.5, 0);
  ctx.lineTo(-4.5, 3.4);
  ctx.lineTo(-4.5, -3.4);
  ctx.fill();
  ctx.restore();
}

function layer(className: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.className = className;
  return canvas;
}

function fit(canvas: HTMLCanvasElement, width: number, height: number, resolution: number): void {
  const pixelWidth = Math.round(width * resolution);
  const pixelHeight = Math.round(height * resolution);
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}
