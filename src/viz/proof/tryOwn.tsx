/**
 * A market to play with: the text of a case, to be changed and cleared. What is wrong with it is said in the lines that
 * the command line says, beside the text.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { MarketAnswer, MarketFile, MarketReply } from "../../workers/proofApi";
import type { ProofClient } from "../../workers/proofClient";
import { dollars, figure, tinyShare } from "./figures";
import { MarketPicture } from "./marketPicture";

const MOST_FAULTS_SHOWN = 12;
const MOST_ROWS = 60;

export function TryOwn(props: { client: ProofClient; name: string; market: MarketFile; onClose: () => void }) {
  const { client, name, market, onClose } = props;
  const [text, setText] = useState(() => marketText(market));
  const [reply, setReply] = useState<MarketReply | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const clear = async (): Promise<void> => {
    setBusy(true);
    setReply(await client.clear(text));
    setBusy(false);
  };
  useEffect(() => field.current?.focus(), []);
  return (
    <section class="try-own" aria-label={`Your own market, from ${name}`}>
      <div class="try-text">
        <label for="try-text">
          Your own market, from <q>{name}</q>. Quantities are tonnes a month, prices dollars a kilogram.
        </label>
        <textarea
          id="try-text"
          ref={field}
          spellcheck={false}
          autocomplete="off"
          rows={16}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="try-actions">
          <button class="filled" disabled={busy} onClick={() => void clear()}>
            {busy ? "Clearing…" : "Clear this market"}
          </button>
          <button class="outlined" onClick={() => setText(marketText(market))}>
            Back to the case
          </button>
          <button class="outlined" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
      <div class="try-answer" role="status" aria-live="polite" data-testid="try-answer">
        {reply === null ? (
          <p class="serif empty">Change a number and clear the market.</p>
        ) : reply.ok ? (
          <>
            <MarketPicture solved={reply.solved} />
            <AnswerTable market={reply.solved.market} answer={reply.solved.answer} />
          </>
        ) : (
          <div class="faults">
            <h3>The market cannot be cleared</h3>
            <ul>
              {reply.lines.slice(0, MOST_FAULTS_SHOWN).map((line, k) => (
                <li key={k}>{line}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}

function AnswerTable({ market, answer }: { market: MarketFile; answer: MarketAnswer }) {
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Region</th>
            <th scope="col" class="num">
              Price
            </th>
            <th scope="col" class="num">
              Sold
            </th>
            <th scope="col" class="num">
              Bought
            </th>
          </tr>
        </thead>
        <tbody>
          {market.regions.slice(0, MOST_ROWS).map((region) => (
            <tr key={region}>
              <th scope="row">{region}</th>
              <td class="num">{answer.traded[region] ? dollars(answer.prices[region]!) : "no trade"}</td>
              <td class="num">{figure(total(market.offers, answer.sold, region))} t</td>
              <td class="num">{figure(total(market.bids, answer.bought, region))} t</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="case-certificate">Worst violation of its conditions: {tinyShare(answer.certificate.worst)}.</p>
    </>
  );
}

function total(list: readonly { region: string }[], quantities: readonly number[], region: string): number {
  return list.reduce((sum, item, k) => (item.region === region ? sum + quantities[k]! : sum), 0);
}

/** The market as a person would write it: one item a line, without what is there by default. */
function marketText(market: MarketFile): string {
  const lean = (item: object): string =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(item).filter(
          ([key, value]) =>
            value !== null &&
            value !== 0 &&
            value !== "cif" &&
            !(key === "priceTo" && value === Reflect.get(item, "price")),
        ),
      ),
    )
      .replace(/,"/g, ', "')
      .replace(/":/g, '": ');
  // A price or quantity of nothing is no default: offers and bids must say it.
  const withNeeded = (item: MarketFile["offers"][number] | MarketFile["bids"][number]): string => {
    const text = lean(item);
    const missing = (["quantity", "price"] as const).filter((key) => item[key] === 0).map((key) => `"${key}": 0`);
    const fallsToNothing = item.priceTo === 0 && item.price !== 0 ? ['"priceTo": 0'] : [];
    return text.replace(/}$/, [...missing, ...fallsToNothing].map((one) => `, ${one}`).join("") + "}");
  };
  const list = (name: string, items: string[]): string =>
    items.length === 0 ? `  "${name}": []` : `  "${name}": [\n${items.map((item) => `    ${item}`).join(",\n")}\n  ]`;
  return [
    "{",
    [
      `  "regions": ${JSON.stringify(market.regions).replace(/,/g, ", ")}`,
      list("offers", market.offers.map(withNeeded)),
      list("bids", market.bids.map(withNeeded)),
      list("lanes", market.lanes.map(lean)),
    ].join(",\n"),
    "}",
  ].join("\n");
}
