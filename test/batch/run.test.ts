/** `list`, `schema` and `run`, as a script would use them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, lodestone } from "./lodestone";

const short = ["run", "rare-earths-2026", "--seed", "7", "--months", "18"];

describe("one history of a mineral market", () => {
  test("is offered with the question that it answers", async () => {
    const { code, stdout } = await lodestone(["list", "--format", "json"]);
    expect(code).toBe(0);
    const scenarios = JSON.parse(stdout) as Record<string, unknown>[];
    const flagship = scenarios.find((each) => each["name"] === "rare-earths-2026");
    expect(Object.keys(flagship!)).toEqual(["name", "title", "question", "goods", "regions", "sites", "months"]);
    expect(flagship!["goods"]).toEqual(expect.arrayContaining(["concentrate", "oxide", "metal", "magnet"]));
  });

  test("can be described to an editor by a schema that knows the floor", async () => {
    const { stdout } = await lodestone(["schema"]);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('"floor"');
  });

  test("is the same under the same seed, another under another, and says which it was", async () => {
    const [first, again, other] = await Promise.all(
      [short, short, [...short, "--seed", "8"]].map((args) => lodestone([...args, "--format", "json"])),
    );
    expect(first!.code).toBe(0);
    expect(first!.stderr).toBe("");
    expect(again!.stdout).toBe(first!.stdout);
    const run = JSON.parse(first!.stdout) as { seed: string; months: number; start: string; hash: string };
    expect(run).toMatchObject({ scenario: "rare-earths-2026", seed: "7", months: 18, start: "2026-01", overrides: {} });
    expect(run.hash).toMatch(/^[0-9a-f]{8,}$/);
    expect((JSON.parse(other!.stdout) as { hash: string }).hash).not.toBe(run.hash);
  });

  test("has a price or a gap for each good, region and month, and books that close", async () => {
    const { stdout } = await lodestone([...short, "--set", "bloc.floor.enabled=true", "--format", "json"]);
    const run = JSON.parse(stdout) as {
      prices: Record<string, Record<string, (number | null)[]>>;
      reference: Record<string, (number | null)[]>;
      overrides: Record<string, unknown>;
      books: { worstTonnes: number; worstKiloUsd: number };
    };
    expect(run.overrides).toEqual({ "bloc.floor.enabled": true });
    const series = Object.values(run.prices).flatMap((regions) => Object.values(regions));
    expect(new Set(series.map((each) => each.length))).toEqual(new Set([18]));
    const prices = series.flat().filter((each) => each !== null);
    expect(prices.length).toBeGreaterThan(0);
    expect(Math.min(...prices)).toBeGreaterThan(0);
    expect(run.reference["oxide"]!.some((each) => each !== null && each > 0)).toBe(true);
    expect(Math.abs(run.books.worstTonnes)).toBeLessThan(1e-3);
    expect(Math.abs(run.books.worstKiloUsd)).toBeLessThan(1);
  });

  test("leaves whole tables where it is told to, and nothing elsewhere", async () => {
    const folder = emptyFolder();
    const { code, stdout } = await lodestone([...short, "--out", folder, "--balance"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Zone supply and use by stage/);
    expect(stdout).toMatch(/^2026 /m);
    expect(stdout).toMatch(/^2027 /m);
    expect(readdirSync(folder).sort()).toEqual(["events.csv", "months.csv", "run.json"]);
    const months = readFileSync(join(folder, "months.csv"), "utf8").trim().split("\n");
    expect(months).toHaveLength(19);
    expect(months[1]).toMatch(/^2026-01,/);
    expect(months[18]).toMatch(/^2027-06,/);
  });
});
