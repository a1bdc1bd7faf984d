/**
 * The design of a batch: every combination of the listed values of `--set` is a point, and every point is played
 * under every seed. Points count from 0 in the order in which the last flag varies fastest.
 */
import type { Override } from "./options";
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
  const seeds = text.split(",").map(seedOf);
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index);
  if (twice !== undefined) throw new UsageError(`--seeds names ${twice} twice; expected each seed once`);
  return seeds;
}

/** Splits "PATH=a,b,c" into PATH=a, PATH=b, PATH=c; commas inside brackets, braces and quotes do not split. */
export function listedArguments(text: string): string[] {
  const equals = text.indexOf("=");
  if (equals < 0) return [text];
  const path = text.slice(0, equals + 1);
  return splitAtTopLevel(text.slice(equals + 1)).map((value) => path + value);
}

function splitAtTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let inQuotes = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (inQuotes && sign === "\\") at++;
    else if (sign === '"') inQuotes = !inQuotes;
    else if (inQuotes) continue;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth--;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** The plan of the lists of `--set` (one list of overrides for each flag) and the seeds. */
export function makePlan(lists: Override[][], seeds: string[]): Plan {
  const paths = lists.map((list) => list[0]!.path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new UsageError(`--set names ${twice} twice; expected one list a,b,c for each path`);
  const runs = lists.reduce((product, list) => product * list.length, seeds.length);
  if (runs > MOST_RUNS) throw new UsageError(`the batch asks for ${runs} runs; expected at most ${MOST_RUNS}`);
  let points: Override[][] = [[]];
  for (const list of lists) points = points.flatMap((point) => list.map((each) => [...point, each]));
  return { paths, points, seeds };
}
