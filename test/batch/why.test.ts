/** `why`: the history of one site, as a student would ask for it. */
import { describe, expect, test } from "vitest";
import type { SiteHistory } from "../../src/batch/siteHistory";
import { lodestone } from "./lodestone";

const ask = ["why", "rare-earths-2026", "--seed", "7", "--months", "96", "--format", "json"];

async function historyOf(site: string, ...more: string[]): Promise<SiteHistory> {
  const { code, stdout, stderr } = await lodestone([...ask, "--site", site, ...more]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as SiteHistory;
}

describe("why a mine stands where it stands", () => {
  test("is told by its turns, each with the figures it was made on", async () => {
    const run = await lodestone(["run", "rare-earths-2026", "--seed", "7", "--months", "96", "--format", "json"]);
    const { events } = JSON.parse(run.stdout) as { events: { month: string; kind: string; entity: string }[] };
    const shut = events.find(({ kind }) => kind === "mothballed")!;
    const history = await historyOf(shut.entity);
    const told = history.turns.map(({ month, kind }) => `${month} ${kind}`);
    expect(told).toEqual(
      events.filter(({ entity }) => entity === shut.entity).map(({ month, kind }) => `${month} ${kind}`),
    );
    for (const { sentence, figures } of history.turns) {
      expect(sentence).toContain(history.site.name);
      expect(Object.keys(figures).length).toBeGreaterThan(0);
    }
  });

  test("comes with what would change its mind, in prices of that month", async () => {
    const history = await historyOf("mt weld", "--month", "2028-06");
    expect(history.at.month).toBe("2028-06");
    expect(["operating", "ramping", "mothballed", "restarting"]).toContain(history.at.status);
    expect(history.wouldChange.join(" ")).toMatch(/\$\d/);
    expect(history.years[0]!.month).toBe("2026-01");
    expect(history.years.at(-1)!.month).toBe("2033-12");
  });

  test("says whose purse it shares, what covers its debt and what its contract pays", async () => {
    const history = await historyOf("Mountain Pass separation", "--month", "2028-06");
    expect(history.at.purseKiloUsd).toBeGreaterThan(history.at.cashKiloUsd);
    expect(history.money.contract!.strikeUsdPerKg).toBeCloseTo(110 / 1.02 ** (29 / 12), 6);
    const told = history.wouldChange.join(" ");
    expect(told).toMatch(/\$\d+m in the purse that it shares with its chain \(\$\d+m in its own till\)/);
    expect(told).toMatch(
      /Its contract gives \$110, by now worth \$105 in money of 2026-01, until 2035-09: this month United States/,
    );
    const mine = await historyOf("Mountain Pass", "--month", "2028-06");
    expect(mine.at.purseKiloUsd).toBe(history.at.purseKiloUsd);
    expect(mine.wouldChange.join(" ")).toMatch(
      /The contract of Mountain Pass separation, with which it decides, gives \$110/,
    );
  });

  test("says how long firms give the floor, where there is one", async () => {
    const history = await historyOf("mt weld", "--month", "2028-06", "--set", "bloc.floor.enabled=true");
    const { floorHazardYearly } = history.money;
    expect(floorHazardYearly).toBeGreaterThan(0);
    expect(history.wouldChange.join(" ")).toContain(
      `a chance of ${Math.round(100 * floorHazardYearly)}% a year to end`,
    );
  });

  test("is refused for a mine nobody knows, with the nearest one, and for a month outside the run", async () => {
    const misspelt = await lodestone([...ask, "--site", "Montain Pass"]);
    expect(misspelt.code).toBe(2);
    expect(misspelt.stderr).toContain("did you mean Mountain Pass?");
    const early = await lodestone([...ask, "--site", "Mountain Pass", "--month", "2025-12"]);
    expect(early.code).toBe(2);
    expect(early.stderr).toContain('--month is "2025-12"; expected a month from 2026-01 to 2033-12');
  });
});
