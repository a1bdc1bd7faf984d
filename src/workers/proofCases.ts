/** What the proof worker does, without threads: the classic cases one by one, and what a person sets. */
import { clearMarketFile } from "../sim/market";
import { solveCase } from "../sim/market/checkCase";
import { classicCases } from "../sim/market/classicCases";
import { InputError } from "../scenario/inputError";
import { parseMarketFile } from "../scenario/marketFile";
import { checkTriggerCase } from "../sim/options/checkTriggerCase";
import { classicTriggerCases, type TriggerCase } from "../sim/options/classicCases";
import { mineReply, pictureOf } from "./minePicture";
import type { MarketReply, ProofApi, ProvedCase, ProvedMarket, ProvedMine } from "./proofApi";

/** Longest text of a market that the page clears, characters; the command line takes more. */
const LONGEST_TEXT = 200_000;

/** @param clock milliseconds from any start, for the time that a case took */
export function createProof(clock: () => number): ProofApi {
  const count = classicCases.length + classicTriggerCases.length;
  return {
    count: async () => count,
    prove: async (index): Promise<ProvedCase> => {
      const market = classicCases[index];
      if (market !== undefined) return proveMarket(market, clock);
      const mine = classicTriggerCases[index - classicCases.length];
      if (mine !== undefined) return proveMine(mine, clock);
      throw new RangeError(`asked for case ${index}; expected 0 to ${count - 1}`);
    },
    clear: async (text) => clearText(text),
    mine: async (problem, site) => mineReply(problem, site),
  };
}

function proveMarket(asked: (typeof classicCases)[number], clock: () => number): ProvedMarket {
  const start = clock();
  const { checks, markets } = solveCase(asked);
  const tookMs = clock() - start;
  return {
    kind: "market",
    name: asked.name,
    statement: asked.statement,
    source: asked.source,
    checks,
    agrees: checks.every((check) => check.agrees),
    markets,
    worst: Math.max(...markets.map(({ answer }) => answer.certificate.worst)),
    tookMs,
  };
}

function proveMine(asked: TriggerCase, clock: () => number): ProvedMine {
  const start = clock();
  const checks = checkTriggerCase(asked);
  const tookMs = clock() - start;
  return {
    kind: "mine",
    name: asked.name,
    statement: asked.statement,
    source: asked.source,
    checks,
    agrees: checks.every((check) => check.agrees),
    picture: pictureOf(asked.problem),
    price: asked.price,
    tookMs,
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
