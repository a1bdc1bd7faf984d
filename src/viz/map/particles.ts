/**
 * Tonnes on their way: a fixed tonnage a particle, all forms cut from one small texture, all of them one draw call.
 * Positions are looked up in the arcs' tables; nothing is allocated while they move.
 */
import { Particle, ParticleContainer, Rectangle, Texture } from "pixi.js";
import type { TextureSource } from "pixi.js";
import type { Tokens } from "../theme/tokens";
import { ARC_STEPS, isDrawn, spacingPx } from "./arcs";
import type { Arc } from "./arcs";
import { drawMark, FLOW_FORMS } from "./flowMarks";
import type { FlowForm } from "./flowMarks";

/** One cell of the texture, CSS px; every form sits in the middle of its own. */
const CELL = { width: 14, height: 10 };
const TEXTURE_SCALE = 4;

export class Particles {
  readonly container: ParticleContainer;
  private readonly sheet = document.createElement("canvas");
  private readonly source: TextureSource;
  private readonly textures: Record<FlowForm, Texture>;
  private readonly pool: Particle[] = [];
  private uploaded = 0;

  constructor(width: number, height: number, colours: Tokens) {
    this.sheet.width = CELL.width * TEXTURE_SCALE * FLOW_FORMS.length;
    this.sheet.height = CELL.height * TEXTURE_SCALE;
    this.drawSheet(colours);
    this.source = Texture.from(this.sheet).source;
    const cut = (form: FlowForm): Texture =>
      new Texture({
        source: this.source,
        frame: new Rectangle(
          FLOW_FORMS.indexOf(form) * CELL.width * TEXTURE_SCALE,
          0,
          CELL.width * TEXTURE_SCALE,
          CELL.height * TEXTURE_SCALE,
        ),
      });
    this.textures = {
      ordinary: cut("ordinary"),
      belowCost: cut("belowCost"),
      relabelled: cut("relabelled"),
      stockpile: cut("stockpile"),
    };
    this.container = new ParticleContainer({
      texture: this.textures.ordinary,
      boundsArea: new Rectangle(0, 0, width, height),
      dynamicProperties: { position: true, rotation: true, uvs: true, color: false, vertex: false },
    });
  }

  /** Draws the forms anew in the colours of a theme. */
  recolour(colours: Tokens): void {
    this.drawSheet(colours);
    this.source.update();
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
      if (!isDrawn(arc, markTonnes)) continue;
      const texture = this.textures[arc.kind];
      const { table } = arc;
      const perPx = ARC_STEPS / arc.lengthPx;
      const spacing = spacingPx(arc.shownTonnes, markTonnes) * perPx;
      for (let step = arc.phase * spacing; step <= ARC_STEPS; step += spacing) {
        const particle = (pool[used] ??= newParticle(texture));
        if (particle.texture !== texture) particle.texture = texture;
        // The look-up of pointAlong, written out: this is the one place where a call a particle would be felt.
        const low = step < ARC_STEPS ? step | 0 : ARC_STEPS - 1;
        const part = step - low;
        const at = low * 3;
        particle.x = table[at]! + (table[at + 3]! - table[at]!) * part;
        particle.y = table[at + 1]! + (table[at + 4]! - table[at + 1]!) * part;
        particle.rotation = table[at + 2]!;
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

  private drawSheet(colours: Tokens): void {
    const ctx = this.sheet.getContext("2d")!;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.sheet.width, this.sheet.height);
    FLOW_FORMS.forEach((form, index) => {
      ctx.setTransform(
        TEXTURE_SCALE,
        0,
        0,
        TEXTURE_SCALE,
        CELL.width * (index + 0.5) * TEXTURE_SCALE,
        (CELL.height / 2) * TEXTURE_SCALE,
      );
      drawMark(ctx, form, colours);
    });
  }
}

function newParticle(texture: Texture): Particle {
  return new Particle({
    texture,
    anchorX: 0.5,
    anchorY: 0.5,
    scaleX: 1 / TEXTURE_SCALE,
    scaleY: 1 / TEXTURE_SCALE,
  });
}
