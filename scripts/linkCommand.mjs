/**
 * Puts `lodestone` into node_modules/.bin, where npm puts the commands of dependencies but not that of the
 * project itself. Scripts of package.json and shells with that folder on the PATH then find it.
 */
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export function linkCommand() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const folder = join(root, "node_modules", ".bin");
  if (!existsSync(join(root, "node_modules"))) return;
  mkdirSync(folder, { recursive: true });
  const link = join(folder, "lodestone");
  rmSync(link, { force: true });
  if (process.platform === "win32") {
    writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\lodestone.js" %*\r\n');
    writeFileSync(link, '#!/bin/sh\nexec node "$(dirname "$0")/../../bin/lodestone.js" "$@"\n');
    return;
  }
  chmodSync(join(root, "bin", "lodestone.js"), 0o755);
  symlinkSync("../../bin/lodestone.js", link);
}
