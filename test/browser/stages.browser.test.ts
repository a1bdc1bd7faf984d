/** Two hands draw the same map: Pixi on WebGL and the plain canvas. What the one shows, the other shows in its place. */
import { afterEach, describe, expect, test } from "vitest";
import { ARC_STEPS } from "../../src/viz/map/arcs";
import type { Arc } from "../../src/viz/map/arcs";
import type { FlowForm } from "../../src/viz/map/flowMarks";
import { createCanvasStage } from "../../src/viz/map/canvasStage";
import type { GlyphLook } from "../../src/viz/map/glyph";
import { createPixiStage } from "../../src/viz/map/pixiStage";
import type { PlacedGlyph, Stage } from "../../src/viz/map/stage";
import { TOKENS } from "../../src/viz/theme/tokens";

const SIZE = { width: 300, height: 200 };
const COLOURS = TOKENS.dark;
let stage: Stage | null = null;

afterEach(() => {
  stage?.destroy();
  stage = null;
});

const makers: [string, () => Promise<Stage>][] = [
  ["Pixi", () => createPixiStage(SIZE.width, SIZE.height, 1, COLOURS)],
  ["the plain canvas", async () => createCanvasStage(SIZE.width, SIZE.height, 1, COLOURS)],
];

function glyph(x: number, over: Partial<GlyphLook>): PlacedGlyph {
  const look: GlyphLook = {
    kind: "metal",
    radius: 15,
    colour: COLOURS.bloc,
    ground: COLOURS.ocean,
    ink: COLOURS.ink,
    form: "running",
    utilisation: 1,
    progress: 0,
    shortage: 0,
    ...over,
  };
  return { x, y: 100, look, scale: 1, count: 1 };
}

function arc(tonnes: number, kind: FlowForm = "ordinary"): Arc {
  const table = new Float32Array((ARC_STEPS + 1) * 3);
  for (let step = 0; step <= ARC_STEPS; step++) table.set([10 + (280 * step) / ARC_STEPS, 30, 0], step * 3);
  const ends = { from: { x: 10, y: 30 }, control: { x: 150, y: 30 }, to: { x: 290, y: 30 } };
  return { key: "a", ...ends, lengthPx: 280, table, kind, tonnes, shownTonnes: tonnes, phase: 0.5 };
}

/** Share of a box that is lit, 0..1, and how blue what is lit is. */
function look(drawn: Stage, box: { x: number; y: number; width: number; height: number }): number {
  const flat = document.createElement("canvas");
  flat.width = SIZE.width;
  flat.height = SIZE.height;
  const ctx = flat.getContext("2d")!;
  for (const layer of drawn.layers) ctx.drawImage(layer, 0, 0, SIZE.width, SIZE.height);
  const { data } = ctx.getImageData(box.x, box.y, box.width, box.height);
  let bright = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at + 2]! > 120 && data[at + 3]! > 120) bright++;
  return bright / (box.width * box.height);
}

/** Light of a box in full pixels' worth, as a share of the box; colour does not matter. */
function lit(drawn: Stage, box: { x: number; y: number; width: number; height: number }): number {
  const flat = document.createElement("canvas");
  flat.width = SIZE.width;
  flat.height = SIZE.height;
  const ctx = flat.getContext("2d")!;
  for (const layer of drawn.layers) ctx.drawImage(layer, 0, 0, SIZE.width, SIZE.height);
  const { data } = ctx.getImageData(box.x, box.y, box.width, box.height);
  let light = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at]! + data[at + 1]! + data[at + 2]! > 200) light += data[at + 3]! / 255;
  return light / (box.width * box.height);
}

const about = (x: number) => ({ x: x - 12, y: 88, width: 24, height: 24 });

describe.each(makers)("%s", (_, make) => {
  test("fills a site from below by how hard it runs", async () => {
    stage = await make();
    stage.setGlyphs([glyph(60, { utilisation: 1 }), glyph(150, { utilisation: 0.5 }), glyph(240, { utilisation: 0 })]);
    stage.draw([], 25);
    expect(look(stage, about(60))).toBeGreaterThan(0.95);
    expect(look(stage, { x: 138, y: 88, width: 24, height: 10 })).toBeLessThan(0.1);
    expect(look(stage, { x: 138, y: 102, width: 24, height: 10 })).toBeGreaterThan(0.9);
    expect(look(stage, about(240))).toBeLessThan(0.05);
  });

  test("tells states apart by form alone", async () => {
    stage = await make();
    stage.setGlyphs([
      glyph(60, { form: "mothballed" }),
      glyph(150, { form: "closed" }),
      glyph(240, { form: "planned" }),
    ]);
    stage.draw([], 25);
    const [bars, cross, planned] = [60, 150, 240].map((x) => look(stage!, about(x)));
    expect(bars).toBeGreaterThan(0.05);
    expect(cross).toBeGreaterThan(0.12);
    expect(planned).toBeLessThan(0.02);
  });

  test("follows a site that shuts from one month to the next", async () => {
    stage = await make();
    stage.setGlyphs([glyph(60, { utilisation: 0.9 })]);
    stage.draw([], 25);
    const before = look(stage, about(60));
    stage.setGlyphs([glyph(60, { form: "mothballed" })]);
    stage.draw([], 25);
    expect(look(stage, about(60))).toBeLessThan(0.4 * before);
    stage.setGlyphs([]);
    stage.draw([], 25);
    expect(look(stage, about(60))).toBe(0);
  });

  test("gives each form of trade a mark of its own size, and the relabelled a hollow one", async () => {
    stage = await make();
    const lane = { x: 0, y: 20, width: 300, height: 20 };
    const area = {
      ordinary: Math.PI * 1.9 ** 2,
      belowCost: 9 * 2.3,
      relabelled: 2 * Math.PI * 2.7 * 1.5,
      stockpile: 4.6 ** 2,
    };
    for (const form of ["ordinary", "relabelled", "stockpile", "belowCost"] as const) {
      stage.draw([arc(400, form)], 25);
      const marks = (lit(stage, lane) * lane.width * lane.height) / area[form];
      expect(marks, form).toBeGreaterThan(13);
      expect(marks, form).toBeLessThan(22);
    }
    stage.draw([{ ...arc(25, "relabelled"), phase: 140 / 260 }], 25);
    expect(lit(stage, { x: 149, y: 29, width: 3, height: 3 })).toBeLessThan(0.3);
    expect(lit(stage, { x: 144, y: 24, width: 12, height: 12 })).toBeGreaterThan(0.1);
  });

  test("draws no marks for a trickle: they would seem to come from nowhere", async () => {
    stage = await make();
    stage.draw([arc(2)], 25);
    expect(lit(stage, { x: 0, y: 20, width: 300, height: 20 })).toBe(0);
  });

  test("shows twice the marks for twice the tonnes", async () => {
    stage = await make();
    const lane = { x: 0, y: 20, width: 300, height: 20 };
    stage.draw([arc(200)], 25);
    const once = look(stage, lane);
    stage.draw([arc(400)], 25);
    expect(look(stage, lane) / once).toBeGreaterThan(1.7);
    expect(look(stage, lane) / once).toBeLessThan(2.3);
  });
});

test("Pixi's picture comes back after the graphics card was lost, glyphs and particles alike", async () => {
  stage = await makers[0]![1]();
  stage.setGlyphs([glyph(60, {}), { ...glyph(150, { kind: "magnet" }), count: 3 }]);
  stage.draw([arc(400)], 25);
  const before = lit(stage, { x: 0, y: 0, width: 300, height: 200 });
  expect(before).toBeGreaterThan(0.01);
  const canvas = stage.layers[0]!;
  const card = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
  const event = (name: string): Promise<Event> =>
    new Promise((resolve) => canvas.addEventListener(name, resolve, { once: true }));
  const lost = event("webglcontextlost");
  card.loseContext();
  await lost;
  stage.draw([arc(400)], 25);
  // A card may be asked for again only once its loss has been told to everybody.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const restored = event("webglcontextrestored");
  card.restoreContext();
  await restored;
  await new Promise((resolve) => setTimeout(resolve, 50));
  stage.draw([arc(400)], 25);
  expect(lit(stage, { x: 0, y: 0, width: 300, height: 200 }) / before).toBeCloseTo(1, 1);
});
