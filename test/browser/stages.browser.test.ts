/** Two hands draw the same map: Pixi on WebGL and the plain canvas. What the one shows, the other shows in its place. */
import { afterEach, describe, expect, test } from "vitest";
import { ARC_STEPS } from "../../src/viz/map/arcs";
import type { Arc } from "../../src/viz/map/arcs";
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

function arc(tonnes: number): Arc {
  const table = new Float32Array((ARC_STEPS + 1) * 3);
  for (let step = 0; step <= ARC_STEPS; step++) table.set([10 + (280 * step) / ARC_STEPS, 30, 0], step * 3);
  const ends = { from: { x: 10, y: 30 }, control: { x: 150, y: 30 }, to: { x: 290, y: 30 } };
  return { key: "a", ...ends, lengthPx: 280, table, kind: "ordinary", tonnes, shownTonnes: tonnes, phase: 0.5 };
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
