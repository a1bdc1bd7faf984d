/**
 * So what: six figures of the month, each against the dotted run, or against the first year while there is no other.
 * Beneath each difference stands what other seeds say: their mean and its 95% interval, or "one history" until they
 * are in. No colour says good or bad.
 */
import { Gap } from "../charts/gap";
import type { History } from "../history";
import { usePage } from "../page";
import { pairedArrived, pairsIn } from "../paired";
import { arrived, branchList, info, month, run, stages } from "../state";
import { money, percent, plain, price, signed, yearOf } from "../text/format";
import { gapWords } from "../text/headline";
import { intervalWords } from "../text/interval";
import { shortNames } from "../text/leverWords";
import type { Interval } from "../../workers/interval";
import type { StageFigures, WorldFigures } from "../../sim/snapshot";

interface Tile {
  key: string;
  label: string;
  unit: (history: History, at: number) => string;
  figure: { of: "world"; name: keyof WorldFigures } | { of: number; name: keyof StageFigures };
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
      figure: { of: "world", name: "blocSitesRunning" },
      show: (value) => plain(value),
      showGap: (size) => plain(size),
      top: 60,
    },
    {
      key: "oxide",
      label: "Oxide price in bloc",
      unit: () => "a kg",
      figure: { of: oxide, name: "zonePriceUsdPerKg" },
      show: price,
      showGap: price,
      top: 160,
    },
    {
      key: "bill",
      label: "Buyers pay",
      unit: () => "a year",
      figure: { of: "world", name: "buyersPay12mKiloUsd" },
      show: money,
      showGap: money,
      top: 4e6,
    },
    {
      key: "tariff",
      label: "Tariff income",
      unit: () => "a year",
      figure: { of: "world", name: "topUpRevenue12mKiloUsd" },
      show: money,
      showGap: money,
      top: 1e6,
    },
    {
      key: "share",
      label: "Exporter’s share",
      unit: () => "of magnets",
      figure: { of: last, name: "exporterShare" },
      show: percent,
      showGap: points,
      top: 1,
    },
    {
      key: "stopped",
      label: "Factories stopped",
      unit: () => "of demand",
      figure: { of: "world", name: "factoriesStoppedShare" },
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

function valueOf({ figure }: Tile, history: History | null, at: number): number {
  if (history === null) return Number.NaN;
  const series = figure.of === "world" ? history.world(figure.name) : history.stage(figure.of, figure.name);
  return series[at] ?? Number.NaN;
}

/** `scrolls` where the tiles do not all fit: the row is then within the reach of the keyboard. */
export function Scoreboard({ only, scrolls = false }: { only?: readonly string[]; scrolls?: boolean }) {
  arrived.value;
  pairedArrived.value;
  return (
    <section class="scoreboard" aria-label="What the month looks like" tabIndex={scrolls ? 0 : undefined}>
      {tiles()
        .filter((tile) => only === undefined || only.includes(tile.key))
        .map((tile) => (
          <TileView key={tile.key} tile={tile} />
        ))}
    </section>
  );
}

function TileView({ tile }: { tile: Tile }) {
  const page = usePage();
  const at = month.value;
  const { shown, ghost } = page.branches;
  const world = info.value;
  const { against } = shortNames(branchList.value);
  const value = valueOf(tile, shown, at);
  const other = valueOf(tile, ghost, at);
  const gap = Number.isFinite(other) ? value - other : value - valueOf(tile, shown, firstMonthOf(tile));
  const interval = ghost === null ? null : page.paired.at(tile.figure.of, tile.figure.name, at);
  const top = topOf(tile, [value, other].filter(Number.isFinite));
  return (
    <div class="tile" data-tile={tile.key}>
      <div class="tile-label">{tile.label}</div>
      <div class="tile-figure">
        <b>{Number.isFinite(value) ? tile.show(value) : "–"}</b>
        <span>{shown === null ? "" : tile.unit(shown, at)}</span>
      </div>
      {ghost === null ? <div class="gap" /> : <Gap value={value} ghost={other} top={top} />}
      <div class="tile-delta">
        <b>{Number.isFinite(gap) ? signed(gap, tile.showGap) : ""}</b>{" "}
        {ghost !== null ? `vs ${against}` : world === null ? "" : `since ${yearOf(world.startMonth, 0)}`}
      </div>
      {ghost !== null && <Luck interval={interval} showGap={gapWords(tile.figure.name)} />}
    </div>
  );
}

/** What the difference is worth: one history, or the mean of many and how sure it is. */
function Luck({ interval, showGap }: { interval: Interval | null; showGap: (size: number) => string }) {
  if (interval === null) {
    const coming = pairsIn.value;
    return (
      <div class="tile-luck">
        one history
        <br />
        {coming === null ? "" : `${coming.done} of ${coming.of} seeds`}
      </div>
    );
  }
  const { mean, range } = intervalWords(interval, showGap);
  return (
    <div
      class="tile-luck tile-luck-in"
      title="Mean over paired seeds with the same luck in both runs, and its 95% interval"
    >
      {interval.seeds} seeds: <b>{mean}</b>
      <br />({range})
    </div>
  );
}

/** Sums over twelve months are compared from the first full year on. */
function firstMonthOf(tile: Tile): number {
  return tile.key === "bill" || tile.key === "tariff" ? Math.min(11, month.value) : 0;
}
