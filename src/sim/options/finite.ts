/**
 * A deposit that runs out (Brennan & Schwartz 1985). Reserves, in years of output, take the place of time: an open mine uses
 * them up, a mothballed one keeps them. From an empty mine upward each step of reserves is solved for all prices, with the
 * second-order backward formula in reserves.
 */
import { exp, ln } from "../maths/portable";
import { logDrift, openFlow, processOf, type Process } from "./process";
import type { MineProblem, MineSolution } from "./problem";
import { reserveGrid, type ReserveGrid } from "./reserveGrid";
import { GO_ON, LEAVE, SWITCH, SwitchSystem, type Acts } from "./switchSystem";

const REACH = 8;
const PRICES = 701;
const STEPS = 160;
const LEAST_SWITCHING = 1e-6;

/** Values and acts of one regime at the reserves reached so far. */
interface Layer {
  open: Float64Array;
  mothballed: Float64Array;
  acts: Acts;
  openBefore: Float64Array;
  /** Value at the top: `perPrice` · P + `fixed`. */
  perPrice: number;
  fixed: number;
}

interface Regime {
  hazard: number;
  flow: Float64Array;
  topSlope: number;
  topFixed: number;
  layer: Layer;
}

/** How fine the solution is: prices on the grid and steps of reserves. */
export interface Fineness {
  readonly prices: number;
  readonly steps: number;
}

/** Solves a mine with `reserveYears` of output left. Assumes a problem without fault. */
export function solveFinite(problem: MineProblem, fineness: Fineness = { prices: PRICES, steps: STEPS }): MineSolution {
  const process = processOf(problem);
  const { support } = problem;
  const years = problem.reserveYears!;
  const grid = reserveGrid(process, ln(problem.cost), REACH, fineness.prices);
  const restart = Math.max(problem.restart, LEAST_SWITCHING * problem.cost - problem.closing);
  const costs = { restart, closing: problem.closing, abandonment: problem.abandonment };
  const system = new SwitchSystem(grid, costs);
  const hasSupport = support !== null && support.belief > 0;
  const after = emptyRegime(problem, grid, 0, null);
  const during = hasSupport ? emptyRegime(problem, grid, support.hazardYearly, support) : null;
  const reserves = (n: number): number => years * (n / fineness.steps) * (n / fineness.steps);
  for (let n = 1; n <= fineness.steps; n++) {
    const step = reserves(n) - reserves(n - 1);
    const ratio = n === 1 ? 0 : step / (reserves(n - 1) - reserves(n - 2));
    const previous = { perPrice: after.layer.perPrice, fixed: after.layer.fixed };
    advance(system, grid, process, problem, after, step, ratio, null, previous);
    if (during !== null) advance(system, grid, process, problem, during, step, ratio, after, previous);
  }
  return read(grid, costs, (during ?? after).layer);
}

function emptyRegime(problem: MineProblem, grid: ReserveGrid, hazard: number, support: MineProblem["support"]): Regime {
  const { count, x } = grid;
  const flow = new Float64Array(count);
  for (let k = 0; k < count; k++) flow[k] = openFlow(problem, support, exp(x[k]!));
  const top = exp(x[count - 1]!);
  const topSlope = (openFlow(problem, support, 2 * top) - flow[count - 1]!) / top;
  const acts = { open: new Uint8Array(count), mothballed: new Uint8Array(count) };
  const [open, mothballed, openBefore] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const layer = { open, mothballed, acts, openBefore, perPrice: 0, fixed: 0 };
  return { hazard, flow, topSlope, topFixed: flow[count - 1]! - topSlope * top, layer };
}

/** One step of reserves in one regime. `after` is the regime that follows this one, already at the new reserves. */
function advance(
  system: SwitchSystem,
  grid: ReserveGrid,
  process: Process,
  problem: MineProblem,
  regime: Regime,
  step: number,
  ratio: number,
  after: Regime | null,
  afterBefore: { perPrice: number; fixed: number },
): void {
  const { layer, hazard } = regime;
  const { count, x } = grid;
  const discount = process.discount + hazard;
  const lead = (1 + 2 * ratio) / (1 + ratio) / step;
  const [first, second] = [(1 + ratio) / step, (ratio * ratio) / (1 + ratio) / step];
  const openKnown = new Float64Array(count);
  const mothballedKnown = new Float64Array(count).fill(-problem.care);
  for (let k = 0; k < count; k++) {
    openKnown[k] = regime.flow[k]! + first * layer.open[k]! - second * layer.openBefore[k]!;
    if (after === null) continue;
    openKnown[k] = openKnown[k]! + hazard * after.layer.open[k]!;
    mothballedKnown[k] = mothballedKnown[k]! + hazard * after.layer.mothballed[k]!;
  }
  const top = exp(x[count - 1]!);
  const growth = logDrift(process, x[count - 1]!) + 0.5 * process.volatility * process.volatility;
  const meanOf = (now: number, before: number): number => hazard * 0.5 * (now + before);
  const laterSlope = after === null ? 0 : meanOf(after.layer.perPrice, afterBefore.perPrice);
  const laterFixed = after === null ? 0 : meanOf(after.layer.fixed, afterBefore.fixed);
  layer.perPrice = grown(layer.perPrice, regime.topSlope + laterSlope, discount - growth, step);
  layer.fixed = grown(layer.fixed, regime.topFixed + laterFixed, discount, step);
  layer.openBefore.set(layer.open);
  const openTop = layer.perPrice * top + layer.fixed;
  const equations = {
    openWeight: lead + discount,
    openKnown,
    mothballedWeight: discount,
    mothballedKnown,
    openTop,
  };
  system.solve(equations, layer.acts, layer.open, layer.mothballed);
}

/** A value after one more step of a flow that is discounted at `rate`. */
function grown(value: number, flow: number, rate: number, step: number): number {
  const shrink = exp(-rate * step);
  const annuity = Math.abs(rate * step) < 1e-9 ? step : (1 - shrink) / rate;
  return value * shrink + flow * annuity;
}

function read(
  grid: ReserveGrid,
  costs: { restart: number; closing: number; abandonment: number },
  layer: Layer,
): MineSolution {
  const { count, x } = grid;
  const { open, mothballed, acts } = layer;
  let opens = count - 1;
  while (opens > 0 && acts.mothballed[opens - 1] === SWITCH) opens--;
  let stops = -1;
  while (stops < count - 1 && acts.open[stops + 1] !== GO_ON) stops++;
  let leaves = -1;
  while (leaves < count - 2 && acts.mothballed[leaves + 1] === LEAVE) leaves++;
  const mothballs = stops >= 0 && acts.open[stops] === SWITCH && acts.mothballed[stops] !== LEAVE;
  const stopGap = (k: number): number =>
    mothballs ? open[k]! - mothballed[k]! + costs.closing : open[k]! + costs.closing + costs.abandonment;
  const never = acts.mothballed[count - 1] !== SWITCH;
  const always = stops === count - 1;
  return {
    open: never
      ? Infinity
      : opens === 0
        ? 0
        : exp(boundary(x, opens, -1, (k) => costs.restart - open[k]! + mothballed[k]!)),
    close: stops < 0 ? 0 : always ? Infinity : exp(boundary(x, stops, 1, stopGap)),
    abandon: leaves < 0 ? null : exp(boundary(x, leaves, 1, (k) => mothballed[k]! + costs.abandonment)),
    stopsBy: mothballs || stops < 0 ? "mothballing" : "abandoning",
    valueAt: (at) => ({ open: between(x, open, ln(at)), mothballed: between(x, mothballed, ln(at)) }),
  };
}

/**
 * Where a gap that shrinks as the square of the distance is nought: its root is followed from three nodes of the waiting side,
 * a few steps off the node that acts, where the grid is felt least.
 */
function boundary(x: Float64Array, acting: number, toward: 1 | -1, gapAt: (k: number) => number): number {
  const points = [2, 4, 7].flatMap((steps) => {
    const k = acting + toward * steps;
    if (k < 0 || k >= x.length) return [];
    const gap = gapAt(k);
    return gap > 0 ? [{ root: Math.sqrt(gap), at: x[k]! }] : [];
  });
  if (points.length < 3) return 0.5 * (x[acting]! + x[acting + toward]!);
  let sum = 0;
  for (const { root, at } of points) {
    let weight = at;
    for (const other of points) if (other.root !== root) weight *= other.root / (other.root - root);
    sum += weight;
  }
  return sum;
}

/** Value between nodes from the four around (Lagrange). */
function between(x: Float64Array, value: Float64Array, at: number): number {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const first = Math.max(0, Math.min(low - 1, x.length - 4));
  let sum = 0;
  for (let i = first; i < first + 4; i++) {
    let weight = value[i]!;
    for (let j = first; j < first + 4; j++) if (j !== i) weight *= (at - x[j]!) / (x[i]! - x[j]!);
    sum += weight;
  }
  return sum;
}
