/**
 * Where names stand on the map. A name takes the first free place round its glyph, in a fixed order; one that finds
 * none is left out. A placed name keeps its place for as long as it is free, so that nothing flickers.
 */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LabelWish {
  key: string;
  text: string;
  /** Larger comes first. */
  priority: number;
  /** Names of one group share an allowance. */
  group: number;
  x: number;
  y: number;
  radius: number;
  width: number;
  height: number;
}

export interface PlacedLabel extends Box {
  key: string;
  text: string;
  place: Place;
}

const PLACES = ["E", "W", "NE", "SE", "N", "S", "NW", "SW", "NN", "SS"] as const;
export type Place = (typeof PLACES)[number];
const GAP_PX = 5;
const SPARE_PX = 4;

export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly Box[],
  bounds: Box,
  before: ReadonlyMap<string, Place>,
  most: { inAll: number; inGroup: number },
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const inGroup = new Map<number, number>();
  const order = [...wishes].sort((a, b) => b.priority - a.priority || (a.key < b.key ? -1 : 1));
  for (const wish of order) {
    const used = inGroup.get(wish.group) ?? 0;
    if (placed.length >= most.inAll || used >= most.inGroup) continue;
    const last = before.get(wish.key);
    const places = last === undefined ? PLACES : [last, ...PLACES.filter((place) => place !== last)];
    for (const place of places) {
      const box = boxAt(wish, place);
      if (!inside(box, bounds)) continue;
      const touches = (one: Box): boolean => overlap(box, one, SPARE_PX);
      if (obstacles.some(touches) || placed.some(touches)) continue;
      placed.push({ ...box, key: wish.key, text: wish.text, place });
      inGroup.set(wish.group, used + 1);
      break;
    }
  }
  return placed;
}

/** True when two boxes come nearer than `spare`. */
export function overlap(a: Box, b: Box, spare: number): boolean {
  return (
    a.x < b.x + b.width + spare &&
    b.x < a.x + a.width + spare &&
    a.y < b.y + b.height + spare &&
    b.y < a.y + a.height + spare
  );
}

function boxAt(wish: LabelWish, place: Place): Box {
  const { width, height, x, y } = wish;
  const away = wish.radius * 1.15 + GAP_PX;
  const diagonal = wish.radius * 0.95 + GAP_PX;
  switch (place) {
    case "E":
      return { x: x + away, y: y - height / 2, width, height };
    case "W":
      return { x: x - away - width, y: y - height / 2, width, height };
    case "NE":
      return { x: x + diagonal, y: y - diagonal - height, width, height };
    case "SE":
      return { x: x + diagonal, y: y + diagonal, width, height };
    case "N":
      return { x: x - width / 2, y: y - wish.radius * 1.4 - GAP_PX - height + 2, width, height };
    case "S":
      return { x: x - width / 2, y: y + wish.radius * 1.1 + GAP_PX, width, height };
    case "NW":
      return { x: x - diagonal - width, y: y - diagonal - height, width, height };
    case "SW":
      return { x: x - diagonal - width, y: y + diagonal, width, height };
    case "NN":
      return { x: x - width / 2, y: y - wish.radius * 1.4 - GAP_PX - 2 * height, width, height };
    case "SS":
      return { x: x - width / 2, y: y + wish.radius * 1.1 + GAP_PX + height - 2, width, height };
    default: {
      const never: never = place;
      throw new Error(`no label place ${String(never)}`);
    }
  }
}

function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}

const LONGEST_NAME = 26;

/** A site's name as the map writes it: without what stands in brackets or after a comma. */
export function shortName(name: string): string {
  const bare = name
    .replace(/\s*\([^)]*\)/g, "")
    .split(",")[0]!
    .trim();
  if (bare.length <= LONGEST_NAME) return bare;
  const cut = bare.slice(0, LONGEST_NAME + 1);
  return cut
    .slice(0, Math.max(cut.lastIndexOf(" "), 8))
    .replace(/( (and|of|the|in|from|de|full|line|other|southern|northern))+$/, "");
}
