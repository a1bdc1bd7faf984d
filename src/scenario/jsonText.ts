/**
 * JSON text to a value, with the line and column of what is wrong. The engine's own parser does the work; only when it
 * refuses a text is the place looked for, because engines differ in whether they name it.
 */

import { InputError } from "./inputError";

/** The value of a JSON text. Throws an `InputError` with line and column. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { at, expected } = firstFault(text);
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    const column = at - before.lastIndexOf("\n");
    const found = at >= text.length ? "the end of the file" : JSON.stringify(text.slice(at, at + 12).split("\n")[0]);
    throw new InputError([`${file}: line ${line}, column ${column}: found ${found}, expected ${expected}`]);
  }
}

const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/** Where a text stops being JSON, and what could stand there. */
function firstFault(text: string): { at: number; expected: string } {
  const open: ("{" | "[")[] = [];
  let at = 0;
  let wants: "value" | "firstItem" | "firstKey" | "key" | "next" = "value";

  const matches = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };

  const matchesString = (): boolean => {
    const end = stringEnd(text, at);
    if (end === null) return false;
    at = end;
    return true;
  };

  for (;;) {
    matches(SPACE);
    const c = text[at];
    if (wants === "next") {
      const inside = open[open.length - 1];
      if (inside === undefined) {
        if (at >= text.length) return { at, expected: "valid JSON" };
        return { at, expected: "nothing after the end of the value" };
      }
      const close = inside === "{" ? "}" : "]";
      if (c === ",") {
        at += 1;
        wants = inside === "{" ? "key" : "value";
      } else if (c === close) {
        at += 1;
        open.pop();
      } else return { at, expected: `"," or "${close}"` };
    } else if (wants === "key" || wants === "firstKey") {
      if (wants === "firstKey" && c === "}") {
        at += 1;
        open.pop();
        wants = "next";
        continue;
      }
      if (!matchesString()) return { at, expected: "a field name in double quotes" };
      matches(SPACE);
      if (text[at] !== ":") return { at, expected: '":" after the field name' };
      at += 1;
      wants = "value";
    } else if (wants === "firstItem" && c === "]") {
      at += 1;
      open.pop();
      wants = "next";
    } else if (c === "{" || c === "[") {
      at += 1;
      open.push(c);
      wants = c === "{" ? "firstKey" : "firstItem";
    } else if (matchesString() || matches(NUMBER) || matches(WORD)) wants = "next";
    else return { at, expected: "a value: a number, a text in double quotes, true, false, null, a list or an object" };
  }
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Where the text in quotes that starts here ends, null if none does. A loop, since an expression would recurse. */
function stringEnd(text: string, start: number): number | null {
  if (text[start] !== '"') return null;
  for (let at = start + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '"') return at + 1;
    if (c === "\\") {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) return null;
      at = ESCAPE.lastIndex - 1;
    } else if (text.charCodeAt(at) < 32) return null;
  }
  return null;
}
