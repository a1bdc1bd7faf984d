/** What moves on the map, as the map sees it: drawn by Pixi or on plain canvases, see renderer.ts. */
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
  /** Its canvases, from the bottom up. */
  readonly layers: readonly HTMLCanvasElement[];
  resize(width: number, height: number, resolution: number): void;
  setColours(colours: Tokens): void;
  setGlyphs(glyphs: readonly PlacedGlyph[]): void;
  /** Draws a frame with the particles where the arcs have them now. */
  draw(arcs: readonly Arc[], markTonnes: number): void;
  /** Whether the graphics card that it draws with is gone; a plain canvas has none to lose. */
  isLost(): boolean;
  destroy(): void;
}
