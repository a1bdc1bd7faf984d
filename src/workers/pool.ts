/**
 * A pool of workers that plays many jobs, each worker one at a time. How a worker is made is handed in, so the same
 * pool drives threads of Node and workers of a page. Answers arrive in any order and carry the index of their job:
 * what is built from them must go by that index, so that it is the same on any number of workers.
 */

/** One worker: does a job at a time. A rejection means that the worker itself broke, and it is replaced. */
export interface PoolWorker<Job, Result> {
  run(job: Job): Promise<Result>;
  stop(): void;
}

export interface PoolPlan<Job, Result> {
  jobs: readonly Job[];
  workers: number;
  makeWorker(): PoolWorker<Job, Result>;
  /** Called once for each job that ended, in the order of ending. */
  onResult(index: number, result: Result): void;
  /** Turns the death of a worker into the result of the job it was doing. */
  whenBroken(job: Job, message: string): Result;
}

export interface PoolRun {
  /** Settles when all jobs ended, or after `stop`. */
  finished: Promise<void>;
  /** Ends all workers at once; jobs that did not end give no result. */
  stop(): void;
}

/** Starts the jobs in order on so many workers, at most one for each job. */
export function runPool<Job, Result>(plan: PoolPlan<Job, Result>): PoolRun {
  const alive = new Set<PoolWorker<Job, Result>>();
  let next = 0;
  let stopped = false;

  async function serve(): Promise<void> {
    let worker: PoolWorker<Job, Result> | null = null;
    while (!stopped && next < plan.jobs.length) {
      const index = next++;
      const job = plan.jobs[index]!;
      if (worker === null) {
        worker = plan.makeWorker();
        alive.add(worker);
      }
      const result = await answerOf(worker, job);
      if (stopped) return;
      if (result.broken) {
        release(worker);
        worker = null;
      }
      plan.onResult(index, result.value);
    }
    if (worker !== null) release(worker);
  }

  async function answerOf(worker: PoolWorker<Job, Result>, job: Job): Promise<{ value: Result; broken: boolean }> {
    try {
      return { value: await worker.run(job), broken: false };
    } catch (fault) {
      return { value: plan.whenBroken(job, fault instanceof Error ? fault.message : String(fault)), broken: true };
    }
  }

  function release(worker: PoolWorker<Job, Result>): void {
    alive.delete(worker);
    worker.stop();
  }

  let settleStop: () => void = () => undefined;
  const whenStopped = new Promise<void>((resolve) => (settleStop = resolve));
  const size = Math.min(Math.max(1, plan.workers), plan.jobs.length);
  const served = Promise.all(Array.from({ length: size }, serve)).then(() => undefined);
  return {
    finished: Promise.race([served, whenStopped]),
    stop: () => {
      stopped = true;
      for (const worker of [...alive]) release(worker);
      settleStop();
    },
  };
}
