/**
 * A stand-in for the model behind the same seam: figures that look like a market and follow fixed rules, so that the
 * page can be tested for what it draws without asking what the model thinks. Floods come and go by the calendar; a
 * floor lifts the zone's price; sites shut below a price and open above another.
 */
import { SITE_FIGURES, STATUS_CODES, writeBatch } from "../../../src/workers/frame";
import type { Answer, FrameBatch, RunSpec, SimApi } from "../../../src/workers/api";
import type { Scenario } from "../../../src/sim/scenario";
import type { Snapshot, StageFigures, WorldInfo } from "../../../src/sim/snapshot";
import type { SimEvent } from "../../../src/sim/events";

const BASE_PRICE: Record<string, number> = { concentrate: 46, oxide: 76, metal: 96, magnet: 62, scrap: 30 };
const FLOOR: Record<string, number> = { concentrate: 45, oxide: 82, metal: 108, magnet: 70 };
const OPERATING = STATUS_CODES.indexOf("operating");
const MOTHBALLED = STATUS_CODES.indexOf("mothballed");
const CLOSED = STATUS_CODES.indexOf("closed");
const BUILDING = STATUS_CODES.indexOf("building");

interface FakeRun {
  spec: RunSpec;
  scenario: Scenario;
  info: WorldInfo;
  snapshots: Snapshot[];
  status: number[];
  below: number[];
}

export function fakeSim(): SimApi {
  const runs = new Map<string, FakeRun>();
  const missing = (runId: string): Answer<never> => ({
    ok: false,
    failure: { kind: "internal", message: `no run is open under ${runId}` },
  });
  return {
    open: async (runId, spec) => {
      const scenario = JSON.parse(spec.scenarioText) as Scenario;
      const info = fakeWorldInfo(scenario, spec.seed);
      runs.set(runId, { spec, scenario, info, snapshots: [], status: openingStatus(scenario), below: [] });
      return { ok: true, value: info };
    },
    fork: async (runId, sourceId, changes) => {
      const source = runs.get(sourceId);
      if (source === undefined) return missing(sourceId);
      const spec = { ...source.spec, changes };
      runs.set(runId, { ...source, spec, snapshots: [], status: openingStatus(source.scenario), below: [] });
      return { ok: true, value: source.info };
    },
    frames: async (runId, from, count, reuse): Promise<Answer<FrameBatch>> => {
      const run = runs.get(runId);
      if (run === undefined) return missing(runId);
      const until = Math.min(from + count, run.info.months);
      while (run.snapshots.length < until) run.snapshots.push(fakeMonth(run, run.snapshots.length));
      return { ok: true, value: writeBatch(run.snapshots.slice(from, until), from, reuse) };
    },
    hash: async (runId, months) => {
      const run = runs.get(runId);
      return run === undefined ? missing(runId) : { ok: true, value: `${run.spec.seed}-${months}` };
    },
    close: async (runId) => void runs.delete(runId),
  };
}

export function fakeWorldInfo(scenario: Scenario, seed: string): WorldInfo {
  const site = (one: Scenario["facilities"][number] | Scenario["projects"][number], isProject: boolean) => ({
    id: one.id,
    name: one.name,
    kind: one.kind,
    siteType: "siteType" in one ? one.siteType : ("single" as const),
    isProject,
    region: scenario.regions.findIndex((region) => region.id === one.region),
    latitude: one.latitude,
    longitude: one.longitude,
    owner: one.owner,
    goodIn: one.goodIn,
    goodOut: one.goodOut,
    capacityTonnesPerYear: one.capacityTonnesPerYear,
    cashCostUsdPerKg: one.cashCostUsdPerKg,
    costConfidence: "low",
  });
  return {
    scenario: scenario.name,
    title: scenario.title,
    question: scenario.question,
    seed,
    startMonth: scenario.startMonth,
    months: scenario.months,
    goods: scenario.goods,
    regions: scenario.regions,
    exporterRegion: scenario.exporter.region,
    sites: [...scenario.facilities.map((one) => site(one, false)), ...scenario.projects.map((one) => site(one, true))],
    buyers: scenario.buyers.map(({ id, region, sector, good, demandTonnesPerYear }) => ({
      id,
      region,
      sector,
      good,
      demandTonnesPerYear,
    })),
  };
}

function openingStatus(scenario: Scenario): number[] {
  return [
    ...scenario.facilities.map((facility) => STATUS_CODES.indexOf(facility.status)),
    ...scenario.projects.map((project) => STATUS_CODES.indexOf(project.stage)),
  ];
}

/** Between 0 and 1, the same for the same two numbers. */
function chance(a: number, b: number): number {
  let h = (a * 374761393 + b * 668265263) | 0;
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

function stanceOf(month: number): number {
  const phase = month % 120;
  return phase < 16 ? 0 : phase < 52 ? 1 : phase < 70 ? 2 : phase < 90 ? 3 : 0;
}

function marketLevel(month: number, seed: number): number {
  let level = 1;
  for (let m = 0; m <= month; m++) {
    const stance = stanceOf(m);
    const aim = stance === 1 ? 0.48 : stance === 2 ? 1.6 : stance === 3 ? 1.15 : 0.95;
    level += (aim - level) * 0.09 + (chance(m, seed) - 0.5) * 0.05;
  }
  return level;
}

function valueAt(run: FakeRun, path: string, month: number): unknown {
  const start = Number(run.info.startMonth.slice(0, 4)) * 12 + Number(run.info.startMonth.slice(5)) - 1;
  let value: unknown = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], run.scenario as unknown);
  for (const change of run.spec.changes) {
    const at = Number(change.month.slice(0, 4)) * 12 + Number(change.month.slice(5)) - 1 - start;
    if (change.path === path && at <= month) value = change.value;
  }
  return value;
}

function fakeMonth(run: FakeRun, month: number): Snapshot {
  const { info } = run;
  const floored = valueAt(run, "bloc.floor.enabled", month) === true;
  const covered = valueAt(run, "bloc.floor.stages", month) as string[];
  const memberIds = valueAt(run, "bloc.members", month) as string[];
  const level = marketLevel(month, info.seed.length);
  const stance = stanceOf(month);

  const stages: StageFigures[] = info.goods
    .filter((good) => good.isStage)
    .map((good) => {
      const base = BASE_PRICE[good.id] ?? 50;
      const depth = good.id === "magnet" ? 0.5 : 1;
      const exporter = base * (1 + (level - 1) * depth) * (floored ? 0.94 : 1);
      const landed = exporter * 1.07 + 1;
      const reference = floored && covered.includes(good.id) ? FLOOR[good.id]! * (1 + month * 0.0004) : Number.NaN;
      const topUp = Number.isNaN(reference) ? 0 : Math.max(0, reference - landed);
      return {
        zonePriceUsdPerKg: landed + topUp,
        exporterPriceUsdPerKg: exporter,
        outsidePriceUsdPerKg: exporter * 1.03,
        landedUsdPerKg: landed,
        referenceUsdPerKg: reference,
        topUpUsdPerKg: topUp,
        zoneImportsTonnes: 900,
        zoneSupplyTonnes: 500,
        zoneUseTonnes: 1400,
        worldOutputTonnes: 9000,
        exporterShare: 0.86 - (floored ? month * 0.0006 : 0) + (stance === 1 ? 0.03 : 0),
      };
    });

  const events: SimEvent[] = [];
  const stageIds = info.goods.filter((good) => good.isStage).map((good) => good.id);
  const columns = SITE_FIGURES.length;
  const sites = new Float64Array(info.sites.length * columns);
  let running = 0;
  info.sites.forEach((site, index) => {
    const region = info.regions[site.region]!;
    const member = memberIds.includes(region.id);
    const stage = Math.max(0, stageIds.indexOf(site.goodOut));
    const figures = stages[stage]!;
    const seen = member ? figures.zonePriceUsdPerKg : figures.outsidePriceUsdPerKg;
    const base = BASE_PRICE[site.goodOut] ?? 50;
    const shuts = base * (0.5 + 0.3 * chance(index, 1));
    const opens = shuts * 1.35;
    const isExporter = region.id === info.exporterRegion;
    let status = run.status[index]!;
    const tell = (kind: SimEvent["kind"], text: string): void => {
      events.push({
        month,
        kind,
        entity: site.name,
        entityId: site.id,
        region: region.id,
        good: site.goodOut,
        inBloc: member,
        figures: { priceUsdPerKg: seen, closesBelowUsdPerKg: shuts, opensAboveUsdPerKg: opens },
        sentence: `${site.name} ${text} at $${Math.round(seen)} a kg.`,
      });
    };
    run.below[index] = seen < shuts ? (run.below[index] ?? 0) + 1 : 0;
    if (!isExporter && status === OPERATING && run.below[index]! > 2 + 8 * chance(index, 2)) {
      status = MOTHBALLED;
      tell("mothballed", "goes into care and maintenance");
    } else if (status === MOTHBALLED && seen > opens) {
      status = OPERATING;
      tell("restarted", "opens again");
    } else if (status === MOTHBALLED && run.below[index]! > 30 + 20 * chance(index, 5)) {
      status = CLOSED;
      tell("closed", "closes for good");
    } else if (site.isProject && status !== OPERATING && status !== MOTHBALLED && status !== CLOSED) {
      const due = Math.floor(20 + 160 * chance(index, 3) - (floored && member ? 30 : 0));
      if (month > due + 18) {
        status = OPERATING;
        tell("opened", "makes its first tonnes");
      } else if (month > due && status !== BUILDING) {
        status = BUILDING;
        tell("begun", "is being built");
      }
    }
    run.status[index] = status;
    if (member && status === OPERATING) running++;
    const works = status === OPERATING;
    const monthly = site.capacityTonnesPerYear / 12;
    const use = works ? 0.5 + 0.45 * chance(index, 4) : 0;
    sites.set(
      [
        status,
        monthly,
        monthly * use,
        use,
        seen,
        seen * 0.98,
        shuts,
        opens,
        2e4,
        5e4,
        status === BUILDING ? 0.6 : works ? 1 : 0,
      ],
      index * columns,
    );
  });
  if (month > 0 && stance !== stanceOf(month - 1))
    events.push({
      month,
      kind: "stanceChanged",
      entity: "China",
      entityId: info.exporterRegion,
      region: info.exporterRegion,
      good: null,
      inBloc: false,
      figures: {},
      sentence: `The exporter changes course.`,
    });

  const flows: number[] = [];
  const exporter = info.regions.findIndex((region) => region.id === info.exporterRegion);
  info.goods.forEach((good, goodIndex) => {
    if (!good.isStage) return;
    info.regions.forEach((region, to) => {
      if (to === exporter) return;
      const tonnes = 20 + 380 * chance(goodIndex * 100 + to, 7);
      if (chance(goodIndex * 100 + to, 8) < 0.3) flows.push(goodIndex, exporter, to, tonnes, stance === 1 ? 1 : 0, 0);
      if (region.id === "AUS" && good.id === "concentrate")
        flows.push(
          goodIndex,
          to,
          info.regions.findIndex((one) => one.id === "MYS"),
          600,
          0,
          0,
        );
      if (region.id === "MYS" && good.id === "oxide")
        flows.push(
          goodIndex,
          to,
          info.regions.findIndex((one) => one.id === "JPN"),
          420,
          0,
          0,
        );
      if (region.id === "MMR" && good.id === "concentrate") flows.push(goodIndex, to, exporter, 800, 0, 0);
      if (region.id === "USA" && good.id === "oxide")
        flows.push(
          goodIndex,
          to,
          info.regions.findIndex((one) => one.id === "DEU"),
          150,
          0,
          0,
        );
    });
  });

  return {
    month,
    stages,
    world: {
      blocSitesRunning: running,
      blocSitesEver: info.sites.filter((site) => memberIds.includes(info.regions[site.region]!.id) && !site.isProject)
        .length,
      buyersPay12mKiloUsd: 4.2e6 * (stages.at(-1)!.zonePriceUsdPerKg / 62) * (1 + month / 400),
      topUpRevenue12mKiloUsd: floored ? stages.reduce((total, stage) => total + stage.topUpUsdPerKg * 9000, 0) : 0,
      factoriesStoppedShare: stance === 2 ? 0.021 : 0.003,
      floorEnabled: floored ? 1 : 0,
      stance,
      warChestKiloUsd: 6e6,
    },
    members: Uint8Array.from(info.regions, (region) => (memberIds.includes(region.id) ? 1 : 0)),
    prices: new Float64Array(info.goods.length * info.regions.length).fill(level * 70),
    sites,
    buyers: Float64Array.from(
      info.buyers.flatMap((buyer) => [
        buyer.demandTonnesPerYear / 12,
        buyer.demandTonnesPerYear / 12,
        buyer.demandTonnesPerYear / 12,
        10,
      ]),
    ),
    flows: Float64Array.from(flows),
    events,
  };
}
