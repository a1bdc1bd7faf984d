/** Solves a classic mine and lays what was expected beside what was found. */
import type { Figure, TriggerCase } from "./classicCases";
import { solveMine } from "./index";

export interface TriggerCheck {
  readonly what: string;
  readonly unit: "$/kg";
  readonly expected: number;
  /** Null for a trigger that the mine has not. */
  readonly found: number | null;
  /** By how much a right answer may differ. */
  readonly tolerance: number;
  readonly agrees: boolean;
}

const words: Record<Figure, string> = {
  open: "opening price",
  close: "closing price",
  abandon: "price at which it is left",
  valueOpen: "value open",
  valueMothballed: "value mothballed",
};

/** Throws a `RangeError` for a problem without an answer. */
export function checkTriggerCase(theCase: TriggerCase): TriggerCheck[] {
  const solution = solveMine(theCase.problem);
  const value = theCase.price === null ? { open: null, mothballed: null } : solution.valueAt(theCase.price);
  const found: Record<Figure, number | null> = {
    open: solution.open,
    close: solution.close,
    abandon: solution.abandon,
    valueOpen: value.open,
    valueMothballed: value.mothballed,
  };
  return theCase.expected.map(([figure, expected, tolerance]) => {
    const figureFound = found[figure];
    const isValue = figure === "valueOpen" || figure === "valueMothballed";
    return {
      what: isValue ? `${words[figure]} at ${theCase.price}` : words[figure],
      unit: "$/kg",
      expected,
      found: figureFound,
      tolerance,
      agrees: figureFound !== null && Math.abs(figureFound - expected) <= tolerance,
    };
  });
}
