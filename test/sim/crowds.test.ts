/** How many buyers there are, and where nobody trades, makes no difference to a market. */
import { describe, expect, test } from "vitest";
import { openWorld } from "../../src/sim";
import type { Buyer, Scenario, World } from "../../src/sim";
import { good, playOn, price } from "./support/play";
import { aChainWorld, aSmallWorld, atRest } from "./support/smallWorld";

/** The scenario with every buyer split into so many firms of equal size. */
function splitInto(firms: number, scenario: Scenario): Scenario {
  const split = (buyer: Buyer): Buyer[] =>
    Array.from({ length: firms }, (_, k) => ({
      ...buyer,
      id: `${buyer.id}-${k}`,
      demandTonnesPerYear: buyer.demandTonnesPerYear / firms,
      stockTonnes: scenario.opening!.buyers[buyer.id]!.stockTonnes / firms,
    }));
  return { ...scenario, buyers: scenario.buyers.flatMap(split) };
}

describe("forty firms of a sector", () => {
  const whole = atRest(aChainWorld({ buyers: [{ id: "blo-use", coverWantedMonths: 3 }] }));
  const [sector, firms] = [whole, splitInto(40, whole)].map((scenario) => playOn(openWorld(scenario, "1"), 24)) as [
    World,
    World,
  ];

  test("pay the prices that the sector as one buyer pays", () => {
    for (const region of ["EXP", "BLO", "OUT"])
      expect(price(firms, "magnet", region)).toBeCloseTo(price(sector, "magnet", region), 6);
  });

  test("bid in no more pieces than one buyer", () => {
    const magnet = good(sector, "magnet");
    expect(firms.setting.markets[magnet]!.bidCount).toBe(sector.setting.markets[magnet]!.bidCount);
  });

  test("share what they buy by what they ordered", () => {
    const { boughtTonnes } = firms.state.outcome;
    const ofBloc = firms.setting.buyers.flatMap((buyer, b) => (buyer.region === "BLO" ? [boughtTonnes[b]!] : []));
    expect(ofBloc).toHaveLength(40);
    expect(Math.max(...ofBloc) - Math.min(...ofBloc)).toBeLessThan(1e-9 * ofBloc[0]!);
    const together = sector.setting.buyers.findIndex((buyer) => buyer.id === "blo-use");
    const bought = ofBloc.reduce((sum, tonnes) => sum + tonnes, 0);
    expect(bought).toBeCloseTo(sector.state.outcome.boughtTonnes[together]!, 6);
  });
});

describe("a region that neither makes nor uses a good", () => {
  const onMap = (scenario: Scenario): boolean => {
    const { setting } = openWorld(scenario, "1");
    return setting.lanes[setting.goodIds.indexOf("ore")]!.place[setting.regionIds.indexOf("OUT")] !== -1;
  };
  const orePrice = (world: World): number => price(world, "ore", "OUT");

  test("is left out of its market, and no price is known there", () => {
    expect(onMap(aSmallWorld())).toBe(false);
    expect(orePrice(playOn(openWorld(atRest(aSmallWorld()), "1"), 3))).toBeNaN();
  });

  test("stays on its map where the way through it is shorter than the direct one", () => {
    const far = [{ from: "EXP", to: "BLO", freightUsdPerKg: { ore: 5, oxide: 0.5 } }];
    const lanes = aSmallWorld().lanes.map((lane) => ({
      ...lane,
      ...far.find((l) => l.from === lane.from && l.to === lane.to),
    }));
    expect(onMap({ ...aSmallWorld(), lanes })).toBe(true);
  });

  test("stays on its map where duties a kilogram could be saved on the way", () => {
    const duty = { region: "BLO", good: "ore", origin: "EXP", inForceFrom: "2027-01", adValoremShare: 0 };
    const importDuties = [{ ...duty, specificUsdPerKg: 2, sources: {} }];
    expect(onMap({ ...aSmallWorld(), importDuties })).toBe(true);
  });
});
