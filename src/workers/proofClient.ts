/** The page's end of the proof worker. A market that takes too long costs its worker, and the next asks a new one. */
import * as Comlink from "comlink";
import type { MarketReply, MineProblem, MineReply, ProofApi, ProvedCase, SiteTriggers } from "./proofApi";

/** Longest that a market written by a person may take, ms. */
const LONGEST_CLEAR_MS = 10_000;

export interface ProofClient {
  /** Solves the cases in order; each is handed over as soon as it is there. Rejects when the worker breaks. */
  proveAll(onCase: (proved: ProvedCase, index: number, count: number) => void): Promise<void>;
  clear(text: string): Promise<MarketReply>;
  /** See `ProofApi.mine`. Never rejects. */
  mine(problem: MineProblem, site?: SiteTriggers | null): Promise<MineReply>;
  stop(): void;
}

interface Line {
  worker: Worker;
  remote: Comlink.Remote<ProofApi>;
  broken: Promise<never>;
}

export function connectProof(): ProofClient {
  let line: Line | null = null;
  const connect = (): Line => (line ??= openLine());
  const stop = (): void => {
    line?.worker.terminate();
    line = null;
  };
  return {
    proveAll: async (onCase) => {
      const { remote, broken } = connect();
      const count = await Promise.race([remote.count(), broken]);
      for (let index = 0; index < count; index++)
        onCase(await Promise.race([remote.prove(index), broken]), index, count);
    },
    clear: async (text) => {
      const { remote, broken } = connect();
      let timer = 0;
      const tooLong = new Promise<MarketReply>((resolve) => {
        timer = window.setTimeout(
          () => resolve(refused(`The market was given up after ${LONGEST_CLEAR_MS / 1000} seconds.`)),
          LONGEST_CLEAR_MS,
        );
      });
      const answer = await Promise.race([remote.clear(text), broken, tooLong]).catch((error: unknown) => {
        stop();
        return refused(error instanceof Error ? error.message : String(error));
      });
      window.clearTimeout(timer);
      if (!answer.ok && answer.lines[0]?.startsWith("The market was given up")) stop();
      return answer;
    },
    mine: async (problem, site = null) => {
      const { remote, broken } = connect();
      return Promise.race([remote.mine(problem, site), broken]).catch((error: unknown): MineReply => {
        stop();
        return { ok: false, line: error instanceof Error ? error.message : String(error) };
      });
    },
    stop,
  };
}

function openLine(): Line {
  const worker = new Worker(new URL("./proof.worker.ts", import.meta.url), { type: "module", name: "proof" });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker could not start")));
    worker.addEventListener("messageerror", () => reject(new Error("a message from the worker could not be read")));
  });
  // Whoever waits hears of it; with nobody waiting it is no fault.
  broken.catch(() => undefined);
  return { worker, remote: Comlink.wrap<ProofApi>(worker), broken };
}

function refused(line: string): MarketReply {
  return { ok: false, lines: [line] };
}
