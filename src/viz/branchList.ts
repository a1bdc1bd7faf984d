/**
 * The branches of a run as a value: the scenario as it is, and up to seven lists of changes beside it; which one is
 * shown as the solid line, and which as the dotted one. Every function gives a new list and leaves the old one whole,
 * so that undo is a matter of keeping it.
 */
import type { DatedChange } from "../sim/scenario";
import { sameChanges, withLever } from "./changes";
import type { Move } from "./changes";
import { isoMonth } from "./text/format";

export interface Branch {
  id: number;
  /** Null: named by what it changes. */
  name: string | null;
  changes: readonly DatedChange[];
  /** Month shown when a lever was last moved on it; moving on in that month goes on with the same branch. */
  movedAt: number;
}

export interface BranchList {
  /** The first is the scenario without changes; it can be neither renamed nor deleted. */
  branches: readonly Branch[];
  shown: number;
  /** Null while there is nothing to compare with. */
  ghost: number | null;
}

export const PLAIN_ID = 0;
export const MOST_BRANCHES = 8;
export const LONGEST_NAME = 40;

export const ONLY_PLAIN: BranchList = {
  branches: [{ id: PLAIN_ID, name: null, changes: [], movedAt: -1 }],
  shown: PLAIN_ID,
  ghost: null,
};

export function branchOf(list: BranchList, id: number | null): Branch | null {
  return list.branches.find((one) => one.id === id) ?? null;
}

export function shownBranch(list: BranchList): Branch {
  return branchOf(list, list.shown) ?? list.branches[0]!;
}

/**
 * The list after a lever is moved. On the scenario as it is, or back in a past that has been played or changed, a new
 * branch begins and the one that was shown goes on as the dotted line; otherwise the shown branch itself is changed.
 * With all places taken the shown branch is changed in any case, unless it is the plain one: then nothing happens, and
 * null says so. `front` is the furthest month that was shown since the branch was last changed or chosen.
 */
export function moveLever(list: BranchList, move: Move, front: number): BranchList | null {
  const from = shownBranch(list);
  const changes = withLever(from.changes, move);
  if (sameChanges(changes, from.changes)) return list;
  const isPlain = from.id === PLAIN_ID;
  const isFull = list.branches.length >= MOST_BRANCHES;
  const next = isoMonth(move.startMonth, move.shownMonth + 1);
  const isPast = move.shownMonth < front || from.changes.some((one) => one.month > next);
  const isNew = isPlain || (isPast && from.movedAt !== move.shownMonth);
  const twin = list.branches.find((one) => one.id !== from.id && sameChanges(one.changes, changes));
  if (twin !== undefined) {
    const rest = isNew || from.name !== null ? list : without(list, from.id);
    const ghost = isNew ? from.id : twin.id === PLAIN_ID ? firstOther(rest, PLAIN_ID) : PLAIN_ID;
    return { ...rest, shown: twin.id, ghost };
  }
  if (isPlain && isFull) return null;
  if (isNew && !isFull) {
    const id = 1 + Math.max(...list.branches.map((one) => one.id));
    const added: Branch = { id, name: null, changes, movedAt: move.shownMonth };
    return { branches: [...list.branches, added], shown: id, ghost: from.id };
  }
  return replace(list, { ...from, changes, movedAt: move.shownMonth });
}

/** Shows a branch; the one that was shown becomes the dotted line where there is no other. */
export function showBranch(list: BranchList, id: number): BranchList {
  if (id === list.shown || branchOf(list, id) === null) return list;
  const ghost = list.ghost === null || list.ghost === id || id === PLAIN_ID ? list.shown : list.ghost;
  return { ...list, shown: id, ghost };
}

export function setGhost(list: BranchList, id: number): BranchList {
  if (branchOf(list, id) === null || id === list.ghost) return list;
  return id === list.shown ? showBranch(list, list.ghost ?? PLAIN_ID) : { ...list, ghost: id };
}

/** An empty name is the automatic one again. */
export function renameBranch(list: BranchList, id: number, name: string): BranchList {
  const branch = branchOf(list, id);
  if (branch === null || id === PLAIN_ID) return list;
  const clean = cleanName(name);
  return replace(list, { ...branch, name: clean === "" ? null : clean });
}

export function deleteBranch(list: BranchList, id: number): BranchList {
  if (id === PLAIN_ID || branchOf(list, id) === null) return list;
  const rest = without(list, id);
  const shown = list.shown === id ? (list.ghost ?? PLAIN_ID) : list.shown;
  const ghost = list.ghost === id || list.shown === id ? null : list.ghost;
  return { ...rest, shown, ghost: ghost ?? (shown === PLAIN_ID ? null : PLAIN_ID) };
}

/** One line of plain letters: no control characters, no runs of blanks, bounded. */
export function cleanName(name: string): string {
  return name
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, LONGEST_NAME);
}

function replace(list: BranchList, branch: Branch): BranchList {
  return { ...list, branches: list.branches.map((one) => (one.id === branch.id ? branch : one)) };
}

function without(list: BranchList, id: number): BranchList {
  return { ...list, branches: list.branches.filter((one) => one.id !== id) };
}

function firstOther(list: BranchList, id: number): number | null {
  return list.branches.find((one) => one.id !== id)?.id ?? null;
}
