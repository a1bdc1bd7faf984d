/**
 * Where: the map with the headline, the one button, the legend, and what floats over it. Owns the MapView's life and
 * hands it months; the drawing itself is in map/.
 */
import { effect, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { SimEvent } from "../../sim/events";
import { stripFont } from "../charts/font";
import { placeCard } from "../map/cardPlace";
import type { Box } from "../map/labels";
import { shortName } from "../map/labels";
import { listenToHands } from "../map/gestures";
import { MapView } from "../map/mapView";
import type { Target } from "../map/mapView";
import { momentOf } from "../map/moments";
import type { Cluster } from "../map/layout";
import type { Stage } from "../map/stage";
import { siteFigure, siteStatus } from "../map/siteState";
import { createCanvasStage } from "../map/canvasStage";
import { createStage, watchForLoss } from "../map/renderer";
import type { MapSize } from "../map/renderer";
import { followed, followOnMap } from "../follow";
import { remember } from "../memory";
import { usePage } from "../page";
import type { Page } from "../page";
import type { FrameTime } from "../player";
import {
  arrived,
  eventsOpen,
  furthest,
  hasChanges,
  info,
  markTonnes,
  month,
  openGroup,
  phoneTab,
  playing,
  presenting,
  reducedMotion,
  selection,
  speed,
  stillMap,
} from "../state";
import type { Selection } from "../state";
import { headlineOf } from "../text/headline";
import { KIND_WORDS, stateWords } from "../text/words";
import { tokens } from "../theme/theme";
import { GroupSheet } from "./dock";
import { EventsSheet } from "./eventsSheet";
import { Icon } from "./icon";
import { HeadlineLuck, headlineCompared } from "./headlineLuck";
import { Legend } from "./legend";
import { WhyCard } from "./whyCard";

/** The headline stands at least this long, ms. */
const HEADLINE_MS = 4000;
const TOOLTIP_AFTER_MS = 120;
/** Playing faster than this, closures are not acted out: the eye could not follow. */
const FASTEST_MOMENTS = 24;
/** Wall time between two events that slow the clock, ms. */
const MOMENT_PAUSE_MS = 5000;

const tooltip = signal<{ x: number; y: number; title: string; text: string } | null>(null);
const OUT_OF_SIGHT = { left: -4000, top: 90 };
const cardPlace = signal<{ left: number; top: number }>(OUT_OF_SIGHT);
let placedFor: Selection | null = null;
/** The address before a run writes itself into it: it may ask for the bench. */
const addressAtStart = location.hash;
/** The camera is nearer than the whole world. */
const isNear = signal(false);
const headlineText = signal("");
let headlineAt = 0;
let headlineKey = "";

export function MapArea() {
  const page = usePage();
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = host.current!;
    let map: MapView | null = null;
    let gone = false;
    const stops: (() => void)[] = [];
    if (addressAtStart.startsWith("#bench")) {
      // The page stands still behind it, so that only the bench's own map is measured.
      page.player.stop();
      void import("../map/bench").then(({ benchIfAsked }) => benchIfAsked(addressAtStart));
    }
    void createStage(sizeOf(element), tokens()).then(({ stage, hasWebGl }) => {
      stillMap.value = !hasWebGl;
      if (gone) {
        stage.destroy();
        return;
      }
      map = startMap(page, element, stage, stops);
      stops.push(
        watchForLoss(stage, () => {
          const { width, height, resolution } = sizeOf(element);
          map?.changeStage(createCanvasStage(width, height, resolution, tokens()));
        }),
      );
    });
    return () => {
      gone = true;
      for (const stop of stops) stop();
      map?.destroy();
      page.map = null;
    };
  }, [page]);

  return (
    <main class="map-area" aria-label="Map">
      <div class="map-host" ref={host} />
      <div class="map-fade" aria-hidden="true" />
      {isNear.value && <div class="map-foot" aria-hidden="true" />}
      <Headline />
      <HeadlineLuck />
      <TheButton />
      <ZoomButtons />
      <Tooltip />
      {!presenting.value && <Legend />}
      {reducedMotion.value && !stillMap.value && !presenting.value && (
        <p class="still-note">
          Motion is off, as your system asks.{" "}
          <button class="link" onClick={turnMotionOn}>
            Turn it on here
          </button>
        </p>
      )}
      {stillMap.value && <p class="still-note">Motion needs WebGL; everything else works.</p>}
      {openGroup.value === null && !presenting.value && <WhyCard place={cardPlace.value} />}
      {!presenting.value && <GroupSheet />}
      {!presenting.value && <EventsSheet />}
    </main>
  );
}

function turnMotionOn(): void {
  reducedMotion.value = false;
  remember("motion", "on");
}

export function Headline() {
  return (
    <h1 class="headline" data-testid="headline">
      {headlineText.value === "" ? "Twenty years of rare-earth magnets, about to run." : headlineText.value}
    </h1>
  );
}

export function TheButton() {
  const page = usePage();
  month.value;
  hasChanges.value;
  const isIn = page.floorIsIn();
  const first = !isIn && !hasChanges.value;
  return (
    <button
      class={first ? "the-button the-button-first" : "the-button"}
      onClick={() => page.toggleFloor()}
      disabled={info.value === null}
      data-testid="the-button"
    >
      {isIn ? "Take the floor out" : "Put the price floor in"}
    </button>
  );
}

function ZoomButtons() {
  const page = usePage();
  const name = followedName();
  return (
    <div class="zoom">
      {(name !== null || isNear.value) && (
        <div class="zoom-ways">
          {name !== null && (
            <button class="outlined" onClick={() => followOnMap(page, null)} title="Stop following">
              Following {name} <Icon name="close" size={12} />
            </button>
          )}
          {isNear.value && (
            <button
              class="outlined"
              onClick={() => {
                followed.value = null;
                page.map?.wholeWorld();
              }}
              title="Back to the whole world (0)"
            >
              Whole world
            </button>
          )}
        </div>
      )}
      <button class="quiet" onClick={() => page.map?.zoomBy(1.6)} aria-label="Zoom in" title="Zoom in (+)">
        <Icon name="plus" size={14} />
      </button>
      <button class="quiet" onClick={() => page.map?.zoomBy(1 / 1.6)} aria-label="Zoom out" title="Zoom out (−)">
        <Icon name="minus" size={14} />
      </button>
    </div>
  );
}

function Tooltip() {
  const tip = tooltip.value;
  if (tip === null) return null;
  return (
    <div class="tooltip" role="status" style={{ left: `${tip.x}px`, top: `${tip.y}px` }}>
      <strong>{tip.title}</strong>
      <span>{tip.text}</span>
    </div>
  );
}

function sizeOf(element: HTMLElement): MapSize {
  const box = element.getBoundingClientRect();
  return {
    width: Math.max(1, Math.round(box.width)),
    height: Math.max(1, Math.round(box.height)),
    resolution: Math.min(2, window.devicePixelRatio || 1),
  };
}

function startMap(page: Page, element: HTMLElement, stage: Stage, stops: (() => void)[]): MapView {
  let tipTimer = 0;
  let lastMomentMs = 0;
  const text = document.createElement("canvas").getContext("2d")!;
  const widths = new Map<string, number>();
  const map = new MapView(stage, element, tokens(), {
    measure: (words, weight, size) => {
      const key = `${weight} ${size} ${words}`;
      let width = widths.get(key);
      if (width === undefined) {
        text.font = stripFont(weight, size);
        width = text.measureText(words).width;
        widths.set(key, width);
      }
      return width;
    },
    onHover: (cluster, at) => {
      window.clearTimeout(tipTimer);
      tooltip.value = null;
      if (cluster === null) return;
      tipTimer = window.setTimeout(() => (tooltip.value = tooltipOf(page, cluster, at, element)), TOOLTIP_AFTER_MS);
    },
    onChoose: (cluster) => {
      window.clearTimeout(tipTimer);
      choose(cluster);
    },
    textScale: () => (presenting.value ? 1.4 : 1),
    onMark: (tonnes) => (markTonnes.value = tonnes),
    onSettled: (zoom) => {
      isNear.value = zoom > 1.01;
      // At world view a finger that moves up scrolls a phone's page; nearer, it pans the map.
      element.style.touchAction = isNear.value ? "none" : "";
      placeTheCard(page, map, element);
    },
    onMoment: () => {
      const now = performance.now();
      if (speed.value > 12 || now - lastMomentMs < MOMENT_PAUSE_MS) return;
      lastMomentMs = now;
      page.player.slowFor(900);
    },
  });
  page.map = map;

  const resize = (): void => {
    const { width, height, resolution } = sizeOf(element);
    map.resize(width, height, resolution);
    map.setObstacles(obstaclesOf(element));
    placeTheCard(page, map, element);
  };
  const observer = new ResizeObserver(resize);
  observer.observe(element);
  resize();
  stops.push(() => observer.disconnect());

  let shownRun: object | null = null;
  let lastMonth = -1;
  stops.push(
    effect(() => {
      map.setColours(tokens());
    }),
    effect(() => {
      arrived.value;
      const world = info.value;
      const at = month.value;
      const history = page.branches.shown;
      const snapshot = history?.frames[at];
      if (world === null || history === null || snapshot === undefined) return;
      if (shownRun !== world) {
        shownRun = world;
        lastMonth = -1;
        map.setWorld(world);
        followed.value = null;
      }
      const isNext = at > lastMonth && at - lastMonth <= 4;
      const moments =
        isNext && playing.peek() && speed.peek() <= FASTEST_MOMENTS
          ? history.frames
              .slice(lastMonth + 1, at + 1)
              .flatMap((frame) => frame.events)
              .filter((event) => momentOf(event) !== null && event.region !== world.exporterRegion)
          : [];
      if (at !== lastMonth || moments.length > 0) {
        lastMonth = at;
        map.show(snapshot, closedSince(history.events, at), { moments, jumped: !isNext, still: reducedMotion.peek() });
        if (!isNext) headlineKey = "";
      }
      updateHeadline(page);
    }),
    effect(() => {
      openGroup.value;
      if (selection.value !== null) arrived.value;
      if (selection.value !== placedFor) {
        // Until its place is found, a card is kept out of the way of the pointer that asked for it.
        placedFor = selection.value;
        cardPlace.value = OUT_OF_SIGHT;
      }
      map.select(selectedTarget());
      requestAnimationFrame(() => placeTheCard(page, map, element));
    }),
    effect(() => {
      eventsOpen.value;
      headlineText.value;
      hasChanges.value;
      isNear.value;
      followed.value;
      requestAnimationFrame(() => map.setObstacles(obstaclesOf(element)));
    }),
  );
  stops.push(
    page.player.onFrame((time: FrameTime) => {
      const pace = time.monthsPerSecond;
      const pxPerSecond = pace === 0 ? 0 : Math.min(70, 26 + (44 * Math.max(0, pace - 1)) / 11);
      map.frame({
        nowMs: time.nowMs,
        elapsedMs: time.elapsedMs,
        travelPx: reducedMotion.value || stillMap.value ? 0 : (pxPerSecond * time.elapsedMs) / 1000,
        still: reducedMotion.value,
      });
    }),
  );
  stops.push(listenToHands(map, element, () => (selection.value = null)));
  document.fonts.addEventListener("loadingdone", () => {
    widths.clear();
    map.setObstacles(obstaclesOf(element));
  });
  return map;
}

/** On a phone the answer to why is a sheet of its own. */
function isPhone(): boolean {
  return document.querySelector('[data-layout="phone"]') !== null;
}

function choose(cluster: Cluster): void {
  tooltip.value = null;
  openGroup.value = null;
  if (isPhone()) {
    eventsOpen.value = false;
    phoneTab.value = "why";
  }
  if (cluster.kind === "buyer") selection.value = { kind: "buyer", region: cluster.region };
  else if (cluster.sites.length === 1) selection.value = { kind: "site", index: cluster.sites[0]! };
  else selection.value = { kind: "group", indices: cluster.sites };
}

/** What the selection means on the map. */
function selectedTarget(): Target | null {
  const chosen = selection.value;
  if (chosen === null) return null;
  if (chosen.kind === "site") return { site: chosen.index };
  if (chosen.kind === "group") return chosen.indices[0] === undefined ? null : { site: chosen.indices[0] };
  return { buyersOf: chosen.region };
}

/** What is followed, in words; null when nothing is. */
function followedName(): string | null {
  const target = followed.value;
  const world = info.value;
  if (target === null || world === null) return null;
  if ("site" in target) return shortName(world.sites[target.site]?.name ?? "");
  return `buyers in ${world.regions[target.buyersOf]?.name ?? ""}`;
}

function tooltipOf(page: Page, cluster: Cluster, at: { x: number; y: number }, element: HTMLElement) {
  const world = info.value;
  const now = page.branches.shown?.frames[month.value];
  if (world === null || now === undefined) return null;
  const box = element.getBoundingClientRect();
  const place = { x: Math.min(at.x + 14, box.width - 230), y: Math.min(at.y + 14, box.height - 64) };
  if (cluster.kind === "buyer")
    return { ...place, title: `Buyers in ${world.regions[cluster.region]!.name}`, text: "Click for what they get." };
  const there = cluster.sites.filter((site) => siteStatus(now, site) !== "prospect");
  const first = there[0] ?? cluster.sites[0]!;
  const status = siteStatus(now, first);
  const one = world.sites[first]!;
  const state = stateWords(status, siteFigure(now, first, "utilisation"));
  return {
    ...place,
    title: there.length > 1 ? `${shortName(one.name)} and ${there.length - 1} more` : one.name,
    text: `${KIND_WORDS[one.kind]}, ${world.regions[one.region]!.name}. ${there.length > 1 ? "Click to choose." : `${state[0]!.toUpperCase()}${state.slice(1)}.`}`,
  };
}

/** Boxes that names keep clear of, in the map's own pixels. */
function obstaclesOf(element: HTMLElement): Box[] {
  const host = element.getBoundingClientRect();
  const area = element.parentElement!;
  return [
    ...area.querySelectorAll(
      ".headline, .headline-luck, .the-button, .legend, .card, .sheet, .zoom, .zoom-ways, .map-foot, .still-note",
    ),
  ].map((one) => {
    const box = one.getBoundingClientRect();
    return { x: box.left - host.left, y: box.top - host.top, width: box.width, height: box.height };
  });
}

function placeTheCard(page: Page, map: MapView, element: HTMLElement): void {
  const card = element.parentElement!.querySelector<HTMLElement>(".why-card");
  const cluster = map.clusters[map.idOf(selectedTarget())];
  if (card === null || cluster === undefined || page.map === null) {
    map.setLeader(null);
    map.setObstacles(obstaclesOf(element));
    return;
  }
  const host = element.getBoundingClientRect();
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const bounds = { x: 10, y: 84, width: host.width - 20, height: host.height - 84 - 38 };
  const place = placeCard(size, cluster, map.clusters, bounds);
  if (place.left !== cardPlace.value.left || place.top !== cardPlace.value.top) cardPlace.value = place;
  map.setLeader({ x: place.left, y: place.top, ...size });
  map.setObstacles([...obstaclesOf(element), { x: place.left, y: place.top, ...size }]);
}

/** Months in which sites closed for good, by id, up to a month. */
function closedSince(events: readonly SimEvent[], at: number): Map<string, number> {
  const since = new Map<string, number>();
  for (const event of events) if (event.kind === "closed" && event.month <= at) since.set(event.entityId, event.month);
  return since;
}

function updateHeadline(page: Page): void {
  const world = info.value;
  const now = page.branches.shown?.frames[month.value];
  if (world === null || now === undefined) return;
  const key = `${page.branches.shown?.runId} ${Math.min(furthest.value, month.value) === month.value}`;
  const clock = performance.now();
  if (key === headlineKey && playing.peek() && clock - headlineAt < HEADLINE_MS) return;
  const { text, compared } = headlineOf({
    info: world,
    now,
    ghost: page.branches.ghost?.frames[month.value] ?? null,
    events: (page.branches.shown?.events ?? []).filter((event) => event.month <= month.value),
  });
  headlineKey = key;
  headlineCompared.value = compared;
  if (text === headlineText.value) return;
  headlineText.value = text;
  headlineAt = clock;
}
