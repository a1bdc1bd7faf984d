/** Who holds the camera: where it is, where it flies, and what it must show. Everything is bounded to the map's box. */
import { planFlight } from "./flight";
import type { Flight } from "./flight";
import { boundedCamera, cameraOn, cameraOver, WORLD_CAMERA, zoomedAbout } from "./projection";
import type { Camera } from "./projection";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Cameraman {
  camera: Camera = WORLD_CAMERA;
  private flight: { path: Flight; startedMs: number } | null = null;
  private width = 0;
  private height = 0;

  get isFlying(): boolean {
    return this.flight !== null;
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.flight = null;
    this.camera = boundedCamera(this.camera, width, height);
  }

  /** The camera after a pan, or a zoom about a point, by hand: a flight under way is given up. */
  panned(dx: number, dy: number): Camera {
    this.flight = null;
    const { zoom, x, y } = this.camera;
    return boundedCamera({ zoom, x: x + dx, y: y + dy }, this.width, this.height);
  }

  zoomed(factor: number, point: { x: number; y: number }): Camera {
    this.flight = null;
    return boundedCamera(zoomedAbout(this.camera, factor, point), this.width, this.height);
  }

  flyAbout(factor: number, point: { x: number; y: number }): void {
    this.flyTo(boundedCamera(zoomedAbout(this.camera, factor, point), this.width, this.height));
  }

  /** Flies until a point of the present view is in the middle, at a zoom. */
  flyOn(point: { x: number; y: number }, zoom: number): void {
    const { camera } = this;
    const world = { x: (point.x - camera.x) / camera.zoom, y: (point.y - camera.y) / camera.zoom };
    this.flyTo(cameraOn(world, zoom, this.width, this.height));
  }

  /** Flies until some boxes of the world view are seen whole. */
  flyOver(boxes: readonly Box[]): void {
    if (boxes.length > 0) this.flyTo(cameraOver(boxes, this.width, this.height));
  }

  flyTo(camera: Camera): void {
    this.flight = { path: planFlight(this.camera, camera, this.width, this.height), startedMs: performance.now() };
  }

  /** The camera of a flight now, and whether it has arrived; null while none is under way. */
  step(nowMs: number, still: boolean): { camera: Camera; arrived: boolean } | null {
    if (this.flight === null) return null;
    const { path, startedMs } = this.flight;
    const t = still ? 1 : Math.max(0, Math.min(1, (nowMs - startedMs) / path.durationMs));
    const s = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
    if (t >= 1) this.flight = null;
    return { camera: path.at(s), arrived: t >= 1 };
  }
}
