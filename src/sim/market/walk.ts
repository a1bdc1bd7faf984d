/**
 * The walk of a tree without floors: all prices move in fixed proportion, from break point to break point.
 */
import type { Network } from "./network";

/** What a walk or a move came to. */
export const BLOCKED = 0;
export const ADVANCED = 1;
export const LEVEL = 2;

/**
 * The walk in a tree without floors: on from break point to break point, until the total changes sign. ADVANCED if that
 * happens on a jump; the nodes that stand there are then on their break points. The total is in net.out[0], what counts
 * as zero in net.out[1].
 */
export function walk(net: Network, direction: number): number {
  const quantityTolerance = net.out[1];
  const { order, place, excess, base, main, rate, passed } = net;
  const { breakFrom, breakPrice, breakLeft, breakRight, breakSlope, steepSlope } = net;
  const count = net.count;
  const tolerance = net.priceTolerance;
  const isUp = direction > 0;
  let total = net.out[0];
  let step = Infinity;
  let slope = 0;
  for (let at = 0; at < count; at++) {
    const node = order[at];
    const first = breakFrom[node];
    let k = place[node] >> 1;
    if ((place[node] & 1) === 0) {
      // Leave the break point, to the side of the move.
      if (isUp) excess[node] = breakRight[first + k];
      else excess[node] = breakLeft[first + k--];
      place[node] = 2 * k + 1;
    }
    slope += breakSlope[first + k] * rate[node];
    const target = isUp ? first + k + 1 : first + k;
    if (target >= breakFrom[node + 1]) continue;
    // Most nodes are further from their next break point than the nearest: told without a division.
    const gap = direction * (breakPrice[target] - main[node]);
    if (gap < step * rate[node] || breakSlope[first + k] > steepSlope) {
      const distance = distanceTo(net, node, first + k, target, direction);
      if (distance < step) step = distance;
    }
  }

  for (;;) {
    if (step < 0) step = 0;
    const need = -direction * total;
    if (slope > 0 && need <= slope * step) {
      shift(net, direction * (need / slope));
      if (net.settled) shift(net, -sumOfTree(net) / slope);
      return LEVEL;
    }
    if (step === Infinity) return BLOCKED;
    // Summed anew at each break point: over a steep piece slope × step has few digits.
    total = 0;
    let crossed = 0;
    let nextStep = Infinity;
    slope = 0;
    for (let at = 0; at < count; at++) {
      const node = order[at];
      const speed = rate[node];
      const change = direction * speed * step;
      const price = (main[node] += change);
      const first = breakFrom[node];
      let k = place[node] >> 1;
      let target = isUp ? first + k + 1 : first + k;
      if (target < breakFrom[node + 1] && direction * (breakPrice[target] - price) <= tolerance) {
        excess[node] = isUp ? breakRight[target] : breakLeft[target];
        k += direction;
        target += direction;
        place[node] = 2 * k + 1;
        passed[crossed++] = node;
        total += excess[node] + base[node];
        // Free disposal: nothing lies beyond it.
        if (k < 0) continue;
      } else {
        if (breakSlope[first + k] > 0) excess[node] += breakSlope[first + k] * change;
        total += excess[node] + base[node];
      }
      slope += breakSlope[first + k] * speed;
      if (target >= breakFrom[node + 1]) continue;
      const gap = direction * (breakPrice[target] - price);
      if (gap < nextStep * speed || breakSlope[first + k] > steepSlope) {
        const distance = distanceTo(net, node, first + k, target, direction);
        if (distance < nextStep) nextStep = distance;
      }
    }
    if (direction * total >= -quantityTolerance) {
      for (let c = 0; c < crossed; c++) place[passed[c]] -= direction;
      return ADVANCED;
    }
    step = nextStep;
  }
}

/**
 * How far the level is from where a node reaches a break point. On a steep piece its quantity tells, since the price
 * has too few digits.
 */
export function distanceTo(net: Network, node: number, piece: number, target: number, direction: number): number {
  const slope = net.breakSlope[piece];
  if (slope > net.steepSlope) {
    const room = direction > 0 ? net.breakLeft[target] - net.excess[node] : net.excess[node] - net.breakRight[target];
    return room / (slope * net.rate[node]);
  }
  return (direction * (net.breakPrice[target] - net.main[node])) / net.rate[node];
}

/** Moves the level of the collected tree within its present pieces. */
function shift(net: Network, by: number): void {
  const { order, place, excess, main, rate, breakFrom, breakSlope } = net;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    const change = rate[node] * by;
    main[node] += change;
    const slope = breakSlope[breakFrom[node] + (place[node] >> 1)];
    if (slope > 0) excess[node] += slope * change;
  }
}

function sumOfTree(net: Network): number {
  const { order, excess, base } = net;
  let total = 0;
  for (let at = 0; at < net.count; at++) total += excess[order[at]] + base[order[at]];
  return total;
}
