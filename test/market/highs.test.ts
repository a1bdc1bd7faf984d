/**
 * Against an independent solver. Without duties in proportion and floors a market maximises surplus: HiGHS must find
 * the same. With them, freeze what each lane costs at the answer and let HiGHS look for anything better: it must not.
 * Its quadratic solver stops short of the optimum now and then, so only "better" is a fault there.
 */
import loadHighs from "highs";
import { beforeAll, describe, expect, test } from "vitest";
import type { PlainMarket } from "../../src/sim/market/plain";
import { cleared, plainOf } from "./build";
import { generate, type Kind } from "./generate";

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

const markets = 30;

/** The surplus program in LP format: sales, purchases and flows between bounds, one balance a region. */
function surplusProgram(market: PlainMarket, laneCost: readonly number[]): string {
  const linear: string[] = [];
  const squares: string[] = [];
  const bounds: string[] = [];
  const balance = Array.from({ length: market.regions }, () => [] as string[]);
  market.offers.forEach((offer, k) => {
    linear.push(`- ${offer.price} s${k}`);
    if (offer.priceTo > offer.price) squares.push(`- ${(offer.priceTo - offer.price) / offer.quantity} s${k} ^ 2`);
    bounds.push(`0 <= s${k} <= ${offer.quantity}`);
    balance[offer.region].push(`+ s${k}`);
  });
  market.bids.forEach((bid, k) => {
    linear.push(`+ ${bid.price} b${k}`);
    if (bid.price > bid.priceTo) squares.push(`- ${(bid.price - bid.priceTo) / bid.quantity} b${k} ^ 2`);
    bounds.push(`0 <= b${k} <= ${bid.quantity}`);
    balance[bid.region].push(`- b${k}`);
  });
  market.lanes.forEach((lane, a) => {
    linear.push(`- ${laneCost[a]} f${a}`);
    bounds.push(lane.quota === Infinity ? `f${a} >= 0` : `0 <= f${a} <= ${lane.quota}`);
    balance[lane.from].push(`- f${a}`);
    balance[lane.to].push(`+ f${a}`);
  });
  const rows = balance.flatMap((terms, i) => (terms.length === 0 ? [] : [`r${i}: ${terms.join(" ")} = 0`]));
  const quadratic = squares.length === 0 ? "" : ` + [ ${squares.join(" ")} ] / 2`;
  return `Maximize\nsurplus: ${linear.join(" ")}${quadratic}\nSubject To\n${rows.join("\n")}\nBounds\n${bounds.join("\n")}\nEnd`;
}

interface Compared {
  ours: number;
  theirs: number;
}

/** Surplus of our answer and the best that HiGHS finds, each lane at the cost of our answer's prices. */
function compare(kind: Kind, seed: number): Compared | null {
  const sketch = generate(kind, seed);
  const market = cleared(sketch);
  const plain = plainOf(sketch);
  if (plain.offers.length === 0 || plain.bids.length === 0) return null;
  const laneCost = plain.lanes.map((lane, a) => market.dutyPaid[a] + market.topUp[a] - market.price[lane.from]);
  const area = (s: { quantity: number; price: number; priceTo: number }, q: number) =>
    q * (s.price + (0.5 * (s.priceTo - s.price) * q) / s.quantity);
  let ours = 0;
  plain.bids.forEach((bid, k) => (ours += area(bid, market.bought[k])));
  plain.offers.forEach((offer, k) => (ours -= area(offer, market.sold[k])));
  laneCost.forEach((cost, a) => (ours -= cost * market.flow[a]));
  const found = highs.solve(surplusProgram(plain, laneCost), {
    output_flag: false,
    qp_iteration_limit: 2000,
    time_limit: 2,
  });
  if (found.Status !== "Optimal") return null;
  return { ours, theirs: found.ObjectiveValue };
}

function compareAll(kind: Kind, check: (found: Compared, seed: number) => void): void {
  let compared = 0;
  for (let seed = 1; seed <= markets; seed++) {
    const found = compare(kind, seed);
    if (found === null) continue;
    compared++;
    check(found, seed);
  }
  expect(compared).toBeGreaterThan(markets / 2);
}

const scale = (found: Compared): number => Math.max(1, Math.abs(found.ours), Math.abs(found.theirs));

test("a market of flat steps finds the same greatest surplus as a linear program", () => {
  compareAll("lp", (found, seed) => {
    expect(Math.abs(found.ours - found.theirs) / scale(found), `seed ${seed}`).toBeLessThan(1e-10);
  });
});

describe.each(["linear", "quota", "ties"] as const)("markets of the kind %s", (kind) => {
  test("leave no surplus that a quadratic program could still find", () => {
    compareAll(kind, (found, seed) => {
      expect((found.theirs - found.ours) / scale(found), `seed ${seed}`).toBeLessThan(1e-9);
    });
  });
});

describe.each(["duties", "levy", "cap", "bloc", "taxes"] as const)("markets of the kind %s", (kind) => {
  test("leave nothing better to do at the duties and top-ups they end with", () => {
    compareAll(kind, (found, seed) => {
      expect((found.theirs - found.ours) / scale(found), `seed ${seed}`).toBeLessThan(1e-9);
    });
  });
});
