/**
 * Measures the built page in a real browser and sets the figures beside their targets: first moving world, script a
 * frame, answer to a lever, longest task, scrub, JavaScript, memory. `--minutes N` is the length of the soak,
 * `--only WORD` runs the measurements whose names hold it. Where the processor plays the graphics card, the frame's
 * figures are marked and not judged, and the others say that drawing is part of them.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { build, preview } from "vite";
import { browserArguments, browserOnThisMachine } from "./findBrowser.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = join(root, "dist", "bench-page");
const { values } = parseArgs({ options: { minutes: { type: "string" }, only: { type: "string" } } });
const minutes = Number(values.minutes ?? 2);
if (!(minutes > 0 && minutes <= 600)) {
  console.error(`--minutes: found ${values.minutes}, expected a number over 0 and up to 600`);
  process.exit(2);
}

const VIEWPORT = { width: 1280, height: 800 };
const ROUNDS = 5;
const SLOW_DOWN = 4;
const kib = (bytes) => bytes / 1000;

const common = { configFile: join(root, "vite.config.ts"), root, logLevel: "warn" };
rmSync(outDir, { recursive: true, force: true });
await build({ ...common, build: { outDir, emptyOutDir: true } });
const server = await preview({
  ...common,
  build: { outDir },
  preview: { port: 4500, strictPort: false, host: "127.0.0.1", open: false },
});
const address = `http://127.0.0.1:${server.httpServer.address().port}/`;
const executablePath = browserOnThisMachine();
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  chromiumSandbox: false,
  args: [...browserArguments, "--enable-precise-memory-info"],
});

/** A page with an empty cache. `withPixi` asks for Pixi even where there is no graphics card. */
async function visit({ hash = "", withPixi = false, before } = {}) {
  const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
  page.setDefaultTimeout(120_000);
  if (withPixi) await page.addInitScript(() => localStorage.setItem("lodestone.renderer", "webgl"));
  await before?.(page);
  await page.goto(address + hash);
  return page;
}

const close = (page) => page.context().close();
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const largest = (list) => list.reduce((most, one) => Math.max(most, one), 0);

async function untilMonth(page, month) {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow") ?? -1) >= wanted,
    month,
    { polling: 100 },
  );
}

async function rendererName() {
  const page = await visit();
  const name = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "none";
  });
  await close(page);
  return name;
}

/** JavaScript that page and workers fetch until the world moves, gzip, kB. */
async function javaScript() {
  const asked = new Set();
  const page = await visit({
    withPixi: true,
    before: (page) => page.context().on("request", (request) => asked.add(new URL(request.url()).pathname)),
  });
  await untilMonth(page, 2);
  await close(page);
  const files = [...asked].filter((path) => path.endsWith(".js") && existsSync(join(outDir, path)));
  const sizes = files.map((path) => gzipSync(readFileSync(join(outDir, path)), { level: 9 }).length);
  for (const [index, path] of files.entries()) console.log(`    ${kib(sizes[index]).toFixed(1)} kB  ${path}`);
  return kib(sizes.reduce((sum, size) => sum + size, 0));
}

/** From navigation start until the world has moved on to its second month, ms. */
async function firstMovingWorld() {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await visit({
      before: async (page) => {
        const session = await page.context().newCDPSession(page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_DOWN });
        await page.addInitScript(() => {
          const look = () => {
            if (Number(document.querySelector(".scrub")?.getAttribute("aria-valuenow") ?? 0) >= 1)
              window.movedAtMs = performance.now();
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
      },
    });
    await page.waitForFunction(() => window.movedAtMs !== undefined, undefined, { polling: 50 });
    times.push(await page.evaluate(() => window.movedAtMs));
    await close(page);
  }
  return median(times);
}

/** Medians of the map's own bench: script that moves the scene, and all script of a frame, ms. Null where it has none. */
async function scriptPerFrame(stage) {
  const page = await visit({ hash: `#bench=${stage}` });
  try {
    await page.waitForFunction(
      () => window.__lodestoneBench?.length > 0 && window.__lodestoneBench.every((one) => one.done),
      undefined,
      { timeout: 90_000, polling: 250 },
    );
  } catch {
    await close(page);
    return null;
  }
  const [figures] = await page.evaluate(() => window.__lodestoneBench);
  await close(page);
  return { scene: median(figures.sceneMs), frame: median(figures.frameMs), particles: figures.particles };
}

/** From the click on the one button until the branch stands beside its ghost on screen, ms. */
async function leverAnswer() {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const page = await visit();
    await untilMonth(page, 4 + round);
    times.push(
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            const from = performance.now();
            const look = () => {
              if (document.querySelector(".gap-ghost") !== null)
                requestAnimationFrame(() => resolve(performance.now() - from));
              else requestAnimationFrame(look);
            };
            document.querySelector('[data-testid="the-button"]').click();
            look();
          }),
      ),
    );
    await close(page);
  }
  return median(times);
}

/** Longest task of the main thread while twelve months a second go by, ms; the first seconds are left out. */
async function longestTask() {
  const page = await visit();
  await untilMonth(page, 6);
  await page.getByLabel("Speed").first().selectOption("12");
  await page.waitForTimeout(3000);
  await browser.startTracing(page, { categories: ["devtools.timeline", "toplevel", "__metadata"] });
  await page.waitForTimeout(8000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await close(page);
  const mains = new Set(
    traceEvents
      .filter((one) => one.name === "thread_name" && one.args?.name === "CrRendererMain")
      .map((one) => `${one.pid} ${one.tid}`),
  );
  const tasks = traceEvents.filter(
    (one) => /RunTask$/.test(one.name) && one.dur > 0 && mains.has(`${one.pid} ${one.tid}`),
  );
  if (tasks.length < 100) throw new Error(`the trace holds ${tasks.length} tasks; expected hundreds`);
  return largest(tasks.map((one) => one.dur / 1000));
}

/** Script from a key on the cursor until the frame that shows the month is painted, ms: the median, and the largest. */
async function scrub() {
  const page = await visit();
  await untilMonth(page, 3);
  await page.getByLabel("Speed").first().selectOption("120");
  await page.waitForFunction(
    () => {
      const cursor = document.querySelector(".scrub");
      return Number(cursor?.getAttribute("aria-valuenow")) >= 200;
    },
    undefined,
    { polling: 200 },
  );
  await page.getByRole("button", { name: "Pause" }).first().click();
  await page.waitForTimeout(1500);
  const times = await page.evaluate(async () => {
    const cursor = document.querySelector(".scrub");
    const found = [];
    for (let turn = 0; turn < 24; turn++) {
      const key = { key: turn % 12 < 6 ? "ArrowLeft" : "ArrowRight", shiftKey: true, bubbles: true, cancelable: true };
      await new Promise((resolve) => setTimeout(resolve, 120));
      const before = cursor.getAttribute("aria-valuenow");
      let spent = performance.now();
      cursor.dispatchEvent(new KeyboardEvent("keydown", key));
      await Promise.resolve();
      spent = performance.now() - spent;
      // The wait for the next frame is the screen's, not the page's.
      spent += await new Promise((resolve) =>
        requestAnimationFrame(() => {
          const from = performance.now();
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now() - from);
          channel.port2.postMessage(0);
        }),
      );
      if (cursor.getAttribute("aria-valuenow") !== before) found.push(spent);
    }
    return found;
  });
  await close(page);
  if (times.length < 12) throw new Error(`the cursor moved ${times.length} times of 24`);
  return { median: median(times), most: largest(times) };
}

/** Growth of the page's JavaScript heap over loops of the whole run, after a collection at each loop's end. */
async function soak() {
  const page = await visit();
  const session = await page.context().newCDPSession(page);
  await untilMonth(page, 2);
  await page.getByLabel("Speed").first().selectOption("120");
  const until = Date.now() + minutes * 60_000;
  const samples = [];
  while (Date.now() < until || samples.length < 3) {
    await page.getByRole("button", { name: "Play again from the start" }).first().waitFor();
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    samples.push({ minute: Date.now() / 60_000, mb: usedSize / 1e6 });
    await page.getByRole("button", { name: "Play again from the start" }).first().click();
    await page.waitForTimeout(500);
  }
  await close(page);
  // The first loop fills caches.
  const kept = samples.slice(1);
  const x = kept.reduce((sum, one) => sum + one.minute, 0) / kept.length;
  const y = kept.reduce((sum, one) => sum + one.mb, 0) / kept.length;
  const slope =
    kept.reduce((sum, one) => sum + (one.minute - x) * (one.mb - y), 0) /
    kept.reduce((sum, one) => sum + (one.minute - x) * (one.minute - x), 0);
  return { slope, first: kept[0].mb, last: kept.at(-1).mb, loops: samples.length };
}

const rows = [];
/** Adds a row; figures of drawing on a processor are shown and not judged. */
function row(name, value, unit, targets, { judged = true, note = "" } = {}) {
  const [ship, aim, moon] = targets;
  const verdict = !judged
    ? "not judged"
    : value <= moon
      ? "moon"
      : value <= aim
        ? "aim"
        : value <= ship
          ? "ship"
          : "MISSED";
  rows.push({
    name,
    value: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
    targets: targets.join(" / "),
    verdict,
    note,
  });
}

const renderer = await rendererName();
const isSoftware = /swiftshader|llvmpipe|software|basic render|none/i.test(renderer);
console.log(
  `Renderer: ${renderer}${isSoftware ? " (drawn by the processor: the frame's figures are not judged)" : ""}`,
);

const drawn = isSoftware ? "drawing by the processor is part of it" : "";
const measurements = {
  javascript: async () => row("JavaScript for the first picture, gzip", await javaScript(), "kB", [300, 240, 200]),
  start: async () =>
    row(`moving world, ${SLOW_DOWN}x slow-down`, await firstMovingWorld(), "ms", [2500, 1500, 1000], { note: drawn }),
  frame: async () => {
    for (const stage of ["pixi", "canvas"]) {
      const found = await scriptPerFrame(stage);
      if (found === null) {
        console.log(`    the map has no bench of its ${stage} stage`);
        continue;
      }
      const note = `${found.particles} particles`;
      row(`script a frame, scene, ${stage}`, found.scene, "ms", [2, 1, 0.5], { judged: !isSoftware, note });
      row(`script a frame, all, ${stage}`, found.frame, "ms", [4, 2.5, 1.5], { judged: !isSoftware, note });
    }
  },
  lever: async () => row("answer to a lever", await leverAnswer(), "ms", [150, 80, 33], { note: drawn }),
  task: async () => row("longest task at 12 months a second", await longestTask(), "ms", [50, 25, 16], { note: drawn }),
  scrub: async () => {
    const { median, most } = await scrub();
    row("scrub to a computed month", median, "ms", [50, 16, 16], { note: `largest ${most.toFixed(0)} ms` });
  },
  memory: async () => {
    const { slope, first, last, loops } = await soak();
    row("heap growth over loops", Math.max(0, slope), "MB/min", [0.1, 0.05, 0.01], {
      note: `${loops} loops, ${first.toFixed(1)} to ${last.toFixed(1)} MB`,
    });
  },
};

let failed = 0;
for (const [name, measure] of Object.entries(measurements)) {
  if (values.only !== undefined && !name.includes(values.only)) continue;
  console.log(`  ${name}…`);
  try {
    await measure();
  } catch (error) {
    failed += 1;
    console.error(`  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
await browser.close();
await server.close();

const width = (key, title) => largest([title, ...rows.map((one) => one[key])].map((text) => text.length));
const columns = { name: "measured", value: "found", targets: "ship / aim / moon", verdict: "reached", note: "" };
const line = (one) =>
  Object.keys(columns)
    .map((key) => one[key].padEnd(width(key, columns[key])))
    .join("  ")
    .trimEnd();
console.log(`\n${[columns, ...rows].map(line).join("\n")}`);
const missed = rows.filter((one) => one.verdict === "MISSED").length;
process.exitCode = failed > 0 || missed > 0 ? 1 : 0;
