/** The seeds that stand beside a difference: they follow from the run's own, so everyone who opens it sees the same. */

export const PAIR_SEEDS = 30;

/** The n-th seed that goes with a run's own, from 0. */
export function pairSeed(seed: string, index: number): string {
  return `${seed}, other luck ${index + 1}`;
}
