/** The levers of a mine: what each is called, how far it goes from where the mine starts, and what it does to the problem. */
import type { MineProblem } from "../../workers/proofApi";
import { plain } from "../text/format";
import { triggerPrice } from "../text/triggerWords";

export interface MineLever {
  id: string;
  name: string;
  hint: string;
  min: number;
  max: number;
  step: number;
  read(problem: MineProblem): number;
  write(problem: MineProblem, value: number): MineProblem;
  words(value: number): string;
  /** Without effect for this mine. */
  isIdle(problem: MineProblem): boolean;
}

/** Belief and yearly hazard of a floor that has just been put in. */
const NEW_FLOOR = { kind: "floor", belief: 1, hazardYearly: 0.05 } as const;
/** Leaving that costs so many times the cash cost never pays. */
export const NEVER_LEFT = 1e3;
const NEVER = (): boolean => false;

/** Levers for a mine; their ranges hang on where it starts. */
export function mineLevers(start: MineProblem): MineLever[] {
  const step = roundStep(start.cost / 40);
  const money = (from: number, least: number, most: number): Pick<MineLever, "min" | "max" | "step"> => {
    const min = Math.max(0, from - step * Math.floor((from - least) / step));
    return { min, max: min + step * Math.ceil((Math.max(most, 2 * from) - min) / step), step };
  };
  const { cost } = start;
  const leaving = step * Math.ceil((3 * cost) / step);
  const mean = start.reversion?.mean ?? cost;
  const plainField = (field: "cost" | "care" | "restart" | "closing"): Pick<MineLever, "read" | "write"> => ({
    read: (problem) => problem[field],
    write: (problem, value) => ({ ...problem, [field]: value }),
  });
  const perKg = (value: number): string => triggerPrice(value);
  return [
    {
      id: "cost",
      name: "Cash cost",
      hint: "Of a kilogram, while it runs.",
      ...money(cost, 0.2 * cost, 3 * cost),
      ...plainField("cost"),
      words: perKg,
      isIdle: NEVER,
    },
    {
      id: "care",
      name: "Care",
      hint: "A year of standing still, for each kilogram it could make.",
      ...money(start.care, 0, 0.5 * cost),
      step: step / 10,
      ...plainField("care"),
      words: perKg,
      isIdle: NEVER,
    },
    {
      id: "restart",
      name: "Restart",
      hint: "Once, to come back.",
      ...money(start.restart, 0, 2 * cost),
      step: step / 2,
      ...plainField("restart"),
      words: perKg,
      isIdle: NEVER,
    },
    {
      id: "closing",
      name: "Closing",
      hint: "Once, to shut.",
      ...money(start.closing, 0, cost),
      step: step / 10,
      ...plainField("closing"),
      words: perKg,
      isIdle: NEVER,
    },
    {
      id: "leaving",
      name: "Leaving for good",
      hint: "Once, to leave a mine that stands still.",
      min: 0,
      max: leaving,
      step: step / 2,
      read: (problem) => Math.min(problem.abandonment, leaving),
      write: (problem, value) => ({ ...problem, abandonment: value < leaving ? value : NEVER_LEFT * cost }),
      words: (value) => (value < leaving ? perKg(value) : "never"),
      isIdle: NEVER,
    },
    {
      id: "rate",
      name: "Interest",
      hint: "What its owner asks of money, a year.",
      min: Math.min(0.01, start.rate),
      max: Math.max(0.25, start.rate),
      step: 0.005,
      read: (problem) => problem.rate,
      write: (problem, value) => ({ ...problem, rate: value }),
      words: share,
      isIdle: NEVER,
    },
    {
      id: "volatility",
      name: "Price swing",
      hint: "How far prices stray in a year.",
      min: Math.min(0.01, start.volatility),
      max: Math.max(0.8, start.volatility),
      step: 0.01,
      read: (problem) => problem.volatility,
      write: (problem, value) => ({ ...problem, volatility: value }),
      words: share,
      isIdle: NEVER,
    },
    {
      id: "reversion",
      name: "Return of prices",
      hint: "How much of a gap closes in a year; at none, prices wander.",
      min: 0,
      max: 1.5,
      step: 0.05,
      read: (problem) => problem.reversion?.speedYearly ?? 0,
      write: (problem, value) => ({
        ...problem,
        reversion: value > 0 ? { mean: problem.reversion?.mean ?? mean, speedYearly: value } : null,
      }),
      words: (value) => (value === 0 ? "none" : `half in ${plain(Math.LN2 / value, 1)} years`),
      isIdle: NEVER,
    },
    {
      id: "mean",
      name: "Price they return to",
      hint: "On average, in the long run.",
      ...money(mean, 0.4 * cost, 3 * cost),
      read: (problem) => problem.reversion?.mean ?? mean,
      write: (problem, value) =>
        problem.reversion === null ? problem : { ...problem, reversion: { ...problem.reversion, mean: value } },
      words: perKg,
      isIdle: (problem) => problem.reversion === null,
    },
    {
      id: "floor",
      name: start.support?.kind === "contract" ? "Contract price" : "Floor",
      hint: "The price that it believes it will be paid at least.",
      min: 0,
      max: leaving,
      step,
      read: (problem) => problem.support?.price ?? 0,
      write: (problem, value) => ({
        ...problem,
        support: value > 0 ? { ...(problem.support ?? start.support ?? NEW_FLOOR), price: value } : null,
      }),
      words: (value) => (value === 0 ? "none" : perKg(value)),
      isIdle: NEVER,
    },
    {
      id: "belief",
      name: "Belief in it",
      hint: "The weight that its owner gives to being paid it.",
      min: 0,
      max: 1,
      step: 0.05,
      read: (problem) => (problem.support ?? start.support ?? NEW_FLOOR).belief,
      write: (problem, value) =>
        problem.support === null ? problem : { ...problem, support: { ...problem.support, belief: value } },
      words: share,
      isIdle: (problem) => problem.support === null,
    },
    {
      id: "hazard",
      name: "Chance that it ends",
      hint: "In a year, as its owner sees it.",
      min: 0,
      max: 0.5,
      step: 0.01,
      read: (problem) => (problem.support ?? start.support ?? NEW_FLOOR).hazardYearly,
      write: (problem, value) =>
        problem.support === null ? problem : { ...problem, support: { ...problem.support, hazardYearly: value } },
      words: share,
      isIdle: (problem) => problem.support === null,
    },
  ];
}

function share(value: number): string {
  return `${plain(100 * value, 1)}%`;
}

/** 1, 2 or 5 times a power of ten, at least `size`. */
function roundStep(size: number): number {
  let power = 1;
  while (power > size) power /= 10;
  while (power * 10 <= size) power *= 10;
  return power * [1, 2, 5, 10].find((one) => one * power >= size * (1 - 1e-9))!;
}
