/**
 * The trigger ruler: below one price a site shuts, above another it opens, between them nothing happens. That gap is
 * the whole of hysteresis, so wherever a site is explained it is drawn like this.
 */
import { price } from "../text/format";
import type { RulerFigures } from "../text/why";

const WIDTH = 254;
const LEFT = 4;
const BAR_Y = 24;
const BAR = 11;

export function TriggerRuler({ figures }: { figures: RulerFigures }) {
  const { closesBelow, opensAbove, now, without } = figures;
  const shown = [closesBelow, opensAbove, now, ...(Number.isFinite(without) ? [without] : [])];
  const low = Math.max(0, Math.min(...shown) - 0.35 * (opensAbove - closesBelow) - 4);
  const high = Math.max(...shown) + 0.35 * (opensAbove - closesBelow) + 4;
  const x = (value: number): number => LEFT + ((WIDTH - 2 * LEFT) * (value - low)) / (high - low);
  const shut = x(closesBelow);
  const open = x(opensAbove);
  const nowX = x(now);
  const withoutX = x(without);
  const hasWithout = Number.isFinite(without) && Math.abs(withoutX - nowX) > 3;
  const nowAnchor = anchor(nowX);
  const withoutAnchor = anchor(withoutX);
  const collide = hasWithout && Math.abs(withoutX - nowX) < 110;
  const shutLabel = Math.min(shut, open - 62);
  return (
    <svg
      class="ruler"
      viewBox={`0 0 ${WIDTH} ${collide ? 74 : 60}`}
      role="img"
      aria-label={`Shuts below ${price(closesBelow)}, opens above ${price(opensAbove)}, now ${price(now)}${
        hasWithout ? `, ${price(without)} without the change` : ""
      }`}
    >
      <text x={Math.max(LEFT + 26, Math.min(WIDTH - 90, shutLabel))} y="14" text-anchor="middle">
        shuts {price(closesBelow)}
      </text>
      <text x={Math.max(LEFT + 92, Math.min(WIDTH - 30, open))} y="14" text-anchor="middle">
        opens {price(opensAbove)}
      </text>
      <rect x={LEFT} y={BAR_Y} width={shut - LEFT} height={BAR} class="ruler-shut" />
      <rect x={shut} y={BAR_Y} width={Math.max(0, open - shut)} height={BAR} class="ruler-stay" />
      <rect x={open} y={BAR_Y} width={WIDTH - LEFT - open} height={BAR} class="ruler-open" />
      <path d={`M${shut} ${BAR_Y - 4}v${BAR + 8}M${open} ${BAR_Y - 4}v${BAR + 8}`} class="ruler-tick" />
      {hasWithout && (
        <>
          <path d={`M${withoutX} ${BAR_Y + BAR + 1}l5 8h-10z`} class="ruler-without" />
          <text
            x={withoutAnchor.x}
            y={BAR_Y + BAR + (collide ? 36 : 21)}
            text-anchor={withoutAnchor.side}
            class="ruler-ghost"
          >
            {price(without)} without
          </text>
        </>
      )}
      <path d={`M${nowX} ${BAR_Y + BAR + 1}l5 8h-10z`} class="ruler-now" />
      <text x={nowAnchor.x} y={BAR_Y + BAR + 21} text-anchor={nowAnchor.side} class="ruler-now-text">
        {price(now)} now
      </text>
    </svg>
  );
}

function anchor(x: number): { x: number; side: "start" | "middle" | "end" } {
  if (x < 40) return { x: LEFT, side: "start" };
  if (x > WIDTH - 40) return { x: WIDTH - LEFT, side: "end" };
  return { x, side: "middle" };
}
