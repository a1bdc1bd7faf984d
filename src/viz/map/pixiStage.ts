/**
 * The map drawn by Pixi on WebGL: the ground as one texture, arcs as hairlines, particles in one batch, glyphs from an
 * atlas. It holds no state of the world; after a lost context everything is built again from what it was last told.
 */
import { Container, Graphics, Sprite, Texture, WebGLRenderer } from "pixi.js";
import type { Tokens } from "../theme/tokens";
import type { Arc } from "./arcs";
import { ARC_STEPS } from "./arcs";
import { GlyphAtlas } from "./glyphAtlas";
import { flowColour } from "./flowMarks";
import { Particles } from "./particles";
import type { PlacedGlyph, Stage } from "./stage";

const LINE = { ordinary: { width: 1.1, alpha: 0.3 }, belowCost: { width: 1.8, alpha: 0.42 } } as const;
const COUNT_FONT = "650 11px 'Inter Variable', system-ui, sans-serif";

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
    antialias: true,
    backgroundAlpha: 1,
    backgroundColor: colours.ocean,
    powerPreference: "high-performance",
    skipExtensionImports: true,
  });
  return new PixiStage(renderer, width, height, resolution, colours);
}

class PixiStage implements Stage {
  private readonly root = new Container();
  private readonly land = new Sprite();
  private readonly lines = new Container();
  private readonly arrows = new Graphics();
  private readonly glyphs = new Container();
  private readonly particles: Particles;
  private readonly sprites: Sprite[] = [];
  private readonly counts: Sprite[] = [];
  private readonly countTextures = new Map<string, Texture>();
  private readonly lineOf = new Map<string, Graphics>();
  private atlas: GlyphAtlas;

  constructor(
    private readonly renderer: WebGLRenderer,
    width: number,
    height: number,
    private resolution: number,
    private colours: Tokens,
  ) {
    this.atlas = new GlyphAtlas(resolution);
    this.particles = new Particles(width, height);
    this.particles.recolour(colours);
    this.root.addChild(this.land, this.lines, this.arrows, this.particles.container, this.glyphs);
  }

  get canvas(): HTMLCanvasElement {
    return this.renderer.canvas as HTMLCanvasElement;
  }

  resize(width: number, height: number, resolution: number): void {
    if (resolution !== this.resolution) {
      this.resolution = resolution;
      this.renewGlyphs();
    }
    this.renderer.resize(width, height, resolution);
    this.particles.resize(width, height);
  }

  setColours(colours: Tokens): void {
    this.colours = colours;
    this.renderer.background.color = colours.ocean;
    this.particles.recolour(colours);
    this.renewGlyphs();
  }

  setLand(land: HTMLCanvasElement): void {
    const old = this.land.texture;
    this.land.texture = Texture.from(land);
    this.land.scale.set(1 / this.resolution);
    this.land.position.set(0, 0);
    if (old !== Texture.EMPTY && old !== this.land.texture) old.destroy(true);
    else this.land.texture.source.update();
  }

  moveLand(scale: number, x: number, y: number): void {
    this.land.scale.set(scale / this.resolution);
    this.land.position.set(x, y);
  }

  resetArcs(): void {
    for (const line of this.lineOf.values()) line.destroy();
    this.lineOf.clear();
  }

  setGlyphs(placed: readonly PlacedGlyph[]): void {
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
      const count = (this.counts[used] ??= this.newSprite());
      count.texture = this.countTexture(String(glyph.count));
      count.scale.set(1 / this.resolution);
      count.position.set(glyph.x + glyph.look.radius * 1.15 + 4, glyph.y + glyph.look.radius * 0.95 + 2);
      count.visible = true;
      used++;
    }
    for (let index = used; index < this.counts.length; index++) this.counts[index]!.visible = false;
  }

  draw(arcs: readonly Arc[], markTonnes: number, still: boolean): void {
    this.arrows.clear();
    for (const arc of arcs) this.drawLine(arc, still);
    this.particles.place(arcs, markTonnes);
    this.atlas.flush();
    this.renderer.render(this.root);
  }

  destroy(): void {
    this.atlas.destroy();
    this.root.destroy({ children: true });
    this.renderer.destroy();
  }

  private drawLine(arc: Arc, still: boolean): void {
    let line = this.lineOf.get(arc.key);
    if (arc.shownTonnes <= 0) {
      if (line !== undefined) line.visible = false;
      return;
    }
    if (line === undefined) {
      line = new Graphics();
      line.moveTo(arc.from.x, arc.from.y).quadraticCurveTo(arc.control.x, arc.control.y, arc.to.x, arc.to.y);
      line.stroke({ width: LINE.ordinary.width, color: 0xffffff });
      this.lineOf.set(arc.key, line);
      this.lines.addChild(line);
    }
    line.visible = true;
    line.tint = flowColour(arc.kind, this.colours);
    // A trickle keeps a fainter line, so that the large trades lead the eye.
    line.alpha = LINE[arc.kind].alpha * Math.min(1, 0.25 + arc.shownTonnes / 80);
    if (still) this.drawArrow(arc);
  }

  /** Reduced motion: an arrowhead mid-arc says which way the tonnes go. */
  private drawArrow(arc: Arc): void {
    const at = (ARC_STEPS / 2) * 3;
    const angle = arc.table[at + 2]!;
    const x = arc.table[at]!;
    const y = arc.table[at + 1]!;
    const corner = (turn: number): [number, number] => [
      x + 5.5 * Math.cos(angle + turn),
      y + 5.5 * Math.sin(angle + turn),
    ];
    this.arrows.poly([...corner(0), ...corner(2.5), ...corner(-2.5)]).fill(flowColour(arc.kind, this.colours));
  }

  private newSprite(): Sprite {
    const sprite = new Sprite();
    sprite.anchor.set(0.5);
    this.glyphs.addChild(sprite);
    return sprite;
  }

  private renewGlyphs(): void {
    for (const sprite of [...this.sprites, ...this.counts]) sprite.texture = Texture.EMPTY;
    this.atlas.destroy();
    this.atlas = new GlyphAtlas(this.resolution);
    for (const texture of this.countTextures.values()) texture.destroy(true);
    this.countTextures.clear();
  }

  private countTexture(text: string): Texture {
    let texture = this.countTextures.get(text);
    if (texture === undefined) {
      const canvas = document.createElement("canvas");
      canvas.width = Math.ceil((7 * text.length + 8) * this.resolution);
      canvas.height = Math.ceil(16 * this.resolution);
      drawCount(canvas, text, this.resolution, this.colours);
      texture = Texture.from(canvas);
      this.countTextures.set(text, texture);
    }
    return texture;
  }
}

function drawCount(canvas: HTMLCanvasElement, text: string, resolution: number, colours: Tokens): void {
  const ctx = canvas.getContext("2d")!;
  ctx.scale(resolution, resolution);
  ctx.font = COUNT_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = colours.ocean;
  ctx.lineWidth = 3.2;
  const x = canvas.width / resolution / 2;
  const y = canvas.height / resolution / 2;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, x, y);
}
