/** `lodestone prove`: the classic cases solved now, what is expected beside what is found. */
import type { Command } from "commander";
import { checkCase, type CaseCheck } from "../../sim/market/checkCase";
import { classicCases } from "../../sim/market/classicCases";
import { formatOption } from "../options";
import { print, printJson } from "../terminal";
import { textTable } from "../textTable";
import { EXIT } from "../usage";

export function addProve(program: Command): void {
  program
    .command("prove")
    .description("solves the classic cases and compares them with their known answers")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  lodestone prove --format json")
    .action((options: { format: string }) => {
      const cases = classicCases.map((each) => {
        const checks = checkCase(each);
        return { name: each.name, source: each.source, checks, agrees: checks.every((check) => check.agrees) };
      });
      const agrees = cases.every((each) => each.agrees);
      if (options.format === "json") printJson({ cases, agrees });
      else print(sideBySide(cases));
      if (!agrees) process.exitCode = EXIT.failed;
    });
}

interface Proved {
  name: string;
  source: string;
  checks: CaseCheck[];
  agrees: boolean;
}

function sideBySide(cases: Proved[]): string {
  const rows = cases.flatMap(({ name, checks }) =>
    checks.map(({ what, expected, found, agrees }, k) => [
      k === 0 ? name : "",
      what,
      figure(expected),
      figure(found),
      agrees ? "yes" : "NO",
    ]),
  );
  const sources = cases.map(({ name, source }) => [name, source]);
  const checks = cases.flatMap((each) => each.checks);
  const agreeing = checks.filter((check) => check.agrees).length;
  return [
    textTable(["case", "what", "expected", "found", "agrees"], rows),
    textTable(["case", "source"], sources),
    `${cases.length} cases, ${checks.length} checks: ${agreeing === checks.length ? "all agree" : `${agreeing} agree`}`,
  ].join("\n\n");
}

/** Ten digits at most: what a check looks at, without the last bits. */
function figure(value: number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(Number(value.toPrecision(10)));
}
