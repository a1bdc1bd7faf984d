/** The exporter: volume in a flood, a quota with an output cut in a squeeze, and the rule that goes from one to the other. */
import { describe, expect, test } from "vitest";
import { openWorld } from "../../src/sim";
import type { World } from "../../src/sim";
import { STANCE_CODES } from "../../src/sim/snapshot";
import { output, pair, played, playOn, price, site } from "./support/play";
import { aSmallWorld, atRest, plant, type Changes } from "./support/smallWorld";

/** An exporter with a tenth of its ore idle and a stock of oxide for two years of flooding. */
const armed: Changes = {
  facilities: [{ id: "exp-mine", idleReleasableTonnesPerYear: 600 }],
  exporter: { stateStockTonnes: 1200, floodStockTonnesPerYear: 600 },
};

function scripted(script: { from: string; stance: string }[], ...more: Changes[]): World {
  const changes = [armed, ...more, { exporter: { conduct: "scripted", script } }];
  const rested = atRest(aSmallWorld(armed, ...more));
  return openWorld({ ...aSmallWorld(...changes), opening: rested.opening }, "1");
}

const stance = (world: World): string => STANCE_CODES[world.state.exporter.stance]!;

/** Stances of a run, each with the month in which it began. */
function stancesAlong(world: World, months: number): string[] {
  const told: string[] = [];
  let last = "calm";
  playOn(world, months, (later) => {
    if (stance(later) !== last) told.push(`${later.state.month - 1} ${stance(later)}`);
    last = stance(later);
  });
  return told;
}

describe("a flood", () => {
  const flood = (): World =>
    scripted([
      { from: "2026-04", stance: "flood" },
      { from: "2028-04", stance: "calm" },
    ]);

  test("releases idle ore month by month: 15% of the gap each, two fifths in three months, nearly all in two years", () => {
    const world = playOn(flood(), 3);
    expect(world.state.exporter.releaseShare).toBe(0);
    for (let k = 1; k <= 24; k++) {
      playOn(world, 1);
      expect(world.state.exporter.releaseShare).toBeCloseTo(1 - 0.85 ** k, 9);
      expect(world.state.outcome.oreTonnes[site(world, "exp-mine")]!).toBeCloseTo(500 + 50 * (1 - 0.85 ** k), 6);
    }
  });

  test("sells at most 600 t of state stock a year, as fast as it is released, and no more than there is", () => {
    const world = flood();
    let before = world.state.exporter.stateStockTonnes;
    playOn(world, 60, ({ state }) => {
      const sold = before - state.exporter.stateStockTonnes;
      expect(sold).toBeGreaterThanOrEqual(0);
      expect(sold).toBeLessThanOrEqual(50 * state.exporter.releaseShare + 1e-9);
      before = state.exporter.stateStockTonnes;
    });
    expect(before).toBeGreaterThanOrEqual(0);
    expect(before).toBeLessThan(300);
  });

  test("ends: volumes ebb as they came, to nothing", () => {
    const world = playOn(flood(), 27 + 12);
    expect(world.state.exporter.releaseShare).toBeGreaterThan(0);
    expect(world.state.exporter.releaseShare).toBeLessThan(0.2);
    playOn(world, 48);
    expect(world.state.exporter.releaseShare).toBe(0);
    expect(world.state.outcome.oreTonnes[site(world, "exp-mine")]!).toBeCloseTo(500, 9);
  });

  test("lowers the price everywhere while it lasts", () => {
    const calm = playOn(scripted([]), 27);
    const flooded = playOn(flood(), 27);
    for (const region of ["EXP", "BLO", "OUT"]) {
      expect(price(flooded, "oxide", region)).toBeLessThan(0.95 * price(calm, "oxide", region));
    }
  });
});

describe("a squeeze", () => {
  const squeeze = (): World => scripted([{ from: "2027-01", stance: "squeeze" }]);

  test("caps exports on each lane at 0.7 of a twelfth of the last twelve months' tonnes", () => {
    const world = squeeze();
    let lastYear = 0;
    playOn(world, 12, ({ state }) => (lastYear += state.outcome.flowTonnes[pair(world, "oxide", "EXP", "OUT")]!));
    playOn(world, 18, ({ setting, state }) => {
      const g = setting.goodIds.indexOf("oxide");
      const lane = setting.lanes[g]!.byPair[pair(world, "oxide", "EXP", "OUT") - g * 9]!;
      const quota = state.exporter.quotaTonnes[g]![setting.lanes[g]!.exports.indexOf(lane)]!;
      expect(quota).toBeCloseTo((0.7 * lastYear) / 12, 9);
      expect(state.outcome.flowTonnes[pair(world, "oxide", "EXP", "OUT")]!).toBeLessThanOrEqual(
        (0.7 * lastYear) / 12 + 1e-9,
      );
    });
  });

  test("cuts half of what it holds back from the state mines' output, by and by", () => {
    const world = playOn(squeeze(), 12);
    const before = world.state.outcome.oreTonnes[site(world, "exp-mine")]!;
    playOn(world, 1);
    expect(world.state.exporter.cutShare).toBeCloseTo(0.15 * 0.15, 9);
    playOn(world, 29);
    expect(world.state.exporter.cutShare).toBeCloseTo(0.15, 2);
    expect(world.state.outcome.oreTonnes[site(world, "exp-mine")]!).toBeLessThan(0.86 * before);
    expect(output(world, "exp-mine")).toBeLessThan(before);
  });

  test("lifts the price outside above the exporter's own, the wider the longer it lasts", () => {
    const world = playOn(squeeze(), 12);
    const gap = (): number => price(world, "oxide", "OUT") / price(world, "oxide", "EXP") - 1;
    expect(gap()).toBeLessThan(0.02);
    playOn(world, 9);
    expect(gap()).toBeGreaterThan(0.3);
  });

  test("frightens buyers outside, and not those at home", () => {
    const world = playOn(squeeze(), 13);
    const fear = (id: string): number =>
      world.state.buyers.fear[world.setting.buyers.findIndex((buyer) => buyer.id === id)]!;
    expect(fear("out-use")).toBeGreaterThan(0.2);
    expect(fear("blo-use")).toBeGreaterThan(0.2);
    expect(fear("exp-use")).toBe(0);
    playOn(world, 24);
    expect(fear("out-use")).toBeLessThan(0.05);
  });

  test("is over when harvest begins: lanes are free again", () => {
    const world = scripted([
      { from: "2027-01", stance: "squeeze" },
      { from: "2027-07", stance: "harvest" },
    ]);
    playOn(world, 19);
    expect(world.state.exporter.quotaTonnes.every((quotas) => quotas.every((quota) => quota === Infinity))).toBe(true);
  });
});

describe("conduct", () => {
  test("by script follows its script to the month", () => {
    const world = scripted([
      { from: "2026-04", stance: "flood" },
      { from: "2027-01", stance: "squeeze" },
      { from: "2027-03", stance: "harvest" },
      { from: "2028-01", stance: "calm" },
    ]);
    expect(stancesAlong(world, 36)).toEqual(["3 flood", "12 squeeze", "14 harvest", "24 calm"]);
  });

  test("of a competitive exporter never moves, whatever its rivals build", () => {
    const { state } = played(atRest(aSmallWorld(armed, rivalsBuild)), 60, "1", (world) => {
      expect(stance(world)).toBe("calm");
      expect(world.state.exporter.releaseShare).toBe(0);
      expect(world.state.exporter.cutShare).toBe(0);
    });
    expect(state.exporter.stateStockTonnes).toBe(1200);
  });
});

/** A rival plant of a tenth of world output, three years from its first tonne. */
const rivalsBuild: Changes = {
  facilities: [plant("blo-new", "BLO", 900, { status: "building", likelyStart: "2029-01" })],
};

describe("by rule", () => {
  const byRule = (exporter: Changes, ...more: Changes[]): World => {
    const rested = atRest(aSmallWorld(armed, ...more));
    const changes = [armed, ...more, { exporter: { conduct: "rule", ...exporter } }];
    return openWorld({ ...aSmallWorld(...changes), opening: rested.opening }, "1");
  };

  test("nothing happens while rivals neither grow nor build", () => {
    expect(stancesAlong(byRule({}), 60)).toEqual([]);
  });

  test("rivals that build are flooded, but not before the first year is over; then come squeeze and harvest", () => {
    const world = byRule({ floodMonthsMin: 10, floodMonthsMax: 20, squeezeMonths: 6 }, rivalsBuild);
    const stances = stancesAlong(world, 60);
    expect(stances[0]).toBe("12 flood");
    expect(stances[1]).toMatch(/^(2[2-9]|3[0-2]) squeeze$/);
    const squeezed = Number(stances[1]!.split(" ")[0]);
    expect(stances[2]).toBe(`${squeezed + 6} harvest`);
  });

  test("rivals that gain share are flooded", () => {
    const gained = byRule(
      { floodShareRise: 0.001, floodPipelineShare: 1, floodNotBeforeMonth: 2 },
      {
        facilities: [
          { id: "exp-plant", output2025TonnesPerYear: 5900 },
          { id: "blo-plant", output2025TonnesPerYear: 1700 },
        ],
      },
    );
    expect(stancesAlong(gained, 12)[0]).toMatch(/^[2-4] flood$/);
  });

  test("a flood goes on no longer than its chest and its longest term allow", () => {
    const months = (exporter: Changes): number => {
      // Ore at the dear end of its ramp costs more than oxide fetches in a flood, so a flood is paid for.
      const dear: Changes = { facilities: [{ id: "exp-mine", cashCostHighUsdPerKg: 45 }] };
      const told = stancesAlong(byRule({ floodMonthsMin: 60, floodMonthsMax: 60, ...exporter }, rivalsBuild, dear), 90);
      return Number(told[1]!.split(" ")[0]) - Number(told[0]!.split(" ")[0]);
    };
    expect(months({ floodMonthsMin: 10, floodMonthsMax: 30, floodShareRise: 0 })).toBeLessThanOrEqual(30);
    const rich = months({ warChestKiloUsd: 1e9 });
    expect(rich).toBe(60);
    expect(months({ warChestKiloUsd: 3000 })).toBeLessThan(rich);
  });

  test("each change of stance is told with the figures behind it", () => {
    const sentences: string[] = [];
    playOn(byRule({}, rivalsBuild), 14, ({ state }) =>
      sentences.push(...state.outcome.events.filter((e) => e.kind === "stanceChanged").map((e) => e.sentence)),
    );
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(
      /releases idle ore and state stock: rivals hold \d+% of world oxide and build another \d+%/,
    );
  });
});
