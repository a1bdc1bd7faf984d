/** Builds the page once and serves it, as `npm start` does, for the tests that use it from outside. */
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the served page, ending in a slash. */
    pageUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  await build({ root, configFile: `${root}vite.config.ts`, mode: "production", logLevel: "warn" });
  const server = await preview({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: "warn",
    preview: { port: 4400, strictPort: false, host: "127.0.0.1", open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("the page server has no port");
  project.provide("pageUrl", `http://127.0.0.1:${address.port}/`);
  return () => server.close();
}
