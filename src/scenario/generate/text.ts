/** A generated scenario as the text of a file: one entity a line, nothing to spare, so that large worlds stay readable. */

/** The text, with a final newline. Lists have an entry a line. */
export function generatedText(scenario: object): string {
  const fields = Object.entries(scenario).map(([key, value]) => {
    const list = Array.isArray(value) && value.length > 0 && typeof value[0] === "object";
    const text = list ? `[\n${value.map((item) => JSON.stringify(item)).join(",\n")}\n]` : JSON.stringify(value);
    return `${JSON.stringify(key)}:${text}`;
  });
  return `{${fields.join(",\n")}}\n`;
}
