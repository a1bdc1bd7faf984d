/**
 * Pairs of histories for the page: one seed played with the changes and without them, under the same luck, reduced to
 * monthly differences of a few figures. Both arms share the months before they part. Knows nothing of threads: a pair
 * is a generator that stops after each month, so that its worker can look up between two of them.
 */
import type { Scenario, Snapshot, World } from "../sim";
import { forkWorld, openWorld, stepMonth, takeSnapshot } from "../sim";
import type { PairFigure, PairJob } from "./api";
import { sharedMonths, withChanges } from "./simRuns";

/**
 * Plays a pair month by month; the value is the differences, shown less without, figure after figure, each `job.months`
 * long. Throws what the model throws when a book does not close, and an `InputError` for a change it refuses.
 */
export function* playPair(
  scenario: Scenario,
  figures: readonly PairFigure[],
  job: PairJob,
): Generator<void, Float32Array> {
  const shown = withChanges(scenario, job.changes);
  const without = withChanges(scenario, job.without);
  const months = Math.min(job.months, scenario.months);
  const differences = new Float32Array(figures.length * job.months).fill(Number.NaN);
  const shared = Math.min(months, sharedMonths(shown, without));
  const world = openWorld(without, job.seed);
  yield;
  for (let month = 0; month < shared; month++) {
    stepMonth(world);
    figures.forEach((_, index) => (differences[index * job.months + month] = 0));
    yield;
  }
  const other = forkWorld(world, shown.changes);
  for (let month = shared; month < months; month++) {
    const left = monthOf(other);
    yield;
    const right = monthOf(world);
    figures.forEach((figure, index) => {
      differences[index * job.months + month] = figureOf(left, figure) - figureOf(right, figure);
    });
    yield;
  }
  return differences;
}

function monthOf(world: World): Snapshot {
  stepMonth(world);
  return takeSnapshot(world);
}

function figureOf(snapshot: Snapshot, figure: PairFigure): number {
  return figure.of === "world"
    ? snapshot.world[figure.figure]
    : (snapshot.stages[figure.of]?.[figure.figure] ?? Number.NaN);
}
