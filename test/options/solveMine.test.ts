/** Triggers and values of mines: the conditions they must meet, and the limits that can be worked out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closedForm, solveOnGrid } from "../../src/sim/options/endless";
import { solveFinite } from "../../src/sim/options/finite";
import { checkTriggerCase } from "../../src/sim/options/checkTriggerCase";
import { classicTriggerCases } from "../../src/sim/options/classicCases";
import { plainMine, solveMine, type MineProblem, type MineSolution, type Support } from "../../src/sim/options";
import { oxideMine, returningPrice } from "./problems";

describe("classic mines of the literature", () => {
  test.each(classicTriggerCases.map((each) => [each.name, each] as const))("%s", (_, theCase) => {
    for (const { what, expected, found, tolerance, agrees } of checkTriggerCase(theCase)) {
      expect(agrees, `${what}: expected ${expected} ± ${tolerance}, found ${found}`).toBe(true);
    }
  });
});

/** Mines with modest swing and switching costs, in dollars a kg of yearly output. */
const anyMine = fc
  .record({
    cost: fc.double({ min: 1, max: 100, noNaN: true }),
    careShare: fc.double({ min: 0.02, max: 0.2, noNaN: true }),
    restartShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
    closingShare: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
    rate: fc.double({ min: 0.04, max: 0.15, noNaN: true }),
    driftShare: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    volatility: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
  })
  .map(({ cost, careShare, restartShare, closingShare, rate, driftShare, volatility }): MineProblem => {
    const [care, restart, closing] = [careShare * cost, restartShare * cost, closingShare * cost];
    return { ...plainMine, cost, care, restart, closing, rate, drift: driftShare * rate, volatility };
  });

/** A mine that can never be worth leaving: leaving costs more than care for ever. */
const neverLeft = anyMine.map((mine): MineProblem => ({ ...mine, abandonment: 2 * (mine.care / mine.rate) }));

const slopeOf = (value: (price: number) => number, price: number): number => {
  const h = 1e-5 * price;
  return (value(price + h) - value(price - h)) / (2 * h);
};

describe("an endless mine in closed form", () => {
  test("is worth as much the moment before it acts as after, and as much a dollar more", () => {
    fc.assert(
      fc.property(anyMine, (mine) => {
        const solution = closedForm(mine);
        fc.pre(solution !== null);
        const { open, close, abandon } = solution!;
        const difference = (price: number): number => {
          const { open: running, mothballed } = solution!.valueAt(price);
          return running - mothballed;
        };
        const scale = 1e-7 * mine.cost;
        expect(Math.abs(difference(open * (1 - 1e-9)) - mine.restart)).toBeLessThan(scale);
        expect(Math.abs(difference(close * (1 + 1e-9)) + mine.closing)).toBeLessThan(scale);
        expect(Math.abs(slopeOf(difference, open))).toBeLessThan(1e-3);
        expect(Math.abs(slopeOf(difference, close))).toBeLessThan(1e-3);
        if (abandon === null) return;
        const idle = (price: number): number => solution!.valueAt(price).mothballed;
        expect(Math.abs(idle(abandon * (1 + 1e-9)))).toBeLessThan(scale);
        expect(Math.abs(slopeOf(idle, abandon))).toBeLessThan(1e-3);
        expect(abandon).toBeLessThan(close);
      }),
    );
  });

  test("satisfies the discounting equation between its triggers", () => {
    fc.assert(
      fc.property(neverLeft, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (mine, share) => {
        const { open, close, valueAt } = closedForm(mine)!;
        const price = close + share * (open - close);
        const h = 1e-3 * price;
        const flows = { open: price - mine.cost, mothballed: -mine.care };
        for (const status of ["open", "mothballed"] as const) {
          const [low, middle, high] = [price - h, price, price + h].map((at) => valueAt(at)[status]) as [
            number,
            number,
            number,
          ];
          const slope = (high - low) / (2 * h);
          const bend = (high - 2 * middle + low) / (h * h);
          const swing = mine.volatility * price;
          const left = mine.rate * middle - mine.drift * price * slope - 0.5 * swing * swing * bend - flows[status];
          expect(Math.abs(left)).toBeLessThan(1e-3 * mine.cost);
        }
      }),
    );
  });
});

/** Figures of two solvers within a share of each other. */
function expectClose(a: MineSolution, b: MineSolution, price: number, share: number): void {
  const figures = (s: MineSolution): number[] => [s.open, s.close, s.abandon ?? 0];
  figures(a).forEach((value, k) => {
    const other = figures(b)[k]!;
    if (value !== other) expect(Math.abs(value - other)).toBeLessThan(share * Math.abs(other));
  });
  const [x, y] = [a.valueAt(price), b.valueAt(price)];
  expect(Math.abs(x.open - y.open)).toBeLessThan(share * (price + Math.abs(y.open)));
  expect(Math.abs(x.mothballed - y.mothballed)).toBeLessThan(share * (price + Math.abs(y.mothballed)));
  expect(a.stopsBy).toBe(b.stopsBy);
}

describe("three solvers of one mine agree", () => {
  test("the grid of present values gives what the closed form gives", () => {
    fc.assert(
      fc.property(anyMine, (mine) => {
        const exact = closedForm(mine);
        fc.pre(exact !== null);
        expectClose(solveOnGrid(mine), exact!, mine.cost, 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  const floor = (price: number, belief: number, hazardYearly: number): Support => ({
    kind: "floor",
    price,
    belief,
    hazardYearly,
  });
  const contract = (price: number, hazardYearly: number): Support => ({
    kind: "contract",
    price,
    belief: 1,
    hazardYearly,
  });
  test.each<[string, Partial<MineProblem>]>([
    ["plain", {}],
    ["with dear care, which is left rather than mothballed", { care: 12 }],
    ["under a floor that may end", { support: floor(36, 1, 0.1) }],
    ["that half believes in a floor", { support: floor(50, 0.5, 0.2) }],
    ["under a contract that pays its cost and no more", { support: contract(36, 0.1) }],
    ["under a contract below its cost", { support: contract(10, 0.1) }],
    ["half under a contract", { support: { kind: "contract", price: 50, belief: 0.5, hazardYearly: 0.1 } }],
    ["whose price returns to its mean", { reversion: returningPrice }],
    ["whose price returns to less than its cost", { reversion: { speedYearly: 0.5, mean: 30 } }],
    [
      "whose price returns, under a floor that may end",
      { reversion: { speedYearly: 0.3, mean: 50 }, support: floor(36, 0.8, 0.1) },
    ],
    ["with royalty, taxes and inflation", { incomeTax: 0.3, royalty: 0.05, propertyTax: 0.01, costInflation: 0.02 }],
  ])("a mine %s acts with 300 years of ore as without end", (_, more) => {
    const mine = oxideMine(more);
    expectClose(solveFinite({ ...mine, reserveYears: 300 }), solveOnGrid(mine), mine.cost, 2e-3);
  });
});

describe("a price that hardly leaves its mean, and a floor about to end,", () => {
  test.each<[string, Partial<MineProblem>]>([
    ["a mean at cost", { reversion: { speedYearly: 3, mean: 38 }, volatility: 0.12 }],
    ["a mean below cost", { reversion: { speedYearly: 4, mean: 34 }, volatility: 0.1, abandonment: 30 }],
    ["a floor that ends within days", { support: { kind: "floor", price: 34, belief: 1, hazardYearly: 50 } }],
  ])("%s: stiff problems are solved by acts, and 300 years of ore agree", (_, more) => {
    const mine = oxideMine(more);
    expectClose(solveFinite({ ...mine, reserveYears: 300 }), solveMine(mine), mine.cost, 5e-3);
  });
});

describe("limits", () => {
  test("where prices hardly move a mine acts at Marshall's prices", () => {
    const solution = solveOnGrid(oxideMine({ abandonment: 30, volatility: 0.004 }));
    expect(solution.open).toBeCloseTo(38 - 1.9 + 0.1 * 12, 0);
    expect(solution.close).toBeCloseTo(38 - 1.9 - 0.1 * 5.7, 0);
  });

  test("a mine that switches at no cost has one trigger, on the grid too", () => {
    const solution = solveOnGrid(oxideMine({ restart: 0, closing: 0, abandonment: 30, incomeTax: 0.1 }));
    expect(solution.open / solution.close).toBeLessThan(1.02);
    expect(solution.open).toBeGreaterThan(solution.close);
  });

  test("the band widens with swing and with the cost of switching, whatever the price does", () => {
    for (const reversion of [null, returningPrice]) {
      for (const reserveYears of [null, 15]) {
        const band = (more: Partial<MineProblem>): number => {
          const { open, close } = solveMine(oxideMine({ reversion, reserveYears, abandonment: 30, ...more }));
          return open / close;
        };
        expect(band({ volatility: 0.4 })).toBeGreaterThan(band({}));
        expect(band({ restart: 24 })).toBeGreaterThan(band({}));
        expect(band({ closing: 10 })).toBeGreaterThan(band({}));
      }
    }
  });

  test("a price that returns ever more slowly is a random walk without drift in its long-run mean's terms", () => {
    const slow = solveOnGrid(oxideMine({ reversion: { speedYearly: 1e-5, mean: 75 } }));
    const walk = closedForm(oxideMine({ drift: 0.25 * 0.29 * 0.29 }))!;
    expect(slow.open / walk.open).toBeCloseTo(1, 2);
    expect(slow.close / walk.close).toBeCloseTo(1, 2);
  });

  test("a price that returns to a high mean keeps a mine open for longer and brings it back earlier", () => {
    const walks = solveMine(oxideMine());
    const returns = solveMine(oxideMine({ reversion: returningPrice }));
    expect(returns.close).toBeLessThan(walks.close);
    expect(returns.open).toBeLessThan(walks.open);
  });

  test("the less ore is left to earn a restart back, the higher the price that pays for it", () => {
    const opens = [3, 6, 12, 24, 48].map((reserveYears) => solveMine(oxideMine({ reserveYears })).open);
    opens.slice(1).forEach((open, k) => expect(open).toBeLessThan(opens[k]!));
  });

  test("a mine that leaves at a price may leave at once, and never is worth less than leaving", () => {
    fc.assert(
      fc.property(anyMine, fc.double({ min: 0.05, max: 3, noNaN: true }), (mine, ratio) => {
        const { open, mothballed } = solveMine(mine).valueAt(ratio * mine.cost);
        const slack = 1e-6 * mine.cost;
        expect(mothballed).toBeGreaterThan(-mine.abandonment - slack);
        expect(open).toBeGreaterThan(mothballed - mine.closing - slack);
        expect(mothballed).toBeGreaterThan(open - mine.restart - slack);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a believed floor", () => {
  const floored = (belief: number, hazardYearly: number, more: Partial<MineProblem> = {}): MineSolution =>
    solveMine(oxideMine({ support: { kind: "floor", price: 34, belief, hazardYearly }, ...more }));

  test("keeps a mine open at prices at which it would have closed, and opens it earlier, the more it is believed", () => {
    for (const more of [{}, { reversion: returningPrice }, { reserveYears: 12 }]) {
      const solutions = [0, 0.25, 0.5, 0.75, 1].map((belief) => floored(belief, 0.1, more));
      solutions.slice(1).forEach(({ open, close }, k) => {
        expect(close).toBeLessThan(solutions[k]!.close);
        expect(open).toBeLessThan(solutions[k]!.open);
      });
    }
  });

  test("helps less the likelier it is to end", () => {
    const [sure, likely, doubtful] = [0, 0.1, 0.4].map((hazard) => floored(1, hazard).open) as [number, number, number];
    expect(sure).toBeLessThan(likely);
    expect(likely).toBeLessThan(doubtful);
    expect(doubtful).toBeLessThan(solveMine(oxideMine()).open);
  });

  test("that nobody believes is no floor, to the last bit", () => {
    const { open, close, abandon } = solveMine(oxideMine());
    expect(floored(0, 0.05)).toMatchObject({ open, close, abandon });
  });

  test("that is as good as over is hardly a floor", () => {
    const plain = solveMine(oxideMine());
    const over = floored(1, 500);
    expect(over.open / plain.open).toBeCloseTo(1, 2);
    expect(Math.abs(over.close / plain.close - 1)).toBeLessThan(0.02);
  });
});

describe("a contract for difference", () => {
  const under = (price: number, hazardYearly: number): MineSolution =>
    solveMine(oxideMine({ support: { kind: "contract", price, belief: 1, hazardYearly } }));

  test("above cost runs a mine at any price while it lasts", () => {
    expect(under(60, 0.1)).toMatchObject({ open: 0, close: 0 });
  });

  test("below cost stops it at any price while it lasts", () => {
    const { open, close } = under(10, 0.1);
    expect([open, close]).toEqual([Infinity, Infinity]);
  });

  test("is worth more the higher its price", () => {
    const values = [30, 40, 50, 60].map((price) => under(price, 0.1).valueAt(38).open);
    values.slice(1).forEach((value, k) => expect(value).toBeGreaterThan(values[k]!));
  });
});

describe("a problem without an answer names the figure", () => {
  test.each<[string, Partial<MineProblem>, RegExp]>([
    ["no discounting", { rate: 0 }, /^rate is 0; expected a number above 0$/],
    ["no swing", { volatility: 0 }, /^volatility is 0; expected a number above 0$/],
    ["a price that outgrows the rate", { drift: 0.1 }, /^drift is 0.1; expected a number below the rate, 0.1$/],
    ["a cost that is no number", { cost: NaN }, /^cost is NaN; expected a number above 0$/],
    ["costs that outgrow the rate", { costInflation: 0.1 }, /^costInflation is 0.1; expected .* 0.1$/],
    ["an income tax of all", { incomeTax: 1 }, /^incomeTax is 1; expected a share/],
    [
      "a belief of more than one",
      { support: { kind: "floor", price: 30, belief: 2, hazardYearly: 0 } },
      /^support.belief is 2/,
    ],
    ["no ore", { reserveYears: 0 }, /^reserveYears is 0; expected/],
    ["a price that does not return", { reversion: { speedYearly: 0, mean: 30 } }, /^reversion.speedYearly is 0/],
    ["a sale that pays without end", { abandonment: -Infinity }, /^abandonment is -Infinity; expected a number$/],
  ])("%s", (_, more, message) => {
    expect(() => solveMine(oxideMine(more))).toThrow(RangeError);
    expect(() => solveMine(oxideMine(more))).toThrow(message);
  });
});
