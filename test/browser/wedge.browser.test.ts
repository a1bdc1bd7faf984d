/** The picture the project is remembered for, read back pixel by pixel. */
import { describe, expect, test } from "vitest";
import { drawStrip } from "../../src/viz/charts/strip";
import type { StripPicture, StripSeries } from "../../src/viz/charts/strip";
import { TOKENS } from "../../src/viz/theme/tokens";

const MONTHS = 61;
const SIZE = { width: 420, height: 218 };
const AXIS = { left: 54, right: 416, span: 60 };
const TOP = 120;

/** No floor until month 20; then a floor at 82 over imports that land at 40. */
function series(over: Partial<Record<keyof StripSeries, (month: number) => number>> = {}): StripSeries {
  const make = (name: keyof StripSeries, plain: (month: number) => number): Float64Array =>
    Float64Array.from({ length: MONTHS }, (_, month) => (over[name] ?? plain)(month));
  return {
    zone: make("zone", (month) => (month < 20 ? 40 : 82)),
    exporter: make("exporter", () => 37),
    landed: make("landed", () => 40),
    reference: make("reference", (month) => (month < 20 ? Number.NaN : 82)),
    topUp: make("topUp", (month) => (month < 20 ? 0 : 42)),
    imports: make("imports", () => 900),
  };
}

function draw(
  over: Partial<StripPicture> = {},
  canvas = document.createElement("canvas"),
): (month: number, value: number) => [number, number, number] {
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  const ctx = canvas.getContext("2d", { willReadFrequently: true })!;
  drawStrip(ctx, {
    ...SIZE,
    big: true,
    axis: AXIS,
    series: series(),
    ghost: null,
    ghostUntil: 0,
    top: TOP,
    ticks: [0, 40, 80, 120],
    position: 59,
    furthest: 59,
    hover: null,
    colours: TOKENS.dark,
    fontScale: 1,
    capAt: () => null,
    ...over,
  });
  const plot = SIZE.height - 11;
  return (month, value) => {
    const x = Math.round(AXIS.left + ((AXIS.right - AXIS.left) * month) / AXIS.span);
    const y = Math.round(6 + plot * (1 - value / TOP));
    // A patch as wide as the hatch is steep, so that a line between two stripes is not mistaken for the ground.
    const { data } = ctx.getImageData(x - 4, y - 4, 9, 9);
    const sum: [number, number, number] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4)
      for (let c = 0; c < 3; c++) sum[c]! += (data[at + c]! * data[at + 3]!) / 255 / 81;
    return sum;
  };
}

const isMagenta = ([r, g, b]: [number, number, number]): boolean => r > 60 && r > 1.8 * g && b > 1.2 * g;
const isBlank = ([r, g, b]: [number, number, number]): boolean => r + g + b < 40;

describe("the wedge", () => {
  test("fills the gap between what an import lands at and the floor, from the month the floor begins", () => {
    const at = draw();
    for (const month of [24, 35, 50]) for (const value of [48, 60, 74]) expect(isMagenta(at(month, value))).toBe(true);
    expect(isBlank(at(10, 60))).toBe(true);
  });

  test("leaves what is under the landed price and over the floor empty", () => {
    const at = draw();
    expect(isBlank(at(40, 20))).toBe(true);
    expect(isBlank(at(40, 100))).toBe(true);
  });

  test("is an outline without filling when nothing is imported", () => {
    const at = draw({ series: series({ imports: () => 0, topUp: () => 0 }) });
    expect(isBlank(at(40, 60))).toBe(true);
    expect(isMagenta(at(50, 40)) || !isBlank(at(50, 40))).toBe(true);
  });

  test("is gone where imports are dearer than the floor", () => {
    const at = draw({ series: series({ landed: () => 95, topUp: () => 0, zone: () => 95 }) });
    expect(isBlank(at(40, 88))).toBe(true);
  });

  test("stops at the cap and leaves the rest up to the floor empty", () => {
    const at = draw({ series: series({ topUp: (month) => (month < 20 ? 0 : 20), zone: () => 60 }), capAt: () => 20 });
    expect(isMagenta(at(26, 50))).toBe(true);
    expect(isBlank(at(26, 72))).toBe(true);
  });

  test("is pale in months after the cursor", () => {
    const at = draw({ position: 30 });
    const past = at(25, 60);
    const future = at(55, 60);
    expect(future[0]).toBeGreaterThan(10);
    expect(future[0]).toBeLessThan(0.5 * past[0]);
  });
});

test("the floor goes in: the wedge hangs from the floor before it has filled down to what an import lands at", async () => {
  const canvas = document.createElement("canvas");
  const reached = draw({ position: 19.5, furthest: 19 }, canvas);
  expect(isBlank(reached(22, 60))).toBe(true);
  draw({ position: 22, furthest: 22 }, canvas);
  await new Promise((resolve) => setTimeout(resolve, 90));
  const early = draw({ position: 24, furthest: 24 }, canvas);
  expect(isMagenta(early(22, 46))).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const late = draw({ position: 24, furthest: 24 }, canvas);
  expect(isMagenta(late(22, 46))).toBe(true);
});

test("outside price is orange, the bloc's blue, and a thin gap of freight and duty lies under the wedge", () => {
  const at = draw();
  const [r, g, b] = at(14, 36);
  expect(r).toBeGreaterThan(1.3 * g);
  expect(g).toBeGreaterThan(b);
  const [zr, , zb] = at(10, 41.5);
  expect(zb).toBeGreaterThan(1.5 * zr);
});

test("a month without trade is a gap in the line, not a price", () => {
  const gap = draw({
    series: series({ zone: (month) => (month > 5 && month < 15 ? Number.NaN : 80), topUp: () => 0 }),
  });
  expect(isBlank(gap(10, 80))).toBe(true);
  expect(isBlank(gap(2, 80))).toBe(false);
});

test("the run without the change is dotted and under the rest", () => {
  const ghost = series({ zone: () => 100 });
  const at = draw({ ghost, ghostUntil: 59 });
  const dotted = at(30, 100)[2];
  const solid = draw({ series: series({ zone: () => 100, topUp: () => 0 }) })(30, 100)[2];
  expect(draw()(30, 100)[2]).toBe(0);
  expect(dotted).toBeGreaterThan(4);
  expect(dotted).toBeLessThan(0.3 * solid);
});
