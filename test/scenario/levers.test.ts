import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { leversOf, type Lever } from "../../src/scenario/levers";
import { loadScenario } from "../../src/scenario/load";
import { applyOverrides, checkChange } from "../../src/scenario/overrides";
import { withDefaults } from "../../src/scenario/withDefaults";
import { twoRegions } from "./twoRegions";

const flagship = loadScenario("flagship", readFileSync("scenarios/rare-earths-2026.json", "utf8"));
const levers = leversOf(flagship);

/** Values at the ends of what a lever offers. */
function extremesOf(lever: Lever): unknown[] {
  switch (lever.kind) {
    case "toggle":
      return [true, false];
    case "number":
      return [lever.min, lever.max, ...(lever.offWord === null ? [] : [null])];
    case "choice":
      return lever.options.map((option) => option.value);
    case "stages":
      return [[], lever.options.map((option) => option.value)];
    case "members":
      return [[], lever.options.map((option) => option.value), ...lever.presets.map((preset) => preset.members)];
  }
}

describe("every lever", () => {
  test.each(levers.map((lever) => [lever.path, lever] as const))(
    "%s can be set before a run and moved during one",
    (path, lever) => {
      for (const value of extremesOf(lever)) {
        expect(() => applyOverrides(flagship, [{ path, value }])).not.toThrow();
        expect(() => checkChange(flagship, { month: "2030-01", path, value })).not.toThrow();
      }
    },
  );

  test("starts at the default where a scenario file leaves the rule out", () => {
    const { exporter, ...rest } = JSON.parse(readFileSync("scenarios/rare-earths-2026.json", "utf8")) as {
      exporter: { region: string; stateStockGood: string };
    };
    const { region, stateStockGood } = exporter;
    const bare = { ...rest, exporter: { region, stateStockGood } };
    expect(leversOf(withDefaults(bare))).toEqual(leversOf(loadScenario("bare", JSON.stringify(bare))));
  });

  test("starts where the scenario has it", () => {
    for (const lever of levers) {
      const at = lever.path
        .split(".")
        .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], flagship);
      expect(lever.default, lever.path).toEqual(at ?? null);
      if (lever.kind !== "number" || lever.default === null) continue;
      expect(lever.default, lever.path).toBeGreaterThanOrEqual(lever.min);
      expect(lever.default, lever.path).toBeLessThanOrEqual(lever.max);
    }
    const moved = applyOverrides(flagship, [{ path: "bloc.floor.levels.oxide", value: 77 }]);
    expect(leversOf(moved).find((lever) => lever.path === "bloc.floor.levels.oxide")!.default).toBe(77);
  });

  test("has a plain name and a hint of one line, each its own", () => {
    for (const lever of levers) {
      expect(lever.name.length, lever.path).toBeLessThanOrEqual(40);
      expect(lever.hint.length, lever.path).toBeLessThanOrEqual(100);
      expect(lever.hint, lever.path).toMatch(/[.]$/);
    }
    expect(new Set(levers.map((lever) => lever.name)).size).toBe(levers.length);
    expect(new Set(levers.map((lever) => lever.path)).size).toBe(levers.length);
  });
});

test("members may be chosen as proposed, as announced or from all partners", () => {
  const lever = levers.find((each) => each.kind === "members")!;
  const rows = readFileSync("data/members-2026.csv", "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const chosen = (column: string): string[] => {
    // Names may hold commas in quotes, so columns are counted from the group onwards.
    const header = rows[0]!;
    const offset = header.indexOf(column) - header.indexOf("group");
    return rows.slice(1).flatMap((row) => {
      const group = row.findIndex((cell) => /^(exporter|partner|mixed|non-aligned)$/.test(cell));
      return row[group + offset] === "yes" ? [row[0]!] : [];
    });
  };
  expect(lever.presets.map((preset) => [...preset.members].sort())).toEqual(
    ["default", "announced_three", "all_partners"].map((column) => chosen(column).sort()),
  );
  expect(lever.options.map((option) => option.value)).not.toContain("CHN");
});

test("a world without those regions offers no such choice, and a level for each of its own stages", () => {
  const small = leversOf(loadScenario("small", JSON.stringify(twoRegions())));
  expect(small.find((lever) => lever.kind === "members")).toMatchObject({
    presets: [{ name: "As proposed" }, { name: "All partners" }],
  });
  const levels = small.filter((lever) => lever.path.startsWith("bloc.floor.levels."));
  expect(levels.map((lever) => lever.path)).toEqual(["bloc.floor.levels.concentrate", "bloc.floor.levels.oxide"]);
  const conduct = small.find((lever) => lever.path === "exporter.conduct")!;
  expect(conduct.kind === "choice" && conduct.options.map((option) => option.value)).toEqual(["competitive", "rule"]);
});
