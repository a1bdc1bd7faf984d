/** The proof view as a doubter uses it: known answers come out, numbers can be changed, and the world waits meanwhile. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { classicCases } from "../../src/sim/market/classicCases";
import { launchBrowser } from "../infrastructure/launchBrowser";
import { monthOf, pause, untilMonth, visit } from "./visit";
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

const allAgree = `${classicCases.length} of ${classicCases.length} agree`;

test("every classic market is solved before one's eyes, expected beside found, and all agree", async () => {
  const { page, errors } = await come({ hash: "#proof" });
  await page.getByText(allAgree).waitFor();
  expect(await page.locator(".case").count()).toBe(classicCases.length);
  for (const [index, { expected }] of classicCases.entries()) {
    const rows = page.locator(".case").nth(index).locator("tbody tr");
    expect(await rows.count()).toBe(expected.length);
  }
  expect(await page.locator(".case .differs").count()).toBe(0);
  const levy = page.getByRole("article", { name: "floor of 50" });
  expect(await levy.getByRole("row", { name: /Top-up from world to zone/ }).textContent()).toContain("3535");
  expect(await levy.getByRole("img").getAttribute("aria-label")).toBe(
    "Prices: world $15, zone $50. Carried: 10 t from world to zone.",
  );
  expect(errors).toEqual([]);
});

test("the world keeps its month, its floor and its address while the proof is looked at", async () => {
  const { page, errors } = await come();
  await untilMonth(page, 2);
  await page.getByTestId("the-button").click();
  await page.getByText("Take the floor out").first().waitFor();
  await page.waitForFunction(() => location.hash.length > 40);
  await untilMonth(page, 5);
  await pause(page);
  await page.waitForTimeout(300);
  const [month, address] = [await monthOf(page), new URL(page.url()).hash];
  await page.getByRole("link", { name: "Proof" }).click();
  await page.getByText(allAgree).waitFor();
  expect(new URL(page.url()).hash).toBe("#proof");
  await page.keyboard.press("Space");
  await page.getByRole("link", { name: "World" }).click();
  expect(new URL(page.url()).hash).toBe(address);
  await page.goBack();
  await page.getByText(allAgree).waitFor();
  await page.goForward();
  await page.getByTestId("the-button").waitFor();
  expect(await monthOf(page)).toBe(month);
  expect(await page.getByText("Take the floor out").count()).toBeGreaterThan(0);
  expect(new URL(page.url()).hash).toBe(address);
  expect(errors).toEqual([]);
});

test("who comes by the proof's own address finds the world from the start behind it", async () => {
  const { page } = await come({ hash: "#proof" });
  await page.getByText(allAgree).waitFor();
  expect(await page.title()).toBe("Proof · Lodestone");
  await page.getByRole("link", { name: "World" }).click();
  await untilMonth(page, 2);
  expect(new URL(page.url()).hash).toMatch(/^#r=/);
});

test("a number of a case can be changed and cleared again, and a slip is named by its field", async () => {
  const { page } = await come({ hash: "#proof" });
  await page.getByText(allAgree).waitFor();
  const quota = page.locator(".case-block", { has: page.getByRole("article", { name: "quota", exact: true }) });
  await quota.getByRole("button", { name: "Change its numbers" }).click();
  const text = quota.getByRole("textbox");
  const written = await text.inputValue();
  const answer = page.getByTestId("try-answer");
  await text.fill(written.replace('"capacity": 40', '"capacity": 70'));
  await quota.getByRole("button", { name: "Clear this market" }).click();
  await answer.getByRole("row", { name: /^B \$50/ }).waitFor();
  expect(await answer.getByRole("row", { name: /^B / }).textContent()).toContain("70 t");
  await text.fill(written.replace('"to": "B"', '"to": "Atlantis"'));
  await quota.getByRole("button", { name: "Clear this market" }).click();
  await answer.getByText("The market cannot be cleared").waitFor();
  expect(await answer.textContent()).toMatch(/lanes\[A>Atlantis\]\.to: found "Atlantis", expected/);
  await text.fill("{");
  await quota.getByRole("button", { name: "Clear this market" }).click();
  await answer.getByText(/^market: /).waitFor();
  await quota.getByRole("button", { name: "Back to the case" }).click();
  expect(await text.inputValue()).toBe(written);
});

test("on a phone the proof is one column and nothing is cut off at the side", async () => {
  const { page } = await come({ hash: "#proof", viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByText(allAgree).waitFor();
  const wide = await page.evaluate(() => {
    const proof = document.querySelector(".proof")!;
    return {
      side: proof.scrollWidth - proof.clientWidth,
      cut: [...document.querySelectorAll(".bar a, .bar button")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth)
        .map((one) => one.textContent),
    };
  });
  expect(wide).toEqual({ side: 0, cut: [] });
});
