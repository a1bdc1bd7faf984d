/** Marks of the timeline: closed, mothballed, re-opened, opened, and the flag of a lever; each its own form. */
import type { SimEvent } from "../../sim/events";
import type { Tokens } from "../theme/tokens";

export type MarkKind = "closed" | "mothballed" | "restarted" | "opened";
export const MARK_KINDS: readonly MarkKind[] = ["closed", "mothballed", "restarted", "opened"];

export function markKind(event: SimEvent): MarkKind | null {
  return (MARK_KINDS as readonly string[]).includes(event.kind) ? (event.kind as MarkKind) : null;
}

export function drawEventMark(
  ctx: CanvasRenderingContext2D,
  kind: MarkKind,
  place: { x: number; y: number; size: number },
  look: { colours: Tokens; ghost: boolean; ground: string },
): void {
  const { colours, ghost, ground } = look;
  const half = place.size / 2;
  const ink = ghost ? colours.ghost : colours.ink;
  const green = ghost ? colours.ghost : colours.back;
  ctx.save();
  ctx.translate(place.x, place.y);
  ctx.lineCap = "round";
  switch (kind) {
    case "closed":
      strokeLines(ctx, ink, 2.2, [
        [-half * 0.72, -half * 0.72, half * 0.72, half * 0.72],
        [half * 0.72, -half * 0.72, -half * 0.72, half * 0.72],
      ]);
      break;
    case "mothballed":
      ctx.lineCap = "butt";
      strokeLines(ctx, ink, 2.4, [
        [-half * 0.4, -half * 0.85, -half * 0.4, half * 0.85],
        [half * 0.4, -half * 0.85, half * 0.4, half * 0.85],
      ]);
      break;
    case "restarted":
      disc(ctx, half, green);
      strokeLines(ctx, ground, 1.8, [
        [-half * 0.45, half * 0.2, 0, -half * 0.32],
        [0, -half * 0.32, half * 0.45, half * 0.2],
      ]);
      break;
    case "opened":
      ctx.beginPath();
      ctx.arc(0, 0, half - 0.9, 0, 2 * Math.PI);
      ctx.fillStyle = ground;
      ctx.fill();
      ctx.strokeStyle = green;
      ctx.lineWidth = 1.8;
      ctx.stroke();
      strokeLines(ctx, green, 1.8, [
        [-half * 0.42, 0, half * 0.42, 0],
        [0, -half * 0.42, 0, half * 0.42],
      ]);
      break;
    default: {
      const never: never = kind;
      throw new Error(`no mark for ${String(never)}`);
    }
  }
  ctx.restore();
}

/** A lever's flag: a pole through both lanes and a pennant. */
export function drawFlag(ctx: CanvasRenderingContext2D, x: number, top: number, bottom: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x + 9, top + 4.5);
  ctx.lineTo(x, top + 9);
  ctx.closePath();
  ctx.fill();
}

function strokeLines(ctx: CanvasRenderingContext2D, colour: string, width: number, lines: number[][]): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    ctx.moveTo(x1!, y1!);
    ctx.lineTo(x2!, y2!);
  }
  ctx.stroke();
}

function disc(ctx: CanvasRenderingContext2D, radius: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}
