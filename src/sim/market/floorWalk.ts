/**
 * The walk of a tree with floors, one step at a time: where a landed price is flat the border price moves and the
 * price behind it does not, so that nodes of different ranks take turns (ranks.ts).
 */
import { DEEP, FLAT, FREE, pieceAt } from "./landed";
import type { Network } from "./network";
import { ADVANCED, BLOCKED, distanceTo, LEVEL } from "./walk";

/** A node has come to the end of a steep piece when it is within this share of the largest segment of it. */
const arrivedWithin = 1e-14;

/**
 * One step of the walk: to the next break point or kink, or to the level itself if that comes first. The total is in
 * net.out[0], the furthest that the step may go in net.out[1]. ADVANCED leaves the length of the step in net.out[2].
 */
export function moveWithFloors(net: Network, direction: number): number {
  const total = net.out[0];
  const furthest = net.out[1];
  const { order, place, excess, main, depth, rate, rank, breakFrom, breakPrice, breakLeft, breakRight, breakSlope } =
    net;
  const count = net.count;
  const tolerance = net.priceTolerance;
  let step = Math.min(furthest, net.floorCount > 0 ? nextKink(net, direction) : Infinity);
  let slope = 0;
  for (let at = 0; at < count; at++) {
    const node = order[at];
    const first = breakFrom[node];
    let k = place[node] >> 1;
    if ((place[node] & 1) === 0) {
      // Leave the break point, to the side of the move.
      if (direction > 0) excess[node] = breakRight[first + k];
      else excess[node] = breakLeft[first + k--];
      place[node] = 2 * k + 1;
    }
    const target = direction > 0 ? first + k + 1 : first + k;
    const speed = rate[node];
    if (rank[node] === 0) {
      slope += breakSlope[first + k] * speed;
      if (target < breakFrom[node + 1]) {
        const distance = distanceTo(net, node, first + k, target, direction);
        if (distance < step) step = distance;
      }
    } else if (rank[node] === 1 && target < breakFrom[node + 1]) {
      if (Math.abs(breakPrice[target] - main[node]) <= tolerance && direction * depth[node] < 0) {
        const distance = (-direction * depth[node]) / speed;
        if (distance < step) step = distance;
      }
    }
  }
  if (step < 0) step = 0;

  const need = -direction * total;
  const reached = slope > 0 && need <= slope * step;
  if (reached) step = need / slope;
  else if (step === Infinity) return BLOCKED;

  for (let at = 0; at < count; at++) {
    const node = order[at];
    const first = breakFrom[node];
    const k = place[node] >> 1;
    const change = direction * rate[node] * step;
    if (rank[node] > 0) {
      if (rank[node] > 1) continue;
      depth[node] += change;
      if (reached) continue;
      const target = direction > 0 ? k + 1 : k;
      if (first + target >= breakFrom[node + 1]) continue;
      const off = Math.abs(breakPrice[first + target] - main[node]);
      if (off <= tolerance && direction * depth[node] >= -tolerance && Math.abs(depth[node]) <= tolerance) {
        place[node] = 2 * target;
      }
      continue;
    }
    main[node] += change;
    const pieceSlope = breakSlope[first + k];
    if (pieceSlope > 0) excess[node] += pieceSlope * change;
    if (reached) continue;
    const target = direction > 0 ? k + 1 : k;
    if (first + target >= breakFrom[node + 1] || direction * (breakPrice[first + target] - main[node]) > tolerance)
      continue;
    // A steep piece may be shorter than the tolerance: its quantity tells where on it the node stands.
    if (pieceSlope > net.steepSlope) {
      const left = direction > 0 ? breakLeft[first + target] - excess[node] : excess[node] - breakRight[first + target];
      if (left > arrivedWithin * net.quantityScale) continue;
    }
    place[node] = 2 * target;
  }
  net.out[2] = step;
  return reached ? LEVEL : ADVANCED;
}

/** Whether an arc of the collected tree stands where its landed price turns flat or free. */
export function isAtKink(net: Network): boolean {
  const { floorArcs, from, main, factor, charge, floor, cap, priceTolerance } = net;
  for (let f = 0; f < net.floorCount; f++) {
    const arc = floorArcs[f];
    const below = floor[arc] - factor[arc] * main[from[arc]] - charge[arc];
    if (Math.abs(below) <= priceTolerance || Math.abs(below - cap[arc]) <= priceTolerance) return true;
  }
  return false;
}

/** Distance of the level to the next kink of a floor in the tree. */
function nextKink(net: Network, direction: number): number {
  const { floorArcs, from, main, depth, rate, rank, factor, charge, floor, cap } = net;
  let step = Infinity;
  for (let f = 0; f < net.floorCount; f++) {
    const arc = floorArcs[f];
    const node = from[arc];
    const dutyPaid = factor[arc] * main[node] + charge[arc];
    if (rank[node] !== 0) {
      // Only the depth moves: it may bring a border price that stands at a kink over it.
      if (rank[node] > 1 || direction * depth[node] >= 0) continue;
      const offKink = Math.min(Math.abs(floor[arc] - dutyPaid), Math.abs(floor[arc] - cap[arc] - dutyPaid));
      if (offKink > net.priceTolerance) continue;
      const distance = Math.abs(depth[node]) / rate[node];
      if (distance < step) step = distance;
      continue;
    }
    const piece = pieceAt(net, arc, dutyPaid, factor[arc] * depth[node], direction);
    let gap: number;
    if (direction > 0) {
      if (piece === FREE) continue;
      gap = (piece === FLAT ? floor[arc] : floor[arc] - cap[arc]) - dutyPaid;
    } else {
      if (piece === DEEP) continue;
      gap = dutyPaid - (piece === FREE ? floor[arc] : floor[arc] - cap[arc]);
    }
    const distance = gap / (factor[arc] * rate[node]);
    if (distance < step) step = distance;
  }
  return step < 0 ? 0 : step;
}
