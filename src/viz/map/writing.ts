/**
 * Everything that is written on the map: the event in progress, the caps, the names. It keeps what is written, so that
 * it stays where it is until it collides, and carries it along while the camera moves.
 */
import { shortName } from "./labels";
import type { Box, Place } from "./labels";
import type { Named } from "./moments";
import { glyphCores, placeCaps, placeEvent, placeNames } from "./names";
import type { Cap, NamedLabel, Scene } from "./names";
import { EVENT_VERBS } from "../text/words";
import type { EventLabel, Overlay } from "./overlay";
import type { Camera } from "./projection";

/** Below this width names and caps would cover the map: only the event's name is written. */
const NAMES_FROM_PX = 500;
const CAP_REACH_PX = 6;
/** A cap that found no place looks again after as long. */
const CAP_SEARCH_MS = 1500;

/** Clusters that are written whatever they weigh; -1 for none. */
export interface Marked {
  selected: number;
  followed: number;
  hovered: number;
}

export class Writing {
  private caps: Cap[] = [];
  /** Where caps stood last, written or not, and when a place was last looked for. */
  private capPlaces: Cap[] = [];
  private searchedMs = Number.NEGATIVE_INFINITY;
  private names: NamedLabel[] = [];
  private event: (EventLabel & { cluster: number }) | null = null;

  constructor(private readonly overlay: Overlay) {}

  /** What is written and what it must keep clear of, for the test that measures it. */
  boxes(scene: Scene | null): { labels: (Box & { text: string })[]; cores: Box[]; obstacles: readonly Box[] } {
    const event = this.event === null ? [] : [{ ...this.event, text: `${this.event.name} ${this.event.verb}` }];
    return {
      labels: [...event, ...this.caps, ...this.names],
      cores: scene === null ? [] : glyphCores(scene),
      obstacles: scene?.obstacles ?? [],
    };
  }

  /** Finds places for everything in a scene; null wipes the map clean. */
  write(scene: Scene | null, marked: Marked): void {
    if (scene === null || scene.width < NAMES_FROM_PX) {
      this.caps = [];
      this.names = [];
    } else {
      const event = this.event === null ? [] : [this.event];
      const nowMs = performance.now();
      const search = this.caps.length < 2 && nowMs - this.searchedMs > CAP_SEARCH_MS;
      if (search) this.searchedMs = nowMs;
      this.caps = placeCaps(scene, this.capPlaces, event, search);
      this.capPlaces = [
        ...this.caps,
        ...this.capPlaces.filter((cap) => !this.caps.some((one) => one.side === cap.side)),
      ];
      const places = new Map<string, Place>(this.names.map((name) => [name.key, name.place]));
      const all = { ...marked, event: this.event?.cluster ?? -1 };
      this.names = placeNames(scene, all, [...event, ...this.caps], places);
    }
    this.show();
  }

  /** The camera or the world has changed: caps may look for better places at once. */
  forgetPlaces(): void {
    this.capPlaces = [];
    this.searchedMs = Number.NEGATIVE_INFINITY;
  }

  /** Names an event at its glyph; null takes the name away. The rest is to be written again afterwards. */
  nameEvent(named: Named | null, scene: Scene | null): void {
    const cluster = named === null ? undefined : scene?.clusters[named.cluster];
    if (named === null || cluster === undefined || scene === null) this.event = null;
    else {
      const name = shortName(named.event.entity);
      const verb = EVENT_VERBS[named.event.kind] ?? "";
      const more = named.more > 0 ? `and ${named.more} more` : "";
      const { textScale } = scene;
      const width = Math.max(
        scene.measure(`${name} ${verb}`, 690, 14.5 * textScale),
        scene.measure(more, 550, 12 * textScale),
      );
      const size = { width: width + 6, height: (more === "" ? 18 : 34) * textScale };
      const box = placeEvent({ x: cluster.x, y: cluster.y, radius: scene.radiusOf(cluster.id) }, size, scene);
      const tone = named.moment === "reopened" ? "back" : "ink";
      this.event = { ...box, name, verb, more, tone, cluster: named.cluster };
    }
    this.overlay.setEvent(this.event);
  }

  /** Carries what is written from one camera to the next; `shifts` are the ways that the clusters have gone. */
  carry(from: Camera, to: Camera, shiftOf: (cluster: number) => { dx: number; dy: number }): void {
    for (const name of this.names) {
      const { dx, dy } = shiftOf(name.cluster);
      name.x += dx;
      name.y += dy;
    }
    const ratio = to.zoom / from.zoom;
    for (const cap of this.caps) {
      cap.x = (cap.x + cap.width / 2 - from.x) * ratio + to.x - cap.width / 2;
      cap.y = (cap.y + cap.height / 2 - from.y) * ratio + to.y - cap.height / 2;
    }
    this.show();
  }

  /** The word for bloc or exporter at a point, or null. */
  capAt(x: number, y: number): Cap | null {
    return this.caps.find((cap) => contains(cap, x, y)) ?? null;
  }

  private show(): void {
    this.overlay.setCaps(this.caps);
    this.overlay.setLabels(this.names);
  }
}

function contains(box: Box, x: number, y: number): boolean {
  const r = CAP_REACH_PX;
  return x > box.x - r && x < box.x + box.width + r && y > box.y - r && y < box.y + box.height + r;
}
