/** Licences of the exporter fall on firms: who has none lives on its stores, and stands once they are empty. */
import { beforeAll, describe, expect, test } from "vitest";
import { applyOverrides } from "../../src/scenario/overrides";
import { openWorld, stepMonth } from "../../src/sim";
import type { Scenario, World } from "../../src/sim";
import { buyerAt, eventLog, flagship, mean, playOn, price } from "./support/play";
import { aSmallWorld, atRest, type Changes } from "./support/smallWorld";

const override = (scenario: Scenario, settings: Record<string, unknown>): Scenario =>
  applyOverrides(
    scenario,
    Object.entries(settings).map(([path, value]) => ({ path, value })),
  );

/** Tonnes that members' factories want and lack of finished goods, over what they want, so many months on. */
function lostShare(world: World, months: number): number {
  let wanted = 0;
  let used = 0;
  playOn(world, months, ({ setting, state }) => {
    setting.buyers.forEach((buyer, b) => {
      if (buyer.good !== "magnet" || state.zone.isMember[setting.buyerRegion[b]!] === 0) return;
      wanted += state.outcome.wantedTonnes[b]!;
      used += state.outcome.useTonnes[b]!;
    });
  });
  return 1 - used / wanted;
}

describe("licences for magnets fall on the bloc for three months, and 26% of firms are granted one", () => {
  const calm = { "exporter.conduct": "competitive" };
  const threeMonths = { "exporter.licences.from": "2027-01", "exporter.licences.to": "2027-04" };
  const licences = { ...calm, "exporter.licences.goods": ["magnet"], ...threeMonths };
  const quota = {
    "exporter.conduct": "scripted",
    "exporter.script": [
      { from: "2027-01", stance: "squeeze" },
      { from: "2027-04", stance: "calm" },
    ],
    "exporter.squeezeGoods": ["magnet"],
    "exporter.squeezeQuotaShare": 0.26,
    "exporter.squeezeOutputCutShare": 0,
  };
  const after = (settings: Record<string, unknown>, seed: string): World =>
    playOn(openWorld(override(flagship(), settings), seed), 12);
  const lost: Record<"calm" | "lasting" | "lottery" | "quota", number[]> = {
    calm: [],
    lasting: [],
    lottery: [],
    quota: [],
  };

  beforeAll(() => {
    for (const seed of ["1", "2"]) {
      lost.calm.push(lostShare(after(calm, seed), 3));
      lost.lasting.push(lostShare(after(licences, seed), 3));
      lost.lottery.push(lostShare(after({ ...licences, "exporter.licences.lastsMonths": 1 }, seed), 3));
      lost.quota.push(lostShare(after(quota, seed), 3));
    }
  }, 60_000);

  test("a twentieth to a fifth of the output that factories want is lost", () => {
    for (const share of lost.lasting) {
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.2);
    }
  });

  test("less is lost if licences are drawn anew each month, since every firm gets its turn", () => {
    expect(mean(lost.lottery)).toBeLessThan(mean(lost.lasting));
  });

  test("next to nothing is lost if the same share goes out under a quota: price shares it out", () => {
    for (const share of lost.quota) expect(share).toBeLessThan(0.01);
    for (const share of lost.calm) expect(Math.abs(share)).toBeLessThan(1e-9);
  });
});

/** A world whose bloc and neighbour buy oxide of the exporter, with licences for it from 2027 on. */
function asked(...changes: Changes[]): World {
  const licences = { goods: ["oxide"], targets: ["OUT"], grantShare: 0.3, from: "2027-01", to: "2028-01" };
  return openWorld(atRest(aSmallWorld({ exporter: { licences } }, ...changes)), "1");
}

/** What the firms of a buyer got this month with and without a licence, from their stocks before and after, t. */
function gotByLicence(world: World, id: string): { with: number; without: number } {
  const { setting, state } = world;
  const b = buyerAt(world, id);
  const { perBuyer, isLicensed } = setting.firms;
  const before = state.firms.stockTonnes.slice(b * perBuyer, (b + 1) * perBuyer);
  stepMonth(world);
  const want = state.outcome.wantedTonnes[b]! / perBuyer;
  const got = { with: 0, without: 0 };
  before.forEach((stock, k) => {
    const f = b * perBuyer + k;
    const after = state.firms.stockTonnes[f]!;
    // A firm that ended with nothing used all that it had and got.
    const gain = after > 0 ? after + want - stock : Math.max(0, -stock);
    if (isLicensed[f] === 1) got.with += gain;
    else got.without += gain;
  });
  return got;
}

describe("a neighbour that must have licences", () => {
  test("sees its firms with one served, and the others without a tonne of the exporter's", () => {
    // The bloc makes nothing to spare, so that all that reaches the neighbour is the exporter's.
    const world = playOn(asked({ facilities: [{ id: "blo-plant", status: "closed" }] }), 12);
    const got = gotByLicence(world, "out-use");
    expect(got.with).toBeGreaterThan(10);
    expect(got.without).toBeLessThan(1e-9);
  });

  test("gets no more of the exporter's goods through other regions than those make", () => {
    const world = playOn(asked({ facilities: [{ id: "blo-plant", status: "closed" }] }), 14);
    const { setting, state } = world;
    const [oxide, bloc, out] = [
      setting.goodIds.indexOf("oxide"),
      setting.regionIds.indexOf("BLO"),
      setting.regionIds.indexOf("OUT"),
    ];
    const regions = setting.regionIds.length;
    expect(state.outcome.flowTonnes[(oxide * regions + bloc) * regions + out]!).toBeLessThan(1e-9);
  });

  test("pays more than the exporter's home and than the bloc, which needs none", () => {
    const world = playOn(asked({ facilities: [{ id: "blo-plant", status: "closed" }] }), 15);
    expect(price(world, "oxide", "OUT")).toBeGreaterThan(1.3 * price(world, "oxide", "BLO"));
    expect(price(world, "oxide", "OUT")).toBeGreaterThan(1.3 * price(world, "oxide", "EXP"));
  });

  test("is told so, with how many firms were granted one, and told when it is over", () => {
    const { events, note } = eventLog();
    playOn(asked(), 30, note);
    const told = events.filter((event) => event.kind === "licence");
    expect(told.map((event) => event.reason)).toEqual(["asked", "ended"]);
    expect(told[0]!.month).toBe(12);
    expect(told[0]!.figures["firms"]).toBe(40);
    const granted = told[0]!.figures["licensedFirms"]!;
    expect(granted).toBeGreaterThan(4);
    expect(granted).toBeLessThan(22);
    expect(told[1]!.month).toBe(24);
    expect(told[1]!.figures["monthsInForce"]).toBe(12);
  });

  test("is frightened by the announcement, and nobody else is", () => {
    const world = playOn(asked(), 13);
    const { fear } = world.state.buyers;
    expect(fear[buyerAt(world, "out-use")]!).toBeCloseTo(0.3 * 0.92, 9);
    expect(fear[buyerAt(world, "blo-use")]!).toBe(0);
    expect(fear[buyerAt(world, "exp-use")]!).toBe(0);
  });

  test("draws the same firms under the same seed, and others under another", () => {
    const drawn = (seed: string): number[] => {
      const world = asked();
      const other = openWorld(world.setting.scenario, seed);
      playOn(other, 13);
      return [...other.setting.firms.isLicensed];
    };
    expect(drawn("1")).toEqual(drawn("1"));
    expect(drawn("1")).not.toEqual(drawn("2"));
  });
});

describe("need that is tied to approved suppliers", () => {
  test("cannot turn to others for nine months, then it does", () => {
    const orders = (changes: Changes, months: number): number => {
      const world = playOn(asked(changes, { exporter: { licences: { to: null, grantShare: 0 } } }), 12 + months);
      return world.state.outcome.buyerOrderTonnes[buyerAt(world, "out-use")]!;
    };
    const tied = { behaviour: { buyers: { qualifiedShare: 0.5 } } };
    const free = { behaviour: { buyers: { qualifiedShare: 0 } } };
    expect(orders(tied, 1)).toBeCloseTo(0.5 * orders(free, 1), 6);
    expect(orders(tied, 12)).toBeGreaterThan(0.7 * orders(free, 12));
  });
});

describe("without licences", () => {
  test("no figure of how they would be granted changes a price", () => {
    const plain = playOn(openWorld(atRest(aSmallWorld()), "1"), 24);
    const licences = { grantShare: 0.9, lastsMonths: 1, targets: ["OUT"] };
    const other = playOn(openWorld(atRest(aSmallWorld({ exporter: { licences } })), "1"), 24);
    expect(other.state.trade.priceUsdPerKg).toEqual(plain.state.trade.priceUsdPerKg);
  });

  test("forty firms with different cover buy and use what one with their mean cover would", () => {
    const scenario = atRest(aSmallWorld());
    const one = playOn(openWorld(override(scenario, { "behaviour.buyers.firms": 1 }), "1"), 24);
    const forty = playOn(openWorld(scenario, "1"), 24);
    expect(price(forty, "oxide", "OUT")).toBeCloseTo(price(one, "oxide", "OUT"), 6);
    forty.state.outcome.useTonnes.forEach((tonnes, b) =>
      expect(tonnes).toBeCloseTo(one.state.outcome.useTonnes[b]!, 6),
    );
  });
});
