/**
 * The mini-market as one would first write it: objects for mines, buyers and regions, a sort with a comparator, the price
 * by bisection. Shocks by the textbook, from the same 32-bit words.
 */
import { luckWord, monthKey, type LuckKey } from "../../src/sim/maths/bulkLuck";
import { normalQuantile, probabilityOf } from "../../src/sim/maths/quantileTable";
import {
  COST_SIGMA,
  ELASTICITY,
  LEARNING,
  MONTHS,
  MOTHBALL_BELOW,
  REGIONS,
  RESTART_ABOVE,
  baseCostOf,
  capacityOf,
  costKey,
  emptyFigures,
  regionOf,
  scaleOf,
  type Figures,
  type Setting,
} from "./definition";

/** What a mine's cost is multiplied by in a month. */
export type Shock = (month: LuckKey, mine: number) => number;

export const textbookShock: Shock = (month, mine) =>
  Math.exp(COST_SIGMA * normalQuantile(probabilityOf(luckWord(month, mine))));

export class Mine {
  cost = 0;
  isOpen = true;
  expected: number;
  sold = 0;

  constructor(
    readonly id: number,
    readonly region: Region,
    readonly baseCost: number,
    readonly capacity: number,
  ) {
    this.expected = baseCost;
  }

  draw(shock: Shock, month: LuckKey): void {
    this.cost = this.baseCost * shock(month, this.id);
    this.sold = 0;
  }

  learn(price: number): void {
    this.expected += LEARNING * (price - this.expected);
    if (this.isOpen && this.expected < MOTHBALL_BELOW * this.cost) this.isOpen = false;
    else if (!this.isOpen && this.expected > RESTART_ABOVE * this.cost) this.isOpen = true;
  }
}

export class Buyer {
  bought = 0;

  constructor(
    readonly region: Region,
    readonly scale: number,
  ) {}

  buy(price: number): void {
    this.bought += this.scale * price ** ELASTICITY;
  }
}

export class Region {
  price = 0;
  /** Tonnes that its buyers take at 1 $/kg. */
  scale = 0;
  /** This month's merit order, and the tonnes offered up to each of its offers. */
  offers: Mine[] = [];
  cumulative: number[] = [];

  constructor(
    readonly exportTax: number,
    readonly tariff: number,
  ) {}

  demand(price: number): number {
    return this.scale * price ** ELASTICITY;
  }

  /** Offers that ask no more than this price. */
  offersUpTo(price: number): number {
    let low = 0;
    let high = this.offers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offers[middle].cost <= price) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  supply(price: number): number {
    const count = this.offersUpTo(price);
    return count === 0 ? 0 : this.cumulative[count - 1];
  }

  /** Tonnes that leave (below zero: enter) while the hub's price is this. */
  netExports(hub: number): number {
    const abroad = hub - this.exportTax;
    if (abroad > 0) {
      const surplus = this.supply(abroad) - this.demand(abroad);
      if (surplus > 0) return surplus;
    }
    const landed = hub + this.tariff;
    return Math.min(0, this.supply(landed) - this.demand(landed));
  }

  setPrice(hub: number): void {
    const abroad = hub - this.exportTax;
    const landed = hub + this.tariff;
    if (abroad > 0 && this.supply(abroad) > this.demand(abroad)) this.price = abroad;
    else if (this.supply(landed) < this.demand(landed)) this.price = landed;
    else this.price = lowestWhere(abroad, landed, (price) => this.supply(price) - this.demand(price) >= 0);
  }
}

/** The lowest number for which a statement, false below and true above, is true: by bisection, to the last bits. */
function lowestWhere(from: number, to: number, isTrue: (x: number) => boolean): number {
  let low = from;
  let high = to;
  while (high - low > 1e-14 * high) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}

export class PlainMarket {
  readonly regions: Region[];
  readonly mines: Mine[];
  readonly buyers: Buyer[];
  readonly figures: Figures;

  constructor(
    setting: Setting,
    private readonly shock: Shock = textbookShock,
    private readonly months = MONTHS,
  ) {
    const { mines, buyers, duties } = setting;
    this.regions = Array.from({ length: REGIONS }, (_, r) => new Region(duties.exportTax[r], duties.tariff[r]));
    this.mines = Array.from(
      { length: mines },
      (_, i) => new Mine(i, this.regions[regionOf(i)], baseCostOf(i, mines), capacityOf(i)),
    );
    this.buyers = Array.from({ length: buyers }, (_, j) => new Buyer(this.regions[regionOf(j)], scaleOf(j)));
    for (const buyer of this.buyers) buyer.region.scale += buyer.scale;
    this.figures = emptyFigures(months);
  }

  play(): Figures {
    const { figures } = this;
    for (let month = 0; month < this.months; month++) {
      const open = this.clearMonth(month);
      figures.price[month] = this.regions.reduce((sum, region) => sum + region.price, 0) / REGIONS;
      figures.output[month] = this.regions.reduce((sum, region) => sum + region.demand(region.price), 0);
      figures.open[month] = open;
      for (const mine of this.mines) mine.learn(mine.region.price);
    }
    figures.bought = this.buyers.reduce((sum, buyer) => sum + buyer.bought, 0);
    figures.expected = this.mines.reduce((sum, mine) => sum + mine.expected, 0);
    return figures;
  }

  /** Costs, offers, prices, sales and purchases of a month; returns the number of mines open in it. */
  private clearMonth(month: number): number {
    const key = monthKey(costKey, month);
    for (const mine of this.mines) mine.draw(this.shock, key);
    const offers = this.mines.filter((mine) => mine.isOpen).sort((a, b) => a.cost - b.cost || a.id - b.id);
    for (const region of this.regions) {
      region.offers = [];
      region.cumulative = [];
    }
    for (const mine of offers) {
      const { region } = mine;
      region.cumulative.push((region.cumulative.at(-1) ?? 0) + mine.capacity);
      region.offers.push(mine);
    }
    const hub = lowestWhere(0, 1000, (price) => this.excess(price) >= 0);
    for (const region of this.regions) region.setPrice(hub);
    for (const mine of offers) if (mine.cost <= mine.region.price) mine.sold = mine.capacity;
    for (const buyer of this.buyers) buyer.buy(buyer.region.price);
    return offers.length;
  }

  private excess(hub: number): number {
    return this.regions.reduce((sum, region) => sum + region.netExports(hub), 0);
  }
}
