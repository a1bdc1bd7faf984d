/**
 * Keys of time and of what was done: undo and redo as everywhere else, N goes to the next event, L loops a stretch, and
 * the brackets set its ends at the month shown.
 */
import type { Page } from "../page";
import { month } from "../state";

export function listenToTimeKeys(page: Page, isOn: () => boolean): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const isTyping = (target?.closest("input:not([type=range]):not([type=checkbox]), textarea") ?? null) !== null;
    if (isTyping || event.altKey || !isOn()) return;
    const act = event.ctrlKey || event.metaKey ? undoOf(page, event) : timeOf(page, event, target);
    if (act === null) return;
    event.preventDefault();
    act();
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

function undoOf(page: Page, event: KeyboardEvent): (() => void) | null {
  const key = event.key.toLowerCase();
  if (key === "z") return () => (event.shiftKey ? page.redo() : page.undo());
  return key === "y" ? () => page.redo() : null;
}

function timeOf(page: Page, event: KeyboardEvent, target: Element | null): (() => void) | null {
  // A list that is open takes letters as a search.
  if ((target?.closest("select") ?? null) !== null) return null;
  switch (event.key) {
    case "n":
    case "N":
      return () => void page.nextEvent();
    case "l":
    case "L":
      return () => page.toggleLoop();
    case "[":
      return () => page.setLoop(month.value, null);
    case "]":
      return () => page.setLoop(null, month.value);
    default:
      return null;
  }
}
