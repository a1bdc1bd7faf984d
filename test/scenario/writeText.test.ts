import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { loadScenario } from "../../src/scenario/load";
import { writeScenarioText } from "../../src/scenario/writeText";
import { twoRegions } from "./twoRegions";

test("a scenario that is written and read again is the same", () => {
  const scenario = loadScenario("a", JSON.stringify(twoRegions()));
  expect(loadScenario("a", writeScenarioText(scenario))).toEqual(scenario);
});

test("writing what was written changes nothing, so that a burn-in touches only its own lines", () => {
  const text = readFileSync("scenarios/rare-earths-2026.json", "utf8");
  expect(writeScenarioText(JSON.parse(text))).toBe(text);
});

test("a lane takes one row", () => {
  const text = writeScenarioText(twoRegions());
  expect(text).toContain(
    '    { "from": "CHN", "to": "USA", "freightUsdPerKg": { "concentrate": 2, "oxide": 0.5 } },\n',
  );
});

test("a figure that is no number is not written", () => {
  expect(() => writeScenarioText({ months: NaN })).toThrow("expected a finite number");
  expect(writeScenarioText({ months: undefined, name: "x" })).toBe('{ "name": "x" }\n');
});
