/** `batch`, as a script would use it: the design, the table it leaves, and what happens when it is stopped. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, lodestone } from "./lodestone";

const design = ["--seeds", "1..2", "--set", "bloc.floor.enabled=false,true", "--months", "6", "--quiet"];

function table(folder: string): Record<string, string>[] {
  const [header, ...rows] = readFileSync(join(folder, "runs.csv"), "utf8").trim().split("\n");
  const names = header!.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, column) => [names[column]!, cell])));
}

describe("many histories of a mineral market", () => {
  test("are played for each policy and seed, in that order, on any number of threads", async () => {
    const [two, one] = [emptyFolder(), emptyFolder()];
    const [onTwo, onOne] = await Promise.all([
      lodestone(["batch", ...design, "--workers", "2", "--out", two, "--format", "json"]),
      lodestone(["batch", ...design, "--workers", "1", "--out", one, "--format", "json"]),
    ]);
    expect(onTwo.stderr).toBe("");
    expect(onTwo.code).toBe(0);
    expect(JSON.parse(onTwo.stdout)).toMatchObject({
      runs: 4,
      failed: 0,
      resumed: 0,
      designPoints: 2,
      seeds: 2,
      workers: 2,
    });
    expect(JSON.parse(onOne.stdout)).toMatchObject({ workers: 1 });
    expect(readdirSync(two).sort()).toEqual(["manifest.json", "runs.csv"]);
    expect(readFileSync(join(two, "runs.csv"), "utf8")).toBe(readFileSync(join(one, "runs.csv"), "utf8"));

    const rows = table(two);
    expect(rows.map((row) => [row["point"], row["bloc.floor.enabled"], row["seed"], row["status"]])).toEqual(
      ["false", "true"].flatMap((floor, point) => ["1", "2"].map((seed) => [String(point), floor, seed, "ok"])),
    );
    expect(new Set(rows.map((row) => row["hash"])).size).toBe(4);
  });

  test("give the hash that a single history gives", async () => {
    const folder = emptyFolder();
    await lodestone(["batch", "--seeds", "5", "--months", "12", "--quiet", "--out", folder]);
    const { stdout } = await lodestone([
      "run",
      "rare-earths-2026",
      "--seed",
      "5",
      "--months",
      "12",
      "--format",
      "json",
    ]);
    expect(table(folder)[0]!["hash"]).toBe((JSON.parse(stdout) as { hash: string }).hash);
  });

  test("carry the outcomes that are listed with their units", async () => {
    const folder = emptyFolder();
    const [listed] = await Promise.all([
      lodestone(["outcomes", "--format", "json"]),
      lodestone(["batch", "--seeds", "1", "--months", "3", "--quiet", "--out", folder]),
    ]);
    const outcomes = JSON.parse(listed.stdout) as { name: string; unit: string }[];
    expect(outcomes.map((each) => each.name)).toContain("bloc.closures");
    expect(outcomes.every((each) => each.unit !== "")).toBe(true);
    const columns = Object.keys(table(folder)[0]!);
    expect(columns).toEqual(["point", "seed", ...outcomes.map((each) => each.name), "hash", "status", "error"]);
  });

  test("that are stopped half-way are kept under a name that says so", async () => {
    const folder = emptyFolder();
    const args = ["batch", "--seeds", "1..20000", "--months", "2", "--out", folder];
    const { code, stderr } = await lodestone(args, (child) => {
      child.stderr?.once("data", () => setTimeout(() => child.kill("SIGINT"), 1500));
    });
    expect(code).toBe(130);
    const [, done] = /stopped after (\d+) of 20000 runs/.exec(stderr)!;
    expect(readdirSync(folder)).toEqual(["runs.partial.csv"]);
    const kept = readFileSync(join(folder, "runs.partial.csv"), "utf8").trim().split("\n");
    expect(kept).toHaveLength(Number(done) + 1);
  });
});
