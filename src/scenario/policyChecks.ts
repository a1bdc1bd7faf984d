/** References and figures of the bloc and the exporter that a schema cannot check. */

import type { Bloc, Exporter, Scenario } from "../sim/scenario";
import { describe, oneOf, type Faults } from "./faults";
import { checkOrder, checkReference, type Known } from "./known";

export function checkBloc(bloc: Bloc, known: Known, faults: Faults): void {
  bloc.members.forEach((member, at) => {
    checkReference(`bloc.members[${at}]`, member, known.regions, "a region of the scenario", faults);
    if (known.regions.get(member)?.group === "exporter") {
      faults.add(`bloc.members[${at}]`, describe(member), "a region other than the exporter");
    }
    if (bloc.members.indexOf(member) !== at) faults.add(`bloc.members[${at}]`, describe(member), "each member once");
  });
  bloc.floor.stages.forEach((stage, at) => {
    checkStage(`bloc.floor.stages[${at}]`, stage, known, faults);
    if (bloc.floor.stages.indexOf(stage) !== at)
      faults.add(`bloc.floor.stages[${at}]`, describe(stage), "each stage once");
  });
  for (const stage of Object.keys(bloc.floor.levels)) checkStage(`bloc.floor.levels.${stage}`, stage, known, faults);
}

function checkStage(path: string, stage: string, known: Known, faults: Faults): void {
  const stages = [...known.goods.values()].filter((good) => good.isStage).map((good) => good.id);
  if (!stages.includes(stage)) faults.add(path, describe(stage), oneOf(stage, stages, "a stage"));
}

export function checkExporter(exporter: Exporter, known: Known, faults: Faults): void {
  checkReference("exporter.region", exporter.region, known.regions, "a region of the scenario", faults);
  const region = known.regions.get(exporter.region);
  if (region !== undefined && region.group !== "exporter") {
    faults.add(
      "exporter.region",
      describe(exporter.region),
      `a region of group "exporter"; its group is "${region.group}"`,
    );
  }
  checkReference("exporter.stateStockGood", exporter.stateStockGood, known.goods, "a good of the scenario", faults);
  exporter.squeezeGoods.forEach((good, at) => {
    checkReference(`exporter.squeezeGoods[${at}]`, good, known.goods, "a good of the scenario", faults);
  });
  exporter.licences.goods.forEach((good, at) => {
    checkReference(`exporter.licences.goods[${at}]`, good, known.goods, "a good of the scenario", faults);
  });
  exporter.licences.targets.forEach((target, at) => {
    checkReference(`exporter.licences.targets[${at}]`, target, known.regions, "a region of the scenario", faults);
    if (target === exporter.region)
      faults.add(`exporter.licences.targets[${at}]`, describe(target), "a region other than the exporter");
  });
  const { from, to } = exporter.licences;
  if (from !== null && to !== null && to <= from)
    faults.add("exporter.licences.to", describe(to), `a month after ${from}`);
  exporter.script.forEach(({ from }, at) => {
    const before = exporter.script[at - 1];
    if (before !== undefined && before.from >= from) {
      faults.add(
        `exporter.script[${at}].from`,
        describe(from),
        `a month after ${before.from}: stances go in order of time`,
      );
    }
  });
  checkOrder("exporter", "floodMonthsMin", "floodMonthsMax", exporter, faults);
}

/** Contracts for difference: one a site, on what it makes, for months in order, at some treasury's expense. */
export function checkContracts(scenario: Scenario, known: Known, faults: Faults): void {
  const holders = new Set<string>();
  for (const contract of scenario.contracts) {
    const path = `contracts[${contract.id}]`;
    checkReference(`${path}.facility`, contract.facility, known.sites, "a site or project", faults);
    checkReference(`${path}.payer`, contract.payer, known.regions, "a region of the scenario", faults);
    checkOrder(path, "from", "to", contract, faults);
    const site = known.sites.get(contract.facility);
    if (site !== undefined && site.goodOut !== contract.good) {
      faults.add(`${path}.good`, describe(contract.good), `"${site.goodOut}", which ${site.id} makes`);
    }
    if (holders.has(contract.facility)) {
      faults.add(`${path}.facility`, describe(contract.facility), "a site without another contract");
    }
    holders.add(contract.facility);
  }
}
