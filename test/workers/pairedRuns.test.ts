/** Pairs of histories under the same luck, and what thirty of them say. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load";
import { openWorld, stepMonth, takeSnapshot } from "../../src/sim";
import type { PairFigure, PairJob } from "../../src/workers/api";
import { intervalOf } from "../../src/workers/interval";
import { pairWorkers } from "../../src/workers/pairClient";
import { playPair } from "../../src/workers/pairedRuns";
import { PAIR_SEEDS, pairSeed } from "../../src/workers/pairSeeds";

const scenario = loadScenario(
  "rare-earths-2026",
  readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8"),
);
const figures: PairFigure[] = [
  { of: "world", figure: "topUpRevenue12mKiloUsd" },
  { of: 3, figure: "zonePriceUsdPerKg" },
];
const floor = { month: "2026-11", path: "bloc.floor.enabled", value: true };
const job: PairJob = { seed: "7, other luck 1", changes: [floor], without: [], months: 20 };

function played(of: PairJob): { differences: Float32Array; looks: number } {
  const pair = playPair(scenario, figures, of);
  for (let looks = 0; ; looks++) {
    const step = pair.next();
    if (step.done === true) return { differences: step.value, looks };
  }
}

/** A figure month by month, of a run played from its start. */
function whole(changes: PairJob["changes"], figure: (snapshot: ReturnType<typeof takeSnapshot>) => number): number[] {
  const world = openWorld({ ...scenario, changes }, job.seed);
  return Array.from({ length: job.months }, () => {
    stepMonth(world);
    return figure(takeSnapshot(world));
  });
}

describe("a pair", () => {
  test("is the difference of two runs played from their start under one seed", () => {
    const price = (snapshot: ReturnType<typeof takeSnapshot>): number => snapshot.stages[3]!.zonePriceUsdPerKg;
    const shown = whole([floor], price);
    const without = whole([], price);
    const { differences } = played(job);
    shown.forEach((value, month) => expect(differences[job.months + month]).toBeCloseTo(value - without[month]!, 3));
    expect(Math.max(...differences.slice(0, job.months))).toBeGreaterThan(0);
  });

  test("does not differ before the floor is in", () => {
    const { differences } = played(job);
    expect([...differences.slice(0, 10)].every((one) => one === 0)).toBe(true);
  });

  test("looks up after each month of each arm, so that a lever can end it", () => {
    expect(played(job).looks).toBeGreaterThanOrEqual(10 + 2 * 10);
  });

  test("of a lever that does not exist is refused by the name of the lever", () => {
    const wrong = { ...job, changes: [{ ...floor, path: "bloc.floor.height" }] };
    expect(() => played(wrong)).toThrow("bloc.floor.height");
  });
});

describe("other luck", () => {
  test("follows from the seed of the run alone, thirty seeds of it, none twice", () => {
    const seeds = Array.from({ length: PAIR_SEEDS }, (_, index) => pairSeed("7", index));
    expect(new Set([...seeds, "7"]).size).toBe(31);
    expect(pairSeed("7", 4)).toBe(pairSeed("7", 4));
    expect(pairSeed("8", 4)).not.toBe(pairSeed("7", 4));
  });

  test("is played on what the page and the run leave free, and on one worker at least", () => {
    expect([1, 2, 3, 4, 8, 64].map(pairWorkers)).toEqual([1, 1, 1, 2, 4, 4]);
    expect(pairWorkers(Number.NaN)).toBe(1);
  });
});

describe("an interval", () => {
  test("is Student's: mean and 95% of five differences as tables have it", () => {
    const { mean, low, high, seeds } = intervalOf([3, 5, 7, 9, 11])!;
    expect(mean).toBe(7);
    expect(seeds).toBe(5);
    expect(high - mean).toBeCloseTo(2.776 * Math.sqrt(10 / 5), 3);
    expect(mean - low).toBeCloseTo(high - mean, 12);
  });

  test("leaves out seeds in which nothing was traded, and is none of fewer than two", () => {
    expect(intervalOf([4, Number.NaN, 6])).toMatchObject({ mean: 5, seeds: 2 });
    expect(intervalOf([4, Number.NaN])).toBeNull();
  });

  test("of differences that are all the same has no width", () => {
    expect(intervalOf(new Array<number>(30).fill(2))).toEqual({ mean: 2, low: 2, high: 2, seeds: 30 });
  });
});
