/**
 * What can happen in a month, one union-like shape with its reason and the figures behind it. The sentence is made from them
 * in sentences.ts, so that the command line, the page and a table say the same.
 */
import type { GoodId, RegionId } from "./scenario";
import { sentenceOf, type Reason } from "./sentences";

export type EventKind =
  | "mothballed"
  | "restarted"
  | "closed"
  | "opened"
  | "insolvent"
  | "begun"
  | "financed"
  | "prospect"
  | "floorBreached"
  | "stanceChanged"
  | "licence"
  | "membership"
  | "lever"
  | "shutdown"
  | "caught";

export interface SimEvent {
  /** Month of the run, 0 = the first. */
  month: number;
  kind: EventKind;
  /** Name of the site, project, buyer, good or region it is about. */
  entity: string;
  /** Id of the same. */
  entityId: string;
  region: RegionId | null;
  good: GoodId | null;
  /** True when it happened in a member region (or to the bloc itself). */
  inBloc: boolean;
  /** Why, as a word that no language changes; every event of the model has one. */
  reason?: Reason;
  /** Named figures with their unit in the name. */
  figures: Record<string, number>;
  sentence: string;
}

/** What an event is made from: `names` are texts its sentence needs besides figures. */
export type Happening = Omit<SimEvent, "month" | "sentence" | "reason"> & {
  reason: Reason;
  names?: Record<string, string>;
};

/** Adds an event to the month's list, with its sentence. */
export function record(
  world: { state: { month: number; outcome: { events: SimEvent[] } } },
  happening: Happening,
): void {
  const { names, ...event } = happening;
  const sentence = sentenceOf(names === undefined ? event : { ...event, names });
  world.state.outcome.events.push({ month: world.state.month, ...event, sentence });
}
