/**
 * What one clearing costs this solver alone: as regions and segments grow, cold and warm, and the bytes it leaves to the
 * garbage collector.
 */
import { createMarket, createWarmState } from "../src/sim/market";
import { diceOf } from "../test/market/generate";
import { drawMarket, fillLanes, movedCosts, ownSolver, tell, type Drawn } from "./surplusModel";

const REGIONS = [6, 12, 24, 48, 60];
const SEGMENTS = [50, 100, 200, 500, 1000, 2000];
const MARKETS = 4;
const MONTHS = 6;
const PASSES = 5;
const MONTHLY_MOVE = 0.015;

interface Cell {
  regions: number;
  segments: number;
  /** Microseconds, medians over markets and months of the fastest of several passes. */
  cold: number;
  warm: number;
}

function measure(regions: number, segments: number): Cell {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let m = 1; m <= MARKETS; m++) {
    const drawn = drawMarket(regions, segments, false, diceOf(m));
    const costs = monthsOf(drawn, MONTHS, m);
    cold.push(...fastest(drawn, costs, "cold"));
    warm.push(...fastest(drawn, costs, "warm").slice(1));
  }
  return { regions, segments, cold: 1000 * middle(cold), warm: 1000 * middle(warm) };
}

function fastest(drawn: Drawn, costs: Float64Array[], start: "cold" | "warm"): number[] {
  const best = costs.map(() => Infinity);
  for (let pass = 0; pass < PASSES; pass++) {
    const solver = ownSolver(drawn, start);
    costs.forEach((cost, k) => (best[k] = Math.min(best[k]!, solver.solve(cost))));
  }
  return best;
}

function monthsOf(drawn: Drawn, months: number, seed: number): Float64Array[] {
  const dice = diceOf(1000 + seed);
  const costs = [drawn.cost];
  for (let k = 0; k < months; k++) costs.push(movedCosts(costs[k]!, MONTHLY_MOVE, dice));
  return costs;
}

function middle(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Slope of log cost over log size, by least squares, the mean over the lines of the table along that size. */
function exponent(cells: Cell[], size: "regions" | "segments", cost: "cold" | "warm"): number {
  const other = size === "regions" ? "segments" : "regions";
  const slopes = [...new Set(cells.map((cell) => cell[other]))].map((fixed) => {
    const line = cells.filter((cell) => cell[other] === fixed);
    const x = line.map((cell) => Math.log(cell[size]));
    const y = line.map((cell) => Math.log(cell[cost]));
    const meanX = mean(x);
    const meanY = mean(y);
    const above = x.reduce((sum, value, k) => sum + (value - meanX) * (y[k]! - meanY), 0);
    return above / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  });
  return mean(slopes);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Prints the table of costs and the exponents. */
export function printGrowth(): void {
  const cells = SEGMENTS.flatMap((segments) => REGIONS.map((regions) => measure(regions, segments)));
  console.log("\nmicroseconds a clearing, cold / warm, by segments (down) and regions (across)");
  console.log(`${"".padStart(8)}${REGIONS.map((regions) => String(regions).padStart(16)).join("")}`);
  for (const segments of SEGMENTS) {
    const line = cells.filter((cell) => cell.segments === segments);
    const figures = line.map(({ cold, warm }) => `${cold.toFixed(0)} / ${warm.toFixed(0)}`.padStart(16));
    console.log(`${String(segments).padStart(8)}${figures.join("")}`);
  }
  for (const cost of ["cold", "warm"] as const) {
    const power = (size: "regions" | "segments") => exponent(cells, size, cost).toFixed(2);
    console.log(`${cost} cost grows as regions^${power("regions")} and as segments^${power("segments")}`);
  }
}

/** Bytes left to the collector by one warm clearing, filling its market not counted. */
export function printGarbage(collect: () => void): void {
  const drawn = drawMarket(24, 200, false, diceOf(1));
  const market = createMarket({ regions: 24, lanes: drawn.from.length, segments: 200 });
  fillLanes(market, drawn);
  const warm = createWarmState(market);
  const costs = monthsOf(drawn, 19, 1);
  const each = 500;
  // Played once beforehand, so that what compiling leaves behind is not counted.
  const play = (): number => {
    let bytes = 0;
    for (const cost of costs) {
      tell(market, drawn, cost);
      collect();
      const before = process.memoryUsage().heapUsed;
      for (let k = 0; k < each; k++) market.clear(warm);
      bytes += Math.max(0, process.memoryUsage().heapUsed - before);
    }
    return bytes / (costs.length * each);
  };
  play();
  console.log(`garbage a warm clearing (24 x 200, ${costs.length * each} clearings): ${play().toFixed(1)} bytes`);
}
