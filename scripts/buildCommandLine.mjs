/**
 * Builds the command line (src/batch/cli.ts and its worker thread) into dist/cli. Prints nothing when it works, and
 * does nothing while the build is newer than everything it is made from.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist", "cli", "cli.js");
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
  await build({ root, configFile: join(root, "vite.config.ts"), mode: "cli", logLevel: "warn" });
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
