/** `lodestone triggers`: at which prices a mine opens, stops and is left for good, and what it is worth at a price. */
import { Option, type Command } from "commander";
import {
  plainMine,
  problemFault,
  solveMine,
  type MineProblem,
  type MineSolution,
  type Support,
} from "../../sim/options";
import { formatOption } from "../options";
import { print, printJson } from "../terminal";
import { textTable } from "../textTable";
import { UsageError } from "../usage";

/** Chance a year that a believed support ends, where none is given. */
const HAZARD_YEARLY = 0.05;
/** Prices that values may be asked for, in multiples of cost. */
const FARTHEST = 500;

/** Flags by the field of the problem that they fill. */
const flags: Record<string, string> = {
  cost: "--cost",
  care: "--care",
  restart: "--restart",
  closing: "--closing",
  abandonment: "--abandonment",
  rate: "--rate",
  drift: "--drift",
  volatility: "--volatility",
  "reversion.speedYearly": "--reversion",
  "reversion.mean": "--mean",
  "support.belief": "--belief",
  "support.hazardYearly": "--hazard",
  reserveYears: "--reserve-years",
  costInflation: "--cost-inflation",
  propertyTax: "--property-tax",
  incomeTax: "--income-tax",
  royalty: "--royalty",
};

type Given = Record<string, string | undefined> & { format: "text" | "json" };

export function addTriggers(program: Command): void {
  program
    .command("triggers")
    .description("opening, closing and abandonment prices of a mine, and its value at a price")
    .requiredOption("--cost <$/kg>", "cash cost; it and all other money are per unit of yearly output")
    .requiredOption("--rate <share>", "yearly discount rate, nominal where costs inflate")
    .requiredOption("--volatility <share>", "yearly volatility of the price")
    .option("--care <$/kg>", "care and maintenance a year while mothballed (default: 0)")
    .option("--restart <$/kg>", "once, to open (default: 0)")
    .option("--closing <$/kg>", "once, to mothball (default: 0)")
    .option("--abandonment <$/kg>", "once, to leave a mothballed mine; below 0 for what its sale brings (default: 0)")
    .option("--drift <share>", "yearly drift of the price (default: 0)")
    .option("--convenience-yield <share>", "in place of a drift: the price drifts at rate less this")
    .option("--reversion <speed>", "in place of a drift: share a year by which the log price returns to its level")
    .option("--mean <$/kg>", "long-run mean of a price that returns")
    .option("--floor <$/kg>", "a believed floor: the price received is at least this")
    .option("--contract <$/kg>", "a believed contract for difference: the price received is this")
    .option("--belief <share>", "weight of the floor or contract, 0 to 1 (default: 1)")
    .option("--hazard <share>", `chance a year that the floor or contract ends (default: ${HAZARD_YEARLY})`)
    .option("--reserve-years <years>", "years of output in the ground (default: without end)")
    .option("--cost-inflation <share>", "yearly rise of all costs (default: 0)")
    .option("--property-tax <share>", "yearly share of the mine's value (default: 0)")
    .option("--income-tax <share>", "share of a year's profit, without loss offset (default: 0)")
    .option("--royalty <share>", "share of sales (default: 0)")
    .addOption(
      new Option("--price <$/kg>", "asks for the mine's values at this price; any number of times")
        .default([] as string[], "none")
        .argParser((text, before: string[]) => [...before, text]),
    )
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExample:\n" +
        "  lodestone triggers --cost 1 --restart 4 --rate 0.025 --volatility 0.1\n" +
        "  lodestone triggers --cost 0.5 --care 0.05 --restart 0.02 --closing 0.02 --rate 0.1 --convenience-yield 0.01 \\\n" +
        "    --volatility 0.2828427 --cost-inflation 0.08 --property-tax 0.02 --income-tax 0.5 --reserve-years 15 --price 0.5",
    )
    .action((options: Given & { price: string[] }) => {
      const problem = problemOf(options);
      const prices = options.price.map((text) => priceOf(text, problem.cost));
      const solution = solveMine(problem);
      const values = prices.map((price) => ({ price, ...solution.valueAt(price) }));
      const { open, close, abandon, stopsBy } = solution;
      if (options.format === "json") {
        printJson({
          open: finite(open),
          close: finite(close),
          abandon: abandon === null ? null : finite(abandon),
          stopsBy,
          values,
        });
        return;
      }
      print(textTable(["act", "at $/kg", ""], acts(solution)));
      if (values.length > 0) {
        const rows = values.map((value) => [value.price, fiveDigits(value.open), fiveDigits(value.mothballed)]);
        print(`\n${textTable(["price $/kg", "value open", "value mothballed"], rows)}`);
      }
    });
}

function acts({ open, close, abandon, stopsBy }: MineSolution): (string | number | null)[][] {
  return [
    [
      "opens",
      finite(open),
      open === 0 ? "at any price" : open === Infinity ? "at no price while the support lasts" : "",
    ],
    [
      "stops",
      close === 0 ? null : finite(close),
      close === 0 ? "never" : `${close === Infinity ? "at any price, " : ""}by ${stopsBy}`,
    ],
    [
      "is left for good",
      abandon === null ? null : finite(abandon),
      abandon === null ? "never" : abandon === Infinity ? "at any price" : "",
    ],
  ];
}

function fiveDigits(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function finite(price: number): number | null {
  return Number.isFinite(price) ? price : null;
}

function problemOf(given: Given): MineProblem {
  const number = (flag: string, preset: number): number => {
    const text = given[camel(flag)];
    return text === undefined ? preset : numberOf(flag, text);
  };
  excludeEachOther(given, ["--drift", "--convenience-yield", "--reversion"]);
  excludeEachOther(given, ["--floor", "--contract"]);
  needs(given, "--reversion", "--mean");
  needs(given, "--mean", "--reversion");
  const rate = number("--rate", NaN);
  const years = given["reserveYears"];
  const problem: MineProblem = {
    cost: number("--cost", NaN),
    care: number("--care", plainMine.care),
    restart: number("--restart", plainMine.restart),
    closing: number("--closing", plainMine.closing),
    abandonment: number("--abandonment", plainMine.abandonment),
    rate,
    drift: given["convenienceYield"] === undefined ? number("--drift", 0) : rate - number("--convenience-yield", 0),
    volatility: number("--volatility", NaN),
    reversion:
      given["reversion"] === undefined
        ? null
        : { speedYearly: number("--reversion", NaN), mean: number("--mean", NaN) },
    support: supportOf(given, number),
    reserveYears: years === undefined ? null : numberOf("--reserve-years", years),
    costInflation: number("--cost-inflation", plainMine.costInflation),
    propertyTax: number("--property-tax", plainMine.propertyTax),
    incomeTax: number("--income-tax", plainMine.incomeTax),
    royalty: number("--royalty", plainMine.royalty),
  };
  const fault = problemFault(problem);
  if (fault === null) return problem;
  if (fault.field === "drift" && given["convenienceYield"] !== undefined) {
    throw new UsageError(`--convenience-yield is ${given["convenienceYield"]}; expected a number above 0`);
  }
  const flag = fault.field === "support.price" ? supportFlag(given) : flags[fault.field]!;
  throw new UsageError(`${flag} is ${given[camel(flag)] ?? fault.found}; expected ${fault.expected}`);
}

function supportFlag(given: Given): string {
  return given["floor"] === undefined ? "--contract" : "--floor";
}

function supportOf(given: Given, number: (flag: string, preset: number) => number): Support | null {
  if (given["floor"] === undefined && given["contract"] === undefined) {
    for (const flag of ["--belief", "--hazard"]) {
      if (given[camel(flag)] !== undefined)
        throw new UsageError(`${flag} is given; expected --floor or --contract with it`);
    }
    return null;
  }
  return {
    kind: given["floor"] === undefined ? "contract" : "floor",
    price: number(supportFlag(given), NaN),
    belief: number("--belief", 1),
    hazardYearly: number("--hazard", HAZARD_YEARLY),
  };
}

function excludeEachOther(given: Given, some: string[]): void {
  const found = some.filter((flag) => given[camel(flag)] !== undefined);
  if (found.length > 1) throw new UsageError(`${found.join(" and ")} are given; expected one of them`);
}

function needs(given: Given, flag: string, other: string): void {
  if (given[camel(flag)] === undefined || given[camel(other)] !== undefined) return;
  throw new UsageError(`${flag} is given; expected ${other} with it`);
}

function priceOf(text: string, cost: number): number {
  const price = numberOf("--price", text);
  if (price >= cost / FARTHEST && price <= cost * FARTHEST) return price;
  throw new UsageError(`--price is ${text}; expected a number from ${cost / FARTHEST} to ${cost * FARTHEST}`);
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new UsageError(`${flag} is "${text}"; expected a number`);
}

/** `--cost-inflation` as commander names it: costInflation. */
function camel(flag: string): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
