/** Which site's triggers are on show, over the map; none by default. Another run closes them. */
import { signal } from "@preact/signals";
import { info } from "../state";

/** Index among the sites of `info`. */
export const triggersOf = signal<number | null>(null);

info.subscribe(() => (triggersOf.value = null));

/** Closes the panel, and gives the keyboard back to the link that opened it. */
export function closeTriggers(): void {
  triggersOf.value = null;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".triggers-link")?.focus());
}
