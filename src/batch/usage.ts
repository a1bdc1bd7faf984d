/** Faults of the person at the keyboard, and the exit codes that answer them. */
import { nearest } from "../scenario/faults";
import { InputError } from "../scenario/inputError";

export const EXIT = { done: 0, failed: 1, badInput: 2, stopped: 130 } as const;

/** Bad input that one line tells; exit 2. */
export class UsageError extends InputError {
  constructor(line: string) {
    super([line]);
  }
}

/** A whole number from `least` to `most`, as given to the named flag. Throws a `UsageError` otherwise. */
export function wholeNumber(flag: string, text: string, least: number, most = Infinity): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new UsageError(`${flag} is "${text}"; expected a whole number ${range}`);
}

/** The months to play: the flag's, up to the scenario's own number, which is also the default. */
export function monthsOf(flag: string | undefined, scenarioMonths: number): number {
  if (flag === undefined) return scenarioMonths;
  const months = wholeNumber("--months", flag, 1);
  if (months <= scenarioMonths) return months;
  throw new UsageError(
    `--months is ${months}; expected at most the scenario's ${scenarioMonths} (--set months=${months} makes it longer)`,
  );
}

/** A seed as given to the named flag: any text that is not empty and fits a line. */
export function seedOf(flag: string, text: string): string {
  if (/^[^\s,]{1,64}$/.test(text)) return text;
  throw new UsageError(`${flag} is "${text}"; expected a word or number of 1 to 64 signs, without spaces or commas`);
}

/** " (did you mean x?)" with the nearest known word, or nothing where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === null ? "" : ` (did you mean ${found}?)`;
}
