/** Contracts for difference: what they pay, to whom, what they do to decisions, and what inflation does to them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashWorld, openWorld } from "../../src/sim";
import type { Scenario, World } from "../../src/sim";
import { treasury } from "../../src/sim/accounts";
import { referencePrice, strikeOf } from "../../src/sim/contracts/contracts";
import { expectedSupport, strikeIn, supportUsdPerKg, type Terms } from "../../src/sim/contracts/terms";
import { digestValue, Digest } from "../../src/sim/maths/digest";
import { eventLog, flagship, mean, output, played, playOn, price, site, status } from "./support/play";
import { aSmallWorld, atRest, type Changes } from "./support/smallWorld";

const deal = (more: Changes = {}): Changes => ({
  id: "deal",
  facility: "blo-plant",
  good: "oxide",
  strikeUsdPerKg: 80,
  from: "2026-01",
  to: "2030-12",
  payer: "BLO",
  ...more,
});

const withDeal = (more: Changes = {}, ...changes: Changes[]): Scenario =>
  aSmallWorld(...changes, { contracts: [deal(more)] });

const terms = (more: Partial<Terms> = {}): Terms => ({
  id: "deal",
  payer: 0,
  from: 0,
  until: 120,
  strikeUsdPerKg: 100,
  upsideShare: 0,
  erosion: 0,
  ...more,
});

/** State of all firms, prices and accounts. */
function hashOf(world: World): string {
  const digest = new Digest();
  digestValue(digest, world.state);
  return digest.hex();
}

describe("a contract for difference", () => {
  test("pays exactly the gap on the site's own output, or takes exactly its share, whatever strike, share, term and inflation", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (strike, upside, inflation, indexed) => {
          const upsideShare = upside / 4;
          const scenario = withDeal(
            { strikeUsdPerKg: strike, upsideShare, indexed, from: "2026-03", to: "2026-10" },
            { behaviour: { inflationYearly: inflation / 50, luck: { demandShockMonthly: 0.1 } } },
          );
          const world = openWorld(scenario, "1");
          for (let month = 0; month < 14; month++) {
            playOn(world, 1);
            world.state.month--; // figures of the month just played
            const at = site(world, "blo-plant");
            const paid = world.state.outcome.contractKiloUsd[at]!;
            const isInForce = month >= 2 && month <= 9;
            const worth = indexed ? strike : strike / (1 + inflation / 50) ** (month / 12);
            const gap = worth - referencePrice(world, at);
            const due = output(world, "blo-plant") * (gap >= 0 ? gap : upsideShare * gap);
            expect(paid).toBeCloseTo(isInForce ? due : 0, 6);
            if (upside === 0) expect(paid).toBeGreaterThanOrEqual(0);
            world.state.month++;
          }
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });

  test("is paid by the treasury that the deal names", () => {
    const paid = (payer: string): number[] => {
      const world = played(withDeal({ payer, strikeUsdPerKg: 300 }), 6);
      return [0, 1, 2].map((region) => world.state.accountsKiloUsd[treasury(world.setting, region)]!);
    };
    const [byBloc, , byOther] = paid("BLO");
    const [byBloc2, , byOther2] = paid("OUT");
    expect(byBloc).toBeLessThan(-1000);
    expect(byOther2).toBeLessThan(-1000);
    expect(byOther).toBe(0);
    expect(byBloc2).toBe(0);
  });

  test.each([
    ["that ended before the run", { from: "2020-01", to: "2025-12" }],
    ["that begins after it", { from: "2040-01", to: "2050-12" }],
  ])("%s changes nothing, to the last bit", (_, months) => {
    // A firm looks two years ahead, so the run is over before either matters.
    const plain = aSmallWorld({ months: 60 });
    expect(hashOf(played(withDeal(months, { months: 60 }), 60))).toBe(hashOf(played(plain, 60)));
  });

  test("written as an empty list is no contract at all", () => {
    expect(hashWorld(played(aSmallWorld({ contracts: [] }), 12))).toBe(hashWorld(played(aSmallWorld(), 12)));
  });

  test("that is nominal is worth a fifth less after ten years of 2% inflation, and an indexed one as much as ever", () => {
    const nominal = strikeIn(terms({ strikeUsdPerKg: 110, erosion: Math.log(1.02) }), 119);
    expect(nominal).toBeCloseTo(110 / 1.02 ** (119 / 12), 9);
    expect(Math.round(nominal)).toBe(90);
    expect(strikeIn(terms({ strikeUsdPerKg: 110 }), 119)).toBe(110);
    expect(strikeIn(terms(), 120)).toBeNaN();
  });

  test("counts in what a firm expects as far as it lasts", () => {
    const all = expectedSupport(terms({ until: 600 }), 0, 60, 0, 2, 0.08);
    expect(all).toBeCloseTo(40, 9);
    const half = expectedSupport(terms({ until: 12 }), 0, 60, 0, 2, 0.08);
    expect(half).toBeGreaterThan(20); // the first year weighs more than the second
    expect(half).toBeLessThan(22);
    expect(expectedSupport(terms({ until: 12 }), 12, 60, 0, 2, 0.08)).toBe(0);
    expect(expectedSupport(terms({ until: 24 }), 0, 60, 2, 20, 0.15)).toBe(0);
    expect(expectedSupport(terms({ from: 12, until: 24 }), 0, 60, 0, 2, 0.08)).toBeCloseTo(40 - half, 9);
    expect(supportUsdPerKg(terms({ upsideShare: 0.3 }), 100, 120)).toBeCloseTo(-6, 12);
  });
});

describe("a dear plant in a slump", () => {
  const slump: Changes = {
    demandPaths: [{ sector: "use", case: "central", firstYear: 2025, indexByYear: [1, 0.4] }],
    behaviour: { triggers: { volatilityYearly: 0.1 } },
  };
  const dear: Changes = {
    facilities: [{ id: "blo-plant", cashCostUsdPerKg: 24, cashCostLowUsdPerKg: 24, cashCostHighUsdPerKg: 24 }],
  };
  const { opening } = atRest(aSmallWorld(dear));
  const run = (...changes: Changes[]): World =>
    playOn(openWorld({ ...aSmallWorld(dear, slump, ...changes), opening }, "1"), 40);

  test("idles on the market's price and runs on under a contract at its strike", () => {
    expect(status(run(), "blo-plant")).toBe("mothballed");
    const under = run({ contracts: [deal({ to: "2034-12" })] });
    expect(status(under, "blo-plant")).toBe("operating");
    expect(strikeOf(under, site(under, "blo-plant"), 39)).toBeGreaterThan(70);
  });

  test("makes more at a price that is no higher by more than a hundredth: the treasury pays, not the buyer", () => {
    const prices = (world: World): number => {
      const seen: number[] = [];
      playOn(world, 24, (at) => seen.push(price(at, "oxide", "BLO")));
      return mean(seen);
    };
    const without = run();
    const under = run({ contracts: [deal({ to: "2034-12" })] });
    expect(prices(under)).toBeLessThan(1.01 * prices(without));
    expect(output(under, "blo-plant")).toBeGreaterThan(output(without, "blo-plant") + 50);
    expect(under.state.accountsKiloUsd[treasury(under.setting, 0)]!).toBeLessThan(-10_000);
    expect(without.state.accountsKiloUsd[treasury(without.setting, 0)]!).toBe(0);
  });
});

test("Mountain Pass, with the price that its state has promised for ten years, does not fail in calm years; without the promise it does", () => {
  const promised = flagship();
  expect(
    promised.contracts.map(({ facility, strikeUsdPerKg, upsideShare }) => [facility, strikeUsdPerKg, upsideShare]),
  ).toEqual([["mp-sx", 110, 0.3]]);
  const turns = (scenario: Scenario): string[] => {
    const log = eventLog();
    for (const seed of ["6", "7"]) played(scenario, 84, seed, log.note);
    return log.events.filter(({ entityId }) => ["mountain-pass", "mp-sx"].includes(entityId)).map(({ kind }) => kind);
  };
  expect(turns(promised)).toEqual([]);
  expect(turns({ ...promised, contracts: [] })).toContain("mothballed");
});
