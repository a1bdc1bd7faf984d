/**
 * Prices across one arc. Duty-paid price = factor × origin price + charge. Where the destination has a floor, the
 * top-up lifts the landed price to it, by no more than the cap: three pieces, deep (duty-paid + cap), flat (the floor)
 * and free (duty-paid). Prices carry a depth: see network.ts.
 */
import type { Network } from "./network";

export const DEEP = 0;
export const FLAT = 1;
export const FREE = 2;

/** The landed price of what costs (main, depth) at the origin of the arc; in net.out[0], net.out[1]. */
export function landedPrice(net: Network, arc: number, main: number, depth: number): void {
  const { out, floor, factor, charge } = net;
  const dutyPaid = factor[arc] * main + charge[arc];
  const dutyPaidDepth = factor[arc] * depth;
  out[0] = dutyPaid;
  out[1] = dutyPaidDepth;
  if (!(floor[arc] > 0)) return;
  const piece = pieceAt(net, arc, dutyPaid, dutyPaidDepth, 0);
  if (piece === FLAT) {
    out[0] = floor[arc];
    out[1] = Math.min(dutyPaid - floor[arc], 0);
  } else if (piece === DEEP) {
    out[0] = dutyPaid + net.cap[arc];
    // At the lower kink the landed price is still the floor, and its depth goes on from that of the flat piece.
    if (out[0] >= floor[arc] - net.priceTolerance) out[1] -= net.cap[arc];
  }
}

/**
 * The origin price at which what the arc brings lands at (main, depth); in net.out[0], net.out[1]. On the flat piece
 * the depth of the origin cannot be told: net.out[1] is then NaN. False if no origin price is low enough.
 */
export function originPrice(net: Network, arc: number, main: number, depth: number): boolean {
  const { out, floor, factor, charge, priceTolerance } = net;
  const above = main - floor[arc];
  if (above > priceTolerance || !(floor[arc] > 0)) {
    out[0] = (main - charge[arc]) / factor[arc];
    out[1] = depth / factor[arc];
    return true;
  }
  if (above >= -priceTolerance) {
    const beyond = depth + net.cap[arc];
    if (beyond < -priceTolerance) {
      out[0] = (floor[arc] - net.cap[arc] - charge[arc]) / factor[arc];
      out[1] = beyond / factor[arc];
    } else {
      out[0] = (floor[arc] + Math.max(Math.min(depth, 0), -net.cap[arc]) - charge[arc]) / factor[arc];
      out[1] = NaN;
    }
    return true;
  }
  if (net.cap[arc] === Infinity) return false;
  out[0] = (main - net.cap[arc] - charge[arc]) / factor[arc];
  out[1] = depth / factor[arc];
  return true;
}

/**
 * On which piece a duty-paid price lies. At a kink the direction of the coming move decides: up takes the upper
 * piece, down the lower one, 0 means that prices rest.
 */
export function pieceAt(net: Network, arc: number, dutyPaid: number, dutyPaidDepth: number, direction: number): number {
  const { priceTolerance } = net;
  const below = net.floor[arc] - dutyPaid;
  if (below < -priceTolerance) return FREE;
  if (below <= priceTolerance) {
    if (dutyPaidDepth < -priceTolerance) return FLAT;
    return direction < 0 ? FLAT : FREE;
  }
  const beyond = below - net.cap[arc];
  if (beyond > priceTolerance) return DEEP;
  if (beyond >= -priceTolerance && (direction < 0 || dutyPaidDepth < -priceTolerance)) return DEEP;
  return FLAT;
}
