/** Plays worlds and reads figures off them by name, so that tests speak of sites and regions and not of indices. */
import { readFileSync } from "node:fs";
import { loadScenario } from "../../../src/scenario/load";
import { openWorld, stepMonth, takeSnapshot } from "../../../src/sim";
import type { Scenario, SimEvent, Snapshot, World } from "../../../src/sim";
import { STATUS_CODES } from "../../../src/sim/snapshot";
import type { Status } from "../../../src/sim";

const FILE = "scenarios/rare-earths-2026.json";
let loaded: Scenario | null = null;

/** The flagship scenario, read once a test file. */
export function flagship(): Scenario {
  loaded ??= loadScenario(FILE, readFileSync(FILE, "utf8"));
  return loaded;
}

/** A world of the scenario after so many months; `each` looks at it after every month. */
export function played(scenario: Scenario, months: number, seed = "1", each: (world: World) => void = () => {}): World {
  return playOn(openWorld(scenario, seed), months, each);
}

/** The same world, so many months on. */
export function playOn(world: World, months: number, each: (world: World) => void = () => {}): World {
  for (let t = 0; t < months; t++) {
    stepMonth(world);
    each(world);
  }
  return world;
}

/** Snapshots of the first months, in order. */
export function history(scenario: Scenario, months: number, seed = "1"): Snapshot[] {
  const snapshots: Snapshot[] = [];
  played(scenario, months, seed, (world) => snapshots.push(takeSnapshot(world)));
  return snapshots;
}

/** Index of a site by id. @throws RangeError for an unknown one. */
export function site(world: World, id: string): number {
  return placeOf(world.setting.sites.ids, id);
}

/** Index of a good by id. */
export function good(world: World, id: string): number {
  return placeOf(world.setting.goodIds, id);
}

/** Place of a good in a region in the tables of prices and beliefs. */
export function cell(world: World, goodId: string, regionId: string): number {
  return good(world, goodId) * world.setting.regionIds.length + placeOf(world.setting.regionIds, regionId);
}

/** Place of a good on its way between two regions in the tables of flows and top-ups. */
export function pair(world: World, goodId: string, from: string, to: string): number {
  return cell(world, goodId, from) * world.setting.regionIds.length + placeOf(world.setting.regionIds, to);
}

/** Index of a buyer by id. */
export function buyerAt(world: World, id: string): number {
  return placeOf(
    world.setting.buyers.map((buyer) => buyer.id),
    id,
  );
}

/** Gives a buyer so many tonnes in store, each of its firms in proportion to the cover it keeps. */
export function putInStore(world: World, buyer: number, tonnes: number): void {
  const { perBuyer, coverFactor } = world.setting.firms;
  for (let k = 0; k < perBuyer; k++)
    world.state.firms.stockTonnes[buyer * perBuyer + k] = (tonnes * coverFactor[k]!) / perBuyer;
  world.state.buyers.stockTonnes[buyer] = tonnes;
}

/** Last month's price, $/kg. */
export function price(world: World, goodId: string, regionId: string): number {
  return world.state.trade.priceUsdPerKg[cell(world, goodId, regionId)]!;
}

export function status(world: World, id: string): Status {
  return STATUS_CODES[world.state.sites.status[site(world, id)]!]!;
}

/** Output of last month, t. */
export function output(world: World, id: string): number {
  return world.state.outcome.outputTonnes[site(world, id)]!;
}

/** Events of a run so far, told by `each` of `played`. */
export function eventLog(): { events: SimEvent[]; note: (world: World) => void } {
  const events: SimEvent[] = [];
  return { events, note: (world) => events.push(...world.state.outcome.events) };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function placeOf(ids: readonly string[], id: string): number {
  const place = ids.indexOf(id);
  if (place === -1) throw new RangeError(`"${id}" is not among ${ids.join(", ")}`);
  return place;
}
