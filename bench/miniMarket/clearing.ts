/**
 * One month's market: the price in each region at which what is sold is bought, taxes and tariffs between regions paid.
 * Trade goes through one hub price P: an exporting region's price is P less its export tax, an importing one's P plus its
 * tariff, and a region between the two trades with nobody. Only offers near last month's prices are looked at one by
 * one; of the cheaper ones their sum is enough, and of the dearer ones nothing.
 */
import { Appetite } from "./appetite";
import { ELASTICITY, REGIONS, type Duties } from "./definition";

export const EXPORTS = 0;
export const IMPORTS = 1;
export const ALONE = 2;

/** More changes of who trades than this in a month would mean that they go round in circles. */
const MOST_CHANGES = 100;

/** Reads the offers of a region anew into `below` and the near offers, for the window about its price. */
export type Rescan = (region: number) => void;

export class Clearing {
  /** By region, $/kg. */
  readonly price = new Float64Array(REGIONS);
  /** By region: price to the power of the elasticity. */
  readonly appetite = new Float64Array(REGIONS);
  /** By region: tonnes that its buyers take at 1 $/kg. */
  readonly scale = new Float64Array(REGIONS);
  /** Tonnes sold in all regions. */
  output = 0;
  /** The offer that sold in part only, as a position among the near offers, and its tonnes; -1: none. */
  readonly marginal = new Int32Array(REGIONS);
  readonly marginalTonnes = new Float64Array(REGIONS);

  /** By region: the window, $/kg; tonnes offered below it; and the offers in it. */
  readonly low = new Float64Array(REGIONS);
  readonly high = new Float64Array(REGIONS);
  readonly below = new Float64Array(REGIONS);
  readonly nearFrom: Int32Array;
  readonly nearCount = new Int32Array(REGIONS);
  readonly nearCost: Float64Array;
  readonly nearTonnes: Float64Array;
  /** How often a window was too narrow, and how often a region began or ceased to trade. */
  misses = 0;
  changes = 0;

  readonly status = new Uint8Array(REGIONS);
  private readonly exportTax: Float64Array;
  private readonly tariff: Float64Array;
  private readonly shift = new Float64Array(REGIONS);
  /** Members of the group being cleared, with how far the price of each lies above the group's. */
  private readonly member = new Int32Array(REGIONS);
  private members = 0;
  /** Merit order of the group: offers by the group price that they need; one more at either end marks the window. */
  private readonly key: Float64Array;
  private readonly tonnes: Float64Array;
  private readonly place: Int32Array;
  /** Tonnes offered at each key or below. */
  private readonly upTo: Float64Array;
  /** Where demand was last worked out, with the demand and its slope there. NaN: for another group. */
  private askedAt = NaN;
  private demand = 0;
  private demandSlope = 0;
  private readonly appetiteOf = Array.from({ length: REGIONS }, () => new Appetite());
  /** What the price of a region that trades would be without taxes. */
  private hub: number;

  /** `nearFrom`: where each region's near offers begin, and at the end how many offers there can be. */
  constructor(duties: Duties, nearFrom: Int32Array, startPrice: number) {
    const room = nearFrom[REGIONS];
    this.exportTax = Float64Array.from(duties.exportTax);
    this.tariff = Float64Array.from(duties.tariff);
    this.nearFrom = nearFrom;
    this.nearCost = new Float64Array(room);
    this.nearTonnes = new Float64Array(room);
    this.key = new Float64Array(room + 2);
    this.tonnes = new Float64Array(room + 2);
    this.place = new Int32Array(room + 2);
    this.upTo = new Float64Array(room + 2);
    this.price.fill(startPrice);
    this.hub = startPrice;
    if (!duties.exportTax.some((tax, r) => tax === 0 && duties.tariff[r] === 0))
      throw new RangeError("exportTax and tariff: found taxes in every region, expected one region that trades free.");
    for (let r = 0; r < REGIONS; r++) this.setStatus(r, this.exportTax[r] > 0 ? EXPORTS : IMPORTS);
  }

  /** Sets the window of a region to its price give or take `width`. */
  openWindow(region: number, width: number): void {
    this.low[region] = Math.max(1e-6, this.price[region] - width);
    this.high[region] = this.price[region] + width;
  }

  /** Clears the month whose offers have been read; `rescan` is asked where a window proves too narrow. */
  clear(width: number, rescan: Rescan): void {
    this.output = 0;
    for (let changes = 0; ; changes++) {
      this.clearTraders(width, rescan);
      for (let r = 0; r < REGIONS; r++) if (this.status[r] === ALONE) this.clearAlone(r, width, rescan);
      if (!this.changeStatus(changes)) break;
      this.changes++;
      if (changes === MOST_CHANGES) throw new Error(`The market did not settle: statuses ${this.status.join(" ")}.`);
    }
    for (let r = 0; r < REGIONS; r++) this.output += this.scale[r] * this.appetite[r];
  }

  private setStatus(region: number, status: number): void {
    this.status[region] = status;
    this.shift[region] = status === EXPORTS ? -this.exportTax[region] : status === IMPORTS ? this.tariff[region] : 0;
  }

  private clearTraders(width: number, rescan: Rescan): void {
    this.members = 0;
    for (let r = 0; r < REGIONS; r++) if (this.status[r] !== ALONE) this.member[this.members++] = r;
    this.askedAt = this.changes > 0 ? NaN : this.askedAt;
    this.hub = this.clearGroup(this.hub, width, rescan);
  }

  private clearAlone(region: number, width: number, rescan: Rescan): void {
    this.members = 1;
    this.member[0] = region;
    this.askedAt = NaN;
    this.clearGroup(this.price[region], width, rescan);
  }

  /** Finds the price of the group, near `start` if all is well, and returns it. */
  private clearGroup(start: number, width: number, rescan: Rescan): number {
    for (let wider = width; !this.findPrice(start);) {
      wider *= 4;
      this.misses++;
      for (let m = 0; m < this.members; m++) {
        this.openWindow(this.member[m], wider);
        rescan(this.member[m]);
      }
    }
    return this.askedAt;
  }

  /** True if the group's price lies in the windows of all its members; their prices are then set. */
  private findPrice(start: number): boolean {
    const { key, upTo } = this;
    const last = this.orderOffers();
    if (last < 0) return false;
    // Where demand last month, moved along its slope, meets the merit order.
    const demandAtStart = this.demandAt(start);
    const slope = this.demandSlope;
    let k = 1;
    while (k < last && upTo[k] < demandAtStart + slope * (key[k] - start)) k++;
    let demand = this.demandAt(key[k]);
    while (upTo[k] < demand) {
      if (k === last) return false;
      const next = this.demandAt(key[k + 1]);
      // Between two offers: the price at which exactly the cheaper ones are wanted.
      if (upTo[k] > next) return this.settleBetween(upTo[k]);
      k++;
      demand = next;
    }
    while (upTo[k - 1] > demand) {
      const before = this.demandAt(key[k - 1]);
      if (upTo[k - 1] <= before) return this.settleBetween(upTo[k - 1]);
      if (k === 1) return false;
      k--;
      demand = before;
    }
    return this.settleAt(k, demand);
  }

  /** The offer at `k` sells what the cheaper ones leave. */
  private settleAt(k: number, demand: number): boolean {
    this.setPrices(this.key[k]);
    const place = this.place[k];
    if (place >= 0) {
      const region = this.regionOfPlace(place);
      this.marginal[region] = place;
      this.marginalTonnes[region] = demand - this.upTo[k - 1];
    }
    return true;
  }

  /** Just this much sells. Steps of third order, from the offer last looked at. */
  private settleBetween(supply: number): boolean {
    for (let step = 0; step < 30; step++) {
      const excess = this.demand / supply - 1;
      // Demand of one elasticity has the price rise by (1 + excess)^(−1 / elasticity): this, to second order.
      const rise = -this.demand / (this.askedAt * this.demandSlope);
      const price = this.askedAt * (1 + excess * rise * (1 + 0.5 * (rise - 1) * excess));
      const moved = price - this.askedAt;
      this.demandAt(price);
      if (Math.abs(moved) <= 1e-15 * price) break;
    }
    this.setPrices(this.askedAt);
    return true;
  }

  private setPrices(groupPrice: number): void {
    for (let m = 0; m < this.members; m++) {
      const r = this.member[m];
      this.price[r] = groupPrice + this.shift[r];
      this.marginal[r] = -1;
    }
    this.demandAt(groupPrice);
  }

  /** What the group's buyers take at its price, tonnes; leaves the slope, and the appetite of each region. */
  private demandAt(groupPrice: number): number {
    if (groupPrice === this.askedAt) return this.demand;
    let demand = 0;
    let slope = 0;
    let price = NaN;
    let appetite = 0;
    for (let m = 0; m < this.members; m++) {
      const r = this.member[m];
      const own = groupPrice + this.shift[r];
      if (own !== price) {
        price = own;
        appetite = this.appetiteOf[r].at(own);
      }
      this.appetite[r] = appetite;
      const wanted = this.scale[r] * appetite;
      demand += wanted;
      slope += (ELASTICITY * wanted) / own;
    }
    this.askedAt = groupPrice;
    this.demandSlope = slope;
    this.demand = demand;
    return demand;
  }

  /** Merges the members' near offers by the group price they need; returns the last index, or -1 if windows lie apart. */
  private orderOffers(): number {
    const { key, tonnes, place, upTo } = this;
    let low = -Infinity;
    let high = Infinity;
    let cheap = 0;
    for (let m = 0; m < this.members; m++) {
      const r = this.member[m];
      low = Math.max(low, this.low[r] - this.shift[r]);
      high = Math.min(high, this.high[r] - this.shift[r]);
      cheap += this.below[r];
    }
    if (!(low < high)) return -1;
    let count = 1;
    for (let m = 0; m < this.members; m++) {
      const r = this.member[m];
      const from = this.nearFrom[r];
      for (let n = from; n < from + this.nearCount[r]; n++) {
        const needed = this.nearCost[n] - this.shift[r];
        if (needed < low) cheap += this.nearTonnes[n];
        else if (needed <= high) {
          key[count] = needed;
          tonnes[count] = this.nearTonnes[n];
          place[count++] = n;
        }
      }
    }
    this.sortOffers(count);
    key[0] = low;
    tonnes[0] = 0;
    place[0] = -1;
    key[count] = high;
    tonnes[count] = 0;
    place[count] = -1;
    upTo[0] = cheap;
    for (let k = 1; k <= count; k++) upTo[k] = upTo[k - 1] + tonnes[k];
    return count;
  }

  /** Shell's sort of the offers 1 to `count` − 1, by key and then by place. */
  private sortOffers(count: number): void {
    const { key, tonnes, place } = this;
    let gap = 1;
    while (gap < count / 9) gap = 3 * gap + 1;
    for (; gap >= 1; gap = Math.floor(gap / 3)) {
      for (let i = 1 + gap; i < count; i++) {
        const k = key[i];
        const q = tonnes[i];
        const p = place[i];
        let j = i - gap;
        while (j >= 1 && (key[j] > k || (key[j] === k && place[j] > p))) {
          key[j + gap] = key[j];
          tonnes[j + gap] = tonnes[j];
          place[j + gap] = place[j];
          j -= gap;
        }
        key[j + gap] = k;
        tonnes[j + gap] = q;
        place[j + gap] = p;
      }
    }
  }

  private regionOfPlace(place: number): number {
    let region = 0;
    while (place >= this.nearFrom[region + 1]) region++;
    return region;
  }

  /** Lets the region that is most out of place begin or cease to trade; false if none is. */
  private changeStatus(changes: number): boolean {
    let worst = 0;
    let region = -1;
    let to = ALONE;
    const { hub } = this;
    for (let r = 0; r < REGIONS; r++) {
      if (this.exportTax[r] + this.tariff[r] === 0) continue;
      const price = this.price[r];
      if (this.status[r] === ALONE) {
        const gainAbroad = hub - this.exportTax[r] - price;
        const gainHere = price - hub - this.tariff[r];
        if (Math.max(gainAbroad, gainHere) <= worst) continue;
        worst = Math.max(gainAbroad, gainHere);
        region = r;
        to = gainAbroad > gainHere ? EXPORTS : IMPORTS;
      } else {
        const net = this.soldIn(r) - this.scale[r] * this.appetite[r];
        const wrong = (this.status[r] === EXPORTS ? -net : net) / this.scale[r];
        if (wrong <= 1e-12 || wrong <= worst) continue;
        worst = wrong;
        region = r;
        to = ALONE;
      }
    }
    if (region < 0 || changes > MOST_CHANGES) return false;
    this.setStatus(region, to);
    return true;
  }

  /** Tonnes that the region's mines sell at its price. */
  soldIn(region: number): number {
    let sold = this.below[region];
    const from = this.nearFrom[region];
    for (let n = from; n < from + this.nearCount[region]; n++) sold += this.soldOf(region, n);
    return sold;
  }

  /** Tonnes that a near offer sells. */
  private soldOf(region: number, place: number): number {
    if (this.marginal[region] === place) return this.marginalTonnes[region];
    return this.nearCost[place] < this.price[region] ? this.nearTonnes[place] : 0;
  }
}
