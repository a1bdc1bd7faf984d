/**
 * Trade that a floor turns away, seen bending to its new buyer: for 600 ms the tonnes that left a member's lane travel
 * on a curve that swings from the old buyer to the new one. Nothing is counted twice: they leave the old lane at once
 * and join the new one when the bend is over.
 */
import { FLOW_FIGURES } from "../../workers/frame";
import type { Snapshot } from "../../sim/snapshot";
import { emptyArc, shapeArc } from "./arcs";
import type { Arc, ArcSet, Lane, Point } from "./arcs";
import { easeInOut } from "./ease";
import { formOfKind } from "./flowMarks";

export const BEND_MS = 600;
const MOST_BENDS = 4;
/** A lane must lose this share of what it carried before the loss counts as turned away. */
const LEAST_SHARE = 0.2;
const WIDTH = FLOW_FIGURES.length;

export interface Move {
  from: Lane;
  to: Lane;
  tonnes: number;
}

interface Bend {
  arc: Arc;
  old: { control: Point; to: Point };
  goal: Arc;
  startedMs: number;
}

/**
 * Who sold less into the zone than the month before and more elsewhere, largest first: at most four pairs of lanes of
 * one good and seller, with the tonnes that moved. Empty while no floor holds.
 */
export function turnedAway(before: Snapshot, after: Snapshot, leastTonnes: number): Move[] {
  if (after.world.floorEnabled !== 1) return [];
  const changes = new Map<string, { lane: Lane; was: number; is: number }>();
  for (const [snapshot, isAfter] of [
    [before, false],
    [after, true],
  ] as const) {
    const { flows } = snapshot;
    for (let row = 0; row < flows.length; row += WIDTH) {
      const [good, from, to] = [flows[row]!, flows[row + 1]!, flows[row + 2]!];
      if (from === to || after.members[from] === 1) continue;
      const key = `${good} ${from} ${to}`;
      const lane = { good, from, to, kind: formOfKind(flows[row + 4]!) };
      const change = changes.get(key) ?? { lane, was: 0, is: 0 };
      if (isAfter) change.is += flows[row + 3]!;
      else change.was += flows[row + 3]!;
      if (isAfter) change.lane = lane;
      changes.set(key, change);
    }
  }
  const moves: Move[] = [];
  const losses = [...changes.values()].filter(
    ({ lane, was, is }) => after.members[lane.to] === 1 && was - is >= Math.max(leastTonnes, LEAST_SHARE * was),
  );
  losses.sort((a, b) => b.was - b.is - (a.was - a.is));
  const room = new Map([...changes].map(([key, change]) => [key, change.is - change.was]));
  for (const loss of losses) {
    let best: { key: string; lane: Lane; gain: number } | null = null;
    for (const [key, { lane }] of changes) {
      if (lane.good !== loss.lane.good || lane.from !== loss.lane.from || after.members[lane.to] === 1) continue;
      const gain = room.get(key)!;
      if (gain > (best?.gain ?? 0)) best = { key, lane, gain };
    }
    if (best === null) continue;
    const tonnes = Math.min(loss.was - loss.is, best.gain);
    if (tonnes < leastTonnes) continue;
    room.set(best.key, best.gain - tonnes);
    moves.push({ from: loss.lane, to: best.lane, tonnes });
    if (moves.length === MOST_BENDS) break;
  }
  return moves;
}

export class Deflection {
  private bends: Bend[] = [];

  /** The arcs on the bend now, to be drawn with the others. */
  get arcs(): readonly Arc[] {
    return this.bends.map((bend) => bend.arc);
  }

  /** Starts the bends of a month; `arcSet` must hold that month already. */
  start(moves: readonly Move[], arcSet: ArcSet, nowMs: number): void {
    for (const move of moves) {
      // The lane may have changed its form with the month; its old arc is the one that still shows tonnes.
      const old = [move.from.kind, "ordinary" as const, "belowCost" as const]
        .map((kind) => arcSet.arcs.get(arcSet.keyOf({ ...move.from, kind })))
        .find((arc) => arc !== undefined && arc.shownTonnes > 0);
      const goal = arcSet.arcs.get(arcSet.keyOf(move.to));
      if (old === undefined || goal === undefined || old === goal) continue;
      if (this.bends.some((bend) => bend.goal === goal)) continue;
      const moved = Math.min(move.tonnes, old.shownTonnes);
      old.shownTonnes -= moved;
      arcSet.hold(goal.key, moved);
      const arc = emptyArc(`bend ${old.key}`, old.kind, old.phase);
      arc.tonnes = moved;
      arc.shownTonnes = moved;
      shapeArc(arc, old.from, old.control, old.to);
      this.bends.push({ arc, old: { control: old.control, to: old.to }, goal, startedMs: nowMs });
    }
  }

  /** Swings the bends on; those that have arrived hand their tonnes over. Returns true while any is on its way. */
  advance(nowMs: number, arcSet: ArcSet, step: { travelPx: number; spacingOf: (arc: Arc) => number }): boolean {
    if (this.bends.length === 0) return false;
    this.bends = this.bends.filter((bend) => {
      const t = (nowMs - bend.startedMs) / BEND_MS;
      if (t >= 1) {
        arcSet.hold(bend.goal.key, 0);
        return false;
      }
      const s = easeInOut(t);
      const { arc, goal, old } = bend;
      shapeArc(arc, mix(arc.from, goal.from, s), mix(old.control, goal.control, s), mix(old.to, goal.to, s));
      arc.phase = (arc.phase + step.travelPx / step.spacingOf(arc)) % 1;
      return true;
    });
    return true;
  }

  /** Ends every bend at once. */
  clear(arcSet: ArcSet | null): void {
    for (const bend of this.bends) arcSet?.hold(bend.goal.key, 0);
    this.bends = [];
  }
}

function mix(a: Point, b: Point, s: number): Point {
  return { x: a.x + (b.x - a.x) * s, y: a.y + (b.y - a.y) * s };
}
