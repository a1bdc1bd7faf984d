/** Mines and plants that idle, wait, return, fail and close: two thresholds with nothing between them, and debt. */
import { describe, expect, test } from "vitest";
import { decideStatuses } from "../../../src/sim/facility/statusDecisions";
import { other } from "../../../src/sim/accounts";
import { openWorld } from "../../../src/sim";
import type { SimEvent, Status, World } from "../../../src/sim";
import { eventLog, good, output, playOn, site, status } from "../support/play";
import { aSmallWorld, atRest, type Changes } from "../support/smallWorld";

/** Everybody everywhere believes, and always has, that a good fetches this. */
function believe(world: World, goodId: string, usdPerKg: number): void {
  const { trade } = world.state;
  const regions = world.setting.regionIds.length;
  const g = good(world, goodId);
  trade.beliefUsdPerKg.fill(usdPerKg, g * regions, (g + 1) * regions);
  trade.anchorUsdPerKg.fill(usdPerKg, g * regions, (g + 1) * regions);
}

/** Statuses of a site after each of the months in which a good is believed to fetch these prices. */
function statusAlong(world: World, id: string, goodId: string, prices: number[]): Status[] {
  return prices.map((usdPerKg) => {
    believe(world, goodId, usdPerKg);
    world.state.outcome.events = [];
    decideStatuses(world);
    world.state.month++;
    return status(world, id);
  });
}

function thresholds(world: World, id: string): { close: number; open: number } {
  const { closeUsdPerKg, openUsdPerKg } = world.setting.sites;
  return { close: closeUsdPerKg[site(world, id)]!, open: openUsdPerKg[site(world, id)]! };
}

const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

describe("a mine without debt", () => {
  const aMine = (): World => openWorld(aSmallWorld(), "1");

  test("has a closing price below its cost less care, and an opening price above", () => {
    const { close, open } = thresholds(aMine(), "blo-mine");
    expect(close).toBeLessThan(20 - 1);
    expect(open).toBeGreaterThan(20 - 1);
  });

  test("is mothballed after three months under its closing price, not after two", () => {
    const world = aMine();
    const { close } = thresholds(world, "blo-mine");
    expect(statusAlong(world, "blo-mine", "ore", times(4, close - 0.1))).toEqual([
      "operating",
      "operating",
      "mothballed",
      "mothballed",
    ]);
  });

  test("forgives two bad months if a better one comes between", () => {
    const world = aMine();
    const { close } = thresholds(world, "blo-mine");
    const bad = close - 0.1;
    const fair = close + 0.1;
    const prices = [bad, bad, fair, bad, bad, fair, bad, bad];
    expect(statusAlong(world, "blo-mine", "ore", prices)).toEqual(times(8, "operating"));
  });

  test("waits for the opening price, not for the closing one: between the two nothing happens", () => {
    const world = aMine();
    const { close, open } = thresholds(world, "blo-mine");
    statusAlong(world, "blo-mine", "ore", times(3, close - 0.1));
    expect(statusAlong(world, "blo-mine", "ore", times(24, 0.5 * (close + open)))).toEqual(times(24, "mothballed"));
    expect(statusAlong(world, "blo-mine", "ore", times(24, open - 0.1))).toEqual(times(24, "mothballed"));
  });

  test("comes back above the opening price after three months of seeing it and four of work, at its restart cost", () => {
    const world = aMine();
    const { close, open } = thresholds(world, "blo-mine");
    statusAlong(world, "blo-mine", "ore", times(3, close - 0.1));
    const owners = other(world.setting, "owners");
    const suppliers = other(world.setting, "suppliers");
    const before = world.state.accountsKiloUsd[suppliers]!;
    const fromOwners = world.state.accountsKiloUsd[owners]!;
    expect(statusAlong(world, "blo-mine", "ore", times(7, open + 0.1))).toEqual([
      ...times(2, "mothballed"),
      ...times(4, "restarting"),
      "operating",
    ]);
    const restartCost = 5 * 2400;
    expect(world.state.accountsKiloUsd[suppliers]! - before).toBeCloseTo(restartCost, 6);
    expect(fromOwners - world.state.accountsKiloUsd[owners]!).toBeGreaterThanOrEqual(restartCost - 1e-6);
  });

  test("closes for good after ten years of care, and no price brings it back", () => {
    const world = aMine();
    const { close, open } = thresholds(world, "blo-mine");
    statusAlong(world, "blo-mine", "ore", times(3, close - 0.1));
    const idle = statusAlong(world, "blo-mine", "ore", times(125, close));
    expect(idle.indexOf("closed")).toBeGreaterThanOrEqual(119);
    expect(idle.indexOf("closed")).toBeLessThanOrEqual(121);
    expect(statusAlong(world, "blo-mine", "ore", times(24, 2 * open))).toEqual(times(24, "closed"));
  });

  test("is told of in words with the prices that decided", () => {
    const world = aMine();
    const { close } = thresholds(world, "blo-mine");
    statusAlong(world, "blo-mine", "ore", times(3, close - 1));
    const [event] = world.state.outcome.events.filter((e) => e.entityId === "blo-mine");
    expect(event).toMatchObject({ kind: "mothballed", region: "BLO", good: "ore", inBloc: true });
    expect(event!.figures["priceUsdPerKg"]).toBeCloseTo(close - 1, 6);
    expect(event!.figures["closesBelowUsdPerKg"]).toBeCloseTo(close, 6);
    expect(event!.sentence).toMatch(
      /blo-mine is mothballed: at \$\d+ its price stood under its closing price of \$\d+/,
    );
  });
});

test("a plant that idled while it was still ramping up comes back to where it was on its ramp", () => {
  const young = {
    facilities: [{ id: "blo-mine", status: "ramping", output2025TonnesPerYear: 600, available2025TonnesPerYear: 600 }],
  };
  const world = openWorld(aSmallWorld(young), "1");
  const { close, open } = thresholds(world, "blo-mine");
  const reached = world.state.sites.rampShare[site(world, "blo-mine")]!;
  expect(reached).toBeCloseTo(0.25, 9);
  expect(statusAlong(world, "blo-mine", "ore", times(3, close - 0.1))[2]).toBe("mothballed");
  expect(statusAlong(world, "blo-mine", "ore", times(7, open + 0.1))[6]).toBe("ramping");
  expect(world.state.sites.rampShare[site(world, "blo-mine")]!).toBe(reached);
});

test("the exporter's state mines run whatever the price", () => {
  const world = openWorld(aSmallWorld(), "1");
  expect(statusAlong(world, "exp-mine", "ore", times(12, 0.5))).toEqual(times(12, "operating"));
});

describe("a plant", () => {
  test("is judged on its output price less its feed: dear feed closes it as surely as cheap output", () => {
    const world = openWorld(aSmallWorld(), "1");
    believe(world, "oxide", 45);
    expect(statusAlong(world, "blo-plant", "ore", times(4, 20))[3]).toBe("operating");
    expect(statusAlong(world, "blo-plant", "ore", times(3, 42))[2]).toBe("mothballed");
  });

  test("with a public sponsor runs on at a loss", () => {
    const world = openWorld(aSmallWorld({ facilities: [{ id: "blo-plant", isSponsored: true }] }), "1");
    believe(world, "oxide", 45);
    expect(statusAlong(world, "blo-plant", "ore", times(6, 80))).toEqual(times(6, "operating"));
  });
});

describe("a mine with a plant of its own", () => {
  const chain: Changes = {
    facilities: [
      { id: "blo-mine", captiveTo: ["blo-plant"], captiveShare: 1, ownerGroup: "one-owner" },
      { id: "blo-plant", ownerGroup: "one-owner" },
    ],
  };

  test("is judged on the price of what the plant sells and the sum of both costs, whatever ore fetches", () => {
    const world = openWorld(aSmallWorld(chain), "1");
    const joint = thresholds(world, "blo-plant").close + thresholds(world, "blo-mine").close / 0.9;
    believe(world, "ore", 1);
    expect(statusAlong(world, "blo-mine", "oxide", times(12, joint + 0.1))).toEqual(times(12, "operating"));
    expect(status(world, "blo-plant")).toBe("operating");
    expect(statusAlong(world, "blo-mine", "oxide", times(3, joint - 0.1))[2]).toBe("mothballed");
    expect(status(world, "blo-plant")).toBe("mothballed");
  });

  test("of another owner decides for itself", () => {
    const apart: Changes = { facilities: [{ id: "blo-plant", ownerGroup: "another" }] };
    const world = openWorld(aSmallWorld(chain, apart), "1");
    believe(world, "oxide", 100);
    expect(statusAlong(world, "blo-mine", "ore", times(3, 1))[2]).toBe("mothballed");
    expect(status(world, "blo-plant")).toBe("operating");
  });
});

describe("a mine that borrowed 120 $/kg and earns too little to pay it back", () => {
  const indebted: Changes = {
    facilities: [{ id: "blo-mine", replacementUsdPerKgYear: 200, debtShare: 0.6, debtRepaidShare: 0 }],
  };
  const run = (months: number): { world: World; events: SimEvent[] } => {
    const base = atRest(aSmallWorld());
    const log = eventLog();
    const scenario = { ...aSmallWorld(indebted), opening: base.opening };
    const world = playOn(openWorld(scenario, "1"), months, log.note);
    return { world, events: log.events.filter((event) => event.entityId === "blo-mine") };
  };

  test("idles when cash and credit are gone, though its price is above its closing price", () => {
    const { events } = run(60);
    const idled = events.find((event) => event.kind === "mothballed")!;
    expect(idled.sentence).toMatch(/its cash is used up and its lenders have frozen its credit/);
    expect(idled.figures["priceUsdPerKg"]!).toBeGreaterThan(idled.figures["closesBelowUsdPerKg"]!);
    expect(idled.figures["cashKiloUsd"]!).toBeLessThan(0);
  });

  test("is sold by its lenders the month after for a quarter of what it would cost new, free of debt", () => {
    const { world, events } = run(60);
    const idled = events.find((event) => event.kind === "mothballed")!;
    const sold = events.find((event) => event.kind === "insolvent")!;
    expect(sold.month).toBe(idled.month + 1);
    expect(sold.figures["soldForKiloUsd"]!).toBeCloseTo(0.25 * 200 * 2400, 3);
    expect(sold.figures["debtKiloUsd"]!).toBeGreaterThan(sold.figures["soldForKiloUsd"]!);
    expect(world.state.sites.debtKiloUsd[site(world, "blo-mine")]!).toBe(0);
  });

  test("without the debt never stops", () => {
    const log = eventLog();
    const world = playOn(openWorld(atRest(aSmallWorld()), "1"), 60, log.note);
    expect(log.events.filter((event) => event.entityId === "blo-mine")).toEqual([]);
    expect(output(world, "blo-mine")).toBeGreaterThan(100);
  });
});

test("a slump idles a dear mine and the return of demand alone does not bring it back at once", () => {
  const dear: Changes = {
    facilities: [
      {
        id: "blo-mine",
        cashCostUsdPerKg: 27,
        cashCostLowUsdPerKg: 24,
        cashCostHighUsdPerKg: 30,
        restartCostKiloUsd: 12_000,
      },
    ],
  };
  const slump = [1, 1, 0.2, 0.2, 0.2, 1, 1, 1];
  const rested = atRest(aSmallWorld(dear));
  const scenario = {
    ...aSmallWorld(dear, {
      demandPaths: [{ sector: "use", case: "central", firstYear: 2025, indexByYear: slump }],
      behaviour: { triggers: { volatilityYearly: 0.1 } },
    }),
    opening: rested.opening,
  };
  const log = eventLog();
  const statuses: Status[] = [];
  playOn(openWorld(scenario, "1"), 96, (world) => {
    log.note(world);
    statuses.push(status(world, "blo-mine"));
  });
  const idled = statuses.indexOf("mothballed");
  expect(idled).toBeGreaterThan(6);
  expect(idled).toBeLessThan(48);
  expect(statuses[52]).toBe("mothballed");
  expect(statuses.slice(60)).toContain("operating");
  expect(log.events.filter((event) => event.entityId === "blo-mine").map((event) => event.kind)).toEqual([
    "mothballed",
    "restarted",
  ]);
});

describe("a price that dips under a mine's closing price for a season and returns", () => {
  const story = (process: "randomWalk" | "meanReverting") => {
    const { opening } = atRest(aSmallWorld());
    const world = openWorld({ ...aSmallWorld({ behaviour: { triggers: { process } } }), opening }, "1");
    const { close, open } = thresholds(world, "blo-mine");
    const before = 0.5 * (close + open);
    const dip = [before, before, 0.95 * close, 0.95 * close, 0.95 * close];
    const back = [...times(24, before), ...times(12, 0.99 * open)];
    const high = times(8, 1.01 * open);
    return {
      close,
      open,
      dip: dip.length,
      statuses: statusAlong(world, "blo-mine", "ore", [...dip, ...back, ...high]),
    };
  };

  test.each(["randomWalk", "meanReverting"] as const)(
    "leaves it shut for three years at the very price it ran at before, until its opening price, whatever it believes (%s)",
    (process) => {
      const { dip, statuses } = story(process);
      expect(statuses.slice(0, dip)).toEqual([...times(4, "operating"), "mothballed"]);
      expect(statuses.slice(dip, dip + 36)).toEqual(times(36, "mothballed"));
      expect(statuses.slice(dip + 36)).toContain("restarting");
      expect(statuses.at(-1)).toBe("operating");
    },
  );

  test("shuts a mine sooner that takes the dip for good than one that reckons with the price's return", () => {
    expect(story("meanReverting").close).toBeLessThan(story("randomWalk").close);
  });
});
