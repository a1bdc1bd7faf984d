/**
 * What if: the groups of levers that exist, spread over the width. Two of a group show here, the rest in its sheet. The
 * registry gives names, ranges and hints; this file only lays them out.
 */
import type { Lever, LeverGroup } from "../../scenario/levers";
import { BRANCHES, usePage } from "../page";
import { hasChanges, info, month, openGroup } from "../state";
import { longMonth } from "../text/format";
import { FLOOR_PATH } from "../text/leverWords";
import { BranchColumn, BranchSheet, UndoButtons } from "./branchSheet";
import { LeverControl, Toggle } from "./leverControl";

export const GROUP_NAMES: Record<LeverGroup, string> = {
  floor: "The floor",
  border: "The border",
  stockpile: "The stockpile",
  money: "The money",
  rules: "The rules",
  exporter: "The exporter",
};

const GROUP_SENTENCES: Record<LeverGroup, string> = {
  floor: "No import may undercut this price. A cheaper one pays the difference as a tariff.",
  border: "Who keeps the floor, and how the tariff is taken at the border.",
  stockpile: "A public reserve buys when goods are cheap and sells when they are dear.",
  money: "Public loans and contracts that carry a mine through a flood.",
  rules: "How long permits take and what buyers must do.",
  exporter: "One state steers its own firms: it can flood, hold back, or take its profit.",
};

/** Levers that a group shows in the dock before it is opened. */
const FIRST_PATHS: Partial<Record<LeverGroup, readonly string[]>> = {
  floor: ["bloc.floor.stages", "bloc.floor.margin"],
  border: ["bloc.members", "bloc.floor.cap"],
  exporter: ["exporter.conduct", "exporter.warChestKiloUsd"],
};

export function groupsOf(levers: readonly Lever[]): { group: LeverGroup; levers: Lever[] }[] {
  const groups: { group: LeverGroup; levers: Lever[] }[] = [];
  for (const lever of levers) {
    const last = groups.find((one) => one.group === lever.group);
    if (last === undefined) groups.push({ group: lever.group, levers: [lever] });
    else last.levers.push(lever);
  }
  return groups;
}

export function Dock() {
  const page = usePage();
  const groups = groupsOf(page.levers.value);
  return (
    <section class="dock" aria-label="Levers" style={{ "--groups": groups.length }}>
      <BranchColumn />
      {groups.map(({ group, levers }) => {
        const wanted = FIRST_PATHS[group] ?? [];
        const plain = levers.filter((lever) => lever.path !== FLOOR_PATH);
        const first = [
          ...plain.filter((lever) => wanted.includes(lever.path)),
          ...plain.filter((lever) => !wanted.includes(lever.path)),
        ].slice(0, 2);
        const rest = plain.length - first.length;
        const toggle = levers.find((lever) => lever.path === FLOOR_PATH);
        const open = openGroup.value === group;
        return (
          <div class={open ? "group group-open" : "group"} key={group} data-group={group}>
            <div class="group-title">
              <h2>{GROUP_NAMES[group]}</h2>
              {rest > 0 && (
                <button
                  class="more"
                  aria-expanded={open}
                  onClick={() => (openGroup.value = open ? null : group)}
                  aria-label={`${GROUP_NAMES[group]}: ${open ? "Close" : `${rest} more`}`}
                >
                  {open ? "Close" : `${rest} more`}
                </button>
              )}
              {toggle !== undefined && <FloorSwitch />}
            </div>
            <div class="group-levers">
              {first.map((lever) => (
                <LeverControl key={lever.path} lever={lever} small />
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}

export function FloorSwitch() {
  const page = usePage();
  return <Toggle label="Price floor" on={page.floorIsIn()} onChange={() => page.toggleFloor()} />;
}

/** One group opened, over the emptiest part of the map. */
export function GroupSheet() {
  const page = usePage();
  const name = openGroup.value;
  const found = groupsOf(page.levers.value).find((one) => one.group === name);
  if (name === BRANCHES) return <BranchSheet />;
  if (found === undefined || name === null) return null;
  return (
    <section class="sheet group-sheet" aria-label={GROUP_NAMES[found.group]}>
      <div class="sheet-title">
        <h2>{GROUP_NAMES[found.group]}</h2>
        {found.group === "floor" && <FloorSwitch />}
        <span class="grow" />
        <UndoButtons />
        {found.levers.some((lever) => page.leverIsMoved(lever)) && (
          <button class="quiet" onClick={() => resetGroup(page, found.levers)}>
            Reset group
          </button>
        )}
        {hasChanges.value && (
          <button
            class="quiet"
            onClick={() => page.resetAll()}
            title="Takes every lever back, in the past of this run as well. Undo brings it all back."
          >
            Reset all
          </button>
        )}
        <button class="outlined" onClick={() => (openGroup.value = null)}>
          Close
        </button>
      </div>
      <p class="serif">{GROUP_SENTENCES[found.group]}</p>
      <GroupLevers levers={found.levers} />
      <TakesEffect />
    </section>
  );
}

export function GroupLevers({ levers }: { levers: readonly Lever[] }) {
  return (
    <div class="sheet-levers">
      {levers
        .filter((lever) => lever.path !== FLOOR_PATH)
        .map((lever) => (
          <LeverControl key={lever.path} lever={lever} />
        ))}
    </div>
  );
}

export function TakesEffect() {
  const world = info.value;
  if (world === null || month.value >= world.months - 1) return null;
  return (
    <p class="effect">
      Takes effect in {longMonth(world.startMonth, month.value + 1)}. The run without it goes on as the dotted line.
    </p>
  );
}

function resetGroup(page: ReturnType<typeof usePage>, levers: readonly Lever[]): void {
  for (const lever of levers) if (page.leverIsMoved(lever)) page.setLever(lever, lever.default);
}
