#!/usr/bin/env node
/** Starts the command line; builds it first where that was not done yet or the sources have changed since. */
import { buildCommandLine } from "../scripts/buildCommandLine.mjs";

try {
  await buildCommandLine();
} catch (fault) {
  console.error(`lodestone: the command line cannot be built (${fault.message}); run npm ci`);
  process.exit(1);
}
const { main } = await import("../dist/cli/cli.js");
await main(process.argv);
