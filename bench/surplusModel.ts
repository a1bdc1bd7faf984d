/**
 * One random market in two tongues: for this solver, and as the surplus program that HiGHS solves. Both are told the
 * same month by one vector of costs: asks, bids with a minus, freights ($/kg). Complete lane graph, no duties, since
 * with them there is no program to compare with.
 */
import type { HessianInput, Highs, ModelData } from "highs";
import { createMarket, createWarmState, type Market } from "../src/sim/market";
import type { Dice } from "../test/market/generate";

export interface Drawn {
  regions: number;
  offers: Segment[];
  bids: Segment[];
  from: Int32Array;
  to: Int32Array;
  /** Asks, bids with a minus, freights. */
  cost: Float64Array;
}

interface Segment {
  region: number;
  /** Tonnes a month. */
  quantity: number;
  /** $/kg from first to last tonne: rise of an ask, fall of a bid; 0 for a flat step. */
  slope: number;
}

/** About half of the segments are offers, half bids; freight 0.5 to 20, asks 0 to 100, bids 10 to 160 $/kg. */
export function drawMarket(regions: number, segments: number, sloped: boolean, dice: Dice): Drawn {
  const offers: Segment[] = [];
  const bids: Segment[] = [];
  const asks: number[] = [];
  const bidPrices: number[] = [];
  for (let k = 0; k < segments; k++) {
    const region = dice.whole(0, regions - 1);
    const quantity = dice.between(1, 100);
    if (dice.chance(0.5)) {
      asks.push(dice.between(0, 100));
      offers.push({ region, quantity, slope: sloped ? dice.between(1, 40) : 0 });
    } else {
      const price = dice.between(10, 160);
      bidPrices.push(-price);
      bids.push({ region, quantity, slope: sloped ? Math.min(0.9 * price, dice.between(1, 80)) : 0 });
    }
  }
  const from: number[] = [];
  const to: number[] = [];
  const freight: number[] = [];
  for (let i = 0; i < regions; i++) {
    for (let j = 0; j < regions; j++) {
      if (i === j) continue;
      from.push(i);
      to.push(j);
      freight.push(dice.between(0.5, 20));
    }
  }
  const cost = Float64Array.from([...asks, ...bidPrices, ...freight]);
  return { regions, offers, bids, from: Int32Array.from(from), to: Int32Array.from(to), cost };
}

/** Next month's costs: each moved by up to `share`. */
export function movedCosts(cost: Float64Array, share: number, dice: Dice): Float64Array {
  return cost.map((value) => value * dice.between(1 - share, 1 + share));
}

/** A solver of one market that is kept from month to month. */
export interface Solver {
  /** Milliseconds from being told the costs to having the answer. */
  solve(cost: Float64Array): number;
  /** Value to buyers less cost to sellers and freight, thousand dollars a month, of the last answer; NaN without one. */
  surplus(): number;
  dispose(): void;
}

export function ownSolver(drawn: Drawn, start: "cold" | "warm"): Solver {
  const { offers, bids } = drawn;
  const market = createMarket({
    regions: drawn.regions,
    lanes: drawn.from.length,
    segments: Math.max(offers.length, bids.length),
  });
  fillLanes(market, drawn);
  const warm = start === "warm" ? createWarmState(market) : undefined;
  let told = drawn.cost;
  return {
    solve(cost) {
      told = cost;
      const began = performance.now();
      tell(market, drawn, cost);
      if (warm === undefined) market.clear();
      else market.clear(warm);
      return performance.now() - began;
    },
    surplus() {
      let total = 0;
      offers.forEach((o, k) => {
        total -= areaOf(told[k]!, o.slope / o.quantity, market.sold[k]!);
      });
      bids.forEach((b, k) => {
        total -= areaOf(told[offers.length + k]!, b.slope / b.quantity, market.bought[k]!);
      });
      const firstLane = offers.length + bids.length;
      market.flow.forEach((tonnes, a) => {
        total -= told[firstLane + a]! * tonnes;
      });
      return total;
    },
    dispose: () => undefined,
  };
}

function areaOf(cost: number, slopePerTonne: number, tonnes: number): number {
  return tonnes * (cost + 0.5 * slopePerTonne * tonnes);
}

export function fillLanes(market: Market, drawn: Drawn): void {
  market.from.set(drawn.from);
  market.to.set(drawn.to);
}

/** Writes a month's offers, bids and freights into a market that has its lanes. */
export function tell(market: Market, { offers, bids }: Drawn, cost: Float64Array): void {
  market.begin();
  for (let k = 0; k < offers.length; k++) {
    const { region, quantity, slope } = offers[k]!;
    market.addOffer(region, quantity, cost[k]!, cost[k]! + slope);
  }
  for (let k = 0; k < bids.length; k++) {
    const { region, quantity, slope } = bids[k]!;
    const price = -cost[offers.length + k]!;
    market.addBid(region, quantity, price, price - slope);
  }
  market.freight.set(cost.subarray(offers.length + bids.length));
}

export type HighsSettings = Record<string, string | number | boolean>;

/**
 * HiGHS with one model kept. Cold, it is given the costs and drops its basis before the clock starts, so that the run
 * alone is timed; warm, it starts from the basis it kept, and being told the costs is timed as it is for this solver.
 */
export function highsSolver(highs: Highs, drawn: Drawn, start: "cold" | "warm", settings: HighsSettings): Solver {
  const model = highs.createModel();
  model.options.set({ output_flag: false, ...settings });
  model.passModel(programOf(drawn));
  const columns = { kind: "range", from: 0, to: drawn.cost.length - 1 } as const;
  let isOptimal = false;
  return {
    solve(cost) {
      if (start === "cold") {
        model.changeColsCost(columns, cost);
        model.clearSolver();
      }
      const began = performance.now();
      if (start === "warm") model.changeColsCost(columns, cost);
      const { modelStatus } = model.run();
      const took = performance.now() - began;
      isOptimal = modelStatus === highs.constants.modelStatus.optimal;
      return took;
    },
    surplus: () => (isOptimal ? -model.getObjectiveValue() : NaN),
    dispose: () => model.dispose(),
  };
}

/** Columns are sales, purchases and flows; a row a region: sales and arrivals are purchases and departures. */
function programOf({ regions, offers, bids, from, to, cost }: Drawn): ModelData {
  const segments = [...offers, ...bids];
  const starts: number[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  segments.forEach(({ region }, k) => {
    starts.push(indices.length);
    indices.push(region);
    values.push(k < offers.length ? 1 : -1);
  });
  from.forEach((origin, a) => {
    starts.push(indices.length);
    indices.push(origin, to[a]!);
    values.push(-1, 1);
  });
  starts.push(indices.length);
  const none = new Float64Array(regions);
  return {
    numCols: cost.length,
    numRows: regions,
    colCost: cost,
    colLower: new Float64Array(cost.length),
    colUpper: Float64Array.from(cost, (_, k) => (k < segments.length ? segments[k]!.quantity : Infinity)),
    rowLower: none,
    rowUpper: none,
    matrix: { format: "csc", numRows: regions, numCols: cost.length, starts, indices, values },
    ...(segments.some(({ slope }) => slope > 0) ? { hessian: slopesOf(segments, cost.length) } : {}),
  };
}

/** The slopes of asks and bids on the diagonal. */
function slopesOf(segments: Segment[], columns: number): HessianInput {
  const each = segments.map(({ slope, quantity }) => slope / quantity);
  return {
    format: "triangular",
    dimension: columns,
    starts: Array.from({ length: columns + 1 }, (_, k) => Math.min(k, each.length)),
    indices: each.map((_, k) => k),
    values: each,
  };
}
