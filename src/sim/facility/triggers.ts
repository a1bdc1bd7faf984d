/** Where triggers of sites are still looked for; they live with the other real options. */
export { openCloseTriggers, type TriggerProblem, type Triggers } from "../options/triggers";
