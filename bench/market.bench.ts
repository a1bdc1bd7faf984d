/**
 * This solver against HiGHS, on the same random markets: stepwise, cold and warm (asks, bids and freights moved by up
 * to 1.5% a month), and sloped, cold. HiGHS keeps its model and is tried with several settings; the fastest counts.
 * Times are medians. Where the surplus found is not the same, the benchmark fails. In stepwise markets it is often the
 * same to the last bit: quantities are multiples of 2^-32 tonnes, so that both solvers add them up without rounding.
 * Beside each ratio stands the least that it is meant to be. Then this solver alone: cold against warm, what a clearing
 * costs as markets grow, and what it leaves to the garbage collector.
 */
import loadHighs from "highs";
import { diceOf } from "../test/market/generate";
import { printGarbage, printGrowth } from "./marketGrowth";
import {
  drawMarket,
  highsSolver,
  movedCosts,
  ownSolver,
  type Drawn,
  type HighsSettings,
  type Solver,
} from "./surplusModel";

const highs = await loadHighs();

/** Surplus may differ by this share. */
const SAME_WITHIN = 1e-9;
const MONTHLY_MOVE = 0.015;
const MONTHS = 12;
const ROUNDS = 3;

const dualSimplex = { solver: "simplex", simplex_strategy: 1, presolve: "off" };
const primalSimplex = { solver: "simplex", simplex_strategy: 4, presolve: "off" };
const coldSettings: Record<string, HighsSettings> = {
  "dual simplex, presolve off": dualSimplex,
  "dual simplex, presolve on": { ...dualSimplex, presolve: "on" },
  "primal simplex, presolve off": primalSimplex,
};
const warmSettings: Record<string, HighsSettings> = {
  "dual simplex, own basis": dualSimplex,
  "primal simplex, own basis": primalSimplex,
};
/** The quadratic solver may circle without end: both limits stop it. */
const quadraticSettings: Record<string, HighsSettings> = {
  "active set, at most 5,000 iterations": { qp_iteration_limit: 5000, time_limit: 2 },
};
const largeQuadraticSettings: Record<string, HighsSettings> = {
  "active set, at most 5 s": { qp_iteration_limit: 100_000, time_limit: 5 },
};

interface Tally {
  own: number[];
  /** By setting. */
  theirs: Map<string, number[]>;
  /** Largest difference of surplus as a share, and what HiGHS found more (below zero: less) at most. */
  worst: number;
  mostBetter: number;
  compared: number;
  stopped: number;
}

/** One way to solve: what it took, and the surplus it found (NaN: no optimum), clearing by clearing. */
interface Pass {
  times: number[];
  surplus: number[];
}

/** Plays every market's months with one solver, undisturbed. The first month of a warm start is cold, and not counted. */
function play(markets: Drawn[], start: "cold" | "warm", solverOf: (drawn: Drawn) => Solver): Pass {
  const pass: Pass = { times: [], surplus: [] };
  markets.forEach((drawn, m) => {
    const dice = diceOf(1000 + m);
    const solver = solverOf(drawn);
    let cost = drawn.cost;
    for (let month = 0; month < (start === "warm" ? MONTHS + 1 : 1); month++) {
      if (month > 0) cost = movedCosts(cost, MONTHLY_MOVE, dice);
      const took = solver.solve(cost);
      if (start === "warm" && month === 0) continue;
      pass.times.push(took);
      pass.surplus.push(solver.surplus());
    }
    solver.dispose();
  });
  return pass;
}

/** Both solvers in turn, each playing all markets, so that a busy minute of the machine hits both. */
function race(
  markets: Drawn[],
  start: "cold" | "warm",
  settings: Record<string, HighsSettings>,
  rounds = ROUNDS,
): Tally {
  const tally: Tally = { own: [], theirs: new Map(), worst: 0, mostBetter: -Infinity, compared: 0, stopped: 0 };
  for (let round = 0; round < rounds; round++) {
    const own = play(markets, start, (drawn) => ownSolver(drawn, start));
    tally.own.push(...own.times);
    for (const [name, each] of Object.entries(settings)) {
      const rival = play(markets, start, (drawn) => highsSolver(highs, drawn, start, each));
      tally.theirs.set(name, [...(tally.theirs.get(name) ?? []), ...rival.times]);
      rival.surplus.forEach((surplus, k) => compare(tally, own.surplus[k]!, surplus));
    }
  }
  return tally;
}

function compare(tally: Tally, own: number, theirs: number): void {
  if (Number.isNaN(own)) throw new Error("a surplus is not a number");
  if (Number.isNaN(theirs)) {
    tally.stopped++;
    return;
  }
  const better = (theirs - own) / Math.max(1, Math.abs(theirs));
  tally.compared++;
  tally.worst = Math.max(tally.worst, Math.abs(better));
  tally.mostBetter = Math.max(tally.mostBetter, better);
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function milliseconds(value: number): string {
  return value < 0.1 ? `${(1000 * value).toFixed(1)} us` : `${value.toFixed(3)} ms`;
}

function drawMarkets(count: number, regions: number, segments: number, sloped: boolean): Drawn[] {
  return Array.from({ length: count }, (_, m) => drawMarket(regions, segments, sloped, diceOf(m + 1)));
}

let failed = false;

/** Prints one race. `least`: what the ratio is meant to be. Returns this solver's median, ms. */
function report(what: string, least: number, tally: Tally, mayStopShort: boolean): number {
  const own = middle(tally.own);
  const ranked = [...tally.theirs].map(([name, times]) => ({ name, time: middle(times) }));
  ranked.sort((a, b) => a.time - b.time);
  const best = ranked[0]!;
  const others = ranked.slice(1).map(({ name, time }) => `${name} ${milliseconds(time)}`);
  const ratio = best.time / own;
  const verdict = ratio >= least ? "met" : `missed by ${(100 * (1 - ratio / least)).toFixed(0)}%`;
  const surplus =
    tally.compared === 0
      ? "not compared"
      : tally.worst === 0
        ? "equal to the last bit"
        : `within ${tally.worst.toExponential(1)}`;
  console.log(
    `${what.padEnd(38)} ${milliseconds(own).padStart(10)}   HiGHS ${milliseconds(best.time).padStart(10)}   ` +
      `${ratio.toFixed(1).padStart(6)} x (meant: ${least} x, ${verdict})   surplus ${surplus}`,
  );
  console.log(`    ${tally.own.length} clearings; HiGHS by ${[best.name, ...others].join("; ")}`);
  if (tally.stopped > 0)
    console.log(
      `    HiGHS gave no optimum ${tally.stopped} times; these were not compared, and it would have taken longer`,
    );
  // A quadratic solver that stops short is the less exact side; it must never find more.
  const isWrong = (mayStopShort ? tally.mostBetter : tally.worst) > SAME_WITHIN;
  if (isWrong || (!mayStopShort && (tally.stopped > 0 || tally.compared === 0))) {
    failed = true;
    console.error(`    FAILED: surplus must agree to ${SAME_WITHIN}, and HiGHS must find it`);
  }
  return own;
}

console.log(`medians; HiGHS ${highs.version.string}; complete lane graphs, regions x segments`);

// Compiled before it is timed.
race(drawMarkets(500, 24, 200, false), "cold", {});
race(drawMarkets(50, 24, 200, true), "cold", {});
race(drawMarkets(50, 24, 200, false), "warm", {});

const small = drawMarkets(100, 24, 200, false);
const large = drawMarkets(20, 60, 2000, false);
const coldSmall = report("stepwise, cold, 24 x 200", 5, race(small, "cold", coldSettings), false);
const coldLarge = report("stepwise, cold, 60 x 2,000", 8, race(large, "cold", coldSettings), false);
const warmSmall = report("stepwise, warm month, 24 x 200", 7, race(small.slice(0, 20), "warm", warmSettings), false);
const warmLarge = report("stepwise, warm month, 60 x 2,000", 8, race(large.slice(0, 8), "warm", warmSettings), false);
report("sloped (QP), cold, 24 x 200", 100, race(drawMarkets(30, 24, 200, true), "cold", quadraticSettings), true);
report(
  "sloped (QP), cold, 60 x 2,000",
  1000,
  race(drawMarkets(3, 60, 2000, true), "cold", largeQuadraticSettings, 1),
  true,
);
console.log(
  `cold against warm: ${(coldSmall / warmSmall).toFixed(1)} x as long at 24 x 200, ` +
    `${(coldLarge / warmLarge).toFixed(1)} x at 60 x 2,000`,
);
printGrowth();
if (globalThis.gc !== undefined) printGarbage(globalThis.gc);

if (failed) process.exitCode = 1;
