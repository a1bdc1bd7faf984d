/** `lodestone run NAME|FILE`: one run from its first month to its last, as a summary, as JSON, and as files. */
import { Option, type Command } from "commander";
import { hashWorld, openWorld, stepMonth, takeSnapshot, worldInfo } from "../../sim";
import type { Scenario } from "../../sim/scenario";
import { applyOverrides, parseSetArgument, type Override } from "../../scenario/overrides";
import { formatOption, monthsOption, outOption, quietOption, setOption } from "../options";
import { readScenario } from "../readScenario";
import { closeRecord, openRecord, recordMonth, type RunResult } from "../runResult";
import { balanceTable, eventsCsv, monthsCsv, runSummary } from "../runTables";
import { print, printJson, say } from "../terminal";
import { monthsOf, seedOf } from "../usage";
import { openFolder, writeFiles } from "../writeFiles";

interface RunOptions {
  seed: string;
  months?: string;
  set: string[];
  out?: string;
  balance?: true;
  format: string;
  quiet?: true;
}

export function addRun(program: Command): void {
  program
    .command("run")
    .description("plays one run")
    .argument("<scenario>", "name of a scenario, or a file")
    .option("--seed <seed>", "the run's luck: any word or number", "1")
    .addOption(monthsOption())
    .addOption(setOption("changes a field of the scenario; the value is JSON or a bare word"))
    .addOption(outOption("months.csv, events.csv and run.json"))
    .addOption(new Option("--balance", "prints zone supply and use by stage and year"))
    .addOption(formatOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      "\nExample:\n  lodestone run rare-earths-2026 --seed 7 --set bloc.floor.enabled=true --out results",
    )
    .action(run);
}

function run(name: string, options: RunOptions): void {
  const overrides = options.set.map(parseSetArgument);
  const seed = seedOf("--seed", options.seed);
  const scenario = applyOverrides(readScenario(name), overrides);
  const months = monthsOf(options.months, scenario.months);
  if (options.out !== undefined) openFolder(options.out);

  const result = play(scenario, seed, months, overrides);

  if (options.out !== undefined) {
    writeFiles(options.out, {
      "months.csv": monthsCsv(result),
      "events.csv": eventsCsv(result),
      "run.json": JSON.stringify(result) + "\n",
    });
    if (options.quiet === undefined) say(`wrote months.csv, events.csv and run.json to ${options.out}`);
  }
  if (options.format === "json") printJson(result);
  else print(options.balance ? balanceTable(result) : runSummary(result));
}

function play(scenario: Scenario, seed: string, months: number, overrides: Override[]): RunResult {
  const world = openWorld(scenario, seed);
  const record = openRecord(worldInfo(world));
  for (let month = 0; month < months; month++) {
    stepMonth(world);
    recordMonth(record, takeSnapshot(world));
  }
  return closeRecord(record, { hash: hashWorld(world), overrides, books: world.state.books });
}
