/**
 * Paths into a scenario as people write them: `bloc.floor.enabled`, `facilities[Mountain Pass].cashCostUsdPerKg`.
 * List items go by id, name, `FROM>TO` of a lane, kind of a recipe, region of a scrap source, `sector/case` of a path, or place.
 */

import { itemKey, nearest, type PathStep } from "./faults";

/** Objects whose fields are named by the scenario: a path may add one. */
const OPEN_OBJECTS = ["levels", "freightUsdPerKg"];

/** Parts that hold no lists, where a misplaced path is looked for. */
const PLAIN_PARTS = ["bloc", "exporter", "behaviour"];

/** The concrete steps of a path, or why there is none. */
export type Resolved = { steps: PathStep[] } | { fault: string };

/** Finds where a path leads. */
export function resolvePath(root: object, text: string): Resolved {
  const words = splitPath(text);
  if (words === null) return { fault: 'not a path; expected fields parted by dots, such as "bloc.floor.enabled"' };
  const steps: PathStep[] = [];
  let at: unknown = root;
  for (const [i, word] of words.entries()) {
    const found = stepInto(at, word, words[i - 1]);
    if (found === "ambiguous") return { fault: `more than one item is named "${word.key}"; use its id` };
    if (found === null) {
      const better = suggestion(root, words);
      return { fault: better === null ? "no such path" : `no such path; did you mean ${better}?` };
    }
    steps.push(found);
    at = (at as Record<PathStep, unknown>)[found];
  }
  return { steps };
}

/**
 * A copy of the root with one value set; what the path does not touch is shared. Null takes a level of the floor or a
 * freight away: those have no null, and without one the rule holds again.
 */
export function withValue<T extends object>(root: T, steps: readonly PathStep[], value: unknown): T {
  const [step, ...rest] = steps;
  if (step === undefined) return root;
  const inner = (root as Record<PathStep, unknown>)[step];
  if (rest.length === 1 && value === null && OPEN_OBJECTS.includes(String(step))) {
    const kept = Object.entries(inner as object).filter(([key]) => key !== String(rest[0]));
    return { ...root, [step]: Object.fromEntries(kept) };
  }
  const next = rest.length === 0 ? value : withValue(inner as object, rest, value);
  if (Array.isArray(root)) return root.map((item, at) => (at === Number(step) ? next : item)) as T;
  return { ...root, [step]: next };
}

interface Word {
  key: string;
  isItem: boolean;
}

/** Words of a path: fields, and keys in brackets, which may hold dots. Null if it is not one. */
function splitPath(text: string): Word[] | null {
  const words: Word[] = [];
  const pattern = /(?:^|\.)([A-Za-z_$][\w-]*)|\[([^\]]+)\]/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [, field, item] = match;
    words.push(field === undefined ? { key: item!, isItem: true } : { key: field, isItem: false });
  }
  return words.length === 0 ? null : words;
}

/** The step that a word stands for in a value, null if there is none. */
function stepInto(at: unknown, word: Word, before: Word | undefined): PathStep | null | "ambiguous" {
  if (Array.isArray(at)) return word.isItem ? placeOf(at, word.key) : null;
  if (typeof at !== "object" || at === null) return null;
  if (Object.hasOwn(at, word.key)) return word.key;
  return before !== undefined && OPEN_OBJECTS.includes(before.key) ? word.key : null;
}

function placeOf(list: readonly unknown[], key: string): number | null | "ambiguous" {
  for (const keysOf of [(item: unknown) => itemKey(item), nameOf, loweredName]) {
    const wanted = keysOf === loweredName ? key.toLowerCase() : key;
    const places = list.flatMap((item, at) => (keysOf(item) === wanted ? [at] : []));
    if (places.length === 1) return places[0]!;
    if (places.length > 1) return "ambiguous";
  }
  return /^\d+$/.test(key) && Number(key) < list.length ? Number(key) : null;
}

/** What an item without an id goes by, or the name of one with an id. */
function nameOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return null;
  const fields = item as Record<string, unknown>;
  if (typeof fields.name === "string") return fields.name;
  if (typeof fields.sector === "string" && typeof fields.case === "string") return `${fields.sector}/${fields.case}`;
  if (typeof fields.kind === "string") return fields.kind;
  return typeof fields.region === "string" && !("good" in fields) ? fields.region : null;
}

function loweredName(item: unknown): string | null {
  return nameOf(item)?.toLowerCase() ?? null;
}

/** The valid path that a wrong one most likely meant, or null. */
function suggestion(root: object, words: readonly Word[]): string | null {
  return mended(root, words) ?? elsewhere(root, textOf(words));
}

/** The path with each wrong word replaced by its nearest sibling. */
function mended(root: object, words: readonly Word[]): string | null {
  const right: Word[] = [];
  let at: unknown = root;
  for (const word of words) {
    let step = stepInto(at, word, right[right.length - 1]);
    let key = word.key;
    if (step === null || step === "ambiguous") {
      if (typeof at !== "object" || at === null || word.isItem !== Array.isArray(at)) return null;
      const known: string[] = Array.isArray(at)
        ? at.flatMap((item) => [nameOf(item), itemKey(item)].filter((name) => name !== null))
        : Object.keys(at);
      const near = nearest(word.key, known);
      if (near === null) return null;
      key = near;
      step = stepInto(at, { ...word, key }, undefined);
      if (step === null || step === "ambiguous") return null;
    }
    right.push({ ...word, key });
    at = (at as Record<PathStep, unknown>)[step];
  }
  return textOf(right);
}

/** A path that ends alike or is spelt alike, among the parts without lists. */
function elsewhere(root: object, text: string): string | null {
  const all: string[] = [];
  const gather = (at: unknown, path: string): void => {
    if (typeof at !== "object" || at === null || Array.isArray(at)) all.push(path);
    else {
      for (const [key, value] of Object.entries(at)) {
        if (key !== "sources") gather(value, path === "" ? key : `${path}.${key}`);
      }
    }
  };
  for (const part of PLAIN_PARTS) gather((root as Record<string, unknown>)[part], part);
  const lowered = text.toLowerCase();
  return all.find((path) => path.toLowerCase().endsWith(`.${lowered}`)) ?? nearest(text, all);
}

function textOf(words: readonly Word[]): string {
  return words.map(({ key, isItem }, at) => (isItem ? `[${key}]` : at === 0 ? key : `.${key}`)).join("");
}
