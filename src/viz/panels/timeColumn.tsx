/**
 * The column of time: play row, key, four price strips, years, the exporter's ribbon and the lanes of events. Every
 * chart has one axis and one cursor; dragging anywhere in them moves time.
 */
import { signal } from "@preact/signals";
import { PLOT_LEFT, PLOT_RIGHT, monthAt, spanFor, valueAxis } from "../charts/axis";
import type { TimeAxis } from "../charts/axis";
import { CanvasBox } from "../charts/canvasBox";
import { drawLanes, drawYears, lanesHeight, LANE_PX, RIBBON_PX, stackMarks, YEAR_ROW_PX } from "../charts/lanes";
import { drawStrip } from "../charts/strip";
import type { StripSeries } from "../charts/strip";
import type { History } from "../history";
import { usePage } from "../page";
import type { Page } from "../page";
import {
  arrived,
  bigStage,
  eventsOpen,
  furthest,
  hasChanges,
  info,
  month,
  playing,
  presenting,
  run,
  speed,
  SPEEDS,
  chooseSpeed,
  stageChosen,
  stages,
} from "../state";
import { longMonth, price } from "../text/format";
import { stageTitle } from "../text/words";
import { tokens } from "../theme/theme";
import { Icon } from "./icon";
import { MarkIcon } from "./markIcon";

const hoverMonth = signal<number | null>(null);
/** The furthest month seen on any branch: the ghost stays drawn up to it. */
const ghostSeen = { key: "", until: 0 };

export function TimeColumn() {
  const order = stripOrder();
  return (
    <section class="time-column" aria-label="Prices and time">
      <PlayRow />
      <KeyRow />
      {order.map((stage, index) => (
        <Strip key={stage} stage={stage} big={index === 0} />
      ))}
      <Lanes />
      <LanesFoot />
    </section>
  );
}

function LanesFoot() {
  return (
    <div class="lanes-foot">
      {(["closed", "mothballed", "restarted", "opened"] as const).map((kind) => (
        <span key={kind}>
          <MarkIcon kind={kind} size={13} />
          {kind === "restarted" ? "re-opened" : kind}
        </span>
      ))}
      <button
        class="all-events"
        onClick={() => (eventsOpen.value = !eventsOpen.value)}
        aria-expanded={eventsOpen.value}
      >
        All events
      </button>
    </div>
  );
}

export function chooseStage(stage: number): void {
  stageChosen.value = true;
  bigStage.value = stage;
}

/** Stages with the chosen one first. */
export function stripOrder(): number[] {
  const all = stages.value.map((_, index) => index);
  const big = all.includes(bigStage.value) ? bigStage.value : 0;
  return all.length === 0 ? [] : [big, ...all.filter((stage) => stage !== big)];
}

export function PlayRow() {
  const page = usePage();
  const world = info.value;
  const label = world === null ? "" : longMonth(world.startMonth, month.value);
  const atEnd = world !== null && month.value >= world.months - 1;
  return (
    <div class="play-row">
      <button
        class="play"
        onClick={() => page.togglePlay()}
        aria-label={playing.value ? "Pause" : atEnd ? "Play again from the start" : "Play"}
      >
        <Icon name={playing.value ? "pause" : atEnd ? "restart" : "play"} />
      </button>
      <span class="month" data-testid="month">
        {label}
      </span>
      <span class="steps">
        <button class="quiet" onClick={() => page.step(-1)} aria-label="One month back" title="One month back">
          <Icon name="back" />
        </button>
        <button class="quiet" onClick={() => page.step(1)} aria-label="One month on" title="One month on">
          <Icon name="forward" />
        </button>
        <button class="quiet" onClick={() => page.restart()} aria-label="From the start" title="From the start">
          <Icon name="restart" />
        </button>
      </span>
      <label class="speed">
        <span class="hidden">Speed</span>
        <select value={String(speed.value)} onChange={(event) => chooseSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map((one) => (
            <option key={one} value={String(one)}>
              {one === 1 ? "1 month/s" : `${one} months/s`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function KeyRow() {
  const floor = anyFloorSeen();
  return (
    <div class="key-row" aria-hidden="true">
      <span class="key key-bloc">
        <span>
          <span class="roomy-only">in the </span>bloc
        </span>
      </span>
      <span class="key key-outside">outside</span>
      {floor && <span class="key key-floor">floor</span>}
      {floor && <span class="key key-tariff">tariff</span>}
      {hasChanges.value && <span class="key key-ghost">without, one history</span>}
    </div>
  );
}

function anyFloorSeen(): boolean {
  const page = usePage();
  arrived.value;
  const history = page.branches.shown;
  if (history === null) return false;
  const enabled = history.world("floorEnabled");
  for (let at = 0; at <= furthest.value; at++) if (enabled[at] === 1) return true;
  return false;
}

export function Strip({ stage, big }: { stage: number; big: boolean }) {
  const page = usePage();
  const good = stages.value[stage]!;
  const { title, unit } = stageTitle(good.id, good.name);
  const history = page.branches.shown;
  arrived.value;
  const at = hoverMonth.value ?? month.value;
  const zone = history?.stage(stage, "zonePriceUsdPerKg")[at] ?? Number.NaN;
  const outside = history?.stage(stage, "exporterPriceUsdPerKg")[at] ?? Number.NaN;
  const reference = history?.stage(stage, "referenceUsdPerKg")[at] ?? Number.NaN;
  const hovering = hoverMonth.value !== null && info.value !== null;
  const leak = !big && leaks(history, stage);
  const titleParts = (
    <>
      <strong>{title}</strong>
      <span class="unit">{big ? `${unit}, $ a kg` : unit}</span>
    </>
  );
  return (
    <div class={big ? "strip strip-big" : "strip"} data-stage={good.id}>
      <div class="strip-title">
        {big ? (
          <h2>{titleParts}</h2>
        ) : (
          <button class="swap" onClick={() => chooseStage(stage)} title={`Show ${title.toLowerCase()} large`}>
            {titleParts}
          </button>
        )}
        {leak && <span class="tag">No floor: cheap {good.name.toLowerCase()} gets in</span>}
        {(!big || hovering) && (
          <span class="values">
            {hovering && big && <span class="at">{longMonth(info.value!.startMonth, at)}</span>}
            {hovering && big && !Number.isNaN(reference) && <span>floor {price(reference)}</span>}
            <span class="bloc">bloc {price(zone)}</span>
            <span class="outside">outside {price(outside)}</span>
          </span>
        )}
      </div>
      <CanvasBox
        class="plot"
        label={`${title}: bloc ${price(zone)}, outside ${price(outside)} a kilogram`}
        painter={{
          key: (time) => stripKey(time.position, page),
          paint: (ctx, size, time) => {
            const shown = page.branches.shown;
            if (shown === null || info.value === null) return;
            const axis = axisFor(size.width);
            const scale = scaleFor(page, stage, big);
            drawStrip(ctx, {
              ...size,
              big,
              axis,
              series: seriesOf(shown, stage),
              ghost: page.branches.ghost === null ? null : seriesOf(page.branches.ghost, stage),
              ghostUntil: ghostUntil(page),
              ...scale,
              position: time.position,
              furthest: furthest.value,
              hover: hoverMonth.value,
              colours: tokens(),
              fontScale: presenting.value ? 1.7 : 1,
              capAt: (at) => page.capAt(at),
            });
          },
        }}
        onPointer={(event, x, kind) => pointTime(page, event, x, kind)}
      />
    </div>
  );
}

/** Imports of a stage without a floor have grown since the floor came in elsewhere. */
function leaks(history: History | null, stage: number): boolean {
  if (history === null) return false;
  const now = month.value;
  const enabled = history.world("floorEnabled");
  if (enabled[now] !== 1 || !Number.isNaN(history.stage(stage, "referenceUsdPerKg")[now] ?? Number.NaN)) return false;
  let since = now;
  while (since > 0 && enabled[since - 1] === 1) since--;
  if (now - since < 6 || since < 6) return false;
  const imports = history.stage(stage, "zoneImportsTonnes");
  return mean(imports, now - 5, now) > 1.1 * mean(imports, since - 6, since - 1);
}

function mean(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at <= to; at++) total += values[at] ?? 0;
  return total / (to - from + 1);
}

function axisFor(width: number): TimeAxis {
  return {
    left: presenting.value ? 64 : PLOT_LEFT,
    right: width - PLOT_RIGHT,
    span: spanFor(Math.max(furthest.value, ghostSeen.until), info.value?.months ?? 240),
  };
}

function stripKey(position: number, page: Page): string {
  const known = page.branches.shown?.known ?? 0;
  return [
    Math.round(position * 8),
    furthest.value,
    known,
    page.branches.shown?.runId,
    page.branches.ghost?.known ?? -1,
    hoverMonth.value,
    bigStage.value,
    presenting.value,
  ].join(" ");
}

function ghostUntil(page: Page): number {
  const key = `${run.value.seed} ${run.value.scenario}`;
  if (ghostSeen.key !== key) {
    ghostSeen.key = key;
    ghostSeen.until = 0;
  }
  ghostSeen.until = Math.max(ghostSeen.until, furthest.value);
  return Math.min(ghostSeen.until, (page.branches.ghost?.known ?? 1) - 1);
}

function seriesOf(history: History, stage: number): StripSeries {
  return {
    zone: history.stage(stage, "zonePriceUsdPerKg"),
    exporter: history.stage(stage, "exporterPriceUsdPerKg"),
    landed: history.stage(stage, "landedUsdPerKg"),
    reference: history.stage(stage, "referenceUsdPerKg"),
    topUp: history.stage(stage, "topUpUsdPerKg"),
    imports: history.stage(stage, "zoneImportsTonnes"),
  };
}

/** Tops of the value axes by run and stage: they grow when they must and never shrink while a run is on show. */
const tops = new Map<string, number>();

function scaleFor(page: Page, stage: number, big: boolean): { top: number; ticks: number[] } {
  const key = `${run.value.scenario} ${run.value.seed} ${stage}`;
  let largest = tops.get(key) ?? 0;
  for (const history of [page.branches.shown, page.branches.ghost]) {
    if (history === null) continue;
    for (const figure of ["zonePriceUsdPerKg", "exporterPriceUsdPerKg", "referenceUsdPerKg"] as const) {
      const values = history.stage(stage, figure);
      for (let at = 0; at < history.known; at++) if (values[at]! > largest) largest = values[at]!;
      if (tops.get(key) === undefined && figure === "zonePriceUsdPerKg")
        largest = Math.max(largest, 1.75 * (values[0] ?? 0));
    }
  }
  if (largest > (tops.get(key) ?? 0)) tops.set(key, largest);
  return valueAxis(largest * 1.04, big ? 4 : 1);
}

function pointTime(page: Page, event: PointerEvent, x: number, kind: "down" | "move" | "up" | "leave"): void {
  const world = info.value;
  if (world === null) return;
  const width = (event.currentTarget as HTMLElement).clientWidth;
  const at = Math.max(0, Math.min(world.months - 1, Math.round(monthAt(axisFor(width), x))));
  if (kind === "leave") {
    hoverMonth.value = null;
    return;
  }
  const dragging = kind === "down" || (kind === "move" && event.buttons === 1);
  hoverMonth.value = !dragging && event.pointerType === "mouse" && at <= furthest.value ? at : null;
  if (!dragging) return;
  playing.value = false;
  page.player.goTo(Math.min(at, Math.max(furthest.value, ghostSeen.until)));
}

/** Years alone, for presenting. */
export function Years() {
  const page = usePage();
  return (
    <CanvasBox
      class="present-years"
      label="Years"
      painter={{
        key: (time) => stripKey(time.position, page),
        paint: (ctx, size) => {
          ctx.clearRect(0, 0, size.width, size.height);
          if (info.value === null) return;
          const look = {
            axis: axisFor(size.width),
            colours: tokens(),
            fontScale: 1.5,
            startMonth: info.value.startMonth,
          };
          drawYears(ctx, look, Number.NEGATIVE_INFINITY);
        },
      }}
    />
  );
}

export function Lanes({ ribbon = true }: { ribbon?: boolean }) {
  const page = usePage();
  const world = info.value;
  arrived.value;
  const names = laneNames();
  const height = lanesHeight({ ghost: true, ribbon });
  const picture = (width: number) => ({
    axis: axisFor(width),
    events: laneEvents(page.branches.shown),
    ghostEvents: page.branches.ghost === null ? null : laneEvents(page.branches.ghost),
  });
  const find = (x: number, y: number, width: number) => {
    const { axis, events } = picture(width);
    const laneTop = YEAR_ROW_PX + (ribbon ? RIBBON_PX + 4 : 0);
    if (y < laneTop || y > laneTop + LANE_PX) return null;
    return stackMarks(events, axis, furthest.value).find((stack) => Math.abs(stack.x - x) < 8) ?? null;
  };
  return (
    <div class="lanes" style={{ height: `${height}px` }}>
      <div
        class="scrub"
        role="slider"
        tabIndex={0}
        aria-label="Month shown"
        aria-valuemin={0}
        aria-valuemax={furthest.value}
        aria-valuenow={month.value}
        aria-valuetext={world === null ? "" : longMonth(world.startMonth, month.value)}
        onKeyDown={(event) => {
          const step = event.shiftKey ? 12 : 1;
          const move =
            event.key === "ArrowLeft" || event.key === "ArrowDown"
              ? -step
              : event.key === "ArrowRight" || event.key === "ArrowUp"
                ? step
                : event.key === "Home"
                  ? -Infinity
                  : event.key === "End"
                    ? Infinity
                    : 0;
          if (move === 0) return;
          event.preventDefault();
          playing.value = false;
          page.player.goTo(Math.max(0, Math.min(month.value + move, furthest.value + 12)));
        }}
      >
        <CanvasBox
          label="Years, what the exporter does, and what opened and shut"
          painter={{
            key: (time) => `${stripKey(time.position, page)} ${names.branch} ${run.value.changes.length} ${ribbon}`,
            paint: (ctx, size, time) => {
              const shown = page.branches.shown;
              if (shown === null || info.value === null) return;
              drawLanes(ctx, {
                width: size.width,
                startMonth: info.value.startMonth,
                position: time.position,
                furthest: furthest.value,
                ghostUntil: ghostUntil(page),
                stance: shown.world("stance"),
                ...picture(size.width),
                laneName: names.branch,
                ghostName: names.ghost,
                changes: run.value.changes,
                colours: tokens(),
                fontScale: 1,
                ribbon,
              });
            },
          }}
          onPointer={(event, x, kind) => {
            const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
            const stack = kind === "down" ? find(x, event.clientY - box.top, box.width) : null;
            if (stack !== null) page.showEvent(stack.events[0]!);
            else pointTime(page, event, x, kind);
          }}
        />
      </div>
    </div>
  );
}

function laneEvents(history: History | null) {
  if (history === null || info.value === null) return [];
  const exporter = info.value.exporterRegion;
  return history.events.filter((event) => event.region !== exporter);
}

/** Lanes are named by the lever that was changed. */
export function laneNames(): { branch: string; ghost: string } {
  if (!hasChanges.value) return { branch: "events", ghost: "" };
  const paths = new Set(run.value.changes.map((change) => change.path));
  const onlyFloor = [...paths].every((path) => path.startsWith("bloc.floor"));
  return onlyFloor ? { branch: "floor", ghost: "no floor" } : { branch: "changed", ghost: "without" };
}
