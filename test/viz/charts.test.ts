import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalFor, arriving, floorSince, isArriving } from "../../src/viz/charts/arrival";
import { monthAt, spanFor, valueAxis, xOf, yearTicks } from "../../src/viz/charts/axis";
import { measureFigures, spread } from "../../src/viz/charts/measure";
import { edges, stackMarks } from "../../src/viz/charts/lanes";
import { wedgeRuns } from "../../src/viz/charts/wedge";
import { money, percent, price, signed, plain } from "../../src/viz/text/format";
import type { SimEvent } from "../../src/sim/events";

const series = (months: { landed: number; reference: number; topUp: number; imports: number }[]) => ({
  landed: Float64Array.from(months, (one) => one.landed),
  reference: Float64Array.from(months, (one) => one.reference),
  topUp: Float64Array.from(months, (one) => one.topUp),
  imports: Float64Array.from(months, (one) => one.imports),
});
const none = { landed: 40, reference: Number.NaN, topUp: 0, imports: 90 };
const binding = { landed: 40, reference: 82, topUp: 42, imports: 90 };
const dear = { landed: 95, reference: 82, topUp: 0, imports: 90 };
const empty = { landed: 40, reference: 82, topUp: 0, imports: 0 };

describe("the wedge", () => {
  test("stands in the months in which an import pays a top-up, and in no other", () => {
    expect(wedgeRuns(series([none, binding, binding, dear, binding]), 4)).toEqual([
      { from: 1, to: 2, imported: true },
      { from: 4, to: 4, imported: true },
    ]);
  });

  test("is an outline where the floor stands over imports that do not come", () => {
    expect(wedgeRuns(series([binding, empty, empty]), 2)).toEqual([
      { from: 0, to: 0, imported: true },
      { from: 1, to: 2, imported: false },
    ]);
  });

  test("does not show a month that has not been reached", () => {
    expect(wedgeRuns(series([binding, binding, binding]), 0)).toEqual([{ from: 0, to: 0, imported: true }]);
  });
});

test("the measure adds up in whole dollars: floor less tariff is what an import lands at", () => {
  for (let landed = 20; landed < 80; landed += 0.37) {
    const figures = measureFigures({ floor: 82.4, landed, topUp: 82.4 - landed, outside: landed - 3 });
    expect(figures.floor - figures.tariff).toBe(figures.landed);
  }
});

test("labels of the measure that would touch are pushed apart in the order of their values", () => {
  const labels = [50, 52, 54, 55].map((at) => ({ at, height: 16 }));
  spread(labels, 200, 4);
  for (let i = 1; i < labels.length; i++) expect(labels[i]!.at - labels[i - 1]!.at).toBeGreaterThanOrEqual(15.9);
});

describe("the time axis", () => {
  test("shows five years at first, stretches once the cursor is past seven tenths, and never goes beyond the run", () => {
    expect(spanFor(0, 240)).toBe(60);
    expect(spanFor(42, 240)).toBeCloseTo(60);
    expect(spanFor(70, 240)).toBeCloseTo(100);
    expect(spanFor(239, 240)).toBe(239);
  });

  test("puts a month where it reads it", () => {
    const axis = { left: 54, right: 408, span: 120 };
    for (const month of [0, 17, 120]) expect(monthAt(axis, xOf(axis, month))).toBeCloseTo(month);
  });

  test("names no two years nearer to each other than they are wide", () => {
    for (let span = 24; span < 240; span += 7) {
      const axis = { left: 54, right: 408, span };
      const xs = yearTicks(axis, "2026-01", 56).map((tick) => xOf(axis, tick.month));
      for (let i = 1; i < xs.length; i++) expect(xs[i]! - xs[i - 1]!).toBeGreaterThanOrEqual(56);
    }
  });

  test("values have three to five round ticks from nought", () => {
    for (const largest of [7, 43, 88, 131, 390, 1240]) {
      const { top, ticks } = valueAxis(largest, 4);
      expect(ticks[0]).toBe(0);
      expect(top).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  });
});

describe("neighbours in a lane", () => {
  const event = (month: number, kind: SimEvent["kind"]): SimEvent => ({
    month,
    kind,
    entity: "A mine",
    entityId: "a-mine",
    region: "AUS",
    good: "concentrate",
    inBloc: true,
    figures: {},
    sentence: "",
  });

  test("become one mark with a count, and a closure is never hidden in it", () => {
    const axis = { left: 0, right: 240, span: 240 };
    const events = [event(10, "mothballed"), event(12, "closed"), event(60, "opened"), event(80, "begun")];
    const stacks = stackMarks(events, axis, 239);
    expect(stacks.map((stack) => [stack.kind, stack.events.length])).toEqual([
      ["closed", 2],
      ["opened", 1],
    ]);
    expect(stackMarks(events, axis, 30)).toHaveLength(1);
  });

  test("never touch each other, with their counts and the ring about the newest, and none is lost", () => {
    const kinds = ["closed", "mothballed", "restarted", "opened"] as const;
    const history = fc.array(fc.tuple(fc.integer({ min: 0, max: 239 }), fc.constantFrom(...kinds)), { maxLength: 80 });
    fc.assert(
      fc.property(history, fc.integer({ min: 60, max: 239 }), fc.integer({ min: 0, max: 239 }), (drawn, span, now) => {
        const events = drawn.sort((a, b) => a[0] - b[0]).map(([month, kind]) => event(month, kind));
        const axis = { left: 54, right: 416, span };
        const stacks = stackMarks(events, axis, 239, now);
        expect(stacks.reduce((sum, stack) => sum + stack.events.length, 0)).toBe(events.length);
        expect(stacks.filter((stack) => stack.isNewest).length).toBeLessThanOrEqual(1);
        for (let i = 1; i < stacks.length; i++)
          expect(edges(stacks[i]!).left - edges(stacks[i - 1]!).right).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe("the floor goes in", () => {
  const reference = Float64Array.from([Number.NaN, Number.NaN, Number.NaN, 82, 82, 82]);
  const flat = (value: number): Float64Array => new Float64Array(6).fill(value);
  const strip = {
    zone: Float64Array.from([40, 40, 40, 82, 82, 82]),
    exporter: flat(37),
    landed: flat(42),
    reference,
    topUp: Float64Array.from([0, 0, 0, 40, 40, 40]),
    imports: flat(900),
  };

  test("from the month in which it first holds, and never where it always has", () => {
    expect(floorSince(reference, 5)).toBe(3);
    expect(floorSince(reference, 2)).toBe(-1);
    expect(floorSince(flat(82), 5)).toBe(-1);
  });

  test("for 700 ms after the cursor has reached it, and not when the cursor jumps over it", () => {
    const canvas = {};
    expect(arrivalFor(canvas, reference, 2.6, 0)).toBeNull();
    expect(arrivalFor(canvas, reference, 3.1, 1000)).toEqual({ month: 3, done: 0 });
    expect(isArriving(canvas)).toBe(true);
    expect(arrivalFor(canvas, reference, 3.2, 1350)!.done).toBeGreaterThan(0.5);
    expect(arrivalFor(canvas, reference, 3.3, 1701)).toBeNull();
    expect(isArriving(canvas)).toBe(false);
    const jumping = {};
    arrivalFor(jumping, reference, 0, 0);
    expect(arrivalFor(jumping, Float64Array.from([...reference, 82, 82, 82]), 8, 10)).toBeNull();
  });

  test("the bloc's price climbs, the wedge fills downward from the floor, and the other run splits off", () => {
    const ghost = { ...strip, zone: flat(44) };
    const half = arriving(strip, ghost, { month: 3, done: 0.5 });
    expect(half.series.zone[4]).toBe(63);
    expect(half.series.landed[4]! + half.series.topUp[4]!).toBe(82);
    expect(half.series.topUp[4]).toBe(20);
    expect(half.series.zone[1]).toBe(40);
    expect(half.ghost!.zone[4]).toBeGreaterThan(44);
    expect(half.ghost!.zone[4]).toBeLessThan(63);
    expect(arriving(strip, ghost, { month: 3, done: 1 }).series.topUp[4]).toBe(40);
  });
});

test("a small strip's one tick lies close over its largest value", () => {
  for (const largest of [7, 43, 88, 131, 151, 204, 390, 1240]) {
    const { top, ticks } = valueAxis(largest, 1);
    expect(ticks).toEqual([0, top]);
    expect(top).toBeGreaterThanOrEqual(largest);
    expect(top).toBeLessThan(1.36 * largest);
  }
});

test("figures are said with two or three digits, a unit and a real minus", () => {
  expect(price(82.4)).toBe("$82");
  expect(price(7.44)).toBe("$7.4");
  expect(price(Number.NaN)).toBe("no trade");
  expect(money(5_320_000)).toBe("$5.3bn");
  expect(money(640_000)).toBe("$640m");
  expect(money(0)).toBe("$0");
  expect(percent(0.583)).toBe("58%");
  expect(percent(0.0034)).toBe("0.3%");
  expect(signed(-19, (size) => `${plain(size)} pts`)).toBe("−19 pts");
  expect(signed(0.2, plain)).toBe("0");
});
