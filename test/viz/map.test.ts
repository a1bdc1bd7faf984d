import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/sim/scenario";
import { fakeWorldInfo } from "../browser/support/fakeSim";
import { markFor, spacingPx } from "../../src/viz/map/arcs";
import { placeLabels, overlap, shortName } from "../../src/viz/map/labels";
import { coveredShare, glyphRadius, glyphSize, layoutSites } from "../../src/viz/map/layout";
import { projectionFor, WORLD_CAMERA } from "../../src/viz/map/projection";

const scenario = JSON.parse(
  readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8"),
) as Scenario;
const info = fakeWorldInfo(scenario, "7");
const BOX = { width: 832, height: 568 };
const layoutAt = (zoom: number) =>
  layoutSites(info, projectionFor(BOX.width, BOX.height, { ...WORLD_CAMERA, zoom }), { zoom, radiusScale: 1 });

describe("the flagship's world fits on the map", () => {
  test("with every site in some glyph", () => {
    expect([...layoutAt(1).ofSite].filter((cluster) => cluster < 0)).toEqual([]);
  });

  test("without panning", () => {
    for (const cluster of layoutAt(1).clusters) {
      expect(cluster.x).toBeGreaterThan(0);
      expect(cluster.x).toBeLessThan(BOX.width);
      expect(cluster.y).toBeGreaterThan(60);
      expect(cluster.y).toBeLessThan(BOX.height - 30);
    }
  });

  test("the same way each time", () => {
    expect(layoutAt(1)).toEqual(layoutAt(1));
  });

  test("with hardly a glyph lying on another", () => {
    const { clusters, size } = layoutAt(1);
    const covered: string[] = [];
    for (const one of clusters)
      for (const two of clusters)
        if (one.id < two.id && coveredShare(one, two, size) > 0.15)
          covered.push(`${one.kind} and ${two.kind} in ${info.regions[two.region]!.id}`);
    expect(covered).toEqual([]);
  });

  test("and parts into more glyphs the nearer one looks", () => {
    expect(layoutAt(4).clusters.length).toBeGreaterThan(layoutAt(1).clusters.length + 20);
  });
});

test("a glyph's area is its capacity, between the smallest and the largest that can be read", () => {
  const near = glyphSize(4, 1);
  expect(glyphRadius(20, near) ** 2 / glyphRadius(5, near) ** 2).toBeCloseTo(4);
  expect(glyphRadius(0.01, near)).toBe(5);
  expect(glyphRadius(95, near)).toBe(17);
  const world = glyphSize(1, 1);
  expect(glyphRadius(12, world) ** 2 / glyphRadius(3, world) ** 2).toBeCloseTo(4);
  expect(glyphRadius(95, world)).toBe(12.5);
});

test("names never lie on each other or on what is kept clear, and none is cut by the edge", () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 };
  const wish = fc.record({
    key: fc.uuid(),
    text: fc.constant("Mount Weld"),
    priority: fc.double({ min: 0, max: 100, noNaN: true }),
    group: fc.integer({ min: 0, max: 8 }),
    x: fc.double({ min: 0, max: 400, noNaN: true }),
    y: fc.double({ min: 0, max: 300, noNaN: true }),
    radius: fc.double({ min: 5, max: 17, noNaN: true }),
    width: fc.double({ min: 20, max: 120, noNaN: true }),
    height: fc.constant(14),
  });
  const obstacles = [{ x: 0, y: 0, width: 260, height: 70 }];
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      const placed = placeLabels(wishes, obstacles, bounds, new Map(), { inAll: 10, inGroup: 2 });
      expect(placed.length).toBeLessThanOrEqual(10);
      placed.forEach((one, index) => {
        expect(overlap(one, obstacles[0]!, 0)).toBe(false);
        expect(one.x >= 0 && one.x + one.width <= 400 && one.y >= 0 && one.y + one.height <= 300).toBe(true);
        for (const two of placed.slice(index + 1)) expect(overlap(one, two, 0)).toBe(false);
      });
    }),
  );
});

test("a site's name on the map leaves out what stands in brackets or after a comma", () => {
  expect(shortName("Pela Ema (Serra Verde)")).toBe("Pela Ema");
  expect(shortName("Maoniuping, Dalucao and other Sichuan mines")).toBe("Maoniuping");
  expect(shortName("Makers of Baotou and of the north")).toBe("Makers of Baotou");
});

test("twice the tonnes are twice the marks, whatever the tonnage of a mark", () => {
  for (const mark of [5, 25, 100]) expect(spacingPx(600, mark)).toBe(spacingPx(1200, mark) * 2);
});

test("a mark's tonnage is raised before a long arc turns into a rope, and never lowered", () => {
  const arc = (tonnes: number) => [{ kind: "belowCost" as const, tonnes, lengthPx: 200 }] as never;
  expect(markFor(arc(60), 0)).toBe(5);
  expect(markFor(arc(900), 0)).toBe(100);
  expect(markFor(arc(60), 100)).toBe(100);
});
