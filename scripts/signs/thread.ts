/** A thread of the signs table: knows the arms' scenarios and plays one arm under one seed for each message. */
import { parentPort, workerData } from "node:worker_threads";
import type { Scenario } from "../../src/sim";
import { playArm } from "./playArm";

export interface SignsJob {
  arm: string;
  seed: string;
  months: number;
}

const scenarios = workerData as Record<string, Scenario>;
parentPort!.on("message", ({ arm, seed, months }: SignsJob) =>
  parentPort!.postMessage(playArm(scenarios[arm]!, seed, months)),
);
