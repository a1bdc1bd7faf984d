import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Answer, RunSpec } from "../../src/workers/api";
import { readBatch } from "../../src/workers/frame";
import { createSimRuns } from "../../src/workers/simRuns";

const scenarioText = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
const plain: RunSpec = { scenarioText, scenarioName: "rare-earths-2026", seed: "7", overrides: [], changes: [] };
const floored: RunSpec = { ...plain, changes: [{ month: "2027-06", path: "bloc.floor.enabled", value: true }] };

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

describe("a run in the worker", () => {
  test("forked where a lever moves is the run played from the start with that lever", async () => {
    const runs = createSimRuns();
    await runs.open("base", plain);
    await runs.frames("base", 0, 30);
    await runs.open("forked", floored, "base");
    await runs.open("whole", floored);
    expect(value(await runs.hash("forked", 26))).toBe(value(await runs.hash("whole", 26)));
    expect(value(await runs.hash("forked", 26))).not.toBe(value(await runs.hash("base", 26)));
    expect(value(await runs.hash("forked", 17))).toBe(value(await runs.hash("base", 17)));
  });

  test("gives a month asked for twice the same frame, also after going back past a checkpoint", async () => {
    const runs = createSimRuns();
    await runs.open("base", plain);
    const first = readBatch(value(await runs.frames("base", 0, 16)));
    const again = readBatch(value(await runs.frames("base", 13, 2)));
    expect(again.map((frame) => frame.month)).toEqual([13, 14]);
    expect(again[0]).toEqual(first[13]);
  });

  test("ends at the horizon with fewer frames than asked for", async () => {
    const runs = createSimRuns();
    await runs.open("short", { ...plain, overrides: [{ path: "months", value: 3 }] });
    expect(value(await runs.frames("short", 2, 12)).count).toBe(1);
    expect(value(await runs.frames("short", 3, 12)).count).toBe(0);
  });

  test("with a lever that does not exist is refused by the name of the lever", async () => {
    const runs = createSimRuns();
    const answer = await runs.open("bad", {
      ...plain,
      changes: [{ month: "2027-06", path: "bloc.floor.height", value: 3 }],
    });
    expect(answer.ok).toBe(false);
    if (!answer.ok) {
      expect(answer.failure.kind).toBe("input");
      expect(answer.failure.message).toContain("bloc.floor.height");
    }
  });

  test("that was never opened is said to be missing", async () => {
    const answer = await createSimRuns().frames("nobody", 0, 1);
    expect(answer).toMatchObject({ ok: false, failure: { kind: "internal" } });
  });
});
