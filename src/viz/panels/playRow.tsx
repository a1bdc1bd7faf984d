/** Play, the month, steps, the next event, the loop, the speed; and beneath them what each line of the charts means. */
import { PLAIN_ID } from "../branchList";
import { usePage } from "../page";
import {
  arrived,
  branchList,
  chooseSpeed,
  furthest,
  hasChanges,
  headingFor,
  info,
  loop,
  month,
  playing,
  speed,
  SPEEDS,
} from "../state";
import { longMonth, shortMonth } from "../text/format";
import { branchName, shortNames } from "../text/leverWords";
import { Icon } from "./icon";

export function PlayRow() {
  const page = usePage();
  const world = info.value;
  const label = world === null ? "" : longMonth(world.startMonth, month.value);
  const atEnd = world !== null && loop.value === null && month.value >= world.months - 1;
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
      <TimeSteps />
      <Speed />
    </div>
  );
}

export function TimeSteps() {
  const page = usePage();
  const stretch = loop.value;
  const world = info.value;
  const loopTitle =
    stretch === null || world === null
      ? "Loop a stretch (L); [ and ] set its ends"
      : `Looping ${shortMonth(world.startMonth, stretch.from)} to ${shortMonth(world.startMonth, stretch.to)}. Press to end it (L)`;
  return (
    <span class="steps">
      <button class="quiet" onClick={() => page.step(-1)} aria-label="One month back" title="One month back">
        <Icon name="back" />
      </button>
      <button class="quiet" onClick={() => page.step(1)} aria-label="One month on" title="One month on">
        <Icon name="forward" />
      </button>
      <button class="quiet" onClick={() => void page.nextEvent()} aria-label="Next event" title="Next event (N)">
        <NextEventMark />
      </button>
      <button
        class="quiet loop-button"
        onClick={() => page.toggleLoop()}
        aria-label="Loop a stretch"
        aria-pressed={stretch !== null}
        title={loopTitle}
      >
        <LoopMark />
      </button>
    </span>
  );
}

export function Speed() {
  return (
    <label class="speed" title="Months a second">
      <span class="hidden">Speed</span>
      <select value={String(speed.value)} onChange={(event) => chooseSpeed(Number(event.currentTarget.value))}>
        {SPEEDS.map((one) => (
          <option key={one} value={String(one)}>
            {one} mo/s
          </option>
        ))}
      </select>
    </label>
  );
}

function NextEventMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d="M2.500 4.500 6 8l-3.500 3.500"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
      />
      <circle cx="11" cy="8" r="3" fill="none" stroke="currentColor" stroke-width="1.5" />
    </svg>
  );
}

function LoopMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d="M3 9.500V7.500a2.500 2.500 0 0 1 2.500-2.500H13M11 2.800 13.200 5 11 7.200M13 6.500v2a2.500 2.500 0 0 1-2.500 2.500H3M5 8.800 2.800 11 5 13.200"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

export function KeyRow() {
  const page = usePage();
  const heading = headingFor.value;
  const world = info.value;
  if (heading !== null && world !== null) {
    const part = (month.value - heading.from) / Math.max(1, heading.to - heading.from);
    const percent = Math.round(100 * Math.max(0, Math.min(1, part)));
    return (
      <div
        class="key-row"
        role="progressbar"
        aria-label="Months being played"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span>
          Playing on to {longMonth(world.startMonth, heading.to)}, {percent}%
        </span>
        <button class="link" onClick={() => page.player.goTo(month.value)}>
          Stop here
        </button>
      </div>
    );
  }
  const floor = anyFloorSeen();
  const list = branchList.value;
  const ghost = list.branches.find((one) => one.id === list.ghost);
  const ghostName = ghost === undefined ? "" : branchName(ghost, list, page.levers.value);
  return (
    <div class="key-row">
      <span class="key key-bloc">
        <span>
          <span class="roomy-only">in the </span>bloc
        </span>
      </span>
      <span class="key key-outside">outside</span>
      {floor && <span class="key key-floor">floor</span>}
      {floor && <span class="key key-tariff">tariff</span>}
      {hasChanges.value && ghost !== undefined && (
        <button
          class="key key-ghost"
          onClick={() => page.showBranches()}
          title={`Dotted: ${ghostName}. Press for all branches`}
        >
          <span class="key-words">{ghost.id === PLAIN_ID ? shortNames(list).against : ghostName}</span>
        </button>
      )}
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
