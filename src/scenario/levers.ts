/**
 * The registry of levers: what a person can change, with plain name, unit, range, default and a one-line hint. The page
 * and the command line both read it, so neither holds a figure of its own. Only levers that act are listed.
 */

import type { Scenario } from "../sim/scenario";

export type LeverGroup = "floor" | "border" | "stockpile" | "money" | "rules" | "exporter";

interface LeverBase {
  /** As in `--set` and in dated changes. */
  path: string;
  group: LeverGroup;
  name: string;
  hint: string;
}

export interface Toggle extends LeverBase {
  kind: "toggle";
  default: boolean;
}

export interface NumberLever extends LeverBase {
  kind: "number";
  unit: string;
  min: number;
  max: number;
  step: number;
  /** Null where the lever is off. */
  default: number | null;
  /** What null means, where the lever may be off. */
  offWord: string | null;
}

export interface Choice extends LeverBase {
  kind: "choice";
  options: { value: string; name: string }[];
  default: string;
}

/** A set of stages. */
export interface Stages extends LeverBase {
  kind: "stages";
  options: { value: string; name: string }[];
  default: string[];
}

/** A set of regions, with well-known sets to start from. */
export interface Members extends LeverBase {
  kind: "members";
  options: { value: string; name: string }[];
  presets: { name: string; members: string[] }[];
  default: string[];
}

export type Lever = Toggle | NumberLever | Choice | Stages | Members;

/** Regions of the states that announced work on floors on 4 February 2026: data/members-2026.csv. */
const ANNOUNCED_THREE = ["USA", "MEX", "DEU", "FRA", "NBA", "EUS", "JPN"];

/** All levers of a scenario, with the scenario's own values as defaults. */
export function leversOf(scenario: Scenario): Lever[] {
  return [...floorLevers(scenario), ...levelLevers(scenario), ...borderLevers(scenario), ...exporterLevers(scenario)];
}

function stagesOf(scenario: Scenario): { value: string; name: string }[] {
  return scenario.goods.filter((good) => good.isStage).map((good) => ({ value: good.id, name: good.name }));
}

function floorLevers(scenario: Scenario): Lever[] {
  const floor = scenario.bloc.floor;
  return [
    {
      path: "bloc.floor.enabled",
      group: "floor",
      name: "Price floor",
      hint: "Imports below the floor pay the gap as a tariff. Nobody promises to buy.",
      kind: "toggle",
      default: floor.enabled,
    },
    {
      path: "bloc.floor.stages",
      group: "floor",
      name: "Stages with a floor",
      hint: "A floor on one stage makes it dear for those who process it further.",
      kind: "stages",
      options: stagesOf(scenario),
      default: floor.stages,
    },
    {
      path: "bloc.floor.rule",
      group: "floor",
      name: "How the floor is set",
      hint: "From the bloc's own costs, from what imports cost of late, or fixed by hand.",
      kind: "choice",
      options: [
        { value: "cost", name: "The bloc's costs" },
        { value: "average", name: "Recent import prices" },
        { value: "path", name: "Fixed levels" },
      ],
      default: floor.rule,
    },
    number("bloc.floor.percentile", "floor", floor.percentile, {
      name: "Tonne that sets the cost",
      hint: "0.75: the floor covers the cost of three quarters of the bloc's capacity.",
      unit: "share of capacity",
      min: 0.25,
      max: 1,
      step: 0.05,
    }),
    number("bloc.floor.margin", "floor", floor.margin, {
      name: "Margin over cost",
      hint: "More margin opens more mines, and more of them than the bloc can use.",
      unit: "share of cost",
      min: 0,
      max: 1,
      step: 0.05,
    }),
    number("bloc.floor.stepYearly", "floor", floor.stepYearly, {
      name: "Largest step in a year",
      hint: "How far a yearly review may move the floor.",
      unit: "share of the floor",
      min: 0,
      max: 0.5,
      step: 0.01,
    }),
    number("bloc.floor.phaseInMonths", "floor", floor.phaseInMonths, {
      name: "Phase-in",
      hint: "Months from the first step to the full floor. Slow is kind to buyers and late for mines.",
      unit: "months",
      min: 0,
      max: 60,
      step: 3,
    }),
  ];
}

/** One lever for each stage: a level set by hand. Off, the rule sets it. */
function levelLevers(scenario: Scenario): Lever[] {
  return scenario.goods
    .filter((good) => good.isStage)
    .map((good) =>
      number(`bloc.floor.levels.${good.id}`, "floor", scenario.bloc.floor.levels[good.id] ?? null, {
        name: `Floor for ${good.name.toLowerCase()}`,
        hint: `Set by hand in $ a kilogram of ${good.name.toLowerCase()}. Off: the rule sets it.`,
        unit: "$/kg",
        min: 1,
        max: levelMax(scenario, good.id),
        step: 1,
        offWord: "by the rule",
      }),
    );
}

/** A round figure well above what the stage has cost: three times the dearest base price or cost at the stage. */
function levelMax(scenario: Scenario, good: string): number {
  const prices = scenario.buyers.filter((buyer) => buyer.good === good).map((buyer) => buyer.basePriceUsdPerKg);
  const costs = scenario.facilities.filter((site) => site.goodOut === good).map((site) => site.cashCostHighUsdPerKg);
  const top = [...prices, ...costs].reduce((most, price) => Math.max(most, price), 30);
  return Math.ceil((3 * top) / 50) * 50;
}

function borderLevers(scenario: Scenario): Lever[] {
  const floor = scenario.bloc.floor;
  return [
    {
      path: "bloc.members",
      group: "border",
      name: "Members",
      hint: "Who keeps the floor. A member that sells more than the bloc uses weakens it.",
      kind: "members",
      options: scenario.regions
        .filter((region) => region.group !== "exporter")
        .map((region) => ({ value: region.id, name: region.name })),
      presets: memberPresets(scenario),
      default: scenario.bloc.members,
    },
    {
      path: "bloc.floor.timing",
      group: "border",
      name: "When the tariff is set",
      hint: "On each entry it meets the gap to the cent. Posted ahead, it misses when prices move.",
      kind: "choice",
      options: [
        { value: "entryPrice", name: "On each entry" },
        { value: "posted", name: "Posted ahead" },
      ],
      default: floor.timing,
    },
    number("bloc.floor.cap", "border", floor.cap, {
      name: "Cap on the tariff",
      hint: "With a cap the price inside falls once a flood is deep enough.",
      unit: "$/kg",
      min: 0,
      max: 100,
      step: 1,
      offWord: "no cap",
    }),
  ];
}

function memberPresets(scenario: Scenario): { name: string; members: string[] }[] {
  const ids = scenario.regions.map((region) => region.id);
  const partners = scenario.regions.filter((region) => region.group === "partner").map((region) => region.id);
  const presets = [{ name: "As proposed", members: scenario.bloc.members }];
  if (ANNOUNCED_THREE.every((id) => ids.includes(id)))
    presets.push({ name: "Announced three", members: ANNOUNCED_THREE });
  if (partners.length > 0) presets.push({ name: "All partners", members: partners });
  return presets;
}

function exporterLevers(scenario: Scenario): Lever[] {
  const exporter = scenario.exporter;
  return [
    {
      path: "exporter.conduct",
      group: "exporter",
      name: "Exporter's conduct",
      hint: "Each firm for itself, or a state that floods the market when rivals grow.",
      kind: "choice",
      options: [
        { value: "competitive", name: "Firms compete" },
        // Without a script this choice would do nothing.
        ...(exporter.script.length > 0 ? [{ value: "scripted", name: "By a script" }] : []),
        { value: "rule", name: "Answers rivals" },
      ],
      default: exporter.conduct,
    },
    number("exporter.warChestKiloUsd", "exporter", exporter.warChestKiloUsd, {
      name: "War chest",
      hint: "What the exporter will lose before it ends a flood.",
      unit: "thousand $",
      min: 0,
      max: 20_000_000,
      step: 500_000,
    }),
    number("exporter.floodMonthsMax", "exporter", exporter.floodMonthsMax, {
      name: "Longest flood",
      hint: "A flood ends after this many months, or sooner when the share is back or the chest is spent.",
      unit: "months",
      min: exporter.floodMonthsMin,
      max: 120,
      step: 6,
    }),
    number("exporter.squeezeQuotaShare", "exporter", exporter.squeezeQuotaShare, {
      name: "Exports let out in a squeeze",
      hint: "0.7: three tenths of last year's exports stay at home.",
      unit: "share of last year",
      min: 0.1,
      max: 1,
      step: 0.05,
    }),
    number("exporter.squeezeOutputCutShare", "exporter", exporter.squeezeOutputCutShare, {
      name: "Output cut with exports",
      hint: "0: what stays at home is sold at home, and prices there fall. 1: it is not made.",
      unit: "share of what stays",
      min: 0,
      max: 1,
      step: 0.05,
    }),
    {
      path: "exporter.licences.goods",
      group: "exporter",
      name: "Export licences",
      hint: "The bloc's firms need a licence for these goods. Those without one live on their stores.",
      kind: "stages",
      options: stagesOf(scenario),
      default: exporter.licences.goods,
    },
    number("exporter.licences.grantShare", "exporter", exporter.licences.grantShare, {
      name: "Licences granted",
      hint: "0.26: of four firms that ask, one is granted a licence.",
      unit: "share of firms",
      min: 0,
      max: 1,
      step: 0.02,
    }),
    number("exporter.licences.lastsMonths", "exporter", exporter.licences.lastsMonths, {
      name: "Licences last",
      hint: "After this many months all are drawn anew. In a monthly lottery every firm has its turn.",
      unit: "months",
      min: 1,
      max: 36,
      step: 1,
    }),
  ];
}

function number(
  path: string,
  group: LeverGroup,
  value: number | null,
  rest: Pick<NumberLever, "name" | "hint" | "unit" | "min" | "max" | "step"> & { offWord?: string },
): NumberLever {
  const { offWord, ...given } = rest;
  return { path, group, kind: "number", ...given, default: value, offWord: offWord ?? null };
}
