/** A mine solved for a picture: its triggers, and what it is worth open and mothballed along the price axis. */
import { solveMine, type MineProblem, type MineValue } from "../sim/options";
import type { MinePicture, MineReply, SiteTriggers } from "./proofApi";

/** Prices along the axis. */
const POINTS = 160;
/** Right ends that an axis may have, times a power of ten: few, so that it holds still while a lever moves. */
const TOPS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10] as const;

const SLACK_SHARE = 1e-3;
/** How near the opening price must come to a site's own. */
const FIT_SHARE = 0.005;

/** @throws RangeError that names the figure with which the problem has no answer. */
export function pictureOf(problem: MineProblem): MinePicture {
  const { open, close, abandon, stopsBy, valueAt } = solveMine(problem);
  const topPrice = topOf(problem, open, close);
  const all = Array.from({ length: POINTS }, (_, k) => (topPrice * (k + 0.5)) / (POINTS - 0.5));
  // Where prices hardly move, powers of them overflow far from the triggers: such points are left out.
  const points = all.map((price) => ({ price, ...valueAt(price) })).filter((point) => isSound(point, problem));
  return {
    open,
    close,
    abandon,
    stopsBy,
    problem,
    topPrice,
    prices: points.map(({ price }) => price),
    valueOpen: points.map((point) => point.open),
    valueMothballed: points.map(({ mothballed }) => mothballed),
  };
}

/** No one holds a mine in a state that is worth less than the other with the cost of going there. */
function isSound({ open, mothballed }: MineValue, { restart, closing, abandonment }: MineProblem): boolean {
  const gap = open - mothballed;
  const slack = SLACK_SHARE * (1 + Math.abs(open));
  return gap <= restart + slack && gap >= -closing - Math.max(0, abandonment) - slack;
}

export function mineReply(problem: MineProblem, site: SiteTriggers | null): MineReply {
  try {
    const fitted = site === null ? problem : inProportion(problem, site);
    return { ok: true, picture: pictureOf(fitted ?? problem), fits: fitted !== null };
  } catch (error) {
    return { ok: false, line: error instanceof Error ? error.message : String(error) };
  }
}

/** The problem with all its money in one proportion, so that its triggers are those of a site; null where none does. */
function inProportion(problem: MineProblem, site: SiteTriggers): MineProblem | null {
  const { open, close } = solveMine(problem);
  const factor = site.close / close;
  if (!(factor > 0) || !Number.isFinite(factor)) return null;
  if (!(Math.abs(factor * open - site.open) <= FIT_SHARE * site.open)) return null;
  const { reversion, support } = problem;
  return {
    ...problem,
    cost: problem.cost * factor,
    care: problem.care * factor,
    restart: problem.restart * factor,
    closing: problem.closing * factor,
    abandonment: problem.abandonment * factor,
    reversion: reversion === null ? null : { ...reversion, mean: reversion.mean * factor },
    support: support === null ? null : { ...support, price: support.price * factor },
  };
}

function topOf(problem: MineProblem, open: number, close: number): number {
  const { cost, reversion, support } = problem;
  const marks = [open, close, support?.price ?? 0].filter(Number.isFinite);
  const wanted = Math.max(1.5 * cost, reversion?.mean ?? 0, 1.3 * Math.max(...marks));
  let power = 1;
  while (power > wanted) power /= 10;
  while (power * 10 <= wanted) power *= 10;
  return power * TOPS.find((top) => top * power >= wanted - 1e-12 * power)!;
}
