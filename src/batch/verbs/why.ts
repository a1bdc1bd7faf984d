/** `lodestone why NAME|FILE --site SITE`: a site's history in sentences with figures, and what would change its mind. */
import { Option, type Command } from "commander";
import { nearest } from "../../scenario/faults";
import { applyOverrides, parseSetArgument } from "../../scenario/overrides";
import { openWorld, siteMoney, stepMonth, takeSnapshot, worldInfo } from "../../sim";
import { monthIndex, monthLabel } from "../../sim/calendar";
import type { Snapshot, WorldInfo } from "../../sim/snapshot";
import { formatOption, monthsOption, setOption } from "../options";
import { readScenario } from "../readScenario";
import { findSite, siteHistory, type SiteHistory, type SiteMonth } from "../siteHistory";
import { heading, print, printJson } from "../terminal";
import { textTable } from "../textTable";
import { monthsOf, seedOf, UsageError } from "../usage";

interface WhyOptions {
  seed: string;
  site: string;
  month?: string;
  months?: string;
  set: string[];
  format: string;
}

export function addWhy(program: Command): void {
  program
    .command("why")
    .description("tells the history of a site, and what would change its mind")
    .argument("<scenario>", "name of a scenario, or a file")
    .requiredOption("--site <site>", "name or id of a mine, plant or project")
    .option("--seed <seed>", "the run's luck: any word or number", "1")
    .addOption(new Option("--month <yyyy-mm>", "the month to ask about; the last one without it"))
    .addOption(monthsOption())
    .addOption(setOption("changes a field of the scenario; the value is JSON or a bare word"))
    .addOption(formatOption())
    .addHelpText(
      "after",
      '\nExample:\n  lodestone why rare-earths-2026 --seed 7 --site "Mountain Pass" --month 2031-04',
    )
    .action(why);
}

function why(name: string, options: WhyOptions): void {
  const overrides = options.set.map(parseSetArgument);
  const seed = seedOf("--seed", options.seed);
  const scenario = applyOverrides(readScenario(name), overrides);
  const months = monthsOf(options.months, scenario.months);
  const world = openWorld(scenario, seed);
  const info = worldInfo(world);
  const site = siteOf(info, options.site);
  const month = options.month === undefined ? months - 1 : monthAsked(options.month, info, months);
  const snapshots: Snapshot[] = [];
  let money = siteMoney(world, site);
  for (let m = 0; m < months; m++) {
    stepMonth(world);
    snapshots.push(takeSnapshot(world));
    if (m === month) money = siteMoney(world, site);
  }
  const history = siteHistory(info, scenario, snapshots, site, month, money);
  if (options.format === "json") printJson(history);
  else print(story(history));
}

function siteOf(info: WorldInfo, text: string): number {
  const site = findSite(info, text);
  if (site !== -1) return site;
  const near = nearest(
    text,
    info.sites.map((one) => one.name),
  );
  throw new UsageError(
    `--site is "${text}"; expected the name of one of ${info.sites.length} sites${near === null ? "" : ` (did you mean ${near}?)`}`,
  );
}

function monthAsked(text: string, info: WorldInfo, months: number): number {
  const last = monthLabel(info.startMonth, months - 1);
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? monthIndex(info.startMonth, text) : -1;
  if (month >= 0 && month < months) return month;
  throw new UsageError(`--month is "${text}"; expected a month from ${info.startMonth} to ${last}`);
}

function story(history: SiteHistory): string {
  const { site, at } = history;
  const cost = `$${history.cashCostUsdPerKg} a kg, ${history.costConfidence} confidence`;
  return [
    heading(`${site.name}, ${site.region}`),
    `${site.kind} of ${site.goodOut}, owned by ${history.money.owner}; cash cost ${cost}.`,
    `In this model, ${history.scenario} with seed ${history.seed}:`,
    "",
    ...(history.turns.length === 0
      ? ["Nothing turned: it ended as it began."]
      : history.turns.map(({ month, sentence }) => `${month}  ${sentence}`)),
    "",
    heading(`What would change its mind in ${at.month}`),
    `It is ${at.status}.`,
    ...history.wouldChange,
    "",
    heading("Its figures, each January and at the end"),
    figuresTable(history.years),
  ].join("\n");
}

function figuresTable(rows: SiteMonth[]): string {
  return textTable(
    ["month", "status", "output t", "reckons $/kg", "shuts $/kg", "opens $/kg", "cash m$", "chain m$", "debt m$"],
    rows.map((row) => [
      row.month,
      row.status,
      row.outputTonnes,
      row.expectedUsdPerKg,
      row.closesBelowUsdPerKg,
      row.opensAboveUsdPerKg,
      row.cashKiloUsd / 1000,
      row.purseKiloUsd / 1000,
      row.debtKiloUsd / 1000,
    ]),
  );
}
