/** The worker seam in a real browser: frames cross by transfer and arrive as they were written. */
import { afterEach, expect, test } from "vitest";
import { wrapWorker } from "../../src/workers/client";
import type { SimClient } from "../../src/workers/client";
import { FRAME_MAGIC, FrameError, readBatch, readFrame, writeBatch } from "../../src/workers/frame";
import type { RunSpec } from "../../src/workers/api";
import scenarioText from "../../scenarios/rare-earths-2026.json?raw";
import { fakeSim } from "./support/fakeSim";

const spec: RunSpec = { scenarioText, scenarioName: "rare-earths-2026", seed: "7", overrides: [], changes: [] };
let client: SimClient | null = null;

function connect(): SimClient {
  client = wrapWorker(new Worker(new URL("./support/fakeSim.worker.ts", import.meta.url), { type: "module" }));
  return client;
}

afterEach(() => {
  client?.stop();
  client = null;
});

async function months(from: number, count: number) {
  const sim = fakeSim();
  await sim.open("here", spec);
  const answer = await sim.frames("here", from, count);
  if (!answer.ok) throw new Error(answer.failure.message);
  return readBatch(answer.value);
}

test("months of a world come through the worker as they were made, figures, gaps and events alike", async () => {
  const { api } = connect();
  const opened = await api.open("there", spec);
  expect(opened.ok && opened.value.sites.length).toBe(133);
  const answer = await api.frames("there", 0, 24);
  if (!answer.ok) throw new Error(answer.failure.message);
  expect(readBatch(answer.value)).toEqual(await months(0, 24));
  expect(answer.value.events.length).toBeGreaterThan(0);
});

test("a buffer handed back is used again, and is gone from the page meanwhile", async () => {
  const { api } = connect();
  await api.open("there", spec);
  const first = await api.frames("there", 0, 12);
  if (!first.ok) throw new Error(first.failure.message);
  const buffer = first.value.buffer;
  const size = buffer.byteLength;
  const second = await api.frames("there", 12, 6, buffer);
  if (!second.ok) throw new Error(second.failure.message);
  expect(buffer.byteLength).toBe(0);
  expect(second.value.buffer.byteLength).toBe(size);
  expect(readBatch(second.value).map((frame) => frame.month)).toEqual([12, 13, 14, 15, 16, 17]);
});

test("figures read from a batch stay true when its buffer is filled again", async () => {
  const early = writeBatch(await months(0, 2), 0);
  const [kept] = readBatch(early);
  const price = kept!.stages[1]!.zonePriceUsdPerKg;
  writeBatch(await months(30, 2), 30, early.buffer);
  expect(kept!.stages[1]!.zonePriceUsdPerKg).toBe(price);
});

test("bytes that are no frame are refused by what is wrong with them", async () => {
  const batch = writeBatch(await months(0, 1), 0);
  expect(() => readFrame(batch.buffer, 4)).toThrow(FrameError);
  const header = new Int32Array(batch.buffer, 0, 16);
  header[2]! += 8;
  expect(() => readFrame(batch.buffer, 0)).toThrow(/its parts take/);
  header[2]! -= 8;
  header[1] = 99;
  expect(() => readFrame(batch.buffer, 0)).toThrow(/version is 99/);
  header[0] = 7;
  expect(() => readFrame(batch.buffer, 0)).toThrow(String(FRAME_MAGIC));
  expect(() => readBatch({ ...batch, from: 5 })).toThrow(FrameError);
});

test("a worker that breaks answers instead of keeping the page waiting", async () => {
  const broken = wrapWorker(
    new Worker(URL.createObjectURL(new Blob(["throw new Error('out of memory')"], { type: "text/javascript" }))),
  );
  client = broken;
  const told = new Promise<string>((resolve) => broken.onBroken(resolve));
  expect(await told).toContain("out of memory");
  expect(await broken.api.open("any", spec)).toMatchObject({ ok: false, failure: { kind: "internal" } });
});
