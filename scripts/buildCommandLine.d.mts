/** Builds the command line into dist/cli; rejects with the faults of the build. */
export function buildCommandLine(): Promise<void>;
