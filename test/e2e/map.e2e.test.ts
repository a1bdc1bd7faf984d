/** The map under a visitor's hands: to a region and back, by mouse, keys and fingers; and when the graphics card goes. */
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../infrastructure/launchBrowser";
import { pause, untilMonth, visit } from "./visit";
import type { Visit, VisitOptions } from "./visit";

let browser: Browser;
const open: Page[] = [];

beforeAll(async () => void (browser = await launchBrowser()));
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close();
});
afterAll(async () => browser?.close());

async function come(options: VisitOptions = {}): Promise<Visit> {
  const visited = await visit(browser, options);
  open.push(visited.page);
  await untilMonth(visited.page, 3);
  return visited;
}

const worldButton = (page: Page) => page.getByRole("button", { name: "Whole world" });
const host = (page: Page) => page.locator(".map-host").first();

/** Where the exporter's name stands, in the window. */
async function capOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator(".cap-exporter").boundingBox();
  if (box === null) throw new Error("the exporter is not named on the map");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

describe("a region", () => {
  test("is shown by a click on its name, and the world again by the button that then appears", async () => {
    const { page, errors } = await come();
    await pause(page);
    expect(await worldButton(page).count()).toBe(0);
    const cap = await capOf(page);
    await page.mouse.click(cap.x, cap.y);
    await worldButton(page).waitFor();
    const near = await host(page).screenshot();
    await worldButton(page).click();
    await worldButton(page).waitFor({ state: "detached" });
    expect((await host(page).screenshot()).equals(near)).toBe(false);
    expect(errors).toEqual([]);
  });

  test("is shown by a double click on its land", async () => {
    const { page } = await come();
    await pause(page);
    const box = (await host(page).boundingBox())!;
    // Queensland, where no site stands.
    await page.mouse.dblclick(box.x + box.width * 0.925, box.y + box.height * 0.8);
    await worldButton(page).waitFor();
  });

  test("of the site that has the focus is shown by Z, and the world by nought", async () => {
    const { page } = await come();
    await pause(page);
    await page.getByTestId("site-list").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("z");
    await worldButton(page).waitFor();
    await page.keyboard.press("0");
    await worldButton(page).waitFor({ state: "detached" });
    await page.keyboard.press("+");
    await worldButton(page).waitFor();
  });
});

test("two fingers zoom the map of a phone, and one then pans it", async () => {
  const { page, errors } = await come({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const box = (await host(page).boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const land = (): Promise<string> =>
    page.locator(".map-land").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const world = await land();
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: [number, number][]) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y], id) => ({ x: middle.x + x, y: middle.y + y, id })),
    });
  await touch("touchStart", [
    [-20, 0],
    [20, 0],
  ]);
  for (let apart = 24; apart <= 80; apart += 8)
    await touch("touchMove", [
      [-apart, 0],
      [apart, 0],
    ]);
  await touch("touchEnd", []);
  await expect.poll(land, { timeout: 10_000 }).not.toBe(world);
  await page.waitForTimeout(400);
  const near = await land();
  await touch("touchStart", [[0, 0]]);
  for (let along = 6; along <= 60; along += 6) await touch("touchMove", [[along, 0]]);
  await touch("touchEnd", []);
  await expect.poll(land, { timeout: 10_000 }).not.toBe(near);
  expect(errors).toEqual([]);
});

test("a graphics card that is lost for good leaves the same map, drawn without it", async () => {
  const { page } = await come({
    before: (one) => one.addInitScript(() => localStorage.setItem("lodestone.renderer", "webgl")),
  });
  const isWebGl = (): Promise<boolean> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLCanvasElement>(".map-host canvas")].some(
        (canvas) => canvas.getContext("webgl2") !== null,
      ),
    );
  expect(await isWebGl()).toBe(true);
  await page.evaluate(() => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".map-host canvas"))
      canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  await expect.poll(isWebGl, { timeout: 90_000 }).toBe(false);
  const before = await host(page).screenshot();
  await page.waitForTimeout(1500);
  expect((await host(page).screenshot()).equals(before)).toBe(false);
});

test("a click on a small strip makes it the large one, at its full size", async () => {
  const { page } = await come();
  await pause(page);
  const small = page.locator(".time-column .strip:not(.strip-big)").first();
  const stage = await small.getAttribute("data-stage");
  await small.locator(".swap").click();
  await page.waitForTimeout(500);
  expect(await page.locator(".time-column .strip-big").getAttribute("data-stage")).toBe(stage);
  const sizes = await page
    .locator(".time-column .strip .plot")
    .evaluateAll((boxes) => boxes.map((box) => [box.clientHeight, box.querySelector("canvas")!.clientHeight]));
  for (const [box, canvas] of sizes) expect(Math.abs(box! - canvas!)).toBeLessThanOrEqual(1);
  expect(sizes[0]![0]).toBeGreaterThan(2 * sizes[1]![0]!);
});
