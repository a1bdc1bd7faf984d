/**
 * The page's end of the intervals: a small pool of workers that stays, fed with the thirty pairs of whatever is on
 * show. Nothing else waits for it. A worker that dies costs its pair and is replaced.
 */
import * as Comlink from "comlink";
import type { Answer, PairApi, PairFigure, PairJob } from "./api";
import { runPool, type PoolWorker } from "./pool";

export interface PairScenario {
  text: string;
  name: string;
  figures: PairFigure[];
}

export interface PairPlay {
  jobs: readonly PairJob[];
  /** Called once for each pair that was played; null for one that could not be. */
  onPair(index: number, differences: Float32Array | null): void;
}

export interface PairClient {
  /** Plays pairs in place of those that are being played. Settles when all are done, or when others take their place. */
  play(scenario: PairScenario, play: PairPlay): Promise<void>;
  /** Ends what is being played; the workers wait for more. */
  halt(): void;
  stop(): void;
}

/** Cores left to the page itself and to the run on show. */
const OTHER_CORES = 2;
const MOST_WORKERS = 4;

export function pairWorkers(cores: number): number {
  return Number.isFinite(cores) ? Math.max(1, Math.min(MOST_WORKERS, cores - OTHER_CORES)) : 1;
}

interface Parked {
  worker: Worker;
  remote: Comlink.Remote<PairApi>;
  /** Rejects when the worker breaks. */
  broken: Promise<never>;
  prepared: PairScenario | null;
}

export function connectPairs(cores: number): PairClient {
  const parked: Parked[] = [];
  let stopPlay: () => void = () => undefined;

  const start = (): Parked => {
    const worker = new Worker(new URL("./pairs.worker.ts", import.meta.url), { type: "module", name: "pairs" });
    const broken = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker could not start")));
      worker.addEventListener("messageerror", () => reject(new Error("a message could not be read")));
    });
    broken.catch(() => undefined);
    return { worker, remote: Comlink.wrap<PairApi>(worker), broken, prepared: null };
  };

  const take = (scenario: PairScenario): PoolWorker<PairJob, Answer<Float32Array | null>> => {
    const one = parked.pop() ?? start();
    let isDead = false;
    return {
      run: async (job) => {
        try {
          if (one.prepared !== scenario) {
            const ready = await Promise.race([
              one.remote.prepare(scenario.text, scenario.name, scenario.figures),
              one.broken,
            ]);
            if (!ready.ok) return ready;
            one.prepared = scenario;
          }
          return await Promise.race([one.remote.play(job), one.broken]);
        } catch (error) {
          isDead = true;
          throw error;
        }
      },
      stop: () => {
        if (isDead) return void end(one);
        void one.remote.halt();
        parked.push(one);
      },
    };
  };

  return {
    play: (scenario, { jobs, onPair }) => {
      stopPlay();
      const pool = runPool<PairJob, Answer<Float32Array | null>>({
        jobs,
        workers: pairWorkers(cores),
        makeWorker: () => take(scenario),
        onResult: (index, answer) => onPair(index, answer.ok ? answer.value : null),
        whenBroken: (_job, message) => ({ ok: false, failure: { kind: "internal", message } }),
      });
      stopPlay = pool.stop;
      return pool.finished;
    },
    halt: () => stopPlay(),
    stop: () => {
      stopPlay();
      for (const one of parked.splice(0)) end(one);
    },
  };
}

function end(one: Parked): void {
  one.remote[Comlink.releaseProxy]();
  one.worker.terminate();
}
