/**
 * The camera's way from one view to another: zoom and pan together along the path of van Wijk and Nuij (2003), which
 * rises as far as the distance asks and moves at a steady speed for the eye.
 */
import type { Camera } from "./projection";

const RHO = Math.SQRT2;
const SHORTEST_MS = 500;
const LONGEST_MS = 900;
const MS_PER_STEP = 420;

export interface Flight {
  durationMs: number;
  /** The camera at a part of the way, 0..1. */
  at(part: number): Camera;
}

/** Plans a flight over a box of `width` by `height` px. */
export function planFlight(from: Camera, to: Camera, width: number, height: number): Flight {
  const view = (camera: Camera): [number, number, number] => [
    (width / 2 - camera.x) / camera.zoom,
    (height / 2 - camera.y) / camera.zoom,
    width / camera.zoom,
  ];
  const [x0, y0, w0] = view(from);
  const [x1, y1, w1] = view(to);
  const dx = x1 - x0;
  const dy = y1 - y0;
  const d2 = dx * dx + dy * dy;
  const camera = (x: number, y: number, w: number): Camera => {
    const zoom = width / w;
    return { zoom, x: width / 2 - x * zoom, y: height / 2 - y * zoom };
  };
  let path: (s: number) => Camera;
  let length: number;
  if (d2 < 1e-6) {
    length = Math.abs(Math.log(w1 / w0)) / RHO;
    path = (s) => camera(x0, y0, w0 * (w1 / w0) ** (length === 0 ? 1 : s / length));
  } else {
    const d1 = Math.sqrt(d2);
    const b0 = (w1 * w1 - w0 * w0 + RHO ** 4 * d2) / (2 * w0 * RHO * RHO * d1);
    const b1 = (w1 * w1 - w0 * w0 - RHO ** 4 * d2) / (2 * w1 * RHO * RHO * d1);
    const r0 = Math.log(Math.sqrt(b0 * b0 + 1) - b0);
    const r1 = Math.log(Math.sqrt(b1 * b1 + 1) - b1);
    length = (r1 - r0) / RHO;
    path = (s) => {
      const cosh0 = Math.cosh(r0);
      const u = (w0 / (RHO * RHO * d1)) * (cosh0 * Math.tanh(RHO * s + r0) - Math.sinh(r0));
      return camera(x0 + u * dx, y0 + u * dy, (w0 * cosh0) / Math.cosh(RHO * s + r0));
    };
  }
  return {
    durationMs: Math.max(SHORTEST_MS, Math.min(LONGEST_MS, Math.abs(length) * MS_PER_STEP)),
    at: (part) => (part >= 1 ? to : path(part * length)),
  };
}
