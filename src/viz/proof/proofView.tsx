/**
 * The proof: markets and mines whose answers are known, solved by the world's own solver while one watches. Owns its worker's life;
 * what a case looks like stands in caseRow.tsx.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { connectProof } from "../../workers/proofClient";
import type { ProofClient } from "../../workers/proofClient";
import type { ProvedCase } from "../../workers/proofApi";
import { CaseRow, Verdict } from "./caseRow";
import { milliseconds, tinyShare } from "./figures";
import { TriggerLab } from "../triggers/triggerLab";
import { TryOwn } from "./tryOwn";
import "../theme/proof.css";

export function ProofView() {
  const client = useRef<ProofClient | null>(null);
  const [cases, setCases] = useState<readonly ProvedCase[]>([]);
  const [count, setCount] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [trying, setTrying] = useState<number | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const solve = (): void => {
    const proved: ProvedCase[] = [];
    setFailure(null);
    client.current ??= connectProof();
    void client.current
      .proveAll((one, index, total) => {
        proved[index] = one;
        setCount(total);
        setCases([...proved]);
      })
      .catch((error: unknown) => {
        client.current?.stop();
        setFailure(error instanceof Error ? error.message : String(error));
      });
  };
  useEffect(() => {
    solve();
    title.current?.focus();
    return () => {
      client.current?.stop();
      client.current = null;
    };
  }, []);
  return (
    <main class="proof" aria-label="Proof" tabIndex={-1}>
      <div class="proof-head">
        <div>
          <h1 ref={title} tabIndex={-1}>
            Markets and mines whose answers are known
          </h1>
          <p class="proof-lead">
            Each stands in a textbook or can be worked by hand. The solvers that run the world solve them now, in this
            browser. For markets, a check that shares nothing with the solver tests every condition of what it found.
          </p>
        </div>
        <Verdicts cases={cases} count={count} onAgain={solve} />
      </div>
      {failure !== null && (
        <div class="faults" role="alert">
          <p>The proof stopped. What was solved before stays.</p>
          <p class="technical">{failure}</p>
          <button class="outlined" onClick={solve}>
            Solve them again
          </button>
        </div>
      )}
      {cases.map((proved, index) => (
        <div class="case-block" key={`${proved.kind} ${proved.name}`}>
          {proved.kind === "mine" && cases[index - 1]?.kind !== "mine" && (
            <h2 class="proof-part">Mines: at which prices they open, shut and are left for good</h2>
          )}
          <CaseRow
            proved={proved}
            isTrying={trying === index}
            onTry={() => setTrying(trying === index ? null : index)}
          />
          {trying === index && client.current !== null && (
            <Trying client={client.current} proved={proved} onClose={() => setTrying(null)} />
          )}
        </div>
      ))}
      <p class="proof-foot">
        The same from the command line: <code>npx lodestone prove</code>, and for your own figures{" "}
        <code>npx lodestone clear</code> for a market, <code>npx lodestone triggers</code> for a mine.
      </p>
    </main>
  );
}

/** A case to play with: a market by its text, a mine by its levers. */
function Trying({ client, proved, onClose }: { client: ProofClient; proved: ProvedCase; onClose: () => void }) {
  if (proved.kind === "market")
    return <TryOwn client={client} name={proved.name} market={proved.markets[0]!.market} onClose={onClose} />;
  return (
    <section class="try-mine" aria-label={`Your own mine, from ${proved.name}`}>
      <TriggerLab client={client} start={proved.picture.problem} />
    </section>
  );
}

function Verdicts(props: { cases: readonly ProvedCase[]; count: number; onAgain: () => void }) {
  const { cases, count, onAgain } = props;
  const agreeing = cases.filter((one) => one.agrees).length;
  const done = count > 0 && cases.length === count;
  const figures = cases.reduce((sum, one) => sum + one.checks.length, 0);
  const worst = Math.max(0, ...cases.map((one) => (one.kind === "market" ? one.worst : 0)));
  const took = cases.reduce((sum, one) => sum + one.tookMs, 0);
  return (
    <div class="proof-verdict">
      <p class="proof-count" role="status" data-testid="proof-verdict">
        {done ? (
          <>
            <Verdict agrees={agreeing === count} size={26} /> {agreeing} of {count} agree
          </>
        ) : (
          `Solved ${cases.length} of ${count === 0 ? "all" : count}`
        )}
      </p>
      <p class="proof-detail">
        {done
          ? `${figures} figures in ${milliseconds(took)}. Worst violation in a market: ${tinyShare(worst)}.`
          : "Working…"}
      </p>
      <button class="outlined" onClick={onAgain} disabled={!done}>
        Solve them again
      </button>
    </div>
  );
}
