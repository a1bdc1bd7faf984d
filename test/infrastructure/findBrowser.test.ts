/** The search for a browser, with small scripts in the place of browsers: a broken one must not be chosen. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

const finder = fileURLToPath(new URL("../../scripts/findBrowser.mjs", import.meta.url));

/** A folder with executables of the given names and shell texts. */
function programs(texts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "lodestone-browser-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return folder;
}

function find(chromeBin: string, path: string): { found: string; said: string; code: number | null } {
  // Playwright's own browsers, if any, are out of sight.
  const env = { PATH: path, CHROME_BIN: chromeBin, PLAYWRIGHT_BROWSERS_PATH: path };
  const run = spawnSync(process.execPath, [finder], { env, encoding: "utf8" });
  return { found: run.stdout.trim(), said: run.stderr, code: run.status };
}

const shows = 'echo "<p>it-starts</p>"';
const installs = '/bin/cp "$(/usr/bin/dirname "$0")/download" "$(/usr/bin/dirname "$0")/chromium"';

describe.runIf(process.platform === "linux")("a map of mines is shown", () => {
  test("by the first browser that really starts", () => {
    const folder = programs({ broken: "exit 1", blank: "echo nothing", "google-chrome": "exit 127", chrome: shows });
    const { found, said } = find(join(folder, "broken"), folder);
    expect(found).toBe(join(folder, "chrome"));
    expect(said).toContain("broken does not start");
    expect(said).toContain("google-chrome does not start");
    expect(find(join(folder, "blank"), folder).found).toBe(join(folder, "chrome"));
  });

  test("by the browser that is named, before any on the path", () => {
    const folder = programs({ mine: shows, chromium: shows, "microsoft-edge": shows });
    expect(find(join(folder, "mine"), folder).found).toBe(join(folder, "mine"));
    expect(find("", folder).found).toBe(join(folder, "chromium"));
  });

  test("by a browser that is installed where there was none", () => {
    const folder = programs({ download: shows, npx: installs });
    expect(find("", folder).found).toBe(join(folder, "chromium"));
  });

  test("by none where none can be had, and the line that installs one is said", () => {
    const folder = programs({ npx: "exit 1", "apt-get": "exit 1" });
    const { code, found, said } = find("", folder);
    expect([code, found]).toEqual([1, ""]);
    expect(said).toContain("npx playwright install --with-deps chromium");
  });
});
