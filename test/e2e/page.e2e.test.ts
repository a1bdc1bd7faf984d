/** The built page as a visitor finds it: a running world, one button, a link that opens the same run. */
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { writeLink } from "../../src/viz/link";
import { launchBrowser } from "../infrastructure/launchBrowser";

const url = process.env["PAGE_URL"] ?? inject("pageUrl");
let browser: Browser;
const open: Page[] = [];

beforeAll(async () => void (browser = await launchBrowser()));
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});
afterAll(async () => browser?.close());

/** A fresh visitor's page; what it logs as an error fails the test that opened it. */
async function visit(options: BrowserContextOptions & { hash?: string } = {}): Promise<Page> {
  const { hash = "", ...context } = options;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })).newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  (page as Page & { errors: string[] }).errors = errors;
  open.push(page);
  await page.goto(url + hash);
  return page;
}

const errorsOf = (page: Page): string[] => (page as Page & { errors: string[] }).errors;
const monthOf = async (page: Page): Promise<number> =>
  Number(await page.locator(".scrub").getAttribute("aria-valuenow"));

async function untilMonth(page: Page, month: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow") ?? -1) >= wanted,
    month,
    { timeout: 60_000 },
  );
}

async function pause(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pause" }).first().click();
}

/** The map's moving picture as the eye gets it. */
async function mapPicture(page: Page): Promise<Buffer> {
  return page.locator(".map-host").screenshot();
}

describe("a first visit", () => {
  test("finds the flagship world playing: months go by and the picture moves", async () => {
    const page = await visit();
    await untilMonth(page, 3);
    const before = await mapPicture(page);
    const from = await monthOf(page);
    await untilMonth(page, from + 4);
    expect((await mapPicture(page)).equals(before)).toBe(false);
    expect(await page.getByTestId("headline").textContent()).not.toBe("");
    expect(errorsOf(page)).toEqual([]);
  });

  test("stands still when paused, and moves a month at a step in both directions", async () => {
    const page = await visit();
    await untilMonth(page, 4);
    await pause(page);
    const at = await monthOf(page);
    await page.waitForTimeout(700);
    expect(await monthOf(page)).toBe(at);
    await page.getByRole("button", { name: "One month on" }).click();
    await page.getByRole("button", { name: "One month back" }).click();
    await page.getByRole("button", { name: "One month back" }).click();
    expect(await monthOf(page)).toBe(at - 1);
  });

  test("fits on one screen at 1280 by 800, with nothing cut off at the edges", async () => {
    const page = await visit();
    await untilMonth(page, 1);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input, h1, .tile b, .lever-value")]
        .filter((element) => element.closest(".hidden") === null && element.getClientRects().length > 0)
        .map((element) => ({ box: element.getBoundingClientRect(), name: element.textContent ?? element.tagName }))
        .filter(({ box }) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
        .map(({ name }) => name),
    );
    expect(outside).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
  });

  test("asks no other site for anything", async () => {
    const page = await visit();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.reload();
    await untilMonth(page, 2);
    expect(asked.filter((one) => !one.startsWith(url) && !one.startsWith("data:") && !one.startsWith("blob:"))).toEqual(
      [],
    );
  });
});

describe("the price floor", () => {
  test("goes in by the one button, marks the timeline, and is set against the run without it", async () => {
    const page = await visit();
    await untilMonth(page, 3);
    const strip = page.locator(".strip-big canvas");
    await page.getByTestId("the-button").click();
    await page.getByText("Take the floor out").first().waitFor();
    const from = await monthOf(page);
    await untilMonth(page, from + 6);
    await pause(page);
    expect(await page.locator(".key-ghost").count()).toBe(1);
    expect(await page.locator('[data-tile="tariff"] .tile-delta').textContent()).toContain("no floor");
    expect(await page.locator(".gap-ghost").count()).toBe(6);
    // Magenta stands for the tariff alone, and only now is any of it on the page.
    const magenta = await strip.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3]! > 60 && data[at]! > 1.6 * data[at + 1]! && data[at + 2]! > 1.2 * data[at + 1]!) count++;
      return count;
    });
    expect(magenta).toBeGreaterThan(100);
    expect(errorsOf(page)).toEqual([]);
  });

  test("comes out again, and the run goes on", async () => {
    const page = await visit();
    await untilMonth(page, 3);
    await page.getByTestId("the-button").click();
    await page.getByText("Take the floor out").first().waitFor();
    await untilMonth(page, (await monthOf(page)) + 3);
    await page.getByTestId("the-button").click();
    await page.getByText("Put the price floor in").first().waitFor();
    await untilMonth(page, (await monthOf(page)) + 3);
    expect(await page.getByRole("switch", { name: "Price floor" }).first().getAttribute("aria-checked")).toBe("false");
    expect(errorsOf(page)).toEqual([]);
  });

  test("is a lever among others: its group opens, a lever is moved, undone, and closed by Escape", async () => {
    const page = await visit();
    await untilMonth(page, 2);
    await pause(page);
    await page.getByRole("button", { name: /The floor: \d+ more/ }).click();
    const sheet = page.locator(".group-sheet");
    const slider = sheet.locator('[data-path="bloc.floor.margin"] input');
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await sheet.getByRole("button", { name: /Margin over cost: back to/ }).click();
    expect(await sheet.locator(".lever-moved").count()).toBe(0);
    await page.keyboard.press("Escape");
    expect(await sheet.count()).toBe(0);
  });
});

describe("time", () => {
  test("goes back over the past by the keyboard and by dragging the timeline", async () => {
    const page = await visit();
    await untilMonth(page, 14);
    await pause(page);
    await page.locator(".scrub").focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await page.waitForTimeout(100);
    const at = await monthOf(page);
    expect(at).toBeLessThan(14);
    const box = (await page.locator(".strip-big canvas").boundingBox())!;
    await page.mouse.move(box.x + 60, box.y + 90);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 90, { steps: 4 });
    await page.mouse.up();
    const dragged = await monthOf(page);
    expect(dragged).toBeGreaterThan(2);
    expect(dragged).toBeLessThan(12);
  });

  test("is told in a list of events, and a click on one goes to its month", async () => {
    const page = await visit();
    await page.getByLabel("Speed").first().selectOption("24");
    await untilMonth(page, 30);
    await pause(page);
    await page.getByRole("button", { name: "All events" }).click();
    const events = page.locator(".events-sheet .event");
    expect(await events.count()).toBeGreaterThan(2);
    const first = events.last();
    const said = await first.locator(".event-month").textContent();
    await first.click();
    expect(await page.getByTestId("month").textContent()).toContain(said!.slice(-4));
    await page.locator(".events-sheet select").selectOption("policy");
    const policy = await page.locator(".events-sheet .event-text").allTextContents();
    expect(policy.join(" ")).not.toMatch(/mothballed/);
    await page.keyboard.press("Escape");
    expect(await page.locator(".events-sheet").count()).toBe(0);
  });
});

describe("a lever", () => {
  test("moved while another seed is being opened acts in the run of that seed", async () => {
    const page = await visit();
    await untilMonth(page, 6);
    await page.locator(".seed input").fill("luck-9");
    await page.locator(".seed input").press("Enter");
    await page.getByTestId("the-button").click();
    await page.getByText("Take the floor out").first().waitFor();
    await untilMonth(page, 9);
    expect(await page.locator(".seed input").inputValue()).toBe("luck-9");
    expect(await page.getByText("Take the floor out").count()).toBeGreaterThan(0);
  });
});

describe("a link", () => {
  test("opens the same run: seed and levers come out as they were", async () => {
    const page = await visit();
    await untilMonth(page, 2);
    await page.locator(".seed input").fill("luck-3");
    await page.locator(".seed input").press("Enter");
    await untilMonth(page, 3);
    await page.getByTestId("the-button").click();
    await page.getByText("Take the floor out").first().waitFor();
    await page.waitForFunction(() => location.hash.length > 40);
    await page.waitForTimeout(400);
    const hash = new URL(page.url()).hash;
    const twin = await visit({ hash });
    await untilMonth(twin, 8);
    expect(await twin.locator(".seed input").inputValue()).toBe("luck-3");
    expect(await twin.getByText("Take the floor out").count()).toBeGreaterThan(0);
    expect(new URL(twin.url()).hash).toBe(hash);
  });

  test("that is hostile says so in words and plays the usual run", async () => {
    const page = await visit({ hash: "#r=%3Cscript%3E" });
    await page.getByText("This link does not open").waitFor();
    await untilMonth(page, 2);
    expect(errorsOf(page)).toEqual([]);
  });
});

describe("a link of the right form", () => {
  const linkTo = (choice: Parameters<typeof writeLink>[0]): string => `#${writeLink(choice)}`;
  const change = { month: "2028-01", path: "bloc.floor.height", value: 3 };

  test.each([
    [
      "a lever that does not exist",
      { scenario: "rare-earths-2026", seed: "7", changes: [change] },
      "bloc.floor.height",
    ],
    ["a scenario that does not exist", { scenario: "unobtainium", seed: "7", changes: [] }, "unobtainium"],
  ])("to %s names it and plays the usual run", async (_, choice, named) => {
    const page = await visit({ hash: linkTo(choice) });
    await page.getByText("This link does not open").waitFor();
    expect(await page.locator(".notice").textContent()).toContain(named);
    await untilMonth(page, 2);
  });
});

describe("everybody", () => {
  test("keeps the theme that was chosen after a reload", async () => {
    const page = await visit({ colorScheme: "dark" });
    await page.getByRole("button", { name: "Use the light theme" }).click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
    await page.reload();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
  });

  test("walks the sites by the keyboard and asks why", async () => {
    const page = await visit();
    await untilMonth(page, 3);
    await pause(page);
    await page.getByTestId("site-list").focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    const card = page.locator(".why-card");
    await card.waitFor();
    expect(await card.locator("h2").textContent()).toMatch(/^(Why|What) .+\?$/);
    await page.keyboard.press("Escape");
    expect(await card.count()).toBe(0);
  });

  test("hears the month and the headline as text", async () => {
    const page = await visit();
    await untilMonth(page, 3);
    await pause(page);
    await page.getByRole("button", { name: "One month on" }).click();
    await page.waitForFunction(() =>
      /20\d\d\./.test(document.querySelector('[data-testid="live"]')?.textContent ?? ""),
    );
    expect(await page.getByTestId("live").textContent()).toContain(await page.getByTestId("month").textContent());
  });

  test("who asked for stillness gets marks that stand", async () => {
    const page = await visit({ reducedMotion: "reduce" });
    await untilMonth(page, 3);
    await pause(page);
    await page.waitForTimeout(600);
    const before = await mapPicture(page);
    await page.waitForTimeout(600);
    expect((await mapPicture(page)).equals(before)).toBe(true);
  });

  test("on a phone gets it all without scrolling sideways", async () => {
    const page = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await untilMonth(page, 2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    for (const tab of ["Prices", "Levers", "Why?"]) {
      await page.getByRole("button", { name: tab, exact: true }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    const small = await page.evaluate(
      () =>
        [...document.querySelectorAll(".phone-bar button, .phone-sheet button, .bar button")]
          .map((element) => element.getBoundingClientRect())
          .filter((box) => box.width > 0 && box.height < 44).length,
    );
    expect(small).toBe(0);
    expect(errorsOf(page)).toEqual([]);
  });
});

test("F presents: the month, one strip, one sentence, and Escape leaves", async () => {
  const page = await visit({ viewport: { width: 1600, height: 900 } });
  await untilMonth(page, 3);
  await page.keyboard.press("f");
  await page.locator(".present-month").waitFor();
  expect(await page.locator(".dock, .scoreboard, .bar, .legend").count()).toBe(0);
  const size = await page
    .locator(".present-caption .headline")
    .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  expect(size).toBeGreaterThanOrEqual(45);
  const from = await page.locator(".present-month").textContent();
  await page.waitForFunction((month) => document.querySelector(".present-month")?.textContent !== month, from);
  await page.keyboard.press("Escape");
  await page.locator(".dock").waitFor();
  expect(errorsOf(page)).toEqual([]);
});

test("on a graphics card Pixi draws the map, and it moves", async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  open.push(page);
  // The test machine has no card; this asks for Pixi all the same.
  await page.addInitScript(() => localStorage.setItem("lodestone.renderer", "webgl"));
  await page.goto(url);
  await untilMonth(page, 2);
  const isWebGl = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>(".map-host canvas")].some(
      (one) => one.getContext("webgl2") !== null,
    ),
  );
  expect(isWebGl).toBe(true);
  const before = await mapPicture(page);
  await untilMonth(page, (await monthOf(page)) + 2);
  expect((await mapPicture(page)).equals(before)).toBe(false);
});

test("without WebGL the same map stands still and says why", async () => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  open.push(page);
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith("webgl") ? null : (real as (...args: unknown[]) => unknown).call(this, kind, ...rest);
    } as typeof real;
  });
  await page.goto(url);
  await untilMonth(page, 3);
  expect(await page.getByText("Motion needs WebGL; everything else works.").count()).toBe(1);
  const drawn = await page
    .locator(".map-host canvas:not(.map-land):not(.map-lines):not(.map-effect)")
    .last()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, index) => index % 4 === 3 && value > 0).length;
    });
  expect(drawn).toBeGreaterThan(5_000);
});
