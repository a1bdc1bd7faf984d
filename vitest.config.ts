/**
 * Four kinds of test, one project each: `node` (the model and everything that needs no browser), `cli` (the built
 * command line, as a user starts it), `browser` (pieces of the page in a real Chromium) and `e2e` (the built page,
 * served and used). `npm test` runs them all; `npx vitest run --project node` one of them.
 */
import { defineConfig } from "vitest/config";
import { playwright } from "@vitest/browser-playwright";
import { browserArguments, browserOnThisMachine } from "./scripts/findBrowser.mjs";

const executablePath = browserOnThisMachine();

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/browser/**", "test/e2e/**", "test/batch/**"],
          setupFiles: ["test/infrastructure/propertySeed.ts"],
          testTimeout: 30_000,
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "cli",
          include: ["test/batch/**/*.test.ts"],
          globalSetup: ["test/infrastructure/buildCommandLine.ts"],
          testTimeout: 60_000,
        },
      },
      {
        optimizeDeps: {
          include: [
            "preact",
            "preact/hooks",
            "preact/jsx-runtime",
            "@preact/signals",
            "pixi.js",
            "pixi.js/unsafe-eval",
            "comlink",
            "zod",
            "fflate",
            "fastest-levenshtein",
            "seedrandom/lib/alea",
            "@stdlib/math-base-special-exp",
            "@stdlib/math-base-special-ln",
            "@stdlib/math-base-special-pow",
          ],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.browser.test.{ts,tsx}"],
          globalSetup: ["test/infrastructure/hashInNode.ts"],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath === null ? {} : { executablePath }),
                chromiumSandbox: false,
                args: browserArguments,
              },
            }),
            instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
          },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.e2e.test.ts"],
          globalSetup: ["test/infrastructure/servePage.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two visitors at a time: each page has its own worker, and more would only wait for each other.
          maxWorkers: 2,
        },
      },
    ],
  },
});
