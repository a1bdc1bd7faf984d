import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/sim/scenario";
import { fakeWorldInfo } from "../browser/support/fakeSim";
import { markFor, spacingPx } from "../../src/viz/map/arcs";
import { placeLabels, overlap, shortName } from "../../src/viz/map/labels";
import { coveredShare, glyphRadius, glyphSize, layoutSites } from "../../src/viz/map/layout";
import { countBox, countPlace } from "../../src/viz/map/counts";
import { planFlight } from "../../src/viz/map/flight";
import { countriesBox, countryAt, isInCountries } from "../../src/viz/map/land";
import { clusterAt, clusterTowards } from "../../src/viz/map/pick";
import { boundedCamera, cameraOver, projectionFor, WORLD_CAMERA, zoomedAbout } from "../../src/viz/map/projection";

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

test("at world view the exporter's industry is a dozen glyphs, not a block", () => {
  const { clusters } = layoutAt(1);
  const exporter = info.regions.findIndex((region) => region.id === info.exporterRegion);
  expect(clusters.filter((cluster) => cluster.region === exporter).length).toBeLessThanOrEqual(12);
});

test("a number of sites stands inside a glyph that has room, else in a badge that touches it", () => {
  const large = countPlace({ x: 100, y: 100, kind: "metal", radius: 12 });
  expect(large.isBadge).toBe(false);
  expect(Math.hypot(large.x - 100, large.y - 100)).toBeLessThan(12);
  for (const kind of ["mine", "separation", "metal", "magnet"] as const) {
    const box = countBox({ x: 100, y: 100, kind, radius: 6, count: 3 })!;
    expect(Math.hypot(box.x + box.width / 2 - 100, box.y + box.height / 2 - 100)).toBeLessThan(6 * 1.5 + 8);
  }
  expect(countBox({ x: 100, y: 100, kind: "metal", radius: 6, count: 1 })).toBeNull();
});

describe("the camera", () => {
  const near = boundedCamera(zoomedAbout(WORLD_CAMERA, 4, { x: 700, y: 240 }), BOX.width, BOX.height);
  const far = boundedCamera(zoomedAbout(WORLD_CAMERA, 4, { x: 60, y: 240 }), BOX.width, BOX.height);

  test("flies from where it is to where it shall be in half a second to nine tenths", () => {
    for (const [from, to] of [
      [WORLD_CAMERA, near],
      [near, far],
      [near, WORLD_CAMERA],
      [near, near],
    ] as const) {
      const flight = planFlight(from, to, BOX.width, BOX.height);
      expect(flight.durationMs).toBeGreaterThanOrEqual(500);
      expect(flight.durationMs).toBeLessThanOrEqual(900);
      const start = flight.at(0);
      expect(start.zoom).toBeCloseTo(from.zoom, 6);
      expect(start.x).toBeCloseTo(from.x, 3);
      expect(flight.at(1)).toEqual(to);
      const late = flight.at(0.999999);
      expect(late.x).toBeCloseTo(to.x, 0);
      expect(late.y).toBeCloseTo(to.y, 0);
    }
  });

  test("rises on the way between two places that are far apart, and does not jump", () => {
    const flight = planFlight(near, far, BOX.width, BOX.height);
    expect(flight.at(0.5).zoom).toBeLessThan(3);
    for (let part = 0.01; part < 1; part += 0.01)
      expect(Math.abs(Math.log(flight.at(part).zoom / flight.at(part - 0.01).zoom))).toBeLessThan(0.12);
  });

  test("shows a region whole, with its sites, and never leaves the map", () => {
    const world = projectionFor(BOX.width, BOX.height, WORLD_CAMERA);
    for (const region of info.regions) {
      const box = countriesBox(region.isoCodes, world);
      if (box === null) continue;
      const camera = cameraOver([box], BOX.width, BOX.height);
      expect(camera).toEqual(boundedCamera(camera, BOX.width, BOX.height));
      const x = box.x * camera.zoom + camera.x;
      const right = (box.x + box.width) * camera.zoom + camera.x;
      if (box.x > 0 && box.x + box.width < BOX.width) {
        expect(x).toBeGreaterThanOrEqual(-1);
        expect(right).toBeLessThanOrEqual(BOX.width + 1);
      }
    }
  });
});

test("a point on land belongs to its country, a point at sea to none", () => {
  expect(countryAt(116, 40)).toBe("CHN");
  expect(countryAt(134, -25)).toBe("AUS");
  expect(countryAt(-30, 0)).toBeNull();
  expect(isInCountries(["DEU", "POL"], 10, 51)).toBe(true);
  expect(isInCountries(["DEU", "POL"], 2, 47)).toBe(false);
});

describe("the pointer", () => {
  const { clusters, size } = layoutAt(1);
  const radiusOf = (id: number): number => glyphRadius(clusters[id]!.fullSharePercent, size);

  test("means the glyph it is on, and a finger reaches further", () => {
    for (const cluster of clusters) expect(clusterAt(clusters, { radiusOf }, cluster)).toBe(cluster);
    const alone = { ...clusters[0]!, x: 40, y: 500, id: 0 };
    const beside = { x: 40 + radiusOf(0) + 14, y: 500 };
    expect(clusterAt([alone], { radiusOf }, beside)).toBeNull();
    expect(clusterAt([alone], { radiusOf }, beside, true)).toBe(alone);
  });

  test("or a key, walks to the nearest glyph in its direction", () => {
    const at = (x: number, y: number, id: number) => ({ ...clusters[0]!, x, y, id });
    const row = [at(100, 100, 0), at(160, 104, 1), at(260, 100, 2), at(100, 220, 3)];
    expect(clusterTowards(row, row[0]!, { dx: 1, dy: 0 }, (one) => one.id !== 0)).toBe(1);
    expect(clusterTowards(row, row[0]!, { dx: 0, dy: 1 }, (one) => one.id !== 0)).toBe(3);
    expect(clusterTowards(row, row[0]!, { dx: -1, dy: 0 }, (one) => one.id !== 0)).toBe(-1);
  });
});
