/** The forms of trade: a disc for ordinary goods, a streak along the path for goods sold below cost. */
import type { Tokens } from "../theme/tokens";
import type { FlowKind } from "./arcs";

/** Draws a form about (0, 0) in the current fill colour; the streak lies along x. */
export function drawMark(ctx: CanvasRenderingContext2D, kind: FlowKind): void {
  ctx.beginPath();
  switch (kind) {
    case "ordinary":
      ctx.arc(0, 0, 1.9, 0, 2 * Math.PI);
      break;
    case "belowCost":
      ctx.roundRect(-4.5, -1.15, 9, 2.3, 1.15);
      break;
    default: {
      const never: never = kind;
      throw new Error(`no mark for ${String(never)}`);
    }
  }
  ctx.fill();
}

export function flowColour(kind: FlowKind, colours: Tokens): string {
  return kind === "belowCost" ? colours.exporter : colours.ordinary;
}
