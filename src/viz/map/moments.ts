/**
 * The moments of the map as they are acted out: which closure or return plays in full, which only rings, whose name
 * stands beside it and how long. The drawing of one is in effects.ts.
 */
import type { SimEvent } from "../../sim/events";
import type { Tokens } from "../theme/tokens";
import { drawEffect, EFFECT_PX, effectCanvas, NAME_MS, STAYS_MS } from "./effects";
import type { Effect, Moment } from "./effects";
import type { GlyphLook } from "./glyph";

const MOST_AT_ONCE = 6;

export interface Named {
  event: SimEvent;
  moment: Moment;
  cluster: number;
  /** Other moments of the same month, told in one line. */
  more: number;
}

export interface StartedMoment {
  event: SimEvent;
  moment: Moment;
  cluster: number;
  before: GlyphLook | null;
  after: GlyphLook;
}

interface Acted {
  effect: Effect;
  cluster: number;
  canvas: HTMLCanvasElement;
}

export class Moments {
  private acted: Acted[] = [];
  private named: Named | null = null;
  private nameUntilMs = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly above: Element,
  ) {}

  /** The event whose name is on show. */
  get event(): Named | null {
    return this.named;
  }

  /** Clusters that an effect draws instead of the map. */
  get covered(): ReadonlySet<number> {
    return new Set(this.acted.filter((one) => one.effect.full).map((one) => one.cluster));
  }

  /**
   * Starts the moments of a month: one plays in full unless one does already, the others ring. Returns the event that
   * is named, or null when an earlier name still stands.
   */
  start(moments: readonly StartedMoment[], look: { resolution: number; nowMs: number }): Named | null {
    const order = [...moments].sort((a, b) => RANK[a.moment] - RANK[b.moment] || b.after.radius - a.after.radius);
    let lead: StartedMoment | null = null;
    for (const one of order) {
      if (this.acted.length >= MOST_AT_ONCE) break;
      const changes = one.before !== null && one.before.form !== one.after.form;
      const full = changes && !this.acted.some((other) => other.effect.full);
      const canvas = effectCanvas(look.resolution);
      this.host.insertBefore(canvas, this.above);
      const effect = { moment: one.moment, before: one.before ?? one.after, after: one.after, full };
      this.acted.push({ effect: { ...effect, startedMs: look.nowMs }, cluster: one.cluster, canvas });
      if (lead === null || (full && this.named === null)) lead = one;
    }
    if (lead === null || this.named !== null) return null;
    this.named = { event: lead.event, moment: lead.moment, cluster: lead.cluster, more: order.length - 1 };
    this.nameUntilMs = look.nowMs + NAME_MS[lead.moment];
    return this.named;
  }

  /** Puts the canvases where the glyphs are. */
  place(clusters: readonly { x: number; y: number }[]): void {
    for (const { canvas, cluster } of this.acted) {
      const at = clusters[cluster];
      if (at !== undefined) canvas.style.transform = `translate(${at.x - EFFECT_PX / 2}px, ${at.y - EFFECT_PX / 2}px)`;
    }
  }

  /** Draws a frame; says what has ended since the last. */
  draw(look: { nowMs: number; still: boolean; colours: Tokens; resolution: number }): {
    effectEnded: boolean;
    nameEnded: boolean;
  } {
    let effectEnded = false;
    if (this.acted.length > 0) {
      const live = this.acted.filter(({ effect, canvas }) => {
        const on = drawEffect(canvas, effect, look);
        if (!on) canvas.remove();
        return on;
      });
      effectEnded = live.length !== this.acted.length;
      this.acted = live;
      if (look.still && live.length > 0)
        this.nameUntilMs = Math.max(this.nameUntilMs, live[0]!.effect.startedMs + STAYS_MS[live[0]!.effect.moment]);
    }
    const nameEnded = this.named !== null && look.nowMs > this.nameUntilMs;
    if (nameEnded) this.named = null;
    return { effectEnded, nameEnded };
  }

  clear(): void {
    for (const { canvas } of this.acted) canvas.remove();
    this.acted = [];
    this.named = null;
  }
}

const RANK: Readonly<Record<Moment, number>> = { closed: 0, reopened: 1, mothballed: 2 };

/** The moment that an event is acted out as; null for one that is not. */
export function momentOf(event: SimEvent): Moment | null {
  switch (event.kind) {
    case "closed":
      return "closed";
    case "mothballed":
      return "mothballed";
    case "restarted":
    case "opened":
      return "reopened";
    default:
      return null;
  }
}
