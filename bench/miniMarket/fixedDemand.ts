/**
 * A month's market as a linear programme: what the mini-market found that buyers take, served at least cost. HiGHS and this
 * engine's general market solve it, for a check that shares nothing with clearing.ts, and for the time it takes them.
 * What is saved by knowing the demand beforehand is theirs to keep.
 */
import type { Highs } from "highs";
import { createMarket, createWarmState } from "../../src/sim/market";
import { REGIONS, regionOf, type Setting } from "./definition";
import type { MiniMarket } from "./engine";

const HUB = REGIONS;
/** Above any cost, $/kg: fixed demand is a bid that nothing priced out. */
const ANY_PRICE = 1000;

/** A month to be solved, mines by number. */
export interface Month {
  readonly cost: Float64Array;
  /** Tonnes; 0 while mothballed. */
  readonly offered: Float64Array;
  readonly wanted: Float64Array;
  /** What the mini-market's own outcome costs: mines' costs, taxes and tariffs, thousand dollars. */
  readonly spent: number;
}

export interface Programme {
  /** Milliseconds from being told the month to having the answer. */
  solve(month: Month): number;
  /** Thousand dollars; NaN without an optimum. */
  spent(): number;
  dispose(): void;
}

export function readMonth(market: MiniMarket, setting: Setting, capacityOf: (mine: number) => number): Month {
  const { clearing } = market;
  const cost = Float64Array.from({ length: setting.mines }, (_, mine) => market.costOf(mine));
  const offered = cost.map((_, mine) => (market.isOpen(mine) ? capacityOf(mine) : 0));
  const wanted = clearing.scale.map((scale, r) => scale * clearing.appetite[r]);
  const leaving = wanted.map((tonnes) => -tonnes);
  let spent = 0;
  for (let mine = 0; mine < setting.mines; mine++) {
    const sold = market.soldBy(mine);
    spent += sold * cost[mine];
    leaving[regionOf(mine)] += sold;
  }
  leaving.forEach((tonnes, r) => {
    spent += tonnes > 0 ? tonnes * setting.duties.exportTax[r] : -tonnes * setting.duties.tariff[r];
  });
  return { cost, offered, wanted, spent };
}

/** One model kept from month to month, started from its own last basis. */
export function highsProgramme(highs: Highs, setting: Setting): Programme {
  const { mines, duties } = setting;
  const columns = mines + 2 * REGIONS;
  const rows = REGIONS + 1;
  const starts: number[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  for (let mine = 0; mine < mines; mine++) {
    starts.push(indices.length);
    indices.push(regionOf(mine));
    values.push(1);
  }
  for (const toHub of [1, -1]) {
    for (let r = 0; r < REGIONS; r++) {
      starts.push(indices.length);
      indices.push(r, HUB);
      values.push(-toHub, toHub);
    }
  }
  starts.push(indices.length);
  const model = highs.createModel();
  model.options.set({ output_flag: false, solver: "simplex", presolve: "off" });
  model.passModel({
    numCols: columns,
    numRows: rows,
    colCost: Float64Array.from([...new Float64Array(mines), ...duties.exportTax, ...duties.tariff]),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(Infinity),
    rowLower: new Float64Array(rows),
    rowUpper: new Float64Array(rows),
    matrix: { format: "csc", numRows: rows, numCols: columns, starts, indices, values },
  });
  const ofMines = { kind: "range", from: 0, to: mines - 1 } as const;
  const ofRegions = { kind: "range", from: 0, to: REGIONS - 1 } as const;
  const nothing = new Float64Array(mines);
  let isOptimal = false;
  return {
    solve({ cost, offered, wanted }) {
      const began = performance.now();
      model.changeColsCost(ofMines, cost);
      model.changeColsBounds(ofMines, nothing, offered);
      model.changeRowsBounds(ofRegions, wanted, wanted);
      const { modelStatus } = model.run();
      const took = performance.now() - began;
      isOptimal = modelStatus === highs.constants.modelStatus.optimal;
      return took;
    },
    spent: () => (isOptimal ? model.getObjectiveValue() : NaN),
    dispose: () => model.dispose(),
  };
}

/** This engine's market for any graph of lanes: a hub without mines or buyers, and a lane each way. */
export function generalProgramme({ mines, duties }: Setting): Programme {
  const market = createMarket({ regions: REGIONS + 1, lanes: 2 * REGIONS, segments: mines });
  for (let r = 0; r < REGIONS; r++) {
    market.from[r] = market.to[REGIONS + r] = r;
    market.to[r] = market.from[REGIONS + r] = HUB;
    market.exportTax[r] = duties.exportTax[r];
    market.specific[REGIONS + r] = duties.tariff[r];
  }
  const warm = createWarmState(market);
  let costs: number[] = [];
  return {
    solve({ cost, offered, wanted }) {
      costs = [];
      const began = performance.now();
      market.begin();
      for (let mine = 0; mine < mines; mine++) {
        if (offered[mine] === 0) continue;
        market.addOffer(regionOf(mine), offered[mine], cost[mine], cost[mine]);
      }
      for (let r = 0; r < REGIONS; r++) market.addBid(r, wanted[r], ANY_PRICE, ANY_PRICE);
      market.clear(warm);
      const took = performance.now() - began;
      for (let mine = 0; mine < mines; mine++) if (offered[mine] > 0) costs.push(cost[mine]);
      return took;
    },
    spent() {
      let sum = 0;
      costs.forEach((cost, offer) => {
        sum += cost * market.sold[offer];
      });
      for (let r = 0; r < REGIONS; r++) {
        sum += market.flow[r] * duties.exportTax[r] + market.flow[REGIONS + r] * duties.tariff[r];
      }
      return market.gaveUp ? NaN : sum;
    },
    dispose: () => undefined,
  };
}
