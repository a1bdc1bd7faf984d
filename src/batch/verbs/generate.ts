/** `lodestone generate`: a synthetic scenario of any size, on stdout or as a file. */
import { basename, dirname } from "node:path";
import { Option, type Command } from "commander";
import { generatedText, generateScenario, GENERATE_LIMITS } from "../../scenario/generate";
import { quietOption } from "../options";
import { print, say } from "../terminal";
import { seedOf, UsageError, wholeNumber } from "../usage";
import { openFolder, writeFiles } from "../writeFiles";

interface GenerateOptions {
  facilities?: string;
  regions?: string;
  seed: string;
  out?: string;
  quiet?: true;
}

export function addGenerate(program: Command): void {
  const { facilities, regions } = GENERATE_LIMITS;
  program
    .command("generate")
    .description("makes a synthetic scenario of any size")
    .option("--facilities <n>", `mines and plants, ${facilities.least} to ${facilities.most}`)
    .option("--regions <n>", `regions, ${regions.least} to ${regions.most}`)
    .option("--seed <seed>", "what the world is drawn from: any word or number", "1")
    .addOption(new Option("--out <file>", "writes the scenario there; without it, to standard output"))
    .addOption(quietOption())
    .addHelpText(
      "after",
      "\nExample:\n  lodestone generate --facilities 1000 --regions 12 --seed 7 --out world.json\n  lodestone run world.json --months 24",
    )
    .action(generate);
}

function generate(options: GenerateOptions): void {
  const { facilities, regions } = GENERATE_LIMITS;
  const request = {
    facilities: sizeOf("--facilities", options.facilities, facilities),
    regions: sizeOf("--regions", options.regions, regions),
    seed: seedOf("--seed", options.seed),
  };
  if (options.out !== undefined && /[/\\]$|^\.*$/.test(options.out)) {
    throw new UsageError(`--out is "${options.out}"; expected a file such as world.json`);
  }
  const text = generatedText(generateScenario(request));
  if (options.out === undefined) {
    print(text);
    return;
  }
  const folder = dirname(options.out);
  openFolder(folder);
  writeFiles(folder, { [basename(options.out)]: text });
  if (options.quiet === undefined) say(`wrote ${options.out}`);
}

/** A size as given to the named flag, which has no default. Asked for here, so that a misspelt flag is told first. */
function sizeOf(flag: string, text: string | undefined, { least, most }: { least: number; most: number }): number {
  if (text !== undefined) return wholeNumber(flag, text, least, most);
  throw new UsageError(`${flag} is not given; expected a whole number from ${least} to ${most}`);
}
