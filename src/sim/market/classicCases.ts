/**
 * Markets whose answers are known from the literature or by hand, as data: what `lodestone prove` solves before the
 * reader's eyes, and what the tests hold the market to. What is not unique (flows round cycles that cost nothing) is
 * not asked for. Not behind the market's door, so that a bundle of the model does not carry them.
 */
import type { MarketFile, MarketFileBid, MarketFileLane, MarketFileOffer } from "./clearMarketFile";

export interface ClassicCase {
  readonly name: string;
  /** What the case shows, as a sentence about markets. */
  readonly statement: string;
  /** Where the answer comes from. */
  readonly source: string;
  readonly market: MarketFile;
  /** The good of the market, where a chain has more than one. */
  readonly good?: string;
  /** The market of the good before it, cleared after it: what makers bid there follows from the prices found here. */
  readonly feed?: Feed;
  /**
   * Paths into the answer and what must stand there: $/kg, tonnes a month, or thousand dollars a month. Beside the
   * answer's own fields there are `netExports` by region, `profits` by offer and `surplus.total`; behind `feed.` the
   * same of the good before, and `bids` by maker.
   */
  readonly expected: readonly (readonly [path: string, value: number | boolean])[];
}

/** A good that others make the finer one of. */
export interface Feed {
  readonly good: string;
  /** With nothing yet in the bids of its makers. */
  readonly market: MarketFile;
  readonly makers: readonly Maker[];
}

/** Who turns a tonne of feed into so many tonnes of the finer good, and pays for it what that leaves. */
export interface Maker {
  /** Index among the bids of the feed's market. */
  readonly bid: number;
  /** Where it sells. */
  readonly region: string;
  readonly yieldShare: number;
  /** For each kg of the finer good. */
  readonly conversionUsdPerKg: number;
}

const BY_HAND = "worked by hand";
const DANTZIG = "Dantzig 1963, Linear Programming and Extensions, the transportation problem";
const MIRANDA_FACKLER = "Miranda and Fackler 2002, Applied Computational Economics and Finance";
const FORCHHEIMER = "the dominant firm with a competitive fringe (Forchheimer 1908), worked by hand";

/** `priceTo` of an offer or bid that is a flat step is its price. */
function offer(region: string, quantity: number, price: number, priceTo = price, only?: string[]): MarketFileOffer {
  return { region, quantity, price, priceTo, seller: null, only: only ?? null };
}

function bid(region: string, quantity: number, price: number, priceTo = price): MarketFileBid {
  return { region, quantity, price, priceTo, buyer: null };
}

/** A free lane but for what is said. */
function lane(from: string, to: string, terms: Partial<MarketFileLane> = {}): MarketFileLane {
  return {
    from,
    to,
    freight: 0,
    exportTax: 0,
    exportTaxRate: 0,
    adValorem: 0,
    specific: 0,
    dutyBase: "cif",
    capacity: null,
    minimumImportPrice: null,
    topUpCap: null,
    ...terms,
  };
}

const transportation: ClassicCase = {
  name: "transportation",
  statement:
    "plants that cannot sell everything give their ore away, and markets pay no more than the nearest plant's freight",
  source: DANTZIG,
  market: {
    regions: ["Seattle", "San Diego", "New York", "Chicago", "Topeka"],
    offers: [offer("Seattle", 350, 0), offer("San Diego", 600, 0)],
    bids: [bid("New York", 325, 1000), bid("Chicago", 300, 1000), bid("Topeka", 275, 1000)],
    lanes: [
      lane("Seattle", "New York", { freight: 0.225 }),
      lane("Seattle", "Chicago", { freight: 0.153 }),
      lane("Seattle", "Topeka", { freight: 0.162 }),
      lane("San Diego", "New York", { freight: 0.225 }),
      lane("San Diego", "Chicago", { freight: 0.162 }),
      lane("San Diego", "Topeka", { freight: 0.126 }),
    ],
  },
  expected: [
    ["prices.Seattle", 0],
    ["prices.San Diego", 0],
    ["prices.New York", 0.225],
    ["prices.Chicago", 0.153],
    ["prices.Topeka", 0.126],
    ["surplus.freight", 153.675],
  ],
};

/** Demand 42 − 2q, 54 − 3q, 51 − q; supply 9 + q, 3 + 2q, 18 + q. */
function threeLinearRegions(lanes: MarketFileLane[]): MarketFile {
  return {
    regions: ["one", "two", "three"],
    offers: [offer("one", 60, 9, 69), offer("two", 30, 3, 63), offer("three", 60, 18, 78)],
    bids: [bid("one", 21, 42, 0), bid("two", 18, 54, 0), bid("three", 51, 51, 0)],
    lanes,
  };
}

const linearJoined: ClassicCase = {
  name: "three linear regions, joined",
  statement: "three regions joined by lanes differ by no more than freight, and the third imports 9",
  source: MIRANDA_FACKLER,
  market: threeLinearRegions([
    lane("one", "two", { freight: 3 }),
    lane("one", "three", { freight: 9 }),
    lane("two", "one", { freight: 3 }),
    lane("two", "three", { freight: 3 }),
    lane("three", "one", { freight: 6 }),
    lane("three", "two", { freight: 3 }),
  ]),
  expected: [
    ["prices.one", 24],
    ["prices.two", 27],
    ["prices.three", 30],
    ["netExports.one", 6],
    ["netExports.two", 3],
    ["netExports.three", -9],
    ["surplus.total", 751.5],
  ],
};

const linearApart: ClassicCase = {
  name: "three linear regions, apart",
  statement: "three regions kept apart have their own prices, and less surplus than joined",
  source: MIRANDA_FACKLER,
  market: threeLinearRegions([]),
  expected: [
    ["prices.one", 20],
    ["prices.two", 23.4],
    ["prices.three", 34.5],
    ["surplus.total", 713.85],
  ],
};

function variableLevy(ask: number, landed: number, topUp: number): ClassicCase {
  return {
    name: `variable levy, ask ${ask}`,
    statement: `a levy up to a threshold of 100 lets ore asked for at ${ask} land at ${landed}`,
    source: BY_HAND,
    market: {
      regions: ["exporter", "zone"],
      offers: [offer("exporter", 1000, ask)],
      bids: [bid("zone", 50, 200)],
      lanes: [lane("exporter", "zone", { minimumImportPrice: 100 })],
    },
    expected: [
      ["prices.exporter", ask],
      ["prices.zone", landed],
      ["flows[0].topUp", topUp],
      ["flows[0].quantity", 50],
    ],
  };
}

function dominantExporter(
  quantity: number,
  statement: string,
  expected: readonly (readonly [string, number])[],
): ClassicCase {
  return {
    name: `dominant exporter, ${quantity} t`,
    statement,
    source: FORCHHEIMER,
    market: {
      regions: ["world"],
      offers: [offer("world", 80, 20, 100), offer("world", quantity, 10)],
      bids: [bid("world", 100, 100, 0)],
      lanes: [],
    },
    expected,
  };
}

function floorThatBinds(floor: number, statement: string, expected: ClassicCase["expected"]): ClassicCase {
  return {
    name: `floor of ${floor}`,
    statement,
    source: BY_HAND,
    market: {
      regions: ["world", "zone"],
      offers: [offer("world", 100, 10, 60), offer("zone", 100, 20, 70)],
      bids: [bid("zone", 100, 120, 20)],
      lanes: [lane("world", "zone", { minimumImportPrice: floor })],
    },
    expected,
  };
}

function importsAtFloor(world: number, zone: number, imports: number, topUp: number): ClassicCase["expected"] {
  return [
    ["prices.world", world],
    ["prices.zone", zone],
    ["flows[0].quantity", imports],
    ["flows[0].topUp", topUp],
  ];
}

const cap: ClassicCase = {
  name: "capped top-up",
  statement: "a capped top-up cannot hold the floor",
  source: BY_HAND,
  market: {
    regions: ["world", "zone"],
    offers: [offer("world", 100, 10)],
    bids: [bid("zone", 100, 120, 20)],
    lanes: [lane("world", "zone", { minimumImportPrice: 60, topUpCap: 30 })],
  },
  expected: [
    ["prices.world", 10],
    ["prices.zone", 40],
    ["flows[0].quantity", 80],
    ["surplus.treasury", 2400],
  ],
};

const twoRoutes: ClassicCase = {
  name: "two members, different routes",
  statement: "two members with different routes both stand at the floor, and imports enter by both",
  source: BY_HAND,
  market: {
    regions: ["world", "first", "second"],
    offers: [offer("world", 400, 10, 50), offer("first", 60, 40, 70), offer("second", 20, 60)],
    bids: [bid("world", 100, 60, 10), bid("first", 100, 120, 20), bid("second", 100, 120, 20)],
    lanes: [
      lane("world", "first", { freight: 2, minimumImportPrice: 50 }),
      lane("world", "second", { freight: 4, adValorem: 0.1, minimumImportPrice: 50 }),
      lane("first", "second", { freight: 1 }),
      lane("second", "first", { freight: 1 }),
    ],
  },
  expected: [
    ["prices.world", 85 / 3],
    ["prices.first", 50],
    ["prices.second", 50],
    ["flows[0].quantity", 50],
    ["flows[1].quantity", 70],
    ["flows[2].quantity", 0],
    ["flows[3].quantity", 0],
    ["flows[0].topUp", 59 / 3],
    ["flows[1].duty", 97 / 30],
    ["flows[1].topUp", 433 / 30],
    ["sold[2]", 0],
    ["surplus.treasury", 2220],
  ],
};

const freeTradeInside: ClassicCase = {
  name: "two members, free trade inside",
  statement: "two members with free trade inside import where the border price is lowest",
  source: BY_HAND,
  market: {
    regions: ["world", "first", "second"],
    offers: [offer("world", 200, 10, 30), offer("first", 40, 30, 70)],
    bids: [bid("first", 100, 110, 10), bid("second", 100, 110, 10)],
    lanes: [
      lane("world", "first", { freight: 3, minimumImportPrice: 50 }),
      lane("world", "second", { freight: 5, minimumImportPrice: 50 }),
      lane("first", "second"),
      lane("second", "first"),
    ],
  },
  expected: [
    ["prices.world", 20],
    ["prices.first", 50],
    ["prices.second", 50],
    ["flows[0].quantity", 100],
    ["flows[1].quantity", 0],
    ["flows[2].quantity", 60],
    ["flows[3].quantity", 0],
    ["flows[0].topUp", 27],
    ["sold[1]", 20],
    ["surplus.treasury", 2700],
  ],
};

const levyOrder: ClassicCase = {
  name: "levy order",
  statement:
    "of two origins at one floor the one with the lower border price sells first, and both get one border price",
  source: BY_HAND,
  market: {
    regions: ["A", "B", "zone"],
    offers: [offer("A", 30, 10), offer("B", 100, 20)],
    bids: [bid("zone", 50, 100)],
    lanes: [lane("A", "zone", { minimumImportPrice: 60 }), lane("B", "zone", { minimumImportPrice: 60 })],
  },
  expected: [
    ["prices.A", 20],
    ["prices.B", 20],
    ["prices.zone", 60],
    ["flows[0].quantity", 30],
    ["flows[1].quantity", 20],
    ["flows[0].topUp", 40],
    ["flows[1].topUp", 40],
  ],
};

const quota: ClassicCase = {
  name: "quota",
  statement: "a full quota earns the whole gap as rent",
  source: BY_HAND,
  market: {
    regions: ["A", "B"],
    offers: [offer("A", 100, 10)],
    bids: [bid("B", 100, 50)],
    lanes: [lane("A", "B", { freight: 2, capacity: 40 })],
  },
  expected: [
    ["prices.A", 10],
    ["prices.B", 50],
    ["flows[0].quantity", 40],
    ["flows[0].quotaRent", 38],
    ["surplus.rents", 1520],
  ],
};

const exactMatch: ClassicCase = {
  name: "exact match",
  statement: "where supply and demand match exactly the price is the lowest one, the ask",
  source: BY_HAND,
  market: { regions: ["A"], offers: [offer("A", 100, 10)], bids: [bid("A", 100, 50)], lanes: [] },
  expected: [
    ["prices.A", 10],
    ["sold[0]", 100],
    ["bought[0]", 100],
  ],
};

/** The case whose groups of tied tonnes have prices of their own. */
export const tiedOffers: ClassicCase = {
  name: "tied offers",
  statement: "tied tonnes sell at what their own best lane nets back, whatever untied ones would get",
  source: BY_HAND,
  market: {
    regions: ["X", "Z", "V"],
    offers: [offer("X", 50, 20, 20, ["Z"]), offer("X", 50, 5, 5, ["V"])],
    bids: [bid("Z", 100, 100, 0), bid("V", 60, 60, 0)],
    lanes: [lane("X", "Z"), lane("X", "V")],
  },
  expected: [
    ["prices.X", 50],
    ["prices.Z", 50],
    ["prices.V", 10],
    ["sold[0]", 50],
    ["sold[1]", 50],
    // 50 t at 50 − 20 and 50 t at 10 − 5: the second offer is paid what V pays, not what an untied tonne would get.
    ["surplus.producers", 1750],
  ],
};

const proRata: ClassicCase = {
  name: "pro rata across regions",
  statement: "equal asks after freight share a short market pro rata across regions",
  source: BY_HAND,
  market: {
    regions: ["A", "B", "C"],
    offers: [offer("A", 100, 10), offer("A", 50, 10), offer("B", 50, 10)],
    bids: [bid("C", 80, 30)],
    lanes: [lane("A", "C", { freight: 1 }), lane("B", "C", { freight: 1 })],
  },
  expected: [
    ["sold[0]", 40],
    ["sold[1]", 20],
    ["sold[2]", 20],
    ["prices.A", 10],
    ["prices.B", 10],
    ["prices.C", 11],
  ],
};

/**
 * Oxide is made into metal at a yield of 4/5. The world's plants need 10 $/kg to convert, the zone's 30. Metal: the world
 * asks 20 + q, the zone's plant has 20 t at 40 and its buyers bid 180 - 2q. Oxide: the world asks 10 + q/5, the zone's
 * mine has 10 t at 40. Makers buy again what they sold.
 */
function chain(metalFloor: number | null, worldNeeds: number): Pick<ClassicCase, "market" | "good" | "feed"> {
  return {
    good: "metal",
    market: {
      regions: ["world", "zone"],
      offers: [offer("world", 100, 20, 120), offer("zone", 20, 40)],
      bids: [bid("zone", 90, 180, 0)],
      lanes: [lane("world", "zone", { minimumImportPrice: metalFloor })],
    },
    feed: {
      good: "oxide",
      market: {
        regions: ["world", "zone"],
        offers: [offer("world", 100, 10, 30), offer("zone", 10, 40)],
        bids: [bid("world", worldNeeds, 0), bid("zone", 25, 0)],
        lanes: [lane("world", "zone", { minimumImportPrice: 50 })],
      },
      makers: [
        { bid: 0, region: "world", yieldShare: 0.8, conversionUsdPerKg: 10 },
        { bid: 1, region: "zone", yieldShare: 0.8, conversionUsdPerKg: 30 },
      ],
    },
  };
}

/** At 100 the zone's buyers want 40 t of metal: 20 from its plant, 20 from the world, whose next tonne asks 40. */
const chainOfTwoFloors: ClassicCase = {
  name: "chain, floors at both stages",
  statement: "floors on metal and oxide together keep the zone's plant able to pay its mine",
  source: BY_HAND,
  ...chain(100, 25),
  expected: [
    ["prices.world", 40],
    ["prices.zone", 100],
    ["flows[0].quantity", 20],
    ["flows[0].topUp", 60],
    // 4/5 of 100 - 30, and of 40 - 10.
    ["feed.bids[1]", 56],
    ["feed.bids[0]", 24],
    ["feed.prices.zone", 50],
    ["feed.prices.world", 18],
    ["feed.sold[1]", 10],
    ["feed.flows[0].quantity", 15],
    ["feed.flows[0].topUp", 32],
    ["feed.surplus.treasury", 480],
  ],
};

/** Without a floor metal costs 60 everywhere: the world sells 40 t and the zone's plant 20 of the 60 wanted. */
const chainWithOneFloor: ClassicCase = {
  name: "chain, floor on oxide alone",
  statement: "a floor on oxide alone leaves the zone's plant unable to pay it, and the mine sells nothing",
  source: BY_HAND,
  ...chain(null, 50),
  expected: [
    ["prices.world", 60],
    ["prices.zone", 60],
    ["flows[0].quantity", 40],
    ["feed.bids[1]", 24],
    ["feed.bids[0]", 40],
    // What an unserved bid offers: below the floor of 50 and the mine's 40.
    ["feed.prices.zone", 24],
    ["feed.traded.zone", false],
    ["feed.sold[1]", 0],
    ["feed.flows[0].quantity", 0],
    ["feed.prices.world", 20],
  ],
};

export const classicCases: readonly ClassicCase[] = [
  transportation,
  linearJoined,
  linearApart,
  variableLevy(80, 100, 20),
  variableLevy(100, 100, 0),
  variableLevy(120, 120, 0),
  dominantExporter(50, "a dominant exporter earns most from 50 t", [
    ["prices.world", 35],
    ["sold[0]", 15],
    ["profits[1]", 1250],
  ]),
  dominantExporter(49, "a dominant exporter earns less from a tonne less than its best", [["profits[1]", 1249.5]]),
  dominantExporter(51, "a dominant exporter earns less from a tonne more than its best", [["profits[1]", 1249.5]]),
  dominantExporter(80, "with 80 t a dominant exporter drives the fringe out", [
    ["prices.world", 20],
    ["sold[0]", 0],
  ]),
  floorThatBinds(0, "without a floor world and zone have one price", importsAtFloor(36, 36, 52, 0)),
  floorThatBinds(40, "with a floor of 40 imports fall to 40 and pay 10", importsAtFloor(30, 40, 40, 10)),
  floorThatBinds(50, "with a floor of 50 imports fall to 10 and pay 35", importsAtFloor(15, 50, 10, 35)),
  floorThatBinds(
    60,
    "with a floor of 60 there are no imports and the zone's own sellers push its price below the floor",
    [
      ["prices.world", 0],
      ["prices.zone", 160 / 3],
      ["flows[0].quantity", 0],
      ["traded.world", false],
      ["traded.zone", true],
    ],
  ),
  cap,
  twoRoutes,
  freeTradeInside,
  levyOrder,
  quota,
  exactMatch,
  tiedOffers,
  proRata,
  chainOfTwoFloors,
  chainWithOneFloor,
];
