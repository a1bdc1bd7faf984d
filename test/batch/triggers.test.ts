/** `triggers`, as a mine's owner would use it, and the classic mines in `prove`. */
import { describe, expect, test } from "vitest";
import { classicTriggerCases } from "../../src/sim/options/classicCases";
import { lodestone } from "./lodestone";

interface Answer {
  open: number | null;
  close: number | null;
  abandon: number | null;
  stopsBy: string;
  values: { price: number; open: number; mothballed: number }[];
}

async function answerOf(line: string): Promise<Answer> {
  const { code, stdout, stderr } = await lodestone(["triggers", ...line.split(" "), "--format", "json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Answer;
}

const oxideMine = "--cost 38 --care 1.9 --restart 12 --closing 5.7 --rate 0.1 --volatility 0.29";
const copperMine =
  "--cost 0.5 --care 0.05 --restart 0.02 --closing 0.02 --rate 0.1 --convenience-yield 0.01 --volatility 0.2828427 " +
  "--cost-inflation 0.08 --property-tax 0.02 --income-tax 0.5 --reserve-years 15";

test("the firm of Dixit (1989) opens at 1.4667 and closes at 0.7657", async () => {
  const { open, close, abandon, values } = await answerOf(
    "--cost 1 --care 0 --restart 4 --closing 0 --rate 0.025 --drift 0 --volatility 0.1",
  );
  expect(open).toBeCloseTo(1.4667, 4);
  expect(close).toBeCloseTo(0.7657, 4);
  expect(abandon).toBeNull();
  expect(values).toEqual([]);
});

test("the copper mine of Brennan and Schwartz (1985) is worth 0.795 open and 0.811 mothballed at 50 cents", async () => {
  const { open, close, abandon, values } = await answerOf(`${copperMine} --price 0.5 --price 0.7`);
  expect(values.map(({ price }) => price)).toEqual([0.5, 0.7]);
  expect(Math.abs(values[0]!.open - 0.795)).toBeLessThan(0.0015);
  expect(Math.abs(values[0]!.mothballed - 0.811)).toBeLessThan(0.0005);
  expect(open).toBeCloseTo(0.76, 2);
  expect(Math.abs(close! - 0.45)).toBeLessThan(0.015);
  expect(Math.abs(abandon! - 0.195)).toBeLessThan(0.006);
});

test("a believed floor lowers the prices at which a mine opens and closes; one that nobody believes changes nothing", async () => {
  const plain = await answerOf(oxideMine);
  const believed = await answerOf(`${oxideMine} --floor 34 --belief 0.8 --hazard 0.1`);
  expect(believed.open!).toBeLessThan(plain.open!);
  expect(believed.close!).toBeLessThan(plain.close!);
  expect(await answerOf(`${oxideMine} --floor 34 --belief 0`)).toEqual(plain);
});

test("a price that returns, a contract and an old mine's sale are taken into account", async () => {
  const plain = await answerOf(oxideMine);
  const returns = await answerOf(`${oxideMine} --reversion 0.308 --mean 75`);
  expect(returns.close!).toBeLessThan(plain.close!);
  expect(await answerOf(`${oxideMine} --contract 60`)).toMatchObject({ open: 0, close: 0 });
  expect(await answerOf(`${oxideMine} --contract 10`)).toMatchObject({ open: null, close: null });
  expect((await answerOf(`${oxideMine} --abandonment -10`)).abandon!).toBeGreaterThan(plain.abandon!);
});

test("without --format a mine's acts and values are shown as tables", async () => {
  const { code, stdout } = await lodestone(["triggers", ...`${oxideMine} --price 38`.split(" ")]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^opens +50\.90$/m);
  expect(stdout).toMatch(/^stops +26\.74 +by mothballing$/m);
  expect(stdout).toMatch(/^is left for good +10\.08$/m);
  expect(stdout).toMatch(/^ *38 +97\.204 +93\.563$/m);
});

test("help shows both classic mines", async () => {
  const { code, stdout } = await lodestone(["triggers", "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("lodestone triggers --cost 1 --restart 4 --rate 0.025 --volatility 0.1");
  expect(stdout).toContain("--reserve-years 15 --price 0.5");
});

describe("a mine without an answer is bad input, told in one line", () => {
  test.each([
    ["--rate 0", "--rate is 0; expected a number above 0"],
    ["--volatility -0.1", "--volatility is -0.1; expected a number above 0"],
    ["--drift 0.1", "--drift is 0.1; expected a number below the rate, 0.1"],
    ["--convenience-yield 0", "--convenience-yield is 0; expected a number above 0"],
    ["--cost cheap", '--cost is "cheap"; expected a number'],
    ["--floor 30 --belief 1.5", "--belief is 1.5; expected a number from 0 to 1"],
    ["--floor -3", "--floor is -3; expected a number above 0"],
    ["--contract 0", "--contract is 0; expected a number above 0"],
    ["--belief 1", "--belief is given; expected --floor or --contract with it"],
    ["--floor 30 --contract 40", "--floor and --contract are given; expected one of them"],
    ["--drift 0 --convenience-yield 0.02", "--drift and --convenience-yield are given; expected one of them"],
    ["--reversion 0.3", "--reversion is given; expected --mean with it"],
    ["--reserve-years 0", "--reserve-years is 0; expected a number above 0 and up to 1000"],
    ["--income-tax 1", "--income-tax is 1; expected a share of at least 0 and below 1"],
    [
      "--cost-inflation 0.2",
      "--cost-inflation is 0.2; expected a number below the rate and the property tax together, 0.1",
    ],
    ["--price 0", "--price is 0; expected a number from 0.076 to 19000"],
  ])("%s", async (line, message) => {
    const { code, stdout, stderr } = await lodestone(["triggers", ...`${oxideMine} ${line}`.split(" ")]);
    expect([code, stdout, stderr]).toEqual([2, "", `${message}\n`]);
  });
});

test("the classic mines are solved live and agree with their known answers", async () => {
  const { code, stdout } = await lodestone(["prove", "--format", "json"]);
  expect(code).toBe(0);
  const { triggers, agrees } = JSON.parse(stdout) as {
    triggers: { name: string; source: string; checks: { expected: number; found: number; tolerance: number }[] }[];
    agrees: boolean;
  };
  expect(agrees).toBe(true);
  expect(triggers.map(({ name }) => name)).toEqual(classicTriggerCases.map(({ name }) => name));
  for (const { source, checks } of triggers) {
    expect(source).not.toBe("");
    for (const { expected, found, tolerance } of checks)
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance);
  }
});
