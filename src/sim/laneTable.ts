/**
 * The lanes of one good between the regions on its map, and the duties on them through time. A region that neither makes nor
 * uses a good, and through which no way is shorter, is left out of that good's market: nothing would ever stop there.
 */
import { monthIndex } from "./calendar";
import type { ImportDuty, Scenario } from "./scenario";

export interface LaneTable {
  /** Regions on the good's map in order of index, and the place of each region on it; −1 for those that are not. */
  regions: Int32Array;
  place: Int32Array;
  /** Lanes of one good; `from` and `to` are region indices. */
  count: number;
  from: Int32Array;
  to: Int32Array;
  /** From a pair of regions to the lane, −1 where there is none: from × regions + to. */
  byPair: Int32Array;
  /** Lanes that leave the exporter's region. */
  exports: Int32Array;
  freightUsdPerKg: Float64Array;
  /** Duties from a month on until the next period; the first begins with the run. */
  duties: DutyPeriod[];
}

export interface DutyPeriod {
  month: number;
  adValorem: Float64Array;
  specificUsdPerKg: Float64Array;
  /** Lanes that pay a lower ad valorem duty than another lane into the same region. */
  preferential: Int32Array;
}

/** Duties in force in a month. */
export function dutiesIn(lanes: LaneTable, month: number): DutyPeriod {
  let last = lanes.duties.length - 1;
  while (last > 0 && lanes.duties[last]!.month > month) last--;
  return lanes.duties[last]!;
}

/** The table of a good; `trades` has 1 for each region with a site, buyer or source of it. */
export function laneTable(
  scenario: Scenario,
  good: string,
  regions: Map<string, number>,
  exporter: number,
  trades: Uint8Array,
): LaneTable {
  const width = regions.size;
  // Regions stand in order of id, so their indices put lanes in order of ids too.
  const every = scenario.lanes
    .filter((lane) => lane.freightUsdPerKg[good] !== undefined)
    .map((lane) => ({
      from: regions.get(lane.from)!,
      to: regions.get(lane.to)!,
      freight: lane.freightUsdPerKg[good]!,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const changes = dutyChanges(scenario, good, regions, every);
  const freight = new Float64Array(width * width).fill(Infinity);
  for (const lane of every) freight[lane.from * width + lane.to] = lane.freight;
  // Where amounts a kilogram differ by origin, a detour can save duty; then all regions stay on the map.
  const mayDetour = changes.some((change) => change.specific !== 0);
  const isOn = Uint8Array.from(trades, (trade, region) =>
    trade === 1 || mayDetour || isShortcut(freight, width, region) ? 1 : 0,
  );
  const kept = every.flatMap((lane, l) => (isOn[lane.from] === 1 && isOn[lane.to] === 1 ? [l] : []));
  const lanes = kept.map((l) => every[l]!);

  const table: LaneTable = {
    regions: Int32Array.from([...isOn.keys()].filter((region) => isOn[region] === 1)),
    place: new Int32Array(width).fill(-1),
    count: lanes.length,
    from: Int32Array.from(lanes, (lane) => lane.from),
    to: Int32Array.from(lanes, (lane) => lane.to),
    byPair: new Int32Array(width * width).fill(-1),
    exports: Int32Array.from(lanes.flatMap((lane, l) => (lane.from === exporter ? [l] : []))),
    freightUsdPerKg: Float64Array.from(lanes, (lane) => lane.freight),
    duties: dutyPeriods(every, changes, kept, width),
  };
  table.regions.forEach((region, place) => (table.place[region] = place));
  lanes.forEach((lane, l) => (table.byPair[lane.from * width + lane.to] = l));
  return table;
}

/** Whether the way between some two regions is shorter through this one, or there is no other. */
function isShortcut(freight: Float64Array, width: number, region: number): boolean {
  for (let from = 0; from < width; from++) {
    const toRegion = freight[from * width + region]!;
    if (toRegion === Infinity) continue;
    for (let to = 0; to < width; to++) {
      if (to !== from && toRegion + freight[region * width + to]! < freight[from * width + to]! * (1 - 1e-9))
        return true;
    }
  }
  return false;
}

interface Way {
  from: number;
  to: number;
}
interface DutyChange {
  month: number;
  lane: number;
  adValorem: number;
  specific: number;
}

/** Every change of duty on the given lanes in order of month and lane; what is in force at the start counts as month 0. */
function dutyChanges(
  scenario: Scenario,
  good: string,
  regions: Map<string, number>,
  lanes: readonly Way[],
): DutyChange[] {
  const rowsInto: DatedDuty[][] = Array.from(regions, () => []);
  for (const row of scenario.importDuties) {
    if (row.good !== null && row.good !== good) continue;
    rowsInto[regions.get(row.region)!]!.push({
      row,
      origin: row.origin === null ? -1 : regions.get(row.origin)!,
      month: monthIndex(scenario.startMonth, row.inForceFrom),
      width: (row.origin === null ? 0 : 2) + (row.good === null ? 0 : 1),
    });
  }
  const changes: DutyChange[] = [];
  lanes.forEach(({ from, to }, lane) => {
    const rows = rowsInto[to]!.filter(({ origin }) => origin === -1 || origin === from);
    for (const month of new Set(rows.map((row) => Math.max(0, row.month)))) {
      const { row } = narrowest(rows, month);
      changes.push({ month, lane, adValorem: row.adValoremShare, specific: row.specificUsdPerKg });
    }
  });
  return changes.sort((a, b) => a.month - b.month || a.lane - b.lane);
}

interface DatedDuty {
  row: ImportDuty;
  origin: number;
  month: number;
  width: number;
}

/** Of the rows in force in a month the narrowest, origin before good; among equals the latest. */
function narrowest(rows: readonly DatedDuty[], month: number): DatedDuty {
  let best = rows[0]!;
  for (const candidate of rows) {
    if (candidate.month > month) continue;
    if (
      best.month > month ||
      candidate.width > best.width ||
      (candidate.width === best.width && candidate.month > best.month)
    )
      best = candidate;
  }
  return best;
}

/** Duties of the kept lanes, period by period; which lanes are preferential is judged among all lanes. */
function dutyPeriods(
  every: readonly Way[],
  changes: readonly DutyChange[],
  kept: readonly number[],
  width: number,
): DutyPeriod[] {
  const adValorem = new Float64Array(every.length);
  const specific = new Float64Array(every.length);
  const months = [...new Set([0, ...changes.map((change) => change.month)])].sort((a, b) => a - b);
  let next = 0;
  return months.map((month) => {
    for (; next < changes.length && changes[next]!.month === month; next++) {
      adValorem[changes[next]!.lane] = changes[next]!.adValorem;
      specific[changes[next]!.lane] = changes[next]!.specific;
    }
    const highest = new Float64Array(width);
    every.forEach(({ to }, l) => (highest[to] = Math.max(highest[to]!, adValorem[l]!)));
    return {
      month,
      adValorem: Float64Array.from(kept, (l) => adValorem[l]!),
      specificUsdPerKg: Float64Array.from(kept, (l) => specific[l]!),
      preferential: Int32Array.from(kept.flatMap((l, k) => (adValorem[l]! < highest[every[l]!.to]! ? [k] : []))),
    };
  });
}
