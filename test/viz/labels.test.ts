/**
 * Everything written on the map, measured: over the months of a run, at several zooms, nothing lies on a name, a glyph,
 * what floats over the map, or its edge.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Scenario } from "../../src/sim/scenario";
import type { Snapshot } from "../../src/sim/snapshot";
import { readBatch } from "../../src/workers/frame";
import { fakeSim, fakeWorldInfo } from "../browser/support/fakeSim";
import { overlap } from "../../src/viz/map/labels";
import { glyphRadius, layoutSites, stageTotals } from "../../src/viz/map/layout";
import { momentOf } from "../../src/viz/map/moments";
import { glyphCores, placeCaps, placeEvent, placeNames } from "../../src/viz/map/names";
import type { Scene } from "../../src/viz/map/names";
import { boundedCamera, projectionFor, zoomedAbout, WORLD_CAMERA } from "../../src/viz/map/projection";
import type { Camera } from "../../src/viz/map/projection";
import { clusterState } from "../../src/viz/map/siteState";

const scenarioText = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
const info = fakeWorldInfo(JSON.parse(scenarioText) as Scenario, "7");
const totals = stageTotals(info);
const BOX = { width: 832, height: 568 };
/** Headline of two lines, the one button, the legend, the zoom buttons, a card. */
const OBSTACLES = [
  { x: 18, y: 12, width: 592, height: 58 },
  { x: 685, y: 16, width: 131, height: 28 },
  { x: 16, y: 539, width: 665, height: 20 },
  { x: 768, y: 534, width: 54, height: 26 },
];
const CARD = { x: 300, y: 260, width: 280, height: 220 };
const MONTHS = [0, 7, 19, 30, 41, 52, 66, 80, 95, 111, 130, 150, 171, 190, 215, 239];
let months: Snapshot[] = [];

beforeAll(async () => {
  const sim = fakeSim();
  await sim.open("here", { scenarioText, scenarioName: "rare-earths-2026", seed: "7", overrides: [], changes: [] });
  const answer = await sim.frames("here", 0, 240);
  if (!answer.ok) throw new Error(answer.failure.message);
  months = readBatch(answer.value);
});

function sceneAt(camera: Camera, snapshot: Snapshot, withCard: boolean): Scene {
  const projection = projectionFor(BOX.width, BOX.height, camera);
  const layout = layoutSites(info, projection, { zoom: camera.zoom, radiusScale: 1 });
  const states = layout.clusters.map((cluster) => clusterState(cluster, snapshot, info, totals));
  return {
    info,
    clusters: layout.clusters,
    states,
    members: snapshot.members,
    radiusOf: (id) => glyphRadius(states[id]?.sharePercent ?? 0, layout.size),
    projection,
    ...BOX,
    zoom: camera.zoom,
    textScale: 1,
    // Wider than the face is, to be on the safe side.
    measure: (text, _, size) => text.length * size * 0.6,
    obstacles: withCard ? [...OBSTACLES, CARD] : OBSTACLES,
  };
}

const cameras: [string, Camera][] = [
  ["at world view", WORLD_CAMERA],
  ["over Europe at 1.6", boundedCamera(zoomedAbout(WORLD_CAMERA, 1.6, { x: 400, y: 180 }), BOX.width, BOX.height)],
  [
    "over the exporter at 2.6",
    boundedCamera(zoomedAbout(WORLD_CAMERA, 2.6, { x: 680, y: 240 }), BOX.width, BOX.height),
  ],
  ["over Australia at 4", boundedCamera(zoomedAbout(WORLD_CAMERA, 4, { x: 720, y: 490 }), BOX.width, BOX.height)],
];

describe.each(cameras)("%s", (_, camera) => {
  test.each([false, true])("nothing is written over anything (card open: %s)", (withCard) => {
    const faults: string[] = [];
    let written = 0;
    let places = new Map<string, never>();
    for (const month of MONTHS) {
      const scene = sceneAt(camera, months[month]!, withCard);
      const caps = placeCaps(scene, [], [], true);
      const marked = { selected: withCard ? 3 : -1, followed: -1, hovered: 5, event: -1 };
      const names = placeNames(scene, marked, caps, places);
      places = new Map(names.map((name) => [name.key, name.place as never]));
      const labels = [...caps, ...names];
      written += labels.length;
      labels.forEach((one, index) => {
        const at = `${one.text} in month ${month}`;
        if (one.x < 0 || one.y < 0 || one.x + one.width > BOX.width || one.y + one.height > BOX.height)
          faults.push(`${at} is cut by the edge`);
        if (scene.obstacles.some((box) => overlap(one, box, 0))) faults.push(`${at} lies under a panel`);
        if (glyphCores(scene).some((box) => overlap(one, box, 0))) faults.push(`${at} lies on a glyph`);
        for (const other of labels.slice(index + 1))
          if (overlap(one, other, 0)) faults.push(`${at} lies on ${other.text}`);
      });
    }
    expect(faults).toEqual([]);
    expect(written).toBeGreaterThan(3 * MONTHS.length);
  });
});

test("the name of an event finds a place inside the map, clear of what floats over it", () => {
  const moments = months.flatMap((month) => month.events.filter((event) => momentOf(event) !== null));
  expect(moments.length).toBeGreaterThan(10);
  for (const event of moments) {
    const scene = sceneAt(WORLD_CAMERA, months[event.month]!, false);
    const cluster = scene.clusters.find((one) => one.sites.some((site) => info.sites[site]!.id === event.entityId));
    if (cluster === undefined) continue;
    const size = { width: 240, height: 34 };
    const box = placeEvent({ x: cluster.x, y: cluster.y, radius: scene.radiusOf(cluster.id) }, size, scene);
    expect(box.x >= 0 && box.y >= 0 && box.x + 240 <= BOX.width && box.y + 34 <= BOX.height).toBe(true);
    expect(scene.obstacles.filter((one) => overlap(box, one, 0))).toEqual([]);
  }
});

test("bloc and exporter are named at world view in every month", () => {
  for (const month of MONTHS) {
    const caps = placeCaps(sceneAt(WORLD_CAMERA, months[month]!, false), [], [], true);
    expect(caps.map((cap) => cap.text).sort()).toEqual(["BLOC", "EXPORTER"]);
  }
});
