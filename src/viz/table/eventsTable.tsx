/** What has happened up to a month, the newest first: the marks of the timeline in words. A line leads to its month. */
import { eventWords } from "../panels/eventsSheet";
import { usePage } from "../page";
import { longMonth } from "../text/format";
import type { MonthFacts } from "./tableView";

const MOST_ROWS = 200;

export function EventsTable({ facts: { world, now } }: { facts: MonthFacts }) {
  const page = usePage();
  const events = (page.branches.shown?.events ?? []).filter((event) => event.month <= now.month);
  const shown = events.slice(-MOST_ROWS).reverse();
  if (shown.length === 0) return <p class="serif empty">Nothing has happened yet.</p>;
  return (
    <table>
      <caption>
        {events.length} events so far, the newest first
        {shown.length < events.length ? `; ${shown.length} are shown` : ""}
      </caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">What happened</th>
          <th scope="col">Side</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((event, index) => (
          <tr key={`${event.month} ${event.entityId} ${event.kind} ${index}`}>
            <th scope="row">
              <button class="link" onClick={() => page.showEvent(event)}>
                {longMonth(world.startMonth, event.month)}
              </button>
            </th>
            <td>{eventWords(event, page.levers.value, page)}</td>
            <td>{event.inBloc ? "bloc" : "outside"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
