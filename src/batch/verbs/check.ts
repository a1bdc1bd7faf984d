/** `lodestone check FILE…`: validates scenarios, one line for each fault, all files before it ends. */
import type { Command } from "commander";
import { InputError } from "../../scenario/inputError";
import { formatOption } from "../options";
import { readScenario } from "../readScenario";
import { print, printJson } from "../terminal";

interface Verdict {
  file: string;
  ok: boolean;
  faults: string[];
}

export function addCheck(program: Command): void {
  program
    .command("check")
    .description("validates scenario files")
    .argument("<file...>", "scenario files, or names of the package's scenarios")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  lodestone check my-scenario.json")
    .action((files: string[], options: { format: string }) => {
      const verdicts = files.map(verdictOn);
      if (options.format === "json") printJson(verdicts);
      else for (const { file, ok } of verdicts) if (ok) print(`${file}: ok`);
      const faults = verdicts.flatMap((verdict) => verdict.faults);
      if (faults.length > 0) throw new InputError(faults);
    });
}

function verdictOn(file: string): Verdict {
  try {
    readScenario(file);
    return { file, ok: true, faults: [] };
  } catch (fault) {
    if (fault instanceof InputError) return { file, ok: false, faults: [...fault.lines] };
    throw fault;
  }
}
