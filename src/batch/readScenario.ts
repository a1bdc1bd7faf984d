/**
 * Finding and reading a scenario: a name stands for scenarios/<name>.json of the package, anything that looks like a
 * file is one. What a scenario extends is looked for beside it first, then among the package's own.
 */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Scenario } from "../sim/scenario";
import { MAX_BYTES_COMMAND_LINE } from "../scenario/limits";
import { loadScenario } from "../scenario/load";
import { packageFolder } from "./packageFolder";
import { didYouMean, UsageError } from "./usage";

/** The scenario that is meant where none is named. */
export const FLAGSHIP = "rare-earths-2026";

const scenarioFolder = join(packageFolder, "scenarios");

/** Names of the package's scenarios, sorted by code unit. */
export function scenarioNames(): string[] {
  return readdirSync(scenarioFolder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();
}

/** The validated scenario of a name or file. Throws an `InputError`, one line for each fault. */
export function readScenario(nameOrFile: string): Scenario {
  const file = scenarioFile(nameOrFile);
  const extended = (name: string): string | undefined => {
    const path = extendedFile(name, file);
    return path === undefined ? undefined : readText(path);
  };
  return loadScenario(file, readText(file), extended, { names: scenarioNames() });
}

/** The path of a name or file. Throws a `UsageError` with the nearest name if there is neither. */
export function scenarioFile(nameOrFile: string): string {
  if (existsSync(nameOrFile) && statSync(nameOrFile).isFile()) return nameOrFile;
  const named = join(scenarioFolder, `${nameOrFile}.json`);
  if (/^[\w.-]+$/.test(nameOrFile) && existsSync(named)) return named;
  if (/[/\\]|\.json$/.test(nameOrFile)) throw new UsageError(`${nameOrFile}: there is no such file`);
  const known = scenarioNames();
  const hint = didYouMean(nameOrFile, known) || `; known are ${known.join(", ")}`;
  throw new UsageError(`there is no scenario or file named "${nameOrFile}"${hint}`);
}

/** Where what a scenario extends lies: beside it, or in the package; undefined if in neither. */
function extendedFile(name: string, from: string): string | undefined {
  const file = name.endsWith(".json") ? name : `${name}.json`;
  return [join(dirname(from), file), join(scenarioFolder, file)].find((path) => existsSync(path));
}

/** The text of an input file. Throws a `UsageError` if it cannot be read, or is so large that the name is a mistake. */
export function readText(file: string): string {
  try {
    const bytes = statSync(file).size;
    if (bytes > MAX_BYTES_COMMAND_LINE) {
      const found = (bytes / 1024 / 1024).toFixed(1);
      throw new UsageError(`${file}: found ${found} MB, expected at most ${MAX_BYTES_COMMAND_LINE / 1024 / 1024} MB`);
    }
    return readFileSync(file, "utf8");
  } catch (fault) {
    if (fault instanceof UsageError) throw fault;
    const { code, message } = fault as NodeJS.ErrnoException;
    throw new UsageError(`${file}: ${code === "ENOENT" ? "there is no such file" : `cannot be read (${message})`}`);
  }
}
