/**
 * What the engine's way of holding many agents costs: the mini-market of bench/miniMarket/README.md in this engine's arrays,
 * in plain objects, in C, and its clearing by HiGHS. All play the same draws and must reach the same figures, or the
 * benchmark fails. Rivals take turns, so that a busy minute of the machine hits all; what counts is processor time, the
 * fastest run of a round, and ratios are medians over rounds.
 */
import { fileURLToPath } from "node:url";
import loadHighs from "highs";
import {
  MONTHS,
  capacityOf,
  checksumOf,
  costTable,
  differenceOf,
  settingOf,
  type Figures,
  type Setting,
} from "./miniMarket/definition";
import { MiniMarket } from "./miniMarket/engine";
import { generalProgramme, highsProgramme, readMonth, type Programme } from "./miniMarket/fixedDemand";
import { PlainMarket, textbookShock, type Shock } from "./miniMarket/plain";
import { buildInC, compilerLine, type Draws } from "./miniMarket/rivalInC";
import { luckWord } from "../src/sim/maths/bulkLuck";
import { lognormalOf } from "../src/sim/maths/quantileTable";

/** Figures may differ by this share; numbers of open mines, month by month, not at all. */
const SAME_WITHIN = 1e-9;

interface Size {
  mines: number;
  rounds: number;
  /** Runs a round of the quick rivals, of which the fastest counts, and of the plain objects. */
  runs: number;
  plainRuns: number;
}
const sizes: Size[] = [
  { mines: 200, rounds: 7, runs: 300, plainRuns: 2 },
  { mines: 2000, rounds: 7, runs: 20, plainRuns: 1 },
  { mines: 20000, rounds: 5, runs: 6, plainRuns: 1 },
];
/** Plain objects take seconds at the largest size: they sit these rounds out. */
const PLAIN_ROUNDS = 3;

const source = fileURLToPath(new URL("../../bench/miniMarket/mini.c", import.meta.url));
const inC = buildInC(source);
let failed = false;

function fail(line: string): void {
  failed = true;
  console.error(`    FAILED: ${line}`);
}

interface Played {
  nanoseconds: number;
  figures: Figures;
}

/** Processor time of this process so far, nanoseconds: waiting for a busy machine does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return 1000 * (user + system);
}

/** Nanoseconds of the fastest of `runs`; setting the market up is not counted. */
function fastest(runs: number, create: () => { play(): Figures }): Played {
  let nanoseconds = Infinity;
  let figures: Figures | null = null;
  for (let run = 0; run < runs; run++) {
    const market = create();
    const began = processorTime();
    figures = market.play();
    nanoseconds = Math.min(nanoseconds, processorTime() - began);
  }
  if (figures === null) throw new RangeError(`runs: found ${runs}, expected one or more`);
  return { nanoseconds, figures };
}

function middle(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return 0.5 * (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]);
}

const tableShock: Shock = (month, mine) => lognormalOf(costTable, luckWord(month, mine));

const rivals = {
  engine: "this engine",
  table: "C, this engine's draws",
  libm: "C, libm's draws",
  plain: "plain objects",
  plainTable: "plain objects, this engine's draws",
} as const;
type Rival = keyof typeof rivals;

/** Nanoseconds of a mine's month, by rival and round. */
type Times = Map<Rival, number[]>;

function race(size: Size): Times {
  const setting = settingOf(size.mines);
  const times: Times = new Map();
  const record = (rival: Rival, played: Played): void => {
    const list = times.get(rival) ?? [];
    list.push(played.nanoseconds / size.mines / MONTHS);
    times.set(rival, list);
  };
  const reference = new MiniMarket(setting).play();
  for (let round = 0; round < size.rounds; round++) {
    const playInC = (draws: Draws): void => {
      if (inC === null) return;
      const played = inC.play(draws, size.mines, size.runs);
      record(draws, played);
      if (round === 0) compare(rivals[draws], reference, played.figures);
    };
    playInC("table");
    const own = fastest(size.runs, () => new MiniMarket(setting));
    record("engine", own);
    compare(rivals.engine, reference, own.figures);
    playInC("libm");
    if (round >= PLAIN_ROUNDS && size.mines > 2000) continue;
    const plain = fastest(size.plainRuns, () => new PlainMarket(setting, textbookShock));
    record("plain", plain);
    if (round === 0) compare(rivals.plain, reference, plain.figures);
    if (round > 0 && size.mines > 2000) continue;
    const plainTable = fastest(size.plainRuns, () => new PlainMarket(setting, tableShock));
    record("plainTable", plainTable);
    if (round === 0) compare(rivals.plainTable, reference, plainTable.figures);
  }
  return times;
}

function compare(name: string, own: Figures, theirs: Figures): void {
  const difference = differenceOf(checksumOf(own), checksumOf(theirs));
  let worst = 0;
  let openDiffers = 0;
  for (let t = 0; t < MONTHS; t++) {
    worst = Math.max(
      worst,
      Math.abs(theirs.price[t] / own.price[t] - 1),
      Math.abs(theirs.output[t] / own.output[t] - 1),
    );
    if (own.open[t] !== theirs.open[t]) openDiffers++;
  }
  if (name !== rivals.engine) {
    console.log(
      `    ${name}: checksum within ${difference.toExponential(1)}, months within ${worst.toExponential(1)}, open mines ` +
        `${openDiffers === 0 ? "equal" : `differ in ${openDiffers} months`}`,
    );
  }
  if (!(difference <= SAME_WITHIN && worst <= SAME_WITHIN && openDiffers === 0)) {
    fail(`${name} must reach the same figures to ${SAME_WITHIN}`);
  }
}

/** How many times `rival` takes what `base` takes, the median over the rounds that both played. */
function ratio(times: Times, rival: Rival, base: Rival): number {
  const above = times.get(rival);
  const below = times.get(base);
  if (above === undefined || below === undefined) return NaN;
  return middle(above.map((time, round) => time / (below[round] ?? NaN)));
}

function reportTimes(mines: number, times: Times): void {
  for (const [rival, list] of times) {
    const time = middle(list);
    const over = rival === "engine" ? "" : `   ${ratio(times, rival, "engine").toFixed(2).padStart(7)} x this engine`;
    console.log(`  ${rivals[rival].padEnd(36)} ${time.toFixed(1).padStart(8)} ns a mine and month${over}`);
  }
  const checksum = checksumOf(new MiniMarket(settingOf(mines)).play());
  console.log(
    `    checksum: mean price ${checksum.meanPrice.toFixed(9)}, output ${checksum.meanOutput.toFixed(6)}, open ` +
      `${checksum.meanOpen.toFixed(6)}, bought ${checksum.bought.toFixed(3)}, expected ${checksum.expected.toFixed(6)}`,
  );
}

/** One month a year is solved, from the second year on. */
const EVERY = 12;

/** Sampled months by HiGHS and by the general market, against this engine's whole month. */
function raceProgrammes(setting: Setting, solvers: [string, Programme][]): void {
  const market = new MiniMarket(setting);
  const whole: number[] = [];
  const took = solvers.map((): number[] => []);
  const worst = solvers.map(() => 0);
  for (let t = 0; t < MONTHS; t++) {
    const began = performance.now();
    market.step();
    const own = performance.now() - began;
    if (t < EVERY || t % EVERY !== 0) continue;
    const month = readMonth(market, setting, capacityOf);
    whole.push(own);
    solvers.forEach(([, solver], s) => {
      took[s].push(solver.solve(month));
      worst[s] = Math.max(worst[s], Math.abs(solver.spent() / month.spent - 1));
    });
  }
  const own = middle(whole);
  console.log(`  this engine, a whole month             ${own.toFixed(4).padStart(9)} ms   (${whole.length} months)`);
  solvers.forEach(([name, solver], s) => {
    const time = middle(took[s]);
    console.log(
      `  ${name.padEnd(38)} ${time.toFixed(4).padStart(9)} ms   ${(time / own).toFixed(1)} x   cost within ${worst[s].toExponential(1)}`,
    );
    if (!(worst[s] <= SAME_WITHIN)) fail(`${name} must find the same least cost to ${SAME_WITHIN}`);
    solver.dispose();
  });
}

function verdict(value: number, [ship, aim, moon]: [number, number, number], isLess: boolean): string {
  if (Number.isNaN(value)) return "skipped";
  const meets = (target: number): boolean => (isLess ? value <= target : value >= target);
  const reached = meets(moon) ? "moon" : meets(aim) ? "aim" : meets(ship) ? "ship" : "short of ship";
  return `${value.toFixed(2).padStart(7)} x   ship ${ship}, aim ${aim}, moon ${moon}: ${reached}`;
}

console.log(
  `${MONTHS} months; processor time, fastest run of each round, medians over rounds; cc ${compilerLine.join(" ")}`,
);
if (inC === null) console.log("C                                    skipped: there is no cc on this machine");

const bySize = new Map<number, Times>();
for (const size of sizes) {
  console.log(`\n${size.mines} mines, ${settingOf(size.mines).buyers} buyers`);
  const times = race(size);
  bySize.set(size.mines, times);
  reportTimes(size.mines, times);
}

const highs = await loadHighs();
for (const mines of [200, 2000]) {
  console.log(`\n${mines} mines, a month's clearing with demand given (HiGHS ${highs.version.string})`);
  const setting = settingOf(mines);
  raceProgrammes(setting, [
    ["HiGHS, own basis", highsProgramme(highs, setting)],
    ["this engine's general market, warm", generalProgramme(setting)],
  ]);
}

console.log("\ntargets");
for (const [mines, times] of bySize) {
  const fastestInC = Math.max(ratio(times, "engine", "table"), ratio(times, "engine", "libm"));
  console.log(`  over C, its fastest, ${String(mines).padStart(6)}       ${verdict(fastestInC, [2, 1.5, 1], true)}`);
  console.log(
    `  over C, libm's draws, ${String(mines).padStart(5)}       ${verdict(ratio(times, "engine", "libm"), [2, 1.5, 1], true)}`,
  );
}
const largest = bySize.get(20000)!;
console.log(`  plain objects over it, 20000       ${verdict(ratio(largest, "plain", "engine"), [6, 20, 25], false)}`);
const scaling = middle(largest.get("engine")!) / middle(bySize.get(200)!.get("engine")!);
console.log(`  20,000 mines over 200, a mine      ${verdict(scaling, [1.5, 1.2, 1], true)}`);

inC?.dispose();
if (failed) process.exitCode = 1;
