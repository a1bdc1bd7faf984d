/**
 * What moves, drawn by Pixi on WebGL over the ground: particles in one batch, glyphs from an atlas. It holds no state of
 * the world; after a lost context everything is built again from what it was last told.
 */
import "pixi.js/unsafe-eval";
import { Container, Sprite, Texture, WebGLRenderer } from "pixi.js";
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import { drawCount, placedCount } from "./counts";
import { GlyphAtlas } from "./glyphAtlas";
import { Particles } from "./particles";
import type { PlacedGlyph, Stage } from "./stage";

/** Starts the renderer; rejects where WebGL cannot be had. */
export async function createPixiStage(
  width: number,
  height: number,
  resolution: number,
  colours: Tokens,
): Promise<Stage> {
  const renderer = new WebGLRenderer();
  await renderer.init({
    width,
    height,
    resolution,
    autoDensity: true,
    // Everything drawn is a texture with soft edges of its own.
    antialias: false,
    backgroundAlpha: 0,
    powerPreference: "high-performance",
    skipExtensionImports: true,
  });
  return new PixiStage(renderer, { width, height, resolution }, colours);
}

class PixiStage implements Stage {
  private readonly root = new Container();
  private readonly glyphs = new Container();
  private readonly particles: Particles;
  private readonly sprites: Sprite[] = [];
  private readonly counts: Sprite[] = [];
  private readonly countTextures = new Map<string, Texture>();
  private readonly onRestored = (): void => this.renewGlyphs();
  private placed: readonly PlacedGlyph[] = [];
  private resolution: number;
  private atlas: GlyphAtlas;

  constructor(
    private readonly renderer: WebGLRenderer,
    size: { width: number; height: number; resolution: number },
    private colours: Tokens,
  ) {
    this.resolution = size.resolution;
    this.atlas = new GlyphAtlas(size.resolution);
    this.particles = new Particles(size.width, size.height, colours);
    this.root.addChild(this.particles.container, this.glyphs);
    this.canvas.addEventListener("webglcontextrestored", this.onRestored);
  }

  get layers(): readonly HTMLCanvasElement[] {
    return [this.canvas];
  }

  private get canvas(): HTMLCanvasElement {
    return this.renderer.canvas as HTMLCanvasElement;
  }

  resize(width: number, height: number, resolution: number): void {
    this.renderer.resize(width, height, resolution);
    this.particles.resize(width, height);
    if (resolution === this.resolution) return;
    this.resolution = resolution;
    this.renewGlyphs();
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
    this.particles.recolour(colours);
    this.renewGlyphs();
  }

  setGlyphs(placed: readonly PlacedGlyph[]): void {
    this.placed = placed;
    placed.forEach((glyph, index) => {
      const sprite = (this.sprites[index] ??= this.newSprite());
      const { texture } = this.atlas.entry(glyph.look);
      if (sprite.texture !== texture) sprite.texture = texture;
      sprite.scale.set(glyph.scale / this.resolution);
      sprite.position.set(glyph.x, glyph.y);
      sprite.visible = true;
    });
    for (let index = placed.length; index < this.sprites.length; index++) this.sprites[index]!.visible = false;
    let used = 0;
    for (const glyph of placed) {
      if (glyph.count < 2) continue;
      const count = (this.counts[used++] ??= this.newSprite());
      const { x, y, isBadge } = placedCount(glyph);
      count.texture = this.countTexture(String(glyph.count), isBadge, glyph.look.colour);
      count.scale.set(1 / this.resolution);
      count.position.set(x, y);
      count.visible = true;
    }
    for (let index = used; index < this.counts.length; index++) this.counts[index]!.visible = false;
  }

  draw(arcs: readonly Arc[], markTonnes: number): void {
    this.particles.place(arcs, markTonnes);
    this.atlas.flush();
    this.renderer.render(this.root);
  }

  isLost(): boolean {
    return this.renderer.gl.isContextLost();
  }

  destroy(): void {
    this.canvas.removeEventListener("webglcontextrestored", this.onRestored);
    this.atlas.destroy();
    for (const texture of this.countTextures.values()) texture.destroy(true);
    this.root.destroy({ children: true });
    this.canvas.remove();
    this.renderer.destroy();
  }

  private newSprite(): Sprite {
    const sprite = new Sprite();
    sprite.anchor.set(0.5);
    this.glyphs.addChild(sprite);
    return sprite;
  }

  /** Throws the drawn glyphs away and draws those in use again. */
  private renewGlyphs(): void {
    for (const sprite of [...this.sprites, ...this.counts]) sprite.texture = Texture.EMPTY;
    this.atlas.destroy();
    this.atlas = new GlyphAtlas(this.resolution);
    for (const texture of this.countTextures.values()) texture.destroy(true);
    this.countTextures.clear();
    this.setGlyphs(this.placed);
  }

  private countTexture(text: string, isBadge: boolean, colour: string): Texture {
    const key = `${text} ${isBadge} ${colour}`;
    let texture = this.countTextures.get(key);
    if (texture === undefined) {
      const canvas = document.createElement("canvas");
      canvas.width = Math.ceil((7 * text.length + 12) * this.resolution);
      canvas.height = Math.ceil(16 * this.resolution);
      const ctx = canvas.getContext("2d")!;
      ctx.setTransform(this.resolution, 0, 0, this.resolution, canvas.width / 2, canvas.height / 2);
      drawCount(ctx, text, { isBadge, colour, colours: this.colours });
      texture = Texture.from(canvas);
      this.countTextures.set(key, texture);
    }
    return texture;
  }
}
