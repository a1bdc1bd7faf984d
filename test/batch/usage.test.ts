/** How the command answers a slip of the hand: exit 2, one line on stderr, the nearest right word. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, lodestone } from "./lodestone";

describe("asking the laboratory", () => {
  test.each([
    ["a verb", ["rnu", "rare-earths-2026"], /run/],
    ["a flag", ["run", "rare-earths-2026", "--sede", "7"], /--seed/],
    ["a scenario", ["run", "rare-earth-2026"], /rare-earths-2026/],
    ["a path", ["run", "rare-earths-2026", "--set", "bloc.flor.enabled=true"], /floor/],
  ])("for a market by a misspelt name of %s is answered with the right one", async (_what, args, right) => {
    const { code, stdout, stderr } = await lodestone(args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(right);
  });

  test.each([
    ["no months", ["run", "rare-earths-2026", "--months", "0"], /--months is "0"; expected a whole number/],
    ["seeds backwards", ["batch", "--seeds", "9..3"], /--seeds is "9\.\.3"/],
    ["a floor that is neither on nor off", ["run", "rare-earths-2026", "--set", "bloc.floor.enabled=7"], /found 7/],
    ["a file that is not there", ["check", "no/such.json"], /no\/such\.json: there is no such file/],
  ])("for %s is refused with the value found", async (_what, args, line) => {
    const { code, stderr } = await lodestone(args);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(line);
  });

  test("each verb explains itself with an example", async () => {
    const { stdout } = await lodestone(["--help"]);
    const verbs = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]!).filter((verb) => verb !== "help");
    expect(verbs).toEqual(expect.arrayContaining(["list", "check", "schema", "run", "clear", "batch"]));
    for (const verb of verbs.filter((each) => each !== "lodestone")) {
      const help = await lodestone([verb, "--help"]);
      expect(help.code, verb).toBe(0);
      expect(help.stdout, verb).toMatch(new RegExp(`Example:\\n {2}lodestone ${verb}`));
    }
  });

  test("a scenario with faults is refused with a line for each, and all files are looked at", async () => {
    const folder = emptyFolder();
    const file = join(folder, "bad.json");
    writeFileSync(file, '{"extends": "rare-earths-2026", "name": "bad", "months": -3, "startMonth": "soon"}');
    const { code, stdout, stderr } = await lodestone(["check", file, "rare-earths-2026"]);
    expect(code).toBe(2);
    expect(stdout).toBe("rare-earths-2026: ok\n");
    expect(stderr).toMatch(/bad\.json: months: found -3, expected/);
    expect(stderr).toMatch(/bad\.json: startMonth: found "soon", expected/);
  });
});
