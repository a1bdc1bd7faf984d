/** Dated changes of policy: levers moved in a month act in the next; a change names the first month it holds in. */
import { monthIndex } from "../calendar";
import { record } from "../events";
import type { World } from "../state";

/** Applies the changes whose month has come, in the order in which the scenario lists them. Paths and values are validated before. */
export function applyDueChanges(world: World): void {
  const { scenario } = world.setting;
  for (const change of scenario.changes) {
    if (monthIndex(scenario.startMonth, change.month) !== world.state.month) continue;
    setPath(world.state, change.path, change.value);
    record(world, {
      kind: "lever",
      reason: "set",
      entity: change.path,
      entityId: change.path,
      region: null,
      good: null,
      inBloc: true,
      figures: typeof change.value === "number" ? { value: change.value } : {},
      names: { path: change.path, setting: textOf(change.value) },
    });
  }
}

/** Writes a value at `bloc.…` or `exporter.…` of the policy in force. */
function setPath(state: World["state"], path: string, value: unknown): void {
  const keys = path.split(".");
  let at = (keys[0] === "bloc" ? state.bloc : state.exporterPolicy) as unknown as Record<string, unknown>;
  for (const key of keys.slice(1, -1)) at = at[key] as Record<string, unknown>;
  at[keys[keys.length - 1]!] = copyPlain(value);
}

function copyPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyPlain);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copyPlain(part)]));
  }
  return value;
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}
