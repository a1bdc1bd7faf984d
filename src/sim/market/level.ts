/**
 * Levels one tree: finds the price level at which what its nodes sell, with the flows on full lanes, is what they buy.
 * All prices of a tree move together. The walk goes from break point to break point (and to the kinks of floors) and
 * ends exactly, inside a piece or on a jump, where every node of the tree that stands on a step takes the same share.
 */
import { collectTree } from "./forest";
import { DEEP, FLAT, FREE, pieceAt } from "./landed";
import type { Network } from "./network";

/** While ties are broken by extra supplies of 1e-10, the sum of a tree is zero within this share of a segment. */
const unsettledShare = 1e-12;
/** After that, within this share of the tree's own quantities. */
const settledShare = 1e-14;

/**
 * Levels the collected tree from its present prices and places. Afterwards `excess` holds each node's supply less
 * demand and net.out[3] the share taken on steps (NaN if the level lies inside a piece). False if the outflow asked
 * for is more than all offers together.
 */
export function levelTree(net: Network): boolean {
  const { order, place, excess, base, breakFrom, breakLeft, breakRight } = net;
  const count = net.count;
  const tolerance = levelTolerance(net);
  if (net.hasFloors && net.floorCount === 0) for (let at = 0; at < count; at++) net.depth[order[at]] = 0;
  const root = order[0];
  // More than any walk takes: it never turns back, and stops at most twice at each break point and kink.
  let stepsLeft = 1000 + 8 * breakFrom[net.nodes];

  while (stepsLeft-- > 0) {
    if (net.floorCount > 0) rankNodes(net, 0);
    let left = 0;
    let right = 0;
    for (let at = 0; at < count; at++) {
      const node = order[at];
      const p = place[node];
      if ((p & 1) === 1) {
        left += excess[node] + base[node];
        right += excess[node] + base[node];
      } else {
        const k = breakFrom[node] + (p >> 1);
        left += breakLeft[k] + base[node];
        right += breakRight[k] + base[node];
      }
    }
    let direction: number;
    if (right < -tolerance) direction = 1;
    else if (left > tolerance) direction = -1;
    else {
      shareSteps(net, left, right);
      if (order[0] !== root) collectTree(net, root);
      return true;
    }
    if (net.floorCount > 0 && isAtKink(net)) rankNodes(net, direction);
    // Handed over in an array: a number given to a function that is not inlined would be allocated.
    net.out[0] = direction > 0 ? right : left;
    net.out[1] = tolerance;
    const moved = net.floorCount > 0 ? move(net, direction) : walk(net, direction);
    if (moved === BLOCKED) return false;
    if (moved === LEVEL) {
      net.out[3] = NaN;
      if (order[0] !== root) collectTree(net, root);
      return true;
    }
  }
  return false;
}

function levelTolerance(net: Network): number {
  if (!net.settled) return unsettledShare * net.quantityScale;
  let quantities = 0;
  for (let at = 0; at < net.count; at++) {
    const node = net.order[at];
    quantities += net.size[node] + Math.abs(net.base[node]);
  }
  return settledShare * quantities;
}

/** The level stands on a jump (or exactly between): shares it over all nodes that stand on a step. */
function shareSteps(net: Network, left: number, right: number): void {
  const { order, place, excess, breakFrom, breakLeft, breakRight } = net;
  if (left === -Infinity) {
    shareDisposal(net, right);
    return;
  }
  let share = 1;
  if (right > 0) share = left >= 0 ? 0 : -left / (right - left);
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    if ((place[node] & 1) === 1) continue;
    const k = breakFrom[node] + (place[node] >> 1);
    excess[node] = breakLeft[k] + share * (breakRight[k] - breakLeft[k]);
  }
  net.out[3] = share;
}

/** At price 0 the surplus is thrown away, in equal parts at the nodes where that is possible. */
function shareDisposal(net: Network, surplus: number): void {
  const { order, place, excess, breakFrom, breakRight } = net;
  let disposers = 0;
  for (let at = 0; at < net.count; at++) if (place[order[at]] === 0) disposers++;
  const part = Math.max(surplus, 0) / disposers;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    if ((place[node] & 1) === 1) continue;
    const right = breakRight[breakFrom[node] + (place[node] >> 1)];
    excess[node] = place[node] === 0 ? right - part : right;
  }
  net.out[3] = 1;
}

const BLOCKED = 0;
const ADVANCED = 1;
const LEVEL = 2;

/**
 * The walk in a tree without floors: on from break point to break point, until the total changes sign. ADVANCED if that
 * happens on a jump; the nodes that stand there are then on their break points. The total is in net.out[0], what counts
 * as zero in net.out[1].
 */
function walk(net: Network, direction: number): number {
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
function distanceTo(net: Network, node: number, piece: number, target: number, direction: number): number {
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

/** In a tree with floors: one step of the walk, to the next break point or kink, or to the level itself if that comes first. Total in net.out[0]. */
function move(net: Network, direction: number): number {
  const total = net.out[0];
  const { order, place, excess, main, depth, rate, rank, breakFrom, breakPrice, breakLeft, breakRight, breakSlope } =
    net;
  const count = net.count;
  const tolerance = net.priceTolerance;
  let step = nextKink(net, direction);
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
    if (direction > 0) {
      if (first + k + 1 < breakFrom[node + 1] && breakPrice[first + k + 1] - main[node] <= tolerance) {
        place[node] = 2 * (k + 1);
      }
    } else if (main[node] - breakPrice[first + k] <= tolerance) {
      place[node] = 2 * k;
    }
  }
  return reached ? LEVEL : ADVANCED;
}

/** Whether an arc of the collected tree stands where its landed price turns flat or free. */
function isAtKink(net: Network): boolean {
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

/**
 * Orders the nodes of a tree with floors by how fast they move. Across a flat landed price the destination moves
 * infinitely slower than the origin: one rank more. Nodes of rank 0 have no depth; those of rank 1 get theirs anew
 * from the border prices, which differ where a move has just passed a kink. Leaves the tree collected from a node of
 * rank 0.
 */
export function rankNodes(net: Network, direction: number): void {
  const { order, rank } = net;
  for (let tries = 2 * net.floorCount + 2; tries > 0; tries--) {
    let lowest = lowestRank(net, direction);
    if (lowest < 0) {
      let root = 0;
      while (rank[order[root]] !== lowest) root++;
      collectTree(net, order[root]);
      lowest = lowestRank(net, direction);
    }
    net.depth[order[0]] = 0;
    for (let at = 1; at < net.count; at++) {
      rank[order[at]] -= lowest;
      setDepth(net, order[at], direction);
    }
    if (direction < 0 || !sinkBelowKinks(net, direction)) return;
  }
}

/**
 * Where several capped top-ups into one market have just filled up together, the one that gives the lowest depth sets
 * it; the others stay deep until the depth has risen to theirs. True if that changed anything.
 */
function sinkBelowKinks(net: Network, direction: number): boolean {
  const { floorArcs, from, to, main, depth, factor, charge, floor, cap } = net;
  const tolerance = 4 * net.priceTolerance;
  let sunk = false;
  let lower = -1;
  for (let f = 0; f < net.floorCount; f++) {
    const arc = floorArcs[f];
    if (pieceOf(net, arc, direction) !== FLAT) continue;
    const own = factor[arc] * main[from[arc]] + charge[arc] - floor[arc];
    const found = depth[to[arc]];
    if (found < own - tolerance) {
      if (own + cap[arc] > tolerance) continue;
      depth[from[arc]] = (found + cap[arc]) / factor[arc];
      sunk = true;
    } else if (found > own + tolerance) lower = arc;
  }
  if (lower >= 0) collectTree(net, from[lower]);
  return sunk || lower >= 0;
}

/** Ranks relative to the root's, which is 0. */
function lowestRank(net: Network, direction: number): number {
  const { order, parentArc, from, to, rank } = net;
  let lowest = 0;
  rank[order[0]] = 0;
  for (let at = 1; at < net.count; at++) {
    const node = order[at];
    const arc = parentArc[node];
    const flat = pieceOf(net, arc, direction) === FLAT ? 1 : 0;
    rank[node] = to[arc] === node ? rank[from[arc]] + flat : rank[to[arc]] - flat;
    if (rank[node] < lowest) lowest = rank[node];
  }
  return lowest;
}

function pieceOf(net: Network, arc: number, direction: number): number {
  if (!(net.floor[arc] > 0)) return FREE;
  const origin = net.from[arc];
  const dutyPaid = net.factor[arc] * net.main[origin] + net.charge[arc];
  return pieceAt(net, arc, dutyPaid, net.factor[arc] * net.depth[origin], direction);
}

/** Depth of a node from that of its parent, and its place: just under a step if its depth says so. */
function setDepth(net: Network, node: number, direction: number): void {
  const { parentArc, from, to, main, depth, rank, place, excess, factor, charge, floor, cap, breakFrom } = net;
  const arc = parentArc[node];
  if (rank[node] === 0) depth[node] = 0;
  else {
    const origin = from[arc];
    const piece = pieceOf(net, arc, direction);
    const dutyPaid = factor[arc] * main[origin] + charge[arc];
    const shift = piece === DEEP && dutyPaid + cap[arc] >= floor[arc] - net.priceTolerance ? cap[arc] : 0;
    if (to[arc] !== node) {
      // Across a flat landed price the origin's depth cannot be told.
      if (piece !== FLAT) depth[node] = (depth[to[arc]] + shift) / factor[arc];
    } else if (piece === FLAT) depth[node] = Math.min(dutyPaid - floor[arc], 0);
    else depth[node] = factor[arc] * depth[origin] - shift;
  }
  if (depth[node] < -net.priceTolerance && (place[node] & 1) === 0 && place[node] > 0) {
    excess[node] = net.breakLeft[breakFrom[node] + (place[node] >> 1)];
    place[node]--;
  }
}
