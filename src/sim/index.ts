/** The door of the model: everything that may be used from outside src/sim. */
export { stepMonth } from "./month";
export type { World } from "./state";
export { cloneWorld, forkWorld, hashWorld, openBurnIn, openWorld } from "./world";
export { takeSnapshot, worldInfo } from "./view";
export { burnIn, type BurnIn } from "./burnIn";
export { BooksError } from "./books";
export { monthIndex, monthLabel } from "./calendar";
export type * from "./scenario";
export type { SimEvent, EventKind } from "./events";
export type { Snapshot, WorldInfo, SiteInfo, StageFigures, WorldFigures } from "./snapshot";
export { siteMoney } from "./siteMoney";
export type { SiteMoney } from "./siteMoney";
