/**
 * Takes down a month's offers and bids. Each has a slot: offers from slot 0 on, bids from slot `segmentRoom` on. A
 * segment raises its node's supply less demand by its quantity between its lower and its upper price, whichever of the
 * two it is.
 */
import type { Network } from "./network";

/** Kinds of segment; the number of ends each has. */
export const EMPTY = 0;
export const STEP = 1;
export const SLOPE = 2;

export function dropSegments(net: Network): void {
  net.offers = 0;
  net.bids = 0;
  net.highestPrice = 0;
  net.largestQuantity = 0;
}

/** Writes one slot. Notes whether slots lie as they did last month: the order of their ends is then nearly right. */
export function setSegment(
  net: Network,
  slot: number,
  node: number,
  quantity: number,
  low: number,
  high: number,
): void {
  const { segmentNode, segmentKind } = net;
  const kind = quantity > 0 ? (high > low ? SLOPE : STEP) : EMPTY;
  if (segmentNode[slot] !== node || segmentKind[slot] !== kind) {
    segmentNode[slot] = node;
    segmentKind[slot] = kind;
    net.hasNewLayout = true;
  }
  net.segmentQuantity[slot] = quantity;
  net.segmentLow[slot] = low;
  net.segmentHigh[slot] = high;
  if (high > net.highestPrice) net.highestPrice = high;
  if (quantity > net.largestQuantity) net.largestQuantity = quantity;
}
