/**
 * One market from a file: what it answers, and what it says of files that are wrong.
 */
import { describe, expect, test } from "vitest";
import { clearMarketFile } from "../../src/sim/market";
import { InputError } from "../../src/scenario/inputError";
import { MAX_MARKET_ENTRIES, parseMarketFile } from "../../src/scenario/marketFile";

const good = {
  regions: ["China", "Japan", "USA"],
  offers: [
    { region: "China", quantity: 350, price: 10, priceTo: 14, seller: "state mines" },
    { region: "USA", quantity: 40, price: 30, only: ["USA", "Japan"] },
  ],
  bids: [
    { region: "Japan", quantity: 200, price: 90, priceTo: 40, buyer: "magnet makers" },
    { region: "USA", quantity: 100, price: 80 },
  ],
  lanes: [
    { from: "China", to: "Japan", freight: 2, adValorem: 0.1, specific: 1, capacity: 150 },
    { from: "China", to: "USA", freight: 3, minimumImportPrice: 50, topUpCap: 30, dutyBase: "fob" },
    { from: "USA", to: "Japan", freight: 4 },
  ],
};

/** The good file with one thing changed. */
function faultsOf(change: (file: typeof good) => unknown): readonly string[] {
  const file = structuredClone(good);
  const text = JSON.stringify(change(file) ?? file);
  return linesOf(text);
}

function linesOf(text: string): readonly string[] {
  try {
    parseMarketFile(text, "market.json");
  } catch (error) {
    if (error instanceof InputError) return error.lines;
    throw error;
  }
  return [];
}

test("a market of names clears, balances and carries its certificate", () => {
  const answer = clearMarketFile(parseMarketFile(JSON.stringify(good), "market.json"));
  expect(Object.keys(answer)).toEqual([
    "prices",
    "traded",
    "sold",
    "bought",
    "flows",
    "surplus",
    "certificate",
    "iterations",
  ]);
  expect(answer.certificate.worst).toBeLessThan(1e-12);
  expect(answer.traded).toEqual({ China: true, Japan: true, USA: true });
  const [toJapan, toUsa, usaToJapan] = answer.flows;
  expect(toJapan).toMatchObject({ from: "China", to: "Japan", quantity: 150 });
  expect(toJapan.quotaRent).toBeGreaterThan(10);
  expect(toJapan.duty).toBeCloseTo(0.1 * (answer.prices["China"] + 2) + 1, 12);
  expect(toUsa.topUp).toBe(30);
  expect(usaToJapan.quantity).toBeGreaterThanOrEqual(0);
  const treasury = answer.flows.reduce((sum, f) => sum + f.quantity * (f.duty + f.topUp), 0);
  expect(answer.surplus.treasury).toBeCloseTo(treasury, 9);
});

test("defaults are filled in: a flat step, CIF, no charge, no quota, no floor", () => {
  const file = parseMarketFile(
    '{"regions":["A","B"],"offers":[{"region":"A","quantity":1,"price":2}],"lanes":[{"from":"A","to":"B"}]}',
    "m",
  );
  expect(file.offers[0]).toEqual({ region: "A", quantity: 1, price: 2, priceTo: 2, seller: null, only: null });
  expect(file.bids).toEqual([]);
  expect(file.lanes[0]).toMatchObject({ freight: 0, dutyBase: "cif", capacity: null, minimumImportPrice: null });
});

test("several lanes may join the same pair, and the cheaper one is used", () => {
  const answer = clearMarketFile(
    parseMarketFile(
      JSON.stringify({
        regions: ["A", "B"],
        offers: [{ region: "A", quantity: 10, price: 5 }],
        bids: [{ region: "B", quantity: 8, price: 50 }],
        lanes: [
          { from: "A", to: "B", freight: 1, minimumImportPrice: 30 },
          { from: "A", to: "B", freight: 9 },
        ],
      }),
      "m",
    ),
  );
  expect(answer.flows.map((f) => f.quantity)).toEqual([0, 8]);
  expect(answer.prices).toEqual({ A: 5, B: 14 });
});

describe("a file that is wrong is answered with file, place, what was found and what was expected", () => {
  test("an unknown region, with the nearest one", () => {
    expect(faultsOf((f) => void (f.offers[0].region = "Chna"))).toEqual([
      'market.json: offers[0].region: found "Chna", expected one of the regions; did you mean "China"?',
    ]);
    expect(faultsOf((f) => void (f.offers[1].only = ["Jpan"]))[0]).toContain('did you mean "Japan"?');
  });
  test("a lane to nowhere and a lane to its own start", () => {
    expect(faultsOf((f) => void (f.lanes[2].to = "Mars"))[0]).toContain('lanes[USA>Mars].to: found "Mars"');
    expect(faultsOf((f) => void (f.lanes[2].to = "USA"))[0]).toContain("expected another region than from");
  });
  test("a negative quantity, a quantity without end, a quantity that is a text", () => {
    expect(faultsOf((f) => void (f.bids[0].quantity = -3))).toEqual([
      "market.json: bids[0].quantity: found -3, expected at least 0",
    ]);
    expect(linesOf(JSON.stringify(good).replace("350", "1e999"))[0]).toContain("offers[0].quantity: found Infinity");
    expect(linesOf(JSON.stringify(good).replace("350", '"350"'))[0]).toContain('found "350", expected a finite number');
    expect(linesOf(JSON.stringify(good).replace("350", "null"))[0]).toContain("found null, expected a finite number");
  });
  test("no number at all", () => {
    expect(linesOf(JSON.stringify(good).replace("350", "NaN"))[0]).toMatch(
      /^market.json: line 1, column \d+: found "NaN/,
    );
  });
  test("an offer that falls and a bid that rises", () => {
    expect(faultsOf((f) => void (f.offers[0].priceTo = 9))).toEqual([
      "market.json: offers[0].priceTo: found 9, expected at least price, which is 10: offers do not fall",
    ]);
    expect(faultsOf((f) => void (f.bids[0].priceTo = 91))[0]).toContain("bids do not rise");
  });
  test("fields that are not known, with the nearest ones", () => {
    expect(linesOf(JSON.stringify(good).replace("minimumImportPrice", "minimumImportprice"))).toEqual([
      'market.json: lanes[China>USA].minimumImportprice: found a field that is not known, expected one of its fields; did you mean "minimumImportPrice"?',
    ]);
    expect(linesOf(JSON.stringify({ ...good, offer: [] }))[0]).toContain('did you mean "offers"?');
  });
  test("two regions of one name, no regions, a text instead of a market", () => {
    expect(faultsOf((f) => ({ ...f, regions: [...f.regions, "USA"] }))[0]).toContain("regions[3]");
    expect(linesOf('{"regions": []}')).toEqual([
      "market.json: regions: found an empty list, expected at least one region",
    ]);
    expect(linesOf("{}")).toEqual(["market.json: regions: found nothing, expected a list"]);
    expect(linesOf("[1]")[0]).toContain("found a list of 1, expected an object");
  });
  test("an offer tied to no region at all", () => {
    expect(faultsOf((f) => void (f.offers[1].only = []))[0]).toContain("offers[1].only: found a list of 0");
  });
  test("JSON that breaks off, with line and column", () => {
    expect(linesOf('{"regions": ["A",\n')).toEqual([
      expect.stringMatching(/^market.json: line 2, column 1: found the end of the file, expected/),
    ]);
  });
  test("lists beyond their limit, told in one line", () => {
    const regions = Array.from({ length: MAX_MARKET_ENTRIES.regions + 1 }, (_, i) => `R${i}`);
    expect(linesOf(JSON.stringify({ regions }))).toEqual([
      `market.json: regions: found a list of ${regions.length}, expected at most ${MAX_MARKET_ENTRIES.regions}`,
    ]);
  });
  test("many faults, all told up to a limit", () => {
    const offers = Array.from({ length: 100 }, () => ({ region: "A", quantity: -1, price: 1 }));
    const lines = linesOf(JSON.stringify({ regions: ["A"], offers }));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(60);
  });
});
