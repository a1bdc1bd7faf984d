/**
 * The last attempt, slow but certain to end: prices rise from zero. Every node starts at free disposal with just the
 * supply that it lacks there, which is an equilibrium. Those supplies are withdrawn node by node, then the extra ones
 * that break ties. Whatever is withdrawn is made up in three ways, tried in this order, until nothing lacks:
 *
 * - push: a node of the tree that stands on a step sells more; its goods flow along the tree to the node that lacks;
 * - enter: a lane that has just become tight joins the tree, or turns flow round the cycle that it closes;
 * - rise: all prices of the tree go up together, to the next break point, kink, bound of a flow or tight lane.
 *
 * A lane whose flow reaches a bound is cut, and what lies beyond it rests where it is.
 *
 * Why it ends. Call a state the forest, the full lanes, the piece of its curve on which each node stands and of its
 * landed price each lane, and what has been withdrawn so far. Every step keeps every condition but one balance: that of
 * the node that lacks. (Prices are pairs of main and depth, see network.ts; the extra supplies are as good as random.)
 * 1. Prices never fall: a tree rises or rests, held by a node partly down its step, by rising supply, or by what is not
 *    withdrawn yet. At unchanged prices a push lowers what lacks. At unchanged prices and lack, a cycle turned lowers
 *    the sum over lanes of flow × log(slope of the landed price), where a flat price counts as a vanishing slope: that
 *    the entering lane would break if the tree rose is to say that its term is less than those it replaces. At
 *    unchanged prices, lack and sum, trees only join. So (prices, lack, sum, trees) goes one way. The extra supplies
 *    keep flows in the forest off their bounds: no push and no turn is empty.
 * 2. In a state all trees rest at known prices but one, with known flows (`nextToSell`), and the levels of that one are
 *    an interval, as all conditions are linear. The walk goes through it upwards. It cannot come back to a level that it has passed, as prices do not
 *    fall; nor to the level at which it left, by 1, as state and level fix flows and lack.
 * 3. So each state is passed at most once, and there are finitely many. No rise goes on for ever: above the highest bid
 *    a tree sells all it has and buys nothing, and a full lane that takes more away becomes tight. Nor does a turn:
 *    goods that come back to where they were for what they cost there have met no charge, and no such lane breaks.
 * Nothing here asks for an objective: duties in proportion, floors, caps, quotas and tied groups are all covered. Of
 * the order of levies as much is kept as two floors in a row can need. Steps that tie are served one after another, not
 * in equal shares.
 */
import { cutArc } from "./cut";
import { DONE, SPLIT, turnCycle } from "./enter";
import { clearForest, collectTree, largestNode, link, sumBases, treeFlows } from "./forest";
import { isAtKink, moveWithFloors } from "./floorWalk";
import { levelTolerance } from "./level";
import { FULL, IDLE, IN_FOREST } from "./network";
import type { Network } from "./network";
import { rankNodes } from "./ranks";
import { distanceToTight, firstBound, mostOutranked, parentOf, room } from "./riseEvents";
import { BLOCKED, LEVEL } from "./walk";

/** In `spare`: a node that has no supply on loan any more. */
const WITHDRAWN = -1;
/** This share of the extra supplies is never withdrawn: it is below rounding, and keeps flows off their bounds to the end. */
const kept = 1e-9;
/**
 * Steps allowed for each node, lane and break point. The proof gives a finite number of states, not a small one;
 * thousands of random markets took between one and three steps for each.
 */
const stepsPerPart = 50;

/** False only if rounding keeps it from ending within the steps allowed. */
export function riseFromZero(net: Network): boolean {
  const { nodes, extra, spare } = net;
  net.iterations = 0;
  net.keepsOrder = net.hasFloors;
  net.orderMoves = 4 * (nodes + net.arcs);
  startAtZero(net);
  for (let node = 0; node < nodes; node++) {
    const quantity = spare[node];
    spare[node] = WITHDRAWN;
    if (!withdraw(net, node, quantity)) return false;
  }
  sumBases(net, true);
  net.settled = true;
  for (let node = 0; node < nodes; node++) if (!withdraw(net, node, extra[node] * (1 - kept))) return false;
  sumBases(net, false);
  flowsOfForest(net);
  return true;
}

/** Every node at free disposal, and what it lacks there in `spare`. */
function startAtZero(net: Network): void {
  const { base, extra, main, depth, place, excess, spare, breakFrom, breakPrice, breakRight } = net;
  clearForest(net);
  net.state.fill(IDLE, 0, net.arcs);
  net.flow.fill(0, 0, net.arcs);
  net.rank.fill(0, 0, net.nodes);
  for (let node = 0; node < net.nodes; node++) {
    const first = breakFrom[node];
    main[node] = breakPrice[first];
    depth[node] = 0;
    place[node] = 0;
    // What the extra supply leaves over is thrown away.
    excess[node] = Math.min(breakRight[first], -extra[node]);
    spare[node] = -extra[node] - excess[node];
    base[node] = extra[node] + spare[node];
  }
}

function flowsOfForest(net: Network): void {
  const start = net.stamp;
  for (let node = 0; node < net.nodes; node++) {
    if (net.mark[node] > start) continue;
    collectTree(net, node);
    collectTree(net, largestNode(net));
    treeFlows(net);
  }
}

/** Takes a supply away from a node, and makes up for it. */
function withdraw(net: Network, node: number, quantity: number): boolean {
  net.base[node] -= quantity;
  // What remains when a part is cut off is rounding on the scale of the whole.
  let tolerance = 0;
  for (;;) {
    if (net.iterations++ > stepsAllowed(net)) return false;
    collectTree(net, node);
    if (net.hasFloors) rankNodes(net, 0);
    if (net.order[0] !== node) collectTree(net, node);
    treeFlows(net);
    if (net.hasFloors && net.keepsOrder) {
      const outranked = mostOutranked(net);
      if (outranked >= 0) {
        if (net.orderMoves-- === 0) net.keepsOrder = false;
        if (!enter(net, outranked)) return false;
        continue;
      }
    }
    const lack = -net.accumulated[node];
    tolerance = Math.max(tolerance, levelTolerance(net));
    if (lack <= tolerance) return true;
    if (push(net, lack)) continue;
    if (!rise(net, node, lack)) return false;
  }
}

/** Only rounding could need more: see `stepsPerPart`. */
function stepsAllowed(net: Network): number {
  return stepsPerPart * (net.nodes + net.arcs + net.breakFrom[net.nodes]);
}

/** Sells more at a node that stands on a step, or at one with supply on loan. False if the tree has none. */
function push(net: Network, lack: number): boolean {
  const { order, excess, base, spare } = net;
  const node = nextToSell(net);
  if (node < 0) return false;
  const onStep = leftToSell(net, node);
  let quantity = Math.min(lack, onStep);
  let narrow = -1;
  for (let below = node; below !== order[0]; below = parentOf(net, below)) {
    const most = room(net, below);
    if (most >= quantity) continue;
    quantity = most;
    narrow = below;
  }
  if (spare[node] !== WITHDRAWN) {
    spare[node] += quantity;
    base[node] += quantity;
  } else if (quantity === onStep) excess[node] = net.breakRight[net.breakFrom[node] + (net.place[node] >> 1)];
  else excess[node] += quantity;
  if (narrow >= 0) cutTowardsRoot(net, narrow);
  return true;
}

/**
 * The node that sells next, -1 for none: one that is partly down its step before those that are still at its top. So no
 * tree ever has two of them, and its flows follow from where its nodes stand: a tree that lacks has none when it meets
 * another, since it pushes first.
 */
function nextToSell(net: Network): number {
  const { order, excess, place, breakFrom, breakLeft } = net;
  let first = -1;
  for (let at = 0; at < net.count; at++) {
    const node = order[at];
    const left = leftToSell(net, node);
    if (!(left > 0)) continue;
    if (left === Infinity || excess[node] - breakLeft[breakFrom[node] + (place[node] >> 1)] > begunFrom(net))
      return node;
    if (first < 0) first = node;
  }
  return first;
}

/** What a node can still sell at its present price, tonnes; without end while it has supply on loan. */
function leftToSell(net: Network, node: number): number {
  const { place, excess, spare, breakFrom, breakRight } = net;
  if (spare[node] !== WITHDRAWN) return Infinity;
  return (place[node] & 1) === 1 ? 0 : breakRight[breakFrom[node] + (place[node] >> 1)] - excess[node];
}

/** Less than this is rounding, not a step that has begun to sell. */
function begunFrom(net: Network): number {
  return 1e-14 * net.quantityScale;
}

/** Cuts the arc of a node towards the root at the bound that its flow has reached. */
function cutTowardsRoot(net: Network, node: number): void {
  const arc = net.parentArc[node];
  net.flow[arc] = net.from[arc] === node ? net.quota[arc] : 0;
  cutArc(net, arc);
}

/** Takes a tight lane into the forest. If it closes a cycle, flow turns round it until another lane, or itself, is at a bound. */
function enter(net: Network, arc: number): boolean {
  const { from, to, state, quota, base, mark, stamp } = net;
  const growing = state[arc] === IDLE;
  if (mark[from[arc]] === stamp && mark[to[arc]] === stamp) {
    // The flows are those of the tree with what lacks at its root: only the order is taken anew.
    collectTree(net, from[arc]);
    const turned = turnCycle(net, arc, growing);
    if (turned !== SPLIT) return turned === DONE;
  }
  if (!growing) {
    base[from[arc]] += quota[arc];
    base[to[arc]] -= quota[arc];
  }
  link(net, arc);
  state[arc] = IN_FOREST;
  return true;
}

/** One step up of the collected tree's prices, or a lane that enters at the present ones. */
function rise(net: Network, root: number, lack: number): boolean {
  if (net.floorCount > 0 && isAtKink(net)) {
    rankNodes(net, 1);
    if (net.order[0] !== root) collectTree(net, root);
  }
  const narrow = firstBound(net);
  const bound = narrow >= 0 ? net.out[0] : Infinity;
  let furthest = bound;
  const { arcs, state, from, to, mark, stamp, quota } = net;
  for (let arc = 0; arc < arcs; arc++) {
    if (state[arc] === IN_FOREST || quota[arc] === 0) continue;
    if (mark[state[arc] === FULL ? from[arc] : to[arc]] !== stamp) continue;
    const distance = distanceToTight(net, arc);
    if (distance === 0) return enter(net, arc);
    if (distance < furthest) furthest = distance;
  }
  net.out[0] = -lack;
  net.out[1] = furthest;
  const moved = moveWithFloors(net, 1);
  if (moved === BLOCKED) return false;
  if (moved !== LEVEL && narrow >= 0 && net.out[2] === bound) cutTowardsRoot(net, narrow);
  return true;
}
