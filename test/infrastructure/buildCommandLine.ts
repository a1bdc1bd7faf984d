/** Builds the command line once before the tests that start it, so that they never run an old one. */
import { buildCommandLine } from "../../scripts/buildCommandLine.mjs";

export default async function setup(): Promise<void> {
  await buildCommandLine();
}
