/**
 * The tariff as a shape: in each month with a top-up, the area between what an import would cost with ordinary duty
 * paid and what it lands at. Hatched, so that it is seen without colour. Without imports there is only its outline.
 */
import type { Tokens } from "../theme/tokens";
import type { TimeAxis } from "./axis";
import { xOf } from "./axis";
import { stripFont } from "./font";

export interface WedgePicture {
  series: { landed: Float64Array; reference: Float64Array; topUp: Float64Array; imports: Float64Array };
  axis: TimeAxis;
  y: (value: number) => number;
  /** Last month to draw. */
  last: number;
  colours: Tokens;
  bigHatch: boolean;
  /** The most a top-up may be in a month, $/kg; null without a cap. */
  capAt: (month: number) => number | null;
}

/** A month has a wedge when its top-up is more than this share of the floor. */
const LEAST_SHARE = 0.005;
/** A cap is reached when the top-up comes this near to it. */
const CAP_REACHED = 0.97;

export interface WedgeRun {
  from: number;
  to: number;
  imported: boolean;
}

/** Runs of months with a top-up, each wholly with or without imports. */
export function wedgeRuns(series: WedgePicture["series"], last: number): WedgeRun[] {
  const runs: WedgeRun[] = [];
  for (let month = 0; month <= last && month < series.topUp.length; month++) {
    const imported = series.imports[month]! > 0;
    if (!(topOf(series, month) - series.landed[month]! > LEAST_SHARE * series.reference[month]!)) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.to === month - 1 && run.imported === imported) run.to = month;
    else runs.push({ from: month, to: month, imported });
  }
  return runs;
}

/**
 * Where the wedge ends above: what an import lands at with its top-up, at most the floor. Without imports, the floor:
 * what one would have to pay.
 */
export function topOf(series: WedgePicture["series"], month: number): number {
  const floor = series.reference[month]!;
  const landed = series.landed[month]!;
  return series.imports[month]! > 0 ? Math.min(floor, landed + series.topUp[month]!) : Math.max(floor, landed);
}

export function drawWedge(ctx: CanvasRenderingContext2D, picture: WedgePicture): void {
  const { series, axis, y, colours } = picture;
  const alpha = ctx.globalAlpha;
  for (const run of wedgeRuns(series, picture.last)) {
    const outline = new Path2D();
    // A single month is a sliver as wide as a month.
    const right = run.to === run.from ? run.to + 1 : run.to;
    const at = (month: number): number => Math.min(month, run.to);
    for (let month = run.from; month <= right; month++) outline.lineTo(xOf(axis, month), y(topOf(series, at(month))));
    for (let month = right; month >= run.from; month--) outline.lineTo(xOf(axis, month), y(series.landed[at(month)]!));
    outline.closePath();
    if (run.imported) {
      ctx.fillStyle = colours.wedge;
      ctx.globalAlpha = alpha * 0.34;
      ctx.fill(outline);
      ctx.save();
      ctx.clip(outline);
      ctx.globalAlpha = alpha * 0.55;
      hatch(ctx, picture, run);
      ctx.restore();
    }
    ctx.strokeStyle = colours.wedge;
    ctx.lineWidth = 1;
    ctx.globalAlpha = alpha * 0.8;
    ctx.stroke(outline);
    ctx.globalAlpha = alpha;
    drawCap(ctx, picture, run);
  }
}

/** Lines at 45°, 6 px apart and 2 px wide, fixed to the paper so that they do not crawl as the wedge grows. */
function hatch(ctx: CanvasRenderingContext2D, picture: WedgePicture, run: WedgeRun): void {
  const left = xOf(picture.axis, run.from);
  const right = xOf(picture.axis, run.to + 1);
  const bottom = picture.y(0);
  const pitch = 6 * Math.SQRT2;
  ctx.strokeStyle = picture.colours.wedge;
  ctx.lineWidth = 2;
  ctx.beginPath();
  const first = Math.floor((left - bottom) / pitch) * pitch;
  for (let x = first; x < right; x += pitch) {
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + bottom, 0);
  }
  ctx.stroke();
}

/** Where a cap leaves the top-up short of the floor: a dotted top and the words. */
function drawCap(ctx: CanvasRenderingContext2D, picture: WedgePicture, run: WedgeRun): void {
  const { series, axis, y, colours } = picture;
  const capped: number[] = [];
  for (let month = run.from; month <= run.to; month++) {
    const cap = picture.capAt(month);
    if (
      cap !== null &&
      series.topUp[month]! >= CAP_REACHED * cap &&
      topOf(series, month) < 0.99 * series.reference[month]!
    )
      capped.push(month);
  }
  if (capped.length === 0) return;
  ctx.save();
  ctx.setLineDash([1.5, 3]);
  ctx.strokeStyle = colours.wedge;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  capped.forEach((month, index) => {
    const x = xOf(axis, month);
    if (capped[index - 1] === month - 1) ctx.lineTo(x, y(topOf(series, month)));
    else ctx.moveTo(x, y(topOf(series, month)));
  });
  ctx.stroke();
  const wide = xOf(axis, capped.at(-1)!) - xOf(axis, capped[0]!);
  if (picture.bigHatch && wide > 76) {
    const middle = capped[Math.floor(capped.length / 2)]!;
    ctx.font = stripFont(550, 11.5);
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = colours.wedgeText;
    ctx.fillText("cap reached", xOf(axis, middle), y(topOf(series, middle)) - 3);
  }
  ctx.restore();
}
