/**
 * Tonnes on their way: a fixed tonnage a particle, all forms cut from one small texture, all of them one draw call.
 * Positions are looked up in the arcs' tables; nothing is allocated while they move.
 */
import { Particle, ParticleContainer, Rectangle, Texture } from "pixi.js";
import type { Tokens } from "../theme/tokens";
import { pointAlong, spacingPx } from "./arcs";
import type { Arc, FlowKind } from "./arcs";
import { drawMark, flowColour } from "./flowMarks";

/** One cell of the texture, CSS px; every form sits in the middle of its own. */
const CELL = { width: 14, height: 8 };
const FORMS: readonly FlowKind[] = ["ordinary", "belowCost"];
const TEXTURE_SCALE = 4;

export class Particles {
  readonly container: ParticleContainer;
  private readonly textures: Record<FlowKind, Texture>;
  private readonly pool: Particle[] = [];
  /** The form and colouring that each particle of the pool was last given. */
  private readonly dress: number[] = [];
  private tints: Record<FlowKind, number> = { ordinary: 0xffffff, belowCost: 0xffffff };
  private colouring = 0;
  private uploaded = 0;

  constructor(width: number, height: number) {
    const sheet = document.createElement("canvas");
    sheet.width = CELL.width * TEXTURE_SCALE * FORMS.length;
    sheet.height = CELL.height * TEXTURE_SCALE;
    const ctx = sheet.getContext("2d")!;
    ctx.scale(TEXTURE_SCALE, TEXTURE_SCALE);
    ctx.fillStyle = "#ffffff";
    FORMS.forEach((form, index) => {
      ctx.save();
      ctx.translate(CELL.width * (index + 0.5), CELL.height / 2);
      drawMark(ctx, form);
      ctx.restore();
    });
    const source = Texture.from(sheet).source;
    const cut = (index: number): Texture =>
      new Texture({
        source,
        frame: new Rectangle(
          index * CELL.width * TEXTURE_SCALE,
          0,
          CELL.width * TEXTURE_SCALE,
          CELL.height * TEXTURE_SCALE,
        ),
      });
    this.textures = { ordinary: cut(0), belowCost: cut(1) };
    this.container = new ParticleContainer({
      texture: this.textures.ordinary,
      boundsArea: new Rectangle(0, 0, width, height),
      dynamicProperties: { position: true, rotation: true, uvs: true, color: true, vertex: false },
    });
  }

  recolour(colours: Tokens): void {
    this.colouring++;
    for (const kind of FORMS) this.tints[kind] = Number.parseInt(flowColour(kind, colours).slice(1), 16);
  }

  resize(width: number, height: number): void {
    this.container.boundsArea = new Rectangle(0, 0, width, height);
  }

  /** Puts every particle where its arc has it now. Returns how many there are. */
  place(arcs: readonly Arc[], markTonnes: number): number {
    const { pool } = this;
    const shown = this.container.particleChildren as Particle[];
    let used = 0;
    for (const arc of arcs) {
      if (arc.shownTonnes <= 0) continue;
      const spacing = spacingPx(arc.shownTonnes, markTonnes);
      const texture = this.textures[arc.kind];
      const dress = arc.kind === "ordinary" ? this.colouring : -this.colouring;
      for (let along = arc.phase * spacing; along <= arc.lengthPx; along += spacing) {
        let particle = pool[used];
        if (particle === undefined) {
          particle = new Particle({
            texture,
            anchorX: 0.5,
            anchorY: 0.5,
            scaleX: 1 / TEXTURE_SCALE,
            scaleY: 1 / TEXTURE_SCALE,
          });
          pool.push(particle);
        }
        if (this.dress[used] !== dress) {
          this.dress[used] = dress;
          particle.texture = texture;
          particle.tint = this.tints[arc.kind];
        }
        const at = pointAlong(arc, along);
        particle.x = at.x;
        particle.y = at.y;
        particle.rotation = at.angle;
        if (used >= shown.length) shown.push(particle);
        used++;
      }
    }
    if (shown.length !== used) shown.length = used;
    if (used > this.uploaded) {
      // What does not move is the same for every particle, so it is sent again only when there are more than ever.
      this.uploaded = used;
      this.container.update();
    }
    return used;
  }
}
