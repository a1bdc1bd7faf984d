/**
 * The working memory of one market: nodes, arcs, break points and the forest, in flat arrays.
 * Everything is allocated once and grows only when a market outgrows it. Nothing in here outlives a clearing in any
 * way that could change a result: what the next month may read is in `WarmState` alone.
 *
 * A price is two numbers. `main` is the price, $/kg. `depth` matters only where an import lands on its floor: there the
 * landed price is the floor whatever the border price is, and `depth` is border price less floor (never above zero).
 * It ranks prices that agree in `main`, as if the landed price still rose by a vanishing share of the border price.
 */
export const IDLE = 0;
export const FULL = 1;
export const IN_FOREST = 2;

/** Classes of cost in which a first guess takes its lanes (guess.ts), and drawers that prices are spread over (sortEnds.ts). */
export const costClasses = 256;
export const mostDrawers = 4096;

export class Network {
  // Nodes: regions first, then one for each tied group, then one gate for each quota that a group shares with others.
  nodes = 0;
  main = new Float64Array(0);
  depth = new Float64Array(0);
  /** What depth is to main, to depth: tells apart prices behind a second floor. Only within one ranking (ranks.ts). */
  second = new Float64Array(0);
  /** Place on the node's curve: even 2k on break point k, odd 2k + 1 between break points k and k + 1. */
  place = new Int32Array(0);
  /** Supply less demand of the node's own segments at its place. */
  excess = new Float64Array(0);
  /** Inflow less outflow on full lanes, and the tiny extra supply that breaks ties, tonnes. */
  base = new Float64Array(0);
  extra = new Float64Array(0);
  /** Offers and bids of the node, tonnes: the scale of its rounding errors. */
  size = new Float64Array(0);

  // Break points of the curves; node i owns [breakFrom[i], breakFrom[i + 1]).
  breakFrom = new Int32Array(1);
  breakPrice = new Float64Array(0);
  breakLeft = new Float64Array(0);
  breakRight = new Float64Array(0);
  breakSlope = new Float64Array(0);

  // Segments by slot: offers from slot 0, bids from slot `segmentRoom`. See segments.ts.
  segmentRoom = 0;
  offers = 0;
  bids = 0;
  segmentNode = new Int32Array(0);
  segmentKind = new Uint8Array(0);
  segmentQuantity = new Float64Array(0);
  segmentLow = new Float64Array(0);
  segmentHigh = new Float64Array(0);
  /** Break points at which each begins and ends. */
  segmentFromBreak = new Int32Array(0);
  segmentToBreak = new Int32Array(0);
  segmentSlope = new Float64Array(0);
  highestPrice = 0;
  largestQuantity = 0;
  /** Ends of the segments of node i, in order of price: [nodeEndFrom[i], nodeEndFrom[i + 1]) of the lists below. */
  nodeEndFrom = new Int32Array(1);
  endPrice = new Float64Array(0);
  endId = new Int32Array(0);
  spareEndPrice = new Float64Array(0);
  spareEndId = new Int32Array(0);
  readonly drawerEnd = new Int32Array(mostDrawers);
  /** Whether a slot has changed its node or kind since the ends were listed, and how many there were of each then. */
  hasNewLayout = true;
  listedNodes = -1;
  listedOffers = -1;
  listedBids = -1;

  // Arcs: lanes first, then those that lead from groups and into gates. Duty-paid price = factor × price + charge.
  arcs = 0;
  from: Int32Array = new Int32Array(0);
  to: Int32Array = new Int32Array(0);
  factor = new Float64Array(0);
  charge = new Float64Array(0);
  /** Minimum import price; none unless above 0. */
  floor: Float64Array = new Float64Array(0);
  cap: Float64Array = new Float64Array(0);
  quota: Float64Array = new Float64Array(0);
  state = new Uint8Array(0);
  flow: Float64Array = new Float64Array(0);
  hasFloors = false;
  hasQuotas = false;
  hasAdValorem = false;
  largestFactor = 1;
  /** Runs of arcs from one node: arcs up to rowEnd[r], from the end of the run before, start from rowFrom[r]. */
  rows = 0;
  rowFrom = new Int32Array(0);
  rowEnd = new Int32Array(0);
  /** Nodes and arcs that last month's state speaks of; groups and gates begin afresh. */
  warmNodes = 0;
  warmArcs = 0;

  // The forest: half-edge 2a leaves the origin of arc a, 2a + 1 its destination.
  firstEdge = new Int32Array(0);
  nextEdge = new Int32Array(0);
  previousEdge = new Int32Array(0);

  // One tree at a time, breadth first: see forest.ts.
  stamp = 0;
  mark = new Int32Array(0);
  order = new Int32Array(0);
  parentArc = new Int32Array(0);
  count = 0;
  floorArcs = new Int32Array(0);
  floorCount = 0;
  /** How fast a node's price moves with the tree's level, and its order: 0 moves `main`, 1 only `depth`, 2 neither. */
  rate = new Float64Array(0);
  rank = new Int32Array(0);

  // Scratch of single operations.
  accumulated = new Float64Array(0);
  side = new Uint8Array(0);
  savedNodes = new Int32Array(0);
  levelMain = new Float64Array(0);
  passed = new Int32Array(0);
  offenderArc = new Int32Array(0);
  offenderNode = new Int32Array(0);
  bestGap = new Float64Array(0);
  bestArc = new Int32Array(0);
  candidates = new Int32Array(0);
  limit = new Float64Array(0);
  spare = new Float64Array(0);
  usefulArcs = new Int32Array(0);
  usefulCost = new Float64Array(0);
  sortedArcs = new Int32Array(0);
  readonly classEnd = new Int32Array(costClasses);
  closeLanes = 0;
  /** Lanes that may break while prices stay near `nearMain`; -1 before they are listed. Kept in large warm months only. */
  keepsNear = false;
  nearCount = -1;
  nearArcs = new Int32Array(0);
  nearMain = new Float64Array(0);
  /** Results of a function that gives more than one number. */
  readonly out = new Float64Array(4);

  // Scales and tolerances of this market.
  priceScale = 1;
  quantityScale = 1;
  /** Prices closer than this are one price. */
  priceTolerance = 0;
  /** A lane is broken when its condition fails by more than this. */
  brokenTolerance = 0;
  /** Above this slope a price within its tolerance still leaves the quantity open. */
  steepSlope = 0;
  /** True once the tiny extra supplies are gone: tolerances then follow each tree's own quantities. */
  settled = false;

  iterations = 0;
  /** Above 0 only in tests: the attempts that follow a failure are then tried on markets on which none fails. */
  firstAttempt = 0;
  /** Entries that only put levied lanes in order: how many more are allowed. */
  orderMoves = 0;
  keepsOrder = true;
  choice = 0;

  /** Makes room; keeps nothing. */
  reserveNodes(nodes: number): void {
    if (nodes <= this.main.length) return;
    const room = Math.max(nodes, 2 * this.main.length);
    this.main = new Float64Array(room);
    this.depth = new Float64Array(room);
    this.second = new Float64Array(room);
    this.place = new Int32Array(room);
    this.excess = new Float64Array(room);
    this.base = new Float64Array(room);
    this.extra = new Float64Array(room);
    this.size = new Float64Array(room);
    this.breakFrom = new Int32Array(room + 1);
    this.nodeEndFrom = new Int32Array(room + 1);
    this.hasNewLayout = true;
    this.firstEdge = new Int32Array(room);
    this.mark = new Int32Array(room);
    this.order = new Int32Array(room);
    this.parentArc = new Int32Array(room);
    this.floorArcs = new Int32Array(room);
    this.rate = new Float64Array(room);
    this.rank = new Int32Array(room);
    this.accumulated = new Float64Array(room);
    this.side = new Uint8Array(room);
    this.savedNodes = new Int32Array(room);
    this.nearMain = new Float64Array(room);
    this.levelMain = new Float64Array(room);
    this.passed = new Int32Array(room);
    this.offenderArc = new Int32Array(room);
    this.offenderNode = new Int32Array(room);
    this.bestGap = new Float64Array(room);
    this.bestArc = new Int32Array(room);
    this.candidates = new Int32Array(room);
    this.limit = new Float64Array(room);
    this.spare = new Float64Array(room);
    this.reserveBreaks();
  }

  /** Makes room; keeps nothing. */
  reserveArcs(arcs: number): void {
    if (arcs <= this.factor.length) return;
    const room = Math.max(arcs, 2 * this.factor.length);
    this.factor = new Float64Array(room);
    this.charge = new Float64Array(room);
    this.state = new Uint8Array(room);
    this.rowFrom = new Int32Array(room);
    this.rowEnd = new Int32Array(room);
    this.nearArcs = new Int32Array(room);
    this.usefulArcs = new Int32Array(room);
    this.usefulCost = new Float64Array(room);
    this.sortedArcs = new Int32Array(room);
    this.nextEdge = new Int32Array(2 * room);
    this.previousEdge = new Int32Array(2 * room);
  }

  /** Arrays for lanes together with the arcs that groups add. */
  reserveOwnArcs(arcs: number): OwnArcs {
    if (arcs > this.own.from.length) this.own = ownArcs(Math.max(arcs, 2 * this.own.from.length));
    return this.own;
  }

  /** Makes room for this many offers and as many bids; keeps those that have been written. */
  reserveSegments(each: number): void {
    if (each <= this.segmentRoom) return;
    const old = this.segmentRoom;
    const room = Math.max(each, 2 * old, 16);
    this.segmentNode = movedApart(this.segmentNode, new Int32Array(2 * room), old);
    this.segmentKind = movedApart(this.segmentKind, new Uint8Array(2 * room), old);
    this.segmentQuantity = movedApart(this.segmentQuantity, new Float64Array(2 * room), old);
    this.segmentLow = movedApart(this.segmentLow, new Float64Array(2 * room), old);
    this.segmentHigh = movedApart(this.segmentHigh, new Float64Array(2 * room), old);
    this.segmentRoom = room;
    this.segmentFromBreak = new Int32Array(2 * room);
    this.segmentToBreak = new Int32Array(2 * room);
    this.segmentSlope = new Float64Array(2 * room);
    this.endPrice = new Float64Array(4 * room);
    this.endId = new Int32Array(4 * room);
    this.spareEndPrice = new Float64Array(4 * room);
    this.spareEndId = new Int32Array(4 * room);
    this.hasNewLayout = true;
    this.reserveBreaks();
  }

  private own = ownArcs(0);

  private reserveBreaks(): void {
    const room = this.main.length + 2 * this.segmentNode.length;
    if (room <= this.breakPrice.length) return;
    this.breakPrice = new Float64Array(room);
    this.breakLeft = new Float64Array(room);
    this.breakRight = new Float64Array(room);
    this.breakSlope = new Float64Array(room);
  }
}

/** The halves of an array, offers and bids, into the halves of a larger one. */
function movedApart<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T, half: number): T {
  for (let k = 0; k < half; k++) {
    to[k] = from[k];
    to[to.length / 2 + k] = from[half + k];
  }
  return to;
}

interface OwnArcs {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly quota: Float64Array;
  readonly floor: Float64Array;
  readonly cap: Float64Array;
  readonly flow: Float64Array;
}

function ownArcs(room: number): OwnArcs {
  return {
    from: new Int32Array(room),
    to: new Int32Array(room),
    quota: new Float64Array(room),
    floor: new Float64Array(room),
    cap: new Float64Array(room),
    flow: new Float64Array(room),
  };
}
