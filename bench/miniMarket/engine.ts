/**
 * The mini-market as this engine would hold it: mines in one typed array, grouped by region in order of their base costs,
 * one pass over them a month (what they learnt from last month's price, whether they open, what they offer now), shocks
 * drawn in bulk, and a market that looks only at the offers near last month's price.
 */
import { fillLognormal, monthKey } from "../../src/sim/maths/bulkLuck";
import { Clearing } from "./clearing";
import {
  LEARNING,
  MONTHS,
  MOTHBALL_BELOW,
  REGIONS,
  RESTART_ABOVE,
  baseCostOf,
  capacityOf,
  costKey,
  costTable,
  emptyFigures,
  regionOf,
  scaleOf,
  type Figures,
  type Setting,
} from "./definition";

/** Where the market looks first in the first month, $/kg. */
const FIRST_GUESS = 60;

/**
 * A mine is four numbers in a row: cost before shocks, this month's cost, expected price, and the tonnes that it offers,
 * below zero while it is mothballed. In arrays of their own they would take a third longer: each costs checks of its own.
 */
const ROW = 4;
const COST = 1;
const EXPECTED = 2;
const OFFER = 3;

export class MiniMarket {
  readonly clearing: Clearing;
  readonly figures: Figures;
  /** Where the mines of each region begin; region r holds the mines r, r + 6, r + 12 and so on. */
  readonly from = new Int32Array(REGIONS + 1);
  readonly mines: number;
  month = 0;

  private readonly rows: Float64Array;
  private readonly shock: Float64Array;
  private readonly buyerFrom = new Int32Array(REGIONS + 1);
  private readonly buyerScale: Float64Array;
  private readonly bought: Float64Array;
  private openCount = 0;
  /** Half of the window in which offers are looked at one by one, $/kg. */
  private readonly width: number;
  private readonly rescan = (region: number): void => this.readOffers(region);

  constructor(setting: Setting, months = MONTHS) {
    const { mines, buyers } = setting;
    this.figures = emptyFigures(months);
    for (let r = 0; r < REGIONS; r++) {
      this.from[r + 1] = this.from[r] + countIn(r, mines);
      this.buyerFrom[r + 1] = this.buyerFrom[r] + countIn(r, buyers);
    }
    this.mines = mines;
    this.rows = new Float64Array(ROW * mines);
    this.shock = new Float64Array(countIn(0, mines));
    for (let mine = 0; mine < mines; mine++) {
      const row = this.rowOf(mine);
      this.rows[row] = this.rows[row + EXPECTED] = baseCostOf(mine, mines);
      this.rows[row + OFFER] = capacityOf(mine);
    }
    this.clearing = new Clearing(setting.duties, this.from, FIRST_GUESS);
    this.buyerScale = new Float64Array(buyers);
    this.bought = new Float64Array(buyers);
    for (let buyer = 0; buyer < buyers; buyer++) {
      const region = regionOf(buyer);
      const scale = scaleOf(buyer);
      this.buyerScale[this.buyerFrom[region] + (buyer - region) / REGIONS] = scale;
      this.clearing.scale[region] += scale;
    }
    this.width = 70 / Math.sqrt(mines);
  }

  isOpen(mine: number): boolean {
    return this.rows[this.rowOf(mine) + OFFER] > 0;
  }

  /** This month's, $/kg. */
  costOf(mine: number): number {
    return this.rows[this.rowOf(mine) + COST];
  }

  /** $/kg. */
  expectedBy(mine: number): number {
    return this.rows[this.rowOf(mine) + EXPECTED];
  }

  play(): Figures {
    for (let t = this.figures.price.length; t > 0; t--) this.step();
    this.finish();
    return this.figures;
  }

  /** One month up to its prices, sales and purchases. What mines learn from it is the beginning of the next. */
  step(): void {
    const { clearing, figures, month } = this;
    this.openCount = 0;
    const key = monthKey(costKey, month);
    for (let r = 0; r < REGIONS; r++) {
      fillLognormal(this.shock, this.from[r + 1] - this.from[r], costTable, key, r, REGIONS);
      clearing.openWindow(r, this.width);
      this.learnAndOffer(r, month === 0);
    }
    clearing.clear(this.width, this.rescan);
    this.buy();
    let sum = 0;
    for (let r = 0; r < REGIONS; r++) sum += clearing.price[r];
    figures.price[month] = sum / REGIONS;
    figures.output[month] = clearing.output;
    figures.open[month] = this.openCount;
    this.month++;
  }

  /** Tonnes that a mine sells this month. */
  soldBy(mine: number): number {
    const { clearing } = this;
    const region = regionOf(mine);
    if (!this.isOpen(mine)) return 0;
    const cost = this.costOf(mine);
    const marginal = clearing.marginal[region];
    if (marginal >= 0 && clearing.nearCost[marginal] === cost) return clearing.marginalTonnes[region];
    return cost < clearing.price[region] ? capacityOf(mine) : 0;
  }

  /** Tonnes that all buyers together have taken. */
  boughtByAll(): number {
    let sum = 0;
    for (let buyer = 0; buyer < this.bought.length; buyer++) {
      const region = regionOf(buyer);
      sum += this.bought[this.buyerFrom[region] + (buyer - region) / REGIONS];
    }
    return sum;
  }

  /** Where the row of a mine begins. */
  private rowOf(mine: number): number {
    const region = regionOf(mine);
    return ROW * (this.from[region] + (mine - region) / REGIONS);
  }

  /** A pass over a region's mines: last month's lesson, unless there is none yet, and this month's offers. */
  private learnAndOffer(region: number, isFirst: boolean): void {
    const { clearing, rows, shock } = this;
    const { nearCost, nearTonnes } = clearing;
    const from = this.from[region];
    const end = ROW * this.from[region + 1];
    const price = clearing.price[region];
    const low = clearing.low[region];
    const high = clearing.high[region];
    const learning = isFirst ? 0 : LEARNING;
    const mothball = isFirst ? 0 : MOTHBALL_BELOW;
    let near = from;
    let below = 0;
    let openCount = 0;
    for (let row = ROW * from, k = 0; row < end; row += ROW, k++) {
      const expected = rows[row + EXPECTED];
      const expects = expected + learning * (price - expected);
      rows[row + EXPECTED] = expects;
      const before = rows[row + COST];
      const cost = rows[row] * shock[k];
      rows[row + COST] = cost;
      let offer = rows[row + OFFER];
      if (offer > 0) {
        if (expects < mothball * before) {
          rows[row + OFFER] = -offer;
          continue;
        }
      } else {
        if (!(expects > RESTART_ABOVE * before)) continue;
        rows[row + OFFER] = offer = -offer;
      }
      openCount++;
      if (cost < low) below += offer;
      else if (cost <= high) {
        nearCost[near] = cost;
        nearTonnes[near++] = offer;
      }
    }
    clearing.below[region] = below;
    clearing.nearCount[region] = near - from;
    this.openCount += openCount;
  }

  /** Reads the month's offers of a region again, for a wider window. */
  private readOffers(region: number): void {
    const { clearing, rows } = this;
    const from = this.from[region];
    const low = clearing.low[region];
    const high = clearing.high[region];
    let near = from;
    let below = 0;
    for (let row = ROW * from; row < ROW * this.from[region + 1]; row += ROW) {
      const cost = rows[row + COST];
      const offer = rows[row + OFFER];
      if (offer < 0 || cost > high) continue;
      if (cost < low) below += offer;
      else {
        clearing.nearCost[near] = cost;
        clearing.nearTonnes[near++] = offer;
      }
    }
    clearing.below[region] = below;
    clearing.nearCount[region] = near - from;
  }

  private buy(): void {
    const { bought, buyerScale } = this;
    for (let r = 0; r < REGIONS; r++) {
      const appetite = this.clearing.appetite[r];
      for (let j = this.buyerFrom[r]; j < this.buyerFrom[r + 1]; j++) bought[j] += buyerScale[j] * appetite;
    }
  }

  /** The last month's lesson, and the sums over mines and buyers. */
  private finish(): void {
    const { rows, figures, clearing } = this;
    for (let mine = 0; mine < this.mines; mine++) {
      const at = this.rowOf(mine) + EXPECTED;
      rows[at] += LEARNING * (clearing.price[regionOf(mine)] - rows[at]);
      figures.expected += rows[at];
    }
    figures.bought = this.boughtByAll();
  }
}

/** How many of `count` mines or buyers are in the region. */
function countIn(region: number, count: number): number {
  return Math.floor((count - region + REGIONS - 1) / REGIONS);
}
