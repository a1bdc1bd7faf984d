/** Every turn of a site comes with a reason, and its figures are those that a person finds in the month's table. */
import { describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { openWorld, siteMoney, stepMonth, takeSnapshot, worldInfo } from "../../src/sim";
import { sentenceKeys, sentenceOf } from "../../src/sim/sentences";
import { SITE_FIGURES } from "../../src/sim/snapshot";
import type { SimEvent, Snapshot } from "../../src/sim";
import { flagship } from "./support/play";

const TURNS = ["mothballed", "restarted", "closed", "opened", "insolvent", "begun"];
const IN_TABLE = ["priceUsdPerKg", "closesBelowUsdPerKg", "opensAboveUsdPerKg", "cashKiloUsd", "purseKiloUsd"] as const;

interface Turn {
  event: SimEvent;
  table: Snapshot;
  site: number;
  creditKiloUsd: number;
}

/** Turns of sites in a run, each with the month's table. */
function turnsOf(seed: string, settings: Record<string, unknown>, months: number): Turn[] {
  const overrides = Object.entries(settings).map(([path, value]) => ({ path, value }));
  const world = openWorld(applyOverrides(flagship(), overrides), seed);
  const ids = worldInfo(world).sites.map(({ id }) => id);
  const turns: Turn[] = [];
  for (let month = 0; month < months; month++) {
    stepMonth(world);
    const table = takeSnapshot(world);
    for (const event of table.events)
      if (TURNS.includes(event.kind)) {
        const site = ids.indexOf(event.entityId);
        turns.push({ event, table, site, creditKiloUsd: siteMoney(world, site).creditKiloUsd });
      }
  }
  return turns;
}

describe.each([
  ["in a history of the exporter's rule", "3", {}],
  ["in a history under a floor", "5", { "bloc.floor.enabled": true }],
])("%s", (_, seed, settings) => {
  const turns = turnsOf(seed, settings, 132);

  test("every kind of turn happens", () => {
    expect([...new Set(turns.map(({ event }) => event.kind))].sort()).toEqual([...TURNS].sort());
  });

  test("every turn has a reason, and a sentence made from it", () => {
    for (const { event } of turns) {
      expect(sentenceKeys()).toContain(`${event.kind}.${event.reason!}`);
      expect(event.sentence).toContain(event.entity);
    }
  });

  test("the figures of every turn are those of the month's table", () => {
    let compared = 0;
    for (const { event, table, site, creditKiloUsd } of turns) {
      expect(table.month).toBe(event.month);
      expect(event.figures["creditKiloUsd"]).toBe(creditKiloUsd);
      for (const name of IN_TABLE) {
        const told = event.figures[name];
        const found = table.sites[site * SITE_FIGURES.length + SITE_FIGURES.indexOf(name)];
        if (told === undefined) continue;
        expect(found, `${event.kind} of ${event.entity} in month ${event.month}: ${name}`).toBe(told);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(4 * turns.length);
  });

  test("mothballed for their price are those under their closing price, for their purse those without cash and credit", () => {
    for (const { event } of turns.filter(({ event }) => event.kind === "mothballed")) {
      const { priceUsdPerKg, closesBelowUsdPerKg, purseKiloUsd, creditKiloUsd } = event.figures;
      if (event.reason === "underClosingPrice") expect(priceUsdPerKg!).toBeLessThan(closesBelowUsdPerKg!);
      else expect(purseKiloUsd! + creditKiloUsd!).toBeLessThan(0);
    }
  });
});

describe("a sentence", () => {
  const told = {
    kind: "mothballed",
    reason: "underClosingPrice",
    entity: "Mt Weld",
    figures: { priceUsdPerKg: 31.6, closesBelowUsdPerKg: 9.44, monthsBelow: 3, opensAboveUsdPerKg: 52 },
  } as const;

  test("is made from figures, rounded as people say them", () => {
    expect(sentenceOf(told)).toBe(
      "Mt Weld is mothballed: at $32 its price stood under its closing price of $9.4 for 3 months; it needs $52 to open.",
    );
  });

  test("can be said in another language from the same reason and figures", () => {
    const german = {
      "mothballed.underClosingPrice": "{entity} ruht: {priceUsdPerKg:usd} liegen unter {closesBelowUsdPerKg:usd}.",
    };
    expect(sentenceOf(told, german)).toBe("Mt Weld ruht: $32 liegen unter $9.4.");
  });

  test("that lacks a figure is refused rather than told with a gap", () => {
    expect(() => sentenceOf({ ...told, figures: {} })).toThrow(
      /mothballed because of underClosingPrice comes without priceUsdPerKg/,
    );
    expect(() => sentenceOf({ ...told, reason: "set" })).toThrow(/no sentence tells of mothballed because of set/);
  });
});
