/**
 * Every event's sentence, made from its kind, its reason and its figures: the one place where the model speaks. A sentence is a
 * template with places such as `{priceUsdPerKg:usd}`, so that another language is another table of the same keys.
 */
import type { EventKind } from "./events";

/** What a sentence is made from. `names` are texts that are no figures: who bought a site, what a setting was set to. */
export interface Told {
  kind: EventKind;
  reason: Reason;
  entity: string;
  figures: Record<string, number>;
  names?: Record<string, string>;
}

/** Templates by kind and reason; figures carry their unit in their name and their format after the colon. */
const ENGLISH = {
  "mothballed.underClosingPrice":
    "{entity} is mothballed: at {priceUsdPerKg:usd} its price stood under its closing price of {closesBelowUsdPerKg:usd} for {monthsBelow} months; it needs {opensAboveUsdPerKg:usd} to open.",
  "mothballed.outOfMoney":
    "{entity} is mothballed: its cash and credit are used up, {purseKiloUsd:millions} against {creditKiloUsd:millions} of credit; it needs {opensAboveUsdPerKg:usd} to open.",
  "mothballed.creditFrozen":
    "{entity} is mothballed: its cash is used up and its lenders have frozen its credit, for its earnings of the last quarter covered {serviceCover:percent} of its debt service; it needs {opensAboveUsdPerKg:usd} to open.",
  "restarted.overOpeningPrice":
    "{entity} is back: it found a price over its opening price for {monthsBelow} months and took {workMonths} months to return.",
  "opened.firstOutput": "{entity} makes its first output.",
  "opened.overBudget":
    "{entity} makes its first output: it cost {overrunShare:percent} more than planned and took {builtMonths} months to build, planned {plannedMonths}.",
  "opened.underBudget":
    "{entity} makes its first output: it cost {savedShare:percent} less than planned and took {builtMonths} months to build, planned {plannedMonths}.",
  "opened.again": "{entity} opens again.",
  "closed.idleTooLong": "{entity} closes for good after {idleYears} years of care.",
  "insolvent.soldToRival":
    "{entity} cannot pay its debt of {debtKiloUsd:millions}; its lenders sell it for {soldForKiloUsd:millions} to {buyer}.",
  "insolvent.soldToState":
    "{entity} cannot pay its debt of {debtKiloUsd:millions}; no rival has the cash, and its lenders sell it for {soldForKiloUsd:millions} to the state ({buyer}).",
  "begun.earnsHurdle": "{entity} is begun: at an expected price of {priceUsdPerKg:whole} it earns its hurdle.",
  "begun.waitedEnough":
    "{entity} is begun: at an expected price of {priceUsdPerKg:whole}, {opensAboveUsdPerKg:whole} would do, building beats waiting.",
  "financed.loan":
    "{entity} is financed: {loanKiloUsd:millions} of {capexKiloUsd:millions} is borrowed, and it asks {costOfCapital:percent1} a year.",
  "financed.publicLoan":
    "{entity} is financed with public support: {loanKiloUsd:millions} of {capexKiloUsd:millions} is a public loan at {loanRate:percent1}, and it asks {costOfCapital:percent1} a year.",
  "prospect.pricesStayHigh":
    "{entity} becomes a prospect: the price expected there, {priceUsdPerKg:whole}, has stood far above the {marginalUsdPerKg:whole} that the marginal project needs for {monthsHigh} months.",
  "closed.usedUp": "{entity} closes for good: its ore is used up.",
  "stanceChanged.calm": "The exporter returns to its quota and lets trade run.",
  "stanceChanged.flood":
    "The exporter releases idle ore and state stock: rivals hold {rivalShare:percent} of world oxide and build another {rivalsBuildingShare:percent}.",
  "stanceChanged.squeeze": "After {monthsInStance} months the exporter caps its exports and cuts output.",
  "stanceChanged.harvest": "The exporter lifts its quota and sells at the price it has made, until rivals return.",
  "licence.asked":
    "From now on {goods} leave the exporter with a licence only: {licensedFirms} of {firms} firms that need one are granted it, for {lastsMonths} months.",
  "licence.renewed":
    "Licences for {goods} are given out anew: {licensedFirms} of {firms} firms have one for {lastsMonths} months.",
  "licence.ended": "Licences for {goods} are no longer asked for after {monthsInForce} months.",
  "lever.set": "{path} is set to {setting}.",
  "shutdown.goodsMissing":
    "Factories in the bloc stand for want of goods: {standingFirms} of {firms} firms run short, and {missingShare:percent1} of what all want is missing.",
  "floorBreached.surplus":
    "The floor under {good} fails: the bloc's price is {zonePriceUsdPerKg:whole}, the reference {referenceUsdPerKg:whole}, and too little is imported to lift it.",
} as const satisfies Record<`${EventKind}.${string}`, string>;

type Key = keyof typeof ENGLISH;
type ReasonOf<K extends string> = K extends `${string}.${infer R}` ? R : never;
/** Why something happened, as a word that no language changes. */
export type Reason = ReasonOf<Key>;

const FORMATS: Record<string, (value: number) => string> = {
  usd: dollars,
  whole: (value) => `$${Math.round(value)}`,
  millions,
  percent: (value) => `${Math.round(100 * value)}%`,
  percent1: (value) => `${Math.round(1000 * value) / 10}%`,
};

/** The sentence of an event. @throws RangeError for a kind and reason without one, or a figure that it needs and does not have. */
export function sentenceOf(told: Told, templates: Record<string, string> = ENGLISH): string {
  const template = templates[`${told.kind}.${told.reason}`];
  if (template === undefined) throw new RangeError(`no sentence tells of ${told.kind} because of ${told.reason}`);
  return template.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, format: string | undefined) => {
    if (name === "entity") return told.entity;
    const text = told.names?.[name];
    if (text !== undefined) return text;
    const value = told.figures[name];
    if (value === undefined) throw new RangeError(`${told.kind} because of ${told.reason} comes without ${name}`);
    return format === undefined ? String(value) : FORMATS[format]!(value);
  });
}

/** Keys of all sentences, for whoever translates them. */
export function sentenceKeys(): string[] {
  return Object.keys(ENGLISH);
}

function dollars(usdPerKg: number): string {
  return `$${usdPerKg < 10 ? usdPerKg.toFixed(1) : Math.round(usdPerKg)}`;
}

function millions(kiloUsd: number): string {
  const value = Math.abs(kiloUsd) / 1000;
  return `${kiloUsd < 0 ? "-" : ""}$${value < 10 && value > 0 ? value.toFixed(1) : Math.round(value)}m`;
}
