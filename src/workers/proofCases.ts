/** What the proof worker does, without threads: the classic cases one by one, and markets that a person writes. */
import { clearMarketFile } from "../sim/market";
import { solveCase } from "../sim/market/checkCase";
import { classicCases } from "../sim/market/classicCases";
import { InputError } from "../scenario/inputError";
import { parseMarketFile } from "../scenario/marketFile";
import type { MarketReply, ProofApi, ProvedCase } from "./proofApi";

/** Longest text of a market that the page clears, characters; the command line takes more. */
const LONGEST_TEXT = 200_000;

/** @param clock milliseconds from any start, for the time that a case took */
export function createProof(clock: () => number): ProofApi {
  return {
    count: async () => classicCases.length,
    prove: async (index): Promise<ProvedCase> => {
      const asked = classicCases[index];
      if (asked === undefined)
        throw new RangeError(`asked for case ${index}; expected 0 to ${classicCases.length - 1}`);
      const start = clock();
      const { checks, markets } = solveCase(asked);
      const tookMs = clock() - start;
      return {
        name: asked.name,
        statement: asked.statement,
        source: asked.source,
        checks,
        agrees: checks.every((check) => check.agrees),
        markets,
        worst: Math.max(...markets.map(({ answer }) => answer.certificate.worst)),
        tookMs,
      };
    },
    clear: async (text) => clearText(text),
  };
}

function clearText(text: string): MarketReply {
  if (text.length > LONGEST_TEXT)
    return { ok: false, lines: [`market: found ${text.length} characters, expected at most ${LONGEST_TEXT}`] };
  try {
    const market = parseMarketFile(text, "market");
    return { ok: true, solved: { good: null, market, answer: clearMarketFile(market) } };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, lines: error.lines };
    return { ok: false, lines: [error instanceof Error ? error.message : String(error)] };
  }
}
