/** The legend in one row at the foot of the map: the five shapes, the forms of trade, and what a mark stands for. */
import { useEffect, useRef } from "preact/hooks";
import { drawGlyph } from "../map/glyph";
import type { GlyphKind } from "../map/glyph";
import { drawMark, flowColour } from "../map/flowMarks";
import type { FlowKind } from "../map/arcs";
import { markTonnes } from "../state";
import { theme, tokens } from "../theme/theme";

const KINDS: readonly { kind: GlyphKind; word: string }[] = [
  { kind: "mine", word: "mine" },
  { kind: "separation", word: "separation" },
  { kind: "metal", word: "metal" },
  { kind: "magnet", word: "magnet" },
  { kind: "buyer", word: "buyer" },
];
const FLOWS: readonly { kind: FlowKind; word: string }[] = [
  { kind: "ordinary", word: "ordinary" },
  { kind: "belowCost", word: "below cost" },
];

export function Legend() {
  return (
    <div class="legend" aria-hidden="true">
      {KINDS.map(({ kind, word }) => (
        <span key={kind}>
          <Sample width={22} paint={(ctx) => paintKind(ctx, kind)} />
          {word}
        </span>
      ))}
      <i />
      {FLOWS.map(({ kind, word }) => (
        <span key={kind}>
          <Sample width={30} paint={(ctx) => paintFlow(ctx, kind)} />
          {word}
        </span>
      ))}
      <span class="mark-size">mark = {markTonnes.value} t</span>
    </div>
  );
}

const HEIGHT = 20;

function Sample({ width, paint }: { width: number; paint: (ctx: CanvasRenderingContext2D) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const name = theme.value;
  useEffect(() => {
    const element = canvas.current!;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    element.width = width * ratio;
    element.height = HEIGHT * ratio;
    const ctx = element.getContext("2d")!;
    ctx.setTransform(ratio, 0, 0, ratio, (width * ratio) / 2, (HEIGHT * ratio) / 2);
    paint(ctx);
  }, [name]);
  return <canvas ref={canvas} style={{ width: `${width}px`, height: `${HEIGHT}px` }} />;
}

function paintKind(ctx: CanvasRenderingContext2D, kind: GlyphKind): void {
  const colours = tokens();
  ctx.translate(0, kind === "mine" ? 1.5 : 0);
  drawGlyph(ctx, {
    kind,
    radius: kind === "buyer" ? 6.5 : 6,
    colour: colours.nonAligned,
    ground: colours.ocean,
    ink: colours.ink,
    form: "running",
    utilisation: 0.72,
    progress: 0,
    shortage: 0,
  });
}

function paintFlow(ctx: CanvasRenderingContext2D, kind: FlowKind): void {
  const colour = flowColour(kind, tokens());
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = kind === "belowCost" ? 1.8 : 1.1;
  ctx.beginPath();
  ctx.moveTo(-14, 0);
  ctx.lineTo(14, 0);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  for (const x of kind === "belowCost" ? [-8, 6] : [-9, 0, 9]) {
    ctx.save();
    ctx.translate(x, 0);
    drawMark(ctx, kind);
    ctx.restore();
  }
}
