/**
 * Two builds from one file. The page (the default): index.html into dist/page, movable to any folder of any web
 * server. The command line (`--mode cli`): the entry and the worker thread for Node into dist/cli, with the
 * packages left outside as ordinary imports.
 */
import { defineConfig, type Plugin, type UserConfig } from "vite";

/**
 * What the page may do: run its own scripts and workers, and ask its own origin, nothing else. No code made from text, no
 * inline script or style. The sites that embed the page and `file:` are not the policy's affair.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Writes the policy into the built page, before anything that it governs; the development server needs inline script. */
const withPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: (html) => {
    const meta = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`;
    return html.replace('<meta charset="utf-8" />', `<meta charset="utf-8" />\n    ${meta}`);
  },
};

const COUNTRY_SHAPES = "\0country-shapes";

/**
 * The shapes of the countries are data: the built page fetches them as a file, beside its script instead of inside it,
 * and asks for them and for the first scenario as soon as the page itself is there.
 */
const shapesAsFile: Plugin = {
  name: "shapes-as-file",
  apply: "build",
  enforce: "pre",
  resolveId: (source) => (source === "world-atlas/countries-110m.json" ? COUNTRY_SHAPES : null),
  load: (id) =>
    id === COUNTRY_SHAPES
      ? `import address from "world-atlas/countries-110m.json?url";
         export default await fetch(address).then((response) => response.json());`
      : null,
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /(countries-110m|rare-earths-2026)-[^/]*\.json$/.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "fetch", href: `./${file}`, crossorigin: true },
          injectTo: "head" as const,
        })),
  },
};

const page: UserConfig = {
  base: "./",
  plugins: [withPolicy, shapesAsFile],
  // As headers the policy holds inside the workers too.
  preview: {
    headers: { "Content-Security-Policy": contentSecurityPolicy, "X-Content-Type-Options": "nosniff" },
  },
  // Every browser that runs the page has Object.defineProperty; the stand-in for others brings a text formatter along.
  resolve: {
    alias: [{ find: /^@stdlib\/utils-define-property$/, replacement: "@stdlib/utils-define-property/lib/builtin.js" }],
  },
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
