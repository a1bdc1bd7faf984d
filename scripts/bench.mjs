/**
 * Runs the benchmarks: every bench/*.bench.ts, or those whose names hold a word given. Each is built as the command
 * line is, so that the code measured is the code that runs, and played alone in a process of its own.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "bench");
const outDir = join(root, "dist", "bench");
const words = process.argv.slice(2);

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort();
if (names.length === 0) {
  console.error(`no benchmark in bench/ is named ${words.length === 0 ? "*.bench.ts" : `like ${words.join(" or ")}`}`);
  process.exit(2);
}

rmSync(outDir, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: "warn",
  build: {
    ssr: true,
    target: "node20",
    outDir,
    rolldownOptions: {
      input: Object.fromEntries(names.map((name) => [name, join(folder, `${name}.ts`)])),
      output: { entryFileNames: "[name].js" },
    },
  },
});
let failed = 0;
for (const name of names) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, ["--expose-gc", join(outDir, `${name}.js`)], { stdio: "inherit" });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
