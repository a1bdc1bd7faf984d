/**
 * The branches: in the dock which run is solid and which is dotted, with undo and redo; in a sheet all of them, what each
 * changes, and what can be done with it.
 */
import { useState } from "preact/hooks";
import { LONGEST_NAME, PLAIN_ID } from "../branchList";
import type { Branch } from "../branchList";
import { BRANCHES, usePage } from "../page";
import { branchList, info, openGroup, undoSteps } from "../state";
import { branchName, changeWords } from "../text/leverWords";

/** In words alone: an arrow says less than the word, and takes its room. */
export function UndoButtons() {
  const page = usePage();
  const { canUndo, canRedo } = undoSteps.value;
  return (
    <span class="undo-buttons">
      <button class="quiet" disabled={!canUndo} onClick={() => page.undo()} title="Undo (Ctrl Z)">
        Undo
      </button>
      <button class="quiet" disabled={!canRedo} onClick={() => page.redo()} title="Redo (Ctrl Shift Z)">
        Redo
      </button>
    </span>
  );
}

/** The first column of the dock. */
export function BranchColumn() {
  const list = branchList.value;
  const open = openGroup.value === BRANCHES;
  const others = list.branches.length - 1;
  return (
    <div class={open ? "group branch-group group-open" : "group branch-group"} data-group={BRANCHES}>
      <div class="group-title">
        <h2>Branches</h2>
        <UndoButtons />
        {others > 0 && (
          <button
            class="more"
            aria-expanded={open}
            aria-label={open ? "Branches: Close" : `All ${others + 1} branches`}
            onClick={() => (openGroup.value = open ? null : BRANCHES)}
          >
            {open ? "Close" : `All ${others + 1}`}
          </button>
        )}
      </div>
      {others === 0 ? (
        <p class="hint branch-hint">
          Move a lever: the run forks there, and the run without the change goes on dotted.
        </p>
      ) : (
        <LineChoices />
      )}
    </div>
  );
}

function LineChoices() {
  const page = usePage();
  const list = branchList.value;
  const names = list.branches.map((one) => ({ id: one.id, name: branchName(one, list, page.levers.value) }));
  return (
    <div class="line-choices">
      <label class="line-choice line-solid">
        <span>Solid</span>
        <select
          aria-label="Branch shown"
          value={String(list.shown)}
          onChange={(event) => page.showBranch(Number(event.currentTarget.value))}
        >
          {names.map((one) => (
            <option key={one.id} value={String(one.id)}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <label class="line-choice line-dotted">
        <span>Dotted</span>
        <select
          aria-label="Branch it is compared with"
          value={list.ghost === null ? "" : String(list.ghost)}
          onChange={(event) => page.setGhost(Number(event.currentTarget.value))}
        >
          {list.ghost === null && <option value="">none</option>}
          {names.map((one) => (
            <option key={one.id} value={String(one.id)}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

export function BranchSheet() {
  const page = usePage();
  const list = branchList.value;
  if (openGroup.value !== BRANCHES) return null;
  return (
    <section class="sheet group-sheet branch-sheet" aria-label="Branches">
      <div class="sheet-title">
        <h2>Branches</h2>
        <span class="grow" />
        <UndoButtons />
        {list.branches.length > 1 && (
          <button
            class="quiet"
            onClick={() => page.resetAll()}
            title="Back to the scenario as it is; undo brings them back"
          >
            Reset all
          </button>
        )}
        <button class="outlined" onClick={() => (openGroup.value = null)}>
          Close
        </button>
      </div>
      <p class="serif">All have the same luck. What differs between them comes from the changes.</p>
      <BranchItems />
    </section>
  );
}

export function BranchItems() {
  const list = branchList.value;
  return (
    <ul class="branch-list">
      {list.branches.map((one) => (
        <BranchItem key={one.id} branch={one} />
      ))}
    </ul>
  );
}

function BranchItem({ branch }: { branch: Branch }) {
  const page = usePage();
  const [isNaming, setNaming] = useState(false);
  const list = branchList.value;
  const name = branchName(branch, list, page.levers.value);
  const isShown = list.shown === branch.id;
  const isGhost = list.ghost === branch.id;
  const isPlain = branch.id === PLAIN_ID;
  return (
    <li class="branch" data-branch={branch.id} data-line={isShown ? "solid" : isGhost ? "dotted" : "none"}>
      <div class="branch-head">
        <span class="branch-line" aria-hidden="true" />
        {isNaming ? (
          <Naming
            name={name}
            onDone={(text) => {
              setNaming(false);
              if (text !== null && text !== name) page.renameBranch(branch.id, text);
            }}
          />
        ) : (
          <strong class="branch-name">{name}</strong>
        )}
        <span class="branch-acts">
          <button class="quiet" aria-pressed={isShown} disabled={isShown} onClick={() => page.showBranch(branch.id)}>
            {isShown ? "Shown" : "Show"}
          </button>
          <button
            class="quiet"
            aria-pressed={isGhost}
            disabled={isGhost || isShown}
            onClick={() => page.setGhost(branch.id)}
          >
            {isGhost ? "Dotted" : "Compare"}
          </button>
          {!isPlain && (
            <button class="quiet" onClick={() => setNaming(true)} aria-label={`Rename ${name}`}>
              Rename
            </button>
          )}
          {!isPlain && (
            <button class="quiet" onClick={() => page.deleteBranch(branch.id)} aria-label={`Delete ${name}`}>
              Delete
            </button>
          )}
        </span>
      </div>
      <Changes branch={branch} />
    </li>
  );
}

/** Says what a branch changes, a line for each change; long lists say how many more there are. */
function Changes({ branch }: { branch: Branch }) {
  const page = usePage();
  const world = info.value;
  if (world === null) return null;
  if (branch.changes.length === 0) return <p class="hint">The scenario as it is.</p>;
  const told = branch.changes.slice(0, MOST_TOLD);
  const more = branch.changes.length - told.length;
  return (
    <ul class="branch-changes">
      {told.map((change, index) => (
        <li key={index}>{changeWords(change, page.levers.value, world.startMonth)}</li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}

const MOST_TOLD = 6;

function Naming({ name, onDone }: { name: string; onDone: (text: string | null) => void }) {
  const [text, setText] = useState(name);
  return (
    <input
      class="branch-naming"
      aria-label="Name of the branch"
      value={text}
      maxLength={LONGEST_NAME}
      ref={(element) => {
        if (element !== null && document.activeElement !== element) element.focus();
      }}
      onInput={(event) => setText(event.currentTarget.value)}
      onBlur={() => onDone(text)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onDone(text);
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone(null);
      }}
    />
  );
}
