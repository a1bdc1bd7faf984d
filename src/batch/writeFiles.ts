/**
 * Writing results so that a half-written file never looks whole: every file of a set is written under a temporary
 * name first, and only when all are there do they get their names.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "./usage";

/** Makes the folder if need be. Throws a `UsageError` where that cannot be. */
export function openFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (fault) {
    throw new UsageError(`--out: ${folder} cannot be made a folder (${(fault as Error).message})`);
  }
}

/** Writes the texts by file name into a folder that exists. */
export function writeFiles(folder: string, texts: Record<string, string>): void {
  const names = Object.keys(texts);
  const temporary = (name: string): string => join(folder, `.${name}.${process.pid}.writing`);
  try {
    for (const name of names) writeFileSync(temporary(name), texts[name]!);
    for (const name of names) renameSync(temporary(name), join(folder, name));
  } catch (fault) {
    throw new UsageError(`--out: ${folder} cannot be written to (${(fault as Error).message})`);
  } finally {
    for (const name of names) rmSync(temporary(name), { force: true });
  }
}
