/**
 * The month shown as tables, in the place of the map: prices by stage, sites, trade and events. For whoever does not see
 * the map, and for whoever wants the figures. It follows the cursor; while time runs, twice a second at most.
 */
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { usePage } from "../page";
import { tableOpen } from "../route";
import { arrived, info, month, playing } from "../state";
import { longMonth } from "../text/format";
import { EventsTable } from "./eventsTable";
import { PricesTable } from "./pricesTable";
import { SitesTable } from "./sitesTable";
import { TradeTable } from "./tradeTable";
import "../theme/proof.css";
import "../theme/tables.css";

export interface MonthFacts {
  world: WorldInfo;
  now: Snapshot;
  /** The same month of the run that this one is held against. */
  ghost: Snapshot | null;
}

const PARTS = [
  { part: "prices", word: "Prices" },
  { part: "sites", word: "Sites" },
  { part: "trade", word: "Trade" },
  { part: "events", word: "Events" },
] as const;
const EVERY_MS = 500;

const part = signal<(typeof PARTS)[number]["part"]>("prices");
const told = signal(0);

export function TableView() {
  const page = usePage();
  useEffect(followMonth, []);
  arrived.value;
  const world = info.value;
  const history = page.branches.shown;
  const now = history?.frames[told.value] ?? history?.frames[0];
  if (world === null || now === undefined) return null;
  const facts: MonthFacts = { world, now, ghost: page.branches.ghost?.frames[now.month] ?? null };
  return (
    <main class="tables" aria-label="The month in tables">
      <div class="tables-head">
        <h1>{longMonth(world.startMonth, now.month)}</h1>
        <div class="segments" role="group" aria-label="Which table">
          {PARTS.map((one) => (
            <button key={one.part} aria-pressed={part.value === one.part} onClick={() => (part.value = one.part)}>
              {one.word}
            </button>
          ))}
        </div>
        <button class="outlined" onClick={() => (tableOpen.value = false)}>
          Back to the map
        </button>
      </div>
      <div class="tables-body" tabIndex={0} role="region" aria-label={`Table of ${part.value}`}>
        {part.value === "prices" && <PricesTable facts={facts} />}
        {part.value === "sites" && <SitesTable facts={facts} />}
        {part.value === "trade" && <TradeTable facts={facts} />}
        {part.value === "events" && <EventsTable facts={facts} />}
      </div>
    </main>
  );
}

/** At once while time stands, else every half second. */
function followMonth(): () => void {
  const follow = (): void => void (told.value = month.peek());
  const timer = window.setInterval(follow, EVERY_MS);
  const stop = effect(() => {
    month.value;
    if (!playing.value) follow();
  });
  return () => {
    window.clearInterval(timer);
    stop();
  };
}
