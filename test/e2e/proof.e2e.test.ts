/** The proof view as a doubter uses it: known answers come out, numbers can be changed, and the world waits meanwhile. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { classicCases } from "../../src/sim/market/classicCases";
import { classicTriggerCases } from "../../src/sim/options/classicCases";
import { launchBrowser } from "../infrastructure/launchBrowser";
import { faultsThatAxeSees, monthOf, pause, untilMonth, visit } from "./visit";
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

const count = classicCases.length + classicTriggerCases.length;
const allAgree = `${count} of ${count} agree`;

test("every classic market and mine is solved before one's eyes, expected beside found, and all agree", async () => {
  const { page, errors } = await come({ hash: "#proof" });
  await page.getByText(allAgree).waitFor();
  expect(await page.locator(".case").count()).toBe(count);
  for (const [index, { expected }] of [...classicCases, ...classicTriggerCases].entries()) {
    const rows = page.locator(".case").nth(index).locator("tbody tr");
    expect(await rows.count()).toBe(expected.length);
  }
  expect(await page.locator(".case .differs").count()).toBe(0);
  const levy = page.getByRole("article", { name: "floor of 50" });
  expect(await levy.getByRole("row", { name: /Top-up from world to zone/ }).textContent()).toContain("3535");
  expect(await levy.getByRole("img").getAttribute("aria-label")).toBe(
    "Prices: world $15, zone $50. Carried: 10 t from world to zone.",
  );
  const copper = page.getByRole("article", { name: "copper mine" });
  expect(await copper.getByRole("img").getAttribute("aria-label")).toBe(
    "It shuts below $0.46 and comes back above $0.76; in between it stays as it is. Below $0.19 it is left for good.",
  );
  expect(await copper.getByRole("row", { name: /Opening price/ }).textContent()).toContain("0.76");
  expect(errors).toEqual([]);
});

test("a mine’s levers move its picture: wider swings, a wider band; a believed floor, and it never shuts", async () => {
  const { page, errors } = await come({ hash: "#proof" });
  await page.getByText(allAgree).waitFor();
  const entry = page.locator(".case-block", { has: page.getByRole("article", { name: "entry and exit" }) });
  await entry.getByRole("button", { name: "Move its levers" }).click();
  const sentence = entry.getByTestId("trigger-sentence");
  await sentence.getByText("It shuts below $0.77 and comes back above $1.47;").waitFor();
  await entry.getByLabel("Price swing").fill("0.4");
  await page.waitForFunction(() => /above \$[2-9]/.test(document.querySelector(".trigger-sentence")!.textContent!));
  await entry.getByRole("button", { name: /Price swing: back to 10%/ }).click();
  await sentence.getByText("comes back above $1.47;").waitFor();
  expect(await entry.getByLabel("Belief in it").isDisabled()).toBe(true);
  await entry.getByLabel("Floor").fill("1.6");
  await entry.getByLabel("Chance that it ends").fill("0");
  await sentence.getByText("It opens at any price and never shuts").waitFor();
  await entry.getByRole("button", { name: "All as it was" }).click();
  await sentence.getByText("comes back above $1.47;").waitFor();
  expect(await faultsThatAxeSees(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test("a site’s triggers open from its card as on its card, move with their levers, and give the map back", async () => {
  const { page, errors } = await come({ colorScheme: "dark" });
  await untilMonth(page, 4);
  await pause(page);
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Sites" }).click();
  await page.locator(".tables tbody .link", { hasText: "Perak and Kedah" }).first().click();
  const label = await page.locator(".why-card .ruler").getAttribute("aria-label");
  const [, shuts, opens] = /Shuts below (\$\d+), opens above (\$\d+)/.exec(label!)!;
  await page.getByRole("button", { name: "Its triggers" }).click();
  const sentence = page.getByTestId("trigger-sentence");
  await sentence.getByText(`It shuts below ${shuts} and comes back above ${opens};`).waitFor();
  await page.getByLabel("Restart").press("End");
  await page.waitForFunction(
    (before) => !document.querySelector(".trigger-sentence")!.textContent!.includes(`above ${before};`),
    opens,
  );
  expect(await faultsThatAxeSees(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await page.locator(".triggers").count()).toBe(0);
  expect(await page.getByRole("button", { name: "Its triggers" }).count()).toBe(1);
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
