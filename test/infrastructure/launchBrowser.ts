/** Starts the browser that the tests use on the served page; who starts it closes it. */
import { chromium, type Browser } from "playwright";
import { browserArguments, browserOnThisMachine } from "../../scripts/findBrowser.mjs";

export function launchBrowser(): Promise<Browser> {
  const executablePath = browserOnThisMachine();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    chromiumSandbox: false,
    args: browserArguments,
  });
}
