/** A visitor's browser on the served page, and what several tests ask of it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { inject } from "vitest";

export const pageUrl = process.env["PAGE_URL"] ?? inject("pageUrl");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Visit {
  page: Page;
  /** What the page logged as an error or threw. */
  errors: string[];
  /** Every address that was asked for, by page and workers. */
  asked: string[];
}

export type VisitOptions = BrowserContextOptions & { hash?: string; before?: (page: Page) => Promise<unknown> };

/** A fresh visitor; `before` acts on the page before anything is loaded. Whoever visits closes the context. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { hash = "", before, ...context } = options;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })).newPage();
  const errors: string[] = [];
  const asked: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.context().on("request", (request) => asked.push(request.url()));
  await before?.(page);
  await page.goto(pageUrl + hash);
  return { page, errors, asked };
}

export async function monthOf(page: Page): Promise<number> {
  return Number(await page.locator(".scrub").first().getAttribute("aria-valuenow"));
}

export async function untilMonth(page: Page, month: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow") ?? -1) >= wanted,
    month,
    { timeout: 60_000 },
  );
}

export async function pause(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Pause" }).first().click();
}

/** What axe-core finds wrong with the page as it stands, one line a fault. */
export async function faultsThatAxeSees(page: Page): Promise<string[]> {
  // Through the debugger, since the page's own policy lets no script in.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Found {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    }
    const found = await (window as unknown as { axe: { run(): Promise<Found> } }).axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`),
    );
  });
}
