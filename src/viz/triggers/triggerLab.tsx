/**
 * The picture that moves with its levers: one mine, solved anew in a worker with each move. Answers come in the order of the
 * moves; a move that is overtaken is never solved.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MinePicture, MineProblem, SiteTriggers } from "../../workers/proofApi";
import type { ProofClient } from "../../workers/proofClient";
import { Icon } from "../panels/icon";
import { triggerSentence } from "../text/triggerWords";
import { MineChart } from "./minePicture";
import { mineLevers } from "./mineLevers";
import type { MineLever } from "./mineLevers";
import "../theme/triggers.css";

export interface LabProps {
  client: ProofClient;
  start: MineProblem;
  /** The triggers of the site that the start is brought to; null leaves it as it is. */
  site?: SiteTriggers | null;
  onFit?: (fits: boolean) => void;
  now?: number;
  without?: number;
}

export function TriggerLab(props: LabProps) {
  const { client, start, site = null, onFit, now = Number.NaN, without = Number.NaN } = props;
  const [picture, setPicture] = useState<MinePicture | null>(null);
  const [home, setHome] = useState<MineProblem | null>(null);
  const [problem, setProblem] = useState<MineProblem | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const solve = useSolver(client, (reply) => {
    setFault(reply.ok ? null : reply.line);
    if (reply.ok) setPicture(reply.picture);
  });
  useEffect(() => {
    let isWanted = true;
    void client.mine(start, site).then((reply) => {
      if (!isWanted) return;
      const first = reply.ok ? reply.picture.problem : start;
      setFault(reply.ok ? null : reply.line);
      if (reply.ok) {
        setPicture(reply.picture);
        onFit?.(reply.fits);
      }
      setHome(first);
      setProblem(first);
    });
    return () => void (isWanted = false);
  }, [client, start]);
  const levers = useMemo(() => (home === null ? [] : mineLevers(home)), [home]);
  const move = (next: MineProblem): void => {
    setProblem(next);
    solve(next);
  };
  return (
    <div class="trigger-lab">
      <div class="trigger-shown">
        <p class="serif trigger-sentence" role="status" aria-live="polite" data-testid="trigger-sentence">
          {fault !== null
            ? `With these figures there is no answer: ${fault}.`
            : picture === null
              ? ""
              : triggerSentence(picture)}
        </p>
        {picture !== null && (
          <div class={fault === null ? "" : "trigger-stale"}>
            <MineChart picture={picture} now={now} without={without} />
          </div>
        )}
      </div>
      {home !== null && problem !== null && (
        <div class="trigger-levers" role="group" aria-label="Levers of the mine">
          {levers.map((lever) => (
            <Slider key={lever.id} lever={lever} home={home} problem={problem} onMove={move} />
          ))}
          <button class="outlined" disabled={problem === home} onClick={() => move(home)}>
            All as it was
          </button>
        </div>
      )}
    </div>
  );
}

type SliderProps = { lever: MineLever; home: MineProblem; problem: MineProblem; onMove: (next: MineProblem) => void };

function Slider({ lever, home, problem, onMove }: SliderProps) {
  const value = lever.read(problem);
  const usual = lever.read(home);
  const isIdle = lever.isIdle(problem);
  const moved = !isIdle && Math.abs(value - usual) > 1e-9;
  const id = `mine-${lever.id}`;
  const part = (at: number): string => `${(100 * (Math.max(lever.min, at) - lever.min)) / (lever.max - lever.min)}%`;
  return (
    <div class={moved ? "lever lever-moved" : "lever"} data-lever={lever.id}>
      <div class="lever-title">
        <label for={id} class="lever-name" title={lever.hint}>
          {lever.name}
        </label>
        {moved && (
          <button
            class="undo"
            onClick={() => onMove(lever.write(problem, usual))}
            aria-label={`${lever.name}: back to ${lever.words(usual)}`}
          >
            <Icon name="undo" size={13} />
          </button>
        )}
        <span class="lever-value">{isIdle ? "" : lever.words(value)}</span>
      </div>
      <input
        id={id}
        type="range"
        min={lever.min}
        max={lever.max}
        step={lever.step}
        value={value}
        disabled={isIdle}
        style={{ "--done": part(value), "--default": part(usual) }}
        aria-valuetext={lever.words(value)}
        onInput={(event) => onMove(lever.write(problem, Number(event.currentTarget.value)))}
      />
    </div>
  );
}

type Reply = Awaited<ReturnType<ProofClient["mine"]>>;

/** Solves the newest problem; one at a time. */
function useSolver(client: ProofClient, onReply: (reply: Reply) => void): (problem: MineProblem) => void {
  const pending = useRef<MineProblem | null>(null);
  const isBusy = useRef(false);
  const listener = useRef(onReply);
  listener.current = onReply;
  useEffect(() => () => void (pending.current = null), []);
  return (problem) => {
    pending.current = problem;
    if (isBusy.current) return;
    isBusy.current = true;
    void (async () => {
      while (pending.current !== null) {
        const asked = pending.current;
        pending.current = null;
        listener.current(await client.mine(asked));
      }
      isBusy.current = false;
    })();
  };
}
