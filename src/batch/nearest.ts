/** The nearest right word to a misspelt one. */
import { distance } from "fastest-levenshtein";

/** The known word nearest to `word`, or null where none is near enough to be meant: half of it may be wrong. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const each of known) {
    const apart = distance(word.toLowerCase(), each.toLowerCase());
    if (apart < least) {
      least = apart;
      best = each;
    }
  }
  return best !== null && least <= Math.max(2, best.length / 2) ? best : null;
}

/** " (did you mean x?)", or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === null ? "" : ` (did you mean ${found}?)`;
}
