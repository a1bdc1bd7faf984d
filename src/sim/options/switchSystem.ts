/**
 * One step of reserves: values of an open and a mothballed mine at all prices at once, each of which either goes on or acts.
 * Howard's policy iteration: given who acts where, both values solve one linear system, pairs of unknowns in a chain;
 * given the values, each takes the best act; values only rise, and it ends when nobody changes.
 */
import type { ReserveGrid } from "./reserveGrid";

/** What a mine does at a price. */
export const GO_ON = 0;
export const SWITCH = 1;
export const LEAVE = 2;

export interface Acts {
  readonly open: Uint8Array;
  readonly mothballed: Uint8Array;
}

export interface SwitchCosts {
  readonly restart: number;
  readonly closing: number;
  readonly abandonment: number;
}

/** Going on: (weight − operator) v = known, by node. */
export interface StepEquations {
  readonly openWeight: number;
  readonly openKnown: Float64Array;
  readonly mothballedWeight: number;
  readonly mothballedKnown: Float64Array;
  /** Value of an open mine at the highest price, where it never stops. */
  readonly openTop: number;
}

/** Rounds for each price: where a strong drift outweighs the swing, acts spread one price a round. */
const MOST_ROUNDS_PER_PRICE = 5;
const CHANGE_FOR = 1e-10;

/** The workspace of a grid; every step of one problem uses it anew. */
export class SwitchSystem {
  private readonly pivots: Float64Array;

  constructor(
    private readonly grid: ReserveGrid,
    private readonly costs: SwitchCosts,
  ) {
    this.pivots = new Float64Array(6 * grid.count);
  }

  /**
   * Solves a step. `acts` is the first guess and becomes the answer; the values are written to `open` and `mothballed`.
   * @throws Error if the acts do not settle.
   */
  solve(equations: StepEquations, acts: Acts, open: Float64Array, mothballed: Float64Array): void {
    const mostRounds = MOST_ROUNDS_PER_PRICE * this.grid.count;
    for (let round = 0; round < mostRounds; round++) {
      this.valuesOf(equations, acts, open, mothballed);
      if (!this.improve(equations, acts, open, mothballed)) return;
    }
    throw new Error(`the acts of the mine did not settle in ${mostRounds} rounds`);
  }

  /** Block elimination down the chain, values on the way back: v_k = g_k − W_k v_{k+1}. */
  private valuesOf(equations: StepEquations, acts: Acts, open: Float64Array, mothballed: Float64Array): void {
    const { count, below, above } = this.grid;
    const { restart, closing, abandonment } = this.costs;
    const { openWeight, openKnown, mothballedWeight, mothballedKnown, openTop } = equations;
    const p = this.pivots;
    for (let k = 0; k < count; k++) {
      const own = below[k]! + above[k]!;
      let [oo, om, oBelow, oAbove, oKnown] = [1, 0, 0, 0, -closing - abandonment];
      if (acts.open[k] === GO_ON && k === count - 1) oKnown = openTop;
      else if (acts.open[k] === GO_ON) {
        [oo, oBelow, oAbove, oKnown] = [openWeight + own, -below[k]!, -above[k]!, openKnown[k]!];
      } else if (acts.open[k] === SWITCH) [om, oKnown] = [-1, -closing];
      let [mm, mo, mBelow, mAbove, mKnown] = [1, 0, 0, 0, -abandonment];
      if (acts.mothballed[k] === GO_ON) {
        [mm, mBelow, mAbove, mKnown] = [mothballedWeight + own, -below[k]!, -above[k]!, mothballedKnown[k]!];
      } else if (acts.mothballed[k] === SWITCH) [mo, mKnown] = [-1, -restart];
      if (k > 0) {
        const at = 6 * (k - 1);
        oo -= oBelow * p[at]!;
        om -= oBelow * p[at + 1]!;
        oKnown -= oBelow * p[at + 4]!;
        mo -= mBelow * p[at + 2]!;
        mm -= mBelow * p[at + 3]!;
        mKnown -= mBelow * p[at + 5]!;
      }
      const determinant = oo * mm - om * mo;
      const at = 6 * k;
      p[at] = (mm * oAbove) / determinant;
      p[at + 1] = (-om * mAbove) / determinant;
      p[at + 2] = (-mo * oAbove) / determinant;
      p[at + 3] = (oo * mAbove) / determinant;
      p[at + 4] = (mm * oKnown - om * mKnown) / determinant;
      p[at + 5] = (oo * mKnown - mo * oKnown) / determinant;
    }
    open[count - 1] = p[6 * count - 2]!;
    mothballed[count - 1] = p[6 * count - 1]!;
    for (let k = count - 2; k >= 0; k--) {
      const at = 6 * k;
      const [o, m] = [open[k + 1]!, mothballed[k + 1]!];
      open[k] = p[at + 4]! - p[at]! * o - p[at + 1]! * m;
      mothballed[k] = p[at + 5]! - p[at + 2]! * o - p[at + 3]! * m;
    }
  }

  /** Gives every price its best act; false if none changed. */
  private improve(equations: StepEquations, acts: Acts, open: Float64Array, mothballed: Float64Array): boolean {
    const { count, below, above } = this.grid;
    const { restart, closing, abandonment } = this.costs;
    const { openWeight, openKnown, mothballedWeight, mothballedKnown, openTop } = equations;
    let changed = false;
    for (let k = 0; k < count; k++) {
      const own = below[k]! + above[k]!;
      const [low, high] = [Math.max(k - 1, 0), Math.min(k + 1, count - 1)];
      const around = below[k]! * open[low]! + above[k]! * open[high]!;
      const aroundIdle = below[k]! * mothballed[low]! + above[k]! * mothballed[high]!;
      const onward = k === count - 1 ? openTop : (openKnown[k]! + around) / (openWeight + own);
      const act = better(acts.open[k]!, onward, mothballed[k]! - closing, -closing - abandonment);
      const onwardIdle = (mothballedKnown[k]! + aroundIdle) / (mothballedWeight + own);
      const idleAct = better(acts.mothballed[k]!, onwardIdle, open[k]! - restart, -abandonment);
      if (act === SWITCH && idleAct === SWITCH) continue;
      if (act !== acts.open[k] || idleAct !== acts.mothballed[k]) changed = true;
      acts.open[k] = act;
      acts.mothballed[k] = idleAct;
    }
    return changed;
  }
}

/** The act with the highest value; the present one unless another is clearly better. */
function better(now: number, onward: number, switched: number, left: number): number {
  const present = now === GO_ON ? onward : now === SWITCH ? switched : left;
  const threshold = present + CHANGE_FOR * (1 + Math.abs(present));
  let act = now;
  let best = threshold;
  if (onward > best) [act, best] = [GO_ON, onward];
  if (switched > best) [act, best] = [SWITCH, switched];
  if (left > best) act = LEAVE;
  return act;
}
