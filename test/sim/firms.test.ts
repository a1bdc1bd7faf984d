/** A sector is forty firms: who keeps little cover stops first, and a licence that falls on some and lasts stops more than a quota. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverFactors } from "../../src/sim/firms/sector";
import { orderFirms, useOfFirms, type FirmUse } from "../../src/sim/firms/trade";

const FIRMS = 40;
const sum = (values: Iterable<number>): number => [...values].reduce((total, x) => total + x, 0);

/** A sector that wants 40 t a month and keeps so many months of cover, spread over its firms. */
function aSector(coverMonths: number, spread: number): Float64Array {
  return coverFactors(FIRMS, spread).map((factor) => coverMonths * factor);
}

/** One month in which each firm gets its share of what it wants (1 t); gives what could not be made, t. */
function lostInMonth(stocks: Float64Array, shareOf: (firm: number) => number): number {
  const orders = Float64Array.from(stocks, (_, k) => shareOf(k));
  const month: FirmUse = { useTonnes: 0, stockTonnes: 0, standing: 0 };
  useOfFirms(month, stocks, orders, 0, stocks.length, 1, FIRMS);
  return FIRMS - month.useTonnes;
}

/** Share of three months' output that is lost. */
function lostOutput(spread: number, shareOf: (firm: number, month: number) => number): number {
  const stocks = aSector(2.25, spread);
  return sum([0, 1, 2].map((month) => lostInMonth(stocks, (firm) => shareOf(firm, month)))) / (3 * FIRMS);
}

describe("an exporter lets out 26% of what a sector needs, a tenth comes from elsewhere, and stores hold 2.25 months", () => {
  const granted = 0.26;
  const elsewhere = 0.1;
  // 26% of 40 firms, spread evenly over those with little and with much cover; the lottery moves on each month.
  const draws = (firm: number, month: number): boolean => ((firm + 13 * month) * 0.6180339887) % 1 < granted;
  const asLicensed = (has: boolean): number => (has ? 1 : elsewhere);
  const pooled = lostOutput(0, () => granted + elsewhere);
  const dispersed = lostOutput(0.5, () => granted + elsewhere);
  const lottery = lostOutput(0.5, (firm, month) => asLicensed(draws(firm, month)));
  const lasting = lostOutput(0.5, (firm) => asLicensed(draws(firm, 0)));

  test("nobody stops in three months if all stores are one", () => {
    expect(pooled).toBe(0);
  });

  test("a tenth of output is lost once firms differ in cover, more in a monthly lottery, most if a licence lasts", () => {
    expect(dispersed).toBeGreaterThan(0.04);
    expect(lottery).toBeGreaterThan(dispersed);
    expect(lasting).toBeGreaterThan(lottery);
    expect(lasting).toBeGreaterThan(0.12);
    expect(lasting).toBeLessThan(0.25);
  });
});

describe("firms without deliveries", () => {
  test("stop in the order of their cover, those with the least first", () => {
    const stocks = aSector(1, 0.5);
    const stopped: number[] = [];
    for (let month = 0; month < 4; month++) {
      lostInMonth(stocks, () => 0);
      stopped.push(stocks.filter((tonnes) => tonnes === 0).length);
    }
    expect(stopped[0]).toBeGreaterThan(10);
    expect(stopped[0]).toBeLessThan(30);
    expect(stopped[3]).toBe(FIRMS);
    const order = stocks.map((_, k) => k);
    expect([...order]).toEqual([...order].sort((a, b) => stocks[a]! - stocks[b]! || a - b));
  });
});

const anySector = fc.record({
  stocks: fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 60 }),
  use: fc.double({ min: 0, max: 100, noNaN: true }),
  wanted: fc.double({ min: 0, max: 100, noNaN: true }),
  cover: fc.double({ min: 0, max: 6, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});
const rules = { adjustMonths: 6, orderMaxOfUse: 1.5 };

describe("whatever its firms hold, a sector", () => {
  test("orders and uses the same in all, in whatever order its firms stand", () => {
    fc.assert(
      fc.property(anySector, fc.integer({ min: 1, max: 59 }), (sector, turn) => {
        const totals = (stocks: number[], factors: number[]) => {
          const held = Float64Array.from(stocks);
          const orders = new Float64Array(held.length);
          const ordered = orderFirms(orders, held, Float64Array.from(factors), 0, sector.use, sector.cover, rules);
          const month: FirmUse = { useTonnes: 0, stockTonnes: 0, standing: 0 };
          useOfFirms(month, held, orders, 0, held.length, sector.share, sector.wanted);
          return [ordered, month.useTonnes, month.stockTonnes, month.standing];
        };
        const factors = [...coverFactors(sector.stocks.length, 0.5)];
        const at = turn % sector.stocks.length;
        const turned = <T>(list: T[]): T[] => [...list.slice(at), ...list.slice(0, at)];
        const plain = totals(sector.stocks, factors);
        totals(turned(sector.stocks), turned(factors)).forEach((total, k) => expect(total).toBeCloseTo(plain[k]!, 8));
      }),
    );
  });

  test("neither makes nor loses a tonne: what each firm had and got, it used or keeps", () => {
    fc.assert(
      fc.property(anySector, (sector) => {
        const held = Float64Array.from(sector.stocks);
        const orders = new Float64Array(held.length);
        orderFirms(orders, held, coverFactors(held.length, 0.5), 0, sector.use, sector.cover, rules);
        const before = held.map((tonnes, k) => tonnes + sector.share * orders[k]!);
        const month: FirmUse = { useTonnes: 0, stockTonnes: 0, standing: 0 };
        useOfFirms(month, held, orders, 0, held.length, sector.share, sector.wanted);
        const want = sector.wanted / held.length;
        held.forEach((tonnes, k) => expect(tonnes).toBeCloseTo(Math.max(0, before[k]! - want), 9));
        expect(month.useTonnes + month.stockTonnes).toBeCloseTo(sum(before), 8);
        expect(month.useTonnes).toBeLessThanOrEqual(sector.wanted + 1e-9);
      }),
    );
  });

  test("orders what one buyer with its stock and mean cover would, as long as no firm orders nothing or the most it may", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.double({ min: 0.7, max: 1.2, noNaN: true }),
        (cover, filled) => {
          const factors = coverFactors(FIRMS, 0.5);
          const held = factors.map((factor) => cover * filled * factor);
          const ordered = orderFirms(new Float64Array(FIRMS), held, factors, 0, FIRMS, cover, rules);
          expect(ordered).toBeCloseTo(FIRMS + (cover * FIRMS - sum(held)) / 6, 9);
        },
      ),
    );
  });
});

test("cover is spread over firms with a mean of one and a log spread of a half", () => {
  const factors = coverFactors(FIRMS, 0.5);
  expect(sum(factors) / FIRMS).toBeCloseTo(1, 12);
  const logs = [...factors].map((factor) => Math.log(factor));
  const centre = sum(logs) / FIRMS;
  expect(Math.sqrt(sum(logs.map((x) => (x - centre) ** 2)) / FIRMS)).toBeCloseTo(0.5, 1);
  expect(coverFactors(1, 0.5)).toEqual(new Float64Array([1]));
});
