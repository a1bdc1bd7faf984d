/** Builds the command line (src/batch/cli.ts and its worker thread) into dist/cli. Prints nothing when it works. */
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export async function buildCommandLine() {
  const { build } = await import("vite");
  await build({ root, configFile: `${root}vite.config.ts`, mode: "cli", logLevel: "warn" });
}
