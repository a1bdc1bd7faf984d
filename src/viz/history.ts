/**
 * The months of one run as the page keeps them: the frames themselves, and the figures that charts draw as series.
 * A fork shares the frames before its month.
 */
import { STAGE_FIGURES, WORLD_FIGURES, readBatch } from "../workers/frame";
import type { FrameBatch } from "../workers/api";
import type { Snapshot, StageFigures, WorldFigures } from "../sim/snapshot";
import type { SimEvent } from "../sim/events";

export class History {
  readonly frames: Snapshot[] = [];
  readonly events: SimEvent[] = [];
  private readonly stageSeries = new Map<string, Float64Array>();
  private readonly worldSeries = new Map<string, Float64Array>();

  constructor(
    readonly runId: string,
    readonly months: number,
  ) {}

  /** Months known, from the first on. */
  get known(): number {
    return this.frames.length;
  }

  /** Adds the months of a batch that follow what is known; a batch that leaves a gap is refused. */
  add(batch: FrameBatch): void {
    if (batch.from > this.known) throw new Error(`months ${this.known} to ${batch.from - 1} are missing from the run`);
    for (const snapshot of readBatch(batch)) if (snapshot.month === this.known) this.push(snapshot);
  }

  /** A run that is the same before `month` and unknown from it on. */
  forkAt(month: number, runId: string): History {
    const fork = new History(runId, this.months);
    for (const frame of this.frames.slice(0, month)) fork.push(frame);
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
    snapshot.stages.forEach((stage, index) => {
      for (const figure of STAGE_FIGURES) this.series(this.stageSeries, `${index} ${figure}`)[at] = stage[figure];
    });
    for (const figure of WORLD_FIGURES) this.series(this.worldSeries, figure)[at] = snapshot.world[figure];
    this.frames.push(snapshot);
    for (const event of snapshot.events) this.events.push(event);
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

const EMPTY = new Float64Array(0);
