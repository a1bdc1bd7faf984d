/**
 * One price strip: the exporter's price in orange, the bloc's in blue, the floor as a dashed line over it, the tariff
 * as the wedge between, the other branch dotted. Pure drawing: everything it shows is handed in.
 */
import type { Tokens } from "../theme/tokens";
import { arrivalFor, arriving } from "./arrival";
import { price } from "../text/format";
import type { TimeAxis } from "./axis";
import { xOf } from "./axis";
import { stripFont } from "./font";
import { drawMeasure } from "./measure";
import { drawWedge } from "./wedge";

export interface StripSeries {
  zone: Float64Array;
  exporter: Float64Array;
  landed: Float64Array;
  reference: Float64Array;
  topUp: Float64Array;
  imports: Float64Array;
}

export interface StripPicture {
  width: number;
  height: number;
  big: boolean;
  axis: TimeAxis;
  series: StripSeries;
  ghost: StripSeries | null;
  /** Months of the ghost that may be seen. */
  ghostUntil: number;
  top: number;
  ticks: readonly number[];
  /** Cursor, fraction of months, and the last month that has been reached. */
  position: number;
  furthest: number;
  /** Month under the pointer, or null. */
  hover: number | null;
  colours: Tokens;
  fontScale: number;
  /** The most a top-up may be in a month, $/kg; null without a cap. */
  capAt: (month: number) => number | null;
}

const FUTURE_ALPHA = 0.26;
/** Labels stand left of the cursor where there is less room than this to its right, px. */
const LABEL_ROOM_PX = { big: 100, small: 46 };
/** A figure of three digits takes as much more, px. */
const DIGIT_PX = 11;
const PAD_TOP = 6;
const PAD_BOTTOM = 5;

export function drawStrip(ctx: CanvasRenderingContext2D, whole: StripPicture): void {
  const arrival = arrivalFor(ctx.canvas, whole.series.reference, whole.position, performance.now());
  const picture = arrival === null ? whole : { ...whole, ...arriving(whole.series, whole.ghost, arrival) };
  const { width, height, axis, colours, big, fontScale } = picture;
  const y = yScale(picture);
  ctx.clearRect(0, 0, width, height);

  ctx.font = stripFont(400, 11 * fontScale);
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 1;
  for (const tick of big ? picture.ticks : [0, picture.ticks.at(-1)!]) {
    const at = Math.round(y(tick)) + 0.5;
    ctx.strokeStyle = colours.rule;
    ctx.globalAlpha = tick === 0 ? 1 : 0.55;
    ctx.beginPath();
    ctx.moveTo(axis.left, at);
    ctx.lineTo(axis.right, at);
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.fillStyle = colours.ink3;
    ctx.fillText(String(tick), axis.left - 10, Math.min(height - 6, Math.max(6, at)));
  }

  const cursorX = xOf(axis, picture.position);
  const clipTo = (from: number, to: number, alpha: number): void => {
    if (to <= from) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, 0, to - from, height);
    ctx.clip();
    ctx.globalAlpha = alpha;
    drawSeries(ctx, picture, y);
    ctx.restore();
  };
  clipTo(axis.left, cursorX, 1);
  clipTo(cursorX, axis.right + 1, FUTURE_ALPHA);

  if (picture.hover !== null) {
    ctx.strokeStyle = colours.ink3;
    ctx.lineWidth = 1;
    ctx.beginPath();
    const x = Math.round(xOf(axis, picture.hover)) + 0.5;
    ctx.moveTo(x, 0);
    ctx.lineTo(x, height);
    ctx.stroke();
  }
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1.4;
  ctx.beginPath();
  ctx.moveTo(cursorX, 0);
  ctx.lineTo(cursorX, height);
  ctx.stroke();

  drawNow(ctx, whole, y, cursorX);
}

function yScale(picture: StripPicture): (value: number) => number {
  const plot = picture.height - PAD_TOP - PAD_BOTTOM;
  return (value) => PAD_TOP + plot * (1 - value / picture.top);
}

function drawSeries(ctx: CanvasRenderingContext2D, picture: StripPicture, y: (value: number) => number): void {
  const { series, ghost, axis, colours, big } = picture;
  const last = Math.floor(picture.furthest);
  const bold = picture.fontScale > 1 ? 1.5 : 1;
  const alpha = ctx.globalAlpha;
  drawWedge(ctx, { series, axis, y, last, colours, bigHatch: big, capAt: picture.capAt });
  ctx.globalAlpha = alpha;
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  if (ghost !== null) {
    ctx.setLineDash([0.1, 4]);
    line(ctx, ghost.zone, Math.floor(picture.ghostUntil), axis, y, {
      colour: colours.ghost,
      width: (big ? 1.8 : 1.5) * bold,
    });
    ctx.setLineDash([]);
  }
  line(ctx, series.exporter, last, axis, y, { colour: colours.exporter, width: (big ? 2 : 1.6) * bold });
  line(ctx, series.zone, last, axis, y, { colour: colours.panel, width: (big ? 5 : 4) * bold });
  line(ctx, series.zone, last, axis, y, { colour: colours.bloc, width: (big ? 2.6 : 2) * bold });
  ctx.lineCap = "butt";
  ctx.setLineDash([7, 3]);
  line(ctx, series.reference, last, axis, y, { colour: colours.ink, width: 1.4 * bold });
  ctx.setLineDash([]);
}

/** A line with gaps where there is no figure: a month without trade is no price. */
function line(
  ctx: CanvasRenderingContext2D,
  values: Float64Array,
  last: number,
  axis: TimeAxis,
  y: (value: number) => number,
  style: { colour: string; width: number },
): void {
  ctx.strokeStyle = style.colour;
  ctx.lineWidth = style.width;
  ctx.beginPath();
  let open = false;
  for (let month = 0; month <= last && month < values.length; month++) {
    const value = values[month]!;
    if (Number.isNaN(value)) {
      open = false;
      continue;
    }
    const x = xOf(axis, month);
    if (open) ctx.lineTo(x, y(value));
    else {
      ctx.moveTo(x, y(value));
      // A month alone between gaps still shows.
      ctx.lineTo(x + 0.01, y(value));
    }
    open = true;
  }
  ctx.stroke();
}

/** What stands at the cursor: the measure of the tariff, or the price alone. */
function drawNow(
  ctx: CanvasRenderingContext2D,
  picture: StripPicture,
  y: (value: number) => number,
  cursorX: number,
): void {
  const { series, colours, big, axis, fontScale } = picture;
  const month = Math.floor(picture.position);
  const zone = series.zone[month] ?? Number.NaN;
  const topUp = series.topUp[month] ?? 0;
  const reference = series.reference[month] ?? Number.NaN;
  if (topUp > 0.005 * reference && series.imports[month]! > 0 && series.landed[month]! < reference) {
    drawMeasure(ctx, {
      x: cursorX,
      flip: axis.right - cursorX < (LABEL_ROOM_PX[big ? "big" : "small"] + (topUp >= 99.5 ? DIGIT_PX : 0)) * fontScale,
      y,
      height: picture.height,
      floor: reference,
      landed: series.landed[month]!,
      topUp,
      outside: series.exporter[month]!,
      big,
      colours,
      fontScale,
    });
    return;
  }
  if (Number.isNaN(zone)) return;
  ctx.beginPath();
  ctx.arc(cursorX, y(zone), big ? 4 : 3.2, 0, 2 * Math.PI);
  ctx.fillStyle = colours.bloc;
  ctx.fill();
  ctx.strokeStyle = colours.panel;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  if (!big) return;
  const flip = axis.right - cursorX < LABEL_ROOM_PX.big * fontScale;
  const x = cursorX + (flip ? -12 : 12);
  const outside = series.exporter[month]!;
  ctx.textAlign = flip ? "right" : "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const outsideBelow = !(outside > zone);
  const lines: { text: string; colour: string; font: string; at: number }[] = [
    { text: `Bloc ${price(zone)}`, colour: colours.bloc, font: stripFont(700, 15 * fontScale), at: y(zone) },
  ];
  if (!Number.isNaN(outside))
    lines.push({
      text: `Outside ${price(outside)}`,
      colour: colours.exporterText,
      font: stripFont(650, 12.5 * fontScale),
      at: y(outside),
    });
  const gap = 18 * fontScale;
  if (lines.length > 1 && Math.abs(lines[0]!.at - lines[1]!.at) < gap) {
    const middle = (lines[0]!.at + lines[1]!.at) / 2;
    lines[0]!.at = middle + (outsideBelow ? -gap / 2 : gap / 2);
    lines[1]!.at = middle + (outsideBelow ? gap / 2 : -gap / 2);
  }
  for (const one of lines) {
    ctx.font = one.font;
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 4;
    const at = Math.max(10, Math.min(picture.height - 10, one.at));
    ctx.strokeText(one.text, x, at);
    ctx.fillStyle = one.colour;
    ctx.fillText(one.text, x, at);
  }
}
