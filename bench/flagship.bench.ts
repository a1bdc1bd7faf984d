/**
 * Whole months of the flagship a second, on one core, and the same as a ratio to a fixed arithmetic loop timed in the same
 * process: the ratio is what is compared between versions, because machines and their load differ.
 */
import { readFileSync } from "node:fs";
import { loadScenario } from "../src/scenario/load";
import { hashWorld, openWorld, stepMonth, takeSnapshot } from "../src/sim";

const file = "scenarios/rare-earths-2026.json";
const scenario = loadScenario(file, readFileSync(file, "utf8"));
const ROUNDS = 5;

/** Ten million additions and square roots: milliseconds. */
function arithmeticLoop(): number {
  const began = performance.now();
  let x = 1;
  for (let i = 0; i < 1e7; i++) x = Math.sqrt(x + i);
  if (x < 0) throw new Error("a square root is not negative");
  return performance.now() - began;
}

/** Milliseconds to play all months under a seed. */
function play(seed: string, withSnapshots: boolean): number {
  const world = openWorld(scenario, seed);
  const began = performance.now();
  for (let t = 0; t < scenario.months; t++) {
    stepMonth(world);
    if (withSnapshots) takeSnapshot(world);
  }
  return performance.now() - began;
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

arithmeticLoop();
play("warm-up", true);
const loop: number[] = [];
const bare: number[] = [];
const seen: number[] = [];
const opening: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  loop.push(arithmeticLoop());
  const began = performance.now();
  const world = openWorld(scenario, `open ${round}`);
  opening.push(performance.now() - began);
  if (hashWorld(world).length !== 32) throw new Error("a hash has 32 digits");
  bare.push(play(`round ${round}`, false));
  seen.push(play(`round ${round}`, true));
}

const perMonth = (ms: number): number => ms / scenario.months;
const row = (what: string, ms: number): void => {
  const monthsPerSecond = 1000 / perMonth(ms);
  const ratio = middle(loop) / perMonth(ms);
  console.log(
    `${what.padEnd(34)} ${monthsPerSecond.toFixed(0).padStart(7)} months/s   ${ratio.toFixed(1).padStart(6)} months a loop`,
  );
};
console.log(
  `flagship, ${scenario.months} months, medians of ${ROUNDS}; loop of 1e7 square roots: ${middle(loop).toFixed(1)} ms`,
);
row("months alone", middle(bare));
row("with a snapshot each", middle(seen));
console.log(`opening a world                    ${middle(opening).toFixed(1).padStart(7)} ms`);
