/** Branches as values: which run a lever changes, which one goes on as the dotted line, and what undo brings back. */
import { describe, expect, test } from "vitest";
import {
  cleanName,
  deleteBranch,
  MOST_BRANCHES,
  moveLever,
  ONLY_PLAIN,
  PLAIN_ID,
  renameBranch,
  setGhost,
  showBranch,
  shownBranch,
} from "../../src/viz/branchList";
import type { BranchList } from "../../src/viz/branchList";
import { branchName, shortNames } from "../../src/viz/text/leverWords";
import { Undo } from "../../src/viz/undo";

const floor = (shownMonth: number, value = true) => ({
  path: "bloc.floor.enabled",
  value,
  startMonth: "2026-01",
  shownMonth,
  scenarioValue: false,
});
const cap = (shownMonth: number, value: number | null) => ({
  path: "bloc.floor.cap",
  value,
  startMonth: "2026-01",
  shownMonth,
  scenarioValue: null,
});
const moved = (list: BranchList, move: Parameters<typeof moveLever>[1], front = move.shownMonth): BranchList => {
  const next = moveLever(list, move, front);
  if (next === null) throw new Error("all places are taken");
  return next;
};
const months = (list: BranchList): string[] => shownBranch(list).changes.map((change) => change.month);

describe("a lever", () => {
  test("moved on the scenario as it is forks the run, and the run without it is the dotted line", () => {
    const list = moved(ONLY_PLAIN, floor(35));
    expect(list.branches).toHaveLength(2);
    expect(list.ghost).toBe(PLAIN_ID);
    expect(months(list)).toEqual(["2029-01"]);
    expect(ONLY_PLAIN.branches).toHaveLength(1);
  });

  test("moved further on, where time stands, goes on with the same branch", () => {
    const list = moved(moved(ONLY_PLAIN, floor(35)), cap(60, 20));
    expect(list.branches).toHaveLength(2);
    expect(list.ghost).toBe(PLAIN_ID);
    expect(months(list)).toEqual(["2029-01", "2031-02"]);
  });

  test("moved after time was dragged back starts another branch, held against the one it came from", () => {
    const first = moved(ONLY_PLAIN, floor(35));
    const second = moved(first, cap(47, 20), 90);
    expect(second.branches).toHaveLength(3);
    expect(second.ghost).toBe(first.shown);
    expect(second.branches.find((one) => one.id === first.shown)!.changes).toEqual(shownBranch(first).changes);
  });

  test("dragged on in that month changes the branch it began, and begins no more of them", () => {
    let list = moved(moved(ONLY_PLAIN, floor(35)), cap(80, 9));
    for (const value of [20, 21, 22, 23]) list = moved(list, cap(47, value), 90);
    expect(list.branches).toHaveLength(3);
    expect(shownBranch(list).changes.at(-1)!.value).toBe(23);
  });

  test("put back to where it was leaves the run without changes, and no branch of nothing", () => {
    const list = moved(moved(ONLY_PLAIN, floor(35)), floor(35, false));
    expect(list).toEqual(ONLY_PLAIN);
  });

  test("that says what another branch says shows that one instead of a copy", () => {
    const first = moved(ONLY_PLAIN, floor(35));
    const plain = showBranch(first, PLAIN_ID);
    const again = moved(plain, floor(35));
    expect(again.branches).toHaveLength(2);
    expect(again.shown).toBe(first.shown);
  });

  test("starts no branch past the last place, and says so", () => {
    let list = ONLY_PLAIN;
    for (let at = 1; at < MOST_BRANCHES; at++) list = moved(showBranch(list, PLAIN_ID), floor(at * 3));
    expect(list.branches).toHaveLength(MOST_BRANCHES);
    expect(moveLever(showBranch(list, PLAIN_ID), floor(99), 99)).toBeNull();
  });
});

describe("branches", () => {
  const two = moved(showBranch(moved(ONLY_PLAIN, floor(35)), PLAIN_ID), cap(20, 30));

  test("are named by what they change, and told apart when they change the same", () => {
    const twice = moved(showBranch(moved(ONLY_PLAIN, floor(35)), PLAIN_ID), floor(37));
    expect(twice.branches.map((one) => branchName(one, twice, []))).toEqual([
      "No change",
      "Floor from 2029",
      "Floor from 2029 (2)",
    ]);
    expect(shortNames(twice)).toEqual({ shown: "floor", ghost: "no floor", against: "no floor" });
  });

  test("take a person's name, in one plain line, and give it back when it is emptied", () => {
    const id = two.shown;
    const named = renameBranch(two, id, "  Cap\u202e first,\n floor later ");
    expect(shownBranch(named).name).toBe("Cap first, floor later");
    expect(shownBranch(renameBranch(named, id, " ")).name).toBeNull();
    expect(renameBranch(two, PLAIN_ID, "mine")).toBe(two);
    expect(cleanName("x".repeat(500))).toHaveLength(40);
  });

  test("swap places when the dotted one is shown", () => {
    const swapped = showBranch(two, two.ghost!);
    expect(swapped.shown).toBe(two.ghost);
    expect(swapped.ghost).toBe(two.shown);
    expect(setGhost(swapped, swapped.shown).shown).toBe(two.shown);
  });

  test("that are deleted leave a run on show and nothing that points at them", () => {
    const gone = deleteBranch(two, two.shown);
    expect(gone.branches).toHaveLength(2);
    expect(gone.branches.some((one) => one.id === gone.shown)).toBe(true);
    expect(gone.ghost === null || gone.branches.some((one) => one.id === gone.ghost)).toBe(true);
    const all = two.branches.reduce((list, one) => deleteBranch(list, one.id), two);
    expect(all).toEqual(ONLY_PLAIN);
  });
});

describe("undo", () => {
  test("takes back a slider that was dragged at a stroke, and brings it on again", () => {
    const undo = new Undo<number>();
    [0, 1, 2].forEach((before, index) => undo.note(before, "cap 40", 100 * index));
    undo.note(3, "margin 40", 350);
    expect(undo.undo(4)).toBe(3);
    expect(undo.undo(3)).toBe(0);
    expect(undo.canUndo).toBe(false);
    expect(undo.redo(0)).toBe(3);
    expect(undo.redo(3)).toBe(4);
    expect(undo.redo(4)).toBeNull();
  });

  test("forgets what was undone once something else is done", () => {
    const undo = new Undo<number>();
    undo.note(0, "", 0);
    undo.undo(1);
    undo.note(0, "", 5000);
    expect(undo.canRedo).toBe(false);
  });

  test("keeps a bounded past over an evening of moves", () => {
    const undo = new Undo<number>();
    for (let step = 0; step < 1000; step++) undo.note(step, "", step);
    let steps = 0;
    while (undo.undo(0) !== null) steps++;
    expect(steps).toBe(100);
  });
});
