/** Levers in words: a value with its unit, what a branch changes, and the name that a branch gets from it. */
import type { Lever, NumberLever } from "../../scenario/levers";
import type { DatedChange } from "../../sim/scenario";
import type { Branch, BranchList } from "../branchList";
import { PLAIN_ID } from "../branchList";
import { longMonth, money, monthIndex, plain } from "./format";

export const FLOOR_PATH = "bloc.floor.enabled";
const PLAIN_NAME = "No change";

/** The value of a lever in words, with its unit. */
export function valueWords(lever: Lever, value: unknown): string {
  switch (lever.kind) {
    case "toggle":
      return value === true ? "in" : "out";
    case "number":
      return typeof value === "number" ? amount(lever, value) : (lever.offWord ?? "off");
    case "choice":
      return lever.options.find((option) => option.value === value)?.name ?? String(value);
    case "stages":
      return `${lengthOf(value)} of ${lever.options.length}`;
    case "members": {
      const count = lengthOf(value);
      return count === 1 ? "1 region" : `${count} regions`;
    }
    default: {
      const never: never = lever;
      throw new Error(`no words for ${String(never)}`);
    }
  }
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

export function amount(lever: NumberLever, value: number): string {
  if (lever.unit === "$/kg") return `$${plain(value, 1)}`;
  if (lever.unit === "thousand $") return money(value);
  if (lever.unit.startsWith("share")) return `${plain(value * 100)}%`;
  if (lever.unit === "months") return value === 1 ? "1 month" : `${plain(value)} months`;
  return `${plain(value, 2)} ${lever.unit}`;
}

/** "Cap on the tariff: $20 from April 2031 on". */
export function changeWords(change: DatedChange, levers: readonly Lever[], startMonth: string): string {
  const lever = levers.find((one) => one.path === change.path);
  const what =
    lever === undefined
      ? `${change.path}: ${shortValue(change.value)}`
      : `${lever.name}: ${valueWords(lever, change.value)}`;
  return `${what} from ${longMonth(startMonth, monthIndex(startMonth, change.month))} on`;
}

function shortValue(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** The name of a branch: the person's own, or what it changes, told apart from others that change the same. */
export function branchName(branch: Branch, list: BranchList, levers: readonly Lever[]): string {
  if (branch.name !== null) return branch.name;
  const own = automaticName(branch, levers);
  const same = list.branches.filter((one) => one.name === null && automaticName(one, levers) === own);
  const place = same.findIndex((one) => one.id === branch.id);
  return place > 0 ? `${own} (${place + 1})` : own;
}

function automaticName(branch: Branch, levers: readonly Lever[]): string {
  if (branch.id === PLAIN_ID) return PLAIN_NAME;
  const floor = branch.changes.filter((one) => one.path === FLOOR_PATH);
  const paths = [...new Set(branch.changes.map((one) => one.path))].filter((path) => path !== FLOOR_PATH);
  const parts: string[] = [];
  if (floor.length > 0) parts.push(floorSpell(floor));
  for (const path of paths) {
    const last = branch.changes.filter((one) => one.path === path).at(-1)!;
    const lever = levers.find((one) => one.path === path);
    parts.push(lever === undefined ? path : `${lever.name} ${valueWords(lever, last.value)}, ${year(last)}`);
  }
  if (parts.length === 0) return PLAIN_NAME;
  const [first, second] = parts;
  if (second === undefined) return first!;
  return parts.length === 2 ? `${first}; ${second}` : `${first} and ${parts.length - 1} more`;
}

/** "Floor from 2029", "Floor 2029 to 2036". */
function floorSpell(changes: readonly DatedChange[]): string {
  const [first, second] = changes;
  if (first!.value !== true) return `No floor from ${year(first!)}`;
  return second === undefined ? `Floor from ${year(first!)}` : `Floor ${year(first!)} to ${year(second)}`;
}

function year(change: DatedChange): string {
  return change.month.slice(0, 4);
}

/** What the two runs are called where there is little room: in the lanes, and after "against". */
export function shortNames(list: BranchList): { shown: string; ghost: string; against: string } {
  if (list.ghost === null) return { shown: "events", ghost: "", against: "" };
  const shown = list.branches.find((one) => one.id === list.shown);
  const ghost = list.branches.find((one) => one.id === list.ghost);
  if (list.ghost === PLAIN_ID) {
    const onlyFloor = shown?.changes.every((change) => change.path.startsWith("bloc.floor")) === true;
    return onlyFloor
      ? { shown: "floor", ghost: "no floor", against: "no floor" }
      : { shown: "changed", ghost: "without", against: "no change" };
  }
  const onlyFloor = ghost?.changes.every((change) => change.path.startsWith("bloc.floor")) === true;
  if (list.shown === PLAIN_ID)
    return onlyFloor
      ? { shown: "no floor", ghost: "floor", against: "the floor" }
      : { shown: "without", ghost: "changed", against: "the change" };
  return { shown: "solid", ghost: "dotted", against: "dotted run" };
}
