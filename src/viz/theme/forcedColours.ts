/**
 * The tokens while the system forces its own colours: maps and charts, which no style sheet reaches, take the system's
 * words for ground, text, links and selection. What differs by form goes on to differ by form.
 */
import { signal } from "@preact/signals";
import type { ThemeName, Tokens } from "./tokens";

const query = matchMedia("(forced-colors: active)");
export const forced = signal(query.matches);
query.addEventListener("change", () => (forced.value = query.matches));

/** The theme whose ground is nearer to the system's, with the system's colours in it. */
export function forcedTokens(themes: Readonly<Record<ThemeName, Tokens>>): Tokens {
  const [ground, text, link, selected, grey] = ["Canvas", "CanvasText", "LinkText", "Highlight", "GrayText"].map(hexOf);
  const base = themes[lightness(ground!) < 0.5 ? "dark" : "light"];
  return {
    ...base,
    page: ground!,
    panel: ground!,
    raise: ground!,
    ocean: ground!,
    land: ground!,
    blocLand: ground!,
    exporterLand: ground!,
    graticule: grey!,
    rule: text!,
    ctl: text!,
    landEdge: text!,
    ink: text!,
    ink2: text!,
    ink3: text!,
    ghost: grey!,
    nonAligned: text!,
    ordinary: text!,
    bloc: selected!,
    exporter: link!,
    exporterText: link!,
    wedge: text!,
    wedgeText: text!,
    back: text!,
    onAccent: ground!,
  };
}

/** A system colour as "#rrggbb". */
function hexOf(name: string): string {
  const probe = document.createElement("span");
  probe.style.setProperty("forced-color-adjust", "none");
  probe.style.color = name;
  document.documentElement.append(probe);
  const parts = getComputedStyle(probe).color.match(/\d+/g) ?? ["0", "0", "0"];
  probe.remove();
  return `#${parts
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}

function lightness(hex: string): number {
  const part = (at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255;
  return 0.3 * part(1) + 0.6 * part(3) + 0.1 * part(5);
}
