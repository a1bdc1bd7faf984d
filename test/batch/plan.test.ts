/** The design of a batch: lists of values to points, texts to seeds. */
import { expect, test } from "vitest";
import { makePlan, seedsOf } from "../../src/batch/plan";
import { didYouMean } from "../../src/batch/usage";
import { csvText } from "../../src/batch/csv";

test("each floor is met by each flood, the last lever varying fastest", () => {
  const floors = { path: "bloc.floor.enabled", values: [false, true] };
  const conducts = { path: "exporter.conduct", values: ["competitive", "rule"] };
  const { paths, points } = makePlan([floors, conducts], ["1"]);
  expect(paths).toEqual(["bloc.floor.enabled", "exporter.conduct"]);
  expect(points.map((point) => point.map(({ value }) => value))).toEqual([
    [false, "competitive"],
    [false, "rule"],
    [true, "competitive"],
    [true, "rule"],
  ]);
});

test("a batch without levers has one point, the scenario as it is", () => {
  expect(makePlan([], ["1", "2"]).points).toEqual([[]]);
});

test("a lever listed twice is refused", () => {
  const cap = { path: "bloc.floor.cap", values: [5] };
  expect(() => makePlan([cap, cap], ["1"])).toThrow(/bloc\.floor\.cap twice/);
});

test("histories are counted from the first seed to the last, both played", () => {
  expect(seedsOf("3..5")).toEqual(["3", "4", "5"]);
  expect(seedsOf("calm,storm")).toEqual(["calm", "storm"]);
  for (const wrong of ["5..3", "a..b", "", "1,1", "1,,2", "1..2,3"]) expect(() => seedsOf(wrong)).toThrow(/--seeds/);
});

test("a mine misspelt is named rightly, and a word from nowhere is not guessed at", () => {
  expect(didYouMean("Montain Pass", ["Mountain Pass", "Mount Weld"])).toBe(" (did you mean Mountain Pass?)");
  expect(didYouMean("zzzzzzzz", ["run", "list"])).toBe("");
});

test("a sentence with commas and quotes stays one cell, and a month without trade is empty", () => {
  expect(csvText(["a", "b"], [['mothballed, at "38"', NaN]])).toBe('a,b\n"mothballed, at ""38""",\n');
});
