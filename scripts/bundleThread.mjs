/** Bundles a script's thread once, so that threads start at once and run as the command line does. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Writes `thread.mjs` into the folder `outDir` from the TypeScript file `entry`, a path in the project. */
export async function bundleThread(entry, outDir) {
  await build({
    root: fileURLToPath(new URL("..", import.meta.url)),
    configFile: false,
    logLevel: "error",
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      target: "node20",
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: "thread.mjs" } },
    },
  });
}
