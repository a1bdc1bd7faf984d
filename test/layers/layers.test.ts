/**
 * The check of who may import whom, proved to bite: in a copy, an import planted in each room turns red under the rule
 * that forbids it, and one that is allowed does not. That the rooms as they are pass is the check itself.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "lodestone-layers-"));
  for (const name of ["src", ".dependency-cruiser.cjs", "package.json", ...configs()]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function configs(): string[] {
  return readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
}

interface Violation {
  from: string;
  rule: { name: string };
}

/** Rules broken by a file, after planting the given files in the copy. */
function broken(planted: Record<string, string>): Map<string, string[]> {
  for (const [file, text] of Object.entries(planted)) writeFileSync(join(copy, file), text);
  const run = spawnSync(
    process.execPath,
    ["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", "src", "-c", ".dependency-cruiser.cjs", "-T", "json"],
    { cwd: copy, encoding: "utf8", maxBuffer: 1e9 },
  );
  for (const file of Object.keys(planted)) rmSync(join(copy, file));
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
  const rules = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) rules.set(from, [...(rules.get(from) ?? []), rule.name]);
  return rules;
}

describe("the rooms of a mineral market laboratory", () => {
  test("a market model that reaches for the picture, a schema or a file is caught, as is each other forbidden edge", () => {
    const rules = broken({
      "src/sim/plantedPicture.ts": 'import * as theme from "../viz/theme/tokens";\nexport const t = theme;\n',
      "src/sim/plantedSchema.ts": 'import { z } from "zod";\nexport const s = z;\n',
      "src/sim/plantedFile.ts": 'import { readFileSync } from "node:fs";\nexport const r = readFileSync;\n',
      "src/scenario/plantedWorker.ts": 'import type { RunSpec } from "../workers/api";\nexport type T = RunSpec;\n',
      "src/workers/plantedBatch.ts": 'import { csvText } from "../batch/csv";\nexport const c = csvText;\n',
      "src/workers/plantedNode.ts": 'import { cpus } from "node:os";\nexport const c = cpus;\n',
      "src/viz/plantedModel.ts": 'import { STATUS_CODES } from "../sim/snapshot";\nexport const s = STATUS_CODES;\n',
      "src/viz/plantedInside.ts": 'import type { Market } from "../sim/market";\nexport type T = Market;\n',
      "src/viz/plantedType.ts": 'import type { Snapshot } from "../sim/snapshot";\nexport type T = Snapshot;\n',
      "src/batch/plantedPicture.ts": 'import * as theme from "../viz/theme/theme";\nexport const t = theme;\n',
      "src/batch/plantedOrphan.ts": "export const alone = 1;\n",
      "src/batch/plantedCycleA.ts": 'import { b } from "./plantedCycleB";\nexport const a = () => b;\n',
      "src/batch/plantedCycleB.ts": 'import { a } from "./plantedCycleA";\nexport const b = () => a;\n',
    });
    expect(rules.get("src/sim/plantedPicture.ts")).toContain("sim-imports-only-sim");
    expect(rules.get("src/sim/plantedSchema.ts")).toEqual(["sim-packages"]);
    expect(rules.get("src/sim/plantedFile.ts")).toContain("sim-packages");
    expect(rules.get("src/scenario/plantedWorker.ts")).toEqual(["scenario-imports-only-scenario-sim"]);
    expect(rules.get("src/workers/plantedBatch.ts")).toEqual(["workers-imports-only-workers-scenario-sim"]);
    expect(rules.get("src/workers/plantedNode.ts")).toEqual(["no-node-in-the-page"]);
    expect(rules.get("src/viz/plantedModel.ts")).toEqual(["viz-runs-no-sim"]);
    expect(rules.get("src/viz/plantedInside.ts")).toEqual(["viz-sees-types-of-sim"]);
    expect(rules.get("src/viz/plantedType.ts")).toBeUndefined();
    expect(rules.get("src/batch/plantedPicture.ts")).toEqual([
      "batch-imports-only-batch-workers-scenario-analysis-sim",
    ]);
    expect(rules.get("src/batch/plantedOrphan.ts")).toEqual(["no-orphans"]);
    expect(rules.get("src/batch/plantedCycleA.ts")).toEqual(["no-cycles"]);
  }, 60_000);
});
