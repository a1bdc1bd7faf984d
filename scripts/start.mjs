/**
 * Builds the page, serves it, prints its address and opens a browser where there is one. Without a desktop the
 * address is all that is printed. `--no-open` keeps the browser shut, `--port N` asks for a port.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, preview } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const configFile = `${root}vite.config.ts`;
const { values } = parseArgs({ options: { "no-open": { type: "boolean" }, port: { type: "string" } } });

/** The command that opens an address on this machine, or null where there is no desktop. */
function opener() {
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["cmd", "/c", "start", ""];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ["xdg-open"] : null;
}

function openBrowser(address) {
  const command = opener();
  if (command === null) return;
  const child = spawn(command[0], [...command.slice(1), address], { stdio: "ignore", detached: true });
  // Nothing to open it with is no fault of the page: its address has been printed.
  child.on("error", () => undefined);
  child.unref();
}

await build({ root, configFile, logLevel: "warn" });
const server = await preview({
  root,
  configFile,
  logLevel: "warn",
  preview: { port: Number(values.port ?? 4173), open: false },
});
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${server.config.preview.port}/`;
console.log(`Lodestone is at ${address} (Ctrl-C stops it)`);
if (!values["no-open"]) openBrowser(address);
