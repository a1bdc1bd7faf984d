/** Bad input from a person: a file, a flag or a lever. Not for faults of the program. */

/** Carries one line for each fault; the message holds them all. */
export class InputError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "InputError";
    this.lines = lines;
  }
}
