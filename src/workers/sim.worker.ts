/** The worker that holds the model: exposes its runs, and hands frame buffers over by transfer instead of copying them. */
import "../scenario/withoutEval";
import * as Comlink from "comlink";
import type { SimThread } from "./client";
import { createSimRuns } from "./simRuns";

const runs = createSimRuns();
const thread: SimThread = {
  ...runs,
  frames: async (runId, from, count, reuse) => {
    const answer = await runs.frames(runId, from, count, reuse);
    return answer.ok ? Comlink.transfer(answer, [answer.value.buffer]) : answer;
  },
  holdLock: (name) =>
    new Promise((resolve) => {
      if (navigator.locks === undefined) return resolve(false);
      // The lock is given back when this worker ends, and only then.
      void navigator.locks.request(name, () => {
        resolve(true);
        return new Promise(() => undefined);
      });
    }),
};

Comlink.expose(thread);
