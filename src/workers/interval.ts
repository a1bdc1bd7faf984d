/** Mean and 95% interval of paired differences: Student's t over the seeds that have the figure. */

export interface Interval {
  mean: number;
  low: number;
  high: number;
  /** Seeds that had the figure. */
  seeds: number;
}

/** 97.5% points of Student's t for 1 to 30 degrees of freedom. */
const T975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Null with fewer than two figures. NaN counts as none. */
export function intervalOf(differences: readonly number[]): Interval | null {
  const known = differences.filter((one) => Number.isFinite(one));
  if (known.length < 2) return null;
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const squares = known.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  const half = (T975[known.length - 2] ?? 1.96) * Math.sqrt(squares / (known.length - 1) / known.length);
  return { mean, low: mean - half, high: mean + half, seeds: known.length };
}
