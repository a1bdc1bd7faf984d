/** Starts the built command as a user does, and waits for what it prints and how it ends. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const command = fileURLToPath(new URL("../../bin/lodestone.js", import.meta.url));

export interface Ended {
  /** Exit code; null if a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command to its end. `onStart` may write to it or stop it. */
export function lodestone(args: string[], onStart: (child: ChildProcess) => void = endInput): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ["pipe", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  onStart(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

function endInput(child: ChildProcess): void {
  child.stdin?.end();
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lodestone-out-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
