/**
 * A mine as a picture: what it is worth open and mothballed at each price, what being open adds, and the ruler of its
 * triggers, over one price axis. At the opening price being open is worth just the restart more, at the closing price just
 * the closing less: that is why between the two nobody acts.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MinePicture } from "../../workers/proofApi";
import { triggerPrice, triggerSentence } from "../text/triggerWords";
import { at, PriceRuler, RULER_PX } from "./priceRuler";
import type { Scale } from "./priceRuler";

const LEFT = 46;
const RIGHT = 12;
const VALUES_PX = 168;
const ADDS_PX = 84;
const TITLE_PX = 22;
const AXIS_PX = 20;

/** `now` and `without`: the price that the site reckons with, and in the other branch; NaN for none. */
export function MineChart({ picture, now, without }: { picture: MinePicture; now: number; without: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(260, entry!.contentRect.width)));
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  const scale: Scale = { left: LEFT, right: width - RIGHT, top: picture.topPrice };
  const values = TITLE_PX;
  const adds = values + VALUES_PX + TITLE_PX + 4;
  const ruler = adds + ADDS_PX + AXIS_PX + 10;
  const pointer = ruler + RULER_PX - 6;
  const hasNow = Number.isFinite(now) && now >= 0 && now <= scale.top;
  const height = pointer + (hasNow ? 20 : 0);
  return (
    <div class="mine-chart" ref={box}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={triggerSentence(picture)}
      >
        <Band picture={picture} scale={scale} y={values} height={adds + ADDS_PX - values} />
        <Values picture={picture} scale={scale} y={values} />
        <Adds picture={picture} scale={scale} y={adds} />
        {ticks(scale.top).map((tick) => (
          <text key={tick} class="mine-axis" x={at(scale, tick)} y={adds + ADDS_PX + 15} text-anchor="middle">
            {triggerPrice(tick)}
          </text>
        ))}
        {hasNow && <Pointers now={now} without={without} scale={scale} y={pointer} bar={ruler} />}
        <PriceRuler picture={picture} scale={scale} y={ruler} />
      </svg>
    </div>
  );
}

type Part = { picture: MinePicture; scale: Scale; y: number };

/** The stretch in which it stays as it is, and the prices at its ends. */
function Band({ picture, scale, y, height }: Part & { height: number }) {
  const edges = [picture.close, picture.open].map((price) => at(scale, price));
  const [left, right] = [Math.min(...edges), Math.max(...edges)];
  const floor = picture.problem.support?.price ?? Number.NaN;
  return (
    <>
      <rect class="mine-band" x={left} y={y} width={right - left} height={height} />
      <path
        class="mine-edge"
        d={edges
          .filter((x) => x > scale.left)
          .map((x) => `M${x} ${y}v${height}`)
          .join("")}
      />
      {floor <= scale.top && (
        <>
          <path class="mine-floor" d={`M${at(scale, floor)} ${y}v${height}`} />
          <text class="mine-note" x={at(scale, floor) + 5} y={y + 12}>
            {picture.problem.support!.kind}
          </text>
        </>
      )}
    </>
  );
}

function Values({ picture, scale, y }: Part) {
  const { valueOpen, valueMothballed, prices } = picture;
  const all = [...valueOpen, ...valueMothballed];
  const lowest = Math.min(0, ...all);
  const grid = ticksBetween(lowest, Math.max(...all));
  const top = grid.at(-1)!;
  const bottom = lowest - 0.03 * (top - lowest);
  const marks = grid.filter((mark) => mark >= bottom);
  const yOf = (value: number): number => y + VALUES_PX * (1 - (value - bottom) / (top - bottom || 1));
  const line = (values: readonly number[]): string =>
    values
      .map((value, k) => `${k === 0 ? "M" : "L"}${at(scale, prices[k]!).toFixed(1)} ${yOf(value).toFixed(1)}`)
      .join("");
  return (
    <g>
      <text class="mine-title" x="0" y={y - 9}>
        Value, $ for each kilogram a year
      </text>
      <g class="mine-keys" transform={`translate(${scale.right} ${y - 9})`}>
        <path class="mine-open" d="M-143-4h16" />
        <text x="-122" y="0">
          open
        </text>
        <path class="mine-shut" d="M-82-4h16" />
        <text x="0" y="0" text-anchor="end">
          mothballed
        </text>
      </g>
      <Grid marks={marks} yOf={yOf} scale={scale} />
      <path class="mine-casing" d={line(valueMothballed)} />
      <path class="mine-shut" d={line(valueMothballed)} />
      <path class="mine-open" d={line(valueOpen)} />
    </g>
  );
}

/** The value that being open adds, from less the closing cost to the restart cost. */
function Adds({ picture, scale, y }: Part) {
  const { prices, valueOpen, valueMothballed, problem } = picture;
  const gap = valueOpen.map((value, k) => value - valueMothballed[k]!);
  const most = Math.max(problem.restart, ...gap);
  const least = Math.min(-problem.closing, ...gap);
  const yOf = (value: number): number =>
    y + 6 + (ADDS_PX - 12) * (most > least ? (most - value) / (most - least) : 0.5);
  const line = gap.map(
    (value, k) => `${k === 0 ? "M" : "L"}${at(scale, prices[k]!).toFixed(1)} ${yOf(value).toFixed(1)}`,
  );
  const levels = [
    { value: problem.restart, words: triggerPrice(problem.restart), name: "its restart" },
    { value: -problem.closing, words: triggerPrice(-problem.closing), name: "less its closing" },
  ].filter(({ value }, k) => k === 0 || Math.abs(yOf(value) - yOf(problem.restart)) > 12);
  return (
    <g>
      <text class="mine-title" x="0" y={y - 6}>
        What being open adds
      </text>
      {levels.map(({ value, words, name }, k) => (
        <g key={name}>
          {levels.length > 1 && (
            <text
              class="mine-note"
              x={k === 0 ? scale.left + 5 : scale.right}
              y={yOf(value) + (k === 0 ? 15 : -7)}
              text-anchor={k === 0 ? "start" : "end"}
            >
              {name}
            </text>
          )}
          <path class="mine-level" d={`M${scale.left} ${yOf(value)}H${scale.right}`} />
          <text class="mine-axis" x={scale.left - 7} y={yOf(value) + 4} text-anchor="end">
            {words}
          </text>
        </g>
      ))}
      <path class="mine-open" d={line.join("")} />
      <path class="mine-base" d={`M${scale.left} ${y + ADDS_PX}H${scale.right}`} />
    </g>
  );
}

function Grid({ marks, yOf, scale }: { marks: readonly number[]; yOf: (value: number) => number; scale: Scale }) {
  return (
    <>
      {marks.map((mark) => (
        <g key={mark}>
          <path class="mine-grid" d={`M${scale.left} ${yOf(mark)}H${scale.right}`} />
          <text class="mine-axis" x={scale.left - 7} y={yOf(mark) + 4} text-anchor="end">
            {triggerPrice(mark)}
          </text>
        </g>
      ))}
    </>
  );
}

/** The price that the site reckons with, solid, and in the other branch, dotted. */
function Pointers(props: { now: number; without: number; scale: Scale; y: number; bar: number }) {
  const { now, without, scale, y, bar } = props;
  const nowX = at(scale, now);
  const withoutX = at(scale, without);
  const head = bar - 2;
  const anchorOf = (x: number): string => (x > scale.right - 60 ? "end" : x < scale.left + 40 ? "start" : "middle");
  return (
    <>
      {Number.isFinite(without) && Math.abs(withoutX - nowX) > 3 && (
        <path d={`M${withoutX} ${head}l5-8h-10z`} class="ruler-without" />
      )}
      <path d={`M${nowX} ${head}l5-8h-10z`} class="ruler-now" />
      <text x={nowX} y={y + 12} text-anchor={anchorOf(nowX)} class="mine-now">
        reckons with {triggerPrice(now)}
      </text>
      <path class="mine-now-line" d={`M${nowX} ${bar + 11}V${y}`} />
    </>
  );
}

/** Round prices along the axis, without its ends. */
function ticks(top: number): number[] {
  return ticksBetween(0, top, 6).filter((tick) => tick > 0 && tick <= top * 0.97);
}

/** `parts` or so round figures from at most `low` to at least `high`. */
function ticksBetween(low: number, high: number, parts = 4): number[] {
  const rough = (high - low || 1) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
