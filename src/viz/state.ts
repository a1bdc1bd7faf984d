/**
 * What the page is showing, as signals. Run state (what a link holds) and view state (what only this person sees)
 * are kept apart; histories of figures live in branches.ts, time in player.ts.
 */
import { signal, computed } from "@preact/signals";
import type { DatedChange } from "../sim/scenario";
import type { WorldInfo } from "../sim/snapshot";
import { ONLY_PLAIN } from "./branchList";
import type { BranchList } from "./branchList";
import { recall, remember } from "./memory";

/** Everything a run is made of; a link is this and nothing else. */
export interface RunChoice {
  scenario: string;
  seed: string;
  /** Of the branch on show. */
  changes: DatedChange[];
  /** All branches; without it the changes are the one branch there is. */
  branches?: BranchList;
  /** The month to open at, "2036-03"; without it the run plays from the start. */
  at?: string;
}

/** A stretch of months played over and over, both ends included. */
export interface Loop {
  from: number;
  to: number;
}

/** What a why card is about. */
export type Selection =
  { kind: "site"; index: number } | { kind: "group"; indices: number[] } | { kind: "buyer"; region: number };

export interface Notice {
  title: string;
  text: string;
  /** What the program itself says of it, for whoever reports it. */
  detail?: string;
  action?: { label: string; act: () => void };
}

export type EventFilter = { inBlocOnly: boolean; kinds: "all" | "closures" | "returns" | "policy" };

export const FLAGSHIP = "rare-earths-2026";
export const FIRST_SEED = "7";
/** Months a second that the speed control offers. */
export const SPEEDS = [1, 3, 6, 12, 24, 60, 120] as const;

export const run = signal<RunChoice>({ scenario: FLAGSHIP, seed: FIRST_SEED, changes: [] });
export const info = signal<WorldInfo | null>(null);

/** The branches of this run; which is solid, which dotted. */
export const branchList = signal<BranchList>(ONLY_PLAIN);
/** Counts up whenever there may be more or less to undo. */
export const undoSteps = signal({ canUndo: false, canRedo: false });

/** The month shown, 0 = the first. */
export const month = signal(0);
/** The month the cursor is on its way to while the worker fills in the months before it; null when it is there. */
export const headingFor = signal<{ from: number; to: number } | null>(null);
export const loop = signal<Loop | null>(null);
/** True once a person has asked for the whole horizon on the axis. */
export const wholeHorizon = signal(false);
/** The last month the cursor has reached on this branch. */
export const furthest = signal(0);
export const playing = signal(false);
export const speed = signal<number>(rememberedSpeed());
/** Counts up whenever new months or a new branch arrive. */
export const arrived = signal(0);

/** Index into the goods that are stages: the one in the big strip. */
export const bigStage = signal(1);
/** True once a person has chosen the big strip; before that the page may bring the tariff forward. */
export const stageChosen = signal(false);
export const selection = signal<Selection | null>(null);
export const openGroup = signal<string | null>(null);
export const eventsOpen = signal(false);
export const eventFilter = signal<EventFilter>({ inBlocOnly: false, kinds: "all" });
export const presenting = signal(false);
export const notice = signal<Notice | null>(null);
export const toast = signal<string | null>(null);
export const phoneTab = signal<"world" | "prices" | "levers" | "why">("world");
/** True once the first months have been waited for longer than 400 ms. */
export const waiting = signal(false);
/** The person's system asks for stillness; main.tsx keeps it in step. */
export const reducedMotion = signal(false);
export const stillMap = signal(false);
/** Tonnes a month that one particle stands for. */
export const markTonnes = signal(25);

/** There is a run to compare with. */
export const hasChanges = computed(() => branchList.value.ghost !== null);
/** Stages that carry a price strip, in order, with their index among the goods. */
export const stages = computed(() =>
  (info.value?.goods ?? []).map((good, index) => ({ ...good, index })).filter((good) => good.isStage),
);

function rememberedSpeed(): number {
  const value = Number(recall("speed"));
  return (SPEEDS as readonly number[]).includes(value) ? value : 6;
}

export function chooseSpeed(monthsPerSecond: number): void {
  speed.value = monthsPerSecond;
  remember("speed", String(monthsPerSecond));
}
