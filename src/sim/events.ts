/**
 * What can happen in a month, one union-like shape with the figures behind it. The sentence is made here,
 * in the model's own words, so that the command line, the page and a table say the same.
 */
import type { GoodId, RegionId } from "./scenario";

export type EventKind =
  | "mothballed"
  | "restarted"
  | "closed"
  | "opened"
  | "insolvent"
  | "begun"
  | "financed"
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
  /** Named figures with their unit in the name. */
  figures: Record<string, number>;
  sentence: string;
}

/** Adds an event to the month's list. */
export function record(
  world: { state: { month: number; outcome: { events: SimEvent[] } } },
  event: Omit<SimEvent, "month">,
): void {
  world.state.outcome.events.push({ month: world.state.month, ...event });
}
