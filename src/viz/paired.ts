/**
 * What thirty other seeds say about the difference on show: each is played with the changes and without them, in the
 * background, once the run itself has settled. Until all are in there is nothing to say but "one history".
 */
import { signal } from "@preact/signals";
import type { DatedChange } from "../sim/scenario";
import type { StageFigures, WorldFigures } from "../sim/snapshot";
import type { PairFigure, PairJob } from "../workers/api";
import { intervalOf } from "../workers/interval";
import type { Interval } from "../workers/interval";
import type { PairClient, PairScenario } from "../workers/pairClient";
import { PAIR_SEEDS, pairSeed } from "../workers/pairSeeds";
import { sameChanges } from "./changes";

const WORLD: readonly (keyof WorldFigures)[] = [
  "blocSitesRunning",
  "buyersPay12mKiloUsd",
  "topUpRevenue12mKiloUsd",
  "factoriesStoppedShare",
];
const STAGE: readonly (keyof StageFigures)[] = ["zonePriceUsdPerKg", "exporterPriceUsdPerKg", "exporterShare"];
/** The first answer reaches so many months past the cursor; the second to the end of the run. */
const FIRST_REACH_MONTHS = 60;
/** Months before the end of what is known at which the rest is asked for. */
const NEAR_END_MONTHS = 24;
/** A lever that still moves is not worth sixty runs. */
const QUIET_MS = 400;
/** With fewer pairs than this (some may break) nothing is said. */
const LEAST_PAIRS = 20;

export interface PairedRun {
  scenario: string;
  text: string;
  seed: string;
  changes: readonly DatedChange[];
  without: readonly DatedChange[];
  stages: number;
  months: number;
}

interface Known {
  blocks: Float32Array[];
  months: number;
}

/** Pairs that are in, of those on their way; null while nothing is compared. */
export const pairsIn = signal<{ done: number; of: number } | null>(null);
/** Counts up when intervals come in or go. */
export const pairedArrived = signal(0);

export class Paired {
  private run: PairedRun | null = null;
  private since = 0;
  private known: Known | null = null;
  /** Months asked for of the run on show; 0 before anything is. */
  private asked = 0;
  /** What was asked for has been answered. */
  private isIn = false;
  private scenario: PairScenario | null = null;

  constructor(private readonly client: PairClient | null) {}

  /** Called when what is compared may have changed; null: nothing is. */
  compare(run: PairedRun | null, nowMs: number): void {
    if (sameRun(this.run, run)) return;
    this.run = run;
    this.since = nowMs;
    this.asked = 0;
    this.isIn = false;
    this.client?.halt();
    if (this.known !== null || pairsIn.value !== null) {
      this.known = null;
      pairsIn.value = null;
      pairedArrived.value++;
    }
  }

  /** Called now and then with the month on show; `isSettled` says that the run itself waits for nothing. */
  tend(month: number, isSettled: boolean, nowMs: number): void {
    const { run, client } = this;
    if (run === null || client === null || !isSettled || nowMs - this.since < QUIET_MS) return;
    const isFirst = this.asked === 0;
    // The rest waits for the first answer: a run that is played quickly would else never get one.
    const isNearEnd = this.isIn && this.asked < run.months && month > this.asked - NEAR_END_MONTHS;
    if (!isFirst && !isNearEnd) return;
    const reach = isFirst ? Math.min(run.months, month + FIRST_REACH_MONTHS) : run.months;
    // What is left after the first answer is not worth a second one when it is short.
    this.asked = run.months - reach < NEAR_END_MONTHS ? run.months : reach;
    this.play(client, run, this.asked);
  }

  /** The differences of a figure in a month over the other seeds; null while they are not in. */
  at(of: "world" | number, figure: keyof WorldFigures | keyof StageFigures, month: number): Interval | null {
    const { known, run } = this;
    if (known === null || run === null || month >= known.months) return null;
    const place = figuresOf(run.stages).findIndex((one) => one.of === of && one.figure === figure);
    if (place < 0) return null;
    return intervalOf(known.blocks.map((block) => block[place * known.months + month]!));
  }

  private play(client: PairClient, run: PairedRun, months: number): void {
    if (this.scenario?.text !== run.text)
      this.scenario = { text: run.text, name: run.scenario, figures: figuresOf(run.stages) };
    const jobs = Array.from({ length: PAIR_SEEDS }, (_, index): PairJob => {
      const seed = pairSeed(run.seed, index);
      return { seed, changes: [...run.changes], without: [...run.without], months };
    });
    const blocks: (Float32Array | null)[] = jobs.map(() => null);
    let done = 0;
    this.isIn = false;
    pairsIn.value = { done, of: jobs.length };
    void client
      .play(this.scenario, {
        jobs,
        onPair: (index, differences) => {
          if (this.run !== run || this.asked !== months) return;
          blocks[index] = differences;
          pairsIn.value = { done: ++done, of: jobs.length };
        },
      })
      .then(() => {
        if (this.run !== run || this.asked !== months || done < jobs.length) return;
        const whole = blocks.filter((one) => one !== null);
        this.known = whole.length < LEAST_PAIRS ? null : { blocks: whole, months };
        this.isIn = true;
        pairsIn.value = null;
        pairedArrived.value++;
      });
  }
}

/** The figures that pairs are compared by, in the order of their blocks. */
function figuresOf(stages: number): PairFigure[] {
  return [
    ...WORLD.map((figure): PairFigure => ({ of: "world", figure })),
    ...Array.from({ length: stages }, (_, of) => STAGE.map((figure): PairFigure => ({ of, figure }))).flat(),
  ];
}

function sameRun(one: PairedRun | null, two: PairedRun | null): boolean {
  if (one === null || two === null) return one === two;
  return (
    one.text === two.text &&
    one.seed === two.seed &&
    sameChanges(one.changes, two.changes) &&
    sameChanges(one.without, two.without)
  );
}
