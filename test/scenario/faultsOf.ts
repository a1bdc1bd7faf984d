import { InputError } from "../../src/scenario/inputError";
import { loadScenario, type LoadOptions } from "../../src/scenario/load";

/** The fault lines of a call; empty if it accepts its input. Other errors pass through. */
export function faultsOf(call: () => unknown): readonly string[] {
  try {
    call();
    return [];
  } catch (fault) {
    if (fault instanceof InputError) return fault.lines;
    throw fault;
  }
}

/** The fault lines of a scenario file with this content. */
export function faultsOfFile(content: unknown, options?: LoadOptions): readonly string[] {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return faultsOf(() => loadScenario("my.json", text, undefined, options));
}
