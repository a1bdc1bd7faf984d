/**
 * One good's market, kept by its caller from month to month: buffers for lanes, offers and bids, and arrays for the
 * answer. The equilibrium is worked out in solve.ts; nothing is allocated once the buffers are large enough.
 *
 * Quantities are tonnes a month, prices $/kg. Every answer is a function of the lanes, offers, bids, groups and warm
 * state alone: a fresh market given the same ones gives the same bits.
 */
import { Network } from "./network";
import { solve } from "./solve";
import type { Solved } from "./solve";
import type { PlainTiedFlow } from "./plain";
import { Groups } from "./groups";
import { buildCurves } from "./curves";
import { dropSegments, setSegment } from "./segments";
import { readAnswer, readTiedFlows } from "./answer";
import { setArcs } from "./arcs";

export interface MarketSize {
  readonly regions: number;
  readonly lanes: number;
  /** Room for this many offers and as many bids to begin with; it grows by itself. */
  readonly segments: number;
}

/** Lanes, written by the caller; defaults are a free lane. */
export interface Lanes {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** $/kg, not negative, as are the taxes and duties. */
  readonly freight: Float64Array;
  readonly exportTax: Float64Array;
  /** Share of the origin price, e.g. 0.13. */
  readonly exportTaxRate: Float64Array;
  /** Share of the value at the border. */
  readonly adValorem: Float64Array;
  readonly specific: Float64Array;
  /** Tonnes; Infinity for none, 0 closes the lane. */
  readonly quota: Float64Array;
  /** Minimum import price, $/kg; NaN, zero or less for none. */
  readonly floor: Float64Array;
  /** Most that the top-up may be, $/kg; Infinity for no limit. */
  readonly cap: Float64Array;
  /** 1 where the ad valorem duty leaves freight out (FOB), 0 where it does not (CIF). */
  readonly fob: Uint8Array;
}

/** What a market hands on to next month. Plain data: copy, clone and hash it byte by byte. */
export interface WarmState {
  /** 1 once a clearing has written it; with 0 a market starts cold. */
  readonly filled: Uint8Array;
  /** By region, $/kg. */
  readonly price: Float64Array;
  /** By region: border price less floor where an import lands on its floor, $/kg. */
  readonly depth: Float64Array;
  /** By lane: 0 idle, 1 full, 2 binding. */
  readonly laneState: Uint8Array;
  /** The same of tied groups and the ways they use, empty without groups; replaced when their number changes. */
  tiedPrice: Float64Array;
  tiedDepth: Float64Array;
  tiedState: Uint8Array;
}

export interface Market extends Lanes {
  readonly regions: number;
  readonly laneCount: number;
  readonly offerCount: number;
  readonly bidCount: number;

  /** Drops last month's offers, bids and groups. */
  begin(): void;
  /** A group of offers of one region that may go to these regions only (its own only if listed); returns its index. */
  defineGroup(region: number, destinations: readonly number[]): number;
  /** An offer of `quantity` rising from `price` to `priceTo`; returns its index. `group` as `defineGroup` gave it. */
  addOffer(region: number, quantity: number, price: number, priceTo: number, group?: number): number;
  /** A bid for `quantity` falling from `price` to `priceTo`; returns its index. */
  addBid(region: number, quantity: number, price: number, priceTo: number): number;
  /** Clears the market. With a filled `warm` it starts from last month's outcome; in either case `warm` is overwritten. */
  clear(warm?: WarmState): void;

  /** Flows of tied tonnes by group and lane, -1 for sales at home. Allocates: not for the monthly loop. */
  tiedFlows(): PlainTiedFlow[];

  // The answer, valid until the next `clear`. The arrays may be replaced when they grow: read them from here.
  /** By region, $/kg: the lowest equilibrium. */
  readonly price: Float64Array;
  /** By region: 1 if anything was sold, bought or carried there. A price at which nothing traded teaches nothing. */
  readonly traded: Uint8Array;
  /** By group, $/kg: what its best open lane nets back. */
  readonly groupPrice: Float64Array;
  /** By offer, tonnes. */
  readonly sold: Float64Array;
  /** By bid, tonnes. */
  readonly bought: Float64Array;
  /** By lane: tonnes, then $/kg: ad valorem and specific duty, top-up to the floor, quota rent. */
  readonly flow: Float64Array;
  readonly duty: Float64Array;
  readonly topUp: Float64Array;
  readonly rent: Float64Array;
  /** By lane, $/kg: origin price with export taxes, freight and duties, before the top-up. */
  readonly dutyPaid: Float64Array;
  /** Lanes that entered or left on the way; in the last attempt steps of its walk (rise.ts). */
  readonly iterations: number;
  /** Fresh starts that were needed; 0 as a rule. */
  readonly restarts: number;
  /** True if rounding kept even the attempt that is sure to end from ending: the certificate will then not pass. */
  readonly gaveUp: boolean;
}

export function createMarket(size: MarketSize): Market {
  return new TradeMarket(size);
}

/** An empty warm state for a market of this many regions and lanes. */
export function createWarmState(market: { readonly regions: number; readonly laneCount: number }): WarmState {
  return {
    filled: new Uint8Array(1),
    price: new Float64Array(market.regions),
    depth: new Float64Array(market.regions),
    laneState: new Uint8Array(market.laneCount),
    tiedPrice: new Float64Array(0),
    tiedDepth: new Float64Array(0),
    tiedState: new Uint8Array(0),
  };
}

/** Prices closer than this share of the highest ask or bid are one price. */
const sameWithin = 2e-13;
/** A lane's condition may fail by this share of the highest ask or bid. */
const brokenBeyond = 1e-12;

export class TradeMarket implements Market {
  readonly regions: number;
  readonly laneCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly freight: Float64Array;
  readonly exportTax: Float64Array;
  readonly exportTaxRate: Float64Array;
  readonly adValorem: Float64Array;
  readonly specific: Float64Array;
  readonly quota: Float64Array;
  readonly floor: Float64Array;
  readonly cap: Float64Array;
  readonly fob: Uint8Array;
  readonly price: Float64Array;
  readonly traded: Uint8Array;
  groupPrice: Float64Array;
  sold: Float64Array;
  bought: Float64Array;
  readonly flow: Float64Array;
  readonly duty: Float64Array;
  readonly topUp: Float64Array;
  readonly rent: Float64Array;
  readonly dutyPaid: Float64Array;

  readonly net = new Network();
  readonly groups = new Groups();
  private readonly solved: Solved = { restarts: 0, gaveUp: false };

  constructor(size: MarketSize) {
    const { regions, lanes, segments } = size;
    this.regions = regions;
    this.laneCount = lanes;
    this.from = new Int32Array(lanes);
    this.to = new Int32Array(lanes);
    this.freight = new Float64Array(lanes);
    this.exportTax = new Float64Array(lanes);
    this.exportTaxRate = new Float64Array(lanes);
    this.adValorem = new Float64Array(lanes);
    this.specific = new Float64Array(lanes);
    this.quota = new Float64Array(lanes).fill(Infinity);
    this.floor = new Float64Array(lanes).fill(NaN);
    this.cap = new Float64Array(lanes).fill(Infinity);
    this.fob = new Uint8Array(lanes);
    this.price = new Float64Array(regions);
    this.traded = new Uint8Array(regions);
    this.flow = new Float64Array(lanes);
    this.duty = new Float64Array(lanes);
    this.topUp = new Float64Array(lanes);
    this.rent = new Float64Array(lanes);
    this.dutyPaid = new Float64Array(lanes);
    this.groupPrice = new Float64Array(this.groups.region.length);
    this.sold = new Float64Array(segments);
    this.bought = new Float64Array(segments);
    this.net.reserveNodes(regions);
    this.net.reserveArcs(lanes);
    this.net.reserveSegments(segments);
  }

  get offerCount(): number {
    return this.net.offers;
  }
  get bidCount(): number {
    return this.net.bids;
  }
  get iterations(): number {
    return this.net.iterations;
  }
  get restarts(): number {
    return this.solved.restarts;
  }
  get gaveUp(): boolean {
    return this.solved.gaveUp;
  }

  begin(): void {
    dropSegments(this.net);
    this.groups.count = 0;
  }

  defineGroup(region: number, destinations: readonly number[]): number {
    for (const r of [region, ...destinations]) {
      if (!(r >= 0 && r < this.regions))
        throw new RangeError(`A group names region ${r}, expected one below ${this.regions}.`);
    }
    const group = this.groups.add(region, destinations);
    if (group === this.groupPrice.length) this.groupPrice = new Float64Array(2 * group);
    return group;
  }

  tiedFlows(): PlainTiedFlow[] {
    return readTiedFlows(this);
  }

  addOffer(region: number, quantity: number, price: number, priceTo: number, group = -1): number {
    if (group >= 0 && !(group < this.groups.count && this.groups.region[group] === region)) {
      throw new RangeError(`An offer in region ${region} names group ${group}, which is not a group of that region.`);
    }
    this.expect("offer", region, quantity, price, priceTo, priceTo >= price);
    const { net } = this;
    const index = net.offers++;
    if (index === net.segmentRoom) net.reserveSegments(index + 1);
    setSegment(net, index, group < 0 ? region : this.regions + group, quantity, price, priceTo);
    return index;
  }

  addBid(region: number, quantity: number, price: number, priceTo: number): number {
    this.expect("bid", region, quantity, price, priceTo, priceTo <= price);
    const { net } = this;
    const index = net.bids++;
    if (index === net.segmentRoom) net.reserveSegments(index + 1);
    setSegment(net, net.segmentRoom + index, region, quantity, priceTo, price);
    return index;
  }

  clear(warm?: WarmState): void {
    const { net } = this;
    if (this.sold.length < net.segmentRoom) {
      this.sold = new Float64Array(net.segmentRoom);
      this.bought = new Float64Array(net.segmentRoom);
    }
    setArcs(this);
    this.setScales();
    buildCurves(net);
    const isWarm = warm !== undefined && warm.filled[0] === 1;
    if (isWarm) this.readWarm(warm);
    solve(net, isWarm, this.solved);
    if (warm !== undefined) this.writeWarm(warm);
    readAnswer(this);
  }

  private setScales(): void {
    const { net } = this;
    net.priceScale = net.highestPrice > 0 ? net.highestPrice : 1;
    net.quantityScale = net.largestQuantity > 0 ? net.largestQuantity : 1;
    net.priceTolerance = sameWithin * net.priceScale;
    net.steepSlope = net.quantityScale / net.priceScale;
    net.brokenTolerance = brokenBeyond * net.priceScale;
  }

  private readWarm(warm: WarmState): void {
    if (warm.price.length !== this.regions || warm.laneState.length !== this.laneCount) {
      throw new RangeError(
        `Warm state for ${warm.price.length} regions and ${warm.laneState.length} lanes, expected ${this.regions} and ${this.laneCount}.`,
      );
    }
    const { net, regions, laneCount } = this;
    const { tiedPrice, tiedDepth, tiedState } = warm;
    net.main.set(warm.price);
    net.depth.set(warm.depth);
    net.state.set(warm.laneState);
    // Other groups than last month's may be as many: whatever does not fit is dropped, as it is of lanes.
    const sameGroups = regions + tiedPrice.length === net.nodes && laneCount + tiedState.length === net.arcs;
    net.warmNodes = sameGroups ? net.nodes : regions;
    net.warmArcs = sameGroups ? net.arcs : laneCount;
    if (!sameGroups) return;
    net.main.set(tiedPrice, regions);
    net.depth.set(tiedDepth, regions);
    net.state.set(tiedState, laneCount);
  }

  private writeWarm(warm: WarmState): void {
    const { net, regions, laneCount } = this;
    warm.filled[0] = 1;
    for (let i = 0; i < regions; i++) {
      warm.price[i] = net.main[i];
      warm.depth[i] = net.depth[i];
    }
    for (let a = 0; a < laneCount; a++) warm.laneState[a] = net.state[a];
    const nodes = net.nodes - regions;
    const arcs = net.arcs - laneCount;
    if (warm.tiedPrice.length !== nodes) {
      warm.tiedPrice = new Float64Array(nodes);
      warm.tiedDepth = new Float64Array(nodes);
    }
    if (warm.tiedState.length !== arcs) warm.tiedState = new Uint8Array(arcs);
    for (let i = 0; i < nodes; i++) {
      warm.tiedPrice[i] = net.main[regions + i];
      warm.tiedDepth[i] = net.depth[regions + i];
    }
    for (let a = 0; a < arcs; a++) warm.tiedState[a] = net.state[laneCount + a];
  }

  private expect(
    kind: string,
    region: number,
    quantity: number,
    price: number,
    priceTo: number,
    ordered: boolean,
  ): void {
    if (region >= 0 && region < this.regions && quantity >= 0 && quantity < Infinity && ordered) {
      if (Math.min(price, priceTo) >= 0 && Math.max(price, priceTo) < Infinity) return;
    }
    throw new RangeError(
      `An ${kind} in region ${region} of ${quantity} t from ${price} to ${priceTo} $/kg: expected a region below ` +
        `${this.regions}, a finite quantity and prices of zero or more, and ${kind === "bid" ? "falling" : "rising"} prices.`,
    );
  }
}
