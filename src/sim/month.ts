/**
 * One month, in order. State at the start is last month's; every decision reads only that and what is public. The phases are
 * those of docs/MODEL.md ("Process overview"), one file each.
 */
import { consume } from "./actors/consumption";
import { runExporter } from "./actors/exporter";
import { closeBooks, stocksByGood } from "./books";
import { decide } from "./phases/decisionPhase";
import { deliver } from "./phases/deliveryPhase";
import { drawMonth } from "./phases/luckPhase";
import { clearMarkets } from "./phases/marketPhase";
import { planMonth } from "./phases/planPhase";
import { setPolicy } from "./phases/policyPhase";
import { produce } from "./phases/productionPhase";
import { closeRecord } from "./record";
import type { Outcome, World } from "./state";

/**
 * Plays one month on. @throws RangeError past the scenario's horizon, BooksError when the month does not add up.
 */
export function stepMonth(world: World): void {
  if (world.state.month >= world.setting.months)
    throw new RangeError(`the run ends after ${world.setting.months} months`);
  const openingStocks = stocksByGood(world);
  world.state.outcome.events = [];

  setPolicy(world); // 2. announcements take effect, duties from past prices
  runExporter(world); // 3. stance, output, quotas from last month's figures
  clearOutcome(world.state.outcome);
  drawMonth(world); // 1. luck: addressed draws, so their place in the order changes nothing
  planMonth(world); // 4. orders and throughput
  clearMarkets(world); // 5. finished to raw
  deliver(world); // 6. tonnes and payments
  produce(world); // 7. making, care, loans, construction
  consume(world); //    and use
  decide(world); // 8. beliefs, statuses, projects
  closeBooks(world, openingStocks); // 9. every tonne and dollar
  closeRecord(world);

  world.state.month++;
}

/** Forgets last month's figures. Output stays until production overwrites it: the exporter and projects look back at it. */
function clearOutcome(outcome: Outcome): void {
  for (const [name, value] of Object.entries(outcome)) {
    if (value instanceof Float64Array && name !== "outputTonnes" && name !== "landedUsdPerKg") value.fill(0);
  }
}
