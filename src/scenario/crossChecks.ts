/**
 * What a schema cannot see: that ids are unique, that references lead somewhere, that figures of one entity agree.
 * Policy is checked in policyChecks.ts.
 */

import type { Buyer, Facility, Project, Scenario } from "../sim/scenario";
import { addChangeFaults } from "./changes";
import { describe, type Faults } from "./faults";
import { checkOrder, checkReference, knownIds, type Known } from "./known";
import { checkBloc, checkContracts, checkExporter } from "./policyChecks";

/** Adds a fault for everything that does not fit together. */
export function crossCheck(scenario: Scenario, faults: Faults): void {
  const known = knownIds(scenario);
  checkUnique(scenario, faults);
  checkRecipes(scenario, known, faults);
  checkBetweenRegions(scenario, known, faults);
  for (const facility of scenario.facilities) {
    checkSite(scenario, "facilities", facility, known, faults);
    checkFacility(facility, faults);
  }
  for (const project of scenario.projects) {
    checkSite(scenario, "projects", project, known, faults);
    checkProject(project, known, faults);
  }
  checkDemand(scenario, known, faults);
  checkBloc(scenario.bloc, known, faults);
  checkExporter(scenario.exporter, known, faults);
  checkContracts(scenario, known, faults);
  checkBehaviour(scenario, faults);
  scenario.changes.forEach((change, at) => addChangeFaults(scenario, change, `changes[${at}]`, faults));
  checkOpening(scenario, known, faults);
}

function checkUnique(scenario: Scenario, faults: Faults): void {
  const lists: [string, string[], string][] = [
    ["goods", scenario.goods.map((good) => good.id), "an id of its own"],
    ["regions", scenario.regions.map((region) => region.id), "an id of its own"],
    ["facilities", scenario.facilities.map((facility) => facility.id), "an id of its own"],
    ["buyers", scenario.buyers.map((buyer) => buyer.id), "an id of its own"],
    ["recipes", scenario.recipes.map((recipe) => recipe.kind), "one recipe for each kind of plant"],
    ["lanes", scenario.lanes.map((lane) => `${lane.from}>${lane.to}`), "one lane for each pair of regions"],
    ["contracts", scenario.contracts.map((contract) => contract.id), "an id of its own"],
    ["scrap", scenario.scrap.map((source) => source.region), "one row for each region"],
    ["demandPaths", scenario.demandPaths.map((p) => `${p.sector}/${p.case}`), "one path for each sector and case"],
    ["exportTaxes", scenario.exportTaxes.map((tax) => `${tax.region}/${tax.good}`), "one row for each region and good"],
    [
      "importDuties",
      scenario.importDuties.map((d) => `${d.region}/${d.good ?? "*"}/${d.origin ?? "*"}/${d.inForceFrom}`),
      "one row for each region, good, origin and month",
    ],
    ["projects", [...scenario.facilities, ...scenario.projects].map((site) => site.id), "an id that no site has"],
  ];
  for (const [list, keys, expected] of lists) {
    const seen = new Set<string>();
    const told = new Set<string>();
    const skip = list === "projects" ? scenario.facilities.length : 0;
    keys.forEach((key, at) => {
      if (at >= skip && seen.has(key) && !told.has(key)) {
        told.add(key);
        faults.add(`${list}[${key}]`, "it twice", expected);
      }
      seen.add(key);
    });
  }
}

function checkRecipes(scenario: Scenario, known: Known, faults: Faults): void {
  const order = new Map(scenario.goods.map((good, at) => [good.id, at]));
  scenario.recipes.forEach((recipe) => {
    const path = `recipes[${recipe.kind}]`;
    checkReference(`${path}.input`, recipe.input, known.goods, "a good of the scenario", faults);
    checkReference(`${path}.output`, recipe.output, known.goods, "a good of the scenario", faults);
    if (isMine(recipe.kind)) faults.add(`${path}.kind`, describe(recipe.kind), "a kind of plant that takes a good in");
    if ((order.get(recipe.input) ?? -1) >= (order.get(recipe.output) ?? Infinity)) {
      faults.add(
        `${path}.output`,
        describe(recipe.output),
        `a good listed after ${recipe.input}: goods go raw to finished`,
      );
    }
    if (recipe.byProduct) {
      checkReference(`${path}.byProduct.good`, recipe.byProduct.good, known.goods, "a good of the scenario", faults);
      checkOrder(`${path}.byProduct`, "askLowUsdPerKg", "askHighUsdPerKg", recipe.byProduct, faults);
    }
  });
}

function checkBetweenRegions(scenario: Scenario, known: Known, faults: Faults): void {
  for (const lane of scenario.lanes) {
    const path = `lanes[${lane.from}>${lane.to}]`;
    checkReference(`${path}.from`, lane.from, known.regions, "a region of the scenario", faults);
    checkReference(`${path}.to`, lane.to, known.regions, "a region of the scenario", faults);
    if (lane.from === lane.to) faults.add(`${path}.to`, describe(lane.to), "another region than the lane starts from");
    for (const good of Object.keys(lane.freightUsdPerKg)) {
      checkReference(`${path}.freightUsdPerKg.${good}`, good, known.goods, "a good of the scenario", faults);
    }
  }
  scenario.importDuties.forEach((duty, at) => {
    const path = `importDuties[${at}]`;
    checkReference(`${path}.region`, duty.region, known.regions, "a region of the scenario", faults);
    if (duty.good !== null) checkReference(`${path}.good`, duty.good, known.goods, "a good of the scenario", faults);
    if (duty.origin !== null) checkReference(`${path}.origin`, duty.origin, known.regions, "a region or null", faults);
  });
  scenario.exportTaxes.forEach((tax, at) => {
    checkReference(`exportTaxes[${at}].region`, tax.region, known.regions, "a region of the scenario", faults);
    checkReference(`exportTaxes[${at}].good`, tax.good, known.goods, "a good of the scenario", faults);
  });
}

function checkSite(
  scenario: Scenario,
  list: "facilities" | "projects",
  site: Facility | Project,
  known: Known,
  faults: Faults,
): void {
  const path = `${list}[${site.id}]`;
  checkReference(`${path}.region`, site.region, known.regions, "a region of the scenario", faults);
  checkReference(`${path}.goodOut`, site.goodOut, known.goods, "a good of the scenario", faults);
  if (isMine(site.kind)) {
    if (site.goodIn !== null) faults.add(`${path}.goodIn`, describe(site.goodIn), "null for a mine");
  } else {
    const recipe = scenario.recipes.find((candidate) => candidate.kind === site.kind);
    if (recipe === undefined) {
      faults.add(`${path}.kind`, describe(site.kind), "a kind that has a recipe in recipes");
    } else {
      if (site.goodIn !== recipe.input) {
        faults.add(`${path}.goodIn`, describe(site.goodIn), `"${recipe.input}", which ${site.kind} plants take in`);
      }
      if (site.goodOut !== recipe.output) {
        faults.add(`${path}.goodOut`, describe(site.goodOut), `"${recipe.output}", which ${site.kind} plants make`);
      }
    }
  }
  checkOrder(path, "cashCostLowUsdPerKg", "cashCostUsdPerKg", site, faults);
  checkOrder(path, "cashCostUsdPerKg", "cashCostHighUsdPerKg", site, faults);
  checkTies(path, site, known, faults);
  site.byProducts?.forEach(({ good }, at) => {
    const field = `${path}.byProducts[${at}].good`;
    checkReference(field, good, known.goods, "a good of the scenario", faults);
    const isOwn = good === site.goodOut || good === site.goodIn;
    const isTwice = site.byProducts!.findIndex((row) => row.good === good) !== at;
    if (isOwn || isTwice)
      faults.add(field, describe(good), "a good that the site neither takes in nor makes otherwise");
  });
}

function checkTies(path: string, site: Facility | Project, known: Known, faults: Faults): void {
  if (site.captiveTo.length > 0 && site.captiveShare === 0) {
    faults.add(`${path}.captiveShare`, "0", "a share above 0, since captiveTo names plants");
  }
  site.captiveTo.forEach((plantId, at) => {
    checkReference(`${path}.captiveTo[${at}]`, plantId, known.sites, "a site or project", faults);
    const plant = known.sites.get(plantId);
    if (plant !== undefined && plant.goodIn !== site.goodOut) {
      faults.add(`${path}.captiveTo[${at}]`, describe(plantId), `a plant that uses ${site.goodOut}`);
    }
  });
}

function checkFacility(facility: Facility, faults: Faults): void {
  const path = `facilities[${facility.id}]`;
  checkOrder(path, "availableTonnesPerYear", "capacityTonnesPerYear", facility, faults);
  checkOrder(path, "available2025TonnesPerYear", "capacityTonnesPerYear", facility, faults);
  if (facility.status === "building" && facility.likelyStart === null) {
    faults.add(`${path}.likelyStart`, "null", 'a month such as "2027-06" for a site that is being built');
  }
  if (facility.captiveFeedStockTonnes > 0 && facility.goodIn === null) {
    faults.add(
      `${path}.captiveFeedStockTonnes`,
      String(facility.captiveFeedStockTonnes),
      "0 for a mine, which uses no feed",
    );
  }
}

function checkProject(project: Project, known: Known, faults: Faults): void {
  const path = `projects[${project.id}]`;
  checkOrder(path, "earliestStart", "likelyStart", project, faults);
  if (project.addsTo === null) return;
  checkReference(`${path}.addsTo`, project.addsTo, known.sites, "a site, a project or null", faults);
  if (project.addsTo === project.id) faults.add(`${path}.addsTo`, describe(project.addsTo), "another site than itself");
}

function checkDemand(scenario: Scenario, known: Known, faults: Faults): void {
  const startYear = Number(scenario.startMonth.slice(0, 4));
  const paths = scenario.demandPaths.filter((path) => path.case === scenario.demandCase);
  for (const path of scenario.demandPaths) {
    if (path.firstYear > startYear) {
      faults.add(
        `demandPaths[${path.sector}/${path.case}].firstYear`,
        String(path.firstYear),
        `${startYear} or earlier: the run starts in ${scenario.startMonth}`,
      );
    }
  }
  const sectors = new Map(paths.map((path) => [path.sector, path]));
  for (const buyer of scenario.buyers) checkBuyer(buyer, sectors, scenario.demandCase, known, faults);
  for (const source of scenario.scrap) {
    checkReference(`scrap[${source.region}].region`, source.region, known.regions, "a region of the scenario", faults);
    checkOrder(`scrap[${source.region}]`, "priceLowUsdPerKg", "priceHighUsdPerKg", source, faults);
  }
}

function checkBuyer(
  buyer: Buyer,
  sectors: ReadonlyMap<string, unknown>,
  demandCase: string,
  known: Known,
  faults: Faults,
): void {
  const path = `buyers[${buyer.id}]`;
  checkReference(`${path}.region`, buyer.region, known.regions, "a region of the scenario", faults);
  checkReference(`${path}.good`, buyer.good, known.goods, "a good of the scenario", faults);
  checkReference(`${path}.sector`, buyer.sector, sectors, `a sector with a ${demandCase} path in demandPaths`, faults);
}

function checkBehaviour(scenario: Scenario, faults: Faults): void {
  checkOrder("behaviour.processors", "askLow", "askHigh", scenario.behaviour.processors, faults);
}

function checkOpening(scenario: Scenario, known: Known, faults: Faults): void {
  const opening = scenario.opening;
  if (opening === null) return;
  const facilities = new Set(scenario.facilities.map((facility) => facility.id));
  const buyers = new Map(scenario.buyers.map((buyer) => [buyer.id, buyer]));
  const sites = new Map([...facilities].map((id) => [id, true]));
  for (const [good, markets] of Object.entries(opening.markets)) {
    checkReference(`opening.markets.${good}`, good, known.goods, "a good of the scenario", faults);
    for (const region of Object.keys(markets)) {
      checkReference(`opening.markets.${good}.${region}`, region, known.regions, "a region of the scenario", faults);
    }
  }
  for (const id of Object.keys(opening.facilities)) {
    checkReference(`opening.facilities.${id}`, id, sites, "a site of the scenario", faults);
  }
  for (const id of Object.keys(opening.buyers)) {
    checkReference(`opening.buyers.${id}`, id, buyers, "a buyer of the scenario", faults);
  }
}

function isMine(kind: string): boolean {
  return kind === "mine" || kind === "mine-and-separation";
}
