import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { DEFAULT_BEHAVIOUR, DEFAULT_FLOOR } from "../../src/scenario/defaults";
import { loadScenario } from "../../src/scenario/load";
import { faultsOfFile } from "./faultsOf";
import { spoilt, twoRegions } from "./twoRegions";

const flagshipText = readFileSync("scenarios/rare-earths-2026.json", "utf8");

describe("a file that says only what it must", () => {
  test("gets the default rules, an open market and no floor", () => {
    const scenario = loadScenario("my.json", JSON.stringify(twoRegions()));
    const { sources, ...behaviour } = scenario.behaviour;
    expect(behaviour).toEqual(DEFAULT_BEHAVIOUR);
    expect(sources).toEqual({});
    expect(scenario.bloc.floor).toEqual(DEFAULT_FLOOR);
    expect(scenario.exporter.conduct).toBe("competitive");
    expect(scenario).toMatchObject({ opening: null, changes: [], projects: [], demandCase: "central" });
  });

  test("may open with a byte-order mark and name its schema", () => {
    const text = JSON.stringify({ $schema: "./schema/scenario.schema.json", ...twoRegions() });
    expect(loadScenario("my.json", `\uFEFF${text}`)).toEqual(loadScenario("my.json", text));
  });
});

describe("a file that is not JSON says where it stops being it", () => {
  test.each([
    ['{"months": NaN}', 'my.json: line 1, column 12: found "NaN}", expected a value'],
    ['{"name": "x",\n}', 'my.json: line 2, column 1: found "}", expected a field name in double quotes'],
    ['{"goods": [1, 2', "my.json: line 1, column 16: found the end of the file, expected"],
    ['{"a": 1} and more', 'my.json: line 1, column 10: found "and more", expected nothing after the end'],
    ['{"a" 1}', 'my.json: line 1, column 6: found "1}", expected ":" after the field name'],
    ["{'a': 1}", "my.json: line 1, column 2: found \"'a': 1}\", expected a field name in double quotes"],
    ['{"a": 012}', 'my.json: line 1, column 8: found "12}", expected "," or "}"'],
    ["", "my.json: line 1, column 1: found the end of the file, expected a value"],
  ])("%j", (text, line) => {
    const faults = faultsOfFile(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.slice(0, line.length)).toBe(line);
  });
});

describe("one wrong thing in a good file gives one line", () => {
  const mine = twoRegions().facilities[0]!;
  const cases: [string, Record<string, unknown>, string][] = [
    [
      "a mine with negative capacity",
      { "facilities.0.capacityTonnesPerYear": -5 },
      "facilities[mine].capacityTonnesPerYear: found -5, expected at least 0",
    ],
    [
      "a mine that costs nothing",
      { "facilities.0.cashCostUsdPerKg": 0 },
      "facilities[mine].cashCostUsdPerKg: found 0, expected at least 0.01",
    ],
    [
      "a region that does not discount",
      { "regions.0.realDiscountRate": 0 },
      "regions[CHN].realDiscountRate: found 0, expected at least 0.001",
    ],
    [
      "a lane to nowhere",
      { "lanes.0.to": "USB" },
      'lanes[CHN>USB].to: found "USB", expected a region of the scenario; did you mean "USA"?',
    ],
    [
      "a lane in a circle",
      { "lanes.0.to": "CHN" },
      'lanes[CHN>CHN].to: found "CHN", expected another region than the lane starts from',
    ],
    [
      "a lane given twice",
      { "lanes.2": twoRegions().lanes[0] },
      "lanes[CHN>USA]: found it twice, expected one lane for each pair of regions",
    ],
    [
      "freight of a good that does not exist",
      { "lanes.0.freightUsdPerKg.oxid": 1 },
      'lanes[CHN>USA].freightUsdPerKg.oxid: found "oxid", expected a good of the scenario; did you mean "oxide"?',
    ],
    [
      "a site in an unknown region",
      { "facilities.1.region": "US" },
      'facilities[plant].region: found "US", expected a region of the scenario; did you mean "USA"?',
    ],
    [
      "a text for a number",
      { "facilities.1.cashCostUsdPerKg": "20" },
      'facilities[plant].cashCostUsdPerKg: found "20", expected a finite number',
    ],
    [
      "a misspelt field",
      { "facilities.1.capacityTonesPerYear": 5 },
      'facilities[plant].capacityTonesPerYear: found a field that is not known, expected one of its fields; did you mean "capacityTonnesPerYear"?',
    ],
    [
      "a field left out",
      { "facilities.1.capacityTonnesPerYear": undefined },
      "facilities[plant].capacityTonnesPerYear: found nothing, expected a finite number",
    ],
    [
      "two sites with one id",
      { "facilities.2": { ...mine, captiveTo: [] } },
      "facilities[mine]: found it twice, expected an id of its own",
    ],
    [
      "a mine tied to a plant that does not use its ore",
      { "facilities.0.captiveTo": ["mine"] },
      'facilities[mine].captiveTo[0]: found "mine", expected a plant that uses concentrate',
    ],
    [
      "a mine tied to nobody",
      { "facilities.0.captiveTo": ["plan"] },
      'facilities[mine].captiveTo[0]: found "plan", expected a site or project; did you mean "plant"?',
    ],
    [
      "a tie without a share",
      { "facilities.0.captiveShare": 0 },
      "facilities[mine].captiveShare: found 0, expected a share above 0, since captiveTo names plants",
    ],
    [
      "a site being built that never starts",
      { "facilities.1.status": "building" },
      'facilities[plant].likelyStart: found null, expected a month such as "2027-06" for a site that is being built',
    ],
    [
      "a start that is no month",
      { "facilities.1.likelyStart": "2027-13" },
      'facilities[plant].likelyStart: found "2027-13", expected a month such as "2026-01"',
    ],
    [
      "a plant of a kind without a recipe",
      { recipes: [] },
      'facilities[plant].kind: found "separation", expected a kind that has a recipe in recipes',
    ],
    [
      "a plant that takes in the wrong good",
      { "facilities.0.captiveTo": [], "facilities.1.goodIn": "oxide" },
      'facilities[plant].goodIn: found "oxide", expected "concentrate", which separation plants take in',
    ],
    [
      "a mine that takes in a good",
      { "facilities.0.goodIn": "concentrate" },
      'facilities[mine].goodIn: found "concentrate", expected null for a mine',
    ],
    [
      "a ramp that starts above its middle",
      { "facilities.0.cashCostLowUsdPerKg": 25 },
      "facilities[mine].cashCostLowUsdPerKg: found 25, expected at most cashCostUsdPerKg, which is 20",
    ],
    [
      "a site that can make more than its capacity",
      { "facilities.0.availableTonnesPerYear": 1001 },
      "facilities[mine].availableTonnesPerYear: found 1001, expected at most capacityTonnesPerYear, which is 1000",
    ],
    [
      "the exporter as a member",
      { "bloc.members.1": "CHN" },
      'bloc.members[1]: found "CHN", expected a region other than the exporter',
    ],
    [
      "an exporter that is not one",
      { "exporter.region": "USA" },
      'exporter.region: found "USA", expected a region of group "exporter"; its group is "partner"',
    ],
    [
      "a floor on something that is no stage",
      { "goods.0.isStage": false, "bloc.floor": { stages: ["concentrate"] } },
      'bloc.floor.stages[0]: found "concentrate", expected a stage: oxide',
    ],
    ["a share above one", { "bloc.floor": { percentile: 75 } }, "bloc.floor.percentile: found 75, expected at most 1"],
    [
      "an unknown rule",
      { "bloc.floor": { rule: "costs" } },
      'bloc.floor.rule: found "costs", expected one of cost, average, path',
    ],
    [
      "a buyer whose sector has no path",
      { "buyers.0.sector": "gloss" },
      'buyers[USA-glass].sector: found "gloss", expected a sector with a central path in demandPaths; did you mean "glass"?',
    ],
    [
      "a demand path that starts after the run",
      { "demandPaths.0.firstYear": 2027 },
      "demandPaths[glass/central].firstYear: found 2027, expected 2026 or earlier: the run starts in 2026-01",
    ],
    [
      "a recipe that runs backwards",
      { goods: twoRegions().goods.reverse() },
      'recipes[separation].output: found "oxide", expected a good listed after concentrate: goods go raw to finished',
    ],
    ["too many months", { months: 2401 }, "months: found 2401, expected at most 2400"],
    ["half a month", { months: 1.5 }, "months: found 1.5, expected a whole number"],
    [
      "an id with a slash",
      { "regions.1.id": "../USA" },
      'regions[../USA].id: found "../USA", expected an id of letters, digits, dots, hyphens and underscores',
    ],
    [
      "a stance before the one above it",
      {
        "exporter.script": [
          { from: "2028-01", stance: "flood" },
          { from: "2027-01", stance: "calm" },
        ],
      },
      'exporter.script[1].from: found "2027-01", expected a month after 2028-01: stances go in order of time',
    ],
    [
      "a dated change of something that is no policy",
      { changes: [{ month: "2027-01", path: "facilities[mine].cashCostUsdPerKg", value: 1 }] },
      "changes[0]: facilities[mine].cashCostUsdPerKg: cannot change during a run; expected a path under bloc. or exporter.",
    ],
    [
      "a project that adds to nothing",
      { projects: [{ ...aProject(), addsTo: "mines" }] },
      'projects[more].addsTo: found "mines", expected a site, a project or null; did you mean "mine"?',
    ],
    [
      "a project earlier than its own earliest month",
      { projects: [{ ...aProject(), earliestStart: "2029-01" }] },
      'projects[more].earliestStart: found "2029-01", expected at most likelyStart, which is "2028-01"',
    ],
    [
      "a project with the id of a site",
      { projects: [{ ...aProject(), id: "mine" }] },
      "projects[mine]: found it twice, expected an id that no site has",
    ],
    [
      "an opening stock at a site that is not there",
      { opening: anOpening({ facilities: { mined: anOpeningSite() } }) },
      'opening.facilities.mined: found "mined", expected a site of the scenario; did you mean "mine"?',
    ],
  ];

  test.each(cases)("%s", (_story, values, line) => {
    expect(faultsOfFile(spoilt(values))).toEqual([`my.json: ${line}`]);
  });

  test("a number too large for a computer is not a number", () => {
    const text = JSON.stringify(twoRegions()).replace('"demandTonnesPerYear":800', '"demandTonnesPerYear":1e999');
    expect(faultsOfFile(text)).toEqual([
      "my.json: buyers[USA-glass].demandTonnesPerYear: found Infinity, expected a finite number",
    ]);
  });
});

test("all faults of a file are told together, not the first alone", () => {
  const file = spoilt({
    months: 0,
    "facilities.0.capacityTonnesPerYear": -1,
    "lanes.1.freightUsdPerKg.oxide": "cheap",
  });
  expect(faultsOfFile(file)).toHaveLength(3);
});

describe("a hostile file is refused in a line, and quickly", () => {
  const inLessThan = (milliseconds: number, call: () => readonly string[]): readonly string[] => {
    const start = performance.now();
    const faults = call();
    expect(performance.now() - start).toBeLessThan(milliseconds);
    return faults;
  };

  test("a text above the limit of the page or of the command line", () => {
    expect(faultsOfFile(" ".repeat(5_000_000), { maxBytes: 4 * 1024 * 1024 })).toEqual([
      "my.json: found 4.8 MB, expected at most 4 MB",
    ]);
    expect(faultsOfFile(" ".repeat(33 * 1024 * 1024))).toEqual(["my.json: found 33 MB, expected at most 32 MB"]);
  });

  test("the limit counts bytes, not letters", () => {
    const text = JSON.stringify({ ...twoRegions(), description: "é".repeat(1500) });
    expect(faultsOfFile(text, { maxBytes: text.length + 100 })).toHaveLength(1);
    expect(faultsOfFile(text, { maxBytes: text.length + 1600 })).toEqual([]);
  });

  test("more regions, goods or sites than any world has", () => {
    const many = (list: string, count: number): Record<string, unknown> => ({
      ...twoRegions(),
      [list]: new Array(count).fill({}),
    });
    expect(faultsOfFile(many("regions", 81))).toEqual(["my.json: regions: found a list of 81, expected at most 80"]);
    expect(faultsOfFile(many("goods", 13))).toEqual(["my.json: goods: found a list of 13, expected at most 12"]);
    expect(faultsOfFile(many("facilities", 120_001))).toEqual([
      "my.json: facilities: found a list of 120001, expected at most 120000",
    ]);
  });

  test("a hundred thousand wrong sites, a very long list inside one, deep nesting, a book for a name", () => {
    const wrong = { ...twoRegions(), facilities: new Array(100_000).fill(1) };
    const faults = inLessThan(2000, () => faultsOfFile(wrong));
    expect(faults.length).toBeLessThanOrEqual(41);

    const file = spoilt({ "facilities.0.captiveTo": new Array(1_000_000).fill(1) });
    expect(inLessThan(2000, () => faultsOfFile(file))).toEqual([
      "my.json: facilities[mine].captiveTo: found a list of 1000000, expected at most 2000",
    ]);

    const deep = `{"goods": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(inLessThan(2000, () => faultsOfFile(deep))[0]).toContain("found deeper nesting, expected at most 10 levels");

    const long = { ...twoRegions(), title: "x".repeat(3000) };
    expect(faultsOfFile(long)).toEqual(["my.json: title: found a text of 3000 characters, expected at most 2000"]);
  });

  test("a text that never ends", () => {
    const text = `{"title": "${"x".repeat(20_000_000)}`;
    expect(inLessThan(2000, () => faultsOfFile(text))[0]).toContain("line 1, column 11: found");
  });

  test("a field that names the prototype changes nothing but the answer", () => {
    const text = JSON.stringify(twoRegions()).replace("{", '{"__proto__":{"months":7},');
    expect(faultsOfFile(text).join()).toContain("__proto__: found a field that is not known");
    expect(({} as Record<string, unknown>).months).toBeUndefined();
  });
});

test("the order of sites, lanes and fields in a file does not matter", () => {
  const shuffled = reordered(JSON.parse(flagshipText)) as Record<string, unknown>;
  const byKey = (list: unknown[]): unknown[] => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const plain = loadScenario("a.json", flagshipText);
  const other = loadScenario("a.json", JSON.stringify(shuffled));
  expect(other.facilities[0]!.id).not.toBe(plain.facilities[0]!.id);
  for (const list of ["facilities", "lanes", "buyers", "regions", "projects", "importDuties", "demandPaths"] as const) {
    expect(byKey(other[list])).toEqual(byKey(plain[list]));
  }
  expect(Object.keys(other)).toEqual(Object.keys(plain));
  expect({ ...other.bloc, members: [] }).toEqual({ ...plain.bloc, members: [] });
});

/** Lists that have no order of their own backwards, and the fields of every object too. */
function reordered(value: unknown, key = ""): unknown {
  const ordered = ["goods", "isoCodes", "indexByYear", "captiveTo", "stages", "script"];
  if (Array.isArray(value)) {
    const items = value.map((item) => reordered(item));
    return ordered.includes(key) ? items : items.reverse();
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([field, item]) => [field, reordered(item, field)] as const);
  return Object.fromEntries(entries.reverse());
}

/** A text that tells two items of a list apart, whatever the order of their fields. */
function keyOf(item: unknown): string {
  const { id, from, to, region, good, origin, sector, case: demandCase, inForceFrom } = item as Record<string, unknown>;
  return JSON.stringify([id, from, to, region, good, origin, sector, demandCase, inForceFrom]);
}

function aProject(): Record<string, unknown> {
  return {
    id: "more",
    name: "More ore",
    kind: "mine",
    region: "USA",
    latitude: 40,
    longitude: -100,
    goodOut: "concentrate",
    capacityTonnesPerYear: 500,
    capexKiloUsd: 100_000,
    cashCostUsdPerKg: 20,
    cashCostLowUsdPerKg: 10,
    cashCostHighUsdPerKg: 30,
    earliestStart: "2027-01",
    likelyStart: "2028-01",
  };
}

function anOpening(parts: Record<string, unknown>): Record<string, unknown> {
  return { command: "npm run burn-in", months: 24, markets: {}, facilities: {}, buyers: {}, ...parts };
}

function anOpeningSite(): Record<string, unknown> {
  return {
    inputStockTonnes: 0,
    outputStockTonnes: 1,
    captiveFeedTonnes: 0,
    recentOutputTonnes: [],
    byProductTonnes: [],
    byProductStockTonnes: 0,
  };
}
