/**
 * The measure beside the cursor: an I-shaped line from the floor down to what an import would cost, with the figures.
 * They are rounded so that floor less tariff is what it lands at.
 */
import type { Tokens } from "../theme/tokens";
import { stripFont } from "./font";

export interface MeasurePicture {
  x: number;
  /** True where the labels stand left of the cursor. */
  flip: boolean;
  y: (value: number) => number;
  height: number;
  floor: number;
  landed: number;
  topUp: number;
  outside: number;
  big: boolean;
  colours: Tokens;
  fontScale: number;
}

export interface MeasureFigures {
  floor: number;
  tariff: number;
  landed: number;
  outside: number;
}

/** Whole dollars in which floor − tariff = landed; with a cap in force what is reached takes the place of the floor. */
export function measureFigures(one: { floor: number; landed: number; topUp: number; outside: number }): MeasureFigures {
  const reached = Math.min(one.floor, one.landed + one.topUp);
  const landed = Math.round(one.landed);
  return {
    floor: Math.round(one.floor),
    tariff: Math.round(reached) - landed,
    landed,
    outside: Math.round(one.outside),
  };
}

export function drawMeasure(ctx: CanvasRenderingContext2D, picture: MeasurePicture): void {
  const { colours, big, y, flip, fontScale } = picture;
  const direction = flip ? -1 : 1;
  const x = picture.x + direction * (big ? 10 : 8);
  const feet = big ? 5 : 3.5;
  const top = y(Math.min(picture.floor, picture.landed + picture.topUp));
  const bottom = y(picture.landed);
  ctx.strokeStyle = colours.wedge;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x - feet, top);
  ctx.lineTo(x + feet, top);
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.moveTo(x - feet, bottom);
  ctx.lineTo(x + feet, bottom);
  ctx.stroke();

  const figures = measureFigures(picture);
  const size = (big ? 12.5 : 11.5) * fontScale;
  const tariff = {
    text: big ? `Tariff $${figures.tariff}` : `$${figures.tariff}`,
    at: (top + bottom) / 2,
    font: stripFont(big ? 720 : 650, big ? 17 * fontScale : size),
    colour: colours.wedgeText,
    height: big ? 20 * fontScale : 14,
  };
  const labels = !big
    ? [tariff]
    : [
        {
          text: `Floor $${figures.floor}`,
          at: top - 4,
          font: stripFont(620, size),
          colour: colours.ink,
          height: 16 * fontScale,
        },
        tariff,
        {
          text: `Lands at $${figures.landed}`,
          at: bottom + 3,
          font: stripFont(620, size),
          colour: colours.ink,
          height: 16,
        },
        {
          text: `Outside $${figures.outside}`,
          at: y(picture.outside) + 8,
          font: stripFont(620, size),
          colour: colours.exporterText,
          height: 16 * fontScale,
        },
      ];
  spread(labels, picture.height, 4 * fontScale);
  ctx.textAlign = flip ? "right" : "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const textX = x + direction * (feet + 5);
  for (const label of labels) {
    ctx.font = label.font;
    ctx.strokeStyle = colours.panel;
    ctx.lineWidth = 4;
    ctx.strokeText(label.text, textX, label.at);
    ctx.fillStyle = label.colour;
    ctx.fillText(label.text, textX, label.at);
  }
}

/** Pushes labels apart in value order, `gap` between them, and keeps them on the paper. */
export function spread(labels: { at: number; height: number }[], height: number, gap: number): void {
  for (let round = 0; round < 24; round++) {
    for (let i = 1; i < labels.length; i++) {
      const above = labels[i - 1]!;
      const below = labels[i]!;
      const need = (above.height + below.height) / 2 + gap - 4;
      const short = need - (below.at - above.at);
      if (short > 0) {
        above.at -= short / 2;
        below.at += short / 2;
      }
    }
    const first = labels[0];
    const last = labels.at(-1);
    if (first !== undefined && first.at < first.height / 2) first.at = first.height / 2;
    if (last !== undefined && last.at > height - last.height / 2) last.at = height - last.height / 2;
  }
}
