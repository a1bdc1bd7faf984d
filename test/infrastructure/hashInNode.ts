/** Plays runs of the flagship in Node before the browser's tests begin, so that they can compare state hashes bit for bit. */
import { readFileSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { playedHashes, type HashedRun } from "../browser/support/playedHashes";

declare module "vitest" {
  interface ProvidedContext {
    hashesInNode: HashedRun[];
  }
}

export default function setup(project: TestProject): void {
  const text = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
  project.provide("hashesInNode", playedHashes(text));
}
