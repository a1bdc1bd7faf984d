/** The ids that exist in a scenario, and the two checks that most cross-checks are made of. */

import type { Facility, Project, Scenario } from "../sim/scenario";
import { describe, oneOf, type Faults } from "./faults";

/** Ids that references may name. */
export interface Known {
  regions: Map<string, Scenario["regions"][number]>;
  goods: Map<string, Scenario["goods"][number]>;
  sites: Map<string, Facility | Project>;
}

export function knownIds(scenario: Scenario): Known {
  return {
    regions: new Map(scenario.regions.map((region) => [region.id, region])),
    goods: new Map(scenario.goods.map((good) => [good.id, good])),
    sites: new Map<string, Facility | Project>([...scenario.facilities, ...scenario.projects].map((s) => [s.id, s])),
  };
}

/** Adds a fault if a reference names nothing that exists. */
export function checkReference(
  path: string,
  word: string,
  among: ReadonlyMap<string, unknown>,
  what: string,
  faults: Faults,
): void {
  if (among.has(word) || faults.isFull) return;
  faults.add(path, describe(word), oneOf(word, [...among.keys()], what));
}

/** Adds a fault if the lower field of an entity lies above the upper one; months compare as texts. */
export function checkOrder<T extends object>(
  path: string,
  lower: keyof T & string,
  upper: keyof T & string,
  entity: T,
  faults: Faults,
): void {
  const low = entity[lower] as number | string;
  const high = entity[upper] as number | string;
  if (low > high) faults.add(`${path}.${lower}`, describe(low), `at most ${upper}, which is ${describe(high)}`);
}
