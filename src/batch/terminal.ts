/**
 * What the user sees: results on stdout, words about progress on stderr. Colour and moving bars only on a terminal;
 * NO_COLOR and --quiet are honoured here and nowhere else.
 */
import { styleText } from "node:util";
import { SingleBar } from "cli-progress";

/** Longest JSON text that is set out over lines, characters. */
const MOST_SET_OUT = 100_000;

/** One line of results (or one JSON value) on stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** A JSON value on stdout, numbers in full, NaN as null. */
export function printJson(value: unknown): void {
  const text = JSON.stringify(value);
  // Series of a run are for programs; what fits a screen is set out for eyes.
  print(text.length > MOST_SET_OUT ? text : JSON.stringify(value, null, 2));
}

/** A line about progress or trouble on stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A heading, bold where the terminal shows it. */
export function heading(text: string): string {
  const coloured = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  return coloured ? styleText("bold", text) : text;
}

/** Progress of a known number of steps. */
export interface Progress {
  done(steps: number, failed: number): void;
  stop(): void;
}

/** A bar on a terminal, a line for each tenth otherwise, nothing when quiet. */
export function startProgress(what: string, total: number, quiet: boolean): Progress {
  if (quiet) return { done: () => undefined, stop: () => undefined };
  return process.stderr.isTTY ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): Progress {
  const shown = new SingleBar({
    format: `{bar} {value}/{total} ${what}, {failed} failed, {eta_formatted} left`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    stream: process.stderr,
  });
  shown.start(total, 0, { failed: 0 });
  return { done: (steps, failed) => shown.update(steps, { failed }), stop: () => shown.stop() };
}

function lines(what: string, total: number): Progress {
  let tenths = 0;
  say(`playing ${total} ${what}`);
  return {
    done: (steps, failed) => {
      const reached = Math.floor((10 * steps) / total);
      if (reached === tenths) return;
      tenths = reached;
      say(`${steps}/${total} ${what}, ${failed} failed`);
    },
    stop: () => undefined,
  };
}
