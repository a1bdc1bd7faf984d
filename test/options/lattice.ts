/**
 * The same mines by another method, with nothing in common with the solvers: time in steps, the log price on a lattice that
 * goes up or down by σ√dt (for a returning price with a chance that depends on where it is), and values found by going round
 * (endless deposits) or back from an empty mine (reserves) until nothing changes. Triggers lie between two nodes.
 */
import type { MineProblem } from "../../src/sim/options";

export interface LatticeAnswer {
  open: number;
  close: number;
  abandon: number | null;
  valueOpen(price: number): number;
  valueMothballed(price: number): number;
  /** Between neighbouring prices, as a share: a trigger is found no more closely. */
  step: number;
}

interface Lattice {
  prices: number[];
  up: number[];
  discount: number;
  problem: MineProblem;
  dt: number;
}

function latticeOf(problem: MineProblem, dt: number, widths: number): Lattice {
  const step = problem.volatility * Math.sqrt(dt);
  const half = Math.ceil(widths / step);
  const prices = Array.from({ length: 2 * half + 1 }, (_, k) => problem.cost * Math.exp((k - half) * step));
  const variance = problem.volatility ** 2;
  const up = prices.map((price) => {
    const { reversion } = problem;
    const drift =
      reversion === null
        ? problem.drift - problem.costInflation - variance / 2
        : reversion.speedYearly * (Math.log(reversion.mean) - variance / (4 * reversion.speedYearly) - Math.log(price));
    return Math.min(1, Math.max(0, 0.5 + (0.5 * drift * dt) / step));
  });
  const discount = Math.exp(-(problem.rate - problem.costInflation + problem.propertyTax) * dt);
  return { prices, up, discount, problem, dt };
}

function next(lattice: Lattice, values: number[], k: number): number {
  const last = values.length - 1;
  // Above the lattice values go on in a straight line of the price.
  const growth = lattice.prices[1]! / lattice.prices[0]!;
  const above = k < last ? values[k + 1]! : values[last]! + (values[last]! - values[last - 1]!) * growth;
  const below = values[Math.max(k - 1, 0)]!;
  return lattice.up[k]! * above + (1 - lattice.up[k]!) * below;
}

function profit(problem: MineProblem, price: number): number {
  const before = price * (1 - problem.royalty) - problem.cost;
  return before > 0 ? before * (1 - problem.incomeTax) : before;
}

/** Yearly flow under a floor that is believed for ever. */
function flowOf(problem: MineProblem, price: number): number {
  const { support } = problem;
  if (support === null) return profit(problem, price);
  const received = support.kind === "floor" ? Math.max(price, support.price) : support.price;
  return profit(problem, support.belief * received + (1 - support.belief) * price);
}

/** A deposit without end. A support, if any, must never end. */
export function endlessByLattice(problem: MineProblem, dt: number, widths = 3.5): LatticeAnswer {
  const lattice = latticeOf(problem, dt, widths);
  const { prices, discount } = lattice;
  const { care, restart, closing, abandonment } = problem;
  const left = -abandonment;
  const flows = prices.map((price) => flowOf(problem, price) * dt);
  const open = prices.map((price) => Math.max(flowOf(problem, price) / problem.rate, left - closing));
  const idle = prices.map(() => left);
  for (let round = 0, change = 1; change > 1e-8 * problem.cost && round < 60_000; round++) {
    change = 0;
    for (let k = 0; k < prices.length; k++) {
      const goOn = flows[k]! + discount * next(lattice, open, k);
      const newIdle = Math.max(-care * dt + discount * next(lattice, idle, k), goOn - restart, left);
      const newOpen = Math.max(goOn, newIdle - closing);
      change = Math.max(change, Math.abs(newOpen - open[k]!), Math.abs(newIdle - idle[k]!));
      open[k] = newOpen;
      idle[k] = newIdle;
    }
  }
  return answer(lattice, open, idle);
}

/** A deposit that runs out: an open mine uses dt of its reserves in dt, a mothballed one none. */
export function finiteByLattice(problem: MineProblem, dt: number, widths = 4): LatticeAnswer {
  const lattice = latticeOf(problem, dt, widths);
  const { prices, discount } = lattice;
  const { care, restart, closing, abandonment } = problem;
  const left = -abandonment;
  let open = prices.map(() => 0);
  const idle = prices.map(() => Math.max(left, 0));
  const layers = Math.round(problem.reserveYears! / dt);
  for (let layer = 0; layer < layers; layer++) {
    const goOn = prices.map((price, k) => flowOf(problem, price) * dt + discount * next(lattice, open, k));
    for (let round = 0, change = 1; change > 1e-6 && round < 5000; round++) {
      change = 0;
      for (let k = 0; k < prices.length; k++) {
        const wait = -care * dt + discount * next(lattice, idle, k);
        const best = Math.max(wait, goOn[k]! - restart, left);
        change = Math.max(change, Math.abs(best - idle[k]!) / problem.cost);
        idle[k] = best;
      }
    }
    open = prices.map((_, k) => Math.max(goOn[k]!, idle[k]! - closing));
  }
  return answer(lattice, open, idle);
}

function answer({ prices, problem }: Lattice, open: number[], idle: number[]): LatticeAnswer {
  const { restart, closing, abandonment } = problem;
  const toOpening = prices.map((_, k) => idle[k]! - open[k]! + restart);
  const toStopping = prices.map((_, k) => open[k]! - idle[k]! + closing);
  const toLeaving = idle.map((value) => value + abandonment);
  const acts = (gap: number): boolean => Math.abs(gap) < 1e-9 * problem.cost;
  const between = (low: number): number => Math.sqrt(prices[low]! * prices[low + 1]!);
  const opens = toOpening.findIndex(acts);
  const stops = lastIndex(toStopping, acts);
  const leaves = lastIndex(toLeaving, acts);
  const read = (values: number[], price: number): number => {
    const k = Math.max(0, prices.findIndex((each) => each > price) - 1);
    const share = (price - prices[k]!) / (prices[k + 1]! - prices[k]!);
    return (1 - share) * values[k]! + share * values[k + 1]!;
  };
  return {
    open: opens <= 0 ? 0 : between(opens - 1),
    close: stops < 0 ? 0 : between(stops),
    abandon: leaves < 0 ? null : between(leaves),
    valueOpen: (price) => read(open, price),
    valueMothballed: (price) => read(idle, price),
    step: prices[1]! / prices[0]! - 1,
  };
}

function lastIndex(values: number[], is: (value: number) => boolean): number {
  let last = values.length - 1;
  while (last >= 0 && !is(values[last]!)) last--;
  return last;
}
