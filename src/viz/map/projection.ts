/**
 * Where a place on earth is on the map: Equal Earth turned so that 16°E is the middle, cut in the Pacific. The camera
 * zooms and pans on top of it; all positions are CSS pixels of the map's box.
 */
import { geoEqualEarth } from "d3-geo";
import type { GeoProjection } from "d3-geo";

/** The box the design is drawn in, and its scale. */
const DESIGN = { width: 832, height: 536, scale: 194 };
/** The equator lies this share of the height below the top. */
const EQUATOR_SHARE = 0.592;
const MIDDLE_LONGITUDE = 16;
const LOW_PX = 300;

export interface Camera {
  /** 1 shows the world. */
  zoom: number;
  /** Shift of the zoomed picture, px. */
  x: number;
  y: number;
}

export const WORLD_CAMERA: Camera = { zoom: 1, x: 0, y: 0 };
export const LARGEST_ZOOM = 9;

/** Scale at which the bounds of the flagship fill a box, without cropping sites. */
export function baseScale(width: number, height: number): number {
  const byWidth = (width / DESIGN.width) * DESIGN.scale;
  const byHeight = (height / DESIGN.height) * DESIGN.scale;
  // A low box (a phone) has no headline over its map and may crop the far north and south.
  return Math.min(byWidth, byHeight * (height < LOW_PX ? 1.16 : 1.03));
}

export function projectionFor(width: number, height: number, camera: Camera): GeoProjection {
  const scale = baseScale(width, height);
  return geoEqualEarth()
    .rotate([-MIDDLE_LONGITUDE, 0])
    .scale(scale * camera.zoom)
    .translate([(width / 2) * camera.zoom + camera.x, height * EQUATOR_SHARE * camera.zoom + camera.y])
    .precision(0.4);
}

/** Keeps the picture in its box, so that the world cannot be lost. */
export function boundedCamera(camera: Camera, width: number, height: number): Camera {
  const zoom = Math.max(1, Math.min(LARGEST_ZOOM, camera.zoom));
  const slackX = width * (zoom - 1);
  const slackY = height * (zoom - 1);
  return {
    zoom,
    x: Math.max(-slackX, Math.min(0, camera.x)),
    y: Math.max(-slackY, Math.min(0, camera.y)),
  };
}

/** The camera after zooming by `factor` about a point that stays where it is. */
export function zoomedAbout(camera: Camera, factor: number, point: { x: number; y: number }): Camera {
  const zoom = Math.max(1, Math.min(LARGEST_ZOOM, camera.zoom * factor));
  const ratio = zoom / camera.zoom;
  return { zoom, x: point.x - (point.x - camera.x) * ratio, y: point.y - (point.y - camera.y) * ratio };
}

/** The camera that puts a world-view point in the middle of the box. */
export function cameraOn(point: { x: number; y: number }, zoom: number, width: number, height: number): Camera {
  return boundedCamera({ zoom, x: width / 2 - point.x * zoom, y: height / 2 - point.y * zoom }, width, height);
}

/** How near the camera comes when it is shown a region: small lands are not blown up to nothing but themselves. */
const NEAREST_REGION_ZOOM = 5;
const MARGIN = 0.78;

/** The camera that shows some world-view boxes whole, with room about them. */
export function cameraOver(
  boxes: readonly { x: number; y: number; width: number; height: number }[],
  width: number,
  height: number,
): Camera {
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  const fit = Math.min((MARGIN * width) / Math.max(1, right - left), (MARGIN * height) / Math.max(1, bottom - top));
  const zoom = Math.max(1.3, Math.min(NEAREST_REGION_ZOOM, fit));
  return cameraOn({ x: (left + right) / 2, y: (top + bottom) / 2 }, zoom, width, height);
}
