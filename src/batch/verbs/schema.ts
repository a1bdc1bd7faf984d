/** `lodestone schema`: the JSON Schema of a scenario file, for editors and for those who write one. */
import { Option, type Command } from "commander";
import { scenarioJsonSchema } from "../../scenario/schema";
import { printJson } from "../terminal";

export function addSchema(program: Command): void {
  program
    .command("schema")
    .description("prints the JSON Schema of a scenario")
    .addOption(new Option("--of <what>", "what the schema describes").choices(["scenario"]).default("scenario"))
    .addHelpText("after", "\nExample:\n  lodestone schema > scenario.schema.json")
    .action(() => printJson(scenarioJsonSchema()));
}
