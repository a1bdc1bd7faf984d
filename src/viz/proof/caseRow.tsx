/** One classic case: its sentence and source, its picture, what was expected beside what was found. */
import type { CaseCheck, ProvedCase } from "../../workers/proofApi";
import { asSentence, capital, figure, milliseconds, tinyShare } from "./figures";
import { MarketPicture } from "./marketPicture";
import { TriggerPicture } from "./triggerPicture";

export function CaseRow(props: { proved: ProvedCase; isTrying: boolean; onTry: () => void }) {
  const { proved, isTrying, onTry } = props;
  const { name, statement, source, checks, tookMs, agrees } = proved;
  return (
    <article class="case" aria-label={name}>
      <div class="case-words">
        <h2 class="serif">{asSentence(statement)}</h2>
        <p class="case-name">{capital(name)}</p>
        <p class="case-source">{capital(source)}</p>
        <button class="link" aria-expanded={isTrying} onClick={onTry}>
          {proved.kind === "market" ? "Change its numbers" : isTrying ? "Put its levers away" : "Move its levers"}
        </button>
      </div>
      <div class="case-pictures">
        {proved.kind === "market" ? (
          proved.markets.map((solved) => <MarketPicture key={solved.good ?? ""} solved={solved} />)
        ) : (
          <TriggerPicture picture={proved.picture} price={proved.price} />
        )}
      </div>
      <div class="case-figures">
        <table>
          <caption class="hidden">{name}: expected and found</caption>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" class="num">
                Expected
              </th>
              <th scope="col" class="num">
                Found
              </th>
              <th scope="col">
                <span class="hidden">Agrees</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <Check key={check.what} check={check} />
            ))}
          </tbody>
        </table>
        <p class="case-certificate">
          {agrees ? "" : "Something differs. "}
          {proved.kind === "market" ? `Worst violation of its conditions: ${tinyShare(proved.worst)}. ` : ""}
          Took {milliseconds(tookMs)}.
        </p>
      </div>
    </article>
  );
}

/** Which figure, with what a right answer may differ by where that is a matter of the source. */
function what(check: CaseCheck): string {
  return check.what.replace(/ at (\d)/, " at $$$1");
}

function Check({ check }: { check: CaseCheck }) {
  return (
    <tr class={check.agrees ? "" : "differs"}>
      <th scope="row">
        {capital(what(check))} <span class="case-unit">{check.unit}</span>
      </th>
      <td class="num">{figure(check.expected)}</td>
      <td class="num">{check.found === null ? "none" : figure(check.found)}</td>
      <td>
        <Verdict agrees={check.agrees} size={14} />
        <span class="hidden">{check.agrees ? "agrees" : "differs"}</span>
      </td>
    </tr>
  );
}

/** A full disc with a tick, or a ring with a cross: told apart by form alone. */
export function Verdict({ agrees, size }: { agrees: boolean; size: number }) {
  return (
    <svg class="verdict" width={size} height={size} viewBox="-8 -8 16 16" aria-hidden="true">
      {agrees ? (
        <>
          <circle r="7" fill="currentColor" />
          <path d="M-3.200.2-.9 2.600 3.300-2.400" fill="none" stroke="var(--panel)" stroke-width="1.800" />
        </>
      ) : (
        <>
          <circle r="6.200" fill="none" stroke="currentColor" stroke-width="1.600" />
          <path d="M-2.600-2.600 2.600 2.600M2.600-2.600-2.600 2.600" stroke="currentColor" stroke-width="1.800" />
        </>
      )}
    </svg>
  );
}
