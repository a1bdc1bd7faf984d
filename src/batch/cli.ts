/**
 * The command `lodestone`: puts the verbs together and turns every way to end into an exit code. 0 done, 1 a run or
 * a check failed, 2 bad input or usage, 130 stopped by the user. One verb, one file in verbs/.
 */
import { Command, CommanderError } from "commander";
import { InputError } from "../scenario/inputError";
import { packageVersion } from "./packageFolder";
import { print, say } from "./terminal";
import { didYouMean, EXIT } from "./usage";
import { addBatch } from "./verbs/batch";
import { addCheck } from "./verbs/check";
import { addClear } from "./verbs/clear";
import { addGenerate } from "./verbs/generate";
import { addList } from "./verbs/list";
import { addOutcomes } from "./verbs/outcomes";
import { addProve } from "./verbs/prove";
import { addRun } from "./verbs/run";
import { addSchema } from "./verbs/schema";
import { addTriggers } from "./verbs/triggers";
import { addWhy } from "./verbs/why";

const verbs = [
  addList,
  addCheck,
  addSchema,
  addRun,
  addWhy,
  addClear,
  addTriggers,
  addProve,
  addBatch,
  addGenerate,
  addOutcomes,
];

function lodestone(): Command {
  const program = new Command("lodestone")
    .description("A market laboratory for critical minerals.")
    .version(packageVersion())
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({
      writeOut: print,
      // The fault is said once, in one line, where all faults are said.
      writeErr: () => undefined,
    })
    .addHelpText(
      "after",
      "\nExamples:\n  lodestone list\n  lodestone run rare-earths-2026 --seed 7\n  lodestone run --help",
    );
  for (const add of verbs) add(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Runs the command line with the arguments of a process, and sets its exit code. Throws nothing. */
export async function main(argv: string[]): Promise<void> {
  endQuietlyWhenTheReaderLeaves();
  const program = lodestone();
  try {
    await program.parseAsync(argv);
  } catch (fault) {
    process.exitCode = exitCodeOf(fault, program, argv);
  }
}

function exitCodeOf(fault: unknown, program: Command, argv: string[]): number {
  if (fault instanceof CommanderError) {
    if (fault.exitCode === 0) return EXIT.done;
    if (fault.code === "commander.help") {
      say(program.helpInformation());
      return EXIT.badInput;
    }
    say(`lodestone: ${usageLine(fault, program, argv)}`);
    return EXIT.badInput;
  }
  if (fault instanceof InputError) {
    for (const line of fault.lines) say(line);
    return EXIT.badInput;
  }
  say(`lodestone: ${fault instanceof Error ? fault.message : String(fault)}`);
  return EXIT.failed;
}

/** A fault of usage as one line, with the nearest right verb or flag. */
function usageLine(fault: CommanderError, program: Command, argv: string[]): string {
  const first = fault.message
    .split("\n")[0]!
    .replace(/^error: /, "")
    .replace(/\.$/, "");
  const word = /'(.*?)'/.exec(first)?.[1]?.split("=")[0] ?? "";
  if (fault.code === "commander.unknownCommand") {
    return (
      first +
      (didYouMean(
        word,
        program.commands.map((each) => each.name()),
      ) || "; see lodestone --help")
    );
  }
  const verb = program.commands.find((each) => each.name() === argv[2]);
  if (fault.code === "commander.unknownOption") {
    const flags = (verb ?? program).options.map((option) => option.long ?? "").concat("--help");
    return first + didYouMean(word, flags);
  }
  return `${first}; see lodestone ${verb === undefined ? "" : `${verb.name()} `}--help`;
}

/** `lodestone list | head` ends the pipe early: that is no fault. */
function endQuietlyWhenTheReaderLeaves(): void {
  process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
    if (fault.code === "EPIPE") process.exit(EXIT.done);
    throw fault;
  });
}
