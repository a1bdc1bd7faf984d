/** `lodestone outcomes`: names, units and meanings of what a run is reduced to in tables and comparisons. */
import type { Command } from "commander";
import { openWorld, worldInfo } from "../../sim";
import { outcomesOf } from "../../workers/runOutcome";
import { formatOption } from "../options";
import { FLAGSHIP, readScenario } from "../readScenario";
import { print, printJson } from "../terminal";
import { textTable } from "../textTable";

export function addOutcomes(program: Command): void {
  program
    .command("outcomes")
    .description("lists the outcomes of a run with their units")
    .argument("[scenario]", "the scenario whose goods name them", FLAGSHIP)
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  lodestone outcomes --format json")
    .action((name: string, options: { format: string }) => {
      const outcomes = outcomesOf(worldInfo(openWorld(readScenario(name), "1")));
      if (options.format === "json") printJson(outcomes);
      else
        print(
          textTable(
            ["name", "unit", "meaning"],
            outcomes.map((o) => [o.name, o.unit, o.meaning]),
          ),
        );
    });
}
