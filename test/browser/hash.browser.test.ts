/** The same scenario and seed give the same state, to the last bit, in Node and in Chromium, whose exp and log differ. */
import { expect, inject, test } from "vitest";
import flagshipText from "../../scenarios/rare-earths-2026.json?raw";
import { playedHashes } from "./support/playedHashes";

test("a run of the flagship has the same hash in the browser as in Node after 0, 12, 60 and 120 months", () => {
  const here = playedHashes(flagshipText);
  expect(here).toEqual(inject("hashesInNode"));
  expect(new Set(here.map((run) => run.hash)).size).toBe(here.length);
});
