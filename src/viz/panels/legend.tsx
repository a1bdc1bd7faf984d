/** The legend in one row at the foot of the map: the five shapes, the forms of trade, and what a mark stands for. */
import { useEffect, useRef } from "preact/hooks";
import { drawGlyph } from "../map/glyph";
import type { GlyphKind } from "../map/glyph";
import { drawMark, FLOW_LINES, flowColour, FORMS_IN_USE } from "../map/flowMarks";
import type { FlowForm } from "../map/flowMarks";
import { markTonnes } from "../state";
import { theme, tokens } from "../theme/theme";

const KINDS: readonly { kind: GlyphKind; word: string }[] = [
  { kind: "mine", word: "mine" },
  { kind: "separation", word: "separation" },
  { kind: "metal", word: "metal" },
  { kind: "magnet", word: "magnet" },
  { kind: "buyer", word: "buyer" },
];
const FLOW_WORDS: Readonly<Record<FlowForm, string>> = {
  ordinary: "ordinary",
  belowCost: "below cost",
  relabelled: "relabelled",
  stockpile: "stockpile",
};

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
      {FORMS_IN_USE.map((form) => (
        <span key={form}>
          <Sample width={30} paint={(ctx) => paintFlow(ctx, form)} />
          {FLOW_WORDS[form]}
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

function paintFlow(ctx: CanvasRenderingContext2D, form: FlowForm): void {
  const colours = tokens();
  const { width, alpha, dash } = FLOW_LINES[form];
  ctx.strokeStyle = flowColour(form, colours);
  ctx.globalAlpha = Math.max(0.45, alpha);
  ctx.lineWidth = width;
  ctx.setLineDash([...dash]);
  ctx.beginPath();
  ctx.moveTo(-14, 0);
  ctx.lineTo(14, 0);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  for (const x of form === "belowCost" ? [-8, 6] : [-9, 0, 9]) {
    ctx.save();
    ctx.translate(x, 0);
    drawMark(ctx, form, colours);
    ctx.restore();
  }
}
