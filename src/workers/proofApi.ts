/** The seam between the page's proof view and the worker that solves markets and mines for it. Plain data both ways. */
import type { CaseCheck as MarketCheck, SolvedMarket } from "../sim/market/checkCase";
import type { MineProblem, MineTriggers } from "../sim/options";
import type { TriggerCheck } from "../sim/options/checkTriggerCase";

export type { SolvedMarket };
export type { MarketAnswer, MarketFile } from "../sim/market";
export type { MineProblem, MineTriggers } from "../sim/options";
export type CaseCheck = MarketCheck | TriggerCheck;

interface Proved {
  name: string;
  statement: string;
  source: string;
  checks: CaseCheck[];
  agrees: boolean;
  /** Time that solving took, for a market with certifying, ms. */
  tookMs: number;
}

/** A classic market, solved now. */
export interface ProvedMarket extends Proved {
  kind: "market";
  markets: SolvedMarket[];
  /** Largest violation in the certificates of its markets, as a share. */
  worst: number;
}

/** A classic mine, solved now. */
export interface ProvedMine extends Proved {
  kind: "mine";
  picture: MinePicture;
  /** At which its values are asked for, $/kg; null if none is. */
  price: number | null;
}

export type ProvedCase = ProvedMarket | ProvedMine;

/** What a picture of a mine needs: its triggers, and its values over a row of prices. */
export interface MinePicture extends MineTriggers {
  problem: MineProblem;
  /** Right end of the price axis, $/kg: a round figure past all that matters. */
  topPrice: number;
  /** Rising, $/kg. */
  prices: readonly number[];
  /** Per unit of yearly output, $/kg. */
  valueOpen: readonly number[];
  valueMothballed: readonly number[];
}

/** A market that a person wrote: its answer, or what is wrong with it, one line a fault. */
export type MarketReply = { ok: true; solved: SolvedMarket } | { ok: false; lines: readonly string[] };

/** A mine that a person set, or the figure with which it has no answer. */
export type MineReply = { ok: true; picture: MinePicture; fits: boolean } | { ok: false; line: string };

/** The triggers that a site of a run has, $/kg. */
export type SiteTriggers = Pick<MineTriggers, "open" | "close">;

export interface ProofApi {
  /** How many cases there are, markets and mines. */
  count(): Promise<number>;
  /** Solves the case of an index, the markets first. Rejects where there is none. */
  prove(index: number): Promise<ProvedCase>;
  /** Clears the market of a JSON text. */
  clear(text: string): Promise<MarketReply>;
  /**
   * Solves a mine. With the triggers of a site all its money is put in one proportion first, so that they are its own; where
   * no proportion does, it is solved as it is and `fits` is false.
   */
  mine(problem: MineProblem, site: SiteTriggers | null): Promise<MineReply>;
}
