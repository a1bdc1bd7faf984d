/** All events of the run so far, newest first, with filters; every line moves the map and the clock to its place. */
import type { SimEvent } from "../../sim/events";
import type { Lever } from "../../scenario/levers";
import { usePage } from "../page";
import type { Page } from "../page";
import { arrived, eventFilter, eventsOpen, furthest, info, month } from "../state";
import type { EventFilter } from "../state";
import { shortMonth } from "../text/format";
import { valueWords } from "../text/leverWords";
import { Icon } from "./icon";
import { MarkIcon } from "./markIcon";

const MOST_LINES = 300;
const KINDS: Record<EventFilter["kinds"], { name: string; has: readonly string[] | null }> = {
  all: { name: "Everything", has: null },
  closures: { name: "Closures", has: ["closed", "mothballed", "insolvent"] },
  returns: { name: "Openings", has: ["restarted", "opened", "begun", "financed"] },
  policy: { name: "Policy", has: ["lever", "stanceChanged", "membership", "licence", "floorBreached", "caught"] },
};

export function EventsSheet() {
  if (!eventsOpen.value) return null;
  return (
    <section class="sheet events-sheet" aria-label="All events">
      <div class="sheet-title">
        <h2>Events</h2>
        <span class="grow" />
        <button class="outlined" onClick={() => (eventsOpen.value = false)}>
          Close
        </button>
      </div>
      <EventList />
    </section>
  );
}

export function EventList() {
  const page = usePage();
  arrived.value;
  const filter = eventFilter.value;
  const events = seenEvents(page).filter((event) => matches(event, filter));
  const world = info.value;
  return (
    <>
      <div class="filters">
        <label>
          <span class="hidden">Kind of event</span>
          <select
            value={filter.kinds}
            onChange={(event) =>
              (eventFilter.value = { ...filter, kinds: event.currentTarget.value as EventFilter["kinds"] })
            }
          >
            {Object.entries(KINDS).map(([key, kind]) => (
              <option key={key} value={key}>
                {kind.name}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={filter.inBlocOnly}
            onChange={(event) => (eventFilter.value = { ...filter, inBlocOnly: event.currentTarget.checked })}
          />
          in the bloc
        </label>
      </div>
      {events.length === 0 ? (
        <p class="empty serif">
          No event matches.{" "}
          <button class="link" onClick={() => (eventFilter.value = { inBlocOnly: false, kinds: "all" })}>
            Clear the filter.
          </button>
        </p>
      ) : (
        <ol class="event-list">
          {events.slice(0, MOST_LINES).map((event, index) => (
            <li key={`${event.month} ${event.entityId} ${event.kind} ${index}`}>
              <button
                class={event.month === month.value ? "event event-now" : "event"}
                onClick={() => page.showEvent(event)}
              >
                <span class="event-month">{world === null ? "" : shortMonth(world.startMonth, event.month)}</span>
                <MarkIcon kind={event.kind} />
                <span class="event-text">{eventWords(event, page.levers.value, page)}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Events up to the furthest month that was reached, newest first. */
function seenEvents(page: Page): SimEvent[] {
  const events = page.branches.shown?.events ?? [];
  return events.filter((event) => event.month <= furthest.value).reverse();
}

function matches(event: SimEvent, filter: EventFilter): boolean {
  const { has } = KINDS[filter.kinds];
  return (has === null || has.includes(event.kind)) && (!filter.inBlocOnly || event.inBloc);
}

/** The model's own sentence; a lever is told by its plain name. */
export function eventWords(event: SimEvent, levers: readonly Lever[], page: Page): string {
  if (event.kind !== "lever") return event.sentence;
  const lever = levers.find((one) => one.path === event.entityId);
  if (lever === undefined) return event.sentence;
  const world = info.value;
  const change = page.changeAt(event.entityId, event.month);
  return world === null || change === undefined
    ? event.sentence
    : `${lever.name}: ${valueWords(lever, change.value)} from ${shortMonth(world.startMonth, event.month)} on.`;
}

export function CloseButton({ onClick, label }: { onClick: () => void; label: string }) {
  return (
    <button class="quiet close" onClick={onClick} aria-label={label}>
      <Icon name="close" size={14} />
    </button>
  );
}
