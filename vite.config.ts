/**
 * Two builds from one file. The page (the default): index.html into dist/page, movable to any folder of any web
 * server. The command line (`--mode cli`): the entry and the worker thread for Node into dist/cli, with the
 * packages left outside as ordinary imports.
 */
import { defineConfig, type UserConfig } from "vite";

const page: UserConfig = {
  base: "./",
  build: { outDir: "dist/page", emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 1000 },
  worker: { format: "es" },
};

const commandLine: UserConfig = {
  publicDir: false,
  build: {
    ssr: true,
    outDir: "dist/cli",
    emptyOutDir: true,
    target: "node20",
    rolldownOptions: {
      input: { cli: "src/batch/cli.ts", "batch.thread": "src/workers/batch.thread.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "cli" ? commandLine : page));
