import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";

import { DEFAULT_BEHAVIOUR } from "../../src/scenario/defaults";
import { loadScenario } from "../../src/scenario/load";
import { MAX_BYTES_PAGE } from "../../src/scenario/limits";
import { scenarioJsonSchema } from "../../src/scenario/schema";
import type { Facility, Scenario } from "../../src/sim/scenario";

const FILE = "scenarios/rare-earths-2026.json";
const text = readFileSync(FILE, "utf8");
let flagship: Scenario;

beforeAll(() => {
  flagship = loadScenario(FILE, text);
});

const sum = (sites: readonly Facility[], figure: (site: Facility) => number): number =>
  sites.reduce((total, site) => total + figure(site), 0);

/** A share of world output by region, with the range that is published for it. */
function expectPublished(share: number, key: string): void {
  const published = flagship.sources[`published.${key}`]!;
  expect(share).toBeGreaterThanOrEqual(published.low!);
  expect(share).toBeLessThanOrEqual(published.high!);
}

function shareOf(region: string, good: string, figure: (site: Facility) => number): number {
  const makers = flagship.facilities.filter((site) => site.goodOut === good);
  return (
    sum(
      makers.filter((site) => site.region === region),
      figure,
    ) / sum(makers, figure)
  );
}

const output = (site: Facility): number => site.output2025TonnesPerYear;
const usgsTonnes = (site: Facility): number => site.reoInUsgs2025Tonnes;

describe("the world of January 2026", () => {
  test("has 31 regions, 99 sites, 34 projects and every lane between two regions", () => {
    expect(flagship.regions).toHaveLength(31);
    expect(flagship.facilities).toHaveLength(99);
    expect(flagship.projects).toHaveLength(34);
    expect(flagship.lanes).toHaveLength(31 * 30);
    expect(flagship.lanes.every((lane) => Object.keys(lane.freightUsdPerKg).length === 5)).toBe(true);
  });

  test("sells magnets to five sectors, and oxide to users outside magnets", () => {
    const sectors = (good: string): string[] =>
      [...new Set(flagship.buyers.filter((buyer) => buyer.good === good).map((buyer) => buyer.sector))].sort();
    expect(sectors("magnet")).toEqual(["defence", "electronics", "ev-motors", "industrial-other", "wind"]);
    expect(sectors("oxide")).toEqual(["other-oxide-uses"]);
    expect(new Set(flagship.buyers.map((buyer) => buyer.region)).size).toBe(31);
  });

  test("runs twenty years from 2026, on demand paths that reach as far", () => {
    expect([flagship.startMonth, flagship.months]).toEqual(["2026-01", 240]);
    expect(flagship.demandPaths).toHaveLength(18);
    for (const path of flagship.demandPaths) {
      expect(path.indexByYear[0]).toBe(1);
      expect(path.firstYear + path.indexByYear.length - 1).toBeGreaterThanOrEqual(2045);
    }
  });
});

describe("published totals of 2025", () => {
  test("the exporter mines seven tenths of rare-earth oxide as USGS counts it, the United States an eighth", () => {
    expectPublished(shareOf("CHN", "concentrate", usgsTonnes), "exporterShareOfMiningUsgs");
    expectPublished(shareOf("USA", "concentrate", usgsTonnes), "usaShareOfMiningUsgs");
    const mines = flagship.facilities.filter((site) => site.goodOut === "concentrate");
    expectPublished(sum(mines, usgsTonnes), "miningUsgsTonnes");
  });

  test("with undocumented ore counted, it mines six tenths of the NdPr and the United States a tenth", () => {
    expectPublished(shareOf("CHN", "concentrate", output), "exporterShareOfMiningNdPr");
    expectPublished(shareOf("USA", "concentrate", output), "usaShareOfMiningNdPr");
  });

  test("it makes nine tenths of oxide, metal and magnets", () => {
    expectPublished(shareOf("CHN", "oxide", output), "exporterShareOfOxide");
    expectPublished(shareOf("CHN", "metal", output), "exporterShareOfMetal");
    expectPublished(shareOf("CHN", "magnet", output), "exporterShareOfMagnets");
  });

  test("world output of oxide and magnets lies within what is published", () => {
    const made = (good: string): number =>
      sum(
        flagship.facilities.filter((site) => site.goodOut === good),
        output,
      );
    expectPublished(made("oxide"), "oxideTonnes");
    expectPublished(made("magnet"), "magnetTonnes");
  });

  test("buyers use the magnets that are made, and other users the oxide that metal leaves", () => {
    const used = (good: string): number =>
      flagship.buyers
        .filter((buyer) => buyer.good === good)
        .reduce((total, buyer) => total + buyer.demandTonnesPerYear, 0);
    const made = (good: string): number =>
      sum(
        flagship.facilities.filter((site) => site.goodOut === good),
        output,
      );
    expect(Math.abs(used("magnet") / made("magnet") - 1)).toBeLessThan(0.01);
    const forMetal = made("metal") / 0.85;
    expect(Math.abs((used("oxide") + forMetal) / made("oxide") - 1)).toBeLessThan(0.02);
  });
});

describe("what sets sites apart", () => {
  const site = (id: string): Facility => flagship.facilities.find((facility) => facility.id === id)!;

  test("the exporter's quota mines are the state's, its unlicensed ore is not", () => {
    const state = flagship.facilities.filter((facility) => facility.isStateControlled);
    expect(state.map((facility) => facility.region)).toEqual(state.map(() => "CHN"));
    expect(state).toHaveLength(7);
    expect(site("cn-undocumented").isStateControlled).toBe(false);
  });

  test("ten and a half thousand tonnes of its ore stand idle, nine tenths of them at Bayan Obo", () => {
    const idle = sum(flagship.facilities, (facility) => facility.idleReleasableTonnesPerYear);
    expect(Math.abs(idle - 10_600)).toBeLessThan(10);
    expect(site("bayan-obo").idleReleasableTonnesPerYear).toBe(9700);
  });

  test("only Mountain Pass keeps ore that its own plant does not take", () => {
    const keeps = flagship.facilities.filter((facility) => !facility.surplusForSale).map((facility) => facility.id);
    expect(keeps).toEqual(["mountain-pass"]);
  });

  test("three plants own a pile of feed, and Eneabba's waits for the refinery", () => {
    const piles = flagship.facilities.filter((facility) => facility.captiveFeedStockTonnes > 0);
    expect(piles.map((pile) => [pile.id, pile.captiveFeedStockTonnes, pile.captiveFeedFrom])).toEqual([
      ["mp-sx", 6000, null],
      ["lynas-kuantan", 1200, null],
      ["eneabba-sx", 30000, "2028-01"],
    ]);
  });

  test("a recycler's cost leaves out the scrap it buys", () => {
    expect(site("cn-recyclers").cashCostUsdPerKg).toBe(8);
    expect(site("jp-recyclers").cashCostUsdPerKg).toBe(14);
  });

  test("a site that is being built has a month of first output, and can make its capacity from then on", () => {
    const building = flagship.facilities.filter((facility) => facility.status === "building");
    expect(building.map((facility) => [facility.id, facility.likelyStart])).toEqual([
      ["eneabba-sx", "2028-01"],
      ["caremag", "2027-08"],
      ["reetec", "2028-01"],
      ["usare-stillwater", "2026-05"],
    ]);
    for (const facility of building) expect(facility.availableTonnesPerYear).toBe(facility.capacityTonnesPerYear);
  });

  test("opening stocks add up to what the regions hold", () => {
    const held = (region: string, good: string): number =>
      flagship.facilities
        .filter((facility) => facility.region === region)
        .reduce(
          (total, facility) =>
            total +
            (facility.goodIn === good ? facility.inputStockTonnes : 0) +
            (facility.goodOut === good ? facility.outputStockTonnes : 0),
          flagship.buyers
            .filter((buyer) => buyer.region === region && buyer.good === good && good === "oxide")
            .reduce((total, buyer) => total + buyer.stockTonnes, 0),
        );
    const expected: [string, string, number][] = [
      ["CHN", "concentrate", 8000],
      ["CHN", "oxide", 12000],
      ["CHN", "metal", 6500],
      ["CHN", "magnet", 14000],
      ["JPN", "oxide", 2500],
      ["MYS", "oxide", 900],
      ["MMR", "concentrate", 800],
    ];
    for (const [region, good, tonnes] of expected) expect(Math.abs(held(region, good) - tonnes)).toBeLessThan(1);
  });
});

describe("trade rules", () => {
  test("lanes out of the exporter carry VAT that is not refunded, except on magnets", () => {
    const rate = (good: string): number =>
      flagship.exportTaxes.find((tax) => tax.region === "CHN" && tax.good === good)!.rateShare;
    expect(["concentrate", "oxide", "metal", "magnet"].map(rate)).toEqual([0.13, 0.13, 0.13, 0]);
  });

  test("the United States taxes magnets of the exporter by 27.1% from January 2026", () => {
    const duty = flagship.importDuties.find(
      (row) => row.region === "USA" && row.origin === "CHN" && row.good === "magnet",
    );
    expect(duty).toMatchObject({ adValoremShare: 0.271, inForceFrom: "2026-01" });
  });

  test("the bloc opens as proposed, with the floor not yet in", () => {
    expect(flagship.bloc.members).toEqual("USA CAN MEX DEU FRA NBA EUS GBR JPN KOR AUS".split(" "));
    expect(flagship.bloc.floor).toMatchObject({
      enabled: false,
      stages: ["concentrate", "oxide", "metal", "magnet"],
      rule: "cost",
      timing: "entryPrice",
      cap: null,
    });
  });
});

describe("the file", () => {
  test("every figure of a site and of a buyer says where it comes from and how sure it is", () => {
    const figures = ["capacity", "output2025", "available", "available2025"].map((name) => `${name}TonnesPerYear`);
    for (const site of flagship.facilities) {
      for (const figure of [...figures, "cashCostUsdPerKg", "careCostKiloUsdPerYear", "replacementUsdPerKgYear"]) {
        expect(site.sources[figure]?.source, `${site.id}.${figure}`).toBeTruthy();
      }
      if (site.inputStockTonnes > 0) expect(site.sources.inputStockTonnes, site.id).toBeDefined();
      if (site.outputStockTonnes > 0) expect(site.sources.outputStockTonnes, site.id).toBeDefined();
    }
    for (const buyer of flagship.buyers) {
      for (const [field, value] of Object.entries(buyer)) {
        if (typeof value === "number") expect(buyer.sources[field]?.source, `${buyer.id}.${field}`).toBeTruthy();
      }
    }
  });

  test("every rule of behaviour says why it has its value, and a range where one can be sampled", () => {
    for (const [block, rules] of Object.entries(DEFAULT_BEHAVIOUR)) {
      for (const [rule, value] of Object.entries(rules)) {
        const note = flagship.behaviour.sources[`${block}.${rule}`];
        expect(note, `${block}.${rule}`).toBeDefined();
        if (note?.low === undefined) continue;
        expect(value, `${block}.${rule}`).toBeGreaterThanOrEqual(note.low);
        expect(value, `${block}.${rule}`).toBeLessThanOrEqual(note.high!);
      }
    }
  });

  test("its figures lie within their own ranges", () => {
    const entities = [...flagship.facilities, ...flagship.projects, ...flagship.buyers, ...flagship.regions];
    let ranged = 0;
    for (const entity of entities) {
      for (const [field, note] of Object.entries(entity.sources)) {
        if (note.low === undefined) continue;
        const value = (entity as unknown as Record<string, number>)[field]!;
        expect(value, `${entity.id}.${field}`).toBeGreaterThanOrEqual(note.low * 0.999);
        expect(value, `${entity.id}.${field}`).toBeLessThanOrEqual(note.high! * 1.001);
        ranged += 1;
      }
    }
    expect(ranged).toBeGreaterThan(1000);
  });

  test("it is what the figures in data/ give, and fits the page's limit three times over", () => {
    execFileSync(process.execPath, ["scripts/buildFlagship.mjs", "--check"], { stdio: "pipe" });
    expect(text.length).toBeLessThan(MAX_BYTES_PAGE / 3);
  });

  test("its editor schema is the one that the program has", () => {
    const written = readFileSync("scenarios/schema/scenario.schema.json", "utf8");
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });
});
