/** Every tonne and every dollar, every month: in the flagship, in floods and under floors, and in worlds drawn at random. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { BooksError, openWorld, stepMonth } from "../../src/sim";
import type { World } from "../../src/sim";
import { closeBooks, stocksByGood } from "../../src/sim/books";
import { flagship, played, site } from "./support/play";
import { aChainWorld, aSmallWorld, type Changes } from "./support/smallWorld";

const CLOSES_WITHIN = 1e-9;

/**
 * The model's own check throws, so a run that ends has passed it. This is a second one, from outside: what stands in store moved
 * by what was made less what was used, what was sold was bought, and no dollar came from nowhere; relative to what moved.
 */
function aLedger(): (world: World) => void {
  let before: Float64Array | null = null;
  return (world) => {
    const { setting, state } = world;
    const { outcome, accountsKiloUsd } = state;
    const stocks = stocksByGood(world);
    setting.goodIds.forEach((_, g) => {
      const regions = setting.regionIds.length;
      const made = total(outcome.madeTonnes.subarray(g * regions, (g + 1) * regions));
      const used =
        total(outcome.usedTonnes.filter((_, i) => setting.sites.goodIn[i] === g)) +
        total(outcome.useTonnes.filter((_, b) => setting.buyerGood[b] === g));
      if (before !== null) expectSmall(stocks[g]! - before[g]! - made + used, stocks[g]! + made + used);
      const market = setting.markets[g]!;
      const sold = total(market.sold.subarray(0, market.offerCount));
      // Markets are exact relative to what is offered and wanted in them, which may be far more than what is sold.
      expectSmall(sold - total(market.bought.subarray(0, market.bidCount)), sold + stocks[g]! + made + used);
    });
    expectSmall(total(accountsKiloUsd), total(accountsKiloUsd.map(Math.abs)));
    before = stocks;
  };
}

function expectSmall(error: number, moved: number): void {
  expect(Math.abs(error)).toBeLessThanOrEqual(CLOSES_WITHIN * Math.max(1, moved));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe("every month of a run, tonnes and dollars add up", () => {
  test.each([
    ["as the exporter's rule plays it", "1", {}],
    ["under a floor", "2", { "bloc.floor.enabled": true }],
    [
      "in a flood and a squeeze under a floor",
      "3",
      {
        "bloc.floor.enabled": true,
        "exporter.conduct": "scripted",
        "exporter.script": [
          { from: "2026-03", stance: "flood" },
          { from: "2027-03", stance: "squeeze" },
        ],
      },
    ],
  ])("in the flagship %s", (_, seed, settings: Record<string, unknown>) => {
    const overrides = Object.entries(settings).map(([path, value]) => ({ path, value }));
    played(applyOverrides(flagship(), overrides), 30, seed, aLedger());
  });

  test("in small worlds of any size, cost, yield, floor and stance", () => {
    fc.assert(
      fc.property(anyChanges(), fc.string({ minLength: 1, maxLength: 8 }), (changes, seed) => {
        played(aChainWorld(changes), 18, seed, aLedger());
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

function anyChanges(): fc.Arbitrary<Changes> {
  /** Figures as a person would write them: not more than a hundred steps between two ends. */
  const between = (low: number, high: number): fc.Arbitrary<number> =>
    fc.integer({ min: 0, max: 100 }).map((step) => low + ((high - low) * step) / 100);
  const stance = fc.constantFrom("calm", "flood", "squeeze", "harvest");
  const figures = fc.record({
    stockTonnes: between(0, 10_000),
    demandTonnes: between(10, 100_000),
    capacityTonnes: between(10, 100_000),
    costUsdPerKg: between(1, 201),
    yieldShare: between(0.3, 1),
    lagMonths: fc.integer({ min: 0, max: 6 }),
    tolled: between(0, 1),
    captiveShare: between(0.1, 1),
    debtShare: between(0, 1),
    floorUsdPerKg: between(0, 200),
    timing: fc.constantFrom("entryPrice", "posted"),
    cap: fc.option(between(0, 200)),
    stances: fc.tuple(stance, stance),
    shock: between(0, 0.3),
    dutyShare: between(0, 1),
    strikeUsdPerKg: between(0, 300),
    upsideShare: between(0, 1),
    isIndexed: fc.boolean(),
    priceInflation: between(0, 0.2),
    covenantQuarters: fc.integer({ min: 0, max: 3 }),
    isChain: fc.boolean(),
    scrapOfOre: between(0, 1),
    magnetsOfOxide: between(0, 0.2),
    reserveTonnes: fc.option(between(0, 5000), { nil: undefined }),
    decline: between(0, 0.9),
    inflation: between(0, 0.2),
    outageChance: between(0, 0.3),
    slots: fc.integer({ min: 0, max: 2 }),
    overrun: between(0.5, 2.5),
  });
  return figures.map((x) => ({
    regions: ["BLO", "OUT"].map((id) => ({ id, permitMonthsMine: 1, permitMonthsPlant: 1 })),
    recipes: [
      { kind: "separation", input: "ore", output: "oxide", yieldTonnesPerTonne: x.yieldShare },
      { kind: "recycling", input: "scrap", output: "oxide", yieldTonnesPerTonne: 0.9 },
      { kind: "metal", input: "oxide", output: "metal", yieldTonnesPerTonne: 0.8 },
      {
        kind: "magnet",
        input: "metal",
        output: "magnet",
        yieldTonnesPerTonne: 2,
        byProduct: {
          good: "scrap",
          tonnesPerTonneOutput: 0.1,
          lagMonths: x.lagMonths,
          askLowUsdPerKg: 5,
          askHighUsdPerKg: 20,
        },
      },
    ],
    facilities: [
      {
        id: "exp-mine",
        captiveTo: ["exp-plant"],
        captiveShare: x.captiveShare,
        idleReleasableTonnesPerYear: 900,
        byProducts: [{ good: "scrap", tonnesPerTonne: x.scrapOfOre }],
      },
      {
        id: "blo-mine",
        reserveTonnes: x.reserveTonnes,
        debtShare: x.debtShare,
        captiveTo: ["blo-plant"],
        captiveShare: x.captiveShare,
        ownerGroup: x.isChain ? "blo-plant" : "blo-mine",
        replacementUsdPerKgYear: 400,
      },
      {
        id: "blo-metal",
        capacityTonnesPerYear: x.capacityTonnes,
        output2025TonnesPerYear: 0.5 * x.capacityTonnes,
        availableTonnesPerYear: x.capacityTonnes,
        available2025TonnesPerYear: x.capacityTonnes,
        cashCostUsdPerKg: x.costUsdPerKg,
        cashCostLowUsdPerKg: x.costUsdPerKg,
        cashCostHighUsdPerKg: x.costUsdPerKg,
        debtShare: x.debtShare,
        captiveFeedStockTonnes: x.stockTonnes,
        isSponsored: x.tolled > 0.5,
      },
      { id: "exp-magnet", outputStockTonnes: x.stockTonnes },
      // A separator that gives scrap and magnets besides is no stranger than one that gives heavies, to the books.
      {
        id: "blo-plant",
        byProducts: [
          { good: "scrap", tonnesPerTonne: x.scrapOfOre },
          { good: "magnet", tonnesPerTonne: x.magnetsOfOxide },
        ],
      },
    ],
    contracts: [
      {
        id: "deal",
        facility: x.isChain ? "blo-plant" : "blo-metal",
        good: x.isChain ? "oxide" : "metal",
        strikeUsdPerKg: x.strikeUsdPerKg,
        from: "2026-03",
        to: "2027-02",
        indexed: x.isIndexed,
        upsideShare: x.upsideShare,
        payer: "OUT",
      },
    ],
    importDuties: [{ region: "BLO", inForceFrom: "2026-06", adValoremShare: x.dutyShare }],
    buyers: [{ id: "out-use", demandTonnesPerYear: x.demandTonnes, stockTonnes: x.stockTonnes }],
    bloc: {
      floor: {
        enabled: x.tolled > 0.3,
        stages: ["oxide", "magnet"],
        levels: { oxide: x.floorUsdPerKg },
        timing: x.timing,
        cap: x.cap,
      },
    },
    exporter: {
      conduct: "scripted",
      stateStockTonnes: x.stockTonnes,
      floodStockTonnesPerYear: 1000,
      licences: {
        goods: ["magnet", "oxide"],
        targets: x.captiveShare > 0.5 ? ["OUT", "BLO"] : [],
        grantShare: x.tolled,
        lastsMonths: 1 + x.lagMonths,
        from: "2026-05",
        to: "2027-02",
      },
      script: [
        { from: "2026-03", stance: x.stances[0] },
        { from: "2026-11", stance: x.stances[1] },
      ],
    },
    behaviour: {
      inflationYearly: x.priceInflation,
      finance: { covenantQuarters: x.covenantQuarters, cashMonths: 1, creditMonths: 1 },
      luck: { demandShockMonthly: x.shock, oreShockMonthly: x.shock },
      geology: {
        gradeDeclineShare: x.decline,
        costInflationYearly: { mine: x.inflation, separation: x.inflation },
        outageChanceMonthlyMine: x.outageChance,
        outageChanceMonthlyPlant: x.outageChance,
      },
      // Whoever finds high prices builds at once, so that eighteen months see slots opened, built and ramped.
      projects: {
        slotsPerRegion: x.slots,
        slotMonths: 1,
        slotStudyMonthsMine: 0,
        slotStudyMonthsPlant: 0,
        startLuckMonthly: 1,
        constructionMonthsMine: 3,
        constructionMonthsPlant: 3,
        overrunMedian: x.overrun,
        delayMedian: x.overrun,
        rampShape: x.tolled > 0.5 ? "s" : "straight",
      },
      processors: { tollingShareOfSwarf: x.tolled },
    },
  }));
}

describe("a month that does not add up stops the run", () => {
  /** A world after a month, with the stocks that the month began with, as the books are about to be closed on it. */
  function aboutToClose(): { world: World; opening: Float64Array } {
    const world = played(aSmallWorld(), 5);
    const opening = stocksByGood(world);
    stepMonth(world);
    world.state.month--;
    return { world, opening };
  }

  test("and is let pass when it does", () => {
    const { world, opening } = aboutToClose();
    expect(() => closeBooks(world, opening)).not.toThrow();
  });

  test("with the month and the good of which there is a tonne too many", () => {
    const { world, opening } = aboutToClose();
    const plant = site(world, "blo-plant");
    world.state.sites.outputStockTonnes[plant] = world.state.sites.outputStockTonnes[plant]! + 1;
    expect(() => closeBooks(world, opening)).toThrow(BooksError);
    expect(() => closeBooks(world, opening)).toThrow(/Month 6 does not add up: (1|0\.99999\d*|1\.00000\d*) t of oxide/);
  });

  test("also when a thousandth of a kilogram in a million tonnes is missing of ore on its way through a plant", () => {
    const { world, opening } = aboutToClose();
    const plant = site(world, "exp-plant");
    world.state.sites.inputStockTonnes[plant] = world.state.sites.inputStockTonnes[plant]! - 1e-5;
    expect(() => closeBooks(world, opening)).toThrow(/t of ore too many/);
  });

  test("with the dollars that nobody paid", () => {
    const { world, opening } = aboutToClose();
    world.state.accountsKiloUsd[0] = world.state.accountsKiloUsd[0]! + 1;
    expect(() => closeBooks(world, opening)).toThrow(/Month 6 does not add up: .* k\$ too many/);
  });

  test("with the step after which a dollar came from nowhere, and the accounts that it moved", () => {
    const world = played(aSmallWorld(), 5);
    const mine = site(world, "blo-mine");
    const steal = (step: string): void => {
      if (step === "deliveries") world.state.accountsKiloUsd[mine] = world.state.accountsKiloUsd[mine]! + 1e6;
    };
    expect(() => stepMonth(world, steal)).toThrow(
      /Month 6 does not add up: \d.* k\$ too many after production; .*blo-mine/,
    );
  });

  test("also when an account is no number at all", () => {
    const world = played(aSmallWorld(), 5);
    const lose = (step: string): void => {
      if (step === "markets" || step === "plans") world.state.accountsKiloUsd[0] = NaN;
    };
    expect(() => stepMonth(world, lose)).toThrow(/after markets; it moved 1 accounts, most of all blo-mine NaN/);
  });

  test("and when a figure is no number at all", () => {
    const { world, opening } = aboutToClose();
    world.state.buyers.stockTonnes[0] = NaN;
    expect(() => closeBooks(world, opening)).toThrow(BooksError);
  });
});

test("a run ends at its horizon and says so", () => {
  const world = openWorld(aSmallWorld({ months: 2 }), "1");
  stepMonth(world);
  stepMonth(world);
  expect(() => stepMonth(world)).toThrow(/ends after 2 months/);
});
