/** A run's record as tables: months.csv and events.csv, and the yearly tables that are read on a terminal. */
import { monthLabel } from "../sim/calendar";
import { csvText } from "./csv";
import type { RunResult, Series } from "./runResult";
import { textTable, type Cell } from "./textTable";

const STAGE_COLUMNS = ["zonePrice", "exporterPrice", "outsidePrice", "reference", "exporterShare"] as const;

/** A row for each month: by stage the main prices, shares and balance, then each price by good and region. */
export function monthsCsv(result: RunResult): string {
  const stages = Object.keys(result.balance);
  const columns: { name: string; series: Series }[] = [];
  for (const good of stages) {
    for (const name of STAGE_COLUMNS) columns.push({ name: `${name}.${good}`, series: result[name][good]! });
    const { zoneSupplyTonnes, zoneUseTonnes } = result.balance[good]!;
    columns.push({ name: `zoneSupplyTonnes.${good}`, series: zoneSupplyTonnes });
    columns.push({ name: `zoneUseTonnes.${good}`, series: zoneUseTonnes });
  }
  for (const [good, regions] of Object.entries(result.prices)) {
    for (const [region, series] of Object.entries(regions)) columns.push({ name: `price.${good}.${region}`, series });
  }
  const rows = Array.from({ length: result.months }, (_, month) => [
    monthLabel(result.start, month),
    ...columns.map((column) => column.series[month] ?? null),
  ]);
  return csvText(["month", ...columns.map((column) => column.name)], rows);
}

/** A row for each event, its figures as one JSON cell. */
export function eventsCsv(result: RunResult): string {
  const header = ["month", "kind", "entity", "region", "good", "inBloc", "figures", "sentence"];
  const rows = result.events.map((event) => [
    event.month,
    event.kind,
    event.entity,
    event.region,
    event.good,
    event.inBloc,
    JSON.stringify(event.figures),
    event.sentence,
  ]);
  return csvText(header, rows);
}

/** The run in a screen: what it was, yearly mean prices by stage, and what happened to sites. */
export function runSummary(result: RunResult): string {
  const parts = [
    `${result.scenario}, seed ${result.seed}: ${result.months} months from ${result.start}`,
    ...Object.entries(result.overrides).map(([path, value]) => `  ${path} = ${JSON.stringify(value)}`),
    "",
    "Prices in the zone and at the exporter's, and the floor: yearly means, $/kg",
    priceTable(result),
    "",
    countTable(result),
    "",
    `months of breach: ${byGood(result.breachMonths)}`,
    `projects begun: ${result.projectsBegun}, in the bloc ${result.blocProjectsBegun}`,
    `top-ups paid: ${(result.topUpRevenueKiloUsd / 1000).toFixed(1)} million $`,
    `hash: ${result.hash}`,
  ];
  return parts.join("\n");
}

/** Zone supply and use by stage, tonnes a year. */
export function balanceTable(result: RunResult): string {
  const stages = Object.keys(result.balance);
  const header = ["year", ...stages.flatMap((good) => [`${good} supply`, "use", "balance"])];
  const rows = yearsOf(result).map(({ label, from, to }): Cell[] => [
    label,
    ...stages.flatMap((good): Cell[] => {
      const { zoneSupplyTonnes, zoneUseTonnes } = result.balance[good]!;
      const supply = Math.round(total(zoneSupplyTonnes, from, to));
      const use = Math.round(total(zoneUseTonnes, from, to));
      return [supply, use, supply - use];
    }),
  ]);
  return `Zone supply and use by stage, tonnes a calendar year\n${textTable(header, rows)}`;
}

function priceTable(result: RunResult): string {
  const stages = Object.keys(result.balance);
  const header = ["year", ...stages.flatMap((good) => [good, "exporter", "floor"])];
  const rows = yearsOf(result).map(({ label, from, to }): Cell[] => [
    label,
    ...stages.flatMap((good): Cell[] => [
      meanOf(result.zonePrice[good]!, from, to),
      meanOf(result.exporterPrice[good]!, from, to),
      meanOf(result.reference[good]!, from, to),
    ]),
  ]);
  return textTable(header, rows);
}

function countTable(result: RunResult): string {
  const names = Object.keys(result.counts) as (keyof RunResult["counts"])[];
  return textTable(
    ["sites", ...names],
    [
      ["bloc", ...names.map((name) => result.blocCounts[name])],
      ["world", ...names.map((name) => result.counts[name])],
    ],
  );
}

function byGood(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([good, count]) => `${good} ${count}`)
    .join(", ");
}

/** Calendar years of the run as ranges of months; the first and last may be parts. */
function yearsOf(result: RunResult): { label: string; from: number; to: number }[] {
  const years: { label: string; from: number; to: number }[] = [];
  for (let month = 0; month < result.months; month++) {
    const label = monthLabel(result.start, month).slice(0, 4);
    const last = years.at(-1);
    if (last?.label === label) last.to = month + 1;
    else years.push({ label, from: month, to: month + 1 });
  }
  return years;
}

function meanOf(series: Series, from: number, to: number): number | null {
  const known = series.slice(from, to).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function total(series: Series, from: number, to: number): number {
  return series.slice(from, to).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
