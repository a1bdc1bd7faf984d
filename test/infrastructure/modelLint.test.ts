/** The lint of the model, proved to bite: arithmetic that differs between engines, chance, clocks and locales. */
import { ESLint } from "eslint";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const eslint = new ESLint({ cwd: fileURLToPath(new URL("../../", import.meta.url)) });

async function faultsOf(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result!.messages.map((message) => message.ruleId ?? message.message);
}

test.each([
  ["an inexact power", "export const v = Math.pow(2, 0.5);", "no-restricted-properties"],
  ["a power sign", "export const v = (x: number): number => x ** 2;", "no-restricted-syntax"],
  ["a power sign that assigns", "export function f(x: number): number { x **= 2; return x; }", "no-restricted-syntax"],
  ["unseeded chance", "const { random } = Math; export const v = random();", "no-restricted-properties"],
  ["the clock", "export const v = Date.now();", "no-restricted-globals"],
  ["a locale's order", "export const v = 'a'.localeCompare('b');", "no-restricted-syntax"],
  ["a word on the console", "export const v = console.log('x');", "no-console"],
  ["a package", "import { z } from 'zod'; export const v = z;", "no-restricted-imports"],
])("a market model with %s is refused", async (_what, code, rule) => {
  expect(await faultsOf(code, "src/sim/planted.ts")).toContain(rule);
});

test("seeded draws, portable maths and square roots are what a market model may use", async () => {
  const code = `import alea from "seedrandom/lib/alea";
import exp from "@stdlib/math-base-special-exp";
import { draw } from "./draw";
export const v = [Math.sqrt(2), Math.max(1, 2), exp(1), alea("1"), draw];
`;
  expect(await faultsOf(code, "src/sim/planted.ts")).toEqual([]);
});

test("markup made from the name of a mine is refused in the picture", async () => {
  const code = "export function f(e: HTMLElement, name: string): void { e.innerHTML = name; }";
  expect(await faultsOf(code, "src/viz/planted.ts")).toContain("no-restricted-syntax");
});
