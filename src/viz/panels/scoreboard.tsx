/**
 * So what: six figures of the month, each against the run without the changes, or against the first year while there
 * is no other run. No colour says good or bad.
 */
import { Gap } from "../charts/gap";
import type { History } from "../history";
import { usePage } from "../page";
import { arrived, info, month, run, stages } from "../state";
import { money, percent, plain, price, signed, yearOf } from "../text/format";
import { laneNames } from "./timeColumn";

interface Tile {
  key: string;
  label: string;
  unit: (history: History, at: number) => string;
  value: (history: History, at: number) => number;
  show: (value: number) => string;
  showGap: (size: number) => string;
  /** Least top of the scale. */
  top: number;
}

const points = (size: number): string => `${plain(size * 100, size < 0.0995 ? 1 : 0)} pts`;

function tiles(): Tile[] {
  const oxide = Math.max(
    0,
    stages.value.findIndex((stage) => stage.id === "oxide"),
  );
  const last = stages.value.length - 1;
  return [
    {
      key: "sites",
      label: "Bloc sites running",
      unit: (history, at) => `of ${plain(history.world("blocSitesEver")[at] ?? 0)}`,
      value: (history, at) => history.world("blocSitesRunning")[at] ?? Number.NaN,
      show: (value) => plain(value),
      showGap: (size) => plain(size),
      top: 60,
    },
    {
      key: "oxide",
      label: "Oxide price in bloc",
      unit: () => "a kg",
      value: (history, at) => history.stage(oxide, "zonePriceUsdPerKg")[at] ?? Number.NaN,
      show: price,
      showGap: price,
      top: 160,
    },
    {
      key: "bill",
      label: "Buyers pay",
      unit: () => "a year",
      value: (history, at) => history.world("buyersPay12mKiloUsd")[at] ?? Number.NaN,
      show: money,
      showGap: money,
      top: 4e6,
    },
    {
      key: "tariff",
      label: "Tariff income",
      unit: () => "a year",
      value: (history, at) => history.world("topUpRevenue12mKiloUsd")[at] ?? Number.NaN,
      show: money,
      showGap: money,
      top: 1e6,
    },
    {
      key: "share",
      label: "Exporter’s share",
      unit: () => "of magnets",
      value: (history, at) => history.stage(last, "exporterShare")[at] ?? Number.NaN,
      show: percent,
      showGap: points,
      top: 1,
    },
    {
      key: "stopped",
      label: "Factories stopped",
      unit: () => "of demand",
      value: (history, at) => history.world("factoriesStoppedShare")[at] ?? Number.NaN,
      show: percent,
      showGap: points,
      top: 0.1,
    },
  ];
}

/** Tops of the gap scales by run: they only ever grow. */
const tops = new Map<string, number>();

function topOf(tile: Tile, values: number[]): number {
  const key = `${run.value.scenario} ${run.value.seed} ${tile.key}`;
  let top = tops.get(key) ?? tile.top;
  for (const value of values) while (value > top) top *= 2;
  tops.set(key, top);
  return top;
}

export function Scoreboard({ only }: { only?: readonly string[] }) {
  const page = usePage();
  arrived.value;
  const at = month.value;
  const shown = page.branches.shown;
  const ghost = page.branches.ghost;
  const world = info.value;
  const names = laneNames();
  const against = names.ghost === "no floor" ? "no floor" : "no change";
  return (
    <section class="scoreboard" aria-label="What the month looks like">
      {tiles()
        .filter((tile) => only === undefined || only.includes(tile.key))
        .map((tile) => {
          const value = shown === null ? Number.NaN : tile.value(shown, at);
          const other = ghost === null ? Number.NaN : tile.value(ghost, at);
          const start = shown === null ? Number.NaN : tile.value(shown, firstMonthOf(tile));
          const gap = Number.isFinite(other) ? value - other : value - start;
          return (
            <div class="tile" key={tile.key} data-tile={tile.key}>
              <div class="tile-label">{tile.label}</div>
              <div class="tile-figure">
                <b>{Number.isFinite(value) ? tile.show(value) : "–"}</b>
                <span>{shown === null ? "" : tile.unit(shown, at)}</span>
              </div>
              {ghost === null ? (
                <div class="gap" />
              ) : (
                <Gap value={value} ghost={other} top={topOf(tile, [value, other])} />
              )}
              <div class="tile-delta">
                <b>{Number.isFinite(gap) ? signed(gap, tile.showGap) : ""}</b>{" "}
                {ghost !== null ? (
                  <>
                    <span class="roomy-only">against</span>
                    <span class="tight-only">vs</span> {against}
                  </>
                ) : world === null ? (
                  ""
                ) : (
                  `since ${yearOf(world.startMonth, 0)}`
                )}
              </div>
            </div>
          );
        })}
    </section>
  );
}

/** Sums over twelve months are compared from the first full year on. */
function firstMonthOf(tile: Tile): number {
  return tile.key === "bill" || tile.key === "tariff" ? Math.min(11, month.value) : 0;
}
