/**
 * The tariff as a shape: in each month with a top-up, the area between what an import would cost with ordinary duty
 * paid and what it lands at. Hatched, so that it is seen without colour. Without imports there is only its outline.
 */
import type { Tokens } from "../theme/tokens";
import type { TimeAxis } from "./axis";
import { xOf } from "./axis";

export interface WedgePicture {
  series: { landed: Float64Array; reference: Float64Array; topUp: Float64Array; imports: Float64Array };
  axis: TimeAxis;
  y: (value: number) => number;
  /** Last month to draw. */
  last: number;
  colours: Tokens;
  bigHatch: boolean;
}

/** A month has a wedge when its floor asks for more than this share of it. */
const LEAST_SHARE = 0.005;
/** The floor is said to be capped when the top-up stops short of it by more than this share. */
const CAPPED_SHARE = 0.01;

export interface WedgeRun {
  from: number;
  to: number;
  imported: boolean;
}

/** Runs of months with a top-up, each wholly with or without imports. */
export function wedgeRuns(series: WedgePicture["series"], last: number): WedgeRun[] {
  const runs: WedgeRun[] = [];
  for (let month = 0; month <= last && month < series.topUp.length; month++) {
    const asks = series.topUp[month]! > LEAST_SHARE * series.reference[month]!;
    if (!asks || Number.isNaN(series.landed[month]!)) continue;
    const imported = series.imports[month]! > 0;
    const run = runs.at(-1);
    if (run !== undefined && run.to === month - 1 && run.imported === imported) run.to = month;
    else runs.push({ from: month, to: month, imported });
  }
  return runs;
}

export function drawWedge(ctx: CanvasRenderingContext2D, picture: WedgePicture): void {
  const { series, axis, y, colours } = picture;
  const alpha = ctx.globalAlpha;
  for (const run of wedgeRuns(series, picture.last)) {
    ctx.beginPath();
    // A single month is a sliver as wide as a month.
    const right = run.to === run.from ? run.to + 1 : run.to;
    const at = (month: number): number => Math.min(month, run.to);
    for (let month = run.from; month <= right; month++)
      ctx.lineTo(xOf(axis, month), y(series.landed[at(month)]! + series.topUp[at(month)]!));
    for (let month = right; month >= run.from; month--) ctx.lineTo(xOf(axis, month), y(series.landed[at(month)]!));
    ctx.closePath();
    if (run.imported) {
      ctx.fillStyle = colours.wedge;
      ctx.globalAlpha = alpha * 0.34;
      ctx.fill();
      ctx.save();
      ctx.clip();
      ctx.globalAlpha = alpha * 0.55;
      hatch(ctx, picture, run);
      ctx.restore();
    }
    ctx.strokeStyle = colours.wedge;
    ctx.lineWidth = 1;
    ctx.globalAlpha = alpha * 0.8;
    ctx.stroke();
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
  let capped = 0;
  ctx.save();
  ctx.setLineDash([1.5, 3]);
  ctx.strokeStyle = colours.wedge;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  let open = false;
  for (let month = run.from; month <= run.to; month++) {
    const reached = series.landed[month]! + series.topUp[month]!;
    const floor = series.reference[month]!;
    if (floor - reached <= CAPPED_SHARE * floor) {
      open = false;
      continue;
    }
    capped++;
    if (open) ctx.lineTo(xOf(axis, month), y(reached));
    else ctx.moveTo(xOf(axis, month), y(reached));
    open = true;
  }
  ctx.stroke();
  const wide = xOf(axis, run.from + capped) - xOf(axis, run.from);
  if (picture.bigHatch && wide > 80) {
    ctx.setLineDash([]);
    ctx.font = "550 11.5px 'Inter Variable', system-ui, sans-serif";
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = colours.wedgeText;
    const middle = run.to - Math.floor(capped / 2);
    ctx.fillText("cap reached", xOf(axis, middle), y(series.landed[middle]! + series.topUp[middle]!) - 3);
  }
  ctx.restore();
}
