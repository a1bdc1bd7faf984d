import { expect, test } from "vitest";
import { firstDifference, valueInForce, withLever } from "../../src/viz/changes";

const start = { startMonth: "2026-01", scenarioValue: false, path: "bloc.floor.enabled" };

test("a lever moved in a month acts in the next", () => {
  const changes = withLever([], { ...start, value: true, shownMonth: 11 });
  expect(changes).toEqual([{ month: "2027-01", path: "bloc.floor.enabled", value: true }]);
  expect(valueInForce(changes, start.path, "2026-12", false)).toBe(false);
  expect(valueInForce(changes, start.path, "2027-01", false)).toBe(true);
});

test("a floor put in and taken out in one month leaves no mark", () => {
  const put = withLever([], { ...start, value: true, shownMonth: 40 });
  expect(withLever(put, { ...start, value: false, shownMonth: 40 })).toEqual([]);
});

test("a floor put in and taken out later leaves two", () => {
  const put = withLever([], { ...start, value: true, shownMonth: 40 });
  const out = withLever(put, { ...start, value: false, shownMonth: 90 });
  expect(out.map((change) => change.month)).toEqual(["2029-06", "2033-08"]);
});

test("a lever moved again in the past replaces what it was set to afterwards, and no other lever", () => {
  const cap = { month: "2040-01", path: "bloc.floor.cap", value: 20 };
  const before = [{ month: "2035-01", path: start.path, value: true }, cap];
  const after = withLever(before, { ...start, value: true, shownMonth: 11 });
  expect(after).toEqual([{ month: "2027-01", path: start.path, value: true }, cap]);
});

test("a branch keeps the months before the first change that differs", () => {
  const one = [{ month: "2029-01", path: "bloc.floor.enabled", value: true }];
  const two = [...one, { month: "2034-01", path: "bloc.floor.cap", value: 30 }];
  expect(firstDifference(one, two)).toBe("2034-01");
  expect(firstDifference(two, [])).toBe("2029-01");
  expect(firstDifference(two, [...two])).toBeNull();
});
