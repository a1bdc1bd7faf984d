/** What is followed on the map: a site or a region's buyers, until told otherwise. The card offers it, the map does it. */
import { signal } from "@preact/signals";
import type { Target } from "./map/mapView";
import type { Page } from "./page";

export const followed = signal<Target | null>(null);

/**
 * Follows a site or a region's buyers on the map until told otherwise: the camera flies there and stays while time runs,
 * the name stays written and the lines of its trade stand out. Null lets go; the camera stays where it is.
 */
export function followOnMap(page: Page, target: Target | null): void {
  followed.value = target;
  page.map?.follow(target);
}
