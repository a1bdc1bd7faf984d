/** `generate`, as a person uses it who wants a world of a certain size: made, checked, played. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, lodestone } from "./lodestone";

const request = ["generate", "--facilities", "60", "--regions", "5", "--seed", "7"];

describe("a world that is asked for by its size", () => {
  test("is written as a file that passes the check and plays two years", async () => {
    const folder = emptyFolder();
    const file = join(folder, "new", "world.json");
    const made = await lodestone([...request, "--out", file]);
    expect([made.code, made.stdout, made.stderr]).toEqual([0, "", `wrote ${file}\n`]);
    expect(readdirSync(join(folder, "new"))).toEqual(["world.json"]);
    expect(await lodestone(["check", file])).toMatchObject({ code: 0, stdout: `${file}: ok\n` });
    const args = ["run", file, "--months", "24", "--set", "bloc.floor.enabled=true", "--format", "json"];
    const { code, stdout } = await lodestone(args);
    expect(code).toBe(0);
    const run = JSON.parse(stdout) as { months: number; hash: string; reference: Record<string, (number | null)[]> };
    expect(run.months).toBe(24);
    expect(run.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(run.reference["oxide"]![23]).toBeGreaterThan(10);
    expect(JSON.parse((await lodestone(args)).stdout)).toMatchObject({ hash: run.hash });
  });

  test("comes on standard output the same as in a file, and the same again", async () => {
    const file = join(emptyFolder(), "world.json");
    const { code, stdout, stderr } = await lodestone(request);
    expect([code, stderr]).toEqual([0, ""]);
    const quiet = await lodestone([...request, "--out", file, "--quiet"]);
    expect([quiet.code, quiet.stdout, quiet.stderr]).toEqual([0, "", ""]);
    expect(readFileSync(file, "utf8")).toBe(stdout);
    expect(JSON.parse(stdout)).toMatchObject({ months: 240 });
    expect((JSON.parse(stdout) as { facilities: unknown[] }).facilities).toHaveLength(60);
  });
});

describe("a size that no world has is refused in one line", () => {
  test.each([
    [["--facilities", "3", "--regions", "5"], '--facilities is "3"; expected a whole number from 4 to 100000'],
    [["--facilities", "1e3", "--regions", "5"], '--facilities is "1e3"; expected a whole number from 4 to 100000'],
    [["--facilities", "100", "--regions", "1"], '--regions is "1"; expected a whole number from 2 to 60'],
    [["--facilities", "100", "--regions", "61"], '--regions is "61"; expected a whole number from 2 to 60'],
    [["--facilities", "100", "--regions", "5", "--seed", "a b"], '--seed is "a b"; expected a word or number'],
    [["--facilities", "100", "--regions", "5", "--out", "worlds/"], '--out is "worlds/"; expected a file'],
    [["--regions", "5"], "--facilities is not given; expected a whole number from 4 to 100000"],
    [["--facilities", "9", "--regoins", "5"], "lodestone: unknown option '--regoins' (did you mean --regions?)"],
  ])("%s", async (flags, line) => {
    const { code, stdout, stderr } = await lodestone(["generate", ...flags]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(line);
  });
});
