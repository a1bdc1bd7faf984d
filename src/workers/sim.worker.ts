/** The worker that holds the model: exposes its runs, and hands frame buffers over by transfer instead of copying them. */
import "../scenario/withoutEval";
import * as Comlink from "comlink";
import type { SimApi } from "./api";
import { createSimRuns } from "./simRuns";

const runs = createSimRuns();
const api: SimApi = {
  ...runs,
  frames: async (runId, from, count, reuse) => {
    const answer = await runs.frames(runId, from, count, reuse);
    return answer.ok ? Comlink.transfer(answer, [answer.value.buffer]) : answer;
  },
};

Comlink.expose(api);
