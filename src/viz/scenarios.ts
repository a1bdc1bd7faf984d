/**
 * The scenario files that come with the page: fetched on demand, with what they extend merged beneath. The worker checks
 * the whole; here the text is only read for the values that levers start from.
 */
import { mergeOver } from "../scenario/merge";
import { withDefaults } from "../scenario/withDefaults";
import type { Scenario } from "../sim/scenario";

const FILES: Record<string, () => Promise<string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>("../../scenarios/*.json", { query: "?url", import: "default" })).map(
    ([path, load]) => [path.replace(/^.*\//, "").replace(/\.json$/, ""), load],
  ),
);
const MOST_ANCESTORS = 8;

export interface ScenarioSource {
  name: string;
  /** JSON text with `extends` resolved. */
  text: string;
  scenario: Scenario;
}

export function scenarioNames(): string[] {
  return Object.keys(FILES).sort();
}

/** Throws an Error with one plain sentence when the scenario is not there or cannot be fetched. */
export async function fetchScenario(name: string): Promise<ScenarioSource> {
  const { text, value, merged } = await read(name, 0);
  return { name, text: merged ? JSON.stringify(value) : text, scenario: withDefaults(value) };
}

async function read(name: string, depth: number): Promise<{ text: string; value: unknown; merged: boolean }> {
  const load = FILES[name];
  if (load === undefined) throw new Error(`There is no scenario "${name}". Known: ${scenarioNames().join(", ")}.`);
  if (depth > MOST_ANCESTORS) throw new Error(`Scenario "${name}" extends too many others.`);
  const response = await fetch(await load());
  if (!response.ok) throw new Error(`Scenario "${name}" could not be fetched (${response.status}).`);
  const text = await response.text();
  const value = JSON.parse(text) as Record<string, unknown>;
  if (typeof value["extends"] !== "string") return { text, value, merged: false };
  const parent = await read(value["extends"], depth + 1);
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => key !== "extends" && key !== "$schema"));
  return { text, value: mergeOver(parent.value, own), merged: true };
}
