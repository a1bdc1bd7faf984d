import { describe, expect, test } from "vitest";

import { loadScenario, parentName, type LoadOptions } from "../../src/scenario/load";
import type { Scenario } from "../../src/sim/scenario";
import { faultsOf } from "./faultsOf";
import { twoRegions } from "./twoRegions";

const library: Record<string, unknown> = {
  "two-regions": twoRegions(),
  "with-floor": {
    extends: "two-regions",
    name: "with-floor",
    bloc: { floor: { enabled: true, stages: ["oxide"], levels: { oxide: 80 } } },
  },
  snake: { extends: "tail", name: "snake" },
  tail: { extends: "snake", name: "tail" },
};

function load(content: unknown, options?: LoadOptions): Scenario {
  const textOf = (name: string): string | undefined => {
    return name in library ? JSON.stringify(library[name]) : undefined;
  };
  return loadScenario("my.json", JSON.stringify(content), textOf, options);
}

describe("a scenario that extends another states only what differs", () => {
  test("and inherits the rest, through several generations", () => {
    const scenario = load({ extends: "with-floor", name: "dearer", bloc: { floor: { levels: { concentrate: 30 } } } });
    expect(scenario.name).toBe("dearer");
    expect(scenario.title).toBe("Two regions");
    expect(scenario.bloc.members).toEqual(["USA"]);
    expect(scenario.bloc.floor).toMatchObject({ enabled: true, levels: { oxide: 80, concentrate: 30 } });
  });

  test("one site is changed by its id and another added, while the rest stay", () => {
    const extra = { ...twoRegions().facilities[0]!, id: "second-mine", captiveTo: [], captiveShare: 0 };
    const scenario = load({
      extends: "two-regions",
      name: "more-ore",
      facilities: [{ id: "plant", status: "mothballed" }, extra],
    });
    expect(scenario.facilities.map((site) => [site.id, site.status])).toEqual([
      ["mine", "operating"],
      ["plant", "mothballed"],
      ["second-mine", "operating"],
    ]);
  });

  test("one lane is changed by where it leads, without losing the freight of other goods", () => {
    const scenario = load({
      extends: "two-regions",
      name: "dear-sea",
      lanes: [{ from: "USA", to: "CHN", freightUsdPerKg: { oxide: 4 } }],
    });
    expect(scenario.lanes.map((lane) => lane.freightUsdPerKg)).toEqual([
      { concentrate: 2, oxide: 0.5 },
      { concentrate: 2, oxide: 4 },
    ]);
  });

  test("lists without ids are replaced, and an empty list clears one", () => {
    const scenario = load({
      extends: "with-floor",
      name: "no-floor",
      bloc: { floor: { stages: ["concentrate"] } },
      lanes: [],
    });
    expect(scenario.bloc.floor.stages).toEqual(["concentrate"]);
    expect(scenario.lanes).toEqual([]);
  });

  test("the ancestor itself is not changed", () => {
    const before = JSON.stringify(library);
    load({ extends: "with-floor", name: "x", facilities: [{ id: "mine", name: "Other" }] });
    expect(JSON.stringify(library)).toBe(before);
  });

  test("a page can ask what else to fetch", () => {
    expect(parentName("a.json", '{"extends": "two-regions"}')).toBe("two-regions");
    expect(parentName("a.json", '{"name": "alone"}')).toBeNull();
  });
});

describe("ancestors that cannot be", () => {
  test("an unknown one is answered with the nearest name", () => {
    const names = Object.keys(library);
    expect(faultsOf(() => load({ extends: "two-region", name: "x" }, { names }))).toEqual([
      'my.json: extends: found "two-region", expected the name of a scenario; did you mean "two-regions"?',
    ]);
  });

  test("a circle is refused with its members", () => {
    expect(faultsOf(() => load({ extends: "snake", name: "x" }))).toEqual([
      'tail: extends: found "snake", expected a scenario that does not lead back (my extends snake extends tail extends snake)',
    ]);
    expect(faultsOf(() => load({ extends: "my", name: "my" }))).toEqual([
      'my.json: extends: found "my", expected a scenario that does not lead back (my extends my)',
    ]);
  });

  test("a chain without end is refused", () => {
    const endless = (name: string): string => JSON.stringify({ name, extends: `${name}a` });
    const faults = faultsOf(() => loadScenario("a", endless("a"), endless));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("found more than 8 ancestors, expected fewer");
  });

  test("a child needs a name of its own", () => {
    expect(faultsOf(() => load({ extends: "two-regions" }))).toEqual([
      'my.json: name: found nothing, expected a name of its own, since it extends "two-regions"',
    ]);
  });

  test("a name that is no text, and a file that may not extend at all", () => {
    expect(faultsOf(() => load({ extends: 3 }))).toEqual([
      "my.json: extends: found 3, expected the name of a scenario",
    ]);
    expect(faultsOf(() => loadScenario("my.json", '{"extends": "two-regions"}'))).toEqual([
      'my.json: extends: found "two-regions", expected the name of a scenario',
    ]);
  });

  test("a wrong override is a fault of the child", () => {
    expect(faultsOf(() => load({ extends: "with-floor", name: "x", bloc: { floor: { cap: -1 } } }))).toEqual([
      "my.json: bloc.floor.cap: found -1, expected at least 0",
    ]);
  });
});
