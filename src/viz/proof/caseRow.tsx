/** One classic case: its sentence and source, its picture, what was expected beside what was found. */
import type { CaseCheck, ProvedCase } from "../../workers/proofApi";
import { asSentence, capital, figure, milliseconds, tinyShare } from "./figures";
import { MarketPicture } from "./marketPicture";

export function CaseRow({ proved, onTry }: { proved: ProvedCase; onTry: () => void }) {
  const { name, statement, source, checks, markets, worst, tookMs, agrees } = proved;
  return (
    <article class="case" aria-label={name}>
      <div class="case-words">
        <h2 class="serif">{asSentence(statement)}</h2>
        <p class="case-name">{capital(name)}</p>
        <p class="case-source">{capital(source)}</p>
        <button class="link" onClick={onTry}>
          Change its numbers
        </button>
      </div>
      <div class="case-pictures">
        {markets.map((solved) => (
          <MarketPicture key={solved.good ?? ""} solved={solved} />
        ))}
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
          Worst violation of its conditions: {tinyShare(worst)}. Took {milliseconds(tookMs)}.
        </p>
      </div>
    </article>
  );
}

function Check({ check }: { check: CaseCheck }) {
  return (
    <tr class={check.agrees ? "" : "differs"}>
      <th scope="row">
        {capital(check.what)} <span class="case-unit">{check.unit}</span>
      </th>
      <td class="num">{figure(check.expected)}</td>
      <td class="num">{figure(check.found)}</td>
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
