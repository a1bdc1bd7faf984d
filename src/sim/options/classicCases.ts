/**
 * Mines whose triggers and values are known from the literature or by hand, as data: what `lodestone prove` solves before the
 * reader's eyes, and what the tests hold the solvers to. Not behind the door of this room, so that a bundle of the model does
 * not carry them.
 */
import { plainMine, type MineProblem } from "./problem";

export type Figure = "open" | "close" | "abandon" | "valueOpen" | "valueMothballed";

export interface TriggerCase {
  readonly name: string;
  /** What the case shows, as a sentence about mines. */
  readonly statement: string;
  /** Where the figures come from. */
  readonly source: string;
  readonly problem: MineProblem;
  /** Price of the values, $/kg; null if none is asked for. */
  readonly price: number | null;
  /** Figures in $/kg, or values per unit of yearly output, and by how much a right answer may differ. */
  readonly expected: readonly (readonly [figure: Figure, value: number, tolerance: number])[];
}

const DIXIT = "Dixit 1989, Entry and exit decisions under uncertainty, Journal of Political Economy 97, section 3";
const BRENNAN_SCHWARTZ =
  "Brennan and Schwartz 1985, Evaluating natural resource investments, Journal of Business 58, tables 1 and 2; prices are given there in whole cents";
const MIRANDA_FACKLER =
  "Miranda and Fackler 2002, Applied Computational Economics and Finance, asset abandonment, in closed form";
const DIXIT_PINDYCK =
  "the conditions of Dixit and Pindyck 1994, Investment under Uncertainty, ch. 7, solved in closed form";
const MARSHALL = "Marshall's rule, worked by hand";
const BY_HAND = "worked by hand";

function mine(problem: Partial<MineProblem> & Pick<MineProblem, "cost" | "rate" | "volatility">): MineProblem {
  return { ...plainMine, ...problem };
}

/** A mine like those of the flagship: care a twentieth and closing three twentieths of cash cost. */
const oxideMine = { cost: 38, care: 1.9, restart: 12, closing: 5.7, rate: 0.1, volatility: 0.29 };

const entryAndExit: TriggerCase = {
  name: "entry and exit",
  statement: "a firm that earns 1 waits for a price of 1.47 to enter, and stays until it has fallen to 0.77",
  source: DIXIT,
  problem: mine({ cost: 1, restart: 4, rate: 0.025, volatility: 0.1 }),
  price: null,
  expected: [
    ["open", 1.4667, 5e-5],
    ["close", 0.7657, 5e-5],
  ],
};

const copperMine: TriggerCase = {
  name: "copper mine",
  statement: "a copper mine of 15 years opens at 76 cents, closes near 45 and is left near 20",
  source: BRENNAN_SCHWARTZ,
  problem: mine({
    cost: 0.5,
    care: 0.05,
    restart: 0.02,
    closing: 0.02,
    rate: 0.1,
    drift: 0.09,
    volatility: 0.2828427,
    costInflation: 0.08,
    propertyTax: 0.02,
    incomeTax: 0.5,
    reserveYears: 15,
  }),
  price: 0.5,
  expected: [
    ["open", 0.76, 0.005],
    ["close", 0.44, 0.025],
    ["abandon", 0.2, 0.01],
    ["valueOpen", 0.795, 0.0015],
    ["valueMothballed", 0.811, 0.0005],
  ],
};

const assetLeft: TriggerCase = {
  name: "asset left for good",
  statement: "an asset that cannot idle for less than it costs to run is left at 64% of its cost",
  source: MIRANDA_FACKLER,
  problem: mine({ cost: 0.5, care: 0.5, restart: 1, rate: 0.1, volatility: 0.2 }),
  price: null,
  expected: [["close", 0.5 * 0.6417424305, 1e-4]],
};

const almostStill: TriggerCase = {
  name: "almost no swing",
  statement: "where prices hardly move, a mine opens and closes where the year's margin pays the interest on switching",
  source: MARSHALL,
  problem: mine({ cost: 20, care: 2, restart: 10, closing: 5, abandonment: 25, rate: 0.1, volatility: 0.0005 }),
  price: null,
  expected: [
    ["open", 19, 0.03],
    ["close", 17.5, 0.03],
  ],
};

const freeSwitching: TriggerCase = {
  name: "free switching",
  statement: "a mine that opens and closes at no cost has one trigger, cash cost less care",
  source: BY_HAND,
  problem: mine({ cost: 20, care: 3, abandonment: 40, rate: 0.1, volatility: 0.3 }),
  price: null,
  expected: [
    ["open", 17, 1e-9],
    ["close", 17, 1e-9],
  ],
};

const longReserve: TriggerCase = {
  name: "300 years of ore",
  statement: "a deposit of 300 years acts like one that never ends",
  source: DIXIT_PINDYCK,
  problem: mine({ ...oxideMine, reserveYears: 300 }),
  price: 38,
  expected: [
    ["open", 50.8961, 0.05],
    ["close", 26.7423, 0.05],
    ["abandon", 10.0756, 0.01],
    ["valueOpen", 97.204, 0.01],
    ["valueMothballed", 93.563, 0.01],
  ],
};

const contractForEver: TriggerCase = {
  name: "contract for ever",
  statement: "under a contract at 60 that never ends a mine at 38 runs at any price and is worth its margin for ever",
  source: BY_HAND,
  problem: mine({ ...oxideMine, support: { kind: "contract", price: 60, belief: 1, hazardYearly: 0 } }),
  price: 38,
  expected: [
    ["open", 0, 0],
    ["close", 0, 0],
    ["valueOpen", 220, 1e-3],
    ["valueMothballed", 208, 1e-3],
  ],
};

const floorForEver: TriggerCase = {
  name: "floor above cost",
  statement: "a floor above cost that is wholly believed opens a mine at any price, and it never stops",
  source: BY_HAND,
  problem: mine({ ...oxideMine, support: { kind: "floor", price: 50, belief: 1, hazardYearly: 0 } }),
  price: null,
  expected: [
    ["open", 0, 0],
    ["close", 0, 0],
  ],
};

export const classicTriggerCases: readonly TriggerCase[] = [
  entryAndExit,
  copperMine,
  assetLeft,
  almostStill,
  freeSwitching,
  longReserve,
  contractForEver,
  floorForEver,
];
