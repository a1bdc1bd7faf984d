/**
 * Signs that a right model of this market shows, on the flagship: arms that differ by one policy under the same luck. Few seeds and
 * short runs, so thresholds are loose; `npm run signs` prints the same contrasts over a hundred seeds.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import type { Snapshot } from "../../src/sim";
import { flagship, history, mean } from "./support/play";

const FLOOD_FROM = 12;
const MONTHS = 48;
const SEEDS = ["1", "2", "3", "4", "5", "6", "7", "8"];
const FLOOR_SEEDS = SEEDS.slice(0, 4);
/** In the order of the chain, as in a snapshot. */
const STAGES = ["concentrate", "oxide", "metal", "magnet"] as const;

type Run = Snapshot[];
const arms: { calm: Run[]; flood: Run[]; floor: Run[] } = { calm: [], flood: [], floor: [] };

function play(settings: Record<string, unknown>, seed: string): Run {
  const overrides = Object.entries(settings).map(([path, value]) => ({ path, value }));
  return history(applyOverrides(flagship(), overrides), MONTHS, seed);
}

beforeAll(() => {
  const calm = { "exporter.conduct": "competitive" };
  const script = [{ from: "2027-01", stance: "flood" }];
  for (const seed of SEEDS) {
    arms.calm.push(play(calm, seed));
    arms.flood.push(play({ "exporter.conduct": "scripted", "exporter.script": script }, seed));
  }
  for (const seed of FLOOR_SEEDS) arms.floor.push(play({ ...calm, "bloc.floor.enabled": true }, seed));
}, 120_000);

const outside = (run: Run, month: number, stage: (typeof STAGES)[number]): number =>
  run[month]!.stages[STAGES.indexOf(stage)]!.outsidePriceUsdPerKg;

/** Relative change of the outside price against the paired run, by month; months without trade left out. */
function changes(treated: Run, paired: Run, stage: (typeof STAGES)[number], from: number, to: number): number[] {
  const months = Array.from({ length: to - from }, (_, k) => from + k);
  return months
    .map((month) => outside(treated, month, stage) / outside(paired, month, stage) - 1)
    .filter((change) => !Number.isNaN(change));
}

const idled = (run: Run): number =>
  run.flatMap((month) => month.events).filter((e) => e.inBloc && (e.kind === "mothballed" || e.kind === "closed"))
    .length;

describe("a flood of ore and oxide from the second year on", () => {
  test("lowers the price of oxide outside by 15% to 50% within two years", () => {
    const worst = arms.flood.map((run, k) =>
      Math.min(...changes(run, arms.calm[k]!, "oxide", FLOOD_FROM, FLOOD_FROM + 24)),
    );
    expect(mean(worst)).toBeLessThan(-0.15);
    expect(mean(worst)).toBeGreaterThan(-0.5);
    expect(Math.max(...worst)).toBeLessThan(-0.1);
  });

  test("changes nothing before it begins", () => {
    arms.flood.forEach((run, k) =>
      expect(changes(run, arms.calm[k]!, "oxide", 0, FLOOD_FROM)).toEqual(Array(12).fill(0)),
    );
  });

  test("reaches magnets later and weaker than oxide", () => {
    const effect = (stage: (typeof STAGES)[number], from: number): number =>
      mean(arms.flood.flatMap((run, k) => changes(run, arms.calm[k]!, stage, from, from + 6)));
    expect(effect("magnet", FLOOD_FROM)).toBeGreaterThan(effect("oxide", FLOOD_FROM));
    expect(effect("magnet", 30)).toBeGreaterThan(effect("oxide", 30));
    expect(effect("magnet", 30)).toBeLessThan(-0.03);
  });

  test("idles more of the bloc's mines and plants than a calm exporter does", () => {
    const total = (runs: Run[]): number => runs.reduce((sum, run) => sum + idled(run), 0);
    expect(total(arms.flood)).toBeGreaterThan(total(arms.calm));
  });
});

describe("a floor, its duty worked out at entry", () => {
  test("holds the zone's price of metal and magnets, of which the zone is short, in every month", () => {
    for (const run of arms.floor) {
      for (const { stages } of run) {
        for (const stage of ["metal", "magnet"] as const) {
          const { zonePriceUsdPerKg, referenceUsdPerKg } = stages[STAGES.indexOf(stage)]!;
          expect(zonePriceUsdPerKg).toBeGreaterThanOrEqual(referenceUsdPerKg * 0.995);
        }
      }
    }
  });

  test("fails under oxide only in months in which next to none of it is imported", () => {
    let breached = 0;
    for (const run of arms.floor) {
      for (const { stages } of run) {
        const oxide = stages[STAGES.indexOf("oxide")]!;
        if (!(oxide.zonePriceUsdPerKg < oxide.referenceUsdPerKg * 0.995)) continue;
        breached++;
        expect(oxide.zoneImportsTonnes).toBeLessThan(0.02 * oxide.zoneUseTonnes);
      }
    }
    expect(breached).toBeGreaterThan(0);
  });

  test("lowers the price outside at every stage", () => {
    for (const stage of STAGES) {
      const effect = mean(arms.floor.flatMap((run, k) => changes(run, arms.calm[k]!, stage, FLOOD_FROM, MONTHS)));
      expect(effect, stage).toBeLessThan(-0.005);
      expect(effect, stage).toBeGreaterThan(-0.25);
    }
  });
});
