/**
 * The months of one run as the page keeps them: packed frames, and the figures that charts draw as series. A month is
 * packed into half the width it is computed in (the map and the cards need six digits, not sixteen) and unpacked when
 * it is looked at; a fork shares the packed months before it.
 */
import { BUYER_FIGURES, FLOW_FIGURES, SITE_FIGURES, STAGE_FIGURES, WORLD_FIGURES, readBatch } from "../workers/frame";
import type { FrameBatch } from "../workers/api";
import type { Snapshot, StageFigures, WorldFigures } from "../sim/snapshot";
import type { SimEvent } from "../sim/events";

/** Months kept unpacked: the one on show, the one before it, and a few around. */
const UNPACKED = 6;
/** Columns of a flow that are small whole numbers: good, from, to, kind. */
const FLOW_CODES = ["good", "from", "to", "kind"].map((name) => FLOW_FIGURES.indexOf(name as "good"));
const FLOW_AMOUNTS = ["tonnes", "topUpUsdPerKg"].map((name) => FLOW_FIGURES.indexOf(name as "tonnes"));

interface Packed {
  prices: Float32Array;
  sites: Float32Array;
  buyers: Float32Array;
  flowCodes: Uint16Array;
  flowAmounts: Float32Array;
  members: Uint8Array;
  events: SimEvent[];
}

export class History {
  /** By month. A month is unpacked when its place is read. */
  readonly frames: Snapshot[] = [];
  readonly events: SimEvent[] = [];
  private readonly packed: Packed[] = [];
  private readonly unpacked = new Map<number, Snapshot>();
  private stages = 0;
  private readonly stageSeries = new Map<string, Float64Array>();
  private readonly worldSeries = new Map<string, Float64Array>();

  constructor(
    /** The run in the worker; another one after the worker was started again. */
    public runId: string,
    readonly months: number,
  ) {}

  /** Months known, from the first on. */
  get known(): number {
    return this.packed.length;
  }

  /** What the months and series take, bytes; shared months are counted in full. */
  get bytes(): number {
    let total = 0;
    for (const one of this.packed)
      total +=
        one.prices.byteLength +
        one.sites.byteLength +
        one.buyers.byteLength +
        one.flowCodes.byteLength +
        one.flowAmounts.byteLength +
        one.members.byteLength;
    for (const series of [...this.stageSeries.values(), ...this.worldSeries.values()]) total += series.byteLength;
    return total;
  }

  /** Adds the months of a batch that follow what is known; a batch that leaves a gap is refused. */
  add(batch: FrameBatch): void {
    if (batch.from > this.known) throw new Error(`months ${this.known} to ${batch.from - 1} are missing from the run`);
    for (const snapshot of readBatch(batch)) if (snapshot.month === this.known) this.push(snapshot);
  }

  /** A run that is the same before `month` and unknown from it on. */
  forkAt(month: number, runId: string): History {
    const fork = new History(runId, this.months);
    const kept = Math.min(month, this.known);
    fork.stages = this.stages;
    for (const [mine, other] of [
      [this.stageSeries, fork.stageSeries],
      [this.worldSeries, fork.worldSeries],
    ] as const)
      for (const [name, values] of mine) other.set(name, values.slice().fill(Number.NaN, kept));
    for (const packed of this.packed.slice(0, kept)) fork.keep(packed);
    return fork;
  }

  stage(stage: number, figure: keyof StageFigures): Float64Array {
    return this.stageSeries.get(`${stage} ${figure}`) ?? EMPTY;
  }

  world(figure: keyof WorldFigures): Float64Array {
    return this.worldSeries.get(figure) ?? EMPTY;
  }

  private push(snapshot: Snapshot): void {
    const at = this.known;
    this.stages = snapshot.stages.length;
    snapshot.stages.forEach((stage, index) => {
      for (const figure of STAGE_FIGURES) this.series(this.stageSeries, `${index} ${figure}`)[at] = stage[figure];
    });
    for (const figure of WORLD_FIGURES) this.series(this.worldSeries, figure)[at] = snapshot.world[figure];
    this.keep(packed(snapshot));
  }

  private keep(packed: Packed): void {
    const at = this.packed.length;
    this.packed.push(packed);
    Object.defineProperty(this.frames, at, { get: () => this.frameOf(at), enumerable: true, configurable: true });
    for (const event of packed.events) this.events.push(event);
  }

  private frameOf(month: number): Snapshot {
    let frame = this.unpacked.get(month);
    if (frame !== undefined) return frame;
    frame = this.unpack(month);
    this.unpacked.set(month, frame);
    if (this.unpacked.size > UNPACKED) this.unpacked.delete(this.unpacked.keys().next().value!);
    return frame;
  }

  private unpack(month: number): Snapshot {
    const one = this.packed[month]!;
    return {
      month,
      stages: Array.from({ length: this.stages }, (_, stage) =>
        named<StageFigures>(STAGE_FIGURES, (figure) => this.stage(stage, figure)[month]!),
      ),
      world: named<WorldFigures>(WORLD_FIGURES, (figure) => this.world(figure)[month]!),
      members: one.members,
      prices: Float64Array.from(one.prices),
      sites: Float64Array.from(one.sites),
      buyers: Float64Array.from(one.buyers),
      flows: flowsOf(one),
      events: one.events,
    };
  }

  private series(map: Map<string, Float64Array>, name: string): Float64Array {
    let values = map.get(name);
    if (values === undefined) {
      values = new Float64Array(this.months).fill(Number.NaN);
      map.set(name, values);
    }
    return values;
  }
}

/** Columns that a packed month holds whole; a frame with another shape would be packed wrongly, so it is refused. */
function packed(snapshot: Snapshot): Packed {
  const { sites, buyers, flows } = snapshot;
  if (sites.length % SITE_FIGURES.length !== 0 || buyers.length % BUYER_FIGURES.length !== 0)
    throw new Error(`month ${snapshot.month} has tables that do not divide into whole rows`);
  const rows = flows.length / FLOW_FIGURES.length;
  const flowCodes = new Uint16Array(rows * FLOW_CODES.length);
  const flowAmounts = new Float32Array(rows * FLOW_AMOUNTS.length);
  for (let row = 0; row < rows; row++) {
    const start = row * FLOW_FIGURES.length;
    FLOW_CODES.forEach((column, at) => (flowCodes[row * FLOW_CODES.length + at] = flows[start + column]!));
    FLOW_AMOUNTS.forEach((column, at) => (flowAmounts[row * FLOW_AMOUNTS.length + at] = flows[start + column]!));
  }
  return {
    prices: Float32Array.from(snapshot.prices),
    sites: Float32Array.from(sites),
    buyers: Float32Array.from(buyers),
    flowCodes,
    flowAmounts,
    members: snapshot.members.slice(),
    events: snapshot.events,
  };
}

function flowsOf({ flowCodes, flowAmounts }: Packed): Float64Array {
  const rows = flowCodes.length / FLOW_CODES.length;
  const flows = new Float64Array(rows * FLOW_FIGURES.length);
  for (let row = 0; row < rows; row++) {
    const start = row * FLOW_FIGURES.length;
    FLOW_CODES.forEach((column, at) => (flows[start + column] = flowCodes[row * FLOW_CODES.length + at]!));
    FLOW_AMOUNTS.forEach((column, at) => (flows[start + column] = flowAmounts[row * FLOW_AMOUNTS.length + at]!));
  }
  return flows;
}

function named<T>(names: readonly (keyof T & string)[], valueOf: (name: keyof T & string) => number): T {
  const record: Record<string, number> = {};
  for (const name of names) record[name] = valueOf(name);
  return record as T;
}

const EMPTY = new Float64Array(0);
