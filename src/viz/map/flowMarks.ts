/**
 * The forms of trade: a disc for ordinary goods, a streak along the path for goods sold below cost, a hollow ring for
 * relabelled ones, a square to or from a stockpile. A form is a shape and a line first and a colour second.
 */
import { FLOW_KINDS } from "../../workers/frame";
import type { Tokens } from "../theme/tokens";

export const FLOW_FORMS = ["ordinary", "belowCost", "relabelled", "stockpile"] as const;
export type FlowForm = (typeof FLOW_FORMS)[number];

/** The forms that a frame can hold today, in the order of the legend. */
export const FORMS_IN_USE: readonly FlowForm[] = FLOW_FORMS.filter((form) =>
  (FLOW_KINDS as readonly string[]).includes(form),
);

/** What the line under the marks of a form looks like; `alpha` is that of a full trade. */
export interface FlowLine {
  width: number;
  alpha: number;
  dash: readonly number[];
}
export const FLOW_LINES: Readonly<Record<FlowForm, FlowLine>> = {
  ordinary: { width: 1.1, alpha: 0.3, dash: [] },
  belowCost: { width: 1.8, alpha: 0.42, dash: [] },
  relabelled: { width: 1.2, alpha: 0.75, dash: [2, 4] },
  stockpile: { width: 1.1, alpha: 0.4, dash: [] },
};

/** How much of its arc a mark covers, px: what turns an arc into a rope when there are too many. */
export const MARK_LENGTHS_PX: Readonly<Record<FlowForm, number>> = {
  ordinary: 3.8,
  belowCost: 9,
  relabelled: 6.9,
  stockpile: 4.6,
};

/** The form of a kind's number in a frame; a kind that has no form of its own is drawn as ordinary trade. */
export function formOfKind(kind: number, kinds: readonly string[] = FLOW_KINDS): FlowForm {
  return FLOW_FORMS.find((form) => form === kinds[kind]) ?? "ordinary";
}

/** Draws a form about (0, 0); the streak lies along x. */
export function drawMark(ctx: CanvasRenderingContext2D, form: FlowForm, colours: Tokens): void {
  ctx.fillStyle = flowColour(form, colours);
  ctx.beginPath();
  switch (form) {
    case "ordinary":
      ctx.arc(0, 0, 1.9, 0, 2 * Math.PI);
      break;
    case "belowCost":
      ctx.roundRect(-4.5, -1.15, 9, 2.3, 1.15);
      break;
    case "relabelled":
      ctx.arc(0, 0, 2.7, 0, 2 * Math.PI);
      ctx.fillStyle = colours.ocean;
      ctx.fill();
      ctx.strokeStyle = flowColour(form, colours);
      ctx.lineWidth = 1.5;
      ctx.stroke();
      return;
    case "stockpile":
      ctx.rect(-2.3, -2.3, 4.6, 4.6);
      break;
    default: {
      const never: never = form;
      throw new Error(`no mark for ${String(never)}`);
    }
  }
  ctx.fill();
}

export function flowColour(form: FlowForm, colours: Tokens): string {
  switch (form) {
    case "ordinary":
      return colours.ordinary;
    case "belowCost":
      return colours.exporter;
    case "relabelled":
      return colours.relabelled;
    case "stockpile":
      return colours.stockpile;
    default: {
      const never: never = form;
      throw new Error(`no colour for ${String(never)}`);
    }
  }
}
