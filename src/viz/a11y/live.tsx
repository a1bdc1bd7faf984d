/**
 * What a screen reader hears while the world runs: the month, the headline, the newest events. Said when play stops or
 * the cursor is moved, and every few seconds while it plays, so that it never talks without end.
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { usePage } from "../page";
import type { Page } from "../page";
import { info, month, playing } from "../state";
import { longMonth } from "../text/format";
import { headline } from "../text/headline";
import { eventWords } from "../panels/eventsSheet";

const EVERY_MS = 8000;
const MOST_EVENTS = 3;
const said = signal("");

export function Live() {
  const page = usePage();
  useEffect(() => {
    const say = (): void => {
      const text = summaryOf(page);
      if (text !== "") said.value = text;
    };
    const timer = window.setInterval(say, EVERY_MS);
    let settle = 0;
    const stop = month.subscribe(() => {
      if (playing.peek()) return;
      window.clearTimeout(settle);
      settle = window.setTimeout(say, 500);
    });
    return () => {
      window.clearInterval(timer);
      window.clearTimeout(settle);
      stop();
    };
  }, [page]);
  return (
    <div class="hidden" role="status" aria-live="polite" data-testid="live">
      {said.value}
    </div>
  );
}

/** Month, headline and the newest events in one breath. */
export function summaryOf(page: Page): string {
  const world = info.peek();
  const shown = page.branches.shown;
  const now = shown?.frames[month.peek()];
  if (world === null || shown === null || now === undefined) return "";
  const events = shown.events.filter((event) => event.month <= month.peek());
  const ghost = page.branches.ghost?.frames[month.peek()] ?? null;
  const newest = events.filter((event) => event.month > month.peek() - 3).slice(-MOST_EVENTS);
  return [
    `${longMonth(world.startMonth, month.peek())}.`,
    headline({ info: world, now, ghost, events }),
    ...newest.map((event) => eventWords(event, page.levers.peek(), page)),
  ].join(" ");
}
