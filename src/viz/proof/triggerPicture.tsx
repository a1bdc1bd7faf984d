/** A classic mine as a small picture: its price axis with the marks of opening, shutting and leaving for good. */
import type { MinePicture } from "../../workers/proofApi";
import { triggerSentence } from "../text/triggerWords";
import { at, PriceRuler, RULER_PX } from "../triggers/priceRuler";
import { dollars } from "./figures";

const WIDTH = 340;
const SCALE_Y = 16;

/** `price`: at which its values are asked for, $/kg. */
export function TriggerPicture({ picture, price }: { picture: MinePicture; price: number | null }) {
  const scale = { left: 6, right: WIDTH - 6, top: picture.topPrice };
  const cost = picture.problem.cost;
  const rulerY = SCALE_Y + 10;
  return (
    <figure class="market-picture trigger-picture">
      <svg viewBox={`0 0 ${WIDTH} ${rulerY + RULER_PX}`} role="img" aria-label={triggerSentence(picture)}>
        <text class="pic-name" x={at(scale, cost)} y={SCALE_Y - 4} text-anchor="middle">
          costs {dollars(cost)}
        </text>
        <path class="pic-cost" d={`M${at(scale, cost)} ${SCALE_Y}v8`} />
        {price !== null && price !== cost && <circle cx={at(scale, price)} cy={SCALE_Y + 2} r="3" class="pic-asked" />}
        <PriceRuler picture={picture} scale={scale} y={rulerY} />
      </svg>
    </figure>
  );
}
