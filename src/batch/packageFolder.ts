/** Where the package lies: two folders above this file, both as src/batch/ and built as dist/cli/. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** The version of package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
