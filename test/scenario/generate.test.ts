/** Generated worlds: valid at any size, the same for the same request, in balance, and alive when they are played. */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { GENERATE_LIMITS, generatedText, generateScenario } from "../../src/scenario/generate";
import { countsByKind } from "../../src/scenario/generate/sites";
import { distanceMegametres } from "../../src/scenario/generate/layout";
import { MAX_BYTES_COMMAND_LINE, MAX_ENTRIES } from "../../src/scenario/limits";
import { loadScenario } from "../../src/scenario/load";
import { hashWorld, openWorld, stepMonth, takeSnapshot } from "../../src/sim";
import type { Facility, Scenario } from "../../src/sim/scenario";

const textOf = (facilities: number, regions: number, seed: string): string =>
  generatedText(generateScenario({ facilities, regions, seed }));
const worldOf = (facilities: number, regions: number, seed: string): Scenario =>
  loadScenario("generated.json", textOf(facilities, regions, seed));

const sizes: [facilities: number, regions: number, seed: string][] = [
  [4, 2, "1"],
  [5, 60, "2"],
  [17, 3, "a"],
  [100, 6, "1"],
  [100, 31, "2"],
  [1_000, 12, "lucky"],
  [3_000, 60, "7"],
];

describe("a generated world", () => {
  test.each(sizes)("of %i sites in %i regions is a valid scenario under seed %s", (facilities, regions, seed) => {
    const world = worldOf(facilities, regions, seed);
    expect(world.facilities).toHaveLength(facilities);
    expect(world.regions).toHaveLength(regions);
    expect(world.lanes).toHaveLength(regions * (regions - 1));
    const kinds = new Set(world.facilities.map((site) => site.kind));
    for (const kind of ["mine", "separation", "metal", "magnet"]) expect(kinds).toContain(kind);
  });

  test("is the same to the byte for the same request, and another for another seed, size or number of regions", () => {
    const text = textOf(200, 9, "1");
    expect(textOf(200, 9, "1")).toBe(text);
    for (const other of [textOf(200, 9, "2"), textOf(201, 9, "1"), textOf(200, 10, "1")]) expect(other).not.toBe(text);
    const costs = (world: Scenario): number[] => world.facilities.map((site) => site.cashCostUsdPerKg);
    expect(costs(worldOf(200, 9, "2"))).not.toEqual(costs(worldOf(200, 9, "1")));
  });

  test("has one exporter, a bloc without it, a floor that is off and an exporter at rest", () => {
    const world = worldOf(300, 10, "3");
    expect(world.regions.filter((region) => region.group === "exporter").map((region) => region.id)).toEqual([
      world.exporter.region,
    ]);
    expect(world.bloc.members.length).toBeGreaterThan(1);
    expect(world.bloc.members).not.toContain(world.exporter.region);
    expect(world.regions.length - 1 - world.bloc.members.length).toBeGreaterThan(1);
    expect([world.bloc.floor.enabled, world.exporter.conduct]).toEqual([false, "competitive"]);
    expect(world.exporter.warChestKiloUsd).toBeGreaterThan(0);
    expect(world.facilities.some((site) => site.isStateControlled && site.idleReleasableTonnesPerYear > 0)).toBe(true);
  });

  test("keeps its regions apart, and its freight grows with the way", () => {
    const world = worldOf(50, 40, "4");
    const at = new Map(world.regions.map((region) => [region.id, region]));
    const ways = world.lanes.map((lane) => distanceMegametres(at.get(lane.from)!, at.get(lane.to)!));
    expect(Math.min(...ways)).toBeGreaterThan(0.3);
    // Measured along the parallel, so a little more than half of the globe at most.
    expect(Math.max(...ways)).toBeLessThan(25);
    const order = ways.map((_, k) => k).sort((a, b) => ways[a]! - ways[b]!);
    const freight = order.map((k) => world.lanes[k]!.freightUsdPerKg["concentrate"]!);
    for (let k = 1; k < freight.length; k++) expect(freight[k]!).toBeGreaterThanOrEqual(freight[k - 1]! - 1e-2);
    expect(freight[freight.length - 1]! / freight[0]!).toBeGreaterThan(3);
    expect(new Set(world.regions.map((region) => region.name)).size).toBe(40);
  });

  test("says of each list that its figures were drawn", () => {
    const world = worldOf(100, 5, "5");
    for (const list of ["regions", "lanes", "facilities", "projects", "buyers", "scrap"]) {
      expect(world.sources[list]).toMatchObject({ confidence: "low" });
      expect(world.sources[list]!.source).toContain("generate --facilities 100 --regions 5 --seed 5");
    }
  });
});

test("a degree of longitude is a ninth of a megametre at the equator, half of that at 60 degrees, and the globe closes", () => {
  const place = (latitude: number, longitude: number) => ({ latitude, longitude });
  expect(distanceMegametres(place(0, 0), place(0, 10))).toBeCloseTo(1.112, 3);
  expect(distanceMegametres(place(60, 0), place(60, 10))).toBeCloseTo(0.556, 3);
  expect(distanceMegametres(place(0, 175), place(0, -175))).toBeCloseTo(1.112, 3);
  expect(distanceMegametres(place(-20, 30), place(30, 30))).toBeCloseTo(5.56, 3);
});

test.each([4, 5, 6, 7, 10, 19, 20, 21, 99, 1_000, 99_999])("%i sites are shared among the stages to the last", (n) => {
  const counts = Object.values(countsByKind(n));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
});

describe.each(sizes)("the stages of %i sites in %i regions, seed %s", (facilities, regions, seed) => {
  const world = worldOf(facilities, regions, seed);
  const running = (kind: string): Facility[] =>
    world.facilities.filter((site) => site.kind === kind && ["operating", "ramping"].includes(site.status));
  const made = (kind: string): number => sum(running(kind).map((site) => site.output2025TonnesPerYear));
  const capacity = (kind: string): number => sum(running(kind).map((site) => site.capacityTonnesPerYear));
  const wanted = (good: string): number =>
    sum(world.buyers.filter((buyer) => buyer.good === good).map((buyer) => buyer.demandTonnesPerYear));
  const yieldOf = (kind: string): number => world.recipes.find((r) => r.kind === kind)!.yieldTonnesPerTonne;

  test("make what the next stage uses, and the last what is wanted", () => {
    expect(made("magnet") / wanted("magnet")).toBeCloseTo(1, 2);
    expect(made("metal") / (made("magnet") / yieldOf("magnet"))).toBeCloseTo(1, 2);
    const oxide = made("separation") + made("recycling");
    expect(oxide / (made("metal") / yieldOf("metal") + wanted("oxide"))).toBeCloseTo(1, 2);
    // Ore is what mines could give at most: rather more than is used.
    const ore = capacity("mine") / (made("separation") / yieldOf("separation"));
    expect(ore).toBeGreaterThan(1.1);
    expect(ore).toBeLessThan(1.2);
  });

  test("have room to spare, and no site without capacity or cost", () => {
    for (const kind of ["separation", "metal", "magnet"]) {
      expect(made(kind) / capacity(kind)).toBeGreaterThan(0.75);
      expect(made(kind) / capacity(kind)).toBeLessThan(0.85);
    }
    for (const site of world.facilities) {
      expect(site.capacityTonnesPerYear).toBeGreaterThan(0);
      expect(site.cashCostUsdPerKg).toBeGreaterThan(1);
    }
  });
});

test("a site that states only what it must goes by its id, and gives all that its capacity allows at one cost", () => {
  const raw = generateScenario({ facilities: 10, regions: 3, seed: "1" });
  const { id, kind, region, latitude, longitude, goodIn, goodOut, capacityTonnesPerYear, cashCostUsdPerKg } =
    raw.facilities![5]!;
  const bare = { id, kind, region, latitude, longitude, goodOut, capacityTonnesPerYear, cashCostUsdPerKg };
  const facilities = raw.facilities!.map((site, k) => (k === 5 ? { ...bare, goodIn } : site));
  const site = loadScenario("bare.json", generatedText({ ...raw, facilities })).facilities[5]!;
  expect(site).toMatchObject({
    name: id,
    availableTonnesPerYear: capacityTonnesPerYear,
    available2025TonnesPerYear: capacityTonnesPerYear,
    output2025TonnesPerYear: capacityTonnesPerYear,
    cashCostLowUsdPerKg: cashCostUsdPerKg,
    cashCostHighUsdPerKg: cashCostUsdPerKg,
  });
});

test("the largest world is within what a scenario file may be", () => {
  const most = GENERATE_LIMITS.facilities.most;
  // Sites without names are nine tenths of the file and alike in length; a sixteenth of them tells the rest.
  const part = textOf(most / 4, GENERATE_LIMITS.regions.most, "1").length;
  expect(4 * part).toBeLessThan(MAX_BYTES_COMMAND_LINE + 3 * textOf(4, GENERATE_LIMITS.regions.most, "1").length);
  expect(most).toBeLessThanOrEqual(MAX_ENTRIES.facilities);
});

describe("a generated world that is played", () => {
  test.each([
    ["competition", {}],
    ["a floor and a flooding exporter", { "bloc.floor.enabled": true, "exporter.conduct": "rule" }],
  ])("for 24 months under %s closes its books, and comes out the same twice", (_, settings) => {
    const overrides = Object.entries(settings).map(([path, value]) => ({ path, value }));
    const scenario = applyOverrides(worldOf(150, 8, "11"), overrides);
    const hashes = [0, 1].map(() => {
      const world = openWorld(scenario, "3");
      for (let month = 0; month < 24; month++) stepMonth(world);
      expect(world.state.books.worstTonnes).toBeLessThan(1e-6);
      expect(world.state.books.worstKiloUsd).toBeLessThan(1);
      return hashWorld(world);
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  test("lives: most of it runs at plausible prices, and over 20 years sites stop and come back", () => {
    const scenario = worldOf(400, 8, "12");
    const world = openWorld(scenario, "1");
    const counts: Record<string, number> = {};
    let used = 0;
    const oxide: number[] = [];
    const oxideStage = scenario.goods.filter((good) => good.isStage).findIndex((good) => good.id === "oxide");
    for (let month = 0; month < scenario.months; month++) {
      stepMonth(world);
      const snapshot = takeSnapshot(world);
      for (const { kind } of snapshot.events) counts[kind] = (counts[kind] ?? 0) + 1;
      used += sum([...world.state.outcome.outputTonnes]) / sum([...world.state.sites.capacityTonnesPerMonth]);
      oxide.push(snapshot.stages[oxideStage]!.outsidePriceUsdPerKg);
    }
    expect(used / scenario.months).toBeGreaterThan(0.55);
    expect(used / scenario.months).toBeLessThan(0.95);
    expect(counts["mothballed"]).toBeGreaterThan(3);
    expect(counts["restarted"]).toBeGreaterThan(3);
    expect(Math.min(...oxide)).toBeGreaterThan(15);
    expect(Math.max(...oxide)).toBeLessThan(250);
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
