/**
 * A small strip that becomes the big one grows into its place, and the big one shrinks into the gap: each strip is moved
 * from where it was to where it is now, in 240 ms. Stillness cuts.
 */
import { effect } from "@preact/signals";
import { bigStage, reducedMotion } from "../state";

const SWAP_MS = 240;
const STRIPS = ".time-column .strip[data-stage]";
let isWatching = false;

/** Watches for another big strip from now on; further calls change nothing. */
export function watchSwaps(): void {
  if (isWatching) return;
  isWatching = true;
  let shown = bigStage.peek();
  effect(() => {
    const next = bigStage.value;
    if (next === shown) return;
    shown = next;
    if (reducedMotion.peek()) return;
    // Signals call before the page is drawn anew: here the strips still stand where they were.
    const before = boxes();
    requestAnimationFrame(() => move(before));
  });
}

function boxes(): Map<string, DOMRect> {
  return new Map(strips().map((strip) => [strip.dataset["stage"] ?? "", strip.getBoundingClientRect()]));
}

function move(before: ReadonlyMap<string, DOMRect>): void {
  for (const strip of strips()) {
    const from = before.get(strip.dataset["stage"] ?? "");
    const to = strip.getBoundingClientRect();
    if (from === undefined || to.height === 0 || (Math.abs(from.top - to.top) < 1 && from.height === to.height))
      continue;
    const start = `translateY(${from.top - to.top}px) scaleY(${from.height / to.height})`;
    strip.animate(
      [
        { transform: start, transformOrigin: "0 0" },
        { transform: "none", transformOrigin: "0 0" },
      ],
      {
        duration: SWAP_MS,
        easing: "cubic-bezier(.6,0,.4,1)",
      },
    );
  }
}

function strips(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(STRIPS)];
}
