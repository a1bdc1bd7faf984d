/** The page for everybody: no view has a fault that axe sees, everything is reached by keyboard, large text loses nothing. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../infrastructure/launchBrowser";
import { faultsThatAxeSees, pause, untilMonth, visit } from "./visit";
import type { VisitOptions } from "./visit";

let browser: Browser;
const open: Page[] = [];
beforeAll(async () => void (browser = await launchBrowser()));
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});
afterAll(async () => browser?.close());

async function come(options?: VisitOptions): Promise<Page> {
  const { page } = await visit(browser, options);
  open.push(page);
  return page;
}

/** Faults by the name of the view they are in. */
async function addFaults(page: Page, view: string, faults: Record<string, string[]>): Promise<void> {
  // Text that is still fading in has less contrast than it will have.
  await page.waitForTimeout(250);
  const found = await faultsThatAxeSees(page);
  if (found.length > 0) faults[view] = found;
}

/** A dozen views a test, each looked through by axe: more than the usual time on a busy machine, ms. */
const MANY_VIEWS_MS = 300_000;

describe.each(["dark", "light"] as const)(
  "in the %s theme axe finds no fault",
  { timeout: MANY_VIEWS_MS },
  (colorScheme) => {
    test("in the world, its levers, events, tables and cards, the proof and the presented page", async () => {
      const page = await come({ colorScheme });
      const faults: Record<string, string[]> = {};
      await untilMonth(page, 6);
      await page.getByTestId("the-button").click();
      await untilMonth(page, 9);
      await pause(page);
      await addFaults(page, "world", faults);
      await page.getByRole("button", { name: /The floor: \d+ more/ }).click();
      await page.getByRole("button", { name: "All events" }).click();
      await addFaults(page, "levers and events", faults);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByTestId("site-list").focus();
      await page.keyboard.press("Enter");
      await page.locator(".why-card").waitFor();
      await addFaults(page, "why card", faults);
      await page.keyboard.press("Escape");
      for (const part of ["Prices", "Sites", "Trade", "Events"]) {
        if ((await page.locator(".tables").count()) === 0) await page.getByRole("button", { name: "Table" }).click();
        await page.locator(".tables").getByRole("button", { name: part }).click();
        await addFaults(page, `table of ${part}`, faults);
      }
      await page.getByRole("button", { name: "Back to the map" }).click();
      await page.getByRole("button", { name: "Present" }).click();
      await page.locator(".present-month").waitFor();
      await addFaults(page, "presented", faults);
      await page.keyboard.press("Escape");
      await page.getByRole("link", { name: "Proof" }).click();
      await page.getByText(/\d+ of \d+ agree/).waitFor();
      await page.getByRole("button", { name: "Change its numbers" }).first().click();
      await addFaults(page, "proof", faults);
      expect(faults).toEqual({});
    });

    test("on a phone, in each of its tabs, the tables and the proof", async () => {
      const page = await come({ colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true });
      const faults: Record<string, string[]> = {};
      await untilMonth(page, 2);
      await pause(page);
      await addFaults(page, "world", faults);
      for (const tab of ["Prices", "Levers", "Why?"]) {
        await page.getByRole("button", { name: tab, exact: true }).click();
        await addFaults(page, tab, faults);
      }
      await page.getByRole("button", { name: "World", exact: true }).click();
      await page.getByRole("button", { name: "Table" }).click();
      await page.locator(".tables").waitFor();
      await addFaults(page, "table", faults);
      await page.getByRole("link", { name: "Proof" }).click();
      await page.getByText(/\d+ of \d+ agree/).waitFor();
      await addFaults(page, "proof", faults);
      expect(faults).toEqual({});
    });
  },
);

/** Walks with Tab until the focus comes round; gives what was reached, and what showed no focus. */
async function walk(page: Page): Promise<{ reached: Set<string>; unseen: string[] }> {
  const reached = new Set<string>();
  const unseen: string[] = [];
  await page.evaluate(() => {
    for (const [index, one] of [...document.querySelectorAll("*")].entries())
      one.setAttribute("data-walk", String(index));
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let step = 0; step < 250; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return null;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const isIn = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      // The list of sites shows its focus as a ring round a glyph of the map.
      const isSeen =
        one.closest(".hidden") === null ? isIn && isOutlined : document.querySelector(".ring-focus") !== null;
      const name = one.getAttribute("data-walk") ?? "new";
      return { name, isSeen, what: `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}` };
    });
    // Past the last control the focus leaves the page for a step, and comes in again at the first.
    if (at === null) continue;
    if (reached.has(at.name)) break;
    reached.add(at.name);
    if (!at.isSeen) unseen.push(at.what);
  }
  return { reached, unseen };
}

/** Controls that can be seen and used, by the marks that `walk` leaves. */
async function controls(page: Page): Promise<{ name: string; what: string }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex='0']")]
      .filter((one) => !one.matches(":disabled") && one.closest("[inert]") === null)
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => !(one instanceof HTMLInputElement && one.type === "radio" && !one.checked))
      .filter((one) => one.getAttribute("tabindex") !== "-1")
      .map((one) => ({
        name: one.getAttribute("data-walk")!,
        what: `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`,
      })),
  );
}

describe("by the keyboard alone", () => {
  test.each([
    ["the world", "", ""],
    ["the tables", "", "t"],
    ["the proof", "#proof", ""],
  ])("every control of %s is reached, and shows that it has the focus", async (_, hash, key) => {
    const page = await come({ hash });
    if (hash === "") {
      await untilMonth(page, 2);
      await pause(page);
    } else await page.getByText(/\d+ of \d+ agree/).waitFor();
    if (key !== "") {
      await page.keyboard.press(key);
      await page.locator(".tables table").first().waitFor();
    }
    const { reached, unseen } = await walk(page);
    const missed = (await controls(page)).filter(({ name }) => !reached.has(name)).map(({ what }) => what);
    expect({ missed, unseen }).toEqual({ missed: [], unseen: [] });
    expect(reached.size).toBeGreaterThan(10);
  });
});

test("at 200% nothing is lost: every control can be brought into view and none is cut off at the side", async () => {
  // A window of 1280 by 800 at twice the size is one of 640 by 400.
  const page = await come({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await untilMonth(page, 2);
  await pause(page);
  const lost = async (within: string): Promise<string[]> =>
    page.evaluate(
      (within) =>
        [...document.querySelectorAll(within)]
          .flatMap((part) => [...part.querySelectorAll("button, a[href], input, select, h1, h2")])
          .filter(
            (one) => one.closest("[inert], .hidden") === null && one.checkVisibility({ visibilityProperty: true }),
          )
          .filter((one) => {
            one.scrollIntoView({ block: "center", inline: "nearest" });
            const box = one.getBoundingClientRect();
            const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return (
              box.left < -1 || box.right > innerWidth + 1 || at === null || !(one.contains(at) || at.contains(one))
            );
          })
          .map((one) => `${one.tagName} ${one.className} ${one.textContent?.slice(0, 40)}`),
      within,
    );
  const found: Record<string, string[]> = { world: await lost("body") };
  for (const tab of ["Prices", "Levers", "Why?"]) {
    await page.getByRole("button", { name: tab, exact: true }).click();
    // A sheet covers what is behind it until it is put away.
    found[tab] = await lost(tab === "Prices" ? "body" : ".phone-sheet, .phone-bar, .bar");
  }
  await page.getByRole("link", { name: "Proof" }).click();
  await page.getByText(/\d+ of \d+ agree/).waitFor();
  found["proof"] = await lost("body");
  expect(found).toEqual({ world: [], Prices: [], Levers: [], "Why?": [], proof: [] });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640);
});

test("in forced colours switches, sliders and the focus are still told apart from their ground", async () => {
  const page = await come({ forcedColors: "active" });
  await untilMonth(page, 2);
  await pause(page);
  const knob = await page
    .locator(".toggle span")
    .first()
    .evaluate((one) => [getComputedStyle(one).backgroundColor, getComputedStyle(document.body).backgroundColor]);
  expect(knob[0]).not.toBe(knob[1]);
  // Map and charts, which no style sheet reaches, are drawn in the system's colours too.
  const drawn = await page.evaluate(() => {
    const probe = document.createElement("p");
    probe.style.color = "CanvasText";
    document.body.append(probe);
    const text = getComputedStyle(probe).color;
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue("--ink");
    probe.style.setProperty("forced-color-adjust", "none");
    return [getComputedStyle(probe).color, text];
  });
  expect(drawn[0]).toBe(drawn[1]);
  await page.getByTestId("the-button").focus();
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement!);
    return [style.outlineStyle, style.outlineColor, getComputedStyle(document.body).backgroundColor];
  });
  expect(ring[0]).not.toBe("none");
  expect(ring[1]).not.toBe(ring[2]);
});

test("the tables follow the month, and a site in them leads to its place on the map", async () => {
  const page = await come();
  await untilMonth(page, 2);
  await pause(page);
  await page.keyboard.press("t");
  const title = page.locator(".tables h1");
  await title.waitFor();
  const before = await title.textContent();
  await page.getByRole("button", { name: "One month on" }).click();
  await page.waitForFunction((old) => document.querySelector(".tables h1")?.textContent !== old, before);
  expect(await title.textContent()).toBe(await page.getByTestId("month").textContent());
  await page.locator(".tables").getByRole("button", { name: "Sites" }).click();
  const site = page.locator(".tables tbody th .link").first();
  const name = await site.textContent();
  await site.click();
  await page.locator(".why-card").waitFor();
  expect(await page.locator(".why-card h2").textContent()).toContain(name!);
  expect(await page.locator(".tables").count()).toBe(0);
});

test("a price, the exporter and the bloc answer why, beside the charts they explain", async () => {
  const page = await come();
  await untilMonth(page, 3);
  await pause(page);
  const card = page.locator(".why-card");
  const title = card.locator("h2");
  await page.getByRole("button", { name: /^Why\? The price of/ }).click();
  expect(await title.textContent()).toMatch(/^Why .* cost .*\?$/);
  await card.getByRole("button", { name: "Why the exporter?" }).click();
  expect(await title.textContent()).toMatch(/^Why does the exporter/);
  await card.getByRole("button", { name: "Why the bloc?" }).click();
  expect(await title.textContent()).toMatch(/^What do.* now\?$/);
  const [answer, charts] = await Promise.all([card.boundingBox(), page.locator(".time-column").boundingBox()]);
  expect(answer!.x + answer!.width).toBeLessThanOrEqual(charts!.x);
  await page.keyboard.press("Escape");
  expect(await card.count()).toBe(0);
});

test("a site is followed from its card, and let go of again", async () => {
  const page = await come({ reducedMotion: "reduce" });
  await untilMonth(page, 2);
  await pause(page);
  await page.getByTestId("site-list").focus();
  await page.keyboard.press("Enter");
  await page.locator(".why-card").getByRole("button", { name: "Follow" }).click();
  const following = page.getByRole("button", { name: /^Following/ });
  await following.waitFor();
  await following.click();
  expect(await following.count()).toBe(0);
});
