/**
 * Finds a Chromium-like browser for the tests. Candidates in order: CHROME_BIN, the usual names on the PATH and the
 * usual places of macOS and Windows, Playwright's own. Each is really started, so a broken one is passed over. If
 * none is left, one is installed: by Playwright, or as root on Debian and its kin by apt-get.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";

export const browserArguments = [
  "--no-sandbox",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
];

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const places = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((root) =>
    ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].map((end) =>
      join(process.env[root] ?? "C:\\", end),
    ),
  ),
};

function candidates() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .sort((a, b) => rank(a) - rank(b));
  const all = [process.env.CHROME_BIN, ...onPath, ...(places[process.platform] ?? []), playwrightsOwn()];
  return [...new Set(all.filter((path) => path !== undefined && path !== "" && existsSync(path)))];
}

/** Place of a path's name in the list of names, so that the kind of browser outweighs the order of the PATH. */
function rank(path) {
  return names.findIndex((name) => path.endsWith(name));
}

function playwrightsOwn() {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

export function browserOnThisMachine() {
  return candidates()[0] ?? null;
}

/** True if the browser starts without a display and shows a page. */
function starts(path) {
  const page = "data:text/html,<p>it-starts</p>";
  const run = spawnSync(path, ["--headless", "--disable-gpu", ...browserArguments, "--dump-dom", page], {
    encoding: "utf8",
    timeout: 60_000,
  });
  return run.status === 0 && run.stdout.includes("it-starts");
}

function firstThatStarts(say) {
  for (const path of candidates()) {
    if (starts(path)) return path;
    say(`browser: ${path} does not start, trying the next`);
  }
  return null;
}

/** Runs a command without showing its output, true if it worked. */
function works(command, args) {
  const run = spawnSync(command, args, {
    stdio: "ignore",
    timeout: 300_000,
    shell: process.platform === "win32",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return run.status === 0;
}

function isRootWithApt() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

export function findBrowser(say = (line) => console.error(line)) {
  const present = firstThatStarts(say);
  if (present !== null) return present;

  say("browser: none found, asking Playwright to install one");
  if (works("npx", ["playwright", "install", "chromium"])) {
    const installed = firstThatStarts(say);
    if (installed !== null) return installed;
  }
  if (isRootWithApt()) {
    say("browser: installing chromium with apt-get");
    const packages = ["chromium", "fonts-dejavu-core"];
    if (works("apt-get", ["update"]) && works("apt-get", ["install", "-y", "--no-install-recommends", ...packages])) {
      const installed = firstThatStarts(say);
      if (installed !== null) return installed;
    }
  }
  throw new Error(
    "no browser for the tests was found, and none could be installed; install one with " +
      "`npx playwright install --with-deps chromium`, or point CHROME_BIN at a Chromium, Chrome or Edge",
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findBrowser());
  } catch (fault) {
    console.error(fault.message);
    process.exitCode = 1;
  }
}
