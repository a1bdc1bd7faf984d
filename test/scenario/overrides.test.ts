import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { loadScenario } from "../../src/scenario/load";
import { applyOverrides, checkChange, parseSetArgument, parseSetValues } from "../../src/scenario/overrides";
import type { Scenario } from "../../src/sim/scenario";
import { faultsOf } from "./faultsOf";

const flagship = loadScenario("flagship", readFileSync("scenarios/rare-earths-2026.json", "utf8"));

function set(...args: string[]): Scenario {
  return applyOverrides(flagship, args.map(parseSetArgument));
}

function faultOf(argument: string): string {
  const faults = faultsOf(() => set(argument));
  expect(faults).toHaveLength(1);
  return faults[0]!.replace("rare-earths-2026: ", "");
}

describe("a field set by its path", () => {
  test("the floor goes in, at a level, with a cap, in one command", () => {
    const floor = set("bloc.floor.enabled=true", "bloc.floor.levels.oxide=80", "bloc.floor.cap=25").bloc.floor;
    expect(floor).toMatchObject({ enabled: true, levels: { oxide: 80 }, cap: 25 });
  });

  test("a value may be JSON or a bare word", () => {
    expect(set("exporter.conduct=competitive").exporter.conduct).toBe("competitive");
    expect(set('bloc.members=["USA","JPN"]').bloc.members).toEqual(["USA", "JPN"]);
  });

  test("sites go by name, by id, and whatever the case of letters", () => {
    for (const key of ["Mountain Pass", "mountain-pass", "mountain pass"]) {
      const site = set(`facilities[${key}].restartMonths=9`).facilities.find(({ id }) => id === "mountain-pass");
      expect(site!.restartMonths).toBe(9);
    }
    expect(
      set("lanes[CHN>USA].freightUsdPerKg.oxide=1").lanes.find((l) => l.from === "CHN" && l.to === "USA"),
    ).toMatchObject({ freightUsdPerKg: { oxide: 1, metal: 0.41 } });
    expect(
      set("recipes[magnet].byProduct.lagMonths=2").recipes.find((r) => r.kind === "magnet")!.byProduct!.lagMonths,
    ).toBe(2);
    expect(set("scrap[CHN].growthYearly=0.1").scrap.find((s) => s.region === "CHN")!.growthYearly).toBe(0.1);
    expect(set("regions[USA].permitMonthsMine=24").regions.find((r) => r.id === "USA")!.permitMonthsMine).toBe(24);
    expect(
      set("demandPaths[wind/low].firstYear=2024").demandPaths.find((p) => p.sector === "wind" && p.case === "low")!
        .firstYear,
    ).toBe(2024);
  });

  test("a mine that costs more also asks more", () => {
    const mine = (scenario: Scenario) => scenario.facilities.find((site) => site.id === "mountain-pass")!;
    const before = mine(flagship);
    const dearer = mine(set("facilities[Mountain Pass].cashCostUsdPerKg=44"));
    expect(dearer.cashCostUsdPerKg).toBe(44);
    expect(dearer.cashCostLowUsdPerKg / 44).toBeCloseTo(before.cashCostLowUsdPerKg / before.cashCostUsdPerKg, 12);
    expect(dearer.cashCostHighUsdPerKg / 44).toBeCloseTo(before.cashCostHighUsdPerKg / before.cashCostUsdPerKg, 12);
    const steeper = mine(
      set("facilities[Mountain Pass].cashCostUsdPerKg=44", "facilities[Mountain Pass].cashCostHighUsdPerKg=90"),
    );
    expect(steeper.cashCostHighUsdPerKg).toBe(90);
  });

  test("a level set to null is taken away again", () => {
    const floor = set("bloc.floor.levels.oxide=80", "bloc.floor.levels.metal=120", "bloc.floor.levels.oxide=null").bloc
      .floor;
    expect(floor.levels).toEqual({ metal: 120 });
    expect(set("bloc.floor.cap=null").bloc.floor.cap).toBeNull();
  });

  test("the scenario it was set on stays as it was", () => {
    const before = JSON.stringify(flagship);
    set("bloc.floor.levels.oxide=80", "facilities[bayan-obo].capacityTonnesPerYear=50000");
    expect(JSON.stringify(flagship)).toBe(before);
  });
});

describe("what cannot be set is answered with the nearest that can", () => {
  test.each([
    ["bloc.flor.enabled=true", "bloc.flor.enabled: no such path; did you mean bloc.floor.enabled?"],
    ["bloc.floor.enabeld=true", "bloc.floor.enabeld: no such path; did you mean bloc.floor.enabled?"],
    ["floor.enabled=true", "floor.enabled: no such path; did you mean bloc.floor.enabled?"],
    ["percentile=0.5", "percentile: no such path; did you mean bloc.floor.percentile?"],
    [
      "facilities[Mountain Pas].restartMonths=4",
      "facilities[Mountain Pas].restartMonths: no such path; did you mean facilities[Mountain Pass].restartMonths?",
    ],
    ["facilities.restartMonths=4", "facilities.restartMonths: no such path"],
    ["zzzzzzzz=1", "zzzzzzzz: no such path"],
    ["__proto__.months=1", "__proto__.months: no such path"],
    ["bloc..floor=1", 'bloc..floor: not a path; expected fields parted by dots, such as "bloc.floor.enabled"'],
    ["bloc.floor.enabled=yes", 'bloc.floor.enabled: found "yes", expected true or false'],
    ["bloc.floor.percentile=NaN", 'bloc.floor.percentile: found "NaN", expected a finite number'],
    ["bloc.floor.percentile=1.5", "bloc.floor.percentile: found 1.5, expected at most 1"],
    ["bloc.floor.cap=1e999", "bloc.floor.cap: found Infinity, expected a finite number"],
    ["exporter.conduct=rules", 'exporter.conduct: found "rules", expected one of competitive, scripted, rule'],
    ["bloc.floor.levels.oxid=80", 'bloc.floor.levels.oxid: found "oxid", expected a stage; did you mean "oxide"?'],
    ['bloc.members=["USA","CHN"]', 'bloc.members[1]: found "CHN", expected a region other than the exporter'],
    [
      "facilities[bayan-obo].captiveTo[0]=jl-mag",
      'facilities[bayan-obo].captiveTo[0]: found "jl-mag", expected a plant that uses concentrate',
    ],
    ["exporter.floodMonthsMin=60", "exporter.floodMonthsMin: found 60, expected at most floodMonthsMax, which is 48"],
    [
      "facilities[bayan-obo].cashCostUsdPerKg=-1",
      "facilities[bayan-obo].cashCostUsdPerKg: found -1, expected at least 0.01",
    ],
  ])("%s", (argument, line) => {
    expect(faultOf(argument)).toBe(line);
  });

  test("an argument that sets nothing", () => {
    for (const argument of ["bloc.floor.enabled", "=true", "bloc.floor.enabled=", ""]) {
      expect(faultsOf(() => parseSetArgument(argument))).toEqual([
        `--set ${argument}: found no path and value, expected PATH=VALUE such as bloc.floor.enabled=true`,
      ]);
    }
  });

  test("two wrong paths give two lines", () => {
    expect(faultsOf(() => set("bloc.flor.cap=1", "exporter.conduc=rule"))).toHaveLength(2);
  });
});

describe("values of a batch", () => {
  test.each<[string, unknown[]]>([
    ["a.b=1,2", [1, 2]],
    ["bloc.floor.enabled=true,false", [true, false]],
    ["exporter.conduct=rule,competitive", ["rule", "competitive"]],
    ['bloc.members=["USA","JPN"]', [["USA", "JPN"]]],
    ['bloc.members=["USA"],["USA","JPN"]', [["USA"], ["USA", "JPN"]]],
    ['a={"b":1,"c":2},3', [{ b: 1, c: 2 }, 3]],
    ['a="x,y","z"', ["x,y", "z"]],
    ["facilities[a=b].x=1,2", [1, 2]],
    ["bloc.floor.cap=null,20", [null, 20]],
  ])("%s", (argument, values) => {
    expect(parseSetValues(argument).values).toEqual(values);
  });

  test("a gap between commas is a slip, not a value", () => {
    expect(faultsOf(() => parseSetValues("a.b=1,,2"))).toEqual([
      "--set a.b=1,,2: found an empty value, expected values parted by commas",
    ]);
  });

  test("brackets of a path may hold an equals sign", () => {
    expect(parseSetArgument("facilities[a=b].x=1")).toEqual({ path: "facilities[a=b].x", value: 1 });
  });
});

describe("a change that acts from a dated month", () => {
  const change = (path: string, value: unknown, month = "2031-04") =>
    faultsOf(() => checkChange(flagship, { month, path, value }));

  test("may move the floor, the members and the exporter's conduct", () => {
    expect(change("bloc.floor.enabled", true)).toEqual([]);
    expect(change("bloc.floor.levels.oxide", 90)).toEqual([]);
    expect(change("bloc.floor.levels.oxide", null)).toEqual([]);
    expect(change("bloc.members", ["USA", "JPN"])).toEqual([]);
    expect(change("exporter.conduct", "competitive")).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    [
      "behaviour.luck.oreAr",
      0.5,
      "behaviour.luck.oreAr: cannot change during a run; expected a path under bloc. or exporter.",
    ],
    ["bloc", {}, "bloc: cannot change during a run; expected a path under bloc. or exporter."],
    [
      "exporter.stateStockTonnes",
      9e5,
      "exporter.stateStockTonnes: is a fact of the opening world and cannot change during a run",
    ],
    ["bloc.flor.enabled", true, "bloc.flor.enabled: no such path; did you mean bloc.floor.enabled?"],
    ["bloc.floor.cap", -1, "bloc.floor.cap: found -1, expected at least 0"],
    ["bloc.members", ["USB"], 'bloc.members[0]: found "USB", expected a region of the scenario; did you mean "USA"?'],
    [
      "bloc.floor.stages",
      ["scrap"],
      'bloc.floor.stages[0]: found "scrap", expected a stage: concentrate, oxide, metal, magnet',
    ],
    ["exporter.floodMonthsMax", 3, "exporter.floodMonthsMin: found 24, expected at most floodMonthsMax, which is 3"],
  ])("%s to %j is refused", (path, value, line) => {
    expect(change(path, value)).toEqual([`rare-earths-2026: ${line}`]);
  });

  test("cannot act before the run begins, or in no month at all", () => {
    for (const month of ["2025-12", "2031-13", "soon"]) {
      expect(change("bloc.floor.enabled", true, month)).toEqual([
        `rare-earths-2026: month: found "${month}", expected a month from 2026-01 on, such as "2031-04"`,
      ]);
    }
  });
});
