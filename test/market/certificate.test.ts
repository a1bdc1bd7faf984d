/**
 * The certificate must bite: every figure of a correct answer, falsified a little, must be caught.
 */
import { describe, expect, test } from "vitest";
import { certify, surplusOf } from "../../src/sim/market";
import type { PlainFlow, PlainOutcome } from "../../src/sim/market/plain";
import { cleared, outcomeOf, plainOf, type MarketSketch } from "./build";

/** Two exporters, one under a quota, a zone of two members with a floor, proportional duty, free trade inside. */
const zone: MarketSketch = {
  regions: 4,
  offers: [
    { region: 0, quantity: 100, price: 10, priceTo: 30 },
    { region: 1, quantity: 200, price: 15, priceTo: 60 },
    { region: 2, quantity: 30, price: 30, priceTo: 80 },
    { region: 3, quantity: 25, price: 90 },
  ],
  bids: [
    { region: 0, quantity: 20, price: 50, priceTo: 5 },
    { region: 2, quantity: 80, price: 120, priceTo: 20 },
    { region: 3, quantity: 80, price: 140, priceTo: 40 },
  ],
  lanes: [
    { from: 0, to: 2, freight: 3, adValorem: 0.1, exportTaxRate: 0.05, specific: 1, floor: 70, quota: 15 },
    { from: 1, to: 2, freight: 4, adValorem: 0.1, exportTax: 2, floor: 70 },
    { from: 1, to: 3, freight: 9, adValorem: 0.1, fob: true, floor: 70, cap: 45 },
    { from: 2, to: 3 },
    { from: 3, to: 2 },
    { from: 0, to: 1, freight: 1, quota: 5 },
  ],
};
const plain = plainOf(zone);
const honest = outcomeOf(cleared(zone), zone);
const caughtAbove = 1e-9;

const changed = <T>(list: readonly T[], at: number, change: (item: T) => T): T[] =>
  list.map((item, k) => (k === at ? change(item) : item));
const worstOf = (change: Partial<PlainOutcome>): number => certify(plain, { ...honest, ...change }).worst;
const withFlow = (at: number, change: Partial<PlainFlow>): Partial<PlainOutcome> => ({
  flows: changed(honest.flows, at, (flow) => ({ ...flow, ...change })),
});

test("the honest answer passes, with a floor, a full quota and trade inside the zone", () => {
  expect(certify(plain, honest).worst).toBeLessThan(1e-13);
  expect(honest.flows[5].rent).toBeGreaterThan(1);
  expect(honest.flows.some((flow) => flow.topUp > 1 && flow.quantity > 1)).toBe(true);
  expect(honest.flows[3].quantity + honest.flows[4].quantity).toBeGreaterThan(1);
});

describe("a falsified figure is caught", () => {
  test.each(honest.prices.map((_, i) => i))("the price of region %i, off by 0.0001 either way", (i) => {
    expect(worstOf({ prices: changed(honest.prices, i, (p) => p + 1e-4) })).toBeGreaterThan(caughtAbove);
    expect(worstOf({ prices: changed(honest.prices, i, (p) => p - 1e-4) })).toBeGreaterThan(caughtAbove);
  });
  test.each(honest.sold.map((_, k) => k))("the sale of offer %i", (k) => {
    expect(worstOf({ sold: changed(honest.sold, k, (q) => q + 1e-4) })).toBeGreaterThan(caughtAbove);
    expect(worstOf({ sold: changed(honest.sold, k, (q) => q - 1e-4) })).toBeGreaterThan(caughtAbove);
  });
  test.each(honest.bought.map((_, k) => k))("the purchase of bid %i", (k) => {
    expect(worstOf({ bought: changed(honest.bought, k, (q) => q + 1e-4) })).toBeGreaterThan(caughtAbove);
  });
  test.each(honest.flows.map((_, a) => a))("flow, duty, top-up and rent of lane %i", (a) => {
    const { quantity, duty, topUp, rent } = honest.flows[a];
    expect(worstOf(withFlow(a, { quantity: quantity + 1e-4 }))).toBeGreaterThan(caughtAbove);
    expect(worstOf(withFlow(a, { duty: duty + 1e-4 }))).toBeGreaterThan(caughtAbove);
    expect(worstOf(withFlow(a, { topUp: topUp + 1e-4 }))).toBeGreaterThan(caughtAbove);
    expect(worstOf(withFlow(a, { rent: rent + 1e-4 }))).toBeGreaterThan(caughtAbove);
  });
  test("a flow and its two balances, moved together round the members", () => {
    const flows = honest.flows.map((flow, a) => (a === 3 || a === 4 ? { ...flow, quantity: flow.quantity + 1 } : flow));
    // Trade both ways at no cost changes nothing that a condition speaks of.
    expect(worstOf({ flows })).toBeLessThan(1e-12);
    // But sent one way only, it does.
    expect(worstOf(withFlow(3, { quantity: honest.flows[3].quantity + 1 }))).toBeGreaterThan(1e-3);
  });
});

test("an order of levied lanes that sells the dearer border price first is caught by its own figure", () => {
  const sketch: MarketSketch = {
    regions: 3,
    offers: [
      { region: 0, quantity: 30, price: 10 },
      { region: 1, quantity: 100, price: 20 },
    ],
    bids: [{ region: 2, quantity: 50, price: 100 }],
    lanes: [
      { from: 0, to: 2, floor: 60 },
      { from: 1, to: 2, floor: 60 },
    ],
  };
  // The first origin shut out: every condition of the first stage holds, and yet the dear lane sells before it.
  const falsified: PlainOutcome = {
    prices: [10, 20, 60],
    sold: [0, 50],
    bought: [50],
    flows: [
      { quantity: 0, duty: 0, topUp: 50, rent: 0 },
      { quantity: 50, duty: 0, topUp: 40, rent: 0 },
    ],
    groupPrices: [],
    tiedFlows: [],
  };
  const found = certify(plainOf(sketch), falsified);
  expect(Math.max(found.balance, found.sellers, found.buyers, found.lanes, found.money)).toBe(0);
  expect(found.levyOrder).toBeCloseTo(10 / 60, 12);
  expect(certify(plainOf(sketch), outcomeOf(cleared(sketch), sketch)).worst).toBeLessThan(1e-13);
});

test("tied tonnes sent where they may not go are caught", () => {
  const sketch: MarketSketch = {
    regions: 3,
    offers: [{ region: 0, quantity: 10, price: 5, only: [1] }],
    bids: [
      { region: 1, quantity: 10, price: 20 },
      { region: 2, quantity: 10, price: 40 },
    ],
    lanes: [
      { from: 0, to: 1 },
      { from: 0, to: 2 },
    ],
  };
  const outcome = outcomeOf(cleared(sketch), sketch);
  expect(certify(plainOf(sketch), outcome).worst).toBeLessThan(1e-13);
  const diverted: PlainOutcome = {
    ...outcome,
    tiedFlows: [{ group: 0, lane: 1, quantity: 10 }],
    bought: [0, 10],
    flows: [outcome.flows[1], { ...outcome.flows[0] }],
  };
  expect(certify(plainOf(sketch), diverted).balance).toBe(Infinity);
});

test("the gains of producers, buyers, treasury and quota holders add up to value less cost and freight", () => {
  const surplus = surplusOf(plain, honest);
  for (const gain of Object.values(surplus)) expect(gain).toBeGreaterThan(0);
  const area = (s: { quantity: number; price: number; priceTo: number }, q: number) =>
    q * (s.price + (0.5 * (s.priceTo - s.price) * q) / s.quantity);
  const value = plain.bids.reduce((sum, bid, k) => sum + area(bid, honest.bought[k]), 0);
  const cost = plain.offers.reduce((sum, offer, k) => sum + area(offer, honest.sold[k]), 0);
  const { producers, buyers, treasury, rents, freight } = surplus;
  expect(producers + buyers + treasury + rents).toBeCloseTo(value - cost - freight, 9);
});
