/** Tonnes as particles, counted in pixels: a counter would not notice a picture that stayed empty. */
import { WebGLRenderer } from "pixi.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ARC_STEPS } from "../../src/viz/map/arcs";
import type { Arc } from "../../src/viz/map/arcs";
import type { FlowForm } from "../../src/viz/map/flowMarks";
import { Particles } from "../../src/viz/map/particles";
import { TOKENS } from "../../src/viz/theme/tokens";

const SIZE = { width: 640, height: 420 };
const MARK_TONNES = 25;
let renderer: WebGLRenderer;
let particles: Particles;

beforeEach(async () => {
  renderer = new WebGLRenderer();
  await renderer.init({ ...SIZE, backgroundAlpha: 0, preserveDrawingBuffer: true, skipExtensionImports: true });
  particles = new Particles(SIZE.width, SIZE.height, TOKENS.dark);
});

afterEach(() => renderer.destroy());

/** Straight arcs one above the other, far enough apart that no two particles touch. */
function arcs(tonnes: number, kind: FlowForm, phase = 0.3): Arc[] {
  return Array.from({ length: 16 }, (_, row) => {
    const y = 20 + row * 24;
    const table = new Float32Array((ARC_STEPS + 1) * 3);
    for (let step = 0; step <= ARC_STEPS; step++) table.set([20 + (600 * step) / ARC_STEPS, y, 0], step * 3);
    const ends = { from: { x: 20, y }, control: { x: 320, y }, to: { x: 620, y } };
    return {
      key: String(row),
      ...ends,
      lengthPx: 600,
      table,
      kind,
      tonnes,
      shownTonnes: tonnes,
      phase: (phase + row / 16) % 1,
    };
  });
}

/** Pixels that are lit, and the mean colour of those that are fully lit. */
function lit(shown: Arc[]): { pixels: number; colour: [number, number, number] } {
  particles.place(shown, MARK_TONNES);
  renderer.render(particles.container);
  const gl = renderer.gl;
  const bytes = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4);
  gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  let pixels = 0;
  let full = 0;
  const sum = [0, 0, 0];
  for (let at = 0; at < bytes.length; at += 4) {
    pixels += bytes[at + 3]! / 255;
    if (bytes[at + 3]! < 250) continue;
    full++;
    for (let c = 0; c < 3; c++) sum[c]! += bytes[at + c]!;
  }
  return { pixels, colour: sum.map((value) => value / full) as [number, number, number] };
}

describe("at a fixed tonnage a mark", () => {
  test.each(["ordinary", "belowCost"] as const)("twice the %s trade lights twice the pixels", (kind) => {
    const once = lit(arcs(100, kind)).pixels;
    const twice = lit(arcs(200, kind)).pixels;
    expect(once).toBeGreaterThan(200);
    expect(twice / once).toBeGreaterThan(1.9);
    expect(twice / once).toBeLessThan(2.1);
  });

  test("no trade lights none", () => {
    expect(lit(arcs(100, "ordinary")).pixels).toBeGreaterThan(0);
    expect(lit(arcs(0, "ordinary")).pixels).toBe(0);
  });

  test("a tonne takes its place once: 600 px of 100 t are nine or ten marks, each the disc of 1.9 px", () => {
    const area = Math.PI * 1.9 * 1.9;
    const marks = lit(arcs(100, "ordinary")).pixels / area / 16;
    expect(marks).toBeGreaterThan(8.6);
    expect(marks).toBeLessThan(9.9);
  });
});

test("goods sold below cost are orange streaks, ordinary ones pale discs", () => {
  const [r, g, b] = lit(arcs(150, "belowCost")).colour;
  expect([Math.round(r), Math.round(g), Math.round(b)]).toEqual([0xff, 0x9f, 0x45]);
  const streaks = lit(arcs(150, "belowCost")).pixels;
  const discs = lit(arcs(150, "ordinary")).pixels;
  expect(streaks / discs).toBeGreaterThan(1.5);
});

test("particles move with their phase and keep their number", () => {
  const here = lit(arcs(150, "ordinary", 0.3)).pixels;
  const there = lit(arcs(150, "ordinary", 0.7)).pixels;
  expect(Math.abs(there / here - 1)).toBeLessThan(0.05);
});

test("ten thousand particles are placed within a few milliseconds", () => {
  const crowd = arcs(2710, "ordinary");
  const many = particles.place(crowd, MARK_TONNES / 6.5);
  expect(many).toBeGreaterThan(10_000);
  const times: number[] = [];
  for (let round = 0; round < 25; round++) {
    const from = performance.now();
    particles.place(crowd, MARK_TONNES / 6.5);
    times.push(performance.now() - from);
  }
  expect(times.sort((a, b) => a - b)[12]).toBeLessThan(6);
});
