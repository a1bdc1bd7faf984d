/**
 * Runs every check of the project and counts what ran: types, lint, format and layers count one each, every test
 * counts one. Goes on after a failure, so that the count is whole. The last line is `N passed, N failed`; the exit
 * code is 0 only if something ran and nothing failed.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countTests } from "./countTests.mjs";
import { findBrowser } from "./findBrowser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const binaries = join(root, "node_modules", ".bin");
const reports = mkdtempSync(join(tmpdir(), "lodestone-test-"));

const checks = [
  {
    name: "types",
    commands: [
      ["tsc", "-p", "src/sim/tsconfig.json"],
      ["tsc", "-p", "tsconfig.json"],
    ],
  },
  { name: "lint", commands: [["eslint", ".", "--max-warnings", "0"]] },
  { name: "format", commands: [["prettier", "--check", "--log-level", "warn", "."]] },
  { name: "layers", commands: [["depcruise", "src", "--config", ".dependency-cruiser.cjs"]] },
];
const suites = ["node", "cli", "browser", "e2e"];

/** Runs a tool of the project in the foreground; resolves to its exit code. */
function run([tool, ...args], env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(join(binaries, tool), args, {
      cwd: root,
      env,
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function runCheck({ commands }) {
  for (const command of commands) {
    if ((await run(command)) !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
}

async function runSuite(name, env) {
  const report = join(reports, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run(["vitest", "run", "--project", name, ...reporters], env);
  return countTests(readReport(report), code);
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** The environment of the suites that need a browser, or null with the reason on stderr. */
function withBrowser() {
  try {
    return { ...process.env, CHROME_BIN: findBrowser() };
  } catch (fault) {
    console.error(fault.message);
    return null;
  }
}

const rows = [];
async function record(name, work) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  const counts = await work();
  rows.push({ name, ...counts, seconds: (Date.now() - started) / 1000 });
}

mkdirSync(reports, { recursive: true });
for (const check of checks) await record(check.name, () => runCheck(check));
const browser = withBrowser();
for (const suite of suites) {
  const needsBrowser = suite === "browser" || suite === "e2e";
  if (needsBrowser && browser === null) {
    rows.push({ name: suite, passed: 0, failed: 1, seconds: 0 });
    continue;
  }
  await record(`tests: ${suite}`, () => runSuite(suite, browser ?? process.env));
}
rmSync(reports, { recursive: true, force: true });

console.log("");
for (const { name, passed, failed, seconds } of rows) {
  console.log(
    `${name.padEnd(16)} ${String(passed).padStart(5)} passed ${String(failed).padStart(5)} failed ${seconds.toFixed(1).padStart(8)} s`,
  );
}
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
