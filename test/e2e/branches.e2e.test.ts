/** Levers, branches and time in the built page: what a person does with them, in a real browser. */
import { chromium } from "playwright";
import type { Browser, Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeLink } from "../../src/viz/link";
import { ONLY_PLAIN } from "../../src/viz/branchList";
import type { BranchList } from "../../src/viz/branchList";
import { faultsThatAxeSees, monthOf, untilMonth, visit as visitPage } from "./visit";
import type { VisitOptions } from "./visit";
import { browserArguments, browserOnThisMachine } from "../../scripts/findBrowser.mjs";

let browser: Browser;
const open: Page[] = [];
const errors = new WeakMap<Page, string[]>();

beforeAll(async () => {
  const executablePath = browserOnThisMachine();
  browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    chromiumSandbox: false,
    args: browserArguments,
  });
});
afterEach(async () => {
  for (const page of open.splice(0)) {
    expect(errors.get(page) ?? []).toEqual([]);
    await page.context().close();
  }
});
afterAll(async () => browser?.close());

async function visit(options: VisitOptions = {}): Promise<Page> {
  const { page, errors: seen } = await visitPage(browser, options);
  errors.set(page, seen);
  open.push(page);
  return page;
}

/** Paused at a month, however far off. */
async function at(page: Page, month: number): Promise<void> {
  await untilMonth(page, 1);
  const pause = page.getByRole("button", { name: "Pause" }).first();
  if (await pause.count()) await pause.click();
  await page.locator(".scrub").focus();
  await page.keyboard.press("Home");
  for (let done = 0; done < Math.floor(month / 12); done++) await page.keyboard.press("Shift+ArrowRight");
  for (let done = 0; done < month % 12; done++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    (wanted) => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow")) === wanted,
    month,
    { timeout: 60_000 },
  );
}

const theButton = (page: Page): Locator => page.locator(".the-button:visible").first();
const solid = (page: Page): Locator => page.getByLabel("Branch shown");
const dotted = (page: Page): Locator => page.getByLabel("Branch it is compared with");
const optionOf = async (select: Locator): Promise<string> =>
  select.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.textContent ?? "");

async function putFloorIn(page: Page): Promise<void> {
  await theButton(page).click();
  await page.locator(".the-button:visible").getByText("Take the floor out").waitFor();
  const pause = page.getByRole("button", { name: "Pause" }).first();
  if (await pause.count()) await pause.click();
}

const FLOOR_2029: BranchList["branches"][number] = {
  id: 1,
  name: null,
  changes: [{ month: "2029-01", path: "bloc.floor.enabled", value: true }],
  movedAt: -1,
};
const TWO: BranchList = {
  branches: [
    ...ONLY_PLAIN.branches,
    FLOOR_2029,
    {
      id: 2,
      name: "With a cap",
      changes: [...FLOOR_2029.changes, { month: "2031-05", path: "bloc.floor.cap", value: 20 }],
      movedAt: -1,
    },
  ],
  shown: 2,
  ghost: 1,
};

describe("time", () => {
  test("is scrubbed into months not yet played: they are played on demand, and the page says how far", async () => {
    const page = await visit();
    await untilMonth(page, 1);
    await page.getByRole("button", { name: "Pause" }).first().click();
    await page.locator(".scrub").focus();
    await page.keyboard.press("End");
    await page.getByRole("progressbar", { name: "Months being played" }).waitFor();
    await untilMonth(page, 239);
    expect(await page.getByTestId("month").textContent()).toBe("December 2045");
    expect(await page.getByRole("progressbar", { name: "Months being played" }).count()).toBe(0);
  });

  test("is pressed at any month once the whole horizon is on the axis", async () => {
    const page = await visit();
    await untilMonth(page, 1);
    await page.getByRole("button", { name: "Pause" }).first().click();
    await page.getByRole("button", { name: "Show all years to 2045" }).click();
    const box = (await page.locator(".strip-big canvas").boundingBox())!;
    await page.mouse.click(box.x + 54 + (box.width - 58) * 0.5, box.y + 90);
    await untilMonth(page, 119);
    expect(Math.abs((await monthOf(page)) - 119.5)).toBeLessThan(2);
  });

  test("goes on while the pointer is held at the right edge", async () => {
    const page = await visit();
    await untilMonth(page, 1);
    await page.getByRole("button", { name: "Pause" }).first().click();
    const box = (await page.locator(".strip-big canvas").boundingBox())!;
    await page.mouse.move(box.x + 100, box.y + 90);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 90, { steps: 3 });
    await untilMonth(page, 80);
    await page.mouse.up();
    const stopped = await monthOf(page);
    expect(stopped).toBeGreaterThanOrEqual(80);
  });

  test("jumps to the next opening or closure and shows its site", async () => {
    const page = await visit();
    await at(page, 5);
    await page.getByRole("button", { name: "Next event" }).click();
    await page.waitForFunction(() => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow")) > 5);
    const first = await monthOf(page);
    await page.locator(".why-card").waitFor();
    await page.keyboard.press("n");
    await page.waitForFunction(
      (from) => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow")) > from,
      first,
    );
  });

  test("loops a stretch that is set by keys, shows it, and lets it go", async () => {
    const page = await visit();
    await at(page, 20);
    await page.keyboard.press("]");
    await at(page, 12);
    await page.keyboard.press("[");
    expect(await page.getByRole("slider", { name: "Loop begins" }).getAttribute("aria-valuenow")).toBe("12");
    expect(await page.getByRole("slider", { name: "Loop ends" }).getAttribute("aria-valuenow")).toBe("20");
    await page.getByLabel("Speed").first().selectOption("24");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    const seen = await page.evaluate(async () => {
      const months: number[] = [];
      for (let look = 0; look < 60; look++) {
        months.push(Number(document.querySelector(".scrub")!.getAttribute("aria-valuenow")));
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      return months;
    });
    expect(Math.min(...seen)).toBe(12);
    expect(Math.max(...seen)).toBeLessThanOrEqual(20);
    expect(seen.some((month, index) => index > 0 && month < seen[index - 1]!)).toBe(true);
    await page.getByRole("slider", { name: "Loop ends" }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("slider", { name: "Loop ends" }).getAttribute("aria-valuenow")).toBe("21");
    await page.getByRole("button", { name: "Loop a stretch" }).click();
    expect(await page.locator(".loop-band").count()).toBe(0);
  });
});

describe("each lever", () => {
  test("of each group moves, acts from the next month on, marks the timeline and is undone", async () => {
    const page = await visit();
    await at(page, 8);
    for (const group of ["The floor", "The border", "The exporter"]) {
      await page.getByRole("button", { name: new RegExp(`^${group}: \\d+ more`) }).click();
      const paths = await page
        .locator(".group-sheet .lever")
        .evaluateAll((all) => all.map((one) => one.dataset["path"]!));
      expect(paths.length).toBeGreaterThan(2);
      for (const path of paths) {
        const lever = page.locator(`.group-sheet .lever[data-path="${path}"]`);
        const before = await lever.locator(".lever-value").textContent();
        await moveIt(page, lever);
        await page.waitForFunction(
          (name) => document.querySelector(`.group-sheet .lever[data-path="${name}"].lever-moved`) !== null,
          path,
        );
        await solid(page).waitFor();
        await page.keyboard.press("Control+z");
        await page.waitForFunction(
          (name) => document.querySelector(`.group-sheet .lever[data-path="${name}"].lever-moved`) === null,
          path,
        );
        expect(await lever.locator(".lever-value").textContent()).toBe(before);
      }
      await page.keyboard.press("Escape");
    }
    expect(await page.locator(".notice").count()).toBe(0);
  });

  test("says its default, its range and what it does, and goes back by one press", async () => {
    const page = await visit();
    await at(page, 8);
    await page.getByRole("button", { name: /^The floor: \d+ more/ }).click();
    const margin = page.locator('.group-sheet .lever[data-path="bloc.floor.margin"]');
    expect(await margin.locator(".hint").textContent()).toMatch(/mines/);
    expect(await margin.locator(".ends").textContent()).toMatch(/0%.*100%/);
    await margin.locator("input").focus();
    for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowRight");
    expect(await margin.locator(".lever-value").textContent()).toBe("45%");
    await page.keyboard.press("Control+z");
    expect(await margin.locator(".lever-value").textContent()).toBe("25%");
    await page.keyboard.press("Control+Shift+Z");
    expect(await margin.locator(".lever-value").textContent()).toBe("45%");
    await margin.getByRole("button", { name: /back to 25%/ }).click();
    expect(await page.locator(".group-sheet .lever-moved").count()).toBe(0);
  });
});

/** Changes a lever by its own control, whatever kind it is. */
async function moveIt(page: Page, lever: Locator): Promise<void> {
  const slider = lever.locator('input[type="range"]');
  if (await slider.count()) {
    await slider.focus();
    const isAtEnd = await slider.evaluate((one: HTMLInputElement) => Number(one.value) >= Number(one.max));
    await page.keyboard.press(isAtEnd ? "ArrowLeft" : "ArrowRight");
    return;
  }
  const choice = lever.locator('[role="radio"][aria-checked="false"]');
  if (await choice.count()) return choice.first().click();
  const select = lever.locator("select");
  if (await select.count()) {
    const other = await select.evaluate(
      (one: HTMLSelectElement) =>
        [...one.options].find((option) => option.value !== one.value && option.value !== "own")!.value,
    );
    await select.selectOption(other);
    return;
  }
  await lever.locator(".chip").first().click();
}

describe("branches", () => {
  test("begin when a lever moves, and again when time is dragged back: the run they come from goes on dotted", async () => {
    const page = await visit();
    await at(page, 36);
    await putFloorIn(page);
    await page.waitForFunction(() => document.querySelectorAll(".gap-ghost").length === 6);
    expect(await optionOf(solid(page))).toBe("Floor from 2029");
    expect(await optionOf(dotted(page))).toBe("No change");
    await at(page, 14);
    await putFloorIn(page);
    expect(await optionOf(solid(page))).toBe("Floor from 2027");
    expect(await optionOf(dotted(page))).toBe("Floor from 2029");
    expect(await solid(page).locator("option").count()).toBe(3);
  });

  test("are undone and done again by buttons, floor and all", async () => {
    const page = await visit();
    await at(page, 12);
    await putFloorIn(page);
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    await page.getByText("Put the price floor in").first().waitFor();
    expect(await solid(page).count()).toBe(0);
    await page.getByRole("button", { name: "Redo", exact: true }).first().click();
    await page.getByText("Take the floor out").first().waitFor();
    expect(await optionOf(solid(page))).toBe("Floor from 2027");
  });

  test("are renamed, compared, swapped and deleted in their list, and a deleted one comes back by undo", async () => {
    const page = await visit({
      hash: `#${writeLink({ scenario: "rare-earths-2026", seed: "7", changes: [], branches: TWO })}`,
    });
    const sheet = page.locator(".branch-sheet");
    await sheet.waitFor();
    await untilMonth(page, 2);
    await page.getByRole("button", { name: "Pause" }).first().click();
    await sheet.getByRole("button", { name: "Rename With a cap" }).click();
    await sheet.getByLabel("Name of the branch").fill("<b>Capped</b>");
    await page.keyboard.press("Enter");
    expect(await sheet.locator(".branch-name").allTextContents()).toEqual([
      "No change",
      "Floor from 2029",
      "<b>Capped</b>",
    ]);
    await sheet.locator('[data-branch="0"]').getByRole("button", { name: "Compare" }).click();
    expect(await optionOf(dotted(page))).toBe("No change");
    await sheet.locator('[data-branch="1"]').getByRole("button", { name: "Show" }).click();
    expect(await optionOf(solid(page))).toBe("Floor from 2029");
    await page.waitForFunction(
      () => document.querySelector('[data-branch="1"]')?.getAttribute("data-line") === "solid",
    );
    await sheet.getByRole("button", { name: "Delete <b>Capped</b>" }).click();
    expect(await sheet.locator(".branch").count()).toBe(2);
    await page.keyboard.press("Control+z");
    expect(await sheet.locator(".branch").count()).toBe(3);
    expect(await page.locator(".notice").count()).toBe(0);
  });

  test("stand beside what thirty other seeds say, and until those are in the page says one history", async () => {
    const page = await visit();
    await at(page, 6);
    await putFloorIn(page);
    expect(await page.locator('[data-tile="sites"] .tile-luck').textContent()).toContain("one history");
    await page.locator(".tile-luck-in").first().waitFor({ timeout: 110_000 });
    await at(page, 16);
    const said = await page.locator('[data-tile="tariff"] .tile-luck').textContent();
    expect(said).toMatch(/^30 seeds: \+\$.+\(\+\$.+ to \+\$.+\)$/);
    expect(await page.locator('[data-tile="bill"] .tile-luck').textContent()).toMatch(/30 seeds/);
  });
});

describe("a link", () => {
  const linkTo = (branches: BranchList, over: object = {}): string =>
    `#${writeLink({ scenario: "rare-earths-2026", seed: "luck-4", changes: [], branches, ...over })}`;

  test("with two branches opens both, says what they change, and is the same link again", async () => {
    const hash = linkTo(TWO);
    const page = await visit({ hash });
    const sheet = page.locator(".branch-sheet");
    await sheet.waitFor();
    expect(await sheet.locator(".branch-name").allTextContents()).toEqual([
      "No change",
      "Floor from 2029",
      "With a cap",
    ]);
    expect(await sheet.textContent()).toContain("Cap on the tariff: $20 from May 2031 on");
    expect(await page.locator(".seed input").inputValue()).toBe("luck-4");
    await page.waitForFunction(() => location.hash.length > 40);
    expect(new URL(page.url()).hash).toBe(hash);
  });

  test("to a month opens there, standing still", async () => {
    const page = await visit({ hash: linkTo(TWO, { at: "2033-04" }) });
    await untilMonth(page, 87);
    await page.waitForTimeout(400);
    expect(await page.getByTestId("month").textContent()).toBe("April 2033");
  });

  test.each([
    ["a branch with a lever that does not exist", { ...TWO, branches: [...TWO.branches.slice(0, 2), bad()] }, "height"],
    [
      "script for a value",
      {
        ...TWO,
        branches: [
          ...TWO.branches.slice(0, 2),
          {
            ...bad(),
            changes: [{ month: "2030-01", path: "exporter.conduct", value: "<img src=x onerror=alert(1)>" }],
          },
        ],
      },
      "exporter.conduct",
    ],
  ])("with %s is refused in words, and the usual run plays", async (_, branches, named) => {
    const page = await visit({ hash: linkTo(branches) });
    await page.getByText("This link does not open").waitFor();
    expect(await page.locator(".notice").textContent()).toContain(named);
    expect(await page.locator("img").count()).toBe(0);
    await untilMonth(page, 2);
  });
});

function bad(): BranchList["branches"][number] {
  return { id: 2, name: null, changes: [{ month: "2030-01", path: "bloc.floor.height", value: 3 }], movedAt: -1 };
}

describe("a simulation that ends", () => {
  test("is started again from the last month that was kept; the page says so and time goes on", async () => {
    const page = await visit();
    await untilMonth(page, 4);
    await putFloorIn(page);
    const worker = page.workers().find((one) => one.url().includes("sim.worker"))!;
    await worker.evaluate(() => (globalThis as unknown as { close(): void }).close()).catch(() => undefined);
    await page.getByText("The simulation stopped and was started again.").waitFor();
    expect(await page.locator(".toast").textContent()).toMatch(/All months up to \w+ 20\d\d are kept/);
    const from = await monthOf(page);
    await page.getByLabel("Speed").first().selectOption("24");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await untilMonth(page, from + 40);
    expect(await page.getByText("Take the floor out").count()).toBeGreaterThan(0);
    expect(await page.locator(".gap-ghost").count()).toBe(6);
  });
});

test.each(["dark", "light"] as const)(
  "branches, a loop and the intervals are free of faults in the %s theme",
  async (theme) => {
    const page = await visit({
      colorScheme: theme,
      hash: `#${writeLink({ scenario: "rare-earths-2026", seed: "7", changes: [], branches: TWO })}`,
    });
    await page.locator(".branch-sheet").waitFor();
    await at(page, 30);
    await page.keyboard.press("l");
    expect(await faultsThatAxeSees(page)).toEqual([]);
  },
);

test("on a phone branches, undo and the loop are there too, and nothing scrolls sideways", async () => {
  const page = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await untilMonth(page, 2);
  await putFloorIn(page);
  await page.getByRole("button", { name: "Levers", exact: true }).click();
  const sheet = page.locator(".phone-sheet");
  expect(await sheet.locator(".branch").count()).toBe(2);
  await sheet.getByRole("button", { name: "Undo", exact: true }).click();
  expect(await sheet.locator(".branch").count()).toBe(1);
  await page.getByRole("button", { name: "Prices", exact: true }).click();
  await page.getByRole("button", { name: "Loop a stretch" }).click();
  expect(await page.locator(".loop-band").count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
