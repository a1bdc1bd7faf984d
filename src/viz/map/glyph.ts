/**
 * The picture of one site, drawn on a 2D canvas about (0, 0). Shape is the kind, fill from below is how hard it runs,
 * the outline is its state; nothing depends on colour alone. The map's texture atlas, the legend, the still map and
 * the animations all draw with this.
 */
export type GlyphKind = "mine" | "separation" | "recycling" | "metal" | "magnet" | "buyer";

export interface GlyphLook {
  kind: GlyphKind;
  /** Radius of the circle whose area stands for capacity, px. */
  radius: number;
  colour: string;
  ground: string;
  ink: string;
  form: "running" | "planned" | "building" | "ramping" | "mothballed" | "restarting" | "closed";
  /** Fill, 0..1. */
  utilisation: number;
  /** Done part of building, ramping or restarting, 0..1. */
  progress: number;
  /** Missing part of what a buyer wants, 0..1: its ring opens by as much. */
  shortage: number;
  /** How far the cross or the bars have been drawn, 0..1; 1 at rest. */
  markDrawn?: number;
}

/** Half the side of a square that holds the glyph with its ring and halo, px. */
export function glyphReach(radius: number): number {
  return Math.ceil(Math.max(1.4 * radius + 3.5 + 3, 1.6 * radius + 4, 1.15 * radius + 4));
}

export function drawGlyph(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const { kind, radius, colour } = look;
  const closed = look.form === "closed";
  const hollow = closed || look.form === "mothballed" || look.form === "restarting";
  const dashed = look.form === "planned" || look.form === "building";
  const outline = closed ? 1.1 : 1.6;

  ctx.save();
  ctx.lineJoin = "round";
  traceGlyph(ctx, kind, radius);
  ctx.strokeStyle = look.ground;
  ctx.lineWidth = outline + 2.6;
  ctx.stroke();
  ctx.fillStyle = look.ground;
  ctx.fill();
  if (!closed && !dashed) {
    ctx.globalAlpha = hollow ? 0 : 0.22;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
    if (look.utilisation > 0 && !hollow) fillFromBelow(ctx, look);
  }
  traceGlyph(ctx, kind, radius);
  ctx.strokeStyle = colour;
  ctx.lineWidth = dashed ? 1.5 : outline;
  ctx.globalAlpha = closed ? 0.65 : 1;
  if (dashed) ctx.setLineDash([2.6, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;

  if (kind === "buyer") drawBuyerRing(ctx, look);
  if (look.form === "building" || look.form === "ramping" || look.form === "restarting") drawProgressRing(ctx, look);
  if (look.form === "mothballed" || look.form === "restarting") drawBars(ctx, look);
  if (closed) drawCross(ctx, look);
  ctx.restore();
}

/** The outline of a kind as the current path. */
export function traceGlyph(ctx: CanvasRenderingContext2D, kind: GlyphKind, r: number): void {
  ctx.beginPath();
  switch (kind) {
    case "mine":
      polygon(ctx, [0, -1.5 * r, 1.42 * r, 1.02 * r, -1.42 * r, 1.02 * r]);
      break;
    case "separation":
      polygon(ctx, [0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r, -1.25 * r, 0]);
      break;
    case "recycling":
      polygon(ctx, [0, -1.25 * r, 0.83 * r, -0.42 * r, 0.42 * r, 0, 0.83 * r, 0.42 * r, 0, 1.25 * r, -1.25 * r, 0]);
      break;
    case "metal":
      ctx.rect(-0.89 * r, -0.89 * r, 1.78 * r, 1.78 * r);
      break;
    case "magnet":
      ctx.moveTo(-1.14 * r, -1.14 * r);
      ctx.lineTo(-1.14 * r, 0);
      ctx.arc(0, 0, 1.14 * r, Math.PI, 0, true);
      ctx.lineTo(1.14 * r, -1.14 * r);
      ctx.lineTo(0.46 * r, -1.14 * r);
      ctx.lineTo(0.46 * r, 0);
      ctx.arc(0, 0, 0.46 * r, 0, Math.PI, false);
      ctx.lineTo(-0.46 * r, -1.14 * r);
      ctx.closePath();
      break;
    case "buyer":
      ctx.arc(0, 0, 0.8 * r, 0, 2 * Math.PI);
      break;
    default: {
      const never: never = kind;
      throw new Error(`no glyph for ${String(never)}`);
    }
  }
}

function polygon(ctx: CanvasRenderingContext2D, points: number[]): void {
  ctx.moveTo(points[0]!, points[1]!);
  for (let i = 2; i < points.length; i += 2) ctx.lineTo(points[i]!, points[i + 1]!);
  ctx.closePath();
}

/** Top and bottom of each shape in radii: between them the fill rises. */
const EXTENT: Record<GlyphKind, readonly [number, number]> = {
  mine: [-1.5, 1.02],
  separation: [-1.25, 1.25],
  recycling: [-1.25, 1.25],
  metal: [-0.89, 0.89],
  magnet: [-1.14, 1.14],
  buyer: [-0.8, 0.8],
};

function fillFromBelow(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const [top, bottom] = EXTENT[look.kind];
  const level = (bottom - (bottom - top) * Math.min(1, look.utilisation)) * look.radius;
  ctx.save();
  traceGlyph(ctx, look.kind, look.radius);
  ctx.clip();
  ctx.fillStyle = look.colour;
  ctx.fillRect(-3 * look.radius, level, 6 * look.radius, 4 * look.radius);
  ctx.restore();
}

function drawBuyerRing(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const gap = Math.min(1, look.shortage) * Math.PI;
  ctx.beginPath();
  ctx.arc(0, 0, 0.8 * look.radius + 3, -Math.PI / 2 + gap, 1.5 * Math.PI - gap);
  ctx.strokeStyle = look.colour;
  ctx.lineWidth = 1.2;
  ctx.stroke();
}

function drawProgressRing(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const ring = 1.4 * look.radius + 3.5;
  ctx.strokeStyle = look.colour;
  ctx.beginPath();
  ctx.arc(0, 0, ring, 0, 2 * Math.PI);
  ctx.lineWidth = 1;
  ctx.globalAlpha = 0.5;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.beginPath();
  ctx.arc(0, 0, ring, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * Math.min(1, look.progress));
  ctx.lineWidth = 2.4;
  ctx.stroke();
}

function drawBars(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const { radius } = look;
  const drawn = look.markDrawn ?? 1;
  const height = 0.9 * radius;
  const middle = look.kind === "mine" ? 0.3 * radius : look.kind === "magnet" ? -0.45 * radius : 0;
  ctx.strokeStyle = look.colour;
  ctx.lineWidth = Math.max(1.3, 0.2 * radius);
  ctx.globalAlpha = drawn;
  ctx.beginPath();
  for (const side of [-0.2, 0.2]) {
    const x = side * radius + (1 - drawn) * radius;
    ctx.moveTo(x, middle - height / 2);
    ctx.lineTo(x, middle + height / 2);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function drawCross(ctx: CanvasRenderingContext2D, look: GlyphLook): void {
  const reach = 1.15 * look.radius;
  const drawn = look.markDrawn ?? 1;
  const first = Math.min(1, drawn * 2);
  const second = Math.max(0, drawn * 2 - 1);
  const strokes = (): void => {
    ctx.beginPath();
    ctx.moveTo(-reach, -reach);
    ctx.lineTo(-reach + 2 * reach * first, -reach + 2 * reach * first);
    if (second > 0) {
      ctx.moveTo(reach, -reach);
      ctx.lineTo(reach - 2 * reach * second, -reach + 2 * reach * second);
    }
    ctx.stroke();
  };
  ctx.lineCap = "round";
  ctx.strokeStyle = look.ground;
  ctx.lineWidth = 5.4;
  strokes();
  ctx.strokeStyle = look.ink;
  ctx.lineWidth = 2.4;
  strokes();
}
