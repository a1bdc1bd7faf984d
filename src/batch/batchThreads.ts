/** Threads of Node as workers of the pool. A thread that dies, even for want of memory, costs the run it was playing. */
import { Worker } from "node:worker_threads";
import type { BatchAnswer, BatchJob, BatchThreadData } from "../workers/batchJob";
import type { PoolWorker } from "../workers/pool";

/** Starts a thread that knows the scenario. The built thread lies beside the built command. */
export function startThread(data: BatchThreadData): PoolWorker<BatchJob, BatchAnswer> {
  const worker = new Worker(new URL("./batch.thread.js", import.meta.url), { workerData: data });
  let settle: { resolve(answer: BatchAnswer): void; reject(fault: Error): void } | null = null;
  let dead: Error | null = null;
  const die = (fault: Error): void => {
    dead ??= fault;
    settle?.reject(dead);
    settle = null;
  };
  worker.on("message", (answer: BatchAnswer) => {
    settle?.resolve(answer);
    settle = null;
  });
  worker.on("error", die);
  worker.on("exit", (code) => die(new Error(`the thread ended with code ${code}`)));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (dead !== null) return reject(dead);
        settle = { resolve, reject };
        worker.postMessage(job);
      }),
    stop: () => void worker.terminate(),
  };
}
