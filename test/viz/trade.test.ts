/** Trade on the map: which form it takes, which arcs it shares, and how what a floor turns away finds its new buyer. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../src/sim/scenario";
import type { Snapshot } from "../../src/sim/snapshot";
import { fakeWorldInfo } from "../browser/support/fakeSim";
import { ArcSet, particlesOn, spacingPx } from "../../src/viz/map/arcs";
import { BEND_MS, Deflection, turnedAway } from "../../src/viz/map/deflection";
import { formOfKind, FORMS_IN_USE } from "../../src/viz/map/flowMarks";
import { layoutSites } from "../../src/viz/map/layout";
import { projectionFor, WORLD_CAMERA } from "../../src/viz/map/projection";

const info = fakeWorldInfo(
  JSON.parse(readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8")) as Scenario,
  "7",
);
const region = (id: string): number => info.regions.findIndex((one) => one.id === id);
const good = (id: string): number => info.goods.findIndex((one) => one.id === id);
const projection = projectionFor(832, 568, WORLD_CAMERA);
const arcSet = (byGood: boolean): ArcSet =>
  new ArcSet(info, layoutSites(info, projection, { zoom: 1, radiusScale: 1 }), projection, byGood);

type Row = [good: string, from: string, to: string, tonnes: number, kind?: number, topUp?: number];

function month(rows: Row[], floorEnabled = 1): Snapshot {
  return {
    month: 0,
    stages: [],
    world: { floorEnabled } as Snapshot["world"],
    members: Uint8Array.from(info.regions, (one) => (["USA", "AUS", "JPN", "DEU"].includes(one.id) ? 1 : 0)),
    prices: new Float64Array(0),
    sites: new Float64Array(0),
    buyers: new Float64Array(0),
    flows: Float64Array.from(
      rows.flatMap(([what, from, to, tonnes, kind = 0, topUp = 0]) => [
        good(what),
        region(from),
        region(to),
        tonnes,
        kind,
        topUp,
      ]),
    ),
    events: [],
  };
}

describe("the form of trade", () => {
  test("is told by the kind in the frame, for relabelled and stockpiled goods as well once a frame holds them", () => {
    const kinds = ["ordinary", "belowCost", "relabelled", "stockpile", "unheard of"];
    expect(kinds.map((_, kind) => formOfKind(kind, kinds))).toEqual([
      "ordinary",
      "belowCost",
      "relabelled",
      "stockpile",
      "ordinary",
    ]);
  });

  test("stands in the legend only where the model can send it", () => {
    expect(FORMS_IN_USE).toContain("ordinary");
    expect(FORMS_IN_USE).toContain("belowCost");
    expect(FORMS_IN_USE.every((form) => formOfKind(FORMS_IN_USE.indexOf(form)) === form)).toBe(true);
  });
});

describe("seen from afar", () => {
  const rows: Row[] = [
    ["oxide", "CHN", "JPN", 100],
    ["metal", "CHN", "JPN", 300],
    ["magnet", "CHN", "JPN", 50, 1],
  ];

  test("goods of one form between two regions share an arc and add up", () => {
    const arcs = arcSet(false);
    arcs.update(month(rows));
    expect([...arcs.arcs.values()].map((arc) => [arc.kind, arc.tonnes])).toEqual([
      ["ordinary", 400],
      ["belowCost", 50],
    ]);
  });

  test("and from near each has its own", () => {
    const arcs = arcSet(true);
    arcs.update(month(rows));
    expect(arcs.arcs.size).toBe(3);
  });
});

test("an arc holds as many particles as its tonnes, its length and the mark's tonnage say", () => {
  const arcs = arcSet(false);
  arcs.update(month([["metal", "CHN", "USA", 500]]));
  arcs.settle();
  const [arc] = arcs.arcs.values();
  expect(Math.abs(particlesOn([arc!], 25) - arc!.lengthPx / spacingPx(500, 25))).toBeLessThanOrEqual(1);
});

describe("trade that a floor turns away", () => {
  const before = month([
    ["magnet", "CHN", "USA", 300],
    ["magnet", "CHN", "IND", 100],
    ["metal", "CHN", "JPN", 90],
  ]);
  const after = month([
    ["magnet", "CHN", "USA", 120, 0, 30],
    ["magnet", "CHN", "IND", 260],
    ["metal", "CHN", "JPN", 88],
  ]);

  test("is what a seller lost in the zone and sold elsewhere in the same month, and no more", () => {
    const moves = turnedAway(before, after, 25);
    expect(moves).toHaveLength(1);
    expect(moves[0]!.tonnes).toBe(160);
    expect(info.regions[moves[0]!.to.to]!.id).toBe("IND");
  });

  test("is nothing where no floor holds, or where what was lost found no new buyer", () => {
    expect(turnedAway(before, { ...after, world: { ...after.world, floorEnabled: 0 } }, 25)).toEqual([]);
    expect(turnedAway(before, month([["magnet", "CHN", "USA", 120]]), 25)).toEqual([]);
  });

  test("bends to its new buyer within 600 ms, and is counted once on the way", () => {
    const arcs = arcSet(false);
    const deflection = new Deflection();
    arcs.update(before);
    arcs.settle();
    arcs.update(after);
    deflection.start(turnedAway(before, after, 25), arcs, 1000);
    const shown = (): number =>
      [...arcs.arcs.values(), ...deflection.arcs]
        .filter((arc) => arc.key !== arcs.keyOf({ good: 0, from: region("CHN"), to: region("JPN"), kind: "ordinary" }))
        .reduce((sum, arc) => sum + arc.shownTonnes, 0);
    const whole = shown();
    const ends = (): number => deflection.arcs[0]!.to.x;
    const start = ends();
    const step = { travelPx: 1, spacingOf: () => 20 };
    deflection.advance(1000 + BEND_MS / 2, arcs, step);
    expect(Math.abs(ends() - start)).toBeGreaterThan(50);
    expect(shown()).toBeCloseTo(whole, 6);
    expect(whole).toBe(400);
    deflection.advance(1000 + BEND_MS, arcs, step);
    expect(deflection.arcs).toEqual([]);
    expect(shown()).toBeGreaterThanOrEqual(whole - 21);
  });
});
