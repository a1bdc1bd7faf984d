/** `prove`, as a reader would use it who wants to see known answers come out. */
import { expect, test } from "vitest";
import { classicCases } from "../../src/sim/market/classicCases";
import { lodestone } from "./lodestone";

interface Proof {
  cases: {
    name: string;
    source: string;
    checks: { what: string; expected: number | boolean; found: number | boolean; agrees: boolean }[];
    agrees: boolean;
  }[];
  agrees: boolean;
}

test("the classic mineral markets are solved live and agree with their known answers", async () => {
  const { code, stdout } = await lodestone(["prove", "--format", "json"]);
  expect(code).toBe(0);
  const proof = JSON.parse(stdout) as Proof;
  expect(proof.agrees).toBe(true);
  expect(proof.cases.map((each) => each.name)).toEqual(classicCases.map((each) => each.name));
  for (const { name, source, checks, agrees } of proof.cases) {
    expect([name, agrees]).toEqual([name, true]);
    expect(source).not.toBe("");
    for (const { what, expected, found } of checks) {
      if (typeof expected === "boolean") expect(found, `${name}: ${what}`).toBe(expected);
      else expect(found, `${name}: ${what}`).toBeCloseTo(expected, 9);
    }
  }
  const levy = proof.cases.find((each) => each.name === "floor of 50")!;
  expect(levy.checks.find((check) => check.what === "top-up from world to zone")!.found).toBeCloseTo(35, 9);

  const text = await lodestone(["prove"]);
  expect(text.code).toBe(0);
  expect(text.stdout).toMatch(/^case +what +expected +found +agrees$/m);
  expect(text.stdout).toMatch(/^floor of 60 +price in world +0 +0 +yes$/m);
  expect(text.stdout).toMatch(/: all agree$/m);
});
