/** Intervals in words: "+7" and "+5 to +9", with the unit said once where both ends have the same. */
import type { Interval } from "../../workers/interval";
import { signed } from "./format";

export function intervalWords(interval: Interval, words: (size: number) => string): { mean: string; range: string } {
  const low = signed(interval.low, words);
  const high = signed(interval.high, words);
  return { mean: signed(interval.mean, words), range: `${low} to ${high}` };
}
