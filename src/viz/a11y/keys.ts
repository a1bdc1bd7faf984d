/**
 * Keys that work anywhere in the world: space plays, F presents, T shows the tables, Escape closes what is open, from the
 * top down. The proof has none of its own.
 */
import { asked } from "../asked";
import type { Page } from "../page";
import { tableOpen, view } from "../route";
import { closeTriggers, triggersOf } from "../triggers/opened";
import { eventsOpen, notice, openGroup, phoneTab, presenting, selection } from "../state";

const CONTROLS = "input, select, textarea, button, a, summary, [role=slider], [role=listbox], [contenteditable]";

export function listenToKeys(page: Page): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const inText = target?.closest("input:not([type=range]), select, textarea") !== null && target !== null;
    if (event.key === "Escape") {
      if (closeTop()) event.preventDefault();
      return;
    }
    if (inText || view.value !== "world") return;
    if (event.key === " " && (target?.closest(CONTROLS) ?? null) === null) {
      event.preventDefault();
      page.togglePlay();
    } else if (event.key === "f" || event.key === "F") {
      event.preventDefault();
      presenting.value = !presenting.value;
    } else if (event.key === "t" || event.key === "T") {
      event.preventDefault();
      tableOpen.value = !tableOpen.value;
    } else if (presenting.value && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      page.step(event.key === "ArrowRight" ? 1 : -1);
    }
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

/** Closes the topmost thing that is open. */
function closeTop(): boolean {
  if (presenting.value) presenting.value = false;
  else if (notice.value !== null) notice.value = null;
  else if (view.value !== "world") return false;
  else if (triggersOf.value !== null) closeTriggers();
  else if (openGroup.value !== null) openGroup.value = null;
  else if (eventsOpen.value) eventsOpen.value = false;
  else if (selection.value !== null) selection.value = null;
  else if (asked.value !== null) asked.value = null;
  else if (tableOpen.value) tableOpen.value = false;
  else if (phoneTab.value !== "world") phoneTab.value = "world";
  else return false;
  return true;
}
