/** What the page keeps of a run: small, true to what was computed, and shared with the runs forked from it. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { readBatch } from "../../src/workers/frame";
import { createSimRuns } from "../../src/workers/simRuns";
import type { FrameBatch } from "../../src/workers/api";
import { History } from "../../src/viz/history";

const scenarioText = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
const MONTHS = 36;
let batch: FrameBatch;

beforeAll(async () => {
  const runs = createSimRuns();
  const spec = { scenarioText, scenarioName: "rare-earths-2026", seed: "7", overrides: [], changes: [] };
  await runs.open("base", spec);
  const answer = await runs.frames("base", 0, MONTHS);
  if (!answer.ok) throw new Error(answer.failure.message);
  batch = answer.value;
});

function kept(): History {
  const history = new History("base", 240);
  history.add(batch);
  return history;
}

describe("the months of a run that are kept", () => {
  test("take less than four megabytes for twenty years", () => {
    const { bytes, known } = kept();
    const series = 240 * 8 * 60;
    expect(((bytes - series) / known) * 240 + series).toBeLessThan(4e6);
  });

  test("come back as they were computed, to six digits, with the tonnes of every flow on its lane", () => {
    const history = kept();
    const computed = readBatch(batch);
    for (const at of [0, 17, MONTHS - 1]) {
      const frame = history.frames[at]!;
      const truth = computed[at]!;
      expect(frame.month).toBe(at);
      expect(frame.stages).toEqual(truth.stages);
      expect(frame.world).toEqual(truth.world);
      for (const part of ["prices", "sites", "buyers", "flows"] as const) {
        expect(frame[part].length).toBe(truth[part].length);
        frame[part].forEach((value, index) => {
          const exact = truth[part][index]!;
          if (Number.isNaN(exact)) expect(value).toBeNaN();
          else expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-6 * Math.abs(exact) + 1e-30);
        });
      }
    }
  });

  test("stay as few in memory however long they are played over and over", () => {
    const history = kept();
    const before = history.bytes;
    for (let round = 0; round < 50; round++) history.add(batch);
    for (let at = 0; at < MONTHS; at++) expect(history.frames[at]!.month).toBe(at);
    expect(history.known).toBe(MONTHS);
    expect(history.bytes).toBe(before);
  });

  test("are the same before a lever moves and unknown after it", () => {
    const history = kept();
    const fork = history.forkAt(20, "fork");
    expect(fork.known).toBe(20);
    expect(fork.frames[19]!.sites).toEqual(history.frames[19]!.sites);
    expect(fork.frames[20]).toBeUndefined();
    expect(fork.stage(1, "zonePriceUsdPerKg")[19]).toBe(history.stage(1, "zonePriceUsdPerKg")[19]);
    expect(fork.stage(1, "zonePriceUsdPerKg")[20]).toBeNaN();
    expect(fork.events.every((event) => event.month < 20)).toBe(true);
  });

  test("have no gap: a batch that skips months is refused", () => {
    const history = new History("late", 240);
    expect(() => history.add({ ...batch, from: 3 })).toThrow("months 0 to 2 are missing");
  });
});
