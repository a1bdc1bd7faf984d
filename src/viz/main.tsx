/** Starts the page: theme, worker, link, first run, and the tree of panels. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { connectSim } from "../workers/client";
import { connectPairs } from "../workers/pairClient";
import { listenToKeys } from "./a11y/keys";
import { listenToTimeKeys } from "./a11y/timeKeys";
import { readLink } from "./link";
import { recall } from "./memory";
import { Page, PageProvider } from "./page";
import { App } from "./panels/app";
import { followAddress, keepWorldAddress, view } from "./route";
import { FIRST_SEED, FLAGSHIP, notice, reducedMotion } from "./state";
import type { RunChoice } from "./state";
import { startTheme } from "./theme/theme";
import "./theme/fonts.css";
import "./theme/page.css";
import "./theme/map.css";
import "./theme/controls.css";
import "./theme/layouts.css";

const FIRST_RUN: RunChoice = { scenario: FLAGSHIP, seed: FIRST_SEED, changes: [] };

startTheme(document.documentElement);
const stillness = matchMedia("(prefers-reduced-motion: reduce)");
reducedMotion.value = stillness.matches && recall("motion") !== "on";
stillness.addEventListener("change", () => (reducedMotion.value = stillness.matches));

const LINK_WORDS = "It is cut short, or asks for something that is not here. The usual run plays instead.";
const BENCH_ADDRESS = "#bench";
const pairs = connectPairs(navigator.hardwareConcurrency);
const page = new Page(connectSim(), { reconnect: connectSim, pairs });
// The bench plays a map of its own, with nothing beside it.
if (location.hash.startsWith(BENCH_ADDRESS))
  void import("./map/bench").then((bench) => bench.benchIfAsked(location.hash));
else startPage();

function startPage(): void {
  render(
    <PageProvider value={page}>
      <App />
    </PageProvider>,
    document.getElementById("page")!,
  );
  page.player.start();
  listenToKeys(page);
  listenToTimeKeys(page, () => view.value === "world");
  void openFromAddress(view.value === "proof" ? "" : location.hash);
  window.addEventListener("hashchange", () => {
    if (!followAddress(location.hash)) void openFromAddress(location.hash);
  });
  effect(() => {
    document.title = view.value === "proof" ? "Proof · Lodestone" : "Lodestone";
  });
}

/** A link opens its run; a link that cannot be read says so, and the flagship opens instead. */
async function openFromAddress(address: string): Promise<void> {
  await openRun(address);
  keepWorldAddress();
}

async function openRun(address: string): Promise<void> {
  const reading = readLink(address);
  if (reading === null) {
    await page.open(FIRST_RUN, view.value === "world");
    return;
  }
  if (!reading.ok) {
    await page.open(FIRST_RUN);
    page.showNotice("This link does not open", LINK_WORDS, reading.message);
    return;
  }
  if (await page.openLink(reading.choice)) return;
  const why = notice.value?.detail ?? notice.value?.text ?? "";
  await page.open(FIRST_RUN);
  page.showNotice("This link does not open", LINK_WORDS, why);
}
