/**
 * Buyers who are alike: those of one region and good with the same demand curve make a crowd, and crowds whose ladders have
 * the same prices bid together. A market's size then depends on regions, sectors and steps, not on how many buyers there are.
 */
import { demandLadder, type Ladder } from "./actors/demand";
import type { Buyer, Scenario } from "./scenario";

export interface Crowd {
  good: number;
  region: number;
  /** Buyer indices in order. */
  buyers: Int32Array;
  ladder: Ladder;
  basePriceUsdPerKg: number;
  /** What long-run elasticity adds to short-run elasticity. */
  extraElasticity: number;
}

/** Crowds of a region whose bids step at the same prices. */
export interface Counter {
  region: number;
  /** Crowd indices in order. */
  crowds: Int32Array;
  /** Falling prices at which bids begin and end, $/kg. */
  prices: Float64Array;
}

/** Crowds in the order of their first buyers, and their counters by good in the same order. */
export function gatherCrowds(
  scenario: Scenario,
  buyers: readonly Buyer[],
  good: Int32Array,
  region: Int32Array,
): { crowds: Crowd[]; counters: Counter[][] } {
  const alike = groupedBy(buyers.length, (b) => {
    const { basePriceUsdPerKg, chokeMultiple, elasticityShort, elasticityLong, coreShare } = buyers[b];
    const curve = [basePriceUsdPerKg, chokeMultiple, elasticityShort, elasticityLong, coreShare];
    return [good[b], region[b], ...curve].join(" ");
  });
  const steps = scenario.behaviour.buyers.bidSegments;
  const crowds = alike.map((members): Crowd => {
    const first = members[0];
    const { basePriceUsdPerKg, elasticityShort, elasticityLong } = buyers[first];
    return {
      good: good[first],
      region: region[first],
      buyers: Int32Array.from(members),
      ladder: demandLadder(buyers[first], steps),
      basePriceUsdPerKg,
      extraElasticity: Math.max(0, elasticityLong - elasticityShort),
    };
  });
  const together = groupedBy(crowds.length, (c) => {
    const { basePriceUsdPerKg, chokeMultiple } = buyers[crowds[c].buyers[0]];
    return [crowds[c].good, crowds[c].region, basePriceUsdPerKg, chokeMultiple].join(" ");
  });
  const counters: Counter[][] = scenario.goods.map(() => []);
  for (const members of together) {
    const { good: g, region: r, ladder } = crowds[members[0]];
    counters[g].push({ region: r, crowds: Int32Array.from(members), prices: ladder.prices });
  }
  return { crowds, counters };
}

/** Indices 0 … count − 1 grouped by key, groups in order of their first. */
function groupedBy(count: number, key: (index: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (let index = 0; index < count; index++) {
    const name = key(index);
    const group = groups.get(name);
    if (group) group.push(index);
    else groups.set(name, [index]);
  }
  return [...groups.values()];
}
