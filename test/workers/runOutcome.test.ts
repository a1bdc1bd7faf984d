/** A run reduced to outcomes, from months written by hand: what counts as a breach, a shutdown, a top-up. */
import { expect, test } from "vitest";
import type { EventKind, SimEvent } from "../../src/sim/events";
import type { Snapshot, StageFigures, WorldInfo } from "../../src/sim/snapshot";
import { addMonth, openTally, outcomeValues, outcomesOf } from "../../src/workers/runOutcome";

const info: WorldInfo = {
  scenario: "small",
  title: "A small world",
  question: "Does it count rightly?",
  seed: "1",
  startMonth: "2026-01",
  months: 24,
  goods: [
    { id: "scrap", name: "Scrap", unit: "t", isStage: false },
    { id: "oxide", name: "Oxide", unit: "t", isStage: true },
    { id: "magnet", name: "Magnets", unit: "t", isStage: true },
  ],
  regions: [],
  exporterRegion: "CN",
  sites: [],
  buyers: [
    { id: "ev-eu", region: "EU", sector: "ev", good: "magnet", demandTonnesPerYear: 120 },
    { id: "wind-us", region: "US", sector: "wind", good: "magnet", demandTonnesPerYear: 60 },
  ],
};

const quietStage: StageFigures = {
  zonePriceUsdPerKg: 60,
  exporterPriceUsdPerKg: 50,
  outsidePriceUsdPerKg: 55,
  landedUsdPerKg: 56,
  referenceUsdPerKg: NaN,
  topUpUsdPerKg: 0,
  zoneImportsTonnes: 0,
  zoneSupplyTonnes: 10,
  zoneUseTonnes: 12,
  worldOutputTonnes: 100,
  exporterShare: 0.8,
};

interface Month {
  oxide?: Partial<StageFigures>;
  events?: { kind: EventKind; inBloc: boolean }[];
  /** Rows of bought, use, wanted, stock. */
  buyers?: number[];
  flows?: number[];
  bill?: number;
}

function month(at: number, { oxide = {}, events = [], buyers = [], flows = [], bill = 0 }: Month): Snapshot {
  const noBuyers = [0, 0, 0, 0, 0, 0, 0, 0];
  return {
    month: at,
    stages: [{ ...quietStage, ...oxide }, quietStage],
    world: {
      blocSitesRunning: 3,
      blocSitesEver: 4,
      buyersPay12mKiloUsd: bill,
      topUpRevenue12mKiloUsd: 0,
      factoriesStoppedShare: 0,
      floorEnabled: 1,
      stance: 0,
      warChestKiloUsd: 0,
    },
    members: new Uint8Array(0),
    prices: new Float64Array(0),
    sites: new Float64Array(0),
    buyers: Float64Array.from(buyers.length === 0 ? noBuyers : buyers),
    flows: Float64Array.from(flows),
    events: events.map((event): SimEvent => ({
      ...event,
      month: at,
      entity: "Mine",
      entityId: "mine",
      region: null,
      good: null,
      figures: {},
      sentence: "",
    })),
  };
}

function outcomesAfter(months: Month[]): Record<string, number> {
  const tally = openTally(info);
  months.forEach((each, at) => addMonth(tally, month(at, each)));
  const values = outcomeValues(tally);
  return Object.fromEntries(outcomesOf(info).map((outcome, at) => [outcome.name, values[at]!]));
}

test("a floor is breached when the zone's price is under it by more than half a percent, and never where there is none", () => {
  const at = (zonePriceUsdPerKg: number, referenceUsdPerKg: number): Month => ({
    oxide: { zonePriceUsdPerKg, referenceUsdPerKg },
  });
  const outcomes = outcomesAfter([at(99, 100), at(99.6, 100), at(120, 100), at(NaN, 100), at(20, NaN)]);
  expect(outcomes["breachMonths.oxide"]).toBe(1);
  expect(outcomes["breachMonths.magnet"]).toBe(0);
});

test("a month without trade is a gap in the mean price, not a price of nought", () => {
  const outcomes = outcomesAfter([{ oxide: { zonePriceUsdPerKg: 40 } }, { oxide: { zonePriceUsdPerKg: NaN } }]);
  expect(outcomes["zonePrice.oxide"]).toBe(40);
  expect(outcomesAfter([{ oxide: { zonePriceUsdPerKg: NaN } }])["zonePrice.oxide"]).toBeNaN();
});

test("a mine of a member that closes counts for the bloc and for the world, one outside for the world alone", () => {
  const outcomes = outcomesAfter([
    {
      events: [
        { kind: "closed", inBloc: true },
        { kind: "begun", inBloc: false },
      ],
    },
    {
      events: [
        { kind: "closed", inBloc: false },
        { kind: "mothballed", inBloc: true },
        { kind: "licence", inBloc: true },
      ],
    },
  ]);
  expect(outcomes).toMatchObject({
    "bloc.closures": 1,
    "world.closures": 2,
    "bloc.mothballings": 1,
    "bloc.restarts": 0,
  });
  expect(outcomes).toMatchObject({ "bloc.projectsBegun": 0, "world.projectsBegun": 1 });
});

test("factories stop for the tonnes they wanted and did not have; a full store makes up for none of them", () => {
  const outcomes = outcomesAfter([{ buyers: [10, 8, 10, 0, 9, 5, 5, 90] }, { buyers: [10, 10, 10, 0, 9, 4, 5, 90] }]);
  expect(outcomes["shutdown.magnet"]).toBe(3);
});

test("top-ups paid are tonnes times dollars a kilogram, which is thousands of dollars", () => {
  const flows = [1, 0, 1, 50, 0, 12, 1, 0, 2, 80, 0, 0, 2, 0, 1, 5, 1, 4];
  expect(outcomesAfter([{ flows }, { flows }])["topUpRevenue"]).toBe(2 * (50 * 12 + 5 * 4));
});

test("the bill for magnets is the mean of whole years, and unknown before the first has passed", () => {
  const bills = (from: number, to: number): Month[] =>
    Array.from({ length: to - from }, (_, at) => ({ bill: from + at + 1 }));
  expect(outcomesAfter(bills(0, 11))["buyersPay"]).toBeNaN();
  expect(outcomesAfter(bills(0, 30))["buyersPay"]).toBe((12 + 24) / 2);
});
