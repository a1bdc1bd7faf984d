/**
 * The page's end of the worker seam: starts the simulation worker, wraps it once for its life, and turns a worker that
 * dies or hangs into a failure instead of a promise that never settles. Buffers go over by transfer.
 */
import * as Comlink from "comlink";
import type { Answer, FrameBatch, SimApi } from "./api";

export interface SimClient {
  api: SimApi;
  /** Called once if the worker itself breaks (not when a run fails). */
  onBroken(listener: (message: string) => void): void;
  stop(): void;
}

/** What the simulation worker exposes: the runs, and a lock that it holds for as long as it lives. */
export interface SimThread extends SimApi {
  holdLock(name: string): Promise<boolean>;
}

/** A worker that owes an answer for so many seconds hangs: no single request is more than a few seconds of work. */
const HANG_SECONDS = 20;

/** Starts the worker that holds the model. */
export function connectSim(): SimClient {
  return wrapWorker(new Worker(new URL("./sim.worker.ts", import.meta.url), { type: "module", name: "simulation" }));
}

/** Wraps any worker that exposes a SimApi. */
export function wrapWorker(worker: Worker, hangSeconds = HANG_SECONDS): SimClient {
  const remote = Comlink.wrap<SimThread>(worker);
  const listeners: ((message: string) => void)[] = [];
  const owed = new Set<{ seconds: number }>();
  const abort = new AbortController();
  let broken: string | null = null;
  let breakNow: (message: string) => void = () => undefined;
  const whenBroken = new Promise<string>((resolve) => (breakNow = resolve));
  const fail = (message: string): void => {
    if (broken !== null || abort.signal.aborted) return;
    broken = message;
    end();
    breakNow(message);
    for (const listener of listeners) listener(message);
  };
  worker.addEventListener("error", (event) => fail(event.message || "The worker could not start"));
  worker.addEventListener("messageerror", () => fail("A message from the worker could not be read"));
  void watchLock(remote, abort.signal).then((isGone) => {
    if (isGone) fail("The worker ended");
  });
  // Seconds are counted, not read from a clock: a machine that slept has not waited.
  const watch = setInterval(() => {
    for (const one of owed) if (++one.seconds >= hangSeconds) fail(`The worker gave no answer for ${hangSeconds} s`);
  }, 1000);

  function end(): void {
    clearInterval(watch);
    abort.abort();
    worker.terminate();
  }

  const orBroken = async <T>(asked: Promise<Answer<T>>): Promise<Answer<T>> => {
    const debt = { seconds: 0 };
    owed.add(debt);
    const answer = await Promise.race([
      asked.catch((error: unknown): Answer<T> => internal(error instanceof Error ? error.message : String(error))),
      whenBroken.then((message): Answer<T> => internal(message)),
    ]);
    owed.delete(debt);
    return answer;
  };
  const api: SimApi = {
    open: (runId, spec, forkOf) => orBroken(remote.open(runId, spec, forkOf)),
    fork: (runId, sourceId, changes) => orBroken(remote.fork(runId, sourceId, changes)),
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
      end();
    },
  };
}

/**
 * Resolves true once the worker is gone. A worker that ends says nothing, but the browser gives back the lock it held.
 * Without locks (an insecure address, a worker that knows none) only the count of seconds is left.
 */
async function watchLock(remote: Comlink.Remote<SimThread>, signal: AbortSignal): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (locks === undefined) return false;
  const name = `lodestone simulation ${crypto.randomUUID()}`;
  try {
    if (!(await remote.holdLock(name))) return false;
    await locks.request(name, { signal }, () => undefined);
    return true;
  } catch {
    return false;
  }
}

function internal<T>(message: string): Answer<T> {
  return { ok: false, failure: { kind: "internal", message } };
}
