/** The page against hostile input and its own faults: text stays text, nothing leaves the origin, the clock goes on. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeLink } from "../../src/viz/link";
import { launchBrowser } from "../infrastructure/launchBrowser";
import { monthOf, pageUrl, pause, untilMonth, visit } from "./visit";
import type { Visit, VisitOptions } from "./visit";

let browser: Browser;
const open: Page[] = [];
beforeAll(async () => void (browser = await launchBrowser()));
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});
afterAll(async () => browser?.close());

async function come(options?: VisitOptions): Promise<Visit> {
  const came = await visit(browser, options);
  open.push(came.page);
  return came;
}

const isHome = (address: string): boolean => address.startsWith(pageUrl) || /^(data|blob):/.test(address);

describe("the content security policy", () => {
  test("is in the page itself, and lets neither inline script nor text turned into code run", async () => {
    const { page } = await come();
    await untilMonth(page, 1);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain("default-src 'none'");
    const ran = await page.evaluate(async () => {
      const marks = window as unknown as { inline?: boolean; text?: boolean; handler?: boolean };
      const script = document.createElement("script");
      script.textContent = "window.inline = true";
      document.head.append(script);
      setTimeout("window.text = true" as unknown as () => void);
      const image = document.createElement("img");
      image.setAttribute("onerror", "window.handler = true");
      image.src = "data:image/png;base64,nothing";
      document.body.append(image);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [marks.inline, marks.text, marks.handler].map((mark) => mark === true);
    });
    expect(ran).toEqual([false, false, false]);
  });

  test("is broken by no part of the page, and no request leaves the origin", async () => {
    const { page, errors, asked } = await come({
      // Pixi too, although the test machine has no card.
      before: (page) => page.addInitScript(() => localStorage.setItem("lodestone.renderer", "webgl")),
    });
    await untilMonth(page, 2);
    await page.getByTestId("the-button").click();
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "Trade" }).click();
    await page.getByRole("link", { name: "Proof" }).click();
    await page.getByText(/\d+ of \d+ agree/).waitFor();
    await page.getByRole("button", { name: "Change its numbers" }).first().click();
    await page.getByRole("button", { name: "Clear this market" }).click();
    await page.getByTestId("try-answer").getByRole("table").waitFor();
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((one) => !isHome(one))).toEqual([]);
    expect(errors).toEqual([]);
  });
});

test("other seeds are played under that policy too", async () => {
  const { page, errors } = await come();
  await untilMonth(page, 2);
  await page.getByTestId("the-button").click();
  await untilMonth(page, 4);
  await pause(page);
  await page.getByText(/[1-9]\d* of 30 other seeds/).waitFor({ timeout: 60_000 });
  expect(errors).toEqual([]);
});

describe("hostile text", () => {
  const markup = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{7*7}}';

  test("in a scenario's names is shown as it is written", async () => {
    const { page } = await come({
      before: (page) =>
        page.route(/rare-earths-2026.*\.json$/, async (route) => {
          const response = await route.fetch();
          const scenario = (await response.json()) as {
            title: string;
            regions: { name: string }[];
            facilities: { name: string; owner: string }[];
          };
          scenario.title = markup;
          for (const region of scenario.regions) region.name = `${region.name} ${markup}`.slice(0, 100);
          for (const site of scenario.facilities) {
            site.name = `${site.name} ${markup}`.slice(0, 100);
            site.owner = markup;
          }
          await route.fulfill({ response, json: scenario });
        }),
    });
    await untilMonth(page, 2);
    await pause(page);
    await page.getByTestId("site-list").focus();
    await page.keyboard.press("Enter");
    await page.locator(".why-card").waitFor();
    await page.getByRole("button", { name: "All its figures" }).click();
    expect(await page.locator(".why-card").textContent()).toContain("<img src=x");
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "Sites" }).click();
    expect(await page.locator(".tables tbody").textContent()).toContain("<img src=x");
    const harm = await page.evaluate(() => [
      "hurt" in window,
      document.querySelectorAll("#page img, #page script, #page iframe").length,
    ]);
    expect(harm).toEqual([false, 0]);
  });

  test("in a link's seed is shown as it is written", async () => {
    const seed = '"><img src=x onerror=hurt=1>';
    const { page, errors } = await come({ hash: `#${writeLink({ scenario: "rare-earths-2026", seed, changes: [] })}` });
    await untilMonth(page, 1);
    expect(await page.locator(".seed input").inputValue()).toBe(seed);
    expect(await page.locator("#page img").count()).toBe(0);
    expect(errors).toEqual([]);
  });
});

test("a panel that throws gives way to a message, and map and clock go on", async () => {
  const { page } = await come();
  await untilMonth(page, 1);
  // No panel has a fault of its own to show, so the browser is made to refuse what the tables need.
  await page.evaluate(() => {
    for (const name of ["createElement", "createElementNS"] as const) {
      const real = document[name].bind(document) as (...of: string[]) => Element;
      document[name] = ((...of: string[]) => {
        if (of.includes("table")) throw new Error("no tables today");
        return real(...of);
      }) as never;
    }
  });
  await page.keyboard.press("t");
  const message = page.getByRole("alert").filter({ hasText: "The tables stopped. Everything else goes on" });
  await message.waitFor();
  expect(await message.locator(".technical").textContent()).toBe("no tables today");
  const month = await monthOf(page);
  await untilMonth(page, month + 3);
  expect(await page.locator(".dock").count()).toBe(1);
  expect(await message.getByRole("button", { name: "Show it again" }).count()).toBe(1);
});
