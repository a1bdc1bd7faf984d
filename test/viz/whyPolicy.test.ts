/** What the page says of a difference and of those who act: figures of the run, and never more than they carry. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Snapshot, WorldInfo } from "../../src/sim/snapshot";
import { readBatch, STANCE_CODES } from "../../src/workers/frame";
import { createSimRuns } from "../../src/workers/simRuns";
import { headlineOf, luckLine } from "../../src/viz/text/headline";
import { price } from "../../src/viz/text/format";
import { whyBloc, whyExporter, whyPrice } from "../../src/viz/text/whyPolicy";

const text = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
const MONTHS = 40;
const MAGNET = 3;
let info: WorldInfo;
let plain: Snapshot[];
let floored: Snapshot[];

async function play(changes: { month: string; path: string; value: unknown }[]): Promise<Snapshot[]> {
  const runs = createSimRuns();
  const opened = await runs.open("run", {
    scenarioText: text,
    scenarioName: "rare-earths-2026",
    seed: "7",
    overrides: [],
    changes,
  });
  const answer = await runs.frames("run", 0, MONTHS);
  if (!opened.ok || !answer.ok) throw new Error("the run does not open");
  info = opened.value;
  return readBatch(answer.value);
}

beforeAll(async () => {
  plain = await play([]);
  floored = await play([{ month: "2027-01", path: "bloc.floor.enabled", value: true }]);
});

const facts = (frames: Snapshot[], at: number, ghost: Snapshot[] | null = null) => ({
  info,
  now: frames[at]!,
  ghost: ghost?.[at] ?? null,
  events: frames.slice(0, at + 1).flatMap((frame) => frame.events),
});

describe("the exporter", () => {
  test("is asked about what it does in that month, and answers with the turn that made it so", () => {
    const words = { calm: "let trade run", flood: "flood", squeeze: "hold goods back", harvest: "take its profit" };
    for (let at = 0; at < MONTHS; at++) {
      const story = whyExporter(facts(plain, at));
      expect(story.question).toContain(words[STANCE_CODES[plain[at]!.world.stance]!]);
      expect(story.lastEvent === null || story.lastEvent.month <= at).toBe(true);
      if (story.lastEvent !== null) expect(story.sentence).toContain(story.lastEvent.sentence);
    }
  });
});

describe("a price", () => {
  test("that the floor holds is said to be held by it, with what an import pays", () => {
    const at = floored.findIndex(({ stages }) => {
      const { zonePriceUsdPerKg, referenceUsdPerKg, topUpUsdPerKg } = stages[MAGNET]!;
      return topUpUsdPerKg > 1 && Math.abs(zonePriceUsdPerKg / referenceUsdPerKg - 1) < 0.01;
    });
    expect(at).toBeGreaterThan(0);
    const figures = floored[at]!.stages[MAGNET]!;
    const story = whyPrice(facts(floored, at, plain), MAGNET, null);
    expect(story.question).toBe(`Why do magnets cost ${price(figures.zonePriceUsdPerKg)} in the bloc?`);
    expect(story.sentence).toBe(
      `The floor holds it: an import lands at ${price(figures.landedUsdPerKg)} and pays ${price(figures.topUpUsdPerKg)} on top.`,
    );
    expect(story.rows).toContainEqual({
      name: "In the dotted run",
      value: price(plain[at]!.stages[MAGNET]!.zonePriceUsdPerKg),
    });
  });

  test("without a floor never speaks of one that holds", () => {
    for (let at = 0; at < MONTHS; at++)
      info.goods
        .filter((good) => good.isStage)
        .forEach((_, stage) => {
          const story = whyPrice(facts(plain, at), stage, null);
          expect(story.sentence).not.toMatch(/The floor|at the floor/);
          expect(story.sentence).not.toMatch(/NaN|undefined|no trade/);
        });
  });
});

describe("the bloc", () => {
  test("says that it keeps no floor, and afterwards what the floor takes and costs", () => {
    expect(whyBloc(facts(plain, 5)).sentence).toBe("They keep no floor: goods come in at the price they land at.");
    const story = whyBloc(facts(floored, 30, plain));
    expect(story.question).toBe("What does the floor do now?");
    expect(story.sentence).toMatch(
      /pay the gap to the floor: \$.+ in twelve months\. Buyers pay \$.+ a year (more|less)/,
    );
    expect(story.lastEvent?.entityId).toBe("bloc.floor.enabled");
    expect(story.subtitle).toContain("11 member regions");
  });
});

describe("the line under the headline", () => {
  const interval = { mean: 1_100_000, low: 900_000, high: 1_300_000, seeds: 30 };

  test("says one history until the other seeds are in, and then what they say of the figures named", () => {
    const compared = [{ of: "world", figure: "buyersPay12mKiloUsd" }] as const;
    expect(luckLine(compared, () => null, { done: 12, of: 30 })).toBe("One history; 12 of 30 other seeds are in.");
    expect(luckLine(compared, () => interval, null)).toBe(
      "Over 30 seeds: what buyers pay a year +$1.1bn (+$900m to +$1.3bn).",
    );
  });

  test("is empty while nothing is compared", () => {
    expect(luckLine(headlineOf(facts(plain, 20)).compared, () => interval, null)).toBe("");
  });

  test("speaks of the bill whenever the headline does", () => {
    let told = 0;
    for (let at = 13; at < MONTHS; at++) {
      const { text, compared } = headlineOf(facts(floored, at, plain));
      expect(text.length).toBeLessThanOrEqual(105);
      if (!text.includes("Buyers pay")) continue;
      told++;
      expect(compared).toContainEqual({ of: "world", figure: "buyersPay12mKiloUsd" });
    }
    expect(told).toBeGreaterThan(0);
  });
});
