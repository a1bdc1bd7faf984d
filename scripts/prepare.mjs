/**
 * Runs after `npm ci`: builds the command line into dist/cli and makes `npx lodestone` find it. Quiet when all is
 * well. Without the build tools (an install of the packages for running only) it leaves things as they are.
 */
import { pathToFileURL } from "node:url";
import { buildCommandLine } from "./buildCommandLine.mjs";
import { linkCommand } from "./linkCommand.mjs";

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  linkCommand();
  await buildCommandLine();
}
