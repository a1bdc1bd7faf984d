/**
 * Where the regions of a small market stand in its picture: who sends more than it gets at the left, the others at the
 * right, in the order of the file; markets without lanes side by side. Nothing is drawn here.
 */
import type { MarketAnswer, MarketFile } from "../../workers/proofApi";

/** Width of a picture, and how far its discs stand from the edges: names and prices go there. */
export const WIDTH = 340;
export const EDGE = 84;
const ROW = 62;
const FIRST = 30;
/** More regions or lanes than this make a thicket; the tables then stand alone. */
const MOST_REGIONS = 10;
const MOST_LANES = 24;

export type Side = "left" | "right" | "middle";

export interface PlacedRegion {
  name: string;
  x: number;
  y: number;
  side: Side;
}

export interface PlacedMarket {
  height: number;
  regions: PlacedRegion[];
}

/** Null where a market is too large for a picture. */
export function placeMarket(market: MarketFile, answer: MarketAnswer): PlacedMarket | null {
  if (market.regions.length > MOST_REGIONS || market.lanes.length > MOST_LANES) return null;
  if (market.lanes.length === 0) return placeApart(market);
  const net = new Map(market.regions.map((name) => [name, 0]));
  for (const { from, to, quantity } of answer.flows) {
    net.set(from, net.get(from)! + quantity);
    net.set(to, net.get(to)! - quantity);
  }
  const onlySends = (name: string): boolean =>
    market.lanes.some((lane) => lane.from === name) && !market.lanes.some((lane) => lane.to === name);
  const isLeft = (name: string): boolean => net.get(name)! > 0 || (net.get(name) === 0 && onlySends(name));
  const left = market.regions.filter(isLeft);
  const right = market.regions.filter((name) => !isLeft(name));
  const rows = Math.max(left.length, right.length, 1);
  const column = (names: readonly string[], side: Side, x: number): PlacedRegion[] =>
    names.map((name, k) => ({ name, side, x, y: FIRST + (k + (rows - names.length) / 2) * ROW }));
  return {
    height: rows * ROW + 4,
    regions: [...column(left, "left", EDGE), ...column(right, "right", WIDTH - EDGE)],
  };
}

export interface Curve {
  /** Control point. */
  cx: number;
  cy: number;
  /** Place of the words on it, and of its arrow head. */
  label: { x: number; y: number };
  head: { x: number; y: number };
  /** Degrees. */
  angle: number;
}

const LABEL_PLACES = [0.54, 0.44, 0.64, 0.34, 0.72, 0.26, 0.8] as const;
const LABEL_WIDTH = 52;
/** Heights of one line and of two: what is carried, and what is taken on it. */
const LABEL_HEIGHTS = [16, 33] as const;

/**
 * The curves of a market's lanes, in the order of the file. There and back part company; words take the first place along
 * their curve that no earlier ones have. Lanes in use come first.
 */
export function placeLanes(placed: PlacedMarket, answer: MarketAnswer): Curve[] {
  const at = new Map(placed.regions.map((region) => [region.name, region]));
  const curves: Curve[] = [];
  const taken: Label[] = [];
  const order = answer.flows.map((_, k) => k).sort((a, b) => used(answer, b) - used(answer, a) || a - b);
  for (const k of order) {
    const { from, to, duty, topUp, quotaRent } = answer.flows[k]!;
    const height = LABEL_HEIGHTS[duty + topUp + quotaRent > 1e-9 ? 1 : 0];
    curves[k] = placeLane(at.get(from)!, at.get(to)!, height, taken);
  }
  return curves;
}

function used(answer: MarketAnswer, lane: number): number {
  return answer.flows[lane]!.quantity > 1e-9 ? 1 : 0;
}

interface Label {
  x: number;
  y: number;
  height: number;
}

function placeLane(from: PlacedRegion, to: PlacedRegion, height: number, taken: Label[]): Curve {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  // Inside one side the curves stay out of the way of the names.
  const inside = (from.side === "left" ? 1 : -1) * (dy > 0 ? 46 : 26);
  const bulge = 9 * Math.sign(dx);
  const cx = dx === 0 ? from.x + inside : (from.x + to.x) / 2 + (dy / length) * bulge;
  const cy = (from.y + to.y) / 2 - (dx === 0 ? 0 : (Math.abs(dx) / length) * bulge);
  const point = (t: number): { x: number; y: number } => ({
    x: (1 - t) * (1 - t) * from.x + 2 * t * (1 - t) * cx + t * t * to.x,
    y: (1 - t) * (1 - t) * from.y + 2 * t * (1 - t) * cy + t * t * to.y,
  });
  const isFree = (one: { x: number; y: number }): boolean =>
    taken.every((two) => Math.abs(one.x - two.x) > LABEL_WIDTH || one.y > two.y + two.height || two.y > one.y + height);
  const places = dx === 0 ? [0.5] : LABEL_PLACES;
  const label = places.map(point).find(isFree) ?? point(places[0]!);
  taken.push({ ...label, height });
  return {
    cx,
    cy,
    label,
    head: point(0.9),
    angle: (Math.atan2(to.y - cy, to.x - cx) * 180) / Math.PI,
  };
}

function placeApart(market: MarketFile): PlacedMarket {
  const perRow = 4;
  const rows = Math.ceil(market.regions.length / perRow);
  const columns = Math.min(perRow, market.regions.length);
  return {
    height: rows * ROW + 4,
    regions: market.regions.map((name, k) => ({
      name,
      side: "middle",
      x: (WIDTH * ((k % perRow) + 0.5)) / columns,
      y: FIRST - 6 + Math.floor(k / perRow) * ROW,
    })),
  };
}
