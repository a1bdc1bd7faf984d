/** The seam between the page's proof view and the worker that solves markets for it. Plain data both ways. */
import type { CaseCheck, SolvedMarket } from "../sim/market/checkCase";

export type { CaseCheck, SolvedMarket };
export type { MarketAnswer, MarketFile } from "../sim/market";

/** A classic case, solved now. */
export interface ProvedCase {
  name: string;
  statement: string;
  source: string;
  checks: CaseCheck[];
  agrees: boolean;
  markets: SolvedMarket[];
  /** Largest violation in the certificates of its markets, as a share. */
  worst: number;
  /** Time that solving and certifying took, ms. */
  tookMs: number;
}

/** A market that a person wrote: its answer, or what is wrong with it, one line a fault. */
export type MarketReply = { ok: true; solved: SolvedMarket } | { ok: false; lines: readonly string[] };

export interface ProofApi {
  /** How many cases there are. */
  count(): Promise<number>;
  /** Solves the case of an index. Rejects where there is none. */
  prove(index: number): Promise<ProvedCase>;
  /** Clears the market of a JSON text. */
  clear(text: string): Promise<MarketReply>;
}
