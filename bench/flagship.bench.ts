/**
 * Whole months of the flagship a second, on one core, and the same as a ratio to a fixed arithmetic loop timed in the same
 * process: the ratio is what is compared between versions, because machines and their load differ. Every month and every
 * piece of the loop is timed by itself, and the least of all rounds counts, which keeps other work on the machine out.
 * Then what share of a month each phase takes, and the bytes of one state and of a run that can be scrubbed.
 */
import { readFileSync } from "node:fs";
import { loadScenario } from "../src/scenario/load";
import { cloneWorld, hashWorld, openWorld, stepMonth, takeSnapshot, type World } from "../src/sim";
import { frameBytes } from "../src/workers/frame";

const file = "scenarios/rare-earths-2026.json";
const scenario = loadScenario(file, readFileSync(file, "utf8"));
const ROUNDS = 20;
const PIECES = 100;
const MONTHS_BETWEEN_COPIES = 12;

/** Least times in ms: of each piece of a loop of ten million additions and square roots, and of each month. */
const loop = new Float64Array(PIECES).fill(Infinity);
const bare = new Float64Array(scenario.months).fill(Infinity);
const seen = new Float64Array(scenario.months).fill(Infinity);
let opening = Infinity;
let copying = Infinity;
const phases = new Map<string, number>();

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function arithmetic(): void {
  let x = 1;
  for (let i = 0; i < 1e7 / PIECES; i++) x = Math.sqrt(x + i);
  if (x < 0) throw new Error("a square root is not negative");
}

/** Adds the time since the last call to what has just been played. */
function stopwatch(): (played: string) => void {
  let last = performance.now();
  return (played) => {
    const now = performance.now();
    phases.set(played, (phases.get(played) ?? 0) + now - last);
    last = now;
  };
}

/** Plays all months of a world and keeps the least time of each; `month` plays one. */
function play(world: World, least: Float64Array, month: (world: World) => void): void {
  for (let t = 0; t < scenario.months; t++)
    least[t] = Math.min(
      least[t]!,
      timed(() => month(world)),
    );
}

for (let round = 0; round < ROUNDS; round++) {
  for (let k = 0; k < PIECES; k++) loop[k] = Math.min(loop[k]!, timed(arithmetic));
  let world: World = openWorld(scenario, "first");
  opening = Math.min(
    opening,
    timed(() => (world = openWorld(scenario, `round ${round}`))),
  );
  const shown = cloneWorld(world);
  const watched = cloneWorld(world);
  play(world, bare, (played) => stepMonth(played));
  play(shown, seen, (played) => {
    stepMonth(played);
    takeSnapshot(played);
  });
  for (let t = 0; t < scenario.months; t++) stepMonth(watched, stopwatch());
  copying = Math.min(
    copying,
    timed(() => cloneWorld(world)),
  );
  if (hashWorld(world) !== hashWorld(watched)) throw new Error("a watched month is not the month it watches");
}

/** What a run keeps while it can be scrubbed: a copy of the world each year and a frame each month. */
const kept = openWorld(scenario, "kept");
let copies = bytesOf(kept.state);
let frames = 0;
for (let t = 1; t <= scenario.months; t++) {
  stepMonth(kept);
  frames += frameBytes(takeSnapshot(kept));
  if (t % MONTHS_BETWEEN_COPIES === 0) copies += bytesOf(kept.state);
}

/** Bytes of the numbers and texts in a plain value. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return 2 * value.length;
  if (value === null || typeof value !== "object") return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return Object.values(value).reduce<number>((sum, part) => sum + bytesOf(part), 0);
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
const row = (what: string, ms: number): void => {
  const monthsPerSecond = (1000 * scenario.months) / ms;
  const ratio = (sum(loop) * scenario.months) / ms;
  console.log(
    `${what.padEnd(34)} ${monthsPerSecond.toFixed(0).padStart(7)} months/s   ${ratio.toFixed(1).padStart(6)} months a loop`,
  );
};
const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(0)} kB`;

console.log(
  `flagship, ${scenario.months} months, least of ${ROUNDS}; loop of 1e7 square roots: ${sum(loop).toFixed(1)} ms`,
);
row("months alone", sum(bare));
row("with a snapshot each", sum(seen));
const total = sum(phases.values());
const shares = [...phases].map(([name, ms]) => `${name} ${((100 * ms) / total).toFixed(1)}%`);
console.log(`share of a month: ${shares.join(", ")}`);
console.log(`opening a world again ${opening.toFixed(2)} ms, copying one ${copying.toFixed(3)} ms`);
console.log(
  `one state ${kilobytes(bytesOf(kept.state))}; ${scenario.months} months kept: ` +
    `${kilobytes(copies)} of yearly copies + ${kilobytes(frames)} of monthly frames`,
);
