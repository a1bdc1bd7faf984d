/**
 * The ground of the map: ocean, graticule and land, drawn once per camera, theme and membership onto a canvas that
 * the map shows as one texture. Bloc, exporter and the rest differ in tint, outline and hatch.
 */
import { geoArea, geoContains, geoGraticule, geoPath } from "d3-geo";
import type { GeoPermissibleObjects, GeoProjection } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from "topojson-specification";
import worldAtlas from "world-atlas/countries-110m.json";
import type { Tokens } from "../theme/tokens";
import { NUMERIC_BY_ALPHA3 } from "./isoCodes";

export type Side = "bloc" | "exporter" | "nonAligned";

type Countries = GeometryCollection & { geometries: (Polygon | MultiPolygon)[] };
const topology = worldAtlas as unknown as Topology<{ countries: Countries }>;
const ANTARCTICA = "010";
const countries = topology.objects.countries.geometries.filter((country) => country.id !== ANTARCTICA);
const graticule = geoGraticule()
  .step([30, 30])
  .extent([
    [-180, -89],
    [180, 89],
  ])();

/** Size of a country on the globe, steradians; 0 for one that the bundled shapes leave out. */
export function countryArea(alpha3: string): number {
  const numeric = NUMERIC_BY_ALPHA3.get(alpha3);
  const country = countries.find((one) => one.id === numeric);
  return country === undefined ? 0 : geoArea(feature(topology, country));
}

/** True where a place lies in one of some countries, by their three-letter codes. */
export function isInCountries(alpha3s: readonly string[], longitude: number, latitude: number): boolean {
  return countriesOf(alpha3s).some((country) => geoContains(feature(topology, country), [longitude, latitude]));
}

/** The three-letter code of the country at a place; null at sea. */
export function countryAt(longitude: number, latitude: number): string | null {
  const country = countries.find((one) => geoContains(feature(topology, one), [longitude, latitude]));
  if (country === undefined) return null;
  for (const [alpha3, numeric] of NUMERIC_BY_ALPHA3) if (numeric === country.id) return alpha3;
  return null;
}

/** Parts of a country smaller than this share of its largest are left out of its box: islands far away. */
const SMALLEST_PART = 0.12;

/** The box of some countries' main lands under a projection, px; null when none of them is in the bundled shapes. */
export function countriesBox(
  alpha3s: readonly string[],
  projection: GeoProjection,
): { x: number; y: number; width: number; height: number } | null {
  const path = geoPath(projection);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const country of countriesOf(alpha3s)) {
    const one = feature(topology, country);
    const shape = "geometry" in one ? one.geometry : null;
    const parts =
      shape?.type === "Polygon" ? [shape.coordinates] : shape?.type === "MultiPolygon" ? shape.coordinates : [];
    const polygons = parts.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
    const largest = Math.max(...polygons.map((polygon) => geoArea(polygon)));
    for (const polygon of polygons) {
      if (geoArea(polygon) < SMALLEST_PART * largest) continue;
      const [[x0, y0], [x1, y1]] = path.bounds(polygon);
      left = Math.min(left, x0);
      top = Math.min(top, y0);
      right = Math.max(right, x1);
      bottom = Math.max(bottom, y1);
    }
  }
  return right > left ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

function countriesOf(alpha3s: readonly string[]): typeof countries {
  const numerics = new Set(alpha3s.map((alpha3) => NUMERIC_BY_ALPHA3.get(alpha3)));
  return countries.filter((country) => numerics.has(String(country.id)));
}

export interface LandShapes {
  bloc: GeoPermissibleObjects;
  exporter: GeoPermissibleObjects;
  nonAligned: GeoPermissibleObjects;
  /** Borders inside the bloc and inside the rest. */
  blocBorders: GeoPermissibleObjects;
  otherBorders: GeoPermissibleObjects;
}

/** Shapes for a membership: `sideOf` gives the side of a three-letter country code. */
export function landShapes(sideOfCountry: ReadonlyMap<string, Side>): LandShapes {
  const sideById = new Map<string, Side>();
  for (const [alpha3, side] of sideOfCountry) {
    const numeric = NUMERIC_BY_ALPHA3.get(alpha3);
    if (numeric !== undefined) sideById.set(numeric, side);
  }
  const sideOf = (country: { id?: string | number | undefined }): Side =>
    sideById.get(String(country.id)) ?? "nonAligned";
  const merged = (side: Side): GeoPermissibleObjects =>
    merge(topology, countries.filter((country) => sideOf(country) === side) as Parameters<typeof merge>[1]);
  const everyCountry = { type: "GeometryCollection", geometries: countries } as Countries;
  return {
    bloc: merged("bloc"),
    exporter: merged("exporter"),
    nonAligned: feature(topology, {
      type: "GeometryCollection",
      geometries: countries.filter((country) => sideOf(country) === "nonAligned"),
    } as Countries),
    blocBorders: mesh(topology, everyCountry, (a, b) => a !== b && sideOf(a) === "bloc" && sideOf(b) === "bloc"),
    otherBorders: mesh(
      topology,
      everyCountry,
      (a, b) => a !== b && sideOf(a) === "nonAligned" && sideOf(b) === "nonAligned",
    ),
  };
}

/** Draws the ground over the whole canvas; `ctx` is scaled so that one unit is one CSS pixel. */
export function drawLand(
  ctx: CanvasRenderingContext2D,
  shapes: LandShapes,
  projection: GeoProjection,
  size: { width: number; height: number },
  colours: Tokens,
): void {
  const clipped = projection.clipExtent([
    [-12, -12],
    [size.width + 12, size.height + 12],
  ]);
  const path = geoPath(clipped, ctx);
  ctx.fillStyle = colours.ocean;
  ctx.fillRect(0, 0, size.width, size.height);
  const trace = (shape: GeoPermissibleObjects): void => {
    ctx.beginPath();
    path(shape);
  };

  trace(graticule);
  ctx.strokeStyle = colours.graticule;
  ctx.lineWidth = 1;
  ctx.stroke();

  trace(shapes.nonAligned);
  ctx.fillStyle = colours.land;
  ctx.fill();
  ctx.strokeStyle = colours.landEdge;
  ctx.lineWidth = 0.8;
  ctx.globalAlpha = 0.75;
  ctx.stroke();
  ctx.globalAlpha = 1;

  trace(shapes.bloc);
  ctx.fillStyle = colours.blocLand;
  ctx.fill();
  ctx.save();
  ctx.clip();
  ctx.strokeStyle = colours.bloc;
  ctx.globalAlpha = 0.18;
  ctx.lineWidth = 14;
  ctx.stroke();
  ctx.restore();
  trace(shapes.blocBorders);
  ctx.strokeStyle = colours.bloc;
  ctx.globalAlpha = 0.3;
  ctx.lineWidth = 0.7;
  ctx.stroke();
  ctx.globalAlpha = 1;
  trace(shapes.bloc);
  ctx.strokeStyle = colours.bloc;
  ctx.lineWidth = 1.1;
  ctx.stroke();

  trace(shapes.exporter);
  ctx.fillStyle = colours.exporterLand;
  ctx.fill();
  ctx.save();
  ctx.clip();
  drawHatch(ctx, size, { colour: colours.exporter, pitch: 5, width: 1, alpha: 0.3 });
  ctx.restore();
  trace(shapes.exporter);
  ctx.strokeStyle = colours.exporter;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 2.4]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Lines at 45° over the whole box, `pitch` apart; the caller clips. */
export function drawHatch(
  ctx: CanvasRenderingContext2D,
  size: { width: number; height: number },
  style: { colour: string; pitch: number; width: number; alpha: number },
): void {
  ctx.save();
  ctx.strokeStyle = style.colour;
  ctx.lineWidth = style.width;
  ctx.globalAlpha *= style.alpha;
  ctx.beginPath();
  const step = style.pitch * Math.SQRT2;
  for (let x = -size.height; x < size.width; x += step) {
    ctx.moveTo(x, size.height);
    ctx.lineTo(x + size.height, 0);
  }
  ctx.stroke();
  ctx.restore();
}
