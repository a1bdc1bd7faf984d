/** Arguments that every started browser gets. */
export const browserArguments: string[];
/** The first browser by name: CHROME_BIN, the PATH, Playwright's own; not started, null if there is none. */
export function browserOnThisMachine(): string | null;
/** A browser that was really started, installed if need be. Throws with the command that installs one. */
export function findBrowser(say?: (line: string) => void): string;
