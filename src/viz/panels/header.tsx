/** The bar at the top: name, views, scenario, seed, tables, link, presenting, theme. */
import { useEffect, useState } from "preact/hooks";
import { usePage } from "../page";
import { PROOF_ADDRESS, showProof, showWorld, tableOpen, view } from "../route";
import { info, presenting, run } from "../state";
import { scenarioNames } from "../scenarios";
import { theme, toggleTheme } from "../theme/theme";
import { Icon } from "./icon";

export function Header() {
  const page = usePage();
  const dark = theme.value === "dark";
  return (
    <header class="bar">
      <a class="brand" href="./" aria-label="Lodestone, from the start">
        <Logo />
        <span class="brand-name">Lodestone</span>
      </a>
      <Views />
      <span class="grow" />
      {view.value === "world" && (
        <>
          <ScenarioName />
          <SeedField />
          <button
            class="outlined table-button"
            aria-pressed={tableOpen.value}
            onClick={() => (tableOpen.value = !tableOpen.value)}
            title="The month as tables (T)"
          >
            Table
          </button>
          <button class="outlined share" onClick={() => void page.copyLink()}>
            <span class="wide-only">Copy link</span>
            <span class="phone-only">Share</span>
          </button>
          <button
            class="outlined present-button"
            onClick={() => (presenting.value = true)}
            title="Full screen, large type (F)"
          >
            Present
          </button>
        </>
      )}
      <button
        class="quiet theme-button"
        onClick={toggleTheme}
        aria-label={dark ? "Use the light theme" : "Use the dark theme"}
        title={dark ? "Light theme" : "Dark theme"}
      >
        <Icon name={dark ? "sun" : "moon"} />
      </button>
    </header>
  );
}

/** Two views, each with an address; the world keeps its run and month while the proof is on. */
function Views() {
  const now = view.value;
  const go =
    (show: () => void) =>
    (event: MouseEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show();
    };
  return (
    <nav class="views" aria-label="Views">
      <a href="./" aria-current={now === "world" ? "page" : undefined} onClick={go(showWorld)}>
        World
      </a>
      <a href={PROOF_ADDRESS} aria-current={now === "proof" ? "page" : undefined} onClick={go(showProof)}>
        Proof
      </a>
    </nav>
  );
}

export function Logo() {
  return (
    <svg class="logo" width="16" height="22" viewBox="0 0 16 22" aria-hidden="true">
      <path d="M8 0 15 11H1z" fill="var(--bloc)" />
      <path d="M8 22 1 11h14z" fill="var(--exporter)" />
      <circle cx="8" cy="11" r="2.6" fill="var(--panel)" />
    </svg>
  );
}

function ScenarioName() {
  const page = usePage();
  const names = scenarioNames();
  if (names.length < 2) return <span class="scenario-name">{info.value?.title ?? ""}</span>;
  return (
    <label class="scenario-name">
      <span class="hidden">Scenario</span>
      <select
        value={run.value.scenario}
        onChange={(event) => void page.open({ ...run.value, scenario: event.currentTarget.value, changes: [] })}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name === info.value?.scenario ? info.value.title : name.replace(/-/g, " ")}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One seed is one history; another seed is another one under the same rules. */
function SeedField() {
  const page = usePage();
  const [text, setText] = useState(run.value.seed);
  useEffect(() => setText(run.value.seed), [run.value.seed]);
  return (
    <label class="seed" title="One seed is one history. Another seed has other luck under the same rules.">
      <span>Seed</span>
      <input
        value={text}
        maxLength={40}
        size={Math.max(3, Math.min(10, text.length))}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onChange={(event) => page.setSeed(event.currentTarget.value)}
      />
    </label>
  );
}
