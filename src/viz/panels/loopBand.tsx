/**
 * What lies over the year row: the stretch that is looped, with an end at each side to drag or to move by the keyboard,
 * the bar of months on their way in, and the button that brings in the whole horizon.
 */
import { PLOT_LEFT, PLOT_RIGHT } from "../charts/axis";
import { usePage } from "../page";
import { furthest, headingFor, info, loop, wholeHorizon } from "../state";
import { longMonth, yearOf } from "../text/format";
import { followRuns, spanNow } from "./timeAxis";

/** The place of a month on the axis, for a box as wide as the lanes. */
function leftOf(month: number): string {
  const part = Math.max(0, Math.min(1, month / spanNow()));
  return `calc(${PLOT_LEFT}px + (100% - ${PLOT_LEFT + PLOT_RIGHT}px) * ${part.toFixed(5)})`;
}

function widthOf(from: number, to: number): string {
  const part = Math.max(0, Math.min(spanNow(), to) - Math.min(spanNow(), from)) / spanNow();
  return `calc((100% - ${PLOT_LEFT + PLOT_RIGHT}px) * ${part.toFixed(5)})`;
}

export function LoopBand() {
  followRuns();
  const stretch = loop.value;
  const heading = headingFor.value;
  furthest.value;
  return (
    <>
      {heading !== null && (
        <div class="filling" style={{ left: leftOf(heading.from), width: widthOf(heading.from, heading.to) }} />
      )}
      {stretch !== null && (
        <div class="loop-band" style={{ left: leftOf(stretch.from), width: widthOf(stretch.from, stretch.to + 1) }} />
      )}
      {stretch !== null && <LoopEnd which="from" />}
      {stretch !== null && <LoopEnd which="to" />}
    </>
  );
}

function LoopEnd({ which }: { which: "from" | "to" }) {
  const page = usePage();
  const stretch = loop.value!;
  const world = info.value;
  const at = stretch[which];
  const set = (month: number): void => page.setLoop(which === "from" ? month : null, which === "to" ? month : null);
  return (
    <button
      class={`loop-end loop-end-${which}`}
      style={{ left: leftOf(which === "to" ? at + 1 : at) }}
      role="slider"
      aria-label={which === "from" ? "Loop begins" : "Loop ends"}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, (world?.months ?? 1) - 1)}
      aria-valuenow={at}
      aria-valuetext={world === null ? "" : longMonth(world.startMonth, at)}
      onKeyDown={(event) => {
        const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
        if (step === 0) return;
        event.preventDefault();
        set(at + step * (event.shiftKey ? 12 : 1));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if ((event.buttons & 1) === 0) return;
        const lanes = event.currentTarget.parentElement!.getBoundingClientRect();
        const plot = lanes.width - PLOT_LEFT - PLOT_RIGHT;
        const month = ((event.clientX - lanes.left - PLOT_LEFT) / plot) * spanNow();
        set(Math.round(which === "to" ? month - 1 : month));
      }}
    />
  );
}

/** On first play the axis shows a few years; this shows them all, so that any month can be pressed. */
export function HorizonButton() {
  followRuns();
  furthest.value;
  const world = info.value;
  if (world === null || wholeHorizon.value || spanNow() >= world.months - 1) return null;
  const year = yearOf(world.startMonth, world.months - 1);
  return (
    <button class="horizon" onClick={() => (wholeHorizon.value = true)} aria-label={`Show all years to ${year}`}>
      to {year}
    </button>
  );
}
