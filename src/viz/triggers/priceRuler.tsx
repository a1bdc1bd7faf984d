/**
 * The trigger ruler on a price axis: left of the closing price empty, right of the opening price green, between them grey,
 * for there a mine stays as it is. Marks are those of the timeline: bars for shutting, a chevron for coming back, a cross for
 * leaving for good.
 */
import type { MinePicture } from "../../workers/proofApi";
import { MarkIcon } from "../panels/markIcon";
import { triggerPrice } from "../text/triggerWords";

export interface Scale {
  left: number;
  right: number;
  /** Price at the right end. */
  top: number;
}

export function at(scale: Scale, price: number): number {
  return scale.left + ((scale.right - scale.left) * Math.min(price, scale.top)) / scale.top;
}

interface Mark {
  x: number;
  kind: "closed" | "mothballed" | "restarted";
  words: string;
}

/** Height of the ruler with its words, px. */
export const RULER_PX = 66;
const BAR_PX = 11;
const LABEL_APART_PX = 8;
/** Width of a letter of the labels, px. */
const LETTER_PX = 6.4;

export function PriceRuler({ picture, scale, y }: { picture: MinePicture; scale: Scale; y: number }) {
  const { open, close } = picture;
  const shut = at(scale, close);
  const back = at(scale, open);
  const marks = marksOf(picture, scale);
  const labels = spread(marks, scale);
  return (
    <g class="ruler" transform={`translate(0 ${y})`}>
      <rect
        x={scale.left}
        y="0"
        width={Math.max(0, Math.min(shut, back) - scale.left)}
        height={BAR_PX}
        class="ruler-shut"
      />
      <rect x={Math.min(shut, back)} y="0" width={Math.abs(back - shut)} height={BAR_PX} class="ruler-stay" />
      <rect
        x={Math.max(shut, back)}
        y="0"
        width={Math.max(0, scale.right - Math.max(shut, back))}
        height={BAR_PX}
        class="ruler-open"
      />
      {marks.map((mark, k) => (
        <g key={mark.kind}>
          <path d={`M${mark.x} -4v${BAR_PX + 8}`} class="ruler-tick" />
          <g transform={`translate(${mark.x - 7} ${BAR_PX + 7})`}>
            <MarkIcon kind={mark.kind} />
          </g>
          <text x={labels[k]} y={BAR_PX + 36} text-anchor="middle">
            {mark.words}
          </text>
        </g>
      ))}
    </g>
  );
}

function marksOf({ open, close, abandon, stopsBy }: MinePicture, scale: Scale): Mark[] {
  const marks: Mark[] = [];
  const isMark = (price: number | null): price is number => price !== null && price > 0 && price < scale.top;
  const isLeft = stopsBy === "abandoning";
  const isOne = isMark(open) && isMark(close) && triggerPrice(open) === triggerPrice(close);
  if (isMark(abandon) && !isLeft && abandon < close)
    marks.push({ x: at(scale, abandon), kind: "closed", words: `left ${triggerPrice(abandon)}` });
  if (isMark(close) && !isOne)
    marks.push({
      x: at(scale, close),
      kind: isLeft ? "closed" : "mothballed",
      words: `${isLeft ? "left" : "shuts"} ${triggerPrice(close)}`,
    });
  if (isMark(open))
    marks.push({
      x: at(scale, open),
      kind: "restarted",
      words: `${isOne ? "opens and shuts" : "opens"} ${triggerPrice(open)}`,
    });
  return marks;
}

/** Middles of the labels: below their marks, pushed apart where they would touch, never past an end. */
function spread(marks: readonly Mark[], scale: Scale): number[] {
  const half = marks.map((mark) => (mark.words.length * LETTER_PX) / 2);
  const middles = marks.map((mark, k) =>
    Math.max(scale.left + half[k]! - 6, Math.min(scale.right - half[k]! + 6, mark.x)),
  );
  for (let round = 0; round < 8; round++)
    for (let k = 1; k < middles.length; k++) {
      const overlap = middles[k - 1]! + half[k - 1]! + LABEL_APART_PX - (middles[k]! - half[k]!);
      if (overlap <= 0) continue;
      middles[k - 1]! -= overlap / 2;
      middles[k]! += overlap / 2;
    }
  return middles;
}
