/** The runs that are played both in Node and in the browser: seeds, levers, and the months after which the state is hashed. */
import { loadScenario } from "../../../src/scenario/load";
import { applyOverrides } from "../../../src/scenario/overrides";
import { hashWorld, openWorld, stepMonth } from "../../../src/sim";

export interface HashedRun {
  seed: string;
  floor: boolean;
  month: number;
  hash: string;
}

/** Hashes of the flagship's state after 0, 12, 60 and 120 months, with and without the floor. */
export function playedHashes(scenarioText: string): HashedRun[] {
  const flagship = loadScenario("rare-earths-2026.json", scenarioText);
  const runs: HashedRun[] = [];
  for (const [seed, floor] of [
    ["7", false],
    ["ab", true],
  ] as const) {
    const world = openWorld(applyOverrides(flagship, [{ path: "bloc.floor.enabled", value: floor }]), seed);
    for (const month of [0, 12, 60, 120]) {
      while (world.state.month < month) stepMonth(world);
      runs.push({ seed, floor, month, hash: hashWorld(world) });
    }
  }
  return runs;
}
