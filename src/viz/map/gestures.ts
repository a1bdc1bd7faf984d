/**
 * Hands on the map: a click chooses, a double click shows the region, a drag pans, a wheel or two fingers zoom. Keys work
 * while the map has the focus: plus and minus zoom, Z shows the region of what is chosen, 0 the world.
 */
import type { MapView } from "./mapView";

const CLICK_PX = 5;
const KEY_ZOOM = 1.6;

interface Finger {
  x: number;
  y: number;
  moved: number;
}

/** Listens on the map's element; returns what stops it. `onNothing` is called for a click on nothing. */
export function listenToHands(map: MapView, element: HTMLElement, onNothing: () => void): () => void {
  const fingers = new Map<number, Finger>();
  let pinched = false;
  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onDown = (event: PointerEvent): void => {
    fingers.set(event.pointerId, { ...at(event), moved: 0 });
    if (fingers.size === 1) pinched = false;
    if (event.pointerType !== "mouse") element.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const point = at(event);
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) {
      if (event.pointerType === "mouse") map.hover(point.x, point.y);
      return;
    }
    const dx = point.x - finger.x;
    const dy = point.y - finger.y;
    finger.moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      pinched = true;
      const other = [...fingers.values()].find((one) => one !== finger)!;
      const before = Math.hypot(finger.x - other.x, finger.y - other.y);
      const after = Math.hypot(point.x - other.x, point.y - other.y);
      map.pan(dx / 2, dy / 2);
      if (before > 1) map.zoomAt(after / before, { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 });
    } else if (fingers.size === 1 && finger.moved > CLICK_PX && map.zoom > 1.01) map.pan(dx, dy);
    finger.x = point.x;
    finger.y = point.y;
  };
  const onUp = (event: PointerEvent): void => {
    const finger = fingers.get(event.pointerId);
    fingers.delete(event.pointerId);
    if (finger === undefined || finger.moved > CLICK_PX || pinched) return;
    const point = at(event);
    if (!map.click(point.x, point.y, event.pointerType !== "mouse")) onNothing();
  };
  const onCancel = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  const onLeave = (event: PointerEvent): void => {
    map.hover(-1e4, -1e4);
    if (event.pointerType === "mouse") fingers.delete(event.pointerId);
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    map.zoomAt(Math.exp(-event.deltaY * 0.0016), at(event));
  };
  const onDouble = (event: MouseEvent): void => {
    const point = at(event);
    map.zoomToRegionAt(point.x, point.y);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !hasFocus(element)) return;
    if (!keyPressed(map, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onCancel);
  element.addEventListener("pointerleave", onLeave);
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("dblclick", onDouble);
  window.addEventListener("keydown", onKey, true);
  return () => {
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onCancel);
    element.removeEventListener("pointerleave", onLeave);
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("dblclick", onDouble);
    window.removeEventListener("keydown", onKey, true);
  };
}

/** The map's keys belong to it alone: its buttons and the list of sites that stands for it. */
function hasFocus(element: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused === null || focused.closest("input, select, textarea") !== null) return false;
  return (
    focused.closest(".zoom") !== null || focused.closest("[data-testid='site-list']") !== null || focused === element
  );
}

function keyPressed(map: MapView, key: string): boolean {
  switch (key) {
    case "+":
    case "=":
      map.zoomBy(KEY_ZOOM);
      return true;
    case "-":
      map.zoomBy(1 / KEY_ZOOM);
      return true;
    case "0":
      map.wholeWorld();
      return true;
    case "z":
    case "Z":
      return map.zoomToChosen();
    default:
      return false;
  }
}
