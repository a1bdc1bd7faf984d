/** The runs behind the branches, with the real model at the other end: what is kept, what is forked, what outlives a worker. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Failure, SimApi } from "../../src/workers/api";
import type { SimClient } from "../../src/workers/client";
import { createSimRuns } from "../../src/workers/simRuns";
import { moveLever, ONLY_PLAIN, showBranch } from "../../src/viz/branchList";
import type { BranchList } from "../../src/viz/branchList";
import { Branches } from "../../src/viz/branches";
import { info } from "../../src/viz/state";

const text = readFileSync(new URL("../../scenarios/rare-earths-2026.json", import.meta.url), "utf8");
const choice = { scenario: "rare-earths-2026", seed: "7", changes: [] };
const FLOOR_AT = 13;

function client(): SimClient & { asked: string[]; api: SimApi } {
  const runs = createSimRuns();
  const asked: string[] = [];
  return {
    asked,
    api: {
      ...runs,
      open: (runId, spec, forkOf) => {
        asked.push("open");
        return runs.open(runId, spec, forkOf);
      },
      fork: (runId, source, changes) => {
        asked.push("fork");
        return runs.fork(runId, source, changes);
      },
      frames: (runId, from, count, reuse) => {
        asked.push(`frames from ${from}`);
        return runs.frames(runId, from, count, reuse);
      },
    },
    onBroken: () => undefined,
    stop: () => undefined,
  };
}

async function started(until: number) {
  const sim = client();
  const failures: Failure[] = [];
  const branches = new Branches(sim, (failure) => failures.push(failure));
  await branches.open(choice, ONLY_PLAIN, text);
  await fill(branches, until);
  return { sim, branches, failures };
}

async function fill(branches: Branches, until: number): Promise<void> {
  while (!branches.isKnown(until)) {
    branches.want(until);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function floorIn(list: BranchList, shownMonth = FLOOR_AT, path = "bloc.floor.enabled"): BranchList {
  const { startMonth } = info.value!;
  return moveLever(list, { path, value: true, startMonth, shownMonth, scenarioValue: false }, shownMonth)!;
}

const prices = (branches: Branches, which: "shown" | "ghost", until: number): number[] => [
  ...branches[which]!.stage(3, "zonePriceUsdPerKg").slice(0, until),
];

test("a floor forks the run: the months before it are the same, and the run without it stays where it was", async () => {
  const { sim, branches } = await started(20);
  const before = prices(branches, "shown", 20);
  sim.asked.length = 0;
  expect(await branches.follow(floorIn(ONLY_PLAIN), FLOOR_AT)).toBe("done");
  // Nothing is played twice: one fork, and months from the first that may differ.
  expect(sim.asked).toEqual(["fork", `frames from ${FLOOR_AT + 1}`]);
  await fill(branches, 20);
  expect(prices(branches, "ghost", 20)).toEqual(before);
  expect(prices(branches, "shown", FLOOR_AT + 1)).toEqual(before.slice(0, FLOOR_AT + 1));
  expect(prices(branches, "shown", 20)).not.toEqual(before);
  expect(branches.known).toBeGreaterThan(20);
});

test("a branch that is shown again is the branch it was", async () => {
  const { branches } = await started(20);
  const list = floorIn(ONLY_PLAIN);
  await branches.follow(list, FLOOR_AT);
  await fill(branches, 20);
  const floored = prices(branches, "shown", 20);
  await branches.follow({ ...list, shown: 0, ghost: null }, 18);
  await branches.follow(showBranch({ ...list, shown: 0, ghost: null }, list.shown), 18);
  await fill(branches, 20);
  expect(prices(branches, "shown", 20)).toEqual(floored);
});

test("a lever that the model does not know is refused, and both runs stay", async () => {
  const { branches, failures } = await started(16);
  await branches.follow(floorIn(ONLY_PLAIN), FLOOR_AT);
  const shown = branches.shown;
  const outcome = await branches.follow(floorIn(floorIn(ONLY_PLAIN), FLOOR_AT, "bloc.floor.height"), FLOOR_AT);
  expect(outcome).toBe("refused");
  expect(failures[0]).toMatchObject({ kind: "input" });
  expect(branches.shown).toBe(shown);
});

test("another worker goes on from the last month that was kept, as if nothing had been", async () => {
  const { branches } = await started(20);
  const list = floorIn(ONLY_PLAIN);
  await branches.follow(list, FLOOR_AT);
  await fill(branches, 20);
  const kept = prices(branches, "shown", 20);
  const next = client();
  expect(await branches.revive(next)).toBe(true);
  await fill(branches, 40);
  expect(prices(branches, "shown", 20)).toEqual(kept);

  const { branches: undisturbed } = await started(0);
  await undisturbed.follow(list, FLOOR_AT);
  await fill(undisturbed, 40);
  expect(prices(branches, "shown", 40)).toEqual(prices(undisturbed, "shown", 40));
  expect(prices(branches, "ghost", 40)).toEqual(prices(undisturbed, "ghost", 40));
});

test("forty moves of a lever leave no more in memory than one", async () => {
  const { branches } = await started(20);
  const cap = (list: BranchList, value: number): BranchList =>
    moveLever(
      list,
      { path: "bloc.floor.cap", value, startMonth: info.value!.startMonth, shownMonth: FLOOR_AT, scenarioValue: null },
      FLOOR_AT,
    )!;
  let list = cap(ONLY_PLAIN, 1);
  await branches.follow(list, FLOOR_AT);
  await fill(branches, 20);
  const one = branches.bytes;
  for (let value = 2; value <= 40; value++) {
    list = cap(list, value);
    await branches.follow(list, FLOOR_AT);
  }
  await fill(branches, 20);
  expect(branches.bytes).toBeLessThan(1.3 * one);
});
