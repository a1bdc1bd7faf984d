/**
 * Runs after `npm ci`: builds the command line, so that `npx lodestone` works with no further step. Without the
 * build tools (an install of the packages for running only) it leaves things as they are.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildCommandLine } from "./buildCommandLine.mjs";

if (existsSync(fileURLToPath(new URL("../node_modules/vite", import.meta.url)))) await buildCommandLine();
