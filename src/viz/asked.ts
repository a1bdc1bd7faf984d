/** Questions that no glyph of the map answers: why a price, the exporter, the bloc. Asking one lets go of what was chosen. */
import { effect, signal } from "@preact/signals";
import { eventsOpen, openGroup, phoneTab, selection } from "./state";

export type Asked = { about: "price"; stage: number } | { about: "exporter" } | { about: "bloc" };

export const asked = signal<Asked | null>(null);

export function ask(question: Asked): void {
  selection.value = null;
  openGroup.value = null;
  eventsOpen.value = false;
  if (document.querySelector('[data-layout="phone"]') !== null) phoneTab.value = "why";
  asked.value = question;
}

effect(() => {
  if (selection.value !== null) asked.value = null;
});
