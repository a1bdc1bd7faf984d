#!/usr/bin/env node
/** Starts the built command line; builds it first where the install was told to run no scripts. */
import { existsSync } from "node:fs";

const entry = new URL("../dist/cli/cli.js", import.meta.url);

if (!existsSync(entry)) {
  try {
    const { buildCommandLine } = await import("../scripts/buildCommandLine.mjs");
    await buildCommandLine();
  } catch (fault) {
    console.error(`lodestone: the command line is not built and cannot be built here (${fault.message}); run npm ci`);
    process.exit(1);
  }
}
const { main } = await import(entry.href);
await main(process.argv);
