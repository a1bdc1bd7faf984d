/** `lodestone prove`: the classic markets and mines solved now, what is expected beside what is found. */
import type { Command } from "commander";
import { checkCase, type CaseCheck } from "../../sim/market/checkCase";
import { classicCases } from "../../sim/market/classicCases";
import { checkTriggerCase, type TriggerCheck } from "../../sim/options/checkTriggerCase";
import { classicTriggerCases } from "../../sim/options/classicCases";
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
      const cases = proved(classicCases, checkCase);
      const triggers = proved(classicTriggerCases, checkTriggerCase);
      const agrees = [...cases, ...triggers].every((each) => each.agrees);
      if (options.format === "json") printJson({ cases, triggers, agrees });
      else print(sideBySide([...cases, ...triggers]));
      if (!agrees) process.exitCode = EXIT.failed;
    });
}

interface Proved {
  name: string;
  source: string;
  checks: (CaseCheck | TriggerCheck)[];
  agrees: boolean;
}

function proved<Case extends { name: string; source: string }>(
  cases: readonly Case[],
  check: (theCase: Case) => (CaseCheck | TriggerCheck)[],
): Proved[] {
  return cases.map((each) => {
    const checks = check(each);
    return { name: each.name, source: each.source, checks, agrees: checks.every(({ agrees }) => agrees) };
  });
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
function figure(value: number | boolean | null): string {
  if (value === null) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(Number(value.toPrecision(10)));
}
