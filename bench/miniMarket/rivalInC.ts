/**
 * The mini-market in C: built in a temporary folder where the machine has a C compiler, and run as a process that times
 * itself.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MONTHS, costKey, emptyFigures, type Figures } from "./definition";

/** Draws by the cubics that this engine uses, or by libm's logarithm and exponential. */
export type Draws = "table" | "libm";

export interface RivalInC {
  /** Plays the market `repeats` times: nanoseconds of the fastest, and the figures. */
  play(draws: Draws, mines: number, repeats: number): { nanoseconds: number; figures: Figures };
  dispose(): void;
}

/** -ffp-contract=off: no fused multiply-add, which rounds once where every other rival rounds twice. */
export const compilerLine = ["-O3", "-ffp-contract=off"];

/** Null without a C compiler; throws if there is one and it refuses. */
export function buildInC(source: string): RivalInC | null {
  if (spawnSync("cc", ["--version"]).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), "mini-market-"));
  const program = join(folder, "mini");
  const built = spawnSync("cc", [...compilerLine, "-o", program, source, "-lm"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`cc could not build ${source}: ${built.stderr}`);
  return {
    play(draws, mines, repeats) {
      const numbers = [mines, MONTHS, repeats, costKey.first, costKey.second].map(String);
      const run = spawnSync(program, [draws, ...numbers], { encoding: "utf8" });
      if (run.status !== 0) throw new Error(`the C rival ended with ${run.status}: ${run.stderr}`);
      return read(run.stdout);
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function read(printed: string): { nanoseconds: number; figures: Figures } {
  const figures = emptyFigures(MONTHS);
  let nanoseconds = Infinity;
  let month = 0;
  for (const line of printed.trim().split("\n")) {
    const [word, ...rest] = line.split(" ");
    const [one, two, three] = rest.map(Number);
    if (word === "time") nanoseconds = Math.min(nanoseconds, one);
    else if (word === "month") {
      figures.price[month] = one;
      figures.output[month] = two;
      figures.open[month++] = three;
    } else {
      figures.bought = one;
      figures.expected = two;
    }
  }
  return { nanoseconds, figures };
}
