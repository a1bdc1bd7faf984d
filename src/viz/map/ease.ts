/** The two paces of everything that moves: out for what arrives, in and out for what goes from one place to another. */

/** cubic-bezier(.2,.8,.2,1), near enough for a ring. `t` is clamped to 0..1. */
export function easeOut(t: number): number {
  const u = 1 - Math.max(0, Math.min(1, t));
  return 1 - u * u * u;
}

/** cubic-bezier(.6,0,.4,1), near enough. `t` is clamped to 0..1. */
export function easeInOut(t: number): number {
  const s = Math.max(0, Math.min(1, t));
  return s < 0.5 ? 4 * s * s * s : 1 - 4 * (1 - s) * (1 - s) * (1 - s);
}
