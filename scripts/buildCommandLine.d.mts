/** Builds the command line into dist/cli unless it is up to date; rejects with the faults of the build. */
export function buildCommandLine(): Promise<void>;
/** True if the build is there and nothing it is made from has changed since. */
export function isBuilt(): boolean;
