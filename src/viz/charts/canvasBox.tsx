/**
 * A canvas that fills its box, sharp on any screen, and is painted by the page's clock when something it shows has
 * changed: its size, the theme, or whatever the painter's key says.
 */
import { useEffect, useRef } from "preact/hooks";
import "../theme/charts.css";
import { theme } from "../theme/theme";
import { usePage } from "../page";
import type { FrameTime } from "../player";
import { isArriving } from "./arrival";
import { watchSwaps } from "./swap";

export interface Painter {
  /** What the picture depends on besides size and theme; equal keys are not painted again. */
  key(time: FrameTime): string;
  paint(ctx: CanvasRenderingContext2D, size: { width: number; height: number }, time: FrameTime): void;
}

export function CanvasBox(props: {
  painter: Painter;
  label: string;
  class?: string;
  onPointer?: (event: PointerEvent, x: number, kind: "down" | "move" | "up" | "leave") => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef(props.painter);
  painter.current = props.painter;
  const page = usePage();

  useEffect(() => {
    watchSwaps();
    const element = canvas.current!;
    const ctx = element.getContext("2d")!;
    let width = 0;
    let height = 0;
    let painted = "";
    const measure = (): void => {
      // The box as laid out: while a swap moves it, what is seen of it has another size.
      const box = element.parentElement!;
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      width = box.clientWidth;
      height = box.clientHeight;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      painted = "";
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element.parentElement!);
    measure();
    const fonts = (): void => void (painted = "");
    document.fonts.addEventListener("loadingdone", fonts);
    const stop = page.player.onFrame((time) => {
      if (width === 0 || height === 0) return;
      const key = `${theme.peek()} ${painter.current.key(time)}`;
      if (key === painted && !isArriving(element)) return;
      painted = key;
      painter.current.paint(ctx, { width, height }, time);
    });
    return () => {
      stop();
      observer.disconnect();
      document.fonts.removeEventListener("loadingdone", fonts);
    };
  }, [page]);

  const tell = (kind: "down" | "move" | "up" | "leave") => (event: PointerEvent) => {
    if (props.onPointer === undefined) return;
    const box = canvas.current!.getBoundingClientRect();
    if (kind === "down") canvas.current!.setPointerCapture(event.pointerId);
    props.onPointer(event, event.clientX - box.left, kind);
  };
  return (
    <div class={`canvas-box ${props.class ?? ""}`}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={props.label}
        onPointerDown={tell("down")}
        onPointerMove={tell("move")}
        onPointerUp={tell("up")}
        onPointerLeave={tell("leave")}
      />
    </div>
  );
}
