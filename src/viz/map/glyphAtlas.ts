/**
 * Glyphs as textures: each look is drawn once on a shared page and cut from it afterwards, so that a hundred sites are
 * one draw call and a month that changes five of them draws five.
 */
import { Rectangle, Texture } from "pixi.js";
import { drawGlyph, glyphReach } from "./glyph";
import type { GlyphLook } from "./glyph";

/** Small pages: a new look sends one of them to the GPU again. */
const PAGE_PX = 256;
const LEVELS = 10;

interface Page {
  canvas: HTMLCanvasElement;
  texture: Texture;
  x: number;
  y: number;
  rowHeight: number;
}

export interface AtlasEntry {
  texture: Texture;
  /** Half the side of the square, CSS px. */
  reach: number;
}

export class GlyphAtlas {
  private pages: Page[] = [];
  private readonly entries = new Map<string, AtlasEntry>();
  private stale = new Set<Page>();

  private readonly pagePx: number;

  constructor(private readonly resolution: number) {
    this.pagePx = Math.ceil(PAGE_PX * resolution);
  }

  /** The texture of a look, with fill, progress and shortage in steps fine enough for the eye. */
  entry(look: GlyphLook): AtlasEntry {
    const stepped = { ...look, ...levels(look) };
    const key = `${look.kind} ${stepped.radius} ${look.colour} ${look.form} ${stepped.utilisation} ${stepped.progress} ${stepped.shortage}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = this.drawEntry(stepped);
      this.entries.set(key, entry);
    }
    return entry;
  }

  /** Sends the pages that were drawn on to the GPU; call before a frame is rendered. */
  flush(): void {
    for (const page of this.stale) page.texture.source.update();
    this.stale.clear();
  }

  destroy(): void {
    for (const entry of this.entries.values()) entry.texture.destroy(false);
    for (const page of this.pages) page.texture.destroy(true);
    this.entries.clear();
    this.pages = [];
    this.stale.clear();
  }

  private drawEntry(look: GlyphLook): AtlasEntry {
    const reach = glyphReach(look.radius);
    const side = Math.ceil(2 * reach * this.resolution);
    const page = this.pageWithRoom(side);
    const ctx = page.canvas.getContext("2d")!;
    ctx.save();
    ctx.translate(page.x + side / 2, page.y + side / 2);
    ctx.scale(this.resolution, this.resolution);
    drawGlyph(ctx, look);
    ctx.restore();
    const frame = new Rectangle(page.x, page.y, side, side);
    page.x += side + 2;
    page.rowHeight = Math.max(page.rowHeight, side + 2);
    this.stale.add(page);
    return { texture: new Texture({ source: page.texture.source, frame }), reach };
  }

  private pageWithRoom(side: number): Page {
    const last = this.pages.at(-1);
    if (last !== undefined) {
      if (last.x + side > this.pagePx) {
        last.x = 0;
        last.y += last.rowHeight;
        last.rowHeight = 0;
      }
      if (last.y + side <= this.pagePx) return last;
    }
    const canvas = document.createElement("canvas");
    canvas.width = this.pagePx;
    canvas.height = this.pagePx;
    const page: Page = { canvas, texture: Texture.from(canvas), x: 0, y: 0, rowHeight: 0 };
    this.pages.push(page);
    return page;
  }
}

function levels(look: GlyphLook): Pick<GlyphLook, "radius" | "utilisation" | "progress" | "shortage"> {
  const step = (value: number): number => Math.round(value * LEVELS) / LEVELS;
  const runs = look.form === "running" || look.form === "ramping";
  const builds = look.form === "building" || look.form === "ramping" || look.form === "restarting";
  return {
    radius: Math.round(look.radius * 2) / 2,
    utilisation: runs ? step(look.utilisation) : 0,
    progress: builds ? step(look.progress) : 0,
    shortage: look.kind === "buyer" ? step(look.shortage) : 0,
  };
}
