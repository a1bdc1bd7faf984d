/**
 * The map for those who do not see it: one labelled image, and a list of sites that takes the focus. Arrow keys walk
 * to the nearest glyph in a direction, Enter asks why. The list is built only while it has the focus or is read.
 */
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { siteFigure, siteStatus } from "../map/siteState";
import { usePage } from "../page";
import type { Page } from "../page";
import { arrived, info, month, playing, selection, stages } from "../state";
import { longMonth, price } from "../text/format";
import { KIND_WORDS, stateWords } from "../text/words";

const active = signal(-1);
/** The month the list tells of: it follows at once when time stands, and every few seconds while it runs. */
const told = signal(0);
const EVERY_MS = 3000;

export function SiteList() {
  const page = usePage();
  const world = info.value;
  useEffect(() => {
    const follow = (): void => void (told.value = month.peek());
    const timer = window.setInterval(follow, EVERY_MS);
    const stop = effect(() => {
      month.value;
      if (!playing.value) follow();
    });
    return () => {
      window.clearInterval(timer);
      stop();
    };
  }, []);
  const at = told.value;
  const now = page.branches.shown?.frames[at] ?? page.branches.shown?.frames[0];
  if (now === undefined) arrived.value;
  if (world === null || now === undefined) return null;
  const prices = stages.value
    .map((stage, index) => `${stage.name} ${price(now.stages[index]!.zonePriceUsdPerKg)}`)
    .join(", ");
  const sites = world.sites.map((_, index) => index).filter((index) => siteStatus(now, index) !== "prospect");
  const current = sites.includes(active.value) ? active.value : (sites[0] ?? -1);
  return (
    <section class="hidden" aria-label="The map in words">
      <p>
        World map in {longMonth(world.startMonth, now.month)}. {now.world.blocSitesRunning} of {now.world.blocSitesEver}{" "}
        bloc sites run. Prices in the bloc, dollars a kilogram: {prices}.
      </p>
      <ul
        role="listbox"
        aria-label="Sites on the map. Arrow keys walk, Enter asks why, plus and minus zoom, Z shows the region, 0 the world."
        tabIndex={0}
        aria-activedescendant={current >= 0 ? `site-${current}` : undefined}
        data-testid="site-list"
        onFocus={() => focus(page, current)}
        onBlur={() => page.map?.focus(-1)}
        onKeyDown={(event) => onKey(event, page, current, sites)}
      >
        {sites.map((site) => {
          const one = world.sites[site]!;
          const status = siteStatus(now, site);
          return (
            <li key={one.id} id={`site-${site}`} role="option" aria-selected={site === current}>
              {one.name}, {KIND_WORDS[one.kind]}, {world.regions[one.region]!.name},{" "}
              {stateWords(status, siteFigure(now, site, "utilisation"))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function focus(page: Page, site: number): void {
  active.value = site;
  page.map?.focus(page.map.clusterOfSite(site));
}

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function onKey(event: KeyboardEvent, page: Page, current: number, sites: readonly number[]): void {
  const map = page.map;
  const direction = DIRECTIONS[event.key];
  if (direction !== undefined && map !== null) {
    event.preventDefault();
    const next = map.neighbour(map.clusterOfSite(current), direction[0], direction[1]);
    const site = map.clusters[next]?.sites.find((one) => sites.includes(one));
    if (site !== undefined) focus(page, site);
    return;
  }
  if (event.key === "Enter") {
    event.preventDefault();
    selection.value = { kind: "site", index: current };
    return;
  }
  if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    const site = event.key === "Home" ? sites[0] : sites.at(-1);
    if (site !== undefined) focus(page, site);
  }
}
