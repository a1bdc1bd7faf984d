/** One lever as a control: slider, switch, choice, set of stages, set of members; with its default and a way back. */
import type { Choice, Lever, Members, NumberLever, Stages } from "../../scenario/levers";
import { usePage } from "../page";
import { month, openGroup, run } from "../state";
import { sameValue } from "../changes";
import { amount, valueWords } from "../text/leverWords";
import { Icon } from "./icon";

export function LeverControl({ lever, small = false }: { lever: Lever; small?: boolean }) {
  const page = usePage();
  // Both are read so that the control follows time and the changes.
  month.value;
  run.value;
  const value = page.leverValue(lever);
  const moved = page.leverIsMoved(lever);
  const id = `lever-${small ? "dock" : "sheet"}-${lever.path.replace(/\./g, "-")}`;
  return (
    <div class={moved ? "lever lever-moved" : "lever"} data-path={lever.path}>
      <div class="lever-title">
        <label for={id} class="lever-name" title={lever.hint}>
          {small ? shortLeverName(lever) : lever.name}
        </label>
        {moved && (
          <button
            class="undo"
            onClick={() => page.setLever(lever, lever.default)}
            aria-label={`${lever.name}: back to ${valueWords(lever, lever.default)}`}
            title={`Back to ${valueWords(lever, lever.default)}`}
          >
            <Icon name="undo" size={13} />
          </button>
        )}
        <span class="lever-value">{valueWords(lever, value)}</span>
      </div>
      {!small && <p class="hint">{lever.hint}</p>}
      <Control id={id} lever={lever} value={value} small={small} />
    </div>
  );
}

function Control({ id, lever, value, small }: { id: string; lever: Lever; value: unknown; small: boolean }) {
  const page = usePage();
  switch (lever.kind) {
    case "toggle":
      return <Toggle id={id} label={lever.name} on={value === true} onChange={(on) => page.setLever(lever, on)} />;
    case "number":
      return <NumberControl id={id} lever={lever} value={typeof value === "number" ? value : null} small={small} />;
    case "choice":
      return <ChoiceControl id={id} lever={lever} value={value as string} small={small} />;
    case "stages":
      return <StagesControl id={id} lever={lever} value={listOf(value)} small={small} />;
    case "members":
      return <MembersControl id={id} lever={lever} value={listOf(value)} small={small} />;
    default: {
      const never: never = lever;
      throw new Error(`no control for ${String(never)}`);
    }
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function Toggle(props: { id?: string; label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <button
      id={props.id}
      class="toggle"
      role="switch"
      aria-checked={props.on}
      aria-label={props.label}
      onClick={() => props.onChange(!props.on)}
    >
      <span />
    </button>
  );
}

function NumberControl({
  id,
  lever,
  value,
  small,
}: {
  id: string;
  lever: NumberLever;
  value: number | null;
  small: boolean;
}) {
  const page = usePage();
  const off = value === null || value === undefined;
  const canBeOff = lever.offWord !== null;
  // A lever that may be off has one stop more, at its left end.
  const min = canBeOff ? lever.min - lever.step : lever.min;
  const shown = off ? min : value;
  const part = (at: number): string => `${(100 * (at - min)) / (lever.max - min)}%`;
  return (
    <div class="slider-row">
      <input
        id={id}
        type="range"
        min={min}
        max={lever.max}
        step={lever.step}
        value={shown}
        style={{ "--done": part(shown), "--default": part(lever.default ?? min) }}
        aria-valuetext={valueWords(lever, value)}
        onInput={(event) => {
          const at = Number(event.currentTarget.value);
          page.setLever(lever, canBeOff && at < lever.min ? null : at);
        }}
      />
      {!small && (
        <div class="ends">
          <span>{canBeOff ? lever.offWord : amount(lever, lever.min)}</span>
          <span>{amount(lever, lever.max)}</span>
        </div>
      )}
    </div>
  );
}

function ChoiceControl({ id, lever, value, small }: { id: string; lever: Choice; value: string; small: boolean }) {
  const page = usePage();
  if (small || lever.options.length > 4)
    return (
      <select id={id} value={value} onChange={(event) => page.setLever(lever, event.currentTarget.value)}>
        {lever.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    );
  return (
    <div class="segments" role="radiogroup" aria-label={lever.name} id={id}>
      {lever.options.map((option) => (
        <button
          key={option.value}
          role="radio"
          aria-checked={option.value === value}
          onClick={() => page.setLever(lever, option.value)}
        >
          {option.name}
        </button>
      ))}
    </div>
  );
}

function StagesControl({ id, lever, value, small }: { id: string; lever: Stages; value: string[]; small: boolean }) {
  const page = usePage();
  const toggle = (stage: string): void => {
    const next = lever.options.map((option) => option.value).filter((one) => (one === stage) !== value.includes(one));
    page.setLever(lever, next);
  };
  return (
    <div class={small ? "chips chips-small" : "chips"} role="group" aria-label={lever.name} id={id}>
      {lever.options.map((option) => {
        const on = value.includes(option.value);
        return (
          <button key={option.value} class="chip" aria-pressed={on} onClick={() => toggle(option.value)}>
            {on && !small ? "✓ " : ""}
            {small ? shortStage(option.name) : option.name}
          </button>
        );
      })}
    </div>
  );
}

function MembersControl({ id, lever, value, small }: { id: string; lever: Members; value: string[]; small: boolean }) {
  const page = usePage();
  const preset = lever.presets.findIndex((one) => sameValue([...one.members].sort(), [...value].sort()));
  const select = (
    <select
      id={id}
      value={preset < 0 ? "own" : String(preset)}
      onChange={(event) => {
        const chosen = lever.presets[Number(event.currentTarget.value)];
        if (chosen !== undefined) page.setLever(lever, chosen.members);
        else openGroup.value = lever.group;
      }}
    >
      {lever.presets.map((one, index) => (
        <option key={one.name} value={String(index)}>
          {one.name}
        </option>
      ))}
      <option value="own">{preset < 0 ? "Own choice" : "Choose regions…"}</option>
    </select>
  );
  if (small) return select;
  return (
    <div class="members">
      {select}
      <div class="chips" role="group" aria-label="Members by region">
        {lever.options.map((option) => {
          const on = value.includes(option.value);
          return (
            <button
              key={option.value}
              class="chip"
              aria-pressed={on}
              disabled={on && value.length === 1}
              onClick={() =>
                page.setLever(lever, on ? value.filter((one) => one !== option.value) : [...value, option.value])
              }
            >
              {on ? "✓ " : ""}
              {option.name}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** Names that fit the dock; the sheet has them in full. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  "bloc.floor.stages": "Stages",
  "bloc.floor.margin": "Margin",
  "bloc.floor.cap": "Tariff, at most",
  "exporter.conduct": "Conduct",
};

function shortLeverName(lever: Lever): string {
  return SHORT_NAMES[lever.path] ?? lever.name;
}

function shortStage(name: string): string {
  const short: Record<string, string> = {
    Concentrate: "Ore",
    "Separated oxide": "Oxide",
    "NdPr oxide": "Oxide",
    Magnets: "Magnet",
  };
  return short[name] ?? name.split(" ")[0]!;
}
