/** The pool that plays a batch: results by run whatever ends first, and a worker's death costs one run. */
import { expect, test } from "vitest";
import { runPool, type PoolWorker } from "../../src/workers/pool";

/** A worker that takes a number of turns of the event loop for each job, and dies on the jobs named. */
function slowWorker(log: string[], turns: (job: number) => number, deadly: number[]): PoolWorker<number, string> {
  return {
    run: async (job) => {
      for (let turn = 0; turn < turns(job); turn++) await new Promise((resolve) => setImmediate(resolve));
      if (deadly.includes(job)) throw new Error(`ran out of memory at ${job}`);
      return `price ${job}`;
    },
    stop: () => void log.push("stopped"),
  };
}

function playAll(workers: number, turns: (job: number) => number, deadly: number[] = []) {
  const log: string[] = [];
  const results: string[] = [];
  const ended: number[] = [];
  let made = 0;
  const run = runPool({
    jobs: [0, 1, 2, 3, 4, 5, 6],
    workers,
    makeWorker: () => {
      made += 1;
      return slowWorker(log, turns, deadly);
    },
    onResult: (index, result) => {
      results[index] = result;
      ended.push(index);
    },
    whenBroken: (_job, message) => message,
  });
  return { run, results, ended, log, made: () => made };
}

test("runs of a batch land by their place in the design, whichever history ends first", async () => {
  const slowFirst = playAll(3, (job) => 20 - 2 * job);
  await slowFirst.run.finished;
  expect(slowFirst.ended).not.toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(slowFirst.results).toEqual([0, 1, 2, 3, 4, 5, 6].map((job) => `price ${job}`));

  const alone = playAll(1, () => 1);
  await alone.run.finished;
  expect(alone.results).toEqual(slowFirst.results);
});

test("a history that breaks its worker is one failed run, and the others are still played", async () => {
  const { run, results, log, made } = playAll(2, () => 1, [2]);
  await run.finished;
  expect(results[2]).toBe("ran out of memory at 2");
  expect(results.filter((each) => each.startsWith("price"))).toHaveLength(6);
  expect(made()).toBe(3);
  expect(log).toHaveLength(3);
});

test("a batch of few runs starts no more workers than runs", async () => {
  const { run, made } = playAll(64, () => 1);
  await run.finished;
  expect(made()).toBe(7);
});

test("a batch that is stopped gives no more results and ends its workers", async () => {
  const { run, results, log } = playAll(2, () => 50);
  run.stop();
  await run.finished;
  expect(log).toHaveLength(2);
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(results).toEqual([]);
});
