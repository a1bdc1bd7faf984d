/** The price strips: one for each stage, the chosen one large; a click on a small one swaps it into the big place. */
import { ask } from "../asked";
import { valueAxis } from "../charts/axis";
import { CanvasBox } from "../charts/canvasBox";
import { drawStrip } from "../charts/strip";
import type { StripSeries } from "../charts/strip";
import type { History } from "../history";
import { usePage } from "../page";
import type { Page } from "../page";
import { arrived, bigStage, furthest, info, month, presenting, run, stageChosen, stages } from "../state";
import { longMonth, price } from "../text/format";
import { stageTitle } from "../text/words";
import { tokens } from "../theme/theme";
import { axisFor, chartKey, ghostUntil, hoverMonth, pointTime } from "./timeAxis";

export function chooseStage(stage: number): void {
  stageChosen.value = true;
  bigStage.value = stage;
}

/** Stages with the chosen one first. */
export function stripOrder(): number[] {
  const all = stages.value.map((_, index) => index);
  const big = all.includes(bigStage.value) ? bigStage.value : 0;
  return all.length === 0 ? [] : [big, ...all.filter((stage) => stage !== big)];
}

export function Strip({ stage, big }: { stage: number; big: boolean }) {
  const page = usePage();
  const good = stages.value[stage]!;
  const { title, unit } = stageTitle(good.id, good.name);
  const history = page.branches.shown;
  arrived.value;
  const at = hoverMonth.value ?? month.value;
  const zone = history?.stage(stage, "zonePriceUsdPerKg")[at] ?? Number.NaN;
  const outside = history?.stage(stage, "exporterPriceUsdPerKg")[at] ?? Number.NaN;
  const reference = history?.stage(stage, "referenceUsdPerKg")[at] ?? Number.NaN;
  const hovering = hoverMonth.value !== null && info.value !== null;
  const leak = !big && leaks(history, stage);
  const titleParts = (
    <>
      <strong>{title}</strong>
      <span class="unit">{big ? `${unit}, $ a kg` : unit}</span>
    </>
  );
  return (
    <div class={big ? "strip strip-big" : "strip"} data-stage={good.id}>
      <div class="strip-title">
        {big ? (
          <>
            <h2>{titleParts}</h2>
            {!presenting.value && (
              <button
                class="link ask"
                onClick={() => ask({ about: "price", stage })}
                aria-label={`Why? The price of ${title.toLowerCase()}`}
              >
                Why?
              </button>
            )}
          </>
        ) : (
          <button class="swap" onClick={() => chooseStage(stage)} title={`Show ${title.toLowerCase()} large`}>
            {titleParts}
          </button>
        )}
        {leak && <span class="tag">No floor: cheap {good.name.toLowerCase()} gets in</span>}
        {(!big || hovering) && (
          <span class="values">
            {hovering && big && <span class="at">{longMonth(info.value!.startMonth, at)}</span>}
            {hovering && big && !Number.isNaN(reference) && <span>floor {price(reference)}</span>}
            <span class="bloc">bloc {price(zone)}</span>
            <span class="outside">outside {price(outside)}</span>
          </span>
        )}
      </div>
      <CanvasBox
        class="plot"
        label={`${title}: bloc ${price(zone)}, outside ${price(outside)} a kilogram`}
        painter={{
          key: (time) => chartKey(time.position, page),
          paint: (ctx, size, time) => {
            const shown = page.branches.shown;
            if (shown === null || info.value === null) return;
            const axis = axisFor(size.width);
            const scale = scaleFor(page, stage, big);
            drawStrip(ctx, {
              ...size,
              big,
              axis,
              series: seriesOf(shown, stage),
              ghost: page.branches.ghost === null ? null : seriesOf(page.branches.ghost, stage),
              ghostUntil: ghostUntil(page),
              ...scale,
              position: time.position,
              furthest: furthest.value,
              hover: hoverMonth.value,
              colours: tokens(),
              fontScale: presenting.value ? 1.7 : 1,
              capAt: (at) => page.capAt(at),
            });
          },
        }}
        onPointer={(event, x, kind) => pointTime(page, event, x, kind)}
      />
    </div>
  );
}

/** Imports of a stage without a floor have grown since the floor came in elsewhere. */
function leaks(history: History | null, stage: number): boolean {
  if (history === null) return false;
  const now = month.value;
  const enabled = history.world("floorEnabled");
  if (enabled[now] !== 1 || !Number.isNaN(history.stage(stage, "referenceUsdPerKg")[now] ?? Number.NaN)) return false;
  let since = now;
  while (since > 0 && enabled[since - 1] === 1) since--;
  if (now - since < 6 || since < 6) return false;
  const imports = history.stage(stage, "zoneImportsTonnes");
  return mean(imports, now - 5, now) > 1.1 * mean(imports, since - 6, since - 1);
}

function mean(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at <= to; at++) total += values[at] ?? 0;
  return total / (to - from + 1);
}

function seriesOf(history: History, stage: number): StripSeries {
  return {
    zone: history.stage(stage, "zonePriceUsdPerKg"),
    exporter: history.stage(stage, "exporterPriceUsdPerKg"),
    landed: history.stage(stage, "landedUsdPerKg"),
    reference: history.stage(stage, "referenceUsdPerKg"),
    topUp: history.stage(stage, "topUpUsdPerKg"),
    imports: history.stage(stage, "zoneImportsTonnes"),
  };
}

/** Tops of the value axes by run and stage: they grow when they must and never shrink while a run is on show. */
const tops = new Map<string, number>();

function scaleFor(page: Page, stage: number, big: boolean): { top: number; ticks: number[] } {
  const key = `${run.value.scenario} ${run.value.seed} ${stage}`;
  let largest = tops.get(key) ?? 0;
  for (const history of [page.branches.shown, page.branches.ghost]) {
    if (history === null) continue;
    for (const figure of ["zonePriceUsdPerKg", "exporterPriceUsdPerKg", "referenceUsdPerKg"] as const) {
      const values = history.stage(stage, figure);
      for (let at = 0; at < history.known; at++) if (values[at]! > largest) largest = values[at]!;
      if (tops.get(key) === undefined && figure === "zonePriceUsdPerKg")
        largest = Math.max(largest, 1.75 * (values[0] ?? 0));
    }
  }
  if (largest > (tops.get(key) ?? 0)) tops.set(key, largest);
  return valueAxis(largest * 1.04, big ? 4 : 1);
}
