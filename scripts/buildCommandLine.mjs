/**
 * Builds the command line (src/batch/cli.ts and its worker thread) into dist/cli. Prints nothing when it works, and
 * does nothing while the build is newer than everything it is made from.
 */
import { readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "dist", "cli");
const built = join(folder, "cli.js");
const madeFrom = [
  "src/analysis",
  "src/batch",
  "src/scenario",
  "src/sim",
  "src/workers",
  "package.json",
  "vite.config.ts",
];

export async function buildCommandLine() {
  if (isBuilt()) return;
  const { build } = await import("vite");
  const started = new Date();
  const outDir = join(root, "dist", `cli.${process.pid}`);
  const configFile = join(root, "vite.config.ts");
  try {
    await build({ root, configFile, mode: "cli", logLevel: "warn", build: { outDir } });
    // A source that changed while it was being built is newer than the build.
    utimesSync(join(outDir, "cli.js"), started, started);
    putInPlace(outDir);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Swaps the new build in, so that no other start of the command finds half of one. */
function putInPlace(outDir) {
  const old = `${outDir}.old`;
  try {
    if (statSync(folder, { throwIfNoEntry: false })) renameSync(folder, old);
    renameSync(outDir, folder);
  } catch (fault) {
    // Another start built the same at the same moment: its build serves as well.
    if (!isBuilt()) throw fault;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/** True if the build is there and nothing it is made from has changed since. */
export function isBuilt() {
  const builtAt = changedAt(built);
  return builtAt > 0 && madeFrom.every((name) => newestIn(join(root, name)) <= builtAt);
}

/** Latest change of a file, or of anything under a folder, in milliseconds; 0 if it does not exist. */
function newestIn(path) {
  let newest = changedAt(path);
  if (newest > 0 && statSync(path).isDirectory()) {
    for (const entry of readdirSync(path)) newest = Math.max(newest, newestIn(join(path, entry)));
  }
  return newest;
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
