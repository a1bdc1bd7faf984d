/**
 * The page's end of the worker seam: starts the simulation worker, wraps it once for its life, and turns a worker
 * that dies into a failure instead of a promise that never settles. Buffers go over by transfer.
 */
import * as Comlink from "comlink";
import type { Answer, FrameBatch, SimApi } from "./api";

export interface SimClient {
  api: SimApi;
  /** Called once if the worker itself breaks (not when a run fails). */
  onBroken(listener: (message: string) => void): void;
  stop(): void;
}

/** Starts the worker that holds the model. */
export function connectSim(): SimClient {
  return wrapWorker(new Worker(new URL("./sim.worker.ts", import.meta.url), { type: "module", name: "simulation" }));
}

/** Wraps any worker that exposes a SimApi. */
export function wrapWorker(worker: Worker): SimClient {
  const remote = Comlink.wrap<SimApi>(worker);
  const listeners: ((message: string) => void)[] = [];
  let broken: string | null = null;
  let breakNow: (message: string) => void = () => undefined;
  const whenBroken = new Promise<string>((resolve) => (breakNow = resolve));
  const fail = (message: string): void => {
    if (broken !== null) return;
    broken = message;
    breakNow(message);
    for (const listener of listeners) listener(message);
  };
  worker.addEventListener("error", (event) => fail(event.message || "the worker could not start"));
  worker.addEventListener("messageerror", () => fail("a message from the worker could not be read"));

  const orBroken = <T>(answer: Promise<Answer<T>>): Promise<Answer<T>> =>
    Promise.race([
      answer.catch((error: unknown): Answer<T> => internal(error instanceof Error ? error.message : String(error))),
      whenBroken.then((message): Answer<T> => internal(message)),
    ]);
  const api: SimApi = {
    open: (runId, spec, forkOf) => orBroken(remote.open(runId, spec, forkOf)),
    frames: (runId, from, count, reuse) =>
      orBroken<FrameBatch>(
        reuse === undefined
          ? remote.frames(runId, from, count)
          : remote.frames(runId, from, count, Comlink.transfer(reuse, [reuse])),
      ),
    hash: (runId, months) => orBroken(remote.hash(runId, months)),
    close: async (runId) => {
      if (broken === null) await remote.close(runId);
    },
  };
  return {
    api,
    onBroken: (listener) => {
      if (broken === null) listeners.push(listener);
      else listener(broken);
    },
    stop: () => {
      remote[Comlink.releaseProxy]();
      worker.terminate();
    },
  };
}

function internal<T>(message: string): Answer<T> {
  return { ok: false, failure: { kind: "internal", message } };
}
