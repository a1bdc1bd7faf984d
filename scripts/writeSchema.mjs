// Writes scenarios/schema/scenario.schema.json, which editors read to help with scenario files. Run: node scripts/writeSchema.mjs

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = new URL("../scenarios/schema/", import.meta.url);

const { module } = await runnerImport("./src/scenario/schema.ts", { root: ROOT, configFile: false, logLevel: "error" });
mkdirSync(FOLDER, { recursive: true });
writeFileSync(new URL("scenario.schema.json", FOLDER), JSON.stringify(module.scenarioJsonSchema()) + "\n");
