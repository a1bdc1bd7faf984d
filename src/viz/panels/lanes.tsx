/** Under the strips: years, the exporter's ribbon, the lanes of what opened and shut, and the cursor that moves time. */
import { drawLanes, drawYears, lanesHeight, LANE_PX, RIBBON_PX, stackMarks, YEAR_ROW_PX } from "../charts/lanes";
import { CanvasBox } from "../charts/canvasBox";
import type { History } from "../history";
import { usePage } from "../page";
import { branchList, eventsOpen, furthest, headingFor, info, month, playing, run } from "../state";
import { longMonth } from "../text/format";
import { shortNames } from "../text/leverWords";
import { tokens } from "../theme/theme";
import { HorizonButton, LoopBand } from "./loopBand";
import { MarkIcon } from "./markIcon";
import { axisFor, chartKey, followRuns, ghostUntil, pointTime } from "./timeAxis";

export function LanesFoot() {
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

/** Years alone, for presenting. */
export function Years() {
  const page = usePage();
  return (
    <CanvasBox
      class="present-years"
      label="Years"
      painter={{
        key: (time) => chartKey(time.position, page),
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

/** Months that a key moves the cursor by; a year with shift. */
const LAST = 100_000;
const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -60,
  PageUp: 60,
  Home: -LAST,
  End: LAST,
};

export function Lanes({ ribbon = true }: { ribbon?: boolean }) {
  const page = usePage();
  const world = info.value;
  followRuns();
  const names = shortNames(branchList.value);
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
    return stackMarks(events, axis, furthest.value, month.value).find((stack) => Math.abs(stack.x - x) < 8) ?? null;
  };
  return (
    <div class="lanes" style={{ height: `${height}px` }}>
      <div
        class="scrub"
        role="slider"
        tabIndex={0}
        aria-label="Month shown"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, (world?.months ?? 1) - 1)}
        aria-valuenow={month.value}
        aria-valuetext={world === null ? "" : longMonth(world.startMonth, month.value)}
        onKeyDown={(event) => {
          const move = event.key in MOVES ? MOVES[event.key]! * (event.shiftKey ? 12 : 1) : null;
          if (move === null || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          playing.value = false;
          // From where the cursor is going, so that a key held down outruns the worker.
          page.player.goTo(Math.max(0, Math.min((headingFor.value?.to ?? month.value) + move, LAST)));
        }}
      >
        <CanvasBox
          label="Years, what the exporter does, and what opened and shut"
          painter={{
            key: (time) => `${chartKey(time.position, page)} ${names.shown} ${run.value.changes.length} ${ribbon}`,
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
                laneName: names.shown,
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
      <LoopBand />
      <HorizonButton />
    </div>
  );
}

function laneEvents(history: History | null) {
  if (history === null || info.value === null) return [];
  const exporter = info.value.exporterRegion;
  return history.events.filter((event) => event.region !== exporter);
}
