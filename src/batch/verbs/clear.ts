/** `lodestone clear FILE`: one market of one good, cleared and certified. `-` reads standard input. */
import type { Command } from "commander";
import { clearMarketFile } from "../../sim/market";
import { parseMarketFile } from "../../scenario/marketFile";
import { formatOption } from "../options";
import { readText } from "../readScenario";
import { readStandardInput } from "../standardInput";
import { print, printJson } from "../terminal";
import { textTable } from "../textTable";

export function addClear(program: Command): void {
  program
    .command("clear")
    .description("clears one market and certifies the answer")
    .argument("<file>", "a file of regions, offers, bids and lanes; - for standard input")
    .addOption(formatOption("json"))
    .addHelpText("after", "\nExample:\n  lodestone clear market.json\n  lodestone clear --format text - < market.json")
    .action(async (file: string, options: { format: string }) => {
      const text = file === "-" ? await readStandardInput() : readText(file);
      const market = parseMarketFile(text, file === "-" ? "standard input" : file);
      const outcome = clearMarketFile(market);
      if (options.format === "json") {
        printJson(outcome);
        return;
      }
      const prices = Object.entries(outcome.prices).map(([region, price]) => [
        region,
        price,
        outcome.traded[region] ? "yes" : "no",
      ]);
      const flows = outcome.flows
        .filter((flow) => flow.quantity > 0)
        .map((flow) => [flow.from, flow.to, flow.quantity, flow.duty, flow.topUp, flow.quotaRent]);
      print(textTable(["region", "price $/kg", "traded"], prices));
      print("");
      print(textTable(["from", "to", "tonnes", "duty", "top-up", "quota rent"], flows));
      print(`\nworst condition of the certificate: ${outcome.certificate.worst.toExponential(1)}`);
    });
}
