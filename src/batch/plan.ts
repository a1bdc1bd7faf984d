/**
 * The design of a batch: every combination of the listed values of `--set` is a point, and every point is played
 * under every seed. Points count from 0 in the order in which the last flag varies fastest.
 */
import type { Override } from "../scenario/overrides";
import { UsageError, seedOf } from "./usage";

export interface Plan {
  /** Varied or fixed paths, one for each `--set`, in the order given. */
  paths: string[];
  /** One list of overrides for each point. */
  points: Override[][];
  seeds: string[];
}

/** More runs than this are surely a slip of the hand. */
const MOST_RUNS = 10_000_000;

/** Seeds of "A..B" (whole numbers, both ends in) or "a,b,c". Throws a `UsageError` for anything else. */
export function seedsOf(text: string): string[] {
  const range = /^(\d{1,9})\.\.(\d{1,9})$/.exec(text);
  if (range !== null) {
    const first = Number(range[1]);
    const last = Number(range[2]);
    if (last < first) throw new UsageError(`--seeds is "${text}"; expected the first to be no larger than the last`);
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  }
  if (text.includes("..") || text === "") {
    throw new UsageError(`--seeds is "${text}"; expected A..B with whole numbers, or a list a,b,c`);
  }
  const seeds = text.split(",").map((seed) => seedOf("--seeds", seed));
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index);
  if (twice !== undefined) throw new UsageError(`--seeds names ${twice} twice; expected each seed once`);
  return seeds;
}

/** The plan of the lists of `--set` and the seeds. Throws a `UsageError` for a path given twice or a slip in size. */
export function makePlan(lists: { path: string; values: unknown[] }[], seeds: string[]): Plan {
  const paths = lists.map((list) => list.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new UsageError(`--set names ${twice} twice; expected one list a,b,c for each path`);
  const runs = lists.reduce((product, list) => product * list.values.length, seeds.length);
  if (runs > MOST_RUNS) throw new UsageError(`the batch asks for ${runs} runs; expected at most ${MOST_RUNS}`);
  let points: Override[][] = [[]];
  for (const { path, values } of lists) {
    points = points.flatMap((point) => values.map((value) => [...point, { path, value }]));
  }
  return { paths, points, seeds };
}
