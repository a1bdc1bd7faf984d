/** A mine as the page shows it: its picture, its sentence, and levers that start where it stands. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withDefaults } from "../../src/scenario/withDefaults";
import { plainMine, solveMine } from "../../src/sim/options";
import { classicTriggerCases } from "../../src/sim/options/classicCases";
import { createProof } from "../../src/workers/proofCases";
import { mineReply, pictureOf } from "../../src/workers/minePicture";
import type { MineProblem, SiteTriggers } from "../../src/workers/proofApi";
import { triggerPrice, triggerSentence } from "../../src/viz/text/triggerWords";
import { mineLevers } from "../../src/viz/triggers/mineLevers";
import { mineOf } from "../../src/viz/triggers/start";

const oxide: MineProblem = {
  ...plainMine,
  cost: 38,
  care: 1.9,
  restart: 12,
  closing: 5.7,
  rate: 0.1,
  volatility: 0.29,
};

describe("the picture of a mine", () => {
  test("holds its triggers inside the axis, and at them open is worth the restart more and the closing less", () => {
    for (const { problem } of classicTriggerCases) {
      const { open, close, topPrice, prices, valueOpen, valueMothballed } = pictureOf(problem);
      expect(Math.max(open, close)).toBeLessThan(topPrice);
      expect(prices.at(-1)).toBeCloseTo(topPrice, 9);
      expect(prices.length).toBeGreaterThan(40);
      const gap = prices.map((_, k) => valueOpen[k]! - valueMothballed[k]!);
      expect(gap.at(-1)).toBeCloseTo(problem.restart, 6);
      expect(Math.min(...gap)).toBeGreaterThan(-problem.closing - problem.abandonment - 1e-4);
    }
  });

  test("says when a mine shuts, comes back and is left, and that a floor believed in for ever holds it open", () => {
    expect(triggerSentence(pictureOf(oxide))).toBe(
      "It shuts below $27 and comes back above $51; in between it stays as it is. Below $10 it is left for good.",
    );
    const floored = { ...oxide, support: { kind: "floor", price: 50, belief: 1, hazardYearly: 0 } } as const;
    expect(triggerSentence(pictureOf(floored))).toMatch(/^It opens at any price and never shuts: the floor/);
    const free = { ...oxide, restart: 0, closing: 0, care: 0, abandonment: 1000 };
    expect(triggerSentence(pictureOf(free))).toMatch(/^It opens and shuts at one price, \$38,/);
  });

  test("writes prices with the digits that a person reads", () => {
    expect([0.4568, 1.466, 9.96, 26.7, 1234.4, -5.7, 0].map(triggerPrice)).toEqual([
      "$0.46",
      "$1.47",
      "$10",
      "$27",
      "$1,234",
      "−$5.7",
      "$0",
    ]);
  });
});

describe("a site of a run", () => {
  test("whose costs have all risen alike gets a picture of its own triggers", () => {
    const { open, close } = solveMine(oxide);
    const reply = mineReply(oxide, { open: 1.3 * open, close: 1.3 * close });
    if (!reply.ok) throw new Error(reply.line);
    expect(reply.fits).toBe(true);
    expect(reply.picture.problem.cost).toBeCloseTo(1.3 * oxide.cost, 9);
    expect(reply.picture.open).toBeCloseTo(1.3 * open, 6);
  });

  test("that pays for feed beside its own costs is shown with its own costs alone", () => {
    const { open, close } = solveMine(oxide);
    const plant: SiteTriggers = { open: open + 40, close: close + 40 };
    const reply = mineReply(oxide, plant);
    if (!reply.ok) throw new Error(reply.line);
    expect(reply.fits).toBe(false);
    expect(reply.picture.open).toBeCloseTo(open, 9);
  });

  test("has triggers to show wherever the scenario describes it", () => {
    const text = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
    const scenario = withDefaults(JSON.parse(text));
    for (const site of [...scenario.facilities, ...scenario.projects]) {
      const info = { ...site, region: 0 } as unknown as Parameters<typeof mineOf>[1];
      const problem = mineOf(scenario, info, site.region);
      if (problem === null) throw new Error(`${site.id} has no costs`);
      const { open, close } = solveMine(problem);
      expect(open).toBeGreaterThanOrEqual(close);
      expect(close).toBeGreaterThan(0);
    }
  });
});

test("every lever of a mine starts where the mine stands, within its range, and back leads to the same mine", () => {
  for (const { problem } of classicTriggerCases) {
    for (const lever of mineLevers(problem)) {
      const at = lever.read(problem);
      expect(at).toBeGreaterThanOrEqual(lever.min);
      expect(at).toBeLessThanOrEqual(lever.max);
      if (lever.id !== "leaving") expect(lever.write(problem, at)).toEqual(problem);
      const moved = lever.write(problem, lever.max);
      if (!lever.isIdle(problem)) expect(lever.read(moved)).toBeCloseTo(lever.max, 9);
    }
  }
});

test("the proof worker answers a mine without an answer with the figure at fault", async () => {
  const reply = await createProof(() => 0).mine({ ...oxide, rate: 0 }, null);
  expect(reply).toEqual({ ok: false, line: "rate is 0; expected a number above 0" });
});
