/**
 * The proof: markets whose answers are known, solved by the world's own solver while one watches. Owns its worker's life;
 * what a case looks like stands in caseRow.tsx.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { connectProof } from "../../workers/proofClient";
import type { ProofClient } from "../../workers/proofClient";
import type { ProvedCase } from "../../workers/proofApi";
import { CaseRow, Verdict } from "./caseRow";
import { milliseconds, tinyShare } from "./figures";
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
            Markets whose answers are known
          </h1>
          <p class="proof-lead">
            Each stands in a textbook or can be worked by hand. The solver that runs the world solves them now, in this
            browser, and a check that shares nothing with it tests every condition of what it found.
          </p>
        </div>
        <Verdicts cases={cases} count={count} onAgain={solve} />
      </div>
      {failure !== null && (
        <div class="faults" role="alert">
          <p>The proof stopped: {failure}. What was solved before stays.</p>
          <button class="outlined" onClick={solve}>
            Solve them again
          </button>
        </div>
      )}
      {cases.map((proved, index) => (
        <div class="case-block" key={proved.name}>
          <CaseRow proved={proved} onTry={() => setTrying(trying === index ? null : index)} />
          {trying === index && client.current !== null && (
            <TryOwn
              client={client.current}
              name={proved.name}
              market={proved.markets[0]!.market}
              onClose={() => setTrying(null)}
            />
          )}
        </div>
      ))}
      <p class="proof-foot">
        The same from the command line: <code>npx lodestone prove</code>, and <code>npx lodestone clear</code> for a
        market of your own.
      </p>
    </main>
  );
}

function Verdicts(props: { cases: readonly ProvedCase[]; count: number; onAgain: () => void }) {
  const { cases, count, onAgain } = props;
  const agreeing = cases.filter((one) => one.agrees).length;
  const done = count > 0 && cases.length === count;
  const figures = cases.reduce((sum, one) => sum + one.checks.length, 0);
  const worst = Math.max(0, ...cases.map((one) => one.worst));
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
        {done ? `${figures} figures in ${milliseconds(took)}. Worst violation: ${tinyShare(worst)}.` : "Working…"}
      </p>
      <button class="outlined" onClick={onAgain} disabled={!done}>
        Solve them again
      </button>
    </div>
  );
}
