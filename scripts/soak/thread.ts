/** A thread of the soak: plays one chunk of markets for each message. */
import { parentPort, workerData } from "node:worker_threads";
import { soakChunk } from "./soakChunk";
import type { SoakJob } from "./soakChunk";

const { limit } = workerData as { limit: number };
parentPort!.on("message", (job: SoakJob) => parentPort!.postMessage(soakChunk(job, limit)));
