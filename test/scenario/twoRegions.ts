/** A file of two regions, one mine, one plant and one buyer, as a person would write it: only what has no default. */
export function twoRegions() {
  return {
    name: "two-regions",
    title: "Two regions",
    startMonth: "2026-01",
    months: 24,
    goods: [
      { id: "concentrate", name: "Concentrate", unit: "t contained" },
      { id: "oxide", name: "Oxide", unit: "t oxide" },
    ],
    recipes: [{ kind: "separation", input: "concentrate", output: "oxide", yieldTonnesPerTonne: 0.92 }],
    regions: [
      { id: "CHN", name: "China", latitude: 35, longitude: 104, group: "exporter" },
      { id: "USA", name: "United States", latitude: 39, longitude: -98, group: "partner" },
    ],
    lanes: [
      { from: "CHN", to: "USA", freightUsdPerKg: { concentrate: 2, oxide: 0.5 } },
      { from: "USA", to: "CHN", freightUsdPerKg: { concentrate: 2, oxide: 0.5 } },
    ],
    facilities: [
      { ...site("mine", "USA"), kind: "mine", goodOut: "concentrate", captiveTo: ["plant"], captiveShare: 1 },
      { ...site("plant", "USA"), kind: "separation", goodIn: "concentrate", goodOut: "oxide" },
    ],
    buyers: [
      {
        id: "USA-glass",
        region: "USA",
        sector: "glass",
        good: "oxide",
        demandTonnesPerYear: 800,
        basePriceUsdPerKg: 60,
        elasticityShort: 0.15,
        elasticityLong: 0.6,
        chokeMultiple: 8,
        coreShare: 0.5,
        coverWantedMonths: 1,
      },
    ],
    demandPaths: [{ sector: "glass", case: "central", firstYear: 2025, indexByYear: [1, 1.02, 1.04] }],
    bloc: { members: ["USA"] },
    exporter: { region: "CHN", stateStockGood: "oxide" },
  };
}

/** The file with values put at dotted paths, such as `facilities.0.status`; undefined leaves a field out. */
export function spoilt(values: Record<string, unknown>): unknown {
  const file: unknown = twoRegions();
  for (const [path, value] of Object.entries(values)) {
    const steps = path.split(".");
    const last = steps.pop()!;
    const holder = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], file);
    (holder as Record<string, unknown>)[last] = value;
  }
  return file;
}

function site(id: string, region: string): Record<string, unknown> {
  return {
    id,
    name: `The ${id}`,
    region,
    latitude: 40,
    longitude: -100,
    capacityTonnesPerYear: 1000,
    output2025TonnesPerYear: 800,
    availableTonnesPerYear: 1000,
    available2025TonnesPerYear: 900,
    cashCostUsdPerKg: 20,
    cashCostLowUsdPerKg: 10,
    cashCostHighUsdPerKg: 30,
  };
}
