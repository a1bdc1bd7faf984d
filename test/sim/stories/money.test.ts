/** Money of firms: a chain's one purse, covenants, inflation, and what becomes of a bankrupt's plant and stock. */
import { describe, expect, test } from "vitest";
import { openWorld } from "../../../src/sim";
import type { SimEvent, World } from "../../../src/sim";
import { other, pay, treasury } from "../../../src/sim/accounts";
import { ownerOf } from "../../../src/sim/facility/distress";
import { loanPayment } from "../../../src/sim/facility/loan";
import { monthlyCostKiloUsd, purseKiloUsd } from "../../../src/sim/facility/purse";
import { STATUS_CODES } from "../../../src/sim/snapshot";
import { DEFAULT_BEHAVIOUR } from "../../../src/scenario/defaults";
import { eventLog, playOn, site, status } from "../support/play";
import { aSmallWorld, atRest, mine, plant, type Changes } from "../support/smallWorld";

const { opening } = atRest(aSmallWorld());

function run(months: number, ...changes: Changes[]): { world: World; events: SimEvent[] } {
  const log = eventLog();
  const world = playOn(openWorld({ ...aSmallWorld(...changes), opening }, "1"), months, log.note);
  return { world, events: log.events };
}

const of = (events: SimEvent[], id: string, kind: string): SimEvent | undefined =>
  events.find((event) => event.entityId === id && event.kind === kind);

describe("a mine that carries the loan and a plant that earns the margin", () => {
  const tied = (owner: string): Changes => ({
    facilities: [
      {
        id: "blo-mine",
        captiveTo: ["blo-plant"],
        captiveShare: 1,
        ownerGroup: "one-owner",
        replacementUsdPerKgYear: 80,
        debtShare: 0.4,
        debtRepaidShare: 0,
      },
      { id: "blo-plant", ownerGroup: owner },
    ],
  });

  test("of two owners: the mine, paid a transfer price, runs out of money beside a rich plant", () => {
    const { world, events } = run(60, tied("another"));
    expect(of(events, "blo-mine", "mothballed")!.sentence).toMatch(/cash is used up|cash and credit are used up/);
    expect(world.state.accountsKiloUsd[site(world, "blo-plant")]!).toBeGreaterThan(0);
  });

  test("of one owner: cash moves from the plant to the mine, and neither fails", () => {
    const { world, events } = run(60, tied("one-owner"));
    expect(events.filter(({ entityId }) => ["blo-mine", "blo-plant"].includes(entityId))).toEqual([]);
    const [ore, oxide] = [site(world, "blo-mine"), site(world, "blo-plant")];
    const monthsOfCost = (i: number): number => world.state.accountsKiloUsd[i]! / monthlyCostKiloUsd(world, i);
    expect(monthsOfCost(ore)).toBeGreaterThan(1);
    expect(monthsOfCost(ore)).toBeCloseTo(monthsOfCost(oxide), 1);
    expect(purseKiloUsd(world, ore)).toBe(purseKiloUsd(world, oxide));
    expect(world.state.sites.serviceCover[ore]!).toBeGreaterThan(1);
  });
});

describe("lenders of a mine that earns less than its debt service", () => {
  const indebted = (finance: Changes = {}): Changes => ({
    facilities: [{ id: "blo-mine", replacementUsdPerKgYear: 200, debtShare: 0.6, debtRepaidShare: 0 }],
    behaviour: { finance },
  });
  const shut = (finance: Changes = {}): SimEvent => of(run(60, indebted(finance)).events, "blo-mine", "mothballed")!;

  test("freeze its credit after two quarters, so that it stops once its cash is gone", () => {
    const stopped = shut();
    expect(stopped.reason).toBe("creditFrozen");
    expect(stopped.figures["serviceCover"]!).toBeLessThan(1);
    expect(stopped.figures["creditKiloUsd"]).toBe(0);
    expect(stopped.figures["purseKiloUsd"]!).toBeLessThan(0);
  });

  test("who ask for no cover let it draw its whole line first, some months longer", () => {
    const patient = shut({ covenantQuarters: 0 });
    expect(patient.reason).toBe("outOfMoney");
    expect(patient.figures["creditKiloUsd"]!).toBeGreaterThan(0);
    expect(patient.figures["purseKiloUsd"]!).toBeLessThan(-patient.figures["creditKiloUsd"]!);
    expect(patient.month).toBeGreaterThan(shut().month);
  });
});

describe("a loan in the money of the day", () => {
  const borrower: Changes = { facilities: [{ id: "blo-mine", debtShare: 0.2, debtRepaidShare: 0 }] };
  const withInflation = (yearly: number): World =>
    run(144, borrower, { months: 240, behaviour: { inflationYearly: yearly } }).world;

  test("is paid off in its twelve years, whatever inflation does to its instalments", () => {
    for (const yearly of [0, 0.02, 0.1]) {
      const world = withInflation(yearly);
      expect(Math.abs(world.state.sites.debtKiloUsd[site(world, "blo-mine")]!)).toBeLessThan(0.01);
    }
  });

  test("asks more at first and less in the end the faster money loses its worth, and without inflation the same throughout", () => {
    const loan = 0.2 * 30 * 2400;
    const behaviour = (yearly: number) => ({ ...DEFAULT_BEHAVIOUR, inflationYearly: yearly });
    const last = (yearly: number): number => {
      const world = withInflation(yearly);
      return world.state.sites.loanPaymentKiloUsd[site(world, "blo-mine")]!;
    };
    expect(last(0)).toBe(loanPayment(behaviour(0), loan));
    expect(last(0.05)).toBeCloseTo(loanPayment(behaviour(0.05), loan) / 1.05 ** 12, 6);
    expect(loanPayment(behaviour(0.05), loan)).toBeGreaterThan(last(0));
    expect(last(0.05)).toBeLessThan(last(0));
  });
});

describe("a plant whose owner cannot pay", () => {
  const failing: Changes = {
    facilities: [
      {
        id: "blo-plant",
        replacementUsdPerKgYear: 300,
        debtShare: 0.8,
        debtRepaidShare: 0,
        cashCostUsdPerKg: 24,
        cashCostLowUsdPerKg: 24,
        cashCostHighUsdPerKg: 24,
      },
    ],
  };
  const price = 0.25 * 300 * 2400;

  test("goes to the state of its region where no rival has the cash, with all that was sunk in it lost", () => {
    const { world, events } = run(60, failing);
    const sold = of(events, "blo-plant", "insolvent")!;
    expect(sold.reason).toBe("soldToState");
    expect(sold.sentence).toMatch(
      /cannot pay its debt of \$\d+m; no rival has the cash, and its lenders sell it for \$180m to the state \(BLO\)/,
    );
    expect(sold.figures["soldForKiloUsd"]).toBe(price);
    expect(sold.figures["sunkKiloUsd"]).toBe(300 * 2400);
    expect(sold.figures["lostToLendersKiloUsd"]!).toBeCloseTo(sold.figures["debtKiloUsd"]! - price, 6);
    expect(world.state.accountsKiloUsd[treasury(world.setting, 0)]!).toBeCloseTo(-price, 6);
    expect(ownerOf(world, site(world, "blo-plant"))).toBe("BLO");
    expect(world.state.sites.sunkKiloUsd[site(world, "blo-plant")]!).toBe(price);
  });

  test("goes to the rival of its side with the most cash to spare, who pays from its own till", () => {
    const rivals: Changes = {
      facilities: [
        plant("blo-rich", "BLO", 30_000, { output2025TonnesPerYear: 6000, owner: "Rich & Co" }),
        plant("blo-small", "BLO", 300, { owner: "Small & Co" }),
        mine("blo-mine-2", "BLO", 6700),
      ],
      behaviour: { finance: { cashMonths: 36, distressShareOfReplacement: 0.05 } },
    };
    const { world, events } = run(80, failing, rivals);
    const sold = of(events, "blo-plant", "insolvent")!;
    expect(sold.reason).toBe("soldToRival");
    expect(sold.sentence).toMatch(/to Rich & Co\.$/);
    expect(ownerOf(world, site(world, "blo-plant"))).toBe("Rich & Co");
    expect(world.state.accountsKiloUsd[treasury(world.setting, 0)]!).toBe(0);
  });

  /** The plant stands idle with 600 t in store, a debt and an empty till. */
  function broke(): World {
    const world = playOn(openWorld({ ...aSmallWorld(failing), opening }, "1"), 3);
    const { sites, accountsKiloUsd } = world.state;
    const at = site(world, "blo-plant");
    sites.status[at] = STATUS_CODES.indexOf("mothballed");
    sites.since[at] = 2;
    sites.outputStockTonnes[at] = 600;
    pay(accountsKiloUsd, at, other(world.setting, "suppliers"), 1e6);
    return world;
  }

  test("has its stock sold in six equal parts for whatever it fetches", () => {
    const world = broke();
    const at = site(world, "blo-plant");
    const stocks: number[] = [];
    playOn(world, 9, () => stocks.push(world.state.sites.outputStockTonnes[at]!));
    expect(stocks[0]!).toBeGreaterThan(100);
    const left = stocks.map((tonnes) => tonnes / stocks[0]!);
    [1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0, 0].forEach((share, k) => expect(left[k]).toBeCloseTo(share, 6));
  });

  test("is kept by its new owner, without debt and with a till that owners keep from falling under nought", () => {
    const world = broke();
    const at = site(world, "blo-plant");
    playOn(world, 1);
    expect(world.state.sites.debtKiloUsd[at]!).toBe(0);
    expect(world.state.accountsKiloUsd[at]!).toBeCloseTo(0, 6);
    playOn(world, 6, () => expect(world.state.accountsKiloUsd[at]!).toBeGreaterThanOrEqual(-1e-6));
    expect(["mothballed", "restarting"]).toContain(status(world, "blo-plant"));
  });
});
