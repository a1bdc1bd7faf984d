/** What the map needs from whatever draws it: Pixi where there is WebGL, a still canvas where there is none. */
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import type { GlyphLook } from "./glyph";

export interface PlacedGlyph {
  x: number;
  y: number;
  look: GlyphLook;
  /** Drawn size against the look's own; closed sites shrink. */
  scale: number;
  /** Sites it stands for; shown when more than one. */
  count: number;
}

export interface Stage {
  readonly canvas: HTMLCanvasElement;
  resize(width: number, height: number, resolution: number): void;
  setColours(colours: Tokens): void;
  /** Ground as drawn for the present camera. */
  setLand(land: HTMLCanvasElement): void;
  /** Shows the last ground zoomed and shifted until a sharp one comes. */
  moveLand(scale: number, x: number, y: number): void;
  /** Forgets what was kept of arcs: the layout has changed. */
  resetArcs(): void;
  setGlyphs(glyphs: readonly PlacedGlyph[]): void;
  /** Draws a frame with the arcs as they are now; still marks carry an arrowhead. */
  draw(arcs: readonly Arc[], markTonnes: number, still: boolean): void;
  destroy(): void;
}
