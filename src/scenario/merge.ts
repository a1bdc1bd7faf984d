/**
 * A scenario that extends another states only what differs. Objects merge field by field. Lists whose items have an id
 * (or from and to) merge item by item; an empty list clears. Other lists, texts, numbers and null replace.
 */

import { itemKey } from "./faults";

/** The parent with the child's parts over it. Neither is changed. */
export function mergeOver(parent: unknown, child: unknown): unknown {
  if (Array.isArray(parent) && Array.isArray(child)) return mergeLists(parent, child);
  if (!isObject(parent) || !isObject(child)) return child;
  const keys = new Set([...Object.keys(parent), ...Object.keys(child)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      if (!Object.hasOwn(child, key)) return [key, parent[key]];
      return [key, Object.hasOwn(parent, key) ? mergeOver(parent[key], child[key]) : child[key]];
    }),
  );
}

function mergeLists(parent: readonly unknown[], child: readonly unknown[]): unknown[] {
  const keyed = child.length > 0 && [...parent, ...child].every((item) => itemKey(item) !== null);
  if (!keyed) return [...child];
  const merged = [...parent];
  const places = new Map(parent.map((item, at) => [itemKey(item), at]));
  const fresh = new Set<string | null>();
  for (const item of child) {
    const key = itemKey(item);
    const at = places.get(key);
    // An id that the child states twice stays twice, for the cross-checks to tell.
    if (at === undefined || fresh.has(key)) merged.push(item);
    else merged[at] = mergeOver(merged[at], item);
    fresh.add(key);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
