/** `lodestone list`: the scenarios of the package with the question that each asks. */
import type { Command } from "commander";
import { formatOption } from "../options";
import { readScenario, scenarioNames } from "../readScenario";
import { print, printJson } from "../terminal";
import { textTable } from "../textTable";

export function addList(program: Command): void {
  program
    .command("list")
    .description("lists the scenarios with their questions")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  lodestone list --format json")
    .action((options: { format: string }) => {
      const scenarios = scenarioNames().map(describe);
      if (options.format === "json") {
        printJson(scenarios);
        return;
      }
      const rows = scenarios.map(({ name, months, sites, question }) => [name, months, sites, question]);
      print(textTable(["name", "months", "sites", "question"], rows));
    });
}

interface ScenarioLine {
  name: string;
  title: string;
  question: string;
  goods: string[];
  regions: string[];
  sites: number;
  months: number;
}

function describe(name: string): ScenarioLine {
  const scenario = readScenario(name);
  return {
    name,
    title: scenario.title,
    question: scenario.question,
    goods: scenario.goods.map((good) => good.id),
    regions: scenario.regions.map((region) => region.id),
    sites: scenario.facilities.length + scenario.projects.length,
    months: scenario.months,
  };
}
