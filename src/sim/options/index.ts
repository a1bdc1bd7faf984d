/** Real options of mines: at which prices they open, stop and are left for good, and what they are worth at a price. */
import { solveEndless } from "./endless";
import { solveFinite } from "./finite";
import { assertProblem, type MineProblem, type MineSolution } from "./problem";

export { cachedTriggers, forgetTriggers, keptTriggers } from "./cachedTriggers";
export {
  plainMine,
  problemFault,
  type MineProblem,
  type MineSolution,
  type MineTriggers,
  type MineValue,
  type ProblemFault,
  type Reversion,
  type Stop,
  type Support,
} from "./problem";
export { openCloseTriggers, type TriggerProblem, type Triggers } from "./triggers";

/**
 * Triggers and values of a mine.
 * @throws RangeError that names the figure with which the problem has no answer.
 */
export function solveMine(problem: MineProblem): MineSolution {
  assertProblem(problem);
  return problem.reserveYears === null ? solveEndless(problem) : solveFinite(problem);
}
