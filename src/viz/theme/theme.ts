/**
 * Which theme is on. Writes the tokens to CSS variables of the document, remembers the person's choice,
 * and follows the system until one was made.
 */
import { computed, effect, signal } from "@preact/signals";
import { cssName, TOKENS } from "./tokens";
import type { ThemeName, Tokens } from "./tokens";
import { recall, remember } from "../memory";
import { forced, forcedTokens } from "./forcedColours";

function systemTheme(): ThemeName {
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

function rememberedTheme(): ThemeName | null {
  const name = recall("theme");
  return name === "dark" || name === "light" ? name : null;
}

export const theme = signal<ThemeName>("dark");

const current = computed(() => (forced.value ? forcedTokens(TOKENS) : TOKENS[theme.value]));

/** Colours of the theme that is on. Reading it inside an effect or component follows the theme. */
export function tokens(): Tokens {
  return current.value;
}

export function toggleTheme(): void {
  theme.value = theme.value === "dark" ? "light" : "dark";
  remember("theme", theme.value);
}

/** Reads the remembered theme and keeps the CSS variables of `root` in step with it. */
export function startTheme(root: HTMLElement): void {
  theme.value = rememberedTheme() ?? systemTheme();
  effect(() => {
    root.dataset["theme"] = theme.value;
    root.style.colorScheme = theme.value;
    for (const [token, colour] of Object.entries(tokens())) root.style.setProperty(cssName(token), colour);
  });
}
