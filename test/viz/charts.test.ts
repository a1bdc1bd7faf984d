import { describe, expect, test } from "vitest";
import { monthAt, spanFor, valueAxis, xOf, yearTicks } from "../../src/viz/charts/axis";
import { measureFigures, spread } from "../../src/viz/charts/measure";
import { stackMarks } from "../../src/viz/charts/lanes";
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

test("neighbours in a lane become one mark with a count, and a closure is never hidden in it", () => {
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
  const axis = { left: 0, right: 240, span: 240 };
  const events = [event(10, "mothballed"), event(12, "closed"), event(60, "opened"), event(80, "begun")];
  const stacks = stackMarks(events, axis, 239);
  expect(stacks.map((stack) => [stack.kind, stack.events.length])).toEqual([
    ["closed", 2],
    ["opened", 1],
  ]);
  expect(stackMarks(events, axis, 30)).toHaveLength(1);
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
