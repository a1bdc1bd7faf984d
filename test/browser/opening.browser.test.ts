/** A lever that is moved while another run is being opened: neither the run nor the lever may be lost. */
import { expect, test } from "vitest";
import type { SimApi } from "../../src/workers/api";
import { Page } from "../../src/viz/page";
import { FLAGSHIP, run } from "../../src/viz/state";
import { fakeSim } from "./support/fakeSim";

/** A simulation whose next run opens only when it is let. */
function slowSim(): { api: SimApi; hold: () => void; release: () => void } {
  const sim = fakeSim();
  let gate: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  return {
    api: {
      ...sim,
      open: async (runId, spec, forkOf) => {
        await gate;
        return sim.open(runId, spec, forkOf);
      },
    },
    hold: () => (gate = new Promise((resolve) => (release = resolve))),
    release: () => release(),
  };
}

test("a floor put in while another seed is being opened holds in the run of that seed", async () => {
  const { api, hold, release } = slowSim();
  const page = new Page({ api, onBroken: () => undefined, stop: () => undefined });
  await page.open({ scenario: FLAGSHIP, seed: "1", changes: [] }, false);
  hold();
  page.setSeed("2");
  page.toggleFloor();
  release();
  await expect.poll(() => page.branches.changes.length, { timeout: 5000 }).toBe(1);
  expect(run.value.seed).toBe("2");
  expect(page.floorIsIn()).toBe(true);
});
