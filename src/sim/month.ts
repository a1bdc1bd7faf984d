/**
 * One month, in order. State at the start is last month's; every decision reads only that and what is public. The phases are
 * those of docs/MODEL.md ("Process overview"), one file each.
 */
import { consume } from "./actors/consumption";
import { runExporter } from "./actors/exporter";
import { checkAccounts, closeBooks, openAccountBooks, stocksByGood } from "./books";
import { decide } from "./phases/decisionPhase";
import { deliver } from "./phases/deliveryPhase";
import { drawMonth } from "./phases/luckPhase";
import { clearMarkets } from "./phases/marketPhase";
import { planMonth } from "./phases/planPhase";
import { setPolicy } from "./phases/policyPhase";
import { produce } from "./phases/productionPhase";
import { closeRecord } from "./record";
import type { Outcome, World } from "./state";

/** Told what has just been played, in order: the names of the phases, and of each good as its market has cleared. */
export type Watch = (played: string) => void;

/**
 * Plays one month on. `watch` is for those who measure; it must not change the world.
 * @throws RangeError past the scenario's horizon, BooksError when the month does not add up.
 */
export function stepMonth(world: World, watch?: Watch): void {
  if (world.state.month >= world.setting.months)
    throw new RangeError(`the run ends after ${world.setting.months} months`);
  const openingStocks = stocksByGood(world);
  openAccountBooks(world);
  world.state.outcome.events = [];

  setPolicy(world); // 2. announcements take effect, duties from past prices
  watch?.("policy");
  runExporter(world); // 3. stance, output, quotas from last month's figures
  watch?.("exporter");
  clearOutcome(world.state.outcome);
  drawMonth(world); // 1. luck: addressed draws, so their place in the order changes nothing
  watch?.("luck");
  planMonth(world); // 4. orders and throughput
  watch?.("plans");
  clearMarkets(world, watch); // 5. finished to raw
  checkAccounts(world, "markets"); //    nothing is paid before deliveries
  deliver(world); // 6. tonnes and payments
  checkAccounts(world, "deliveries");
  watch?.("deliveries");
  produce(world); // 7. making, care, loans, construction
  consume(world); //    and use
  checkAccounts(world, "production");
  watch?.("production");
  decide(world); // 8. beliefs, statuses, projects
  checkAccounts(world, "decisions");
  watch?.("decisions");
  closeBooks(world, openingStocks); // 9. every tonne and dollar
  closeRecord(world);
  watch?.("books");

  world.state.month++;
}

/** Forgets last month's figures. Output stays until production overwrites it: the exporter and projects look back at it. */
function clearOutcome(outcome: Outcome): void {
  for (const name in outcome) {
    const value = outcome[name as keyof Outcome];
    if (value instanceof Float64Array && name !== "outputTonnes" && name !== "landedUsdPerKg") value.fill(0);
  }
}
