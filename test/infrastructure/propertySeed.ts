/**
 * Property tests draw the same cases each time, so that a failure is the fault of a change and not of the day. SEED=n
 * draws others.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 2026) });
