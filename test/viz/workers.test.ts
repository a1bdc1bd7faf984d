/** The page's workers stand under its content security policy, which lets no text become code. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const room = new URL("../../src/workers/", import.meta.url);
const workers = readdirSync(room).filter((name) => name.endsWith(".worker.ts"));

test("every worker of the page tells the schema library to compile nothing, before it imports anything else", () => {
  expect(workers.length).toBeGreaterThan(2);
  for (const name of workers) {
    const first = /^import .*$/m.exec(readFileSync(new URL(name, room), "utf8"))?.[0];
    expect(first, name).toBe('import "../scenario/withoutEval";');
  }
});
