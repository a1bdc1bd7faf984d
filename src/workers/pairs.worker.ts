/**
 * The worker behind the intervals: plays one pair of histories at a time in slices of a few milliseconds, and looks up
 * between them, so that a lever that moves ends the pair at once and a machine of few cores keeps its pace.
 */
import "../scenario/withoutEval";
import * as Comlink from "comlink";
import { loadScenario } from "../scenario/load";
import { MAX_BYTES_PAGE } from "../scenario/limits";
import type { Scenario } from "../sim";
import type { Answer, PairApi, PairFigure } from "./api";
import { playPair } from "./pairedRuns";
import { failureOf } from "./simRuns";

const SLICE_MS = 8;

let scenario: Scenario | null = null;
let figures: PairFigure[] = [];
let serial = 0;

const api: PairApi = {
  prepare: async (text, name, wanted) => {
    try {
      scenario = loadScenario(name, text, undefined, { maxBytes: MAX_BYTES_PAGE });
      figures = wanted;
      return { ok: true, value: null };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  },
  play: async (job): Promise<Answer<Float32Array | null>> => {
    const mine = ++serial;
    try {
      if (scenario === null) throw new Error("no scenario has been prepared");
      const pair = playPair(scenario, figures, job);
      let until = performance.now() + SLICE_MS;
      for (;;) {
        const step = pair.next();
        if (step.done === true) return Comlink.transfer({ ok: true, value: step.value }, [step.value.buffer]);
        if (performance.now() < until) continue;
        await lookUp();
        if (mine !== serial) return { ok: true, value: null };
        until = performance.now() + SLICE_MS;
      }
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  },
  halt: async () => void serial++,
};

/** Lets messages in. A timer, and not a bare turn of the loop: whoever else wants the core gets it. */
function lookUp(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

Comlink.expose(api);
