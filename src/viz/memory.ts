/** What the browser remembers of a person's choices between visits. A browser that refuses storage just forgets. */
const PREFIX = "lodestone.";

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage is switched off or full: the choice holds until the page closes.
  }
}
